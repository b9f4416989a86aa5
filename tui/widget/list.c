#include "tui/widget/list.h"

#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/list_rows.h"

void
list_init(struct list *l, struct ui *ui, const struct list_source *source, void *self)
{
	*l = (struct list){.w.ops = &list_widget,
		.source = source,
		.self = self,
		.batch_rows = LIST_BATCH_ROWS,
		.sort = -1,
		.total = -1};
	for (int i = 0; i < LIST_BATCHES; i++)
		ui_keep(ui, &l->pool[i].mem);
	l->tags = arena_array(ui->screen, LIST_TAGS_MAX, sizeof(*l->tags));
}

const void *
list_at(const struct list *l, int n)
{
	const struct list_row *row = rows_nth(l, n);

	return row != NULL ? row->row : NULL;
}

const void *
list_row(const struct list *l)
{
	return list_at(l, l->cursor);
}

int64_t
list_id(const struct list *l)
{
	const struct list_row *row = rows_nth(l, l->cursor);

	return row != NULL ? row->id : 0;
}

int
list_count(const struct list *l)
{
	return l->row_count;
}

/* --- tags: a sorted array, so that a painter's question is cheap */

static int
tag_place(const struct list *l, int64_t id)
{
	int low = 0, high = l->tag_count;

	while (low < high) {
		int mid = (low + high) / 2;

		if (l->tags[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
list_tagged(const struct list *l, int64_t id)
{
	int at = tag_place(l, id);

	return at < l->tag_count && l->tags[at] == id;
}

void
list_tag(struct list *l, int64_t id, bool on)
{
	int at = tag_place(l, id);
	size_t rest = (size_t)(l->tag_count - at) * sizeof(*l->tags);

	if (list_tagged(l, id) == on || (on && l->tag_count == LIST_TAGS_MAX))
		return;
	if (on) {
		memmove(l->tags + at + 1, l->tags + at, rest);
		l->tags[at] = id;
		l->tag_count++;
	} else {
		memmove(l->tags + at, l->tags + at + 1, rest - sizeof(*l->tags));
		l->tag_count--;
	}
}

void
list_untag(struct list *l)
{
	l->tag_count = 0;
}

size_t
list_subjects(const struct list *l, struct arena *mem, const int64_t **ids)
{
	size_t n = l->tag_count > 0 ? (size_t)l->tag_count : list_id(l) != 0;
	int64_t *copy = arena_array(mem, n + 1, sizeof(*copy));

	if (l->tag_count > 0)
		memcpy(copy, l->tags, n * sizeof(*copy));
	else
		copy[0] = list_id(l);
	*ids = copy;
	return n;
}

static bool
tag_all(struct list *l, struct ui *ui, struct err *err)
{
	int64_t *ids = arena_array(ui->scratch, LIST_TAGS_MAX, sizeof(*ids));
	int n = 0, before = l->tag_count;

	if (l->source->all != NULL && !(l->at_start && l->at_end)) {
		if (!l->source->all(l->self, ui, ids, LIST_TAGS_MAX, &n, err))
			return false;
	} else {
		while (n < l->row_count && n < LIST_TAGS_MAX) {
			ids[n] = rows_nth(l, n)->id;
			n++;
		}
	}
	for (int i = 0; i < n; i++)
		list_tag(l, ids[i], true);
	if (l->tag_count == before && n > 0)
		list_untag(l);
	return true;
}

/* --- moving */

static int
most(int a, int b)
{
	return a > b ? a : b;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* The cursor within what is loaded, and the window around it. */
static void
keep_in_view(struct list *l)
{
	l->cursor = most(0, least(l->cursor, l->row_count - 1));
	if (l->at_end)
		l->top = least(l->top, l->row_count - l->rows_shown);
	l->top = most(l->top, l->cursor - most(l->rows_shown, 1) + 1);
	l->top = most(0, least(l->top, l->cursor));
}

void
list_move(struct list *l, int to)
{
	l->cursor = to;
	keep_in_view(l);
}

bool
list_seek(struct list *l, int64_t id)
{
	int n = rows_index(l, id);

	if (n >= 0)
		list_move(l, n);
	return n >= 0;
}

/* Reads until a row below and a row above the window are loaded, one bounded search step at a time. */
static bool
fill(struct list *l, struct ui *ui, struct err *err)
{
	if (l->source->page == NULL || l->rows_shown == 0)
		return true;
	l->batch_rows = most(l->batch_rows, l->rows_shown);
	if (l->row_count == 0 && !l->at_end && !l->mark.set && !rows_first(l, ui, err))
		return false;
	while (l->top + l->rows_shown > l->row_count && !l->at_end && !l->stopped) {
		bool searching = l->mark.set;

		if (!rows_more(l, ui, err))
			return false;
		if (searching && l->mark.set) {
			ui->again = true; /* the next step between two keys */
			break;
		}
	}
	while (l->top < 0 && !l->at_start)
		if (!rows_less(l, ui, err))
			return false;
	return true;
}

/* Moves by `by` rows; with scroll the window goes along, as on a page key. */
static bool
move_by(struct list *l, struct ui *ui, int by, bool scroll, struct err *err)
{
	l->cursor += by;
	if (scroll)
		l->top += by;
	else if (l->cursor < l->top)
		l->top = l->cursor;
	else if (l->cursor >= l->top + l->rows_shown)
		l->top = l->cursor - l->rows_shown + 1;
	bool ok = fill(l, ui, err);

	keep_in_view(l);
	return ok;
}

static bool
to_start(struct list *l, struct ui *ui, struct err *err)
{
	if (!l->at_start && !rows_first(l, ui, err))
		return false;
	list_move(l, 0);
	return true;
}

static bool
to_end(struct list *l, struct ui *ui, struct err *err)
{
	if (!l->at_end && !rows_last(l, ui, err))
		return false;
	l->cursor = l->row_count - 1;
	l->top = l->row_count - l->rows_shown;
	bool ok = fill(l, ui, err);

	keep_in_view(l);
	return ok;
}

static bool
sort_by(struct list *l, struct ui *ui, int column, bool reverse, struct err *err)
{
	int sort = l->sort;
	bool backwards = l->reverse;

	l->sort = column;
	l->reverse = reverse;
	if (l->source->page == NULL) {
		rows_sort(l, ui);
		return true;
	}
	if (rows_first(l, ui, err))
		return true;
	l->sort = sort;
	l->reverse = backwards;
	return false;
}

/* After a bulk act only what was refused stays tagged. */
static void
retag(struct list *l, const char *ids)
{
	char *end;

	list_untag(l);
	for (long long id = strtoll(ids, &end, 10); end != ids; id = strtoll(ids, &end, 10)) {
		list_tag(l, id, true);
		ids = end;
	}
}

static bool
do_act(struct list *l, struct ui *ui, const struct act *a, bool *mine, struct err *err)
{
	int page = most(l->rows_shown, 1);

	*mine = true;
	switch (a->id) {
	case ACT_UP:
		return move_by(l, ui, -1, false, err);
	case ACT_DOWN:
		return move_by(l, ui, 1, false, err);
	case ACT_PGUP:
		return move_by(l, ui, -page, true, err);
	case ACT_PGDN:
		return move_by(l, ui, page, true, err);
	case ACT_HALFUP:
		return move_by(l, ui, -most(page / 2, 1), true, err);
	case ACT_HALFDOWN:
		return move_by(l, ui, most(page / 2, 1), true, err);
	case ACT_WHEEL:
		return move_by(l, ui, a->digit, false, err);
	case ACT_TOP:
		return to_start(l, ui, err);
	case ACT_BOTTOM:
		return to_end(l, ui, err);
	case ACT_CLICK:
		if (a->digit >= (l->headless ? 0 : 1))
			list_move(l, l->top + a->digit - (l->headless ? 0 : 1));
		return true;
	case ACT_REVERSE:
		return sort_by(l, ui, l->sort, !l->reverse, err);
	case ACT_SORT:
		*mine = a->ref > 0; /* else the app asks by which column */
		return !*mine || sort_by(l, ui, (int)a->ref - 1, false, err);
	default:
		break;
	}
	*mine = !l->no_tags;
	if (*mine && a->id == ACT_TAG && list_id(l) != 0) {
		list_tag(l, list_id(l), !list_tagged(l, list_id(l)));
		return move_by(l, ui, 1, false, err);
	}
	if (*mine && a->id == ACT_TAGALL)
		return tag_all(l, ui, err);
	if (*mine && a->id == ACT_RETAG) {
		retag(l, a->text);
		return true;
	}
	if (*mine && a->id == ACT_UNTAG)
		list_untag(l);
	else if (a->id == ACT_STOP && l->mark.set && !l->stopped)
		*mine = l->stopped = true;
	else
		*mine = false;
	return true;
}

static struct act
list_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct list *l = (struct list *)w;
	int64_t before = list_id(l);
	bool mine, ok = do_act(l, ui, &act, &mine, err);

	if (!mine)
		return act;
	if (!ok || list_id(l) == before)
		return (struct act){0};
	act.id = ACT_MOVED;
	act.ref = list_id(l);
	return act;
}

static bool
list_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct list *l = (struct list *)w;

	w->rect = rect;
	l->rows_shown = most(rect.rows - (l->headless ? 0 : 1), 0);
	bool ok = fill(l, ui, err);

	keep_in_view(l);
	return ok;
}

static bool
list_back(struct widget *w)
{
	struct list *l = (struct list *)w;
	bool had = l->tag_count > 0;

	list_untag(l);
	return had;
}

static bool
recount(struct list *l, struct ui *ui, struct err *err)
{
	l->total = l->at_start && l->at_end ? l->row_count : -1;
	if (l->source->count != NULL && !l->source->count(l->self, ui, &l->total, err))
		return false;
	if (ui->why != LOAD_POLL) {
		l->base = l->total;
		l->gone = l->news = 0;
	} else if (l->source->count != NULL && l->total - (l->base - l->gone) > l->news) {
		l->news = l->total - (l->base - l->gone);
	}
	return true;
}

bool
list_load(struct list *l, struct ui *ui, struct err *err)
{
	bool ok;

	l->stopped = false;
	if (ui->why == LOAD_POLL && l->row_count > 0)
		ok = rows_poll(l, ui, err);
	else if (ui->why == LOAD_OPEN)
		ok = rows_first(l, ui, err);
	else
		ok = rows_fresh(l, ui, err);
	keep_in_view(l);
	return ok && recount(l, ui, err);
}

void
list_set_rows(struct list *l, struct ui *ui, const void *rows, size_t stride, int count)
{
	rows_set(l, rows, stride, count);
	if (l->sort >= 0)
		rows_sort(l, ui);
	l->total = count;
	keep_in_view(l);
}

const struct widget_ops list_widget = {
	.act = list_act,
	.place = list_place,
	.paint = list_paint,
	.back = list_back,
};
