/* `linli demo` as from a script, with a handful of matters; and texts that are wrong. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/os.h"
#include "core/db/store.h"
#include "core/serve/demo_table.h"
#include "core/serve/demo_text.h"
#include "tests/lib/run_linli.h"

static struct buf out, msg;

static int64_t
number(struct store *st, const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);

	assert_non_null(q);
	int64_t n = db_row(q, &err) ? col_i64(q) : -1;

	assert_ok(db_done(q, &err), &err);
	return n;
}

/* What the article tells of the city. */
static void
whole_city(const char *path)
{
	static const int centres[] = {1, 13, 163, 2299};
	const struct store_config config = {.path = path};
	struct err err = ERR_INIT;
	struct store *st;

	assert_ok(store_open(&st, &config, &err), &err);
	assert_int_equal(number(st, "SELECT count(*) FROM grids"), 34000);
	assert_int_equal(number(st, "SELECT grids FROM areas WHERE level = 0"), 34000);
	assert_int_equal(number(st, "SELECT count(*) FROM staff WHERE kind IN (1, 2, 3)"), 74000);
	for (int level = 0; level < 4; level++) {
		char sql[128];

		snprintf(sql, sizeof(sql),
			"SELECT count(*) FROM units u JOIN areas a ON a.id = u.area_id"
			" WHERE u.kind = 1 AND a.level = %d",
			level);
		assert_int_equal(number(st, sql), centres[level]);
	}
	assert_int_equal(number(st, "SELECT count(*) FROM units WHERE kind = 2"), 832);
	assert_int_equal(number(st, "SELECT count(*) FROM estates"), 2060);
	assert_int_equal(number(st,
				 "SELECT count(*) FROM areas a JOIN units u ON u.area_id = a.id"
				 " WHERE a.name LIKE '%虚拟%' OR a.name = '金门县'"),
		0);
	assert_int_equal(number(st,
				 "SELECT count(*) FROM grids g JOIN areas a ON a.id = g.area_id"
				 " WHERE g.code / 1000 <> a.code OR a.level <> 3"),
		0);
	assert_int_equal(number(st, "SELECT count(*) FROM cases"), 40);
	store_close(st);
}

static void
test_makes_it_once(void **state)
{
	(void)state;
	const char *path = test_path("made/here/linli.db");

	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "demo", "--cases", "40",
				 "--seed", "5"),
		0);
	assert_int_equal(strncmp(out.text, "wangmin ", 8), 0);
	assert_non_null(strstr(out.text, "鲤城区综治中心"));
	assert_non_null(strstr(out.text, "linjl "));
	assert_non_null(strstr(msg.text, "34000"));
	assert_null(strchr(msg.text, '\r'));
	assert_true(os_exists(path));
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "--data", "data", "demo", "--cases", "40"), 2);
	assert_non_null(strstr(msg.text, path));
	whole_city(path);
}

static void
test_refuses(void **state)
{
	(void)state;
	const char *path = test_path("no.db");

	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "--data", "data", "demo", "--cases", "-1"), 2);
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "--data", "data", "demo", "--cases", "many"), 2);
	assert_true(LINLI(&out, &msg, "--db", path, "--data", test_path("nothing"), "demo") >= 2);
	assert_false(os_exists(path));
}

static void
write_texts(const char *text)
{
	struct err err = ERR_INIT;

	assert_ok(os_write_file(test_path("t.txt"), text, strlen(text), &err), &err);
}

