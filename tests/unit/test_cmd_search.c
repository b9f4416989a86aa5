/* `linli search` as from a script. */
#include "tests/lib/cases.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/json.h"

static struct buf out, msg;
static const char *path;

#define SEARCH(...) \
	LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "u13", "search", __VA_ARGS__)

static int
set_up(void **state)
{
	struct cases_config config = cases_small(1500);

	(void)state;
	path = test_path("search.db");
	store_close(cases_make(path, &config));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	buf_release(&msg);
	return 0;
}

static int
lines(const char *text)
{
	int n = 0;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		n++;
	return n;
}

static void
test_text(void **state)
{
	(void)state;
	assert_int_equal(SEARCH("待办 停车", "--limit", "5"), 0);
	assert_int_equal(lines(out.text), 5);
	assert_non_null(strstr(out.text, "停车"));
	assert_non_null(strstr(msg.text, "文字含「停车」"));
	assert_non_null(strstr(msg.text, "--limit"));
	assert_int_equal(SEARCH("小区:没有这个小区"), 0);
	assert_int_equal(lines(out.text), 0);
	assert_non_null(strstr(msg.text, "没有这个小区"));
}

/* All of them, each line an object of its own, and as many as are counted. */
static void
test_json(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	int rows = 0;

	assert_int_equal(SEARCH("级别:重点 受理<900d", "--json", "--sort", "-受理"), 0);
	for (const char *line = out.text; *line != '\0'; line += strcspn(line, "\n") + 1, rows++) {
		const struct json *json;
		int64_t tier;

		assert_ok(json_parse(&json, line, strcspn(line, "\n"), &mem, &err), &err);
		assert_true(json_i64(json, "tier", &tier) && tier == 2);
		assert_int_equal(strlen(json_text(json, "no")), 23);
		assert_non_null(json_get(json, "due_at"));
	}
	assert_true(rows > 10);
	assert_int_equal(SEARCH("级别:重点 受理<900d", "--count"), 0);
	const char *count = arena_printf(&mem, "%d\n", rows);

	assert_string_equal(out.text, count);
	arena_release(&mem);
}

static void
test_mistakes(void **state)
{
	(void)state;
	assert_int_equal(SEARCH("停车 类:躁音"), 2);
	assert_non_null(strstr(msg.text, "噪音"));
	assert_non_null(strstr(msg.text, "停车 类:躁音\n          ^^^^\n"));
	assert_int_equal(SEARCH("停车 ("), 2);
	assert_int_equal(SEARCH(""), 0);
	assert_int_equal(SEARCH("停车", "--limit", "0"), 2);
	assert_int_equal(SEARCH("停车", "--sort", "没有"), 2);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "search"), 2);
}

static void
test_english(void **state)
{
	(void)state;
	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "u13", "--lang",
				 "en", "search", "status:open cat:parking"),
		0);
	assert_non_null(strstr(out.text, "TC"));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "u13", "--lang",
				 "en", "search", "status:opne"),
		2);
	assert_non_null(strstr(msg.text, "status"));
	assert_non_null(strstr(msg.text, "open"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_english),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
