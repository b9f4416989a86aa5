/* Phases that walk streams: what SQL tests of a filter, and what is left to be tested here. */
#include "core/domain/case_list_inner.h"

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

struct part
phase_part(struct case_list *list, const struct pred *p, const struct cover *c)
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

void
phase_add_part(
	struct case_list *list, const struct pred *p, const struct cover *c, struct phase *ph)
{
	struct part *part = &ph->parts[ph->part_count];

	*part = phase_part(list, p, c);
	for (size_t i = 0; i < c->count; i++) {
		struct stream *s = &ph->streams[ph->stream_count++];

		*s = c->streams[i];
		s->part = ph->part_count;
		narrow(s, &part->bounds);
	}
	ph->part_count++;
}

struct phase *
phase_add(struct case_list *list, const struct phase *ph)
{
	list->phases[list->phase_count] = *ph;
	return &list->phases[list->phase_count++];
}

void
phase_add_streams(
	struct case_list *list, const struct pred *p, const struct cover *c, bool descending)
{
	struct phase ph = {.kind = PHASE_STREAMS, .descending = descending};

	phase_add_part(list, p, c, phase_add(list, &ph));
}
