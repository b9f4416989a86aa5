/* Where the cursor is, and the fewest bytes to another place. */
#include <stdio.h>
#include <string.h>

#include "core/base/width.h"
#include "tui/term/squeeze.h"

enum { MOVE_BYTES = 48, MOST_FEEDS = 3, MOST_BACKS = 3 };

static void
prefer(char best[MOVE_BYTES], const char *other)
{
	if (strlen(other) < strlen(best))
		memcpy(best, other, strlen(other) + 1);
}

/* From column to column in a row; "" when they are the same. */
static void
along(const struct squeeze *s, int to, char best[MOVE_BYTES])
{
	char other[MOVE_BYTES];
	int by = to - s->col;

	if (by == 0) {
		best[0] = '\0';
		return;
	}
	snprintf(
		best, MOVE_BYTES, "\033[%dG", to); /* sets right what a terminal sees differently */
	if (by == 1)
		prefer(best, "\033[C");
	snprintf(other, sizeof(other), "\033[%d%c", by > 0 ? by : -by, by > 0 ? 'C' : 'D');
	prefer(best, other);
	if (by < 0 && by >= -MOST_BACKS)
		prefer(best, &"\b\b\b"[MOST_BACKS + by]);
	if (to == 1)
		prefer(best, "\r");
}

/* A line feed at the bottom of what scrolls would scroll; elsewhere it moves down. */
static bool
can_step(const struct squeeze *s, int row)
{
	int down = row - s->row;

	return s->local && s->row > 0 && s->col > 0 && down >= 0 && down <= MOST_FEEDS &&
		(down == 0 || (!s->region && row <= s->rows));
}

void
squeeze_move(struct squeeze *s, int row, int col, struct buf *out)
{
	char best[MOVE_BYTES], other[MOVE_BYTES], feeds[] = "\n\n\n";

	snprintf(best, sizeof(best), "\033[%d;%dH", row, col);
	if (s->column && row == s->row) {
		snprintf(other, sizeof(other), "\033[%dG", col);
		prefer(best, other);
	}
	if (can_step(s, row)) {
		char sideways[MOVE_BYTES];

		feeds[row - s->row] = '\0';
		along(s, col, sideways);
		snprintf(other, sizeof(other), "%s%.32s", feeds, sideways);
		prefer(best, other);
	}
	buf_addstr(out, best);
	s->row = row;
	s->col = col <= s->cols ? col : 0;
}

/*
 * Cells that every terminal agrees on; 0 for glyphs of which that is not sure: what is missing in old tables, of
 * ambiguous width, or a mark. Of line drawing it is sure where the terminal was asked.
 */
static int
sure_cells(const struct squeeze *s, const char *glyph, size_t len)
{
	const uint8_t *g = (const uint8_t *)glyph;

	if (len == 1)
		return g[0] >= 0x20 && g[0] < 0x7F;
	if (len != 3)
		return 0;
	uint32_t cp = (g[0] & 0x0FU) << 12 | (g[1] & 0x3FU) << 6 | (g[2] & 0x3FU);
	bool line = cp >= 0x2500 && cp <= 0x257F;

	if (line && s->repeat == REPEAT_ANY)
		return width_ambiguous();
	bool hanzi = cp >= 0x4E00 && cp <= 0x9FA5, mark = cp >= 0x3001 && cp <= 0x3011;

	return hanzi || mark || (cp >= 0xFF01 && cp <= 0xFF5E) ? 2 : 0;
}

void
squeeze_advance(struct squeeze *s, const char *glyph, size_t len)
{
	int cells = sure_cells(s, glyph, len);

	/* at the right margin it is not said where the cursor is */
	s->col = cells > 0 && s->col > 0 && s->col + cells <= s->cols ? s->col + cells : 0;
}

void
squeeze_lose(struct squeeze *s)
{
	s->row = s->col = 0;
}
