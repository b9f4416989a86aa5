/* Where the cursor is, and the fewest bytes to another place. */
#include <string.h>

#include "core/base/width.h"
#include "tui/term/squeeze.h"

enum { MOVE_BYTES = 48, MOST_FEEDS = 3, MOST_BACKS = 3, DIGITS_MOST = 12 };

/* One way to get there. Written by hand: a page has some hundred moves with several ways each. */
struct way {
	char text[MOVE_BYTES];
	size_t len;
};

static void
add(struct way *w, const char *text, size_t len)
{
	memcpy(w->text + w->len, text, len);
	w->len += len;
}

static void
add_number(struct way *w, int n)
{
	char digits[DIGITS_MOST];
	int at = DIGITS_MOST;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	add(w, digits + at, (size_t)(DIGITS_MOST - at));
}

/* "CSI n final"; 1 is left out. */
static struct way
step(int n, char final)
{
	struct way w = {"\033[", 2};

	if (n > 1)
		add_number(&w, n);
	add(&w, &final, 1);
	return w;
}

static void
prefer(struct way *best, const struct way *other)
{
	if (other->len < best->len)
		*best = *other;
}

/* From column to column in a row; nothing when they are the same. */
static struct way
along(const struct squeeze *s, int to)
{
	static const struct way back = {"\r", 1};
	int by = to - s->col;
	struct way best = {"", 0}, other;

	if (by == 0)
		return best;
	best = step(to, 'G'); /* sets right what a terminal sees differently */
	other = step(by > 0 ? by : -by, by > 0 ? 'C' : 'D');
	prefer(&best, &other);
	other = (struct way){"\b\b\b", (size_t)-by};
	if (by < 0 && by >= -MOST_BACKS)
		prefer(&best, &other);
	if (to == 1)
		prefer(&best, &back);
	return best;
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
	struct way best = {"\033[", 2}, other;

	add_number(&best, row);
	add(&best, ";", 1);
	add_number(&best, col);
	add(&best, "H", 1);
	if (s->column && row == s->row) {
		other = step(col, 'G');
		prefer(&best, &other);
	}
	if (can_step(s, row)) {
		struct way sideways = along(s, col);

		other = (struct way){"\n\n\n", (size_t)(row - s->row)};
		add(&other, sideways.text, sideways.len);
		prefer(&best, &other);
	}
	buf_add(out, best.text, best.len);
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
