/*
 * A screen, as data. The app zeroes the model (`size` bytes), calls open, load, then act for each key and
 * paint for each frame. Painting takes const and touches nothing else. See tui/README.md for a whole one.
 *
 * The model begins with its root widget (struct list, struct form, struct panels, ..., or a bare struct
 * widget for a screen that moves by itself).
 */
#ifndef LINLI_SCREEN_H
#define LINLI_SCREEN_H

#include "core/base/err.h"
#include "tui/widget/effect.h"
#include "tui/widget/ink.h"
#include "tui/widget/ui.h"
#include "tui/widget/widget.h"

struct bar_ops;

/* Where a hint is printed: everywhere, where there are two hint lines, from 80 columns on. */
enum { HINT_EVERYWHERE, HINT_WIDE, HINT_ROOMY };

/* A pair of the hint line. Ends with an ACT_NONE row that has no keys. */
struct hint {
	enum action act, also; /* also: a second key, printed behind a slash */
	const char *label;     /* N_(); NULL: the table's */
	const char *keys;      /* NULL: the table's; else what to print ("1-7") */
	uint8_t wide;          /* HINT_WIDE (true), HINT_ROOMY */
};

enum { TABS_MAX = 9 };

struct tab {
	const char *label; /* already translated */
	const char *brief; /* where the row is short; NULL: the label */
	int64_t count;     /* printed behind; negative: none */
};

/* What stands around the body. Texts live in ui->scratch or longer; empty ones take no row. */
struct head {
	const char *crumb; /* NULL: the screen's title */
	const char *mark;  /* before the user's name, such as 密 */
	struct tab tabs[TABS_MAX];
	int tab_count, tab_on; /* tab_on from 0 */
	const char *tabs_right;
	bool live;          /* the freshness word belongs on this screen */
	const char *filter; /* the filter in words, count, sort, tags: row 3 */
	const char *filter_right;
	const struct hint *
		hints; /* instead of the screen's, as long as it shows something else; NULL: those */
	const char *status;       /* when no message is to be shown */
	const char *status_right; /* such as 新到 2 (F5) */
	int rows, cols; /* dialogs: the size wanted, borders included; 0: 18 x 72 at most */
	const char *title_right; /* dialogs: at the right of the top line */
};

struct screen_ops {
	const char *name;  /* "queue": for scripts, goldens, remembered dialogs */
	const char *title; /* N_("案件"): the step in the breadcrumbs, a dialog's first word */
	enum key_scope scope;
	size_t size; /* of the model */
	const struct hint *hints;
	bool modal;                   /* a dialog over what is there */
	bool ticks;                   /* wants ACT_TICK once a second while visible */
	bool sealed;                  /* nothing of it is remembered, saved or copied */
	const struct bar_ops *filter; /* what completes its filter bar; NULL: it has none */

	/* May fail: the screen does not open then. NULL where there is nothing to set up. */
	bool (*open)(void *self, struct ui *ui, const struct arg *arg, struct err *err);

	/* Reads what is shown. Read first, assign then: after an error the old content is shown on. */
	bool (*load)(void *self, struct ui *ui, struct err *err);

	/* An action that the root widget has left over, or that it tells. */
	struct effect (*act)(void *self, struct ui *ui, const struct act *act, struct err *err);

	/* May it be done now? *why says why not, or stays NULL. NULL: everything may be tried. */
	bool (*can)(const void *self, const struct ui *ui, enum action action, const char **why);

	/*
	 * Is it offered in the hint line? NULL: when `can` allows it. For lists, whose hints would otherwise change
	 * with every row.
	 */
	bool (*offers)(const void *self, const struct ui *ui, enum action action);

	/* What the key does here and now, where one key serves several acts; NULL: the table's word. May be NULL. */
	const char *(*names)(const void *self, const struct ui *ui, enum action action);

	void (*head)(const void *self, const struct ui *ui, struct head *head);

	/* Places what the model shows in the body. NULL: the root widget takes it all. */
	bool (*place)(void *self, struct ui *ui, struct rect body, struct err *err);

	/* NULL: the root widget is painted. */
	void (*paint)(const void *self, const struct view *v);

	/* The line is lost or the program ends: keep what was typed. Must be quick. */
	void (*save)(void *self, struct ui *ui);

	/* The screen goes: give up locks. Memory is the app's business. */
	void (*close)(void *self, struct ui *ui);
};

/* A page of help of the program's own; a list of them ends with a NULL title. */
struct help_page {
	const char *title; /* N_() */
	const char *(*text)(struct ui *ui);
};

#endif
