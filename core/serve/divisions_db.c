#include "core/base/pinyin.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/serve/divisions.h"

static bool
insert(struct db *db, int64_t id, const struct division *d, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO areas(id, parent_id, level, code, name, short, py)"
		" VALUES($1, (SELECT id FROM areas WHERE code = $2), $3, $4, $5, $6, $7)",
		err);
	struct buf py;

	if (st == NULL)
		return false;
	buf_init(&py);
	pinyin_key(&py, d->name);
	bind_i64(st, 1, id);
	bind_i64(st, 2, d->parent);
	bind_i64(st, 3, (int64_t)d->level);
	bind_i64(st, 4, d->code);
	bind_text(st, 5, d->name);
	bind_text(st, 6, d->brief);
	bind_text(st, 7, py.text);
	bool ok = db_run(st, err);

	buf_release(&py);
	return ok;
}

bool
divisions_store(struct store *store, const struct divisions *d, struct err *err)
{
	for (size_t i = 0; i < d->count; i++)
		if (!insert(store_db(store), (int64_t)i + 1, &d->items[i], err))
			return false;
	return true;
}
