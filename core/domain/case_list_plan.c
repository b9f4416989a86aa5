/* Which phases a list has, for its order and for what may be seen. */
#include "core/domain/case_list_inner.h"

static bool
is_open(const struct pred *p)
{
	const struct pred *state = pred_top(p, COL_STATE);

	return state != NULL && state->spans[state->count - 1].high < CASE_OPEN_BELOW;
}

/* The column that an index must be in order of; -1 when none is. */
static int
wanted_order(const struct case_list *list, bool open)
{
	if (list->filter.filter.top > 0 || list->sort_count > 1)
		return -1;
	if (list->sort_count == 0)
		return open ? COL_DUE : COL_OPENED;
	switch (list->sorts[0].field) {
	case CF_DUE:
		return COL_DUE;
	case CF_OPENED:
	case CF_NO:
		return COL_OPENED;
	case CF_CLOSED:
		return COL_CLOSED;
	default:
		return -1;
	}
}

static struct pred *
both(struct case_list *list, const struct pred *a, const struct pred *b)
{
	return pred_and(&list->mem, pred_without(&list->mem, a, 0), pred_without(&list->mem, b, 0));
}

static struct pred *
with_states(struct case_list *list, const struct pred *p, bool open)
{
	return both(list, p,
		open ? pred_between(&list->mem, COL_STATE, CASE_REGISTERED, CASE_OPEN_BELOW - 1)
		     : pred_between(&list->mem, COL_STATE, CASE_OPEN_BELOW, CASE_STATE_COUNT - 1));
}

static bool
plan_ids(struct case_list *list, const struct pred *p)
{
	const struct pred *ids = pred_top(p, COL_ID);
	struct phase ph = {.kind = PHASE_IDS, .ids = ids, .part_count = 1};
	int64_t n = 0;

	for (size_t i = 0; ids != NULL && i < ids->count; i++) {
		if (ids->spans[i].low < 0 || ids->spans[i].high - ids->spans[i].low >= IDS_MOST)
			return false;
		n += ids->spans[i].high - ids->spans[i].low + 1;
	}
	if (ids == NULL || n > IDS_MOST)
		return false;
	ph.parts[0].pred = p;
	ph.parts[0].rest = pred_without(&list->mem, p, (uint64_t)1 << COL_ID);
	phase_add(list, &ph);
	list->sort = SORT_COLLECT;
	return true;
}

/* How a list wants a set of matters. */
struct wish {
	bool open;     /* the open ones alone */
	bool explicit; /* an order was asked for */
	int want;      /* the column to be in order of; -1: none has it */
	bool descending;
};

/* What may be seen of the matters that a filter finds, in one part or in two. */
struct split {
	const struct pred *first;  /* all of it; of two parts what lies in the area */
	const struct pred *second; /* what the unit itself has; NULL: there is one part */
	const struct pred *apart;  /* of the second, what is not in the first */
	struct cover by_first, by_second;
};

/*
 * In two parts, of which each has its index, where the filter itself leaves more to be walked. What a unit has
 * is indexed by due time in the open set, by opening in everything.
 */
static bool
split(struct case_list *list, const struct pred *filter, const struct wish *wish, struct split *out,
	struct err *err)
{
	const struct rights *r = &list->rights;
	const struct pred *seen = both(list, filter, r->open), *area = both(list, seen, r->area);
	const struct pred *own = both(list, seen, r->own), *apart = both(list, own, r->outside);
	bool one = apart->kind == PRED_NONE || area->kind == PRED_NONE;
	enum case_col want = wish->want >= 0 ? (enum case_col)wish->want : COL_DUE;
	struct cover by_area;

	*out = (struct split){.apart = apart};
	out->first = !one                 ? both(list, filter, list->allowed)
		: area->kind == PRED_NONE ? apart
					  : area;
	if (out->first->kind == PRED_NONE)
		return true;
	if (!cover_all(list, out->first, wish->open, want, &out->by_first, err) || one)
		return err->code == ERR_NONE;
	if (!cover_all(list, area, wish->open, want, &by_area, err) ||
		!cover_all(list, own, wish->open && want != COL_OPENED, want, &out->by_second, err))
		return false;
	if (out->by_first.cost <= by_area.cost + out->by_second.cost)
		return true;
	out->first = area;
	out->by_first = by_area;
	out->second = own;
	return true;
}

static bool
plan_streams(
	struct case_list *list, const struct pred *filter, const struct wish *wish, struct err *err)
{
	struct phase ph = {.kind = PHASE_STREAMS, .descending = wish->descending};
	struct split sp;

	if (!split(list, filter, wish, &sp, err))
		return false;
	if (sp.first->kind == PRED_NONE)
		return true;
	if ((int)sp.by_first.key != wish->want)
		list->sort = SORT_COLLECT;
	phase_add_part(list, sp.first, &sp.by_first, &ph);
	if (sp.second != NULL && sp.by_second.key == sp.by_first.key &&
		ph.stream_count + sp.by_second.count <= STREAMS_MOST) {
		phase_add_part(list, sp.second, &sp.by_second, &ph);
		ph.apart = phase_part(list, sp.apart, &sp.by_second);
		sp.second = NULL;
	}
	phase_add(list, &ph);
	if (sp.second != NULL) {
		list->sort = SORT_COLLECT;
		phase_add_streams(list, sp.apart, &sp.by_second, wish->descending);
	}
	return true;
}

/* Due first what runs; then what has ended, which has no due date, newest first. */
static bool
plan_due_of_all(
	struct case_list *list, const struct pred *filter, const struct wish *wish, struct err *err)
{
	const struct wish open = {true, wish->explicit, COL_DUE, wish->descending},
			  ended = {false, wish->explicit, COL_OPENED, true};

	return plan_streams(list, with_states(list, filter, true), &open, err) &&
		plan_streams(list, with_states(list, filter, false), &ended, err);
}

/*
 * Whether the words of the filter are best looked up in the full-text index; plans it if so. Not for those who see
 * nothing but what their unit has: of all hits in the city hardly any is theirs.
 */
static bool
plan_text(struct case_list *list, const struct wish *wish, bool *planned, struct err *err)
{
	struct split sp;

	*planned = false;
	if (list->rights.area->kind == PRED_NONE)
		return true;
	if (!split(list, list->filter.pred, wish, &sp, err))
		return false;
	if (sp.first->kind == PRED_NONE || !text_is_cheaper(sp.first, &sp.by_first))
		return true;
	*planned = true;
	if (wish->explicit || wish->want == COL_DUE)
		list->sort = SORT_COLLECT;
	if (!phases_add_text(list, sp.first, err))
		return false;
	if (sp.second != NULL)
		phase_add_streams(list, sp.apart, &sp.by_second, true);
	return true;
}

bool
case_list_plan(struct case_list *list, struct err *err)
{
	const struct pred *p = list->pred;
	struct wish wish = {.open = is_open(p), .explicit = list->sort_count > 0};
	bool planned;

	wish.want = wanted_order(list, wish.open);
	wish.descending = wish.explicit ? list->sorts[0].descending : wish.want == COL_OPENED;
	list->phase_count = 0;
	list->open_only = wish.open;
	list->sort = wish.want < 0 ? SORT_COLLECT : SORT_NONE;
	if (p->kind == PRED_NONE || plan_ids(list, p))
		return true;
	if (!plan_text(list, &wish, &planned, err) || planned)
		return err->code == ERR_NONE;
	if (wish.want == COL_DUE && !wish.open)
		return plan_due_of_all(list, list->filter.pred, &wish, err);
	return plan_streams(list, list->filter.pred, &wish, err);
}
