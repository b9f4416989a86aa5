#include "core/serve/board.h"

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"

enum { HOT_LEAST = 3 }; /* fewer in a week are no cluster */

static bool
read_days(struct session *s, struct board *b, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT day, sum(opened), sum(accepted), sum(dispatched), sum(replied), sum(ontime), sum(late),"
		" sum(closed), sum(scored), sum(pleased) FROM roll_d WHERE area_id = $1 AND day > $2 AND day <= $3 AND cat <> $4"
		" GROUP BY day",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->scope.area_id);
	bind_i64(st, 2, b->today - BOARD_DAYS);
	bind_i64(st, 3, b->today);
	bind_i64(st, 4, session_hidden_category(s));
	while (db_row(st, err)) {
		struct board_day *d = &b->days[BOARD_DAYS - 1 - (b->today - col_int(st))];

		d->opened = col_i64(st);
		d->accepted = col_i64(st);
		d->routed = col_i64(st);
		d->replied = col_i64(st);
		d->on_time = col_i64(st);
		d->late = col_i64(st);
		d->closed = col_i64(st);
		d->scored = col_i64(st);
		d->pleased = col_i64(st);
	}
	return db_done(st, err);
}

/* Keeps the steepest ones: by how many more there were. */
static void
add_hot(struct board *b, struct board_hot hot)
{
	size_t at = b->hot_count;

	while (at > 0 && b->hot[at - 1].week - b->hot[at - 1].before < hot.week - hot.before)
		at--;
	if (at == BOARD_HOT)
		return;
	if (b->hot_count < BOARD_HOT)
		b->hot_count++;
	for (size_t i = b->hot_count - 1; i > at; i--)
		b->hot[i] = b->hot[i - 1];
	b->hot[at] = hot;
}

static bool
read_hot(struct session *s, struct board *b, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT cat, sum(CASE WHEN day > $2 THEN opened ELSE 0 END), sum(opened) FROM roll_d"
		" WHERE area_id = $1 AND day > $3 AND day <= $4 AND cat > 0 AND cat <> $5 GROUP BY cat /*sort*/",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->scope.area_id);
	bind_i64(st, 2, b->today - BOARD_WEEK);
	bind_i64(st, 3, b->today - 2 * BOARD_WEEK);
	bind_i64(st, 4, b->today);
	bind_i64(st, 5, session_hidden_category(s));
	while (db_row(st, err)) {
		struct board_hot hot = {.category = col_int(st), .week = col_i64(st)};

		hot.before = col_i64(st) - hot.week;
		if (hot.week >= HOT_LEAST && hot.week > hot.before)
			add_hot(b, hot);
	}
	return db_done(st, err);
}

static struct stmt *
hours_of(struct db *db, const struct session *s, struct err *err)
{
	switch (s->scope.level) {
	case AREA_CITY:
		return db_stmt(db,
			"SELECT opened_at FROM cases /*+ h_opened */ WHERE opened_at >= $2 AND cat <> $3 AND $1 = $1",
			err);
	case AREA_COUNTY:
		return db_stmt(db,
			"SELECT opened_at FROM cases /*+ h_county */ WHERE county = $1 AND opened_at >= $2 AND cat <> $3",
			err);
	default:
		return db_stmt(db,
			"SELECT opened_at FROM cases /*+ h_town */ WHERE town = $1 AND opened_at >= $2 AND cat <> $3",
			err);
	}
}

static bool
read_hours(struct session *s, struct board *b, struct err *err)
{
	enum { HOUR = 3600 };
	int64_t midnight = day_to_utc(b->today);
	struct stmt *st = hours_of(store_db(s->store), s, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->scope.area_id);
	bind_i64(st, 2, midnight);
	bind_i64(st, 3, session_hidden_category(s));
	while (db_row(st, err)) {
		int64_t hour = (col_i64(st) - midnight) / HOUR;

		if (hour < DAY_HOURS)
			b->hours[hour]++;
	}
	return db_done(st, err);
}

bool
board_load(struct session *s, struct board *out, struct err *err)
{
	*out = (struct board){.today = day_from_utc(session_now(s))};
	if (!session_watches_area(s) || s->scope.level > AREA_TOWN)
		return true;
	out->counted = true;
	return read_days(s, out, err) && read_hot(s, out, err) && read_hours(s, out, err);
}
