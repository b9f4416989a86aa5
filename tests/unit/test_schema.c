/* Steps of the schema: a migrated file is the same as a fresh one, and what fails leaves it as it was. */
#include <string.h>

#include "core/db/schema.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

/* A city register of three versions: columns, a table, an exchanged index. */
static const struct schema_step steps[] = {
	{1, 'a', "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT;"},
	{1, 'b', "CREATE INDEX t_a ON t(a);"},
	{2, 'a',
		"ALTER TABLE t ADD COLUMN b INTEGER NOT NULL DEFAULT 7;"
		"CREATE TABLE u(id INTEGER PRIMARY KEY, t_id INTEGER NOT NULL REFERENCES t(id)) STRICT;"},
	{2, 'b', "DROP INDEX IF EXISTS t_a; CREATE INDEX t_ab ON t(a, b);"},
	{3, 'b',
		"CREATE TRIGGER t_keep BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'kept'); END;"},
};

static struct schema
up_to(size_t count)
{
	return (struct schema){steps, count};
}

static struct db *
make(const char *path, const struct schema *schema)
{
	struct db *db;
	struct err err = ERR_INIT;

	assert_ok(db_open(&db, path, DB_BULK_NEW, 64, &err), &err);
	assert_ok(schema_create(db, schema, &err), &err);
	return db;
}

/* What the schema is, in any order of making. */
static const char *
shape(struct db *db, struct arena *mem)
{
	struct err err = ERR_INIT;
	struct stmt *s =
		db_stmt(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name", &err);
	struct buf b;

	buf_init(&b);
	assert_non_null(s);
	while (db_row(s, &err)) {
		buf_addf(&b, "%s ", col_peek(s));
		buf_addf(&b, "%s ", col_peek(s));
		buf_addf(&b, "%s\n", col_peek(s));
	}
	assert_ok(db_done(s, &err), &err);
	buf_addf(&b, "version %d", db_schema_version(db, &err));
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

static void
migrated_is_fresh(void **state)
{
	const char *dir = fixture_folder("steps");
	struct schema first = up_to(2), all = up_to(5);
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct db *old = make(fixture_in(dir, "old.db"), &first),
		  *fresh = make(fixture_in(dir, "new.db"), &all);

	(void)state;
	assert_ok(db_script(old, "INSERT INTO t VALUES(1, 'kept')", &err), &err);
	assert_string_not_equal(shape(old, &mem), shape(fresh, &mem));
	assert_ok(schema_migrate(old, &all, &err), &err);
	assert_string_equal(shape(old, &mem), shape(fresh, &mem));
	assert_int_equal(fixture_number(old, "SELECT b FROM t WHERE id = 1"), 7);
	assert_ok(schema_migrate(old, &all, &err), &err); /* nothing left to do */
	db_close(old);
	db_close(fresh);
	arena_release(&mem);
}

static void
failing_step(void **state)
{
	static const struct schema_step broken[] = {
		{1, 'a', "CREATE TABLE t(id INTEGER PRIMARY KEY) STRICT;"},
		{2, 'a', "CREATE TABLE u(id INTEGER PRIMARY KEY) STRICT;"},
		{3, 'a',
			"CREATE TABLE v(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nothing VALUES(1);"},
		{4, 'a', "CREATE TABLE w(id INTEGER PRIMARY KEY) STRICT;"},
	};
	const char *path = fixture_in(fixture_folder("broken"), "a.db");
	struct schema first = {broken, 1}, all = {broken, 4};
	struct err err = ERR_INIT;
	struct db *db = make(path, &first);

	(void)state;
	assert_ok(db_use_log(db, &err), &err);
	assert_false(schema_migrate(db, &all, &err));
	assert_non_null(strstr(err.text, "版本 3"));
	err_clear(&err);
	assert_int_equal(db_schema_version(db, &err), 2); /* the last whole one */
	assert_int_equal(
		fixture_number(
			db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('u', 'v', 'w')"),
		1);
	assert_false(db_in_transaction(db));
	db_close(db);
}

/* A step that leaves rows without what they refer to is taken back. */
static void
broken_reference(void **state)
{
	static const struct schema_step orphaning[] = {
		{1, 'a',
			"CREATE TABLE t(id INTEGER PRIMARY KEY) STRICT;"
			"CREATE TABLE u(id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t(id)) STRICT;"},
		{2, 'a', "INSERT INTO u VALUES(1, 99);"},
	};
	const char *path = fixture_in(fixture_folder("orphans"), "a.db");
	struct schema first = {orphaning, 1}, all = {orphaning, 2};
	struct err err = ERR_INIT;
	struct db *db =
		make(path, &first); /* a bulk connection: references are not checked as one goes */

	(void)state;
	assert_ok(db_use_log(db, &err), &err);
	assert_err(schema_migrate(db, &all, &err), &err, ERR_CORRUPT);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM u"), 0);
	assert_int_equal(db_schema_version(db, &err), 1);
	db_close(db);
}

static void
compiled_schema(void **state)
{
	(void)state;
	assert_int_equal(schema_newest(&schema_compiled), SCHEMA_VERSION);
	for (size_t i = 1; i < schema_compiled.count; i++)
		assert_true(
			schema_compiled.steps[i].version > schema_compiled.steps[i - 1].version ||
			(schema_compiled.steps[i].version == schema_compiled.steps[i - 1].version &&
				schema_compiled.steps[i].part > schema_compiled.steps[i - 1].part));
}

/* PRODUCT 2c.9: exactly four triggers, each of which only refuses. */
static void
four_triggers(void **state)
{
	const char *path = fixture_in(fixture_folder("triggers"), "a.db");

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 0);
	struct db *db = store_db(st);

	assert_int_equal(
		fixture_number(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), 4);
	assert_int_equal(
		fixture_number(db,
			"SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE"
			" '%BEGIN SELECT RAISE(ABORT, ''%''); END'"),
		4);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(migrated_is_fresh),
		cmocka_unit_test(failing_step),
		cmocka_unit_test(broken_reference),
		cmocka_unit_test(compiled_schema),
		cmocka_unit_test(four_triggers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
