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
		"SELECT c.staff_id, c.works, p.name FROM claims c LEFT JOIN staff p ON p.id = c.staff_id"
		" WHERE c.case_id = $1 AND c.until_at > $2 ORDER BY c.staff_id LIMIT 9",
		err);

	*out = (struct claim){.holder = "", .others = ""};
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, session_now(s));
	while (db_row(st, err)) {
		bool me = col_i64(st) == s->staff_id, works = col_i64(st) != 0;
		const char *name = col_text(st, mem);

		if (me)
			out->mine = works;
		else if (works)
			out->holder = name;
		else
			out->others = arena_printf(
				mem, "%s%s%s", out->others, *out->others != '\0' ? ", " : "", name);
	}
	return db_done(st, err);
}

/* Is the own row good for a while yet? Then nothing is written: screens renew more often than they must. */
static bool
is_fresh(struct session *s, int64_t case_id, bool works, bool *fresh, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM claims WHERE case_id = $1 AND staff_id = $2 AND works >= $3 AND until_at > $4",
		err);

	*fresh = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, works);
	bind_i64(st, 4, session_now(s) + CLAIM_STALE_S - CLAIM_RENEW_MS / 1000 + 1);
	*fresh = db_row(st, err);
	return db_done(st, err);
}

/* Who wants to work where somebody else does looks on. */
static bool
put(struct session *s, int64_t case_id, bool works, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO claims(case_id, staff_id, works, until_at) VALUES($1, $2,"
		" CASE WHEN $3 AND NOT EXISTS (SELECT 1 FROM claims o WHERE o.case_id = $1 AND o.works = 1"
		" AND o.staff_id <> $2 AND o.until_at > $5) THEN 1 ELSE 0 END, $4)"
		" ON CONFLICT(case_id, staff_id) DO UPDATE SET until_at = excluded.until_at,"
		" works = CASE WHEN claims.works = 1 AND claims.until_at > $5 THEN 1 ELSE excluded.works END",
		err);
	int64_t now = session_now(s);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, works);
	bind_i64(st, 4, now + CLAIM_STALE_S);
	bind_i64(st, 5, now);
	return db_run(st, err);
}

static bool
renew(struct session *s, int64_t case_id, bool works, struct err *err)
{
	bool fresh = false;

	if (store_read_only(s->store) || !is_fresh(s, case_id, works, &fresh, err) || fresh)
		return err->code == ERR_NONE;
	return store_begin(s->store, err) && end_write(s, put(s, case_id, works, err), err);
}

bool
claim_take(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err)
{
	return renew(s, case_id, true, err) && claim_look(s, case_id, mem, out, err);
}

bool
claim_show(struct session *s, int64_t case_id, struct err *err)
{
	return renew(s, case_id, false, err);
}

static bool
end_own(struct session *s, int64_t case_id, struct stmt *st, struct err *err)
{
	if (st != NULL) {
		bind_i64(st, 1, case_id);
		bind_i64(st, 2, s->staff_id);
	}
	return end_write(s, st != NULL && db_run(st, err), err);
}

bool
claim_drop(struct session *s, int64_t case_id, struct err *err)
{
	if (store_read_only(s->store))
		return true;
	return store_begin(s->store, err) &&
		end_own(s, case_id,
			db_stmt(store_db(s->store),
				"DELETE FROM claims WHERE case_id = $1 AND staff_id = $2", err),
			err);
}

bool
claim_rest(struct session *s, int64_t case_id, struct err *err)
{
	if (store_read_only(s->store))
		return true;
	return store_begin(s->store, err) &&
		end_own(s, case_id,
			db_stmt(store_db(s->store),
				"UPDATE claims SET works = 0 WHERE case_id = $1 AND staff_id = $2",
				err),
			err);
}

bool
claims_of_others(
	struct session *s, struct arena *mem, int64_t **ids, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT case_id FROM claims WHERE works = 1 AND until_at > $1 AND staff_id <> $2"
		" ORDER BY case_id LIMIT $3 /*scan*/",
		err);

	*ids = arena_array(mem, CLAIMS_MOST, sizeof(**ids));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, session_now(s));
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, CLAIMS_MOST);
	while (*count < CLAIMS_MOST && db_row(st, err))
		(*ids)[(*count)++] = col_i64(st);
	return db_done(st, err);
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
