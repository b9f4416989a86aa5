/* A list that moves by some rows: the terminal moves them itself. */
#include <string.h>

#include "tui/term/draw.h"

enum { ROWS_MOST = 512, ALIKE_LEAST = 3, GAIN_LEAST = 30, SHIFT_BYTES = 16 };

struct shift {
	int by;       /* row r becomes what row r + by was */
	int from, to; /* rows [from, to) of the new screen that stem from others */
	int gain;     /* bytes saved, about */
};

/* What rows of both screens look like, and what it costs to write each anew or to change it in place. */
struct rows {
	uint64_t was[ROWS_MOST], want[ROWS_MOST];
	int change[ROWS_MOST], anew[ROWS_MOST];
};

static const struct spot *
row_of(const struct spot *spots, const struct draw *d, int row)
{
	return spots + (size_t)row * (size_t)d->cols;
}

static uint64_t
hash_row(const struct spot *s, int cols)
{
	uint64_t h = 0xCBF29CE484222325U;

	for (int i = 0; i < cols; i++)
		h = (h ^
			    (s[i].cp | (uint64_t)(uint16_t)s[i].look.fg << 32 |
				    (uint64_t)(uint16_t)s[i].look.bg << 48)) *
			0x100000001B3U;
	return h;
}

static int
bytes_of(const struct spot *s)
{
	return s->cells == 0 ? 0 : s->cp < 0x80 ? 1 : 3;
}

static int
cost_of_change(const struct spot *was, const struct spot *want, int cols)
{
	int bytes = 0;

	for (int i = 0; i < cols; i++)
		if (!spot_same(&was[i], &want[i]))
			bytes += bytes_of(&want[i]);
	return bytes;
}

static void
look_at(const struct draw *d, struct rows *r)
{
	for (int row = 0; row < d->rows; row++) {
		const struct spot *was = row_of(d->was, d, row), *want = row_of(d->want, d, row);

		r->was[row] = hash_row(was, d->cols);
		r->want[row] = hash_row(want, d->cols);
		r->change[row] =
			r->was[row] == r->want[row] ? 0 : cost_of_change(was, want, d->cols);
		r->anew[row] = 0;
		for (int i = 0; i < d->cols; i++)
			r->anew[row] += spot_blank(&want[i]) ? 0 : bytes_of(&want[i]);
	}
}

/* Rows that would be written anew although most of them stood there. */
static int
cost_of_gap(const struct draw *d, const struct rows *r, const struct shift *s)
{
	int from = s->by > 0 ? s->to : s->from + s->by, to = s->by > 0 ? s->to + s->by : s->from,
	    cost = SHIFT_BYTES;

	for (int row = from; row < to; row++)
		cost += row >= 0 && row < d->rows ? r->anew[row] - r->change[row] : 0;
	return cost;
}

/* The best stretch of rows for one distance. */
static struct shift
best_stretch(const struct draw *d, const struct rows *r, int by)
{
	struct shift best = {.by = by}, now = {.by = by};
	int first = by < 0 ? -by : 0, end = by < 0 ? d->rows : d->rows - by;

	now.from = first;
	for (int row = first; row < end; row++) {
		int gain = r->change[row];

		if (r->want[row] != r->was[row + by])
			gain -= cost_of_change(
				row_of(d->was, d, row + by), row_of(d->want, d, row), d->cols);
		if (now.gain <= 0) {
			now.from = row;
			now.gain = 0;
		}
		now.gain += gain;
		now.to = row + 1;
		if (now.gain > best.gain)
			best = now;
	}
	best.gain -= cost_of_gap(d, r, &best);
	return best;
}

static bool
worth_a_look(const struct draw *d, const struct rows *r, int by)
{
	int first = by < 0 ? -by : 0, end = by < 0 ? d->rows : d->rows - by, alike = 0;

	for (int row = first; row < end; row++)
		alike += r->want[row] == r->was[row + by] && r->change[row] > 0 && r->anew[row] > 0;
	return alike >= ALIKE_LEAST;
}

/* Deletes rows at one end and inserts as many at the other; what lies below comes back to its place. */
static void
write_shift(const struct shift *k, int rows, struct squeeze *s, struct buf *out)
{
	int n = k->by > 0 ? k->by : -k->by;
	int delete_at = k->by > 0 ? k->from : k->to - n,
	    insert_at = k->by > 0 ? k->to : k->from - n;
	bool to_bottom = (k->by > 0 ? k->to + n : k->to) == rows;

	if (k->by > 0 || !to_bottom) {
		squeeze_move(s, delete_at + 1, 1, out);
		buf_addf(out, n == 1 ? "\033[M" : "\033[%dM", n);
	}
	if (k->by < 0 || !to_bottom) {
		squeeze_move(s, insert_at + 1, 1, out);
		buf_addf(out, n == 1 ? "\033[L" : "\033[%dL", n);
	}
	squeeze_lose(s); /* terminals differ in the column */
}

/* What fills the rows that came free is not relied on. */
static void
note_shift(struct draw *d, const struct shift *k)
{
	static const struct spot nothing = {.cp = UINT32_MAX, .cells = 1};
	size_t row = (size_t)d->cols, rows = (size_t)(k->to - k->from);
	int from = k->by > 0 ? k->to : k->from + k->by, to = k->by > 0 ? k->to + k->by : k->from;

	memmove(d->was + (size_t)k->from * row, d->was + (size_t)(k->from + k->by) * row,
		rows * row * sizeof(*d->was));
	for (size_t i = (size_t)from * row; i < (size_t)to * row; i++)
		d->was[i] = nothing;
}

void
draw_shift(struct draw *d, struct squeeze *s, struct buf *out)
{
	struct rows r = {0};
	struct shift best = {0};

	if (d->rows > ROWS_MOST ||
		memcmp(d->was, d->want, (size_t)d->rows * (size_t)d->cols * sizeof(*d->was)) == 0)
		return;
	look_at(d, &r);
	for (int by = 1 - d->rows; by < d->rows; by++) {
		struct shift k = {0};

		if (by != 0 && worth_a_look(d, &r, by))
			k = best_stretch(d, &r, by);
		if (k.gain > best.gain)
			best = k;
	}
	if (best.gain < GAIN_LEAST)
		return;
	write_shift(&best, d->rows, s, out);
	note_shift(d, &best);
}
