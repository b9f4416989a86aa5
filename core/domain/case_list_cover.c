/*
 * Which index serves a filter. Every term directly under the top AND that an index can answer is weighed by
 * a guess of how many entries it leaves to walk; the cheapest one drives, all others are tested on the way.
 */
#include "core/domain/case_list_inner.h"

#include "core/domain/area.h"

/* Guesses of how many entries one value leaves, in the open set and in everything. */
enum {
	GUESS_PERSON = 60,
	GUESS_UNIT = 120,
	GUESS_DESK = 400,
	GUESS_HELPER = 30,
	GUESS_PLACE = 40,
	GUESS_TOWN = 500,
	GUESS_COUNTY = 4000,
	GUESS_CITY = 50000,
	HISTORY = 20, /* everything is so many times the open set */
	CLOSED_A_DAY = 300
};

static const struct span everything = {INT64_MIN, INT64_MAX};

static void
add_stream(struct cover *c, enum case_index index, int64_t equal, struct span range)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->streams[i].index == index && c->streams[i].equal == equal &&
			c->streams[i].range.low == range.low)
			return;
	if (c->count == STREAMS_MOST) {
		c->possible = false;
		return;
	}
	c->streams[c->count++] = (struct stream){.index = index, .equal = equal, .range = range};
	c->key = index_key_column(index);
}

/* One stream for each value of a column that an index has before its key. */
static struct cover
cover_values(const struct pred *p, enum case_index index, int64_t guess)
{
	struct cover c = {.possible = true, .satisfied = (int)p->col};

	for (size_t i = 0; i < p->count && c.possible; i++) {
		if (p->spans[i].low <= 0 || p->spans[i].high - p->spans[i].low >= STREAMS_MOST)
			return (struct cover){.possible = false};
		for (int64_t v = p->spans[i].low; v <= p->spans[i].high; v++) {
			add_stream(&c, index, v, everything);
			c.cost += guess;
		}
	}
	return c;
}

/* An index that holds nothing else. */
static struct cover
cover_whole(enum case_index index, int satisfied)
{
	struct cover c = {.possible = true, .cost = GUESS_DESK, .satisfied = satisfied};

	add_stream(&c, index, 0, everything);
	return c;
}

struct cover
cover_column(const struct pred *p, bool open)
{
	struct cover none = {.possible = false};

	switch (p->col) {
	case COL_CLERK:
		return open ? cover_values(p, IX_Q_CLERK, GUESS_PERSON) : none;
	case COL_HANDLER:
		return open ? cover_values(p, IX_Q_HANDLER, GUESS_PERSON) : none;
	case COL_DESK:
		return open ? cover_values(p, IX_Q_DESK, GUESS_DESK)
			    : cover_values(p, IX_H_DESK, GUESS_DESK * HISTORY);
	case COL_HELPER:
		return open ? cover_values(p, IX_Q_HELPER, GUESS_HELPER)
			    : cover_values(p, IX_H_HELPER, GUESS_HELPER * HISTORY);
	case COL_UNIT:
		return open ? cover_values(p, IX_Q_UNIT, GUESS_UNIT)
			    : cover_values(p, IX_H_UNIT, GUESS_UNIT * HISTORY);
	case COL_ESTATE:
		return cover_values(p, IX_H_ESTATE, GUESS_PLACE * HISTORY);
	case COL_RETURNED:
		return open && p->spans[0].low == 1 && p->spans[0].high == INT64_MAX
			? cover_whole(IX_Q_RETURNED, COL_RETURNED)
			: none;
	default:
		return none;
	}
}

void
add_cover(struct cover *to, const struct cover *more)
{
	to->possible = to->possible && more->possible && (to->count == 0 || to->key == more->key);
	for (size_t i = 0; i < more->count && to->possible; i++)
		add_stream(
			to, more->streams[i].index, more->streams[i].equal, more->streams[i].range);
	to->cost += more->cost;
	to->satisfied = -1;
}

/* Of an OR everything must be covered; texts are not. All streams must have the same key. */
static struct cover
cover_term(const struct pred *p, bool open)
{
	struct cover c = {.possible = true, .satisfied = -1};

	if (p->kind == PRED_IN)
		return cover_column(p, open);
	if (open && p->kind == PRED_BITS && p->col == COL_FLAGS && p->bits == CASE_SUPERVISED)
		return cover_whole(IX_Q_WATCHED, -1);
	if (p->kind != PRED_OR)
		return (struct cover){.possible = false};
	for (const struct pred *kid = p->kids; kid != NULL && c.possible; kid = kid->next) {
		struct cover one = kid->kind == PRED_IN ? cover_column(kid, open)
							: (struct cover){.possible = false};

		add_cover(&c, &one);
	}
	return c;
}

