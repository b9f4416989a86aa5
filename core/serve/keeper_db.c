#include "core/serve/keeper_db.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/fts.h"
#include "core/db/store.h"

enum { SOME_ROWS = 50, SOME_PAGES = 32 };

static const char day_setting[] = "tick_day";

/* What runs out: whether there is any before a moment, and how some of it goes. */
static const struct {
	const char *any, *remove;
} expiring[] = {
	{"SELECT 1 FROM undo_log WHERE until_at < $1 LIMIT 1",
		"DELETE FROM undo_log WHERE event_id IN"
		" (SELECT event_id FROM undo_log WHERE until_at < $1 ORDER BY until_at LIMIT $2)"},
	{"SELECT 1 FROM claims WHERE until_at < $1 LIMIT 1 /*scan*/",
		"DELETE FROM claims WHERE until_at < $1 AND case_id IN (SELECT case_id FROM claims WHERE until_at < $1 LIMIT $2)"
		" /*scan*/"},
	{"SELECT 1 FROM drafts WHERE updated_at < $1 LIMIT 1 /*scan*/",
		"DELETE FROM drafts WHERE id IN (SELECT id FROM drafts WHERE updated_at < $1 LIMIT $2) /*scan*/"},
	{"SELECT 1 FROM notices_read WHERE until_at < $1 LIMIT 1 /*scan*/",
		"DELETE FROM notices_read WHERE until_at < $1 AND event_id IN"
		" (SELECT event_id FROM notices_read WHERE until_at < $1 LIMIT $2) /*scan*/"},
};

enum { UNDO_ROWS, CLAIM_ROWS, DRAFT_ROWS, NOTICE_ROWS, EXPIRING };

/* Rows of that kind from before this moment are gone; 0: none are. */
static int64_t
expiry(const struct session *s, int kind)
{
	int64_t now = session_now(s);

	if (kind != DRAFT_ROWS)
		return now;
	return s->rules != NULL && s->rules->draft_days > 0
		? now - (int64_t)s->rules->draft_days * DATE_DAY_S
		: 0;
}

static bool
is_there(struct db *db, int kind, int64_t before, bool *yes, struct err *err)
{
	struct stmt *s = db_stmt(db, expiring[kind].any, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, before);
	*yes = db_row(s, err);
	return db_done(s, err);
}

static bool
remove_rows(struct db *db, int kind, int64_t before, struct err *err)
{
	struct stmt *s = db_stmt(db, expiring[kind].remove, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, before);
	bind_i64(s, 2, SOME_ROWS);
	return db_run(s, err);
}

static bool
end(struct session *s, bool ok, struct err *err)
{
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
expire_some(struct session *s, bool *more, struct err *err)
{
	struct db *db = store_db(s->store);

	*more = false;
	for (int kind = 0; kind < EXPIRING && !*more; kind++) {
		int64_t before = expiry(s, kind);

		if (!is_there(db, kind, before, more, err))
			return false;
		if (*more &&
			(!store_begin(s->store, err) ||
				!end(s, remove_rows(db, kind, before, err), err)))
			return false;
	}
	return true;
}

bool
merge_some(struct session *s, bool *more, struct err *err)
{
	*more = false;
	return store_begin(s->store, err) &&
		end(s, fts_merge(store_db(s->store), SOME_PAGES, more, err), err);
}

bool
daily_done(struct session *s, int32_t *day, struct err *err)
{
	struct arena mem = ARENA_INIT;

	*day = (int32_t)strtol(store_setting(s->store, day_setting, &mem, err), NULL, 10);
	arena_release(&mem);
	return err->code == ERR_NONE;
}

bool
daily_work(struct session *s, struct err *err)
{
	char day[16];

	snprintf(day, sizeof(day), "%d", (int)day_from_utc(session_now(s)));
	return db_optimize(store_db(s->store), err) && store_begin(s->store, err) &&
		end(s, store_set_setting(s->store, day_setting, day, err), err);
}
