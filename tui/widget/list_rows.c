#include "tui/widget/list_rows.h"

#include <assert.h>
#include <string.h>

const struct list_batch *
rows_batch_at(const struct list *l, int n)
{
	return &l->pool[l->order[n]];
}

const struct list_row *
rows_nth(const struct list *l, int n)
{
	for (int i = 0; n >= 0 && i < l->batch_count; i++) {
		const struct list_batch *b = rows_batch_at(l, i);

		if (n < b->count)
			return &b->rows[n];
		n -= b->count;
	}
	return NULL;
}

const struct list_row *
rows_loaded(const struct list *l, int n)
{
	const struct list_row *row = rows_nth(l, n);

	assert(row != NULL);
	return row;
}

int
rows_index(const struct list *l, int64_t id)
{
	int n = 0;

	for (int i = 0; i < l->batch_count; i++) {
		const struct list_batch *b = rows_batch_at(l, i);

		for (int j = 0; j < b->count; j++, n++)
			if (b->rows[j].id == id)
				return n;
	}
	return -1;
}

void
rows_drop_batch(struct list *l, int n)
{
	struct list_batch *b = &l->pool[l->order[n]];

	l->poll.anew = true;
	if (n == 0) {
		l->cursor -= b->count;
		l->top -= b->count;
		l->at_start = false;
		l->above = (struct list_mark){0};
	} else {
		l->at_end = false;
		l->mark = (struct list_mark){0};
		l->searched = NULL;
	}
	l->row_count -= b->count;
	b->count = 0;
	l->batch_count--;
	memmove(l->order + n, l->order + n + 1, (size_t)(l->batch_count - n));
}

void
rows_drop(struct list *l)
{
	while (l->batch_count > 0)
		rows_drop_batch(l, l->batch_count - 1);
	l->cursor = l->top = l->row_count = 0;
	l->at_start = l->at_end = false;
	l->mark = l->above = (struct list_mark){0};
	l->searched = NULL;
}

/* A batch of the pool that is not in use; one end of the window gives way when there is none. */
int
rows_free_batch(struct list *l, bool drop_front)
{
	bool used[LIST_BATCHES] = {false};

	if (l->batch_count == LIST_BATCHES)
		rows_drop_batch(l, drop_front ? 0 : l->batch_count - 1);
	for (int i = 0; i < l->batch_count; i++)
		used[l->order[i]] = true;
	for (int i = 0; i < LIST_BATCHES; i++)
		if (!used[i])
			return i;
	return 0;
}

void
rows_fill_batch(const struct list *l, struct list_batch *b, const struct list_got *got, bool all)
{
	b->rows = arena_array(&b->mem, (size_t)got->count + 1, sizeof(*b->rows));
	b->count = 0;
	for (int i = 0; i < got->count; i++) {
		const void *row = (const char *)got->rows + (size_t)i * got->stride;
		int64_t id = l->source->id(row);

		/* A row that moved between two reads would stand there twice. */
		if (all || rows_index(l, id) < 0)
			b->rows[b->count++] = (struct list_row){.row = row, .id = id};
	}
}

bool
rows_read_page(struct list *l, struct ui *ui, struct list_want *want, struct list_batch *b,
	struct list_got *got, struct err *err)
{
	*got = (struct list_got){0};
	want->sort = l->sort;
	want->reverse = l->reverse;
	arena_reset(&b->mem);
	return l->source->page(l->self, ui, want, &b->mem, got, err);
}

static void
attach(struct list *l, int batch, bool front)
{
	struct list_batch *b = &l->pool[batch];

	if (b->count == 0)
		return;
	l->poll.anew = true;
	if (front) {
		memmove(l->order + 1, l->order, (size_t)l->batch_count);
		l->cursor += b->count;
		l->top += b->count;
	}
	l->order[front ? 0 : l->batch_count] = (uint8_t)batch;
	l->batch_count++;
	l->row_count += b->count;
}

static void
end_of_page(struct list *l, const struct list_got *got, bool front)
{
	if (front) {
		l->at_start = got->end || (got->count == 0 && !got->mark.set);
		l->above = got->end ? (struct list_mark){0} : got->mark;
		return;
	}
	l->at_end = got->end || (got->count == 0 && !got->mark.set);
	l->mark = got->end ? (struct list_mark){0} : got->mark;
	l->searched = got->end ? NULL : got->searched;
}

/*
 * The rest of a page that a search had left unfinished joins its batch: rows far apart would fill the pool
 * one by one, and push each other out.
 */
static bool
extend(struct list *l, struct ui *ui, struct list_want *want, bool front, struct list_got *got,
	struct err *err)
{
	struct list_batch *b = &l->pool[l->order[front ? 0 : l->batch_count - 1]];
	struct list_batch more = {.count = 0};

	want->count = l->batch_rows - b->count;
	*got = (struct list_got){0};
	if (!l->source->page(l->self, ui, want, &b->mem, got, err))
		return false;
	more.mem = b->mem;
	rows_fill_batch(l, &more, got, false);
	struct list_row *rows =
		arena_array(&more.mem, (size_t)(b->count + more.count) + 1, sizeof(*rows));

	memcpy(rows + (front ? more.count : 0), b->rows, (size_t)b->count * sizeof(*rows));
	memcpy(rows + (front ? 0 : b->count), more.rows, (size_t)more.count * sizeof(*rows));
	b->mem = more.mem;
	b->rows = rows;
	b->count += more.count;
	l->row_count += more.count;
	l->cursor += front ? more.count : 0;
	l->top += front ? more.count : 0;
	l->poll.anew = true;
	return true;
}

