/*
 * The plan of every statement of core/: found in the library, prepared on a fresh schema, explained. What
 * would read a whole table or sort must say that it means to, by a comment in its text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/library_texts.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static struct store *st;
static int seen, bad;

static int
open_fresh(void **state)
{
	const char *path = fixture_in(fixture_folder("plans"), "a.db");

	(void)state;
	fixture_make(path);
	st = fixture_open(path, 0);
	return 0;
}

static int
close_fresh(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static bool
is_statement(const char *text)
{
	static const char *const verbs[] = {
		"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "WITH "};

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strncmp(text, verbs[i], strlen(verbs[i])) == 0)
			return strstr(text, "/*part*/") == NULL;
	return false;
}

static void
complain(const char *file, const char *text, const char *why)
{
	print_error("%s: %s\n  in: %s\n", file, why, text);
	bad++;
}

/* A line of a plan that reads everything: not a constant, not a text index asked with MATCH or a row id. */
static bool
reads_all(const char *line)
{
	return strncmp(line, "SCAN ", 5) == 0 && strncmp(line, "SCAN CONSTANT ROW", 17) != 0 &&
		strstr(line, "VIRTUAL TABLE INDEX 0:M") == NULL &&
		strstr(line, "VIRTUAL TABLE INDEX 0:=") == NULL;
}

static void
judge_plan(const char *file, const char *text, char *plan)
{
	char *rest = plan;

	for (char *line = strtok_r(plan, "\n", &rest); line != NULL;
		line = strtok_r(NULL, "\n", &rest)) {
		if (reads_all(line) && strstr(text, "/*scan*/") == NULL)
			complain(file, text, line);
		if (strstr(line, "TEMP B-TREE") != NULL && strstr(text, "/*sort*/") == NULL)
			complain(file, text, line);
	}
}

static void
explain(void *ctx, const char *file, const char *text)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *plan;

	(void)ctx;
	if (!is_statement(text))
		return;
	seen++;
	if (db_explain(store_db(st), text, &mem, &plan, &err))
		judge_plan(file, text, arena_strdup(&mem, plan));
	else
		complain(file, text, err.text);
	arena_release(&mem);
}

static void
every_statement(void **state)
{
	char archive[512];
	const char *out = getenv("LINLI_TEST_OUT");

	(void)state;
	snprintf(archive, sizeof(archive), "%s/libcore.a", out != NULL ? out : "build/release");
	library_texts(archive, explain, NULL);
	assert_true(seen > 20);
	assert_int_equal(bad, 0);
}

/* The judge itself: what must be found is found. */
static void
the_judge(void **state)
{
	static const char *const guilty[] = {"SELECT id FROM cases WHERE title = $1",
		"SELECT id FROM cases WHERE county = $1 ORDER BY title",
		"SELECT nothing FROM cases", "SELECT rowid FROM case_ft",
		"SELECT a.id FROM areas a, units u WHERE u.area_id = a.id"};
	static const char *const fine[] = {"SELECT id FROM cases WHERE id = $1", "SELECT 1",
		"SELECT id FROM cases WHERE title = $1 /*scan*/",
		"SELECT rowid FROM case_ft WHERE case_ft MATCH $1",
		"INSERT INTO settings(key, value) VALUES($1, $2)", "SELECT broken /*part*/",
		"no statement"};

	(void)state;
	for (size_t i = 0; i < sizeof(guilty) / sizeof(guilty[0]); i++) {
		bad = 0;
		explain(NULL, "guilty", guilty[i]);
		assert_true(bad > 0);
	}
	bad = 0;
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
		explain(NULL, "fine", fine[i]);
	assert_int_equal(bad, 0);
}

/*
 * SQLite uses a partial index only where its predicate stands in the query word for word: the words of each
 * must be usable as they are.
 */
static void
partial_indexes(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	int count = 0;
	struct stmt *s = db_stmt(store_db(st),
		"SELECT name, tbl_name, substr(sql, instr(sql, ' WHERE ')) FROM sqlite_schema"
		" WHERE type = 'index' AND sql LIKE '% WHERE %'",
		&err);

	(void)state;
	assert_non_null(s);
	while (db_row(s, &err)) {
		const char *name = col_text(s, &mem), *table = col_text(s, &mem),
			   *where = col_text(s, &mem);
		const char *plan;

		assert_ok(db_explain(store_db(st),
				  arena_printf(&mem, "SELECT count(*) FROM %s /*+ %s */%s", table,
					  name, where),
				  &mem, &plan, &err),
			&err);
		assert_non_null(strstr(plan, name));
		count++;
	}
	assert_ok(db_done(s, &err), &err);
	assert_true(count >= 10);
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement),
		cmocka_unit_test(the_judge),
		cmocka_unit_test(partial_indexes),
	};

	return cmocka_run_group_tests(tests, open_fresh, close_fresh);
}
