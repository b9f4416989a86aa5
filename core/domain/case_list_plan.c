/* From the cheapest cover to phases: what SQL tests, what is left to be tested here, in which order. */
#include "core/domain/case_list_inner.h"

#include "core/base/grams.h"

/* How many matters a word finds. */
enum { GUESS_TEXT = 5000 };

/* One value is missing between two spans: the sealed category, most of the time. */
static bool
has_hole(const struct pred *in, int64_t *hole)
{
	*hole = in->spans[0].high + 1;
	return in->count == 2 && *hole + 1 == in->spans[1].low;
}

/*
 * Lowest and highest value of each column that the filter bounds, for the tests inside SQL; *exact: columns
 * (bits) on which nothing is left to be tested.
 */
static struct bounds
bounds_of(const struct pred *p, uint64_t *exact)
{
	struct bounds b = {0};

	*exact = 0;
	for (int i = 0; i < CASE_COL_COUNT; i++) {
		const struct pred *in = pred_top(p, (enum case_col)i);
		int64_t hole;

		if (in == NULL)
			continue;
		b.of[i] = (struct span){in->spans[0].low, in->spans[in->count - 1].high};
		if (b.of[i].low != INT64_MIN || b.of[i].high != INT64_MAX)
			b.columns |= (uint64_t)1 << i;
		if (i == COL_CAT && has_hole(in, &hole)) {
			b.columns |= BOUND_NOT_CAT;
			b.not_cat = hole;
		}
		if (in->count == 1 || (i == COL_CAT && has_hole(in, &hole)))
			*exact |= (uint64_t)1 << i;
	}
	return b;
}

/* The part of the key column's bounds that a stream must walk. */
static void
narrow(struct stream *s, const struct bounds *b)
{
	enum case_col key = index_key_column(s->index);

	if ((b->columns >> key & 1) == 0)
		return;
	if (b->of[key].low > s->range.low)
		s->range.low = b->of[key].low;
	if (b->of[key].high < s->range.high)
		s->range.high = b->of[key].high;
}

/* What remains to be tested of p where the streams of a cover are walked. */
static struct part
part_of(struct case_list *list, const struct pred *p, const struct cover *c)
{
	uint64_t exact;
	struct part part = {.pred = p, .bounds = bounds_of(p, &exact)};
	uint64_t answered = exact & index_columns(c->streams[0].index);
	const struct pred *state = pred_top(p, COL_STATE);

	if (c->satisfied >= 0)
		answered |= (uint64_t)1 << c->satisfied;
	/* The open set is what its indexes hold. */
	if (index_is_open(c->streams[0].index) && state != NULL && state->count == 1 &&
		state->spans[0].low <= CASE_REGISTERED &&
		state->spans[0].high >= CASE_OPEN_BELOW - 1)
		part.bounds.columns &= ~((uint64_t)1 << COL_STATE);
	if (c->satisfied == COL_PLACE && index_key_column(c->streams[0].index) != COL_PLACE)
		part.bounds.columns &= ~((uint64_t)1 << COL_PLACE);
	part.rest = pred_without(&list->mem, p, answered);
	return part;
}

/* Adds the streams of a cover to a phase as a part of its own, with the tests of p. */
static void
add_part(struct case_list *list, const struct pred *p, const struct cover *c, struct phase *ph)
{
	struct part *part = &ph->parts[ph->part_count];

	*part = part_of(list, p, c);
	for (size_t i = 0; i < c->count; i++) {
		struct stream *s = &ph->streams[ph->stream_count++];

		*s = c->streams[i];
		s->part = ph->part_count;
		narrow(s, &part->bounds);
	}
	ph->part_count++;
}

static struct phase *
add_phase(struct case_list *list, const struct phase *ph)
{
	list->phases[list->phase_count] = *ph;
	return &list->phases[list->phase_count++];
}

/* One of the phases that walk streams, by the tests of p. */
static void
drive_by_streams(
	struct case_list *list, const struct pred *p, const struct cover *c, bool descending)
{
	struct phase ph = {.kind = PHASE_STREAMS, .descending = descending};

	add_part(list, p, c, add_phase(list, &ph));
}

