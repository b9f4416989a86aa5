#include "core/serve/case_view_db.h"

#include "core/db/db.h"
#include "core/db/store.h"

static bool
read_author(struct db *db, struct case_view *v, struct arena *mem, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT p.name FROM cases c JOIN staff p ON p.id = c.author_id WHERE c.id = $1",
		err);

	v->author = "";
	if (st == NULL)
		return false;
	bind_i64(st, 1, v->row.id);
	if (db_row(st, err))
		v->author = col_text(st, mem);
	return db_done(st, err);
}

bool
case_view_origin(struct session *s, struct case_view *v, struct arena *mem, struct err *err)
{
	struct db *db = store_db(s->store);
	struct stmt *st = db_stmt(
		db, "SELECT source, ext_id, at FROM case_sources WHERE case_id = $1 LIMIT 1", err);

	v->source = v->ext_id = "";
	if (st == NULL)
		return false;
	bind_i64(st, 1, v->row.id);
	if (db_row(st, err)) {
		v->source = col_text(st, mem);
		v->ext_id = col_text(st, mem);
		v->source_at = col_i64(st);
	}
	return db_done(st, err) && read_author(db, v, mem, err);
}
