/*
 * A card: lines of text whose parts have roles, built when its width is known and scrolled where it is
 * higher than its place.
 */
#ifndef LINLI_CARD_LINES_H
#define LINLI_CARD_LINES_H

#include "tui/widget/ink.h"
#include "tui/widget/widget.h"

enum { CARD_LINES_MOST = 80, CARD_SPANS_MOST = 8 };

struct card_line {
	struct {
		enum role role;
		const char *text;
	} spans[CARD_SPANS_MOST];
	int count;
};

struct card_lines {
	struct widget w;
	struct arena mem; /* of the texts */
	struct card_line *lines;
	int count, top;
	int cols; /* that they were built for; 0: to be built anew */
};

void card_lines_init(struct card_lines *c, struct ui *ui);

/* Begins anew for so many cells; the place in it is kept. */
void card_lines_clear(struct card_lines *c, int cols);

/* A new line, and a part behind what stands in the last one. */
void card_line(struct card_lines *c);
void card_put(struct card_lines *c, enum role role, const char *text);
void card_putf(struct card_lines *c, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Goes to a column of the last line with blanks, or one blank on where it is behind that already. */
void card_tab(struct card_lines *c, int col);

/* Cells of the last line. */
int card_used(const struct card_lines *c);

/* Text broken at the right edge; the lines that follow begin at column `indent`. */
void card_wrap(struct card_lines *c, enum role role, int indent, const char *text);

extern const struct widget_ops card_lines_widget;

#endif
