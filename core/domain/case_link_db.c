#include "core/domain/case_link.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/domain/case_history.h"

bool
case_link_kind(struct session *s, int64_t a, int64_t b, int *kind, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT kind FROM case_links WHERE case_id = $1 AND other_id = $2"
		" UNION ALL SELECT kind FROM case_links WHERE case_id = $2 AND other_id = $1",
		err);

	*kind = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, a);
	bind_i64(st, 2, b);
	if (db_row(st, err))
		*kind = col_int(st);
	return db_done(st, err);
}

bool
case_link_put(struct session *s, int64_t id, int64_t other, int kind, int64_t now, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO case_links(case_id, other_id, kind, by_id, at) VALUES($1, $2, $3, $4, $5)",
		err);
	const int64_t values[] = {id, other, kind, s->staff_id, now};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, sizeof(values) / sizeof(values[0]));
	return db_run(st, err);
}

bool
case_link_drop(struct session *s, int64_t id, int64_t other, struct err *err)
{
	static const char one_way[] = "DELETE FROM case_links WHERE case_id = $1 AND other_id = $2";

	for (int i = 0; i < 2; i++) {
		struct stmt *st = db_stmt(store_db(s->store), one_way, err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, i == 0 ? id : other);
		bind_i64(st, 2, i == 0 ? other : id);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

/* Ids and kinds first: what may be seen of the others is asked one by one. */
static bool
read_links(struct session *s, int64_t id, struct case_link *all, size_t *n, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT other_id, kind, at FROM case_links WHERE case_id = $1"
		" UNION ALL SELECT case_id, kind, at FROM case_links /*+ case_links_other */ WHERE other_id = $1"
		" ORDER BY 3 DESC LIMIT $2 /*sort*/",
		err);

	*n = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, CASE_LINKS_MOST);
	while (*n < CASE_LINKS_MOST && db_row(st, err)) {
		all[*n].id = col_i64(st);
		all[*n].kind = col_int(st);
		all[(*n)++].at = col_i64(st);
	}
	return db_done(st, err);
}

bool
case_links(struct session *s, int64_t id, struct arena *mem, struct case_link **out, size_t *count,
	struct err *err)
{
	struct case_link *all = arena_array(mem, CASE_LINKS_MOST, sizeof(*all));
	size_t n;

	*out = all;
	*count = 0;
	if (!read_links(s, id, all, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct case_row row;
		bool found = false, sees = false;

		if (!case_read_row(store_db(s->store), all[i].id, mem, &row, &found, err) ||
			(found && !case_may_see(s, &row, &sees, err)))
			return false;
		if (!sees)
			continue;
		all[i].no = row.no;
		all[i].state = row.state;
		all[i].title = row.title;
		all[(*count)++] = all[i];
	}
	return true;
}
