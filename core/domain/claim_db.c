#include "core/domain/claim.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case.h"

static bool
end_write(struct session *s, bool ok, struct err *err)
{
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
claim_look(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT c.staff_id, c.until_at, p.name FROM claims c LEFT JOIN staff p ON p.id = c.staff_id"
		" WHERE c.case_id = $1 AND c.until_at > $2",
		err);

	*out = (struct claim){.holder = ""};
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, session_now(s));
	if (db_row(st, err)) {
		out->mine = col_i64(st) == s->staff_id;
		out->until_at = col_i64(st);
		out->holder = out->mine ? "" : col_text(st, mem);
	}
	return db_done(st, err);
}

static bool
take(struct session *s, int64_t case_id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO claims(case_id, staff_id, until_at, token) VALUES($1, $2, $3, 1)"
		" ON CONFLICT(case_id) DO UPDATE SET staff_id = excluded.staff_id,"
		" until_at = excluded.until_at, token = claims.token + 1"
		" WHERE claims.until_at <= $4 OR claims.staff_id = excluded.staff_id",
		err);
	int64_t now = session_now(s);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, now + s->rules->claim_seconds);
	bind_i64(st, 4, now);
	return db_run(st, err);
}

bool
claim_take(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err)
{
	if (!store_begin(s->store, err) || !end_write(s, take(s, case_id, err), err))
		return false;
	return claim_look(s, case_id, mem, out, err);
}

bool
claim_drop(struct session *s, int64_t case_id, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	struct stmt *st = db_stmt(
		store_db(s->store), "DELETE FROM claims WHERE case_id = $1 AND staff_id = $2", err);

	if (st != NULL) {
		bind_i64(st, 1, case_id);
		bind_i64(st, 2, s->staff_id);
	}
	return end_write(s, st != NULL && db_run(st, err), err);
}

/* Opened since it last changed? Then nothing is written again. */
static bool
already_seen(struct session *s, int64_t case_id, bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM seen v JOIN cases c ON c.id = v.case_id"
		" WHERE v.case_id = $1 AND v.staff_id = $2 AND v.at >= c.updated_at",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, s->staff_id);
	*yes = db_row(st, err);
	return db_done(st, err);
}

static bool
put_seen(struct session *s, int64_t case_id, struct err *err)
{
	struct db *db = store_db(s->store);
	struct stmt *st = db_stmt(db,
		"INSERT INTO seen(case_id, staff_id, at) VALUES($1, $2, $3)"
		" ON CONFLICT(case_id, staff_id) DO UPDATE SET at = excluded.at",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, session_now(s));
	/* The mark is no change of the matter: its version stays. */
	if (!db_run(st, err) ||
		(st = db_stmt(db,
			 "UPDATE cases SET flags = flags | $2 WHERE id = $1 AND (flags & $2) = 0",
			 err)) == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, CASE_OPENED);
	return db_run(st, err);
}

bool
case_mark_seen(struct session *s, int64_t case_id, struct err *err)
{
	bool seen = false;

	if (store_read_only(s->store))
		return true;
	if (!already_seen(s, case_id, &seen, err) || seen)
		return err->code == ERR_NONE;
	return store_begin(s->store, err) && end_write(s, put_seen(s, case_id, err), err);
}
