#include "core/domain/preference.h"

#include "core/db/db.h"
#include "core/db/store.h"

bool
preference_get(
	struct session *s, const char *key, struct arena *mem, const char **out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT value FROM preferences WHERE staff_id = $1 AND key = $2", err);

	*out = "";
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, key);
	if (db_row(st, err))
		*out = col_text(st, mem);
	return db_done(st, err);
}

bool
preference_set(struct session *s, const char *key, const char *value, struct err *err)
{
	if (store_read_only(s->store))
		return true;
	if (!store_begin(s->store, err))
		return false;
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO preferences(staff_id, key, value) VALUES($1, $2, $3)"
		" ON CONFLICT(staff_id, key) DO UPDATE SET value = excluded.value",
		err);

	if (st != NULL) {
		bind_i64(st, 1, s->staff_id);
		bind_text(st, 2, key);
		bind_text(st, 3, value);
	}
	if (st != NULL && db_run(st, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}
