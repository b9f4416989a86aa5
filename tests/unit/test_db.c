/* Statements: the cache, misuse that is named, what a hardened connection refuses. */
#include <stdlib.h>
#include <string.h>

#include "core/base/os.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static struct store *st;
static struct db *db;

static int
open_once(void **state)
{
	const char *path = fixture_in(fixture_folder("db"), "a.db");

	(void)state;
	fixture_make_cases(path, 50);
	st = fixture_open(path, 0);
	db = store_db(st);
	return 0;
}

static int
close_once(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static void
rows_and_columns(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(
		db, "SELECT id, title, NULL, x'0102' FROM cases WHERE id <= $1 ORDER BY id", &err);
	size_t len;
	int n = 0;

	(void)state;
	bind_i64(s, 1, 3);
	while (db_row(s, &err)) {
		assert_int_equal(col_i64(s), ++n);
		assert_string_equal(col_text(s, &mem), "楼道堆物");
		assert_string_equal(col_peek(s), "");
		assert_memory_equal(col_blob(s, &len), "\1\2", 2);
		assert_int_equal(len, 2);
	}
	assert_int_equal(n, 3);
	assert_false(db_row(s, &err)); /* asking once more is no harm and starts nothing anew */
	assert_ok(db_done(s, &err), &err);
	arena_release(&mem);
}

/* $2 before $1: SQLite numbers them as they come, another engine by name. */
static void
placeholders_by_number(void **state)
{
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(db, "SELECT $2, $1, $2", &err);

	(void)state;
	bind_i64(s, 1, 10);
	bind_i64(s, 2, 20);
	assert_true(db_row(s, &err));
	assert_int_equal(col_i64(s), 20);
	assert_int_equal(col_i64(s), 10);
	assert_int_equal(col_i64(s), 20);
	assert_ok(db_done(s, &err), &err);
}

static void
misuse_is_named(void **state)
{
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(db, "SELECT id FROM cases LIMIT 2", &err);

	(void)state;
	assert_true(db_row(s, &err));
	assert_null(db_stmt(db, "SELECT id FROM cases LIMIT 2", &err));
	assert_int_equal(err.code, ERR_BUG);
	err_clear(&err);
	assert_string_equal(db_open_read(db), "SELECT id FROM cases LIMIT 2");
	assert_ok(db_done(s, &err), &err);
	assert_null(db_open_read(db));

	s = db_stmt(db, "SELECT id FROM cases LIMIT 2", &err);
	assert_true(db_row(s, &err));
	col_i64(s);
	assert_int_equal(col_i64(s), 0);
	assert_err(db_done(s, &err), &err, ERR_BUG);

	s = db_stmt(db, "SELECT $1", &err);
	bind_i64(s, 2, 1);
	assert_err(db_run(s, &err), &err, ERR_BUG);
	s = db_stmt(db, "SELECT $1", &err);
	bind_i64(s, 1000, 1);
	assert_err(db_run(s, &err), &err, ERR_BUG);

	assert_null(db_stmt(db, "SELECT nothing FROM cases", &err));
	assert_int_equal(err.code, ERR_BUG);
	assert_non_null(strstr(err.text, "SELECT nothing"));
	err_clear(&err);
	assert_null(db_stmt(db, "SELECT ?", &err));
	assert_int_equal(err.code, ERR_BUG);
	err_clear(&err);
	assert_null(db_stmt(db, "", &err));
	assert_int_equal(err.code, ERR_BUG);
}

/* A caller that turns back between binding and stepping leaves nothing behind for the next one. */
static void
bindings_do_not_stay(void **state)
{
	static const char sql[] = "SELECT coalesce($1, 'none')";
	struct err err = ERR_INIT;
	char *text = strdup("gone");

	(void)state;
	bind_text(db_stmt(db, sql, &err), 1, text);
	free(text);
	struct stmt *s = db_stmt(db, sql, &err);

	assert_true(db_row(s, &err));
	assert_string_equal(col_peek(s), "none");
	assert_ok(db_done(s, &err), &err);
}

static void
cache_is_bounded(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct stmt *kept = db_stmt(db, "SELECT id FROM cases ORDER BY id", &err);

	(void)state;
	assert_true(db_row(kept, &err));
	for (int i = 0; i < 2000; i++) {
		const char *sql = arena_printf(&mem,
			"SELECT c.id FROM cases c JOIN case_texts t ON t.case_id = c.id WHERE c.id = $1 AND %d = %d",
			i, i);
		struct stmt *s = db_stmt(db, sql, &err);

		assert_non_null(s);
		bind_i64(s, 1, 7);
		assert_true(db_row(s, &err));
		assert_int_equal(col_i64(s), 7);
		assert_ok(db_done(s, &err), &err);
	}
	assert_true(db_cached_bytes(db) <= DB_CACHE_BYTES);
	col_i64(kept);
	assert_true(db_row(kept, &err)); /* what is being read stays */
	assert_int_equal(col_i64(kept), 2);
	assert_ok(db_done(kept, &err), &err);
	arena_release(&mem);
}

static void
values_of_every_size(void **state)
{
	size_t big = 5 << 20;
	char *text = malloc(big + 1);
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(db, "SELECT length($1)", &err);

	(void)state;
	memset(text, 'x', big);
	text[big] = '\0';
	bind_text(s, 1, text);
	assert_err(db_run(s, &err), &err, ERR_LIMIT);
	text[1000] = '\0';
	s = db_stmt(db, "SELECT length($1)", &err);
	bind_text(s, 1, text);
	assert_true(db_row(s, &err));
	assert_int_equal(col_i64(s), 1000);
	assert_ok(db_done(s, &err), &err);
	s = db_stmt(db, "SELECT typeof($1)", &err);
	bind_blob(s, 1, NULL, 0); /* an empty blob is not NULL */
	assert_true(db_row(s, &err));
	assert_string_equal(col_peek(s), "blob");
	assert_ok(db_done(s, &err), &err);
	free(text);
}

static void
hardened(void **state)
{
	static const char *const refused[] = {"ATTACH 'x.db' AS x", "PRAGMA writable_schema=1",
		"PRAGMA journal_mode=DELETE", "PRAGMA synchronous=OFF", "PRAGMA user_version=7",
		"PRAGMA application_id=7", "PRAGMA foreign_keys=OFF", "CREATE TABLE t(a)",
		"DROP TABLE cases", "ALTER TABLE cases ADD COLUMN x",
		"CREATE TRIGGER t AFTER INSERT ON cases BEGIN SELECT 1; END",
		"DROP TRIGGER audit_no_update", "DROP INDEX q_due", "SELECT load_extension('x')",
		"VACUUM INTO 'x.db'", "UPDATE case_ft_data SET block = x''",
		"DELETE FROM sqlite_schema", "SELECT \"no such column\""};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct stmt *s = db_stmt(db, refused[i], &err);

		if (s != NULL && db_run(s, &err))
			fail_msg("allowed: %s", refused[i]);
		err_clear(&err);
	}
	assert_false(os_exists("x.db"));
	assert_int_equal(fixture_number(db, "PRAGMA user_version"), 1);
}

