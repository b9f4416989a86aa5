/*
 * What surrounds a screen while it runs: who is at the terminal, how large and how able it is, what time
 * it is, and memory by lifetime. The app fills it in for each call; screens read it.
 */
#ifndef LINLI_UI_H
#define LINLI_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/i18n.h"
#include "tui/cells/canvas.h"
#include "tui/widget/action.h"

struct session;
struct layer;

/* Column sets by width: 60-79, 80-99, 100-139, 140 and more. */
enum size_class { SIZE_NARROW, SIZE_BASE, SIZE_WIDE, SIZE_FULL, SIZE_COUNT };

enum load_why {
	LOAD_OPEN,  /* for the first time */
	LOAD_FRESH, /* asked for (F5), after an own write, another language: everything anew */
	LOAD_POLL,  /* somebody else has written: rows under the cursor stay where they are */
};

struct ui {
	struct session *session;
	struct arena *screen;  /* lives as long as the screen */
	struct arena *load;    /* what load() reads; kept until the next load has succeeded */
	struct arena *scratch; /* until the event is over */
	enum load_why why;

	int rows, cols; /* of the terminal */
	enum size_class size;
	enum glyphs glyphs;
	bool mono;   /* no colours: what colour says must be said otherwise too */
	bool slow;   /* a slow link: nothing ticks, text in place of charts, no vertical lines */
	bool digits; /* digit mode: hints show the keys an input method lets through */

	int64_t now_utc;  /* civil time */
	int64_t mono_ms;  /* monotonic time */
	int64_t shown_ms; /* when what is the screen's subject now was first painted */

	bool appeared; /* set by a screen that shows another subject from now on: see shown_ms */
	int64_t call_at_ms; /* set by a screen that wants ACT_DUE at that monotonic time; 0: no more */
	bool again; /* set by a widget with work left over: it is called again before the next wait */
	struct layer *layer; /* for ui_keep() */
};

/* Has the app release an arena together with the screen: what widgets hold, screens need not free. */
void ui_keep(struct ui *ui, struct arena *arena);

enum size_class size_class_of(int cols);

/* Where and how to paint: a canvas, a part of it, and the ground that stands there. */
struct view {
	struct canvas *cv;
	const struct ui *ui;
	struct rect rect;
	enum role fg, bg; /* ROLE_FG on ROLE_BG, or the dialog's */
	bool focus;       /* keys go here */
};

struct view view_part(const struct view *v, struct rect rect);
struct pen view_pen(const struct view *v);

/* A rule across the rectangle's first row with text in it, as above a preview. */
void view_rule(const struct view *v, const char *title);

#endif
