/*
 * From stored text to what may stand on a screen. All text that is drawn or measured goes through here,
 * so that the two cannot disagree: controls and direction marks never reach a terminal, emoji sequences
 * (whose width no two terminals agree on) become one stand-in of two cells, and where the terminal draws
 * ambiguous characters wide, quotes, dashes and dots take plain forms. The stored text stays as it is.
 */
#ifndef LINLI_SHOW_H
#define LINLI_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"

enum { GLYPH_MARKS = 2 };

/* What occupies one or two cells. */
struct glyph {
	uint32_t cp;
	uint32_t marks[GLYPH_MARKS]; /* combining characters, 0 where there are fewer */
	uint8_t cells;               /* 1 or 2 */
};

struct show {
	const char *at, *end;
	const char *pending; /* rest of a stand-in that takes several glyphs, such as "(12)" */
	bool join_next; /* a zero-width joiner came: the next character belongs to the last glyph */
	bool half_flag; /* the last glyph stands for the first half of a flag */
};

void show_init(struct show *s, const char *text);
void show_init_n(struct show *s, const char *text, size_t len);

/* The next glyph; false at the end. Line feeds and tabs come as one blank. */
bool show_next(struct show *s, struct glyph *g);

/* Where the next glyph begins in the text. */
const char *show_at(const struct show *s);

/* Cells that the text takes. */
int show_width(const char *text);
int show_width_n(const char *text, size_t len);

/* Bytes of the longest beginning that takes at most `cells` cells; its cells in *used unless NULL. */
size_t show_fit(const char *text, int cells, int *used);

/*
 * Appends the text cut to at most `cells` cells. A cut text ends in ".." (two cells, as one hanzi);
 * a single cell left over is filled with a blank, never with half a character.
 */
void show_cut(struct buf *out, const char *text, int cells);

/* The same, then blanks up to exactly `cells`: in front (right-aligned) when right is true. */
void show_pad(struct buf *out, const char *text, int cells, bool right);

#endif
