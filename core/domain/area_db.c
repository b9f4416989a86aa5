#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"

static const char by_id[] =
	"SELECT id, parent_id, level, code, name, short, grids FROM areas WHERE id = $1";
static const char by_code[] =
	"SELECT id, parent_id, level, code, name, short, grids FROM areas WHERE code = $1";

static void
map_area(struct stmt *st, struct arena *mem, struct area *out)
{
	out->id = col_i64(st);
	out->parent_id = col_i64(st);
	out->level = (enum area_level)col_int(st);
	out->code = col_i64(st);
	out->name = col_text(st, mem);
	out->brief = col_text(st, mem);
	out->grids = col_int(st);
}

static bool
read_area(struct session *s, const char *sql, int64_t key, struct arena *mem, struct area *out,
	bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, key);
	*found = db_row(st, err);
	if (*found)
		map_area(st, mem, out);
	return db_done(st, err);
}

bool
area_by_id(struct session *s, int64_t id, struct arena *mem, struct area *out, bool *found,
	struct err *err)
{
	return read_area(s, by_id, id, mem, out, found, err);
}

bool
area_by_code(struct session *s, int64_t code, struct arena *mem, struct area *out, bool *found,
	struct err *err)
{
	return read_area(s, by_code, code, mem, out, found, err);
}
