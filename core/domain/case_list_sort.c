/* Orders that no index has: everything is read, in slices, and sorted here. */
#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

int
sort_column(enum case_filter_field field)
{
	switch (field) {
	case CF_STATE:
		return COL_STATE;
	case CF_CAT:
		return COL_CAT;
	case CF_KIND:
		return COL_KIND;
	case CF_TIER:
		return COL_TIER;
	case CF_GRID:
	case CF_AREA:
	case CF_BUILDING:
		return COL_PLACE;
	case CF_ESTATE:
		return COL_ESTATE;
	case CF_UNIT:
		return COL_UNIT;
	case CF_DESK:
		return COL_DESK;
	case CF_HANDLER:
		return COL_CLERK;
	case CF_AUTHOR:
		return COL_AUTHOR;
	case CF_CHANNEL:
		return COL_CHANNEL;
	case CF_NO:
	case CF_OPENED:
		return COL_OPENED;
	case CF_LIGHT:
	case CF_DUE:
	case CF_LATE:
		return COL_DUE;
	case CF_UPDATED:
		return COL_UPDATED;
	case CF_CLOSED:
		return COL_CLOSED;
	case CF_URGED:
		return COL_URGED;
	case CF_EXTENDED:
		return COL_EXTENDED;
	case CF_MOVED:
		return COL_MOVED;
	case CF_JOINT:
		return COL_JOINT;
	case CF_SCORE:
		return COL_SCORE;
	default:
		return -1;
	}
}

static bool
named_by(enum case_filter_field field, enum lookup_kind *kind)
{
	switch (field) {
	case CF_ESTATE:
		*kind = LOOKUP_ESTATE;
		return true;
	case CF_UNIT:
	case CF_DESK:
		*kind = LOOKUP_UNIT;
		return true;
	case CF_HANDLER:
	case CF_AUTHOR:
		*kind = LOOKUP_STAFF;
		return true;
	default:
		return false;
	}
}

static bool
add_sort(struct case_list *list, enum case_filter_field field, bool descending, struct err *err)
{
	struct sort_key *k = &list->sorts[list->sort_count];
	enum lookup_kind kind;
	int column = sort_column(field);

	if (list->sort_count == FILTER_MAX_SORTS || column < 0)
		return true;
	*k = (struct sort_key){
		.field = field, .column = (enum case_col)column, .descending = descending};
	if (named_by(field, &kind) && !lookup_order(list->s, kind, &list->mem, &k->names, err))
		return false;
	list->sort_count++;
	return true;
}

bool
case_list_sorts(struct case_list *list, struct err *err)
{
	const struct filter *f = &list->filter.filter;
	const struct pred *state = pred_top(list->pred, COL_STATE);
	bool open = state != NULL && state->spans[state->count - 1].high < CASE_OPEN_BELOW;

	list->sort_count = 0;
	if (f->group != NULL && !add_sort(list, (enum case_filter_field)f->group->id, false, err))
		return false;
	for (size_t i = 0; i < f->sort_count; i++)
		if (!add_sort(list, (enum case_filter_field)f->sorts[i].field->id,
			    f->sorts[i].descending, err))
			return false;
	/* Groups stand in an order of their own; within them the usual one. */
	if (f->group != NULL && f->sort_count == 0)
		return add_sort(list, open ? CF_DUE : CF_OPENED, !open, err);
	if (list->backwards && list->sort_count == 0)
		return add_sort(list, open ? CF_DUE : CF_OPENED, open, err);
	return true;
}

enum light
case_facts_light(const struct case_facts *f, int64_t now)
{
	struct case_row row = {.state = (enum case_state)f->value[COL_STATE],
		.due_at = f->value[COL_DUE],
		.light_at = f->value[COL_LIGHT]};

	return case_light(&row, now);
}

/* Red first; those that have ended last. */
static int64_t
light_key(const struct case_list *list, const struct case_facts *f)
{
	static const int64_t order[] = {[LIGHT_RED] = 0,
		[LIGHT_YELLOW] = 1,
		[LIGHT_GREEN] = 2,
		[LIGHT_GREY] = 3,
		[LIGHT_DONE] = 4};

	return order[case_facts_light(f, list->now)];
}

static bool
has_ended(const struct case_facts *f)
{
	return f->value[COL_STATE] >= CASE_OPEN_BELOW;
}

/* Ascending by it; what has no value stands last either way. */
static int64_t
sort_value(const struct case_list *list, const struct sort_key *k, const struct case_facts *f)
{
	int64_t value = f->value[k->column];

	switch (k->field) {
	case CF_LIGHT:
		value = light_key(list, f);
		break;
	case CF_DUE:
		if (has_ended(f))
			return INT64_MAX;
		break;
	case CF_LATE:
		value = has_ended(f) || value >= list->now ? 0 : list->now - value;
		break;
	case CF_CLOSED:
		if (value == 0)
			return INT64_MAX;
		break;
	case CF_SCORE: /* choices, the best first; those behind the fourth are no scores */
		if (value < 1 || value > 4)
			return INT64_MAX;
		value = -value;
		break;
	default:
		if (k->names.ids != NULL)
			value = lookup_place(&k->names, value);
		break;
	}
	return k->descending ? -value : value;
}

/* One order alone has the same ties as its index has. */
static void
tie_keys(const struct sort_key *k, const struct case_facts *f, int64_t key[FILTER_MAX_SORTS])
{
	bool by_due = k->field == CF_DUE, ended = by_due && has_ended(f);

	key[1] = ended ? -f->value[COL_OPENED] : 0;
	if (by_due || k->field == CF_OPENED || k->field == CF_NO || k->field == CF_CLOSED)
		key[2] = ended || k->descending ? -f->value[COL_ID] : f->value[COL_ID];
	else
		key[2] = f->value[COL_ID];
}

