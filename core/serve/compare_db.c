#include "core/serve/compare_db.h"

#include "core/db/db.h"
#include "core/db/store.h"

bool
compare_read_apart(struct session *s, int64_t left, int64_t right, struct arena *mem,
	struct compare *out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT n.at, p.name FROM not_duplicates n LEFT JOIN staff p ON p.id = n.by_id"
		" WHERE n.low_id = $1 AND n.high_id = $2",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, left < right ? left : right);
	bind_i64(st, 2, left < right ? right : left);
	out->apart = db_row(st, err);
	if (out->apart) {
		out->apart_at = col_i64(st);
		out->apart_by = col_text(st, mem);
	}
	return db_done(st, err);
}

bool
compare_put_apart(struct session *s, int64_t low, int64_t high, bool apart, struct err *err)
{
	struct stmt *st = apart
		? db_stmt(store_db(s->store),
			  "INSERT INTO not_duplicates(low_id, high_id, by_id, at) VALUES($1, $2, $3, $4)"
			  " ON CONFLICT(low_id, high_id) DO NOTHING",
			  err)
		: db_stmt(store_db(s->store),
			  "DELETE FROM not_duplicates WHERE low_id = $1 AND high_id = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, low);
	bind_i64(st, 2, high);
	if (apart) {
		bind_i64(st, 3, s->staff_id);
		bind_i64(st, 4, session_now(s));
	}
	return db_run(st, err);
}