static void
test_wrong_texts(void **state)
{
	(void)state;
	static const struct {
		const char *text, *where;
	} bad[] = {
		{"= a\n{nobody}\n", "t.txt:2:"},
		{"= a\nx(b|c\n", "t.txt:2:"},
		{"= a\nx{b\n", "t.txt:2:"},
		{"= a\nb)\n", "t.txt:2:"},
		{"text\n", "t.txt:1:"},
		{"= a\nb\n= a\nc\n", "t.txt:3:"},
		{"= a\n{b}\n= b\n(x|{a})\n", "a"},
		{"= a\n= b\nx\n", "a"},
		{"= a\n200* x\n", "t.txt:2:"},
		{"= \nx\n", "t.txt:1:"},
		{"= a\na / b / c / d\n", "t.txt:2:"},
	};
	static const char *const names[] = {"t", NULL};
	const char *dir = test_path("");

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = ERR_INIT;
		struct grammar *g;

		write_texts(bad[i].text);
		bool ok = grammar_load(&g, dir, names, &err);

		if (ok || strstr(err.text, bad[i].where) == NULL)
			print_error("%s: %s\n", bad[i].text, err.text);
		assert_false(ok);
		assert_int_equal(err.code, ERR_INPUT);
		assert_non_null(strstr(err.text, bad[i].where));
		assert_null(g);
	}
}

static void
test_grammar(void **state)
{
	(void)state;
	static const char *const names[] = {"t", NULL};
	struct err err = ERR_INIT;
	struct telling t = {0};
	struct grammar *g;
	struct rng r;
	int counts[3] = {0};

	write_texts("# comment\n= 403 what\n{here}车库 / {own}没有桩{2-3}个月 / 请装\n= 403 "
		    "own\n车库\n= 4 want\n请管\n"
		    "= title\n事项\n= effect\n怕\n= spot\n处\n= answer\n好\n= did\n办\n= "
		    "progress\n行\n= history\n史\n= tried\n试\n= scene\n景\n= plea\n求\n"
		    "= body\n{open}{what}。{want}{effect}\n= pick\n8* a\nb\n(c|)\n");
	assert_ok(grammar_load(&g, test_path(""), names, &err), &err);
	for (int i = 0; i < SLOT_COUNT; i++)
		t.slots[i] = "";
	rng_seed(&r, 1);
	t.row = grammar_row(g, 403, &err);
	assert_true(t.row >= 0);
	t.story = grammar_story(g, t.row, &r);
	t.slots[SLOT_HERE] = "3幢";
	buf_clear(&out);
	grammar_part(g, PART_TITLE, &t, &r, &out);
	assert_string_equal(out.text, "3幢车库");
	buf_clear(&out);
	grammar_part(g, PART_WANT, &t, &r, &out);
	assert_string_equal(out.text, "请装");
	buf_clear(&out);
	grammar_part(g, PART_WHAT, &t, &r, &out);
	assert_true(strcmp(out.text, "车库没有桩2个月") == 0 ||
		strcmp(out.text, "车库没有桩3个月") == 0);
	assert_int_equal(grammar_row(g, 999, &err), -1);
	err_clear(&err);

	int pick = grammar_section(g, "pick", &err);

	for (int i = 0; i < 1000; i++) {
		buf_clear(&out);
		grammar_say(g, pick, NULL, &r, &out);
		counts[out.text[0] == 'a' ? 0 : out.text[0] == 'b' ? 1 : 2]++;
	}
	assert_true(counts[0] > 700 && counts[1] > 50 && counts[2] > 50);
	grammar_free(g);
}

static void
test_tables(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct table t;
	int n;

	write_texts("# head\n\n a b | 7 |\nc|x|y\n");
	assert_ok(table_read(&t, test_path(""), "t", 3, &mem, &err), &err);
	assert_int_equal(t.count, 2);
	assert_string_equal(t.rows[0].field[0], "a b");
	assert_string_equal(t.rows[0].field[2], "");
	assert_int_equal(t.rows[1].line, 4);
	assert_ok(table_number(&t, &t.rows[0], 1, &n, &err), &err);
	assert_int_equal(n, 7);
	assert_err(table_number(&t, &t.rows[1], 1, &n, &err), &err, ERR_INPUT);
	assert_err(table_read(&t, test_path(""), "t", 2, &mem, &err), &err, ERR_INPUT);
	assert_err(table_read(&t, test_path(""), "t", 4, &mem, &err), &err, ERR_INPUT);
	assert_err(table_read(&t, test_path(""), "none", 4, &mem, &err), &err, ERR_IO);
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_makes_it_once),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_wrong_texts),
		cmocka_unit_test(test_grammar),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
