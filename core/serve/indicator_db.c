#include "core/serve/indicator_db.h"

#include "core/db/store.h"

bool
indicator_pauses(struct session *s, int64_t case_id,
	void (*each)(void *ctx, int64_t from, int64_t to), void *ctx, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT from_at, to_at FROM clock_pauses WHERE case_id = $1 AND kind = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, CLOCK_HANDLE);
	while (db_row(st, err)) {
		int64_t from = col_i64(st);

		each(ctx, from, col_i64(st));
	}
	return db_done(st, err);
}
