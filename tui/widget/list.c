#include "tui/widget/list.h"

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
	ui_keep(ui, &l->poll.batch.mem);
	l->tags = arena_array(ui->screen, LIST_TAGS_MAX, sizeof(*l->tags));
}

bool
list_searches(const struct list *l)
{
	return l->mark.set || l->to_end.set || l->rising;
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

/* After reading anew: back to the object on which the cursor stood, once a search has come to it. */
static void
find_wanted(struct list *l)
{
	int now = l->wanted != 0 ? rows_index(l, l->wanted) : -1;

	if (now < 0)
		return;
	l->cursor = now;
	l->top = now - l->wanted_below;
	l->wanted = 0;
}

static bool
wants_more(const struct list *l)
{
	return l->top + l->rows_shown > l->row_count || (l->wanted != 0 && l->mark.set);
}

/* Reads until a row below the window is loaded. */
static bool
fill_below(struct list *l, struct ui *ui, struct err *err)
{
	while (wants_more(l) && !l->at_end && !l->stopped) {
		bool searching = l->mark.set;

		if (!rows_more(l, ui, err))
			return false;
		find_wanted(l);
		if (searching && l->mark.set) {
			ui->again = true; /* the next step between two keys */
			break;
		}
	}
	return true;
}

/* And one above it; where a search finds nothing at once it goes on until there is one. */
static bool
fill_above(struct list *l, struct ui *ui, struct err *err)
{
	while ((l->top < 0 || l->rising) && !l->at_start && !l->stopped) {
		bool searching = l->above.set;
		int had = l->row_count;

		if (!rows_less(l, ui, err))
			return false;
		l->rising = l->above.set && (l->row_count == had || l->row_count < l->rows_shown);
		if (searching && l->above.set) {
			ui->again = true;
			break;
		}
	}
	return true;
}

static bool
fill(struct list *l, struct ui *ui, struct err *err)
{
	if (l->source->page == NULL || l->rows_shown == 0)
		return true;
	l->batch_rows = most(l->batch_rows, l->rows_shown);
	if (l->row_count == 0 && !l->at_end && !l->mark.set && !rows_first(l, ui, err))
		return false;
	return fill_below(l, ui, err) && fill_above(l, ui, err);
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

void
list_counted(struct list *l, int64_t total, bool fresh)
{
	l->total = total;
	if (total < 0)
		return;
	if (fresh) {
		l->base = total + l->gone;
		l->news = 0;
	} else if (total - (l->base - l->gone) > l->news) {
		l->news = total - (l->base - l->gone);
	}
}

static bool
recount(struct list *l, struct ui *ui, bool fresh, struct err *err)
{
	int64_t total = l->at_start && l->at_end ? l->row_count : -1;

	if (fresh)
		l->gone = l->news = 0;
	if (l->source->count == NULL) {
		l->total = total;
		return true;
	}
	if (!l->source->count(l->self, ui, &total, err))
		return false;
	list_counted(l, total, fresh);
	return true;
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
	if (l->to_end.set) {
		ui->again = true;
		return true;
	}
	l->cursor = l->row_count - 1;
	l->top = l->row_count - l->rows_shown;
	bool ok = fill(l, ui, err);

	keep_in_view(l);
	return ok;
}

/* One more slice of what could not be finished at once; what stands around the body was drawn before it. */
static bool
go_on(struct list *l, struct ui *ui, struct err *err)
{
	ui->again |= l->to_end.set || l->poll.on;
	if (l->to_end.set)
		return to_end(l, ui, err);
	if (!l->poll.on)
		return true;
	if (!rows_poll_more(l, ui, err))
		return false;
	return l->poll.on || recount(l, ui, false, err);
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
		return list_tag_all(l, ui, err);
	if (*mine && a->id == ACT_RETAG) {
		list_retag(l, a->text);
		return true;
	}
	if (*mine && a->id == ACT_UNTAG)
		list_untag(l);
	else if (a->id == ACT_STOP && list_searches(l) && !l->stopped)
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
	bool mine;

	l->rising = false; /* who moves on waits no longer */
	l->to_end = (struct list_mark){0};
	l->wanted = 0;
	bool ok = do_act(l, ui, &act, &mine, err);

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
	bool ok = go_on(l, ui, err) && fill(l, ui, err);

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

bool
list_load(struct list *l, struct ui *ui, struct err *err)
{
	bool ok, poll = ui->why == LOAD_POLL && l->row_count > 0;

	l->stopped = false;
	if (!poll)
		l->to_end = (struct list_mark){0};
	if (poll)
		ok = rows_poll(l, ui, err);
	else if (ui->why == LOAD_OPEN)
		ok = rows_first(l, ui, err);
	else
		ok = rows_fresh(l, ui, err);
	keep_in_view(l);
	return ok && (l->poll.on || recount(l, ui, !poll, err));
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
