#include "core/serve/grid_lights.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"

#define OPEN_IN " state<12 AND place BETWEEN $3 AND $4 AND cat <> $5"

/* The same order as case_light(): never, past, from yellow on. $1 now, $2 TIME_NEVER. */
static const char counts_of_area[] =
	"SELECT count(*) FILTER (WHERE due_at < $2 AND due_at >= $1 AND light_at > $1),"
	" count(*) FILTER (WHERE due_at < $2 AND due_at >= $1 AND light_at <= $1),"
	" count(*) FILTER (WHERE due_at < $1), count(*) FILTER (WHERE due_at >= $2)"
	" FROM cases /*+ q_place */ WHERE" OPEN_IN;
static const char entries_of_area[] =
	"SELECT place, due_at, light_at FROM cases /*+ q_place */ WHERE" OPEN_IN;

/* The same matter may be of the unit in several ways: the id tells. Not those of the area: $6 to $7. */
#define OWN "SELECT place, due_at, light_at, id FROM "
#define ELSEWHERE " AND" OPEN_IN " AND place NOT BETWEEN $6 AND $7"
static const char entries_of_own[] =
	OWN "cases /*+ q_unit */ WHERE unit_id = $1" ELSEWHERE " UNION " OWN
	    "cases /*+ q_desk */ WHERE desk_id = $1" ELSEWHERE " UNION " OWN
	    "case_units x /*+ q_helper */ JOIN cases c ON c.id = x.case_id"
	    " WHERE role=1 AND open=1 AND x.unit_id = $1" ELSEWHERE " /*sort*/";

/* The places among these that lie in the area which the session watches; none: low > high. */
static struct place_range
watched(const struct session *s, int64_t low, int64_t high)
{
	struct place_range r = {low, high};

	if (!session_watches_area(s))
		return (struct place_range){1, 0};
	if (s->scope.level == AREA_CITY)
		return r;
	if (r.low < s->scope.place_low)
		r.low = s->scope.place_low;
	if (r.high > s->scope.place_high)
		r.high = s->scope.place_high;
	return r;
}

bool
lights_seen(const struct session *s, int64_t low, int64_t high)
{
	struct place_range r = watched(s, low, high);

	return r.low <= r.high;
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
ask(struct session *s, const char *sql, struct place_range r, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st == NULL)
		return NULL;
	bind_i64(st, 3, r.low);
	bind_i64(st, 4, r.high);
	bind_i64(st, 5, session_hidden_category(s));
	return st;
}

struct taker {
	void (*take)(void *ctx, int64_t place, enum light light);
	void *ctx;
};

static bool
take_all(struct session *s, struct stmt *st, const struct taker *t, struct err *err)
{
	int64_t now = session_now(s);

	while (db_row(st, err)) {
		struct case_row row = {.state = CASE_REGISTERED};
		int64_t place = col_i64(st);

		row.due_at = col_i64(st);
		row.light_at = col_i64(st);
		t->take(t->ctx, place, case_light(&row, now));
	}
	return db_done(st, err);
}

/* What the unit itself has in these places, where they do not lie in the area `in`. */
static bool
each_own(struct session *s, struct place_range all, struct place_range in, const struct taker *t,
	struct err *err)
{
	if (in.low <= all.low && in.high >= all.high)
		return true;
	struct stmt *st = ask(s, entries_of_own, all, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->unit_id);
	bind_i64(st, 6, in.low);
	bind_i64(st, 7, in.high);
	return take_all(s, st, t, err);
}

static void
count_light(void *ctx, int64_t place, enum light light)
{
	struct light_counts *counts = ctx;

	(void)place;
	counts->of[light]++;
}

static bool
count_area(struct session *s, struct place_range in, struct light_counts *out, struct err *err)
{
	struct stmt *st = ask(s, counts_of_area, in, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, session_now(s));
	bind_i64(st, 2, TIME_NEVER);
	if (db_row(st, err)) {
		out->of[LIGHT_GREEN] += col_int(st);
		out->of[LIGHT_YELLOW] += col_int(st);
		out->of[LIGHT_RED] += col_int(st);
		out->of[LIGHT_GREY] += col_int(st);
	}
	return db_done(st, err);
}

bool
lights_count(
	struct session *s, int64_t low, int64_t high, struct light_counts *out, struct err *err)
{
	struct place_range in = watched(s, low, high);
	const struct taker counting = {count_light, out};

	return (in.low > in.high || count_area(s, in, out, err)) &&
		each_own(s, (struct place_range){low, high}, in, &counting, err);
}

bool
lights_each(struct session *s, int64_t low, int64_t high,
	void (*take)(void *ctx, int64_t place, enum light light), void *ctx, struct err *err)
{
	struct place_range in = watched(s, low, high);
	const struct taker taker = {take, ctx};

	if (in.low <= in.high) {
		struct stmt *st = ask(s, entries_of_area, in, err);

		if (st == NULL || !take_all(s, st, &taker, err))
			return false;
	}
	return each_own(s, (struct place_range){low, high}, in, &taker, err);
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
