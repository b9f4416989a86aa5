#include "core/serve/bench_db.h"

#include "core/base/csv.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case.h"

bool
bench_initials(struct session *s, size_t most, struct arena *mem, const char ***out, size_t *count,
	struct err *err)
{
	/* every 97th grid: neighbours have neighbouring names */
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT py FROM grids WHERE id % 97 = 1 AND length(py) > 2 LIMIT $1 /*scan*/", err);

	*count = 0;
	*out = arena_array(mem, most + 1, sizeof(**out));
	if (st == NULL)
		return false;
	bind_i64(st, 1, (int64_t)most);
	while (*count < most && db_row(st, err))
		(*out)[(*count)++] = col_text(st, mem);
	return db_done(st, err);
}

bool
bench_to_verify(struct session *s, size_t most, struct arena *mem, int64_t **out, size_t *count,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases WHERE state = $1 ORDER BY id DESC LIMIT $2 /*scan*/", err);

	*count = 0;
	*out = arena_array(mem, most + 1, sizeof(**out));
	if (st == NULL)
		return false;
	bind_i64(st, 1, CASE_REPLIED);
	bind_i64(st, 2, (int64_t)most);
	while (*count < most && db_row(st, err))
		(*out)[(*count)++] = col_i64(st);
	return db_done(st, err);
}

bool
bench_write_csv(struct session *s, size_t first, size_t rows, FILE *out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT c.id, c.place / 1000, c.title, t.body, t.spot FROM cases c"
		" JOIN case_texts t ON t.case_id = c.id WHERE c.place / 1000 % 1000 > 0"
		" ORDER BY c.id DESC LIMIT $1 OFFSET $2 /*scan*/",
		err);
	struct buf line;

	if (st == NULL)
		return false;
	bind_i64(st, 1, (int64_t)rows);
	bind_i64(st, 2, (int64_t)first);
	buf_init(&line);
	fputs("id,grid,title,text,place\r\n", out);
	while (db_row(st, err)) {
		buf_clear(&line);
		csv_put_i64(&line, col_i64(st), true);
		csv_put_i64(&line, col_i64(st), false);
		for (int i = 0; i < 3; i++)
			csv_put(&line, col_peek(st), false);
		csv_put_end(&line);
		fwrite(line.text, 1, line.len, out);
	}
	buf_release(&line);
	return db_done(st, err);
}
