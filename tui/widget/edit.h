/*
 * Editing text: one line that scrolls sideways, or several that wrap. The caret stands between glyphs,
 * never inside one; what is typed or pasted passes the gate of core/base/text.
 */
#ifndef LINLI_EDIT_H
#define LINLI_EDIT_H

#include "tui/widget/widget.h"

struct edit {
	struct widget w;
	char *text;      /* NUL-terminated; changed only through the functions here */
	size_t len, cap; /* bytes */
	int max;         /* characters */
	size_t caret;    /* byte */
	size_t scroll;   /* one line: first byte shown; several: first line shown */
	bool lines;      /* several lines */
	bool secret;     /* shown as stars */
};

/* Room for `max` characters is taken from mem at once. */
void edit_init(struct edit *e, struct arena *mem, int max, bool lines);

/* Replaces the text, cut to what fits; the caret goes to its end. */
void edit_set(struct edit *e, const char *text);

/* Inserts at the caret; false when something did not fit. */
bool edit_insert(struct edit *e, const char *text);

/* Takes bytes from `from` up to the caret away and puts text there: for completions. */
void edit_replace(struct edit *e, size_t from, const char *text);

/* Full-width ASCII to ASCII, in place: for numbers and codes, when they are left. */
void edit_narrow(struct edit *e);

/*
 * One of the editing actions, or ACT_TEXT. Returns ACT_EDITED when the text has changed, ACT_NONE when
 * only the caret has, and the act itself when it is not about editing (Enter, Tab, Up in the first line).
 */
struct act edit_act(struct edit *e, struct act act);

/* It stands in that rectangle: keeps the caret in view. */
void edit_place(struct edit *e, struct rect rect);

/* Lines that the text takes in so many cells; at least 1. */
int edit_rows(const struct edit *e, int cols);

/* With caret, the terminal's cursor goes there. */
void edit_paint(const struct edit *e, const struct view *v, enum role fg, enum role bg, bool caret);

extern const struct widget_ops edit_widget;

#endif
