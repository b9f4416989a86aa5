#include "core/domain/snooze_db.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/snooze.h"

bool
snooze_insert(struct session *s, int64_t case_id, int64_t until_at, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO snoozes(staff_id, case_id, at, until_at, seq) VALUES($1, $2, $3, $4,"
		" (SELECT coalesce(max(seq), 0) FROM case_events /*+ case_events_case */ WHERE case_id = $2))"
		" ON CONFLICT(staff_id, case_id) DO UPDATE SET at = excluded.at, until_at = excluded.until_at,"
		" seq = excluded.seq",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, case_id);
	bind_i64(st, 3, session_now(s));
	bind_i64(st, 4, until_at);
	return db_run(st, err);
}

bool
snooze_delete(struct session *s, int64_t case_id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"DELETE FROM snoozes WHERE staff_id = $1 AND case_id = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, case_id);
	return db_run(st, err);
}

bool
snooze_delete_passed(struct session *s, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"DELETE FROM snoozes WHERE staff_id = $1 AND until_at <= $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, session_now(s));
	return db_run(st, err);
}

/* Whatever somebody else does wakes it: a light that changes, too. */
#define SLEEPS \
	" AND z.until_at > $2 AND EXISTS (SELECT 1 FROM cases c WHERE c.id = z.case_id AND c.state<12)" \
	" AND NOT EXISTS (SELECT 1 FROM case_events e /*+ case_events_case */ WHERE e.case_id = z.case_id" \
	" AND e.seq > z.seq AND e.actor <> $1)"

bool
snooze_list(struct session *s, struct arena *mem, int64_t **ids, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT z.case_id FROM snoozes z WHERE z.staff_id = $1" SLEEPS
		" ORDER BY z.case_id LIMIT $3",
		err);

	*ids = arena_array(mem, SNOOZE_MOST, sizeof(**ids));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, session_now(s));
	bind_i64(st, 3, SNOOZE_MOST);
	while (*count < SNOOZE_MOST && db_row(st, err))
		(*ids)[(*count)++] = col_i64(st);
	return db_done(st, err);
}

bool
snooze_of(struct session *s, int64_t case_id, int64_t *until_at, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT z.until_at FROM snoozes z WHERE z.staff_id = $1 AND z.case_id = $3" SLEEPS,
		err);

	*until_at = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, session_now(s));
	bind_i64(st, 3, case_id);
	if (db_row(st, err))
		*until_at = col_i64(st);
	return db_done(st, err);
}