static bool
inside(struct span s, int64_t size)
{
	return s.low >= 0 && s.low / size == s.high / size;
}

bool
cover_inside(const struct pred *p, int64_t size)
{
	for (size_t i = 0; i < p->count; i++)
		if (!inside(p->spans[i], size))
			return false;
	return p->count <= STREAMS_MOST;
}

static struct cover
cover_ranges(const struct pred *p, bool open, int64_t guess)
{
	struct cover c = {.possible = true, .satisfied = COL_PLACE};

	for (size_t i = 0; i < p->count; i++) {
		add_stream(&c, open ? IX_Q_PLACE : IX_H_PLACE, 0, p->spans[i]);
		c.cost += open ? guess : guess * HISTORY;
	}
	return c;
}

bool
cover_areas(struct case_list *list, const struct pred *p, int64_t size, enum case_index index,
	int64_t guess, struct cover *c, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = true;

	*c = (struct cover){.possible = true, .satisfied = COL_PLACE};
	for (size_t i = 0; ok && i < p->count; i++) {
		struct area area;
		bool found = false;
		int64_t code = place_division(p->spans[i].low / size * size);

		ok = area_by_code(list->s, code, &mem, &area, &found, err);
		c->possible = c->possible && found;
		if (p->spans[i].low % size != 0 || p->spans[i].high - p->spans[i].low != size - 1)
			c->satisfied = -1;
		if (found)
			add_stream(c, index, area.id, everything);
		c->cost += guess;
	}
	arena_release(&mem);
	return ok;
}

/* By where it lies; the whole city when that is not said. */
static bool
cover_place(struct case_list *list, const struct pred *p, bool open, enum case_col want,
	struct cover *c, struct err *err)
{
	const struct pred *place = pred_top(p, COL_PLACE);
	bool opened = want == COL_OPENED;

	*c = (struct cover){.possible = false};
	if (place != NULL && cover_inside(place, PLACES_OF_VILLAGE)) {
		*c = cover_ranges(place, open, GUESS_PLACE);
	} else if (place != NULL && cover_inside(place, PLACES_OF_TOWN)) {
		if (open)
			*c = cover_ranges(place, true, GUESS_TOWN);
		else if (!cover_areas(list, place, PLACES_OF_TOWN, IX_H_TOWN, GUESS_TOWN * HISTORY,
				 c, err))
			return false;
	} else if (place != NULL && cover_inside(place, PLACES_OF_COUNTY)) {
		enum case_index index = !open ? IX_H_COUNTY
			: opened              ? IX_Q_COUNTY_OPENED
					      : IX_Q_COUNTY_DUE;

		if (!cover_areas(list, place, PLACES_OF_COUNTY, index,
			    open ? GUESS_COUNTY : GUESS_COUNTY * HISTORY, c, err))
			return false;
	}
	if (c->possible)
		return true;
	*c = (struct cover){.possible = true,
		.satisfied = -1,
		.cost = open ? GUESS_CITY : GUESS_CITY * HISTORY};
	add_stream(c, !open ? IX_H_OPENED : opened ? IX_Q_OPENED : IX_Q_DUE, 0, everything);
	return true;
}

/* By when it was closed. */
static struct cover
cover_closing(const struct pred *p)
{
	const struct pred *closed = pred_top(p, COL_CLOSED);
	struct cover c = {
		.possible = closed != NULL && closed->spans[0].low > 0, .satisfied = COL_CLOSED};

	for (size_t i = 0; c.possible && i < closed->count; i++) {
		int64_t days = closed->spans[i].high == INT64_MAX
			? 1000
			: (closed->spans[i].high - closed->spans[i].low) / 86400 + 1;

		add_stream(&c, IX_H_CLOSED, 0, closed->spans[i]);
		c.cost += days * CLOSED_A_DAY;
	}
	return c;
}

static void
take_cheaper(struct cover *best, const struct cover *c)
{
	if (c->possible && (!best->possible || c->cost < best->cost))
		*best = *c;
}

bool
cover_all(struct case_list *list, const struct pred *p, bool open, enum case_col want,
	struct cover *best, struct err *err)
{
	const struct pred *kid = p->kind == PRED_AND ? p->kids : p;
	struct cover c;

	if (!cover_place(list, p, open, want, best, err))
		return false;
	c = cover_closing(p);
	take_cheaper(best, &c);
	for (; kid != NULL; kid = p->kind == PRED_AND ? kid->next : NULL) {
		c = cover_term(kid, open);
		take_cheaper(best, &c);
	}
	return true;
}
