/* What can be said in statements alone: transactions, maintenance, plans. */
#include <stdio.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/db/db.h"

static bool
run_text(struct db *db, const char *sql, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	return s != NULL && db_run(s, err);
}

bool
db_begin_write(struct db *db, struct err *err)
{
	return run_text(db, "BEGIN IMMEDIATE", err);
}

bool
db_commit(struct db *db, struct err *err)
{
	return run_text(db, "COMMIT", err);
}

void
db_rollback(struct db *db)
{
	struct err ignored = ERR_INIT;

	if (db_in_transaction(db)) /* some errors have rolled back already */
		run_text(db, "ROLLBACK", &ignored);
}

static bool
read_number(struct db *db, const char *sql, int64_t *out, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	*out = db_row(s, err) ? col_i64(s) : 0;
	return db_done(s, err);
}

int
db_schema_version(struct db *db, struct err *err)
{
	int64_t v;

	return read_number(db, "PRAGMA user_version", &v, err) ? (int)v : -1;
}

int64_t
db_data_version(struct db *db)
{
	struct err ignored = ERR_INIT;
	int64_t v;

	return read_number(db, "PRAGMA data_version", &v, &ignored) ? v : 0;
}

bool
db_size(struct db *db, int64_t *bytes, struct err *err)
{
	int64_t pages, page;

	if (!read_number(db, "PRAGMA page_count", &pages, err) ||
		!read_number(db, "PRAGMA page_size", &page, err))
		return false;
	*bytes = pages * page;
	return true;
}

bool
db_analyze(struct db *db, struct err *err)
{
	return run_text(db, "PRAGMA analysis_limit=1000", err) && run_text(db, "ANALYZE", err);
}

bool
db_optimize(struct db *db, struct err *err)
{
	return run_text(db, "PRAGMA analysis_limit=1000", err) &&
		run_text(db, "PRAGMA optimize", err);
}

bool
db_copy_into(struct db *db, const char *path, struct err *err)
{
	struct stmt *s = db_stmt(db, "VACUUM INTO $1", err);

	if (s == NULL)
		return false;
	bind_text(s, 1, path);
	return db_run(s, err);
}

static bool
report_damage(struct db *db, const char *sql, db_report_fn *report, void *ctx, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	while (db_row(s, err)) {
		const char *line = col_peek(s);

		if (strcmp(line, "ok") != 0)
			report(ctx, line);
	}
	return db_done(s, err);
}

bool
db_verify_references(struct db *db, db_report_fn *report, void *ctx, struct err *err)
{
	struct stmt *s = db_stmt(db, "PRAGMA foreign_key_check", err);

	if (s == NULL)
		return false;
	while (db_row(s, err)) {
		char line[300], table[100];

		snprintf(table, sizeof(table), "%s", col_peek(s));
		int64_t row = col_i64(s); /* 0 in tables without a row number */

		snprintf(line, sizeof(line), _("表 %s 的第 %lld 行引用了不存在的 %s"), table,
			(long long)row, col_peek(s));
		report(ctx, line);
	}
	return db_done(s, err);
}

bool
db_verify(struct db *db, bool quick, db_report_fn *report, void *ctx, struct err *err)
{
	return report_damage(db, quick ? "PRAGMA quick_check" : "PRAGMA integrity_check", report,
		       ctx, err) &&
		db_verify_references(db, report, ctx, err);
}

bool
db_explain(struct db *db, const char *sql, struct arena *mem, const char **plan, struct err *err)
{
	struct stmt *s = db_stmt(db, arena_printf(mem, "EXPLAIN QUERY PLAN %s", sql), err);
	struct buf b;

	if (s == NULL)
		return false;
	buf_init(&b);
	while (db_row(s, err)) {
		col_skip(s, 3);
		buf_addf(&b, "%s\n", col_peek(s));
	}
	*plan = arena_strdup(mem, b.text);
	buf_release(&b);
	return db_done(s, err);
}