/* History cannot be rewritten, not even inside a transaction. */
static void
append_only(void **state)
{
	static const char *const refused[] = {"UPDATE case_events SET note = 'x' WHERE id = 1",
		"DELETE FROM case_events WHERE id = 1"};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_ok(store_begin(st, &err), &err);
		assert_err(db_run(db_stmt(db, refused[i], &err), &err), &err, ERR_CONFLICT);
		store_rollback(st);
	}
}

static void
index_hints(void **state)
{
	struct arena mem = ARENA_INIT;
	const char *plan;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(
		db_explain(db,
			"SELECT id FROM cases /*+ q_opened */ WHERE state<12 ORDER BY opened_at, id",
			&mem, &plan, &err),
		&err);
	assert_non_null(strstr(plan, "q_opened"));
	assert_false(db_explain(
		db, "SELECT id FROM cases /*+ q_opened */ ORDER BY opened_at", &mem, &plan, &err));
	assert_int_equal(
		err.code, ERR_BUG); /* the words of a partial index must stand in the query */
	arena_release(&mem);
}

static int found;

static void
count_finding(void *ctx, const char *line)
{
	(void)ctx;
	(void)line;
	found++;
}

static void
verifying(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(db_verify(db, false, count_finding, NULL, &err), &err);
	assert_ok(db_verify(db, true, count_finding, NULL, &err), &err);
	assert_int_equal(found, 0);
}

static bool
at_once(void *ctx)
{
	(void)ctx;
	return true;
}

static void
stopped(void **state)
{
	static const char endless[] =
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
	struct err err = ERR_INIT;

	(void)state;
	db_stop_when(db, at_once, NULL);
	assert_err(db_run(db_stmt(db, endless, &err), &err), &err, ERR_BUSY);
	db_stop_when(db, NULL, NULL);
	assert_int_equal(fixture_number(db, "SELECT 1"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_columns),
		cmocka_unit_test(placeholders_by_number),
		cmocka_unit_test(misuse_is_named),
		cmocka_unit_test(bindings_do_not_stay),
		cmocka_unit_test(cache_is_bounded),
		cmocka_unit_test(values_of_every_size),
		cmocka_unit_test(hardened),
		cmocka_unit_test(append_only),
		cmocka_unit_test(index_hints),
		cmocka_unit_test(verifying),
		cmocka_unit_test(stopped),
	};

	return cmocka_run_group_tests(tests, open_once, close_once);
}
