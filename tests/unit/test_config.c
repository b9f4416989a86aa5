/* `linli config check`: what it prints and how it ends. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/os.h"
#include "core/cmd/cmd.h"

/* Runs the command on these words with its results in `out`; returns the exit code. */
static int
config(struct buf *out, int count, char **words, const char *data_dir)
{
	struct cmd_run run = {.cmd = cmd_find("config"), .words = words, .word_count = count};
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t len = 0;

	run.options.data_dir = data_dir;
	run.out = open_memstream(&text, &len);
	bool ok = run.cmd->run(&run, &err);

	fclose(run.out);
	buf_clear(out);
	buf_add(out, text, len);
	free(text);
	if (!ok)
		buf_addstr(out, err.text);
	return ok ? run.status : err_exit_code(&err);
}

static void
test_good(void **state)
{
	(void)state;
	char check[] = "check", dir[] = "data";
	char *words[] = {check, dir};
	struct buf out;

	buf_init(&out);
	assert_int_equal(config(&out, 1, words, "data"), 0);
	assert_non_null(strstr(out.text, "12 组 74 类"));
	assert_non_null(strstr(out.text, "日历: 2023-2026 "));
	assert_non_null(strstr(out.text, "\n  calendar.hours\n"));
	assert_int_equal(config(&out, 2, words, NULL), 0);
	buf_release(&out);
}

static void
test_bad(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	char check[] = "check", test[] = "test", dir[] = "";
	char *words[] = {check, dir};
	struct buf out;

	buf_init(&out);
	/* a folder without any file names each of them */
	assert_ok(os_make_dirs(test_path("none/rules"), &err), &err);
	assert_int_equal(config(&out, 1, words, test_path("none")), 1);
	assert_non_null(strstr(out.text, "rules/tiers.yaml"));
	assert_non_null(strstr(out.text, "calendar/office.yaml"));
	assert_int_equal(config(&out, 1, words, NULL), 2);
	words[0] = test;
	assert_int_equal(config(&out, 1, words, "data"), 2);
	assert_non_null(strstr(out.text, "check"));
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
	};

	i18n_init("build/locale", LANG_ZH);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
