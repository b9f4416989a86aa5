#include "core/serve/intake_view.h"

#include "core/db/db.h"
#include "core/db/store.h"

bool
intake_last(struct session *s, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT max(id) FROM cases /*+ q_clerk */ WHERE clerk_id = $1 AND state<12", err);

	*id = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	if (db_row(st, err))
		*id = col_i64(st);
	return db_done(st, err);
}
