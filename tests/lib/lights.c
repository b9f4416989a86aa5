#include "tests/lib/lights.h"

#include "core/base/date.h"
#include "core/db/db.h"

enum { DAY_MINUTES = 420, MINUTE_S = 60, HOUR_S = 3600 };
enum { WD = 1, WH = 2 };

static int64_t
overlap(int64_t from, int64_t to, int64_t open, int64_t close)
{
	int64_t a = from > open ? from : open, b = to < close ? to : close;

	return b > a ? (b - a) / MINUTE_S : 0;
}

/* Minutes of that kind of clock between two moments. */
static int64_t
minutes(const struct world *w, int64_t from, int64_t to, int unit)
{
	int64_t sum = 0;

	from -= from % MINUTE_S;
	if (unit != WD && unit != WH)
		return (to + 1 - from) / MINUTE_S;
	to -= to % MINUTE_S;
	for (int32_t day = day_from_utc(from); day <= day_from_utc(to); day++) {
		int64_t at = day_to_utc(day);

		if (!day_is_working(w->town.rules->calendar, day, NULL))
			continue;
		sum += overlap(from, to, at + 8 * HOUR_S + 1800, at + 12 * HOUR_S);
		sum += overlap(from, to, at + 14 * HOUR_S + 1800, at + 18 * HOUR_S);
	}
	return sum;
}

struct seen {
	int64_t kind, round, start, due, amount, unit;
};

static int64_t
stood(struct world *w, int64_t case_id, const struct seen *k)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(w->town.store),
		"SELECT from_at, to_at FROM clock_pauses WHERE case_id = $1 AND kind = $2 AND round = $3",
		&err);
	int64_t sum = 0;

	bind_i64(st, 1, case_id);
	bind_i64(st, 2, k->kind);
	bind_i64(st, 3, k->round);
	while (db_row(st, &err)) {
		int64_t from = col_i64(st);

		sum += minutes(w, from, col_i64(st), (int)k->unit);
	}
	assert_ok(db_done(st, &err), &err);
	return sum;
}

static enum light
light_of(struct world *w, int64_t case_id, const struct seen *k, int percent)
{
	int64_t now = session_now(&w->who[TOWN_OP]), gone, all, left;

	if (now > k->due)
		return LIGHT_RED;
	gone = minutes(w, k->start, now, (int)k->unit);
	all = minutes(w, k->start, k->due, (int)k->unit);
	left = all - gone;
	int64_t still = stood(w, case_id, k);
	bool hours = k->unit == WH || k->unit == 4;

	gone -= still;
	all -= still;
	if (hours)
		return gone >= all * 2 / 3 ? LIGHT_YELLOW : LIGHT_GREEN;
	if (gone >= all * percent / 100)
		return LIGHT_YELLOW;
	if (k->unit != WD)
		left = minutes(w, now, k->due, WD);
	return k->amount > 1 && left <= DAY_MINUTES ? LIGHT_YELLOW : LIGHT_GREEN;
}

enum light
lights_of(struct world *w, int64_t case_id)
{
	struct case_row row = world_row_of(w, case_id);
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(w->town.store),
		"SELECT kind, round, start_at, due_at, amount, unit FROM clocks WHERE case_id = $1"
		" AND stopped_at = 0 AND paused_at = 0 AND kind <> 10",
		&err);
	enum light worst = LIGHT_GREY;
	struct seen all[8];
	int n = 0;

	if (row.state >= CASE_OPEN_BELOW)
		return LIGHT_DONE;
	bind_i64(st, 1, case_id);
	while (db_row(st, &err) && n < 8) {
		struct seen *k = &all[n++];

		k->kind = col_i64(st);
		k->round = col_i64(st);
		k->start = col_i64(st);
		k->due = col_i64(st);
		k->amount = col_i64(st);
		k->unit = col_i64(st);
	}
	assert_ok(db_done(st, &err), &err);
	for (int i = 0; i < n; i++) {
		int percent = row.tier > TIER_ORDINARY ? 60 : 80;
		enum light l = light_of(w, case_id, &all[i], percent);

		if (worst == LIGHT_GREY || l > worst)
			worst = l;
	}
	return worst;
}

enum light
lights_shown(struct world *w, int64_t case_id)
{
	struct case_row row = world_row_of(w, case_id);

	return case_light(&row, session_now(&w->who[TOWN_OP]));
}