void
sort_keys(const struct case_list *list, const struct case_facts *f, int64_t key[FILTER_MAX_SORTS])
{
	struct sort_key usual = {.field = list->open_only ? CF_DUE : CF_OPENED,
		.column = list->open_only ? COL_DUE : COL_OPENED,
		.descending = !list->open_only};

	if (list->sort_count <= 1) {
		const struct sort_key *k = list->sort_count == 1 ? &list->sorts[0] : &usual;

		key[0] = sort_value(list, k, f);
		tie_keys(k, f, key);
		return;
	}
	for (size_t i = 0; i < FILTER_MAX_SORTS; i++)
		key[i] = i < list->sort_count ? sort_value(list, &list->sorts[i], f) : 0;
}

static uint64_t
columns_of_sort(enum case_filter_field field, enum case_col column)
{
	uint64_t columns = (uint64_t)1 << COL_ID | (uint64_t)1 << column;

	if (field == CF_DUE || field == CF_LATE || field == CF_LIGHT)
		columns |= (uint64_t)1 << COL_STATE | (uint64_t)1 << COL_OPENED;
	if (field == CF_LIGHT)
		columns |= (uint64_t)1 << COL_LIGHT;
	return columns;
}

uint64_t
sort_columns(const struct case_list *list)
{
	uint64_t columns = 0;

	for (size_t i = 0; i < list->sort_count; i++)
		columns |= columns_of_sort(list->sorts[i].field, list->sorts[i].column);
	if (list->sort_count == 0)
		columns = list->open_only ? columns_of_sort(CF_DUE, COL_DUE)
					  : columns_of_sort(CF_OPENED, COL_OPENED);
	return columns;
}

int
sort_compare(const struct sorted *a, const struct sorted *b)
{
	for (size_t i = 0; i < FILTER_MAX_SORTS; i++)
		if (a->key[i] != b->key[i])
			return a->key[i] < b->key[i] ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static int
compare_rows(const void *a, const void *b)
{
	return sort_compare(a, b);
}

/* Sorts, and takes out what two streams both held. */
static void
settle(struct collected *c)
{
	size_t kept = 0;

	if (c->count > 0)
		qsort(c->rows, c->count, sizeof(*c->rows), compare_rows);
	for (size_t i = 0; i < c->count; i++)
		if (kept == 0 || c->rows[kept - 1].id != c->rows[i].id)
			c->rows[kept++] = c->rows[i];
	c->count = kept;
}

static void
keep(struct collected *c, const struct sorted *row)
{
	if (c->count == SORTED_MOST) {
		settle(c);
		c->dropped = c->dropped || c->count > SORTED_MOST / 2;
		if (c->count > SORTED_MOST / 2)
			c->count = SORTED_MOST / 2;
	}
	if (c->count == c->room) {
		c->room = c->room != 0 ? 2 * c->room : 256;
		c->rows = xrealloc(c->rows, c->room * sizeof(*c->rows));
	}
	c->rows[c->count++] = *row;
}

void
collected_clear(struct collected *c)
{
	free(c->rows);
	*c = (struct collected){0};
}

static bool
keep_member(struct case_list *list, struct member *m, struct work *work, struct err *err)
{
	uint64_t columns = sort_columns(list);
	struct sorted row = {.id = m->at.id};
	bool found = true;

	if ((m->facts.known & columns) != columns) {
		work->left -= WORK_LOOKUP;
		if (!facts_read_row(list->s, &m->facts, &found, err))
			return false;
	}
	if (!found)
		return true;
	row.id = m->facts.value[COL_ID];
	sort_keys(list, &m->facts, row.key);
	keep(&list->collected, &row);
	return true;
}

enum { MEMBERS_A_STEP = 256 };

/* One step of the stream that is being read. */
static bool
collect_step(struct case_list *list, struct member *members, struct work *work, struct err *err)
{
	struct collected *c = &list->collected;
	struct phase ph = list->phases[c->phase];
	struct phase_walk w = {.list = list,
		.phase = &ph,
		.want = MEMBERS_A_STEP,
		.work = work,
		.members = members,
		.from = c->begun ? &c->at : NULL};

	if (ph.kind == PHASE_STREAMS) {
		ph.streams[0] = ph.streams[c->stream];
		ph.stream_count = 1;
	}
	if (!phase_walk(&w, err))
		return false;
	for (size_t i = 0; i < w.count; i++)
		if (!keep_member(list, &members[i], work, err))
			return false;
	c->begun = !w.ended;
	c->at = w.reached;
	if (!w.ended)
		return true;
	if (ph.kind == PHASE_STREAMS && ++c->stream < list->phases[c->phase].stream_count)
		return true;
	c->stream = 0;
	c->phase++;
	return true;
}

bool
collect_some(struct case_list *list, struct work *work, struct err *err)
{
	struct collected *c = &list->collected;
	int64_t top = list->filter.filter.top;

	if (c->done)
		return true;
	struct member *members = xmalloc(MEMBERS_A_STEP * sizeof(*members));
	bool ok = true;

	while (ok && c->phase < list->phase_count && work->left > 0)
		ok = collect_step(list, members, work, err);
	free(members);
	if (!ok || c->phase < list->phase_count)
		return ok;
	settle(c);
	if (top > 0 && c->count > (size_t)top)
		c->count = (size_t)top;
	c->done = true;
	return true;
}
