/* What others have changed, put under the order that is on the screen: nothing moves under the cursor. */
#include <string.h>

#include "tui/widget/list_rows.h"

/* Which columns read otherwise than before. */
static uint32_t
changed_columns(const struct list *l, const struct ui *ui, const void *before, const void *after)
{
	uint32_t bits = 0;
	struct ink old, now;

	ink_init(&old);
	ink_init(&now);
	for (int c = 0; c < 32 && l->source->columns[c].title != NULL; c++) {
		ink_clear(&old);
		ink_clear(&now);
		l->source->columns[c].cell(before, ui, &old);
		l->source->columns[c].cell(after, ui, &now);
		if (strcmp(old.text.text, now.text.text) != 0)
			bits |= 1u << c;
	}
	ink_release(&old);
	ink_release(&now);
	return bits;
}

static const struct list_row *
find_in(const struct list_row *rows, int count, int64_t id)
{
	for (int i = 0; i < count; i++)
		if (rows[i].id == id)
			return &rows[i];
	return NULL;
}

/* A row that is not where it was: it stays, marked, if it still exists. */
static struct list_row
departed(struct list *l, struct ui *ui, const struct list_row *old, struct arena *mem)
{
	struct list_row row = *old;
	const char *why = "";

	row.row = l->source->gone != NULL ? l->source->gone(l->self, ui, old->id, mem, &why) : NULL;
	row.gone = arena_strdup(mem, why != NULL ? why : "");
	l->gone += old->gone == NULL;
	return row;
}

static struct list_row
updated(struct list *l, const struct ui *ui, const struct list_row *old, const struct list_row *now)
{
	struct list_row row = *old;
	uint32_t changed = changed_columns(l, ui, old->row, now->row);

	row.row = now->row;
	row.gone = NULL;
	row.changed |= changed;
	if (changed != 0)
		row.changed_ms = ui->mono_ms;
	return row;
}

/* How many of the loaded rows the new page can speak for: what it pushed out behind it may still exist. */
static int
known_rows(const struct list *l, const struct list_batch *b, bool end)
{
	int n = l->row_count;

	while (!end && n > 0 && find_in(b->rows, b->count, rows_loaded(l, n - 1)->id) == NULL)
		n--;
	return n;
}

/* The old order with the new data; what has come in between is left out. */
static int
merge_rows(struct list *l, struct ui *ui, struct list_batch *b, int known, struct list_row *out)
{
	int n = 0, cursor = l->cursor, top = l->top;

	for (int i = 0; i < known; i++) {
		const struct list_row *old = rows_loaded(l, i);
		const struct list_row *now = find_in(b->rows, b->count, old->id);
		struct list_row row =
			now != NULL ? updated(l, ui, old, now) : departed(l, ui, old, &b->mem);

		if (row.row != NULL)
			out[n++] = row;
		cursor -= row.row == NULL && i < l->cursor;
		top -= row.row == NULL && i < l->top;
	}
	l->cursor = cursor;
	l->top = top;
	return n;
}

static int64_t
newcomers(const struct list *l, const struct list_batch *b)
{
	int64_t n = 0;

	for (int i = 0; i < b->count; i++)
		n += rows_index(l, b->rows[i].id) < 0;
	return n;
}

/* Rows that now stand above what was the first one. */
static bool
count_above(struct list *l, struct ui *ui, struct err *err)
{
	const struct list_row *first = rows_loaded(l, 0);
	struct list_want want = {.from = first->row, .dir = -1, .count = l->batch_rows};
	struct list_got got;
	int batch = rows_free_batch(l, false);

	if (!l->at_start)
		return true;
	if (!rows_read_page(l, ui, &want, &l->pool[batch], &got, err))
		return false;
	l->news += got.count;
	return true;
}

static void
drop_out_of_sight(struct list *l)
{
	while (l->batch_count > 1 && l->top >= rows_batch_at(l, 0)->count)
		rows_drop_batch(l, 0);
	while (l->batch_count > 1 &&
		l->top + l->rows_shown <=
			l->row_count - rows_batch_at(l, l->batch_count - 1)->count)
		rows_drop_batch(l, l->batch_count - 1);
}

static void
begin(struct list *l)
{
	struct list_batch *b = &l->poll.batch;

	drop_out_of_sight(l);
	rows_make_room(l);
	arena_reset(&b->mem);
	b->count = 0;
	b->rows = arena_array(&b->mem, (size_t)l->row_count + 1, sizeof(*b->rows));
	l->poll.mark = (struct list_mark){0};
	l->poll.anew = false;
}

/* The rows that were read take the place of all others. */
static bool
finish(struct list *l, struct ui *ui, bool end, struct err *err)
{
	int batch = rows_free_batch(l, false), count = l->row_count;
	int64_t id = list_id(l);
	bool at_start = l->at_start, at_end = l->at_end;
	struct list_batch spare = l->pool[batch], *b = &l->pool[batch];

	*b = l->poll.batch;
	l->poll.batch = spare;
	l->news = newcomers(l, b);
	struct list_row *merged = arena_array(&b->mem, (size_t)count + 1, sizeof(*merged));
	int known = known_rows(l, b, end), n = merge_rows(l, ui, b, known, merged),
	    cursor = l->cursor, top = l->top;

	b->rows = merged;
	b->count = n;
	rows_replace_all(l, batch);
	l->cursor = cursor;
	l->top = top;
	l->at_start = at_start;
	l->at_end = at_end && known == count; /* what came behind the end waits for F5 */
	while (l->row_count > 0 && l->row_count < count && known < count && !l->at_end &&
		!l->mark.set)
		if (!rows_more(l, ui, err))
			return false;
	int now = rows_index(l, id);

	l->cursor = now >= 0 ? now : l->cursor;
	return l->row_count == 0 || count_above(l, ui, err);
}

bool
rows_poll_more(struct list *l, struct ui *ui, struct err *err)
{
	struct list_batch *b = &l->poll.batch;
	struct list_want want = {.dir = 1, .with = true, .sort = l->sort, .reverse = l->reverse};
	struct list_got got = {0};

	if (l->poll.anew)
		begin(l);
	l->poll.on = l->row_count > 0;
	if (!l->poll.on)
		return true;
	want.from = rows_loaded(l, 0)->row;
	want.count = l->row_count + 1 - b->count;
	want.mark = l->poll.mark;
	if (!l->source->page(l->self, ui, &want, &b->mem, &got, err)) {
		l->poll.on = false;
		return false;
	}
	for (int i = 0; i < got.count; i++) {
		const void *row = (const char *)got.rows + (size_t)i * got.stride;

		b->rows[b->count++] = (struct list_row){.row = row, .id = l->source->id(row)};
	}
	if (got.mark.set && !got.end && got.count < want.count) {
		l->poll.mark = got.mark;
		ui->again = true;
		return true;
	}
	l->poll.on = false;
	return finish(l, ui, got.end, err);
}

bool
rows_poll(struct list *l, struct ui *ui, struct err *err)
{
	l->poll.anew = true;
	return rows_poll_more(l, ui, err);
}
