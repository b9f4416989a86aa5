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

bool
notice_list(struct session *s, int64_t before_id, size_t most, struct arena *mem,
	struct notice **out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT n.id, n.case_id, c.no, n.event_id, n.at, e.event, c.title, e.note"
		" FROM notices n /*+ notices_unit */ JOIN cases c ON c.id = n.case_id"
		" JOIN case_events e ON e.id = n.event_id"
		" WHERE n.unit_id = $1 AND n.id < $2 AND (n.roles & $3) <> 0"
		" AND ((c.flags & 256) = 0 OR $4 <> 0) ORDER BY n.unit_id, n.id DESC LIMIT $5",
		err);

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->unit_id);
	bind_i64(st, 2, before_id != 0 ? before_id : INT64_MAX);
	bind_i64(st, 3, s->roles);
	bind_i64(st, 4, session_has(s, ROLE_DISC));
	bind_i64(st, 5, (int64_t)most);
	while (*count < most && db_row(st, err)) {
		struct notice *n = &(*out)[(*count)++];

		n->id = col_i64(st);
		n->case_id = col_i64(st);
		n->no = col_i64(st);
		n->event_id = col_i64(st);
		n->at = col_i64(st);
		n->event = (enum case_event)col_int(st);
		n->title = col_text(st, mem);
		n->text = col_text(st, mem);
	}
	return db_done(st, err);
}
