#include "core/db/fts.h"

static bool
run_doc(struct db *db, const char *sql, const struct fts_doc *doc, struct err *err)
{
	struct stmt *st = db_stmt(db, sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, doc->id);
	bind_text(st, 2, doc->title);
	bind_text(st, 3, doc->body);
	bind_text(st, 4, doc->facts);
	return db_run(st, err);
}

bool
fts_add(struct db *db, const struct fts_doc *doc, struct err *err)
{
	return run_doc(db, "INSERT INTO case_ft(rowid, title, body, scope) VALUES($1, $2, $3, $4)",
		doc, err);
}

bool
fts_remove(struct db *db, const struct fts_doc *doc, struct err *err)
{
	return run_doc(db,
		"INSERT INTO case_ft(case_ft, rowid, title, body, scope) VALUES('delete', $1, $2, "
		"$3, $4)",
		doc, err);
}

struct stmt *
fts_find(struct db *db, const char *expression, int64_t below, struct err *err)
{
	return fts_find_between(db, expression, INT64_MIN, below, true, err);
}

struct stmt *
fts_find_between(struct db *db, const char *expression, int64_t above, int64_t below,
	bool newest_first, struct err *err)
{
	static const char newest[] =
		"SELECT rowid FROM case_ft WHERE case_ft MATCH $1 AND rowid < $2"
		" AND rowid > $3 ORDER BY rowid DESC /*scan*/";
	static const char oldest[] =
		"SELECT rowid FROM case_ft WHERE case_ft MATCH $1 AND rowid < $2"
		" AND rowid > $3 ORDER BY rowid /*scan*/";
	struct stmt *st = db_stmt(db, newest_first ? newest : oldest, err);

	if (st == NULL)
		return NULL;
	bind_text(st, 1, expression);
	bind_i64(st, 2, below);
	bind_i64(st, 3, above);
	return st;
}

static bool
command(struct db *db, const char *sql, int64_t value, struct err *err)
{
	struct stmt *st = db_stmt(db, sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, value);
	return db_run(st, err);
}

bool
fts_merge(struct db *db, int pages, bool *more, struct err *err)
{
	int64_t before = db_changes_total(db);

	if (!command(db, "INSERT INTO case_ft(case_ft, rank) VALUES('merge', $1)", pages, err))
		return false;
	/* FTS5 documents: fewer than two changes mean that there was nothing to join. */
	*more = db_changes_total(db) - before >= 2;
	return true;
}

bool
fts_set_memory(struct db *db, int kib, struct err *err)
{
	return command(db, "INSERT INTO case_ft(case_ft, rank) VALUES('hashsize', $1)",
		(int64_t)kib << 10, err);
}

bool
fts_set_merging(struct db *db, int automerge, int crisismerge, struct err *err)
{
	return command(db, "INSERT INTO case_ft(case_ft, rank) VALUES('automerge', $1)", automerge,
		       err) &&
		command(db, "INSERT INTO case_ft(case_ft, rank) VALUES('crisismerge', $1)",
			crisismerge, err);
}
