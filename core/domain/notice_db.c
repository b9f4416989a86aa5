#include "core/domain/notice.h"

#include "core/db/db.h"
#include "core/db/store.h"

bool
notice_put(struct session *s, int64_t unit_id, uint32_t roles, int64_t case_id, int64_t event_id,
	struct err *err)
{
	if (unit_id == 0)
		return true;
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO notices(unit_id, roles, case_id, event_id, at) VALUES($1, $2, $3, $4, $5)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, unit_id);
	bind_i64(st, 2, roles);
	bind_i64(st, 3, case_id);
	bind_i64(st, 4, event_id);
	bind_i64(st, 5, session_now(s));
	return db_run(st, err);
}
