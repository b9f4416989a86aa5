#include "core/serve/demo_rows.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

bool
rows_add_event(struct db *db, const struct case_event_row *e, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO case_events(id, case_id, seq, at, actor, event, st_from, st_to, "
		"unit_id, cat, tier,"
		" place, clock, result, spent, open, note) VALUES($1, $2, $3, $4, $5, $6, $7, $8, "
		"$9, $10, $11,"
		" $12, $13, $14, $15, $16, $17)",
		err);
	const int64_t values[] = {e->id, e->case_id, e->seq, e->at, e->actor, e->event,
		(int64_t)e->from, (int64_t)e->to, e->unit_id, e->cat, (int64_t)e->tier, e->place,
		(int64_t)e->clock, (int64_t)e->result, e->spent, e->open};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, COUNT(values));
	bind_text(st, 17, e->note);
	return db_run(st, err);
}

bool
rows_add_clock(struct db *db, int64_t case_id, const struct case_clock *k, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO clocks(case_id, kind, round, start_at, due_at, light_at, amount, "
		"unit, paused_at, left,"
		" paused, stopped_at, outcome, provisional)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
		err);
	const int64_t values[] = {case_id, (int64_t)k->kind, k->round, k->start_at, k->due_at,
		k->light_at, k->limit.amount, (int64_t)k->limit.unit, k->paused_at, k->left,
		k->paused, k->stopped_at, (int64_t)k->outcome, k->provisional};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, COUNT(values));
	return db_run(st, err);
}
