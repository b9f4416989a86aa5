/*
 * Text to read: wrapped to the width, scrolled, searched. A line that begins with "# " is a heading. In a
 * line with tabs the parts are columns, by turns a key and what it does.
 */
#ifndef LINLI_PAGER_H
#define LINLI_PAGER_H

#include "tui/widget/ink.h"
#include "tui/widget/widget.h"

enum { PAGER_KEY_CELLS = 17, PAGER_WORD_CELLS = 13 };

struct pager_line {
	uint32_t from, len;
};

struct pager {
	struct widget w;
	const char *text; /* lives as long as it is shown */
	struct arena mem;
	struct pager_line *lines;
	int count, cols; /* lines, for this width */
	int top;
	const char *search; /* NULL: none */
	int hit;            /* line of the hit last shown; -1: none */
};

void pager_init(struct pager *p, struct ui *ui);

/* Another text; from_top false: the place is kept, as on a reload. */
void pager_set(struct pager *p, const char *text, bool from_top);

/* Columns of a key and a word that fit so many cells. */
int pager_columns(int cols);

extern const struct widget_ops pager_widget;

#endif