/* Are all its texts such as the full-text index finds, and else only columns that streams can cover? */
static bool
is_text_term(const struct pred *p, bool *others)
{
	const struct pred *kid = p->kind == PRED_OR ? p->kids : p;
	bool text = false, named = false;

	if (p->kind != PRED_OR && p->kind != PRED_TEXT)
		return false;
	for (; kid != NULL; kid = p->kind == PRED_OR ? kid->next : NULL) {
		if (kid->kind == PRED_TEXT && kid->match == TEXT_INDEXED)
			text = true;
		else if (kid->kind == PRED_IN && (kid->col == COL_UNIT || kid->col == COL_ESTATE))
			named = true;
		else
			return false;
	}
	*others = *others || (text && named);
	return text;
}

/*
 * The texts of a term alone; *exact: the index decides them, nothing is left to be tested. Adds to *tokens
 * how many of the index they are.
 */
static struct pred *
texts_of(struct arena *mem, const struct pred *p, struct buf *expression, bool *exact, int *tokens)
{
	const struct pred *kid = p->kind == PRED_OR ? p->kids : p;
	struct pred *out = pred_none(mem);

	*exact = true;
	buf_addch(expression, '(');
	for (bool first = true; kid != NULL; kid = p->kind == PRED_OR ? kid->next : NULL) {
		if (kid->kind != PRED_TEXT)
			continue;
		buf_addstr(expression, first ? "(" : " OR (");
		size_t count = grams_query(expression, kid->needle);

		*tokens += (int)count;
		*exact = *exact && count == 1;
		buf_addch(expression, ')');
		out = pred_or(mem, out, pred_text(mem, kid->texts, kid->match, kid->needle));
		first = false;
	}
	buf_addch(expression, ')');
	return out;
}

/* Text hits lie in one part of the city: the index can be narrowed to it. */
static bool
narrow_expression(
	struct case_list *list, const struct pred *p, struct buf *expression, struct err *err)
{
	const struct pred *place = pred_top(p, COL_PLACE);
	struct cover c = {.possible = false};
	bool town = place != NULL && cover_inside(place, PLACES_OF_TOWN);

	if (place == NULL || place->count != 1 || !cover_inside(place, PLACES_OF_COUNTY))
		return true;
	if (!cover_areas(list, place, town ? PLACES_OF_TOWN : PLACES_OF_COUNTY,
		    town ? IX_H_TOWN : IX_H_COUNTY, 0, &c, err))
		return false;
	if (c.possible) {
		buf_addstr(expression, " AND \"");
		size_t at = expression->len;

		grams_fact(expression, town ? 't' : 'c', c.streams[0].equal);
		buf_remove(expression, at, 1); /* the blank in front */
		buf_addch(expression, '"');
	}
	return true;
}

/* What the text index finds, then what only the names of places and units have in common with the words. */
static bool
drive_by_text(struct case_list *list, const struct pred *p, struct err *err)
{
	struct arena *mem = &list->mem;
	struct pred *rest = pred_all(mem), *texts = pred_all(mem);
	struct cover named = {.possible = true, .satisfied = -1};
	struct buf expression;
	bool others = false;
	int tokens = 0;

	buf_init(&expression);
	for (const struct pred *kid = p->kind == PRED_AND ? p->kids : p; kid != NULL;
		kid = p->kind == PRED_AND ? kid->next : NULL) {
		bool exact;
		struct pred *alone = pred_without(mem, kid, 0); /* a copy without its neighbours */

		if (!is_text_term(kid, &others)) {
			rest = pred_and(mem, rest, alone);
			continue;
		}
		buf_addstr(&expression, expression.len > 0 ? " AND " : "");
		struct pred *text = texts_of(mem, kid, &expression, &exact, &tokens);

		if (!exact)
			rest = pred_and(mem, rest, pred_without(mem, text, 0));
		texts = pred_and(mem, texts, text);
		for (const struct pred *in = kid->kind == PRED_OR ? kid->kids : NULL; in != NULL;
			in = in->next)
			if (in->kind == PRED_IN) {
				struct cover c = cover_column(in, false);

				add_cover(&named, &c);
			}
	}
	bool ok = narrow_expression(list, p, &expression, err);
	struct phase ph = {.kind = PHASE_TEXT,
		.descending = true,
		.tokens = tokens,
		.expression = arena_strdup(mem, expression.text),
		.part_count = 1};

	ph.parts[0].rest = rest;
	ph.parts[0].pred = pred_and(mem, pred_without(mem, p, 0), pred_without(mem, texts, 0));
	add_phase(list, &ph);
	buf_release(&expression);
	if (!ok || !others)
		return ok;
	if (!named.possible && !cover_all(list, p, false, COL_OPENED, &named, err))
		return false;
	named.satisfied = -1;
	drive_by_streams(
		list, pred_and(mem, pred_without(mem, p, 0), pred_not(mem, texts)), &named, true);
	return true;
}

