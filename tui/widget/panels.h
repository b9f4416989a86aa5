/*
 * Several parts on one screen: boxes that share their borders, one of which has the focus. Tab goes from
 * one to the next in the order in which they were added. The screen cuts the body into rectangles in its
 * `place` and hands them over; which part an action came from is `focus`.
 */
#ifndef LINLI_PANELS_H
#define LINLI_PANELS_H

#include "tui/widget/rect.h"
#include "tui/widget/widget.h"

enum { PANELS_MAX = 12 };

struct panel {
	struct widget *widget; /* NULL: only painted */
	void (*paint)(const void *self,
		const struct view *v); /* instead of the widget, or where there is none */
	const char *title;             /* in the language of now; set again in each load */
	const char *note; /* at the right of the top line: "Enter 打开"; NULL: nothing */
	struct rect rect; /* with the border; rows 0: not shown */
	bool fixed;       /* cannot have the focus */
	bool open;        /* no box around it */
};

struct panels {
	struct widget w;
	struct panel items[PANELS_MAX];
	int count, focus;
	const void *self; /* for paint: the screen's model */
};

void panels_init(struct panels *p, const void *self);

/* Adds a part and returns its index. */
int panels_add(struct panels *p, struct widget *widget,
	void (*paint)(const void *self, const struct view *v));

/* Where a part stands now; an empty rectangle hides it. */
void panels_put(struct panels *p, int panel, struct rect rect);
void panels_title(struct panels *p, int panel, const char *title, const char *note);
void panels_focus(struct panels *p, int panel);

/* Places the widgets in their boxes; call it at the end of the screen's place. */
bool panels_place(struct panels *p, struct ui *ui, struct err *err);

/* The rectangle inside a part's border. */
struct rect panels_inside(const struct panels *p, int panel);

extern const struct widget_ops panels_widget;

#endif
