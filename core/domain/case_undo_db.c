#include "core/domain/case_undo_db.h"

enum { MOST_UNDO = 30 };

bool
undo_insert(struct db *db, const struct undo_row *row, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO undo_log(event_id, case_id, actor, at, until_at, version, label, snapshot,"
		" first_event) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->event_id);
	bind_i64(st, 2, row->case_id);
	bind_i64(st, 3, row->actor);
	bind_i64(st, 4, row->at);
	bind_i64(st, 5, row->until_at);
	bind_i64(st, 6, row->version);
	bind_text(st, 7, row->label);
	bind_text(st, 8, row->snapshot);
	bind_i64(st, 9, row->first_event);
	return db_run(st, err);
}

bool
undo_read(struct db *db, int64_t event_id, struct arena *mem, struct undo_row *row, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT event_id, case_id, actor, at, until_at, version, label, snapshot,"
		" first_event FROM undo_log"
		" WHERE event_id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, event_id);
	*found = db_row(st, err);
	if (*found) {
		row->event_id = col_i64(st);
		row->case_id = col_i64(st);
		row->actor = col_i64(st);
		row->at = col_i64(st);
		row->until_at = col_i64(st);
		row->version = col_i64(st);
		row->label = col_text(st, mem);
		row->snapshot = col_text(st, mem);
		row->first_event = col_i64(st);
	}
	return db_done(st, err);
}

static bool
run(struct db *db, const char *sql, const int64_t *values, size_t count, struct err *err)
{
	struct stmt *st = db_stmt(db, sql, err);

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, count);
	return db_run(st, err);
}

bool
undo_forget_act(struct db *db, const struct undo_row *row, int64_t now, struct err *err)
{
	const int64_t letters[] = {now, row->first_event, row->event_id};
	const int64_t requests[] = {now, row->case_id, row->first_event, row->event_id};
	const int64_t dropped[] = {row->case_id, row->first_event, row->event_id};
	const int64_t pauses[] = {row->case_id, row->first_event, row->event_id};
	/* What was done just before may be taken back next: it now stands on the restored version. */
	const int64_t earlier[] = {row->version + 1, row->case_id, row->version - 1};

	return run(db, "UPDATE outbox SET recalled_at = $1 WHERE event_id BETWEEN $2 AND $3 AND recalled_at = 0 AND taken_at = 0",
		       letters, 3, err) &&
		run(db,
			"UPDATE approvals SET verdict = 3, decided_at = $1, version = version + 1"
			" WHERE case_id = $2 AND decided_at=0 AND event_id BETWEEN $3 AND $4",
			requests, 4, err) &&
		/* Requests from before that had fallen with the act wait again. */
		run(db,
			"UPDATE approvals SET verdict = 0, decided_at = 0, fell_with = 0, version = version + 1"
			" WHERE case_id = $1 AND fell_with BETWEEN $2 AND $3",
			dropped, 3, err) &&
		run(db, "DELETE FROM clock_pauses WHERE case_id = $1 AND event_id BETWEEN $2 AND $3",
			pauses, 3, err) &&
		run(db, "UPDATE undo_log SET version = $1 WHERE case_id = $2 AND version = $3",
			earlier, 3, err) &&
		run(db, "DELETE FROM undo_log WHERE event_id = $1", &row->event_id, 1, err);
}

bool
undo_read_list(struct db *db, int64_t actor, int64_t now, struct arena *mem,
	struct undo_entry **out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT u.event_id, u.case_id, c.no, u.at, u.until_at, u.label, c.title FROM undo_log u"
		" JOIN cases c ON c.id = u.case_id AND c.version = u.version"
		" WHERE u.actor = $1 AND u.until_at >= $2 ORDER BY u.actor DESC, u.event_id DESC LIMIT $3",
		err);

	*out = arena_array(mem, MOST_UNDO, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, actor);
	bind_i64(st, 2, now);
	bind_i64(st, 3, MOST_UNDO);
	while (*count < MOST_UNDO && db_row(st, err)) {
		struct undo_entry *u = &(*out)[(*count)++];

		u->event_id = col_i64(st);
		u->case_id = col_i64(st);
		u->no = col_i64(st);
		u->at = col_i64(st);
		u->until_at = col_i64(st);
		u->label = col_text(st, mem);
		u->title = col_text(st, mem);
	}
	return db_done(st, err);
}
