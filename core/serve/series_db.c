#include "core/serve/series_db.h"

#include "core/db/store.h"

bool
series_each_cell(struct session *s, int64_t area_id, int32_t first, int32_t last,
	void (*each)(void *ctx, const struct roll_cell *cell), void *ctx, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT day, cat, opened, accepted, dispatched, replied, ontime, late, closed, "
		"scored, pleased, merged, reports"
		" FROM roll_d WHERE area_id = $1 AND day BETWEEN $2 AND $3",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, area_id);
	bind_i64(st, 2, first);
	bind_i64(st, 3, last);
	while (db_row(st, err)) {
		struct roll_cell cell = {.area_id = area_id, .day = col_int(st)};

		cell.cat = col_int(st);
		for (int i = 0; i < ROLL_COUNTS; i++)
			cell.counts[i] = col_int(st);
		each(ctx, &cell);
	}
	return db_done(st, err);
}

bool
series_each_in(struct session *s, int64_t low, int64_t high, bool (*each)(void *ctx, int64_t id),
	void *ctx, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases /*+ h_place */ WHERE place BETWEEN $1 AND $2", err);
	bool go_on = true;

	if (st == NULL)
		return false;
	bind_i64(st, 1, low);
	bind_i64(st, 2, high);
	while (go_on && db_row(st, err))
		go_on = each(ctx, col_i64(st));
	return db_done(st, err) && go_on;
}