/* What walking text hits costs against walking a cover and reading every text of it. */
static bool
text_is_cheaper(const struct pred *p, const struct cover *c)
{
	const struct pred *place = pred_top(p, COL_PLACE);
	int64_t hits = GUESS_TEXT;
	bool others = false, any = false;

	for (const struct pred *kid = p->kind == PRED_AND ? p->kids : p; kid != NULL;
		kid = p->kind == PRED_AND ? kid->next : NULL)
		any = is_text_term(kid, &others) || any;
	if (place != NULL && cover_inside(place, PLACES_OF_TOWN))
		hits /= 40;
	else if (place != NULL && cover_inside(place, PLACES_OF_COUNTY))
		hits /= 5;
	return any && hits * WORK_LOOKUP < c->cost * (WORK_LOOKUP + WORK_TEXT);
}

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
	add_phase(list, &ph);
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
	const struct pred *all;   /* may be all there is: `own` is NULL then */
	const struct pred *own;   /* of the unit itself; then `all` is what lies in the area */
	const struct pred *apart; /* of these, what lies outside the area */
	struct cover cover, by_own;
};

/*
 * In two parts, of which each has its index, when the filter itself leaves more to be walked. What a unit has
 * is indexed by due time in the open set, by opening in everything.
 */
static bool
split(struct case_list *list, const struct pred *filter, const struct wish *wish, struct split *out,
	struct err *err)
{
	const struct rights *r = &list->rights;
	const struct pred *seen = both(list, filter, r->open), *area = both(list, seen, r->area);
	const struct pred *own = both(list, seen, r->own);
	enum case_col want = wish->want >= 0 ? (enum case_col)wish->want : COL_DUE;
	struct cover by_area;

	*out = (struct split){
		.all = both(list, filter, list->allowed), .apart = both(list, own, r->outside)};
	if (out->all->kind == PRED_NONE)
		return true;
	if (out->apart->kind == PRED_NONE)
		out->all = area;
	if (!cover_all(list, out->all, wish->open, want, &out->cover, err))
		return false;
	if (out->apart->kind == PRED_NONE || area->kind == PRED_NONE)
		return true;
	if (!cover_all(list, area, wish->open, want, &by_area, err) ||
		!cover_all(list, own, wish->open && want != COL_OPENED, want, &out->by_own, err))
		return false;
	if (out->cover.cost <= by_area.cost + out->by_own.cost)
		return true;
	out->all = area;
	out->cover = by_area;
	out->own = own;
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
	if (sp.all->kind == PRED_NONE)
		return true;
	if ((int)sp.cover.key != wish->want)
		list->sort = SORT_COLLECT;
	add_part(list, sp.all, &sp.cover, &ph);
	if (sp.own != NULL && sp.by_own.key == sp.cover.key &&
		ph.stream_count + sp.by_own.count <= STREAMS_MOST) {
		add_part(list, sp.own, &sp.by_own, &ph);
		ph.apart = part_of(list, sp.apart, &sp.by_own);
		sp.own = NULL;
	}
	add_phase(list, &ph);
	if (sp.own != NULL) {
		list->sort = SORT_COLLECT;
		drive_by_streams(list, sp.apart, &sp.by_own, wish->descending);
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

/* Whether the words of the filter are best looked up in the full-text index; plans it if so. */
static bool
plan_text(struct case_list *list, const struct wish *wish, bool *planned, struct err *err)
{
	struct split sp;

	*planned = false;
	if (!split(list, list->filter.pred, wish, &sp, err))
		return false;
	if (sp.all->kind == PRED_NONE || !text_is_cheaper(sp.all, &sp.cover))
		return true;
	*planned = true;
	if (wish->explicit || wish->want == COL_DUE)
		list->sort = SORT_COLLECT;
	if (!drive_by_text(list, sp.all, err))
		return false;
	if (sp.own != NULL)
		drive_by_streams(list, sp.apart, &sp.by_own, true);
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
