#include "tui/term/draw.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"

enum { ERASE_LEAST = 5, ERASE_ROW_LEAST = 4, GAP_LEAST = 12, SEEN_ON_BLANKS = 1 << 4 | 1 << 7 };

static const struct rendition plain = {-1, -1, 0};

void
draw_init(struct draw *d)
{
	*d = (struct draw){0};
	buf_init(&d->in_rows);
	buf_init(&d->in_layers);
}

void
draw_release(struct draw *d)
{
	free(d->was);
	free(d->want);
	free(d->strokes);
	buf_release(&d->in_rows);
	buf_release(&d->in_layers);
}

void
draw_resize(struct draw *d, int rows, int cols)
{
	size_t count = (size_t)rows * (size_t)cols + 1;

	d->known = false;
	if (rows == d->rows && cols == d->cols)
		return;
	d->rows = rows;
	d->cols = cols;
	d->was = xrealloc(d->was, count * sizeof(*d->was));
	d->want = xrealloc(d->want, count * sizeof(*d->want));
}

void
draw_forget(struct draw *d)
{
	d->known = false;
}

static bool
same_look(struct rendition a, struct rendition b)
{
	return a.fg == b.fg && a.bg == b.bg && a.on == b.on;
}

bool
spot_same(const struct spot *a, const struct spot *b)
{
	return a->cp == b->cp && a->cells == b->cells && same_look(a->look, b->look) &&
		memcmp(a->marks, b->marks, sizeof(a->marks)) == 0;
}

bool
spot_blank(const struct spot *s)
{
	return s->cp == ' ' && s->marks[0] == 0 && (s->look.on & SEEN_ON_BLANKS) == 0;
}

/* --- what has changed */

static struct stroke *
add_stroke(struct draw *d, int row, int col, const struct spot *first)
{
	if (d->count == d->room) {
		d->room = d->room > 0 ? d->room * 2 : 256;
		d->strokes = xrealloc(d->strokes, d->room * sizeof(*d->strokes));
	}
	struct stroke *k = &d->strokes[d->count++];

	*k = (struct stroke){row, col, col, first->look, spot_blank(first), false};
	return k;
}

/* May the cell be written in the look of the stroke? */
static bool
suits(struct rendition look, const struct spot *s)
{
	if (spot_blank(s))
		return s->look.bg == look.bg && (look.on & SEEN_ON_BLANKS) == 0;
	return same_look(s->look, look);
}

/* Blanks take on the colour of the text that follows them. */
static bool
takes(struct stroke *k, const struct spot *s)
{
	if (suits(k->look, s))
		return true;
	if (!k->blank || s->look.bg != k->look.bg || (s->look.on & SEEN_ON_BLANKS) != 0)
		return false;
	k->look = s->look;
	return true;
}

/* Blanks that are there already do not end a stroke of blanks: one erasing does for all of them. */
static bool
goes_on(const struct stroke *k, const struct spot *want, int col)
{
	return k != NULL && spot_blank(&want[col]) && spot_blank(&want[k->to - 1]) &&
		suits(k->look, &want[col]);
}

static void
find_strokes(struct draw *d, int row)
{
	const struct spot *was = d->was + (size_t)row * (size_t)d->cols;
	const struct spot *want = d->want + (size_t)row * (size_t)d->cols;
	struct stroke *k = NULL;

	for (int col = 0, cells; col < d->cols; col += cells) {
		cells = want[col].cells == 2 ? 2 : 1;
		if (spot_same(&was[col], &want[col]) && (cells == 1 || was[col + 1].cells == 0)) {
			k = goes_on(k, want, col) ? k : NULL;
			continue;
		}
		if (k == NULL || (k->to < col && !spot_blank(&want[col])) || !takes(k, &want[col]))
			k = add_stroke(d, row, col, &want[col]);
		k->blank = k->blank && spot_blank(&want[col]);
		k->to = col + cells;
	}
}

/* --- writing it */

static int
count_blanks(const struct spot *cells, int from, int to)
{
	int n = 0;

	while (from + n < to && spot_blank(&cells[from + n]))
		n++;
	return n;
}

/* Many blanks within a text: erased and stepped over, where the terminal cannot repeat. */
static bool
put_gap(const struct draw *d, int row, int col, int blanks, struct rendition look,
	struct squeeze *s, struct buf *out)
{
	if (blanks < GAP_LEAST || !d->erases || s->repeat != REPEAT_NOTHING)
		return false;
	squeeze_end(s, out);
	squeeze_ground(s, look, out);
	buf_addf(out, "\033[%dX", blanks);
	squeeze_move(s, row + 1, col + blanks + 1, out);
	return true;
}

static void
put_cells(const struct draw *d, const struct stroke *k, int from, int to, struct squeeze *s,
	struct buf *out)
{
	const struct spot *cells = d->want + (size_t)k->row * (size_t)d->cols;

	for (int col = from; col < to; col++) {
		const struct spot *c = &cells[col];
		int blanks = count_blanks(cells, col, to);

		if (c->cells == 0)
			continue;
		if (blanks < to - col && put_gap(d, k->row, col, blanks, k->look, s, out)) {
			col += blanks - 1;
			continue;
		}
		squeeze_put(s, c->cp, k->look, out);
		for (int i = 0; i < GLYPH_MARKS && c->marks[i] != 0; i++)
			squeeze_put(s, c->marks[i], k->look, out);
	}
	squeeze_end(s, out);
}

