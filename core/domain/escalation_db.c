#include "core/domain/escalation_db.h"

bool
escalation_next(struct db *db, int64_t now, int64_t *case_id, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT c.id FROM cases c /*+ q_step */ WHERE c.state<12 AND c.step_at<253402300799"
		" AND c.step_at <= $1 AND NOT EXISTS (SELECT 1 FROM undo_log u WHERE u.case_id = c.id"
		" AND u.until_at >= $1) ORDER BY c.step_at, c.id LIMIT 1",
		err);

	*case_id = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, now);
	if (db_row(st, err))
		*case_id = col_i64(st);
	return db_done(st, err);
}

bool
escalation_claim(struct db *db, int64_t case_id, const struct case_clock *clock, int step,
	int64_t now, bool *first, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO escalations(case_id, kind, round, step, at) VALUES($1, $2, $3, $4, $5)"
		" ON CONFLICT DO NOTHING RETURNING step",
		err);

	*first = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)clock->kind);
	bind_i64(st, 3, clock->round);
	bind_i64(st, 4, step);
	bind_i64(st, 5, now);
	*first = db_row(st, err);
	return db_done(st, err);
}

bool
escalation_put_next(struct db *db, int64_t case_id, int64_t at, struct err *err)
{
	struct stmt *st = db_stmt(db, "UPDATE cases SET step_at = $2 WHERE id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, at);
	return db_run(st, err);
}
