/* `linli bench` on a tiny city: every row is there with figures. What they are is nobody's business here. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/serve/bench.h"

static struct buf printed;

static const char *
built(const char *name)
{
	static char path[2][512];
	static int n;

	n = 1 - n;
	snprintf(path[n], sizeof(path[n]), "%s/%s", getenv("LINLI_TEST_OUT"), name);
	return path[n];
}

static int
bench(const char *dir, const char *json, const char *yardsticks)
{
	const char *argv[] = {built("linli"), "--data", "data", "bench", "--cases", "2000",
		"--share", "1", "--dir", dir, "--json", json, "--yardsticks", yardsticks, NULL};
	struct os_child child;
	struct err err = ERR_INIT;

	if (yardsticks == NULL)
		argv[12] = NULL;
	buf_clear(&printed);
	assert_ok(os_child_start(&child, argv[0], argv, &err), &err);
	child.results = &printed;
	while (os_child_poll(&child))
		os_child_wait(&child, 100);
	int code = child.exit_code;

	os_child_release(&child);
	return code;
}

static const char *const keys[] = {"start", "start_counted", "memory", "idle_bytes", "idle_wakes",
	"idle_cpu", "key_search", "key_move 80x24", "key_scroll 80x24", "key_page 80x24",
	"key_ends 80x24", "bytes_move 80x24", "bytes_scroll 80x24", "bytes_page 80x24",
	"bytes_change 80x24", "bytes_move 120x40", "bytes_scroll 120x40", "bytes_page 120x40",
	"bytes_change 120x40", "key_move 160x50", "key_scroll 160x50", "key_page 160x50",
	"key_ends 160x50", "filter", "word", "jump", "transition", "import"};

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

/* The line of the JSON file that holds this row. */
static const char *
line_of(const struct buf *json, const char *key)
{
	const char *blank = strchr(key, ' ');
	char begin[128];

	snprintf(begin, sizeof(begin), "\"what\":\"%.*s\",\"size\":\"%s",
		(int)(blank != NULL ? blank - key : 99), key, blank != NULL ? blank + 1 : "");
	const char *at = strstr(json->text, begin);

	if (at == NULL)
		fail_msg("no row %s in\n%s\n%s", key, json->text, printed.text);
	return at;
}

static bool
line_has(const char *line, const char *text)
{
	const char *found = strstr(line, text);

	return found != NULL && found < line + strcspn(line, "\n");
}

static void
check_rows(const char *path, bool yardsticks)
{
	struct buf json;
	struct err err = ERR_INIT;
	int lines = 0;

	buf_init(&json);
	assert_ok(os_read_file(path, 1 << 20, &json, &err), &err);
	for (int i = 0; i < KEYS; i++) {
		const char *line = line_of(&json, keys[i]);

		if (!line_has(line, "\"median\":"))
			fail_msg("%s was not measured:\n%s", keys[i], json.text);
		bool idle = strncmp(keys[i], "idle", 4) == 0 || strcmp(keys[i], "key_search") == 0;

		if (line_has(line, "\"yardstick\":") != (yardsticks && !idle))
			fail_msg("%s and its yardstick:\n%s", keys[i], json.text);
	}
	for (const char *p = json.text; (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	assert_int_equal(lines, KEYS);
	buf_release(&json);
}

static void
every_row_is_printed(void **state)
{
	const char *dir = test_path("bench"), *json = test_path("bench.jsonl");
	int rows = 0;

	(void)state;
	int code = bench(dir, json, built("tests/bench"));

	if (code != 0 && code != 1)
		fail_msg("exit %d\n%s", code, printed.text);
	check_rows(json, true);
	for (const char *p = printed.text; (p = strstr(p, "达到")) != NULL; p++)
		rows++;
	assert_int_equal(rows, KEYS);
	assert_non_null(strstr(printed.text, "2000 件"));

	/* the city is there now, and yardsticks may be missing; nothing else is left behind */
	code = bench(dir, json, NULL);
	assert_true(code == 0 || code == 1);
	assert_null(strstr(printed.text, "以后不再建"));
	check_rows(json, false);
	assert_true(os_exists(test_path("bench/city-2000.db")));
	assert_false(os_exists(test_path("bench/written.db")));
	assert_false(os_exists(test_path("bench/recorded.db")));
	assert_false(os_exists(test_path("bench/frames.raw")));
	assert_false(os_exists(test_path("bench/record")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_is_printed)};

	buf_init(&printed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