/* One page more at that end of the window. */
static bool
read_on(struct list *l, struct ui *ui, struct list_want *want, bool front, struct err *err)
{
	const struct list_mark *mark = front ? &l->above : &l->mark;
	struct list_got got;

	want->mark = *mark;
	if (mark->set && l->batch_count > 0 &&
		rows_batch_at(l, front ? 0 : l->batch_count - 1)->count < l->batch_rows) {
		if (!extend(l, ui, want, front, &got, err))
			return false;
	} else {
		int batch = rows_free_batch(l, !front);

		if (!rows_read_page(l, ui, want, &l->pool[batch], &got, err))
			return false;
		rows_fill_batch(l, &l->pool[batch], &got, false);
		attach(l, batch, front);
	}
	end_of_page(l, &got, front);
	return true;
}

bool
rows_more(struct list *l, struct ui *ui, struct err *err)
{
	const struct list_row *last = rows_nth(l, l->row_count - 1);
	struct list_want want = {
		.from = last != NULL ? last->row : NULL, .dir = 1, .count = l->batch_rows};

	return read_on(l, ui, &want, false, err);
}

bool
rows_less(struct list *l, struct ui *ui, struct err *err)
{
	const struct list_row *first = rows_nth(l, 0);
	struct list_want want = {
		.from = first != NULL ? first->row : NULL, .dir = -1, .count = l->batch_rows};

	return read_on(l, ui, &want, true, err);
}

/* Puts one batch in place of all others. */
void
rows_replace_all(struct list *l, int batch)
{
	int count = l->pool[batch].count;

	rows_drop(l);
	l->poll.on = l->rising = false;
	l->pool[batch].count = count;
	attach(l, batch, false);
}

/* Frees a place in the pool without touching what is on the screen. */
void
rows_make_room(struct list *l)
{
	if (l->batch_count == LIST_BATCHES)
		rows_drop_batch(l, l->top >= rows_batch_at(l, 0)->count ? 0 : LIST_BATCHES - 1);
}

bool
rows_first(struct list *l, struct ui *ui, struct err *err)
{
	struct list_want want = {.dir = 1, .count = l->batch_rows};
	struct list_got got;

	rows_make_room(l);
	int batch = rows_free_batch(l, false);

	if (!rows_read_page(l, ui, &want, &l->pool[batch], &got, err))
		return false;
	rows_fill_batch(l, &l->pool[batch], &got, true);
	rows_replace_all(l, batch);
	l->at_start = true;
	end_of_page(l, &got, false);
	return true;
}

/* As long as nothing has been found at the end, what is there stays. */
bool
rows_last(struct list *l, struct ui *ui, struct err *err)
{
	struct list_want want = {.dir = -1, .count = l->batch_rows, .mark = l->to_end};
	struct list_got got;

	rows_make_room(l);
	int batch = rows_free_batch(l, false);

	if (!rows_read_page(l, ui, &want, &l->pool[batch], &got, err))
		return false;
	l->to_end = (struct list_mark){0};
	if (got.count == 0 && got.mark.set && !got.end) {
		l->to_end = got.mark;
		return true;
	}
	rows_fill_batch(l, &l->pool[batch], &got, true);
	rows_replace_all(l, batch);
	l->at_end = true;
	end_of_page(l, &got, true);
	l->cursor = l->row_count - 1;
	l->top = l->row_count - l->rows_shown;
	return true;
}

/* Reads from a loaded row on, that row included, into a batch of its own. */
static bool
read_again(struct list *l, struct ui *ui, int from, int count, int *batch, struct list_got *got,
	struct err *err)
{
	const struct list_row *row;
	struct list_want want = {.dir = 1, .count = count, .with = true};

	*batch = rows_free_batch(l, false);
	row = rows_nth(l, from);
	if (row != NULL && !(l->at_start && from == 0))
		want.from = row->row;
	return rows_read_page(l, ui, &want, &l->pool[*batch], got, err);
}

bool
rows_fresh(struct list *l, struct ui *ui, struct err *err)
{
	const struct list_row *at = rows_nth(l, l->cursor);
	int64_t id = at != NULL ? at->id : 0;
	int below = l->cursor - l->top, batch;
	struct list_got got;

	rows_make_room(l);
	bool from_start = l->at_start && l->top == 0;

	if (l->row_count == 0)
		return rows_first(l, ui, err);
	if (!read_again(l, ui, l->top, l->batch_rows, &batch, &got, err))
		return false;
	rows_fill_batch(l, &l->pool[batch], &got, true);
	rows_replace_all(l, batch);
	l->at_start = from_start;
	end_of_page(l, &got, false);
	while (l->row_count < l->rows_shown && !l->at_start && !l->above.set)
		if (!rows_less(l, ui, err))
			return false;
	l->rising = l->above.set;
	int now = id != 0 ? rows_index(l, id) : -1;

	l->cursor = now >= 0 ? now : l->top + below;
	l->wanted = now < 0 && l->mark.set ? id : 0;
	l->wanted_below = below;
	return true;
}

void
rows_set(struct list *l, const void *rows, size_t stride, int count)
{
	struct list_got got = {.rows = rows, .stride = stride, .count = count, .end = true};
	const struct list_row *at = rows_nth(l, l->cursor);
	int64_t id = at != NULL ? at->id : 0;
	int below = l->cursor - l->top, cursor = l->cursor, batch = rows_free_batch(l, false);

	arena_reset(&l->pool[batch].mem);
	rows_fill_batch(l, &l->pool[batch], &got, true);
	rows_replace_all(l, batch);
	l->at_start = l->at_end = true;
	int now = rows_index(l, id);

	l->cursor = now >= 0 ? now : cursor;
	l->top = l->cursor - below;
}