/* Cells between two strokes that may as well be written again, when that is shorter than to step over them. */
static bool
bridge(const struct draw *d, const struct squeeze *s, const struct stroke *k)
{
	int from = s->col - 1, gap = k->from - from, bytes = 0,
	    step = gap == 1 ? 3
		: gap < 10  ? 4
			    : 5;

	if (s->row != k->row + 1 || s->col == 0 || gap <= 0 || gap > step)
		return false;
	for (int col = from; col < k->from; col++) {
		const struct spot *c = d->want + (size_t)k->row * (size_t)d->cols + col;

		if (c->marks[0] != 0 || (c->cells == 0 ? col == from : !suits(k->look, c)))
			return false;
		if (!spot_same(c, d->was + (size_t)k->row * (size_t)d->cols + col))
			return false;
		bytes += c->cells == 0 ? 0 : c->cp < 0x80 ? 1 : 3;
	}
	return bytes < step;
}

static void
put_stroke(struct draw *d, const struct stroke *k, struct squeeze *s, struct buf *out)
{
	const struct spot *cells = d->want + (size_t)k->row * (size_t)d->cols;
	int from = k->from, end = k->to;

	if (bridge(d, s, k))
		from = s->col - 1;
	while (end > from && spot_blank(&cells[end - 1]))
		end--;
	int blanks = k->to - end;
	bool to_margin = k->to == d->cols;

	if (to_margin ? blanks < ERASE_ROW_LEAST || (!d->erases && k->look.bg >= 0)
		      : blanks < ERASE_LEAST || !d->erases)
		end = k->to;
	if (from == k->from)
		squeeze_move(s, k->row + 1, from + 1, out);
	put_cells(d, k, from, end, s, out);
	if (end == k->to)
		return;
	squeeze_ground(s, k->look, out);
	if (to_margin)
		buf_addstr(out, "\033[K");
	else
		buf_addf(out, "\033[%dX", blanks);
}

static void
write_in_rows(struct draw *d, struct squeeze *s, struct buf *out)
{
	for (size_t i = 0; i < d->count; i++)
		put_stroke(d, &d->strokes[i], s, out);
}

static bool
belongs(const struct stroke *k, struct rendition look)
{
	if (k->blank)
		return k->look.bg == look.bg && (look.on & SEEN_ON_BLANKS) == 0;
	return same_look(k->look, look);
}

static bool
is_line(const struct draw *d, const struct stroke *k)
{
	uint32_t cp = d->want[(size_t)k->row * (size_t)d->cols + (size_t)k->from].cp;

	return k->to == k->from + 1 && cp >= 0x2500 && cp <= 0x257F;
}

/* A vertical line goes on below: the cursor is near. */
static size_t
below(const struct draw *d, size_t i)
{
	const struct stroke *k = &d->strokes[i];

	for (size_t n = i + 1; is_line(d, k) && n < d->count && d->strokes[n].row <= k->row + 1;
		n++) {
		const struct stroke *next = &d->strokes[n];

		if (next->row == k->row + 1 && next->from == k->from)
			return !next->done && is_line(d, next) && belongs(next, k->look) ? n
											 : d->count;
	}
	return d->count;
}

/* All that may be written in this look. */
static void
write_layer(struct draw *d, struct rendition look, struct squeeze *s, struct buf *out)
{
	for (size_t i = 0; i < d->count; i++) {
		struct stroke *k = &d->strokes[i];

		if (k->done || !belongs(k, look))
			continue;
		for (size_t n = i; n < d->count; n = below(d, n)) {
			put_stroke(d, &d->strokes[n], s, out);
			d->strokes[n].done = true;
		}
	}
}

/* What needs no change of colours comes first; blanks go with any text on their ground. */
static void
write_in_layers(struct draw *d, struct squeeze *s, struct buf *out)
{
	if (s->known)
		write_layer(d, s->shown, s, out);
	for (int blanks = 0; blanks < 2; blanks++)
		for (size_t i = 0; i < d->count; i++)
			if (!d->strokes[i].done && d->strokes[i].blank == (blanks != 0))
				write_layer(d, d->strokes[i].look, s, out);
}

static void
clear_screen(struct draw *d, struct squeeze *s, struct rendition ground, struct buf *out)
{
	const struct spot blank = {.cp = ' ', .look = d->erases ? ground : plain, .cells = 1};

	squeeze_ground(s, blank.look, out);
	buf_addstr(out, "\033[H\033[2J");
	squeeze_lose(s);
	for (size_t i = 0; i < (size_t)d->rows * (size_t)d->cols; i++)
		d->was[i] = blank;
}

void
draw_frame(struct draw *d, struct squeeze *s, struct rendition ground, struct buf *out)
{
	if (!d->known)
		clear_screen(d, s, ground, out);
	else if (d->shifts)
		draw_shift(d, s, out);
	d->count = 0;
	for (int row = 0; row < d->rows; row++)
		find_strokes(d, row);

	struct squeeze in_rows = *s, in_layers = *s;

	buf_clear(&d->in_rows);
	buf_clear(&d->in_layers);
	write_in_rows(d, &in_rows, &d->in_rows);
	write_in_layers(d, &in_layers, &d->in_layers);
	bool layers = d->in_layers.len < d->in_rows.len;

	buf_add(out, layers ? d->in_layers.text : d->in_rows.text,
		layers ? d->in_layers.len : d->in_rows.len);
	*s = layers ? in_layers : in_rows;
	memcpy(d->was, d->want, (size_t)d->rows * (size_t)d->cols * sizeof(*d->was));
	d->known = true;
}
