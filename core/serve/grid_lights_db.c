#include "core/serve/grid_lights.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"

/* The same order as case_light(): never, past, from yellow on. $1 now, $2 TIME_NEVER. */
#define COUNTS \
	"SELECT count(*) FILTER (WHERE due_at < $2 AND due_at >= $1 AND light_at > $1)," \
	" count(*) FILTER (WHERE due_at < $2 AND due_at >= $1 AND light_at <= $1)," \
	" count(*) FILTER (WHERE due_at < $1), count(*) FILTER (WHERE due_at >= $2)"
#define ENTRIES "SELECT place, due_at, light_at"
#define OF_AREA \
	" FROM cases /*+ q_place */ WHERE state<12 AND place BETWEEN $3 AND $4 AND cat <> $5"
#define OF_UNIT \
	" FROM cases /*+ q_unit */ WHERE state<12 AND unit_id = $6 AND place BETWEEN $3 AND $4" \
	" AND cat <> $5"

static const char counts_of_area[] = COUNTS OF_AREA;
static const char counts_of_unit[] = COUNTS OF_UNIT;
static const char entries_of_area[] = ENTRIES OF_AREA " AND $1 < $2";
static const char entries_of_unit[] = ENTRIES OF_UNIT " AND $1 < $2";

int
lights_hidden_category(const struct session *s)
{
	if (!session_has(s, ROLE_DISC))
		for (size_t i = 0; i < s->rules->category_count; i++)
			if (s->rules->categories[i].sealed)
				return s->rules->categories[i].code;
	return -1;
}

/* Narrows the places to those that the session may see. */
static void
narrow(const struct session *s, int64_t *low, int64_t *high)
{
	if (!session_watches_area(s) || s->scope.level == AREA_CITY)
		return;
	if (*low < s->scope.place_low)
		*low = s->scope.place_low;
	if (*high > s->scope.place_high)
		*high = s->scope.place_high;
}

bool
lights_seen(const struct session *s, int64_t low, int64_t high)
{
	narrow(s, &low, &high);
	return low <= high;
}

bool
lights_whole(const struct session *s, const struct place_range *ranges, int count)
{
	bool whole = session_watches_area(s);

	for (int i = 0; i < count && whole; i++)
		whole = s->scope.level == AREA_CITY ||
			(ranges[i].low >= s->scope.place_low &&
				ranges[i].high <= s->scope.place_high);
	return whole;
}

static struct stmt *
ask(struct session *s, const char *of_area, const char *of_unit, int64_t low, int64_t high,
	struct err *err)
{
	bool area = session_watches_area(s);
	struct stmt *st = db_stmt(store_db(s->store), area ? of_area : of_unit, err);

	if (st == NULL)
		return NULL;
	narrow(s, &low, &high);
	bind_i64(st, 1, session_now(s));
	bind_i64(st, 2, TIME_NEVER);
	bind_i64(st, 3, low);
	bind_i64(st, 4, high);
	bind_i64(st, 5, lights_hidden_category(s));
	if (!area)
		bind_i64(st, 6, s->unit_id);
	return st;
}

bool
lights_count(
	struct session *s, int64_t low, int64_t high, struct light_counts *out, struct err *err)
{
	struct stmt *st = ask(s, counts_of_area, counts_of_unit, low, high, err);

	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		out->of[LIGHT_GREEN] += col_int(st);
		out->of[LIGHT_YELLOW] += col_int(st);
		out->of[LIGHT_RED] += col_int(st);
		out->of[LIGHT_GREY] += col_int(st);
	}
	return db_done(st, err);
}

bool
lights_each(struct session *s, int64_t low, int64_t high,
	void (*take)(void *ctx, int64_t place, enum light light), void *ctx, struct err *err)
{
	struct stmt *st = ask(s, entries_of_area, entries_of_unit, low, high, err);
	int64_t now = session_now(s);

	if (st == NULL)
		return false;
	while (db_row(st, err)) {
		struct case_row row = {.state = CASE_REGISTERED};
		int64_t place = col_i64(st);

		row.due_at = col_i64(st);
		row.light_at = col_i64(st);
		take(ctx, place, case_light(&row, now));
	}
	return db_done(st, err);
}

enum light
lights_worst(const struct light_counts *counts)
{
	static const enum light order[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (counts->of[order[i]] > 0)
			return order[i];
	return counts->of[LIGHT_GREY] > 0 ? LIGHT_GREY : LIGHT_GREEN;
}

int
lights_sum(const struct light_counts *counts)
{
	int sum = 0;

	for (int i = 0; i < LIGHT_DONE; i++)
		sum += counts->of[i];
	return sum;
}
