/* The program itself on a pseudo-terminal: what main() joins together. */
#include <string.h>

#include "tests/lib/pty.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static const char *
program(void)
{
	static struct buf path;

	if (path.text == NULL)
		buf_init(&path);
	buf_clear(&path);
	buf_addf(&path, "%s/linli", getenv("LINLI_TEST_OUT"));
	return path.text;
}

static const char *
database(void)
{
	static const char *path;

	if (path == NULL) {
		path = fixture_in(fixture_folder("console"), "linli.db");
		fixture_make_cases(path, 20);
	}
	return path;
}

static const char *const env[] = {"LINLI_NOW=2024-12-09T14:32:05+08:00", NULL};

static void
the_console_opens_and_leaves(void **state)
{
	const char *const argv[] = {program(), "--db", database(), NULL};
	struct pty *p = pty_start(24, 80, argv, env);

	(void)state;
	assert_sees(p, "邻里");
	assert_sees(p, "12-09 周一 14:32");
	pty_keys(p, "Ctrl-T");
	assert_sees(p, "LINLI");
	assert_sees(p, "Mon 12-09 14:32");
	pty_keys(p, "0");
	assert_sees(p, "Main menu");
	pty_keys(p, "0 3");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
}

static void
a_lost_line_ends_it(void **state)
{
	const char *const argv[] = {
		program(), "--db", database(), "--lang", "en", "--theme", "solar", NULL};
	struct pty *p = pty_start(36, 120, argv, env);

	(void)state;
	assert_sees(p, "LINLI");
	pty_hang_up(p);
	assert_int_equal(pty_exit_code(p), 129);
	pty_close(p);
}

static void
what_cannot_be_opened_is_said_before_any_screen(void **state)
{
	const char *const missing[] = {program(), "--db", "/nowhere/linli.db", NULL};
	const char *const dumb[] = {program(), "--db", database(), NULL};
	const char *const dumb_env[] = {"TERM=dumb", "LINLI_NOW=2024-12-09T14:32:05+08:00", NULL};
	struct pty *p = pty_start(24, 80, missing, env);

	(void)state;
	assert_sees(p, "/nowhere/linli.db");
	assert_int_equal(pty_exit_code(p), 3);
	assert_false(p->second_screen);
	pty_close(p);
	p = pty_start(24, 80, dumb, dumb_env);
	assert_sees(p, "TERM=dumb");
	assert_int_equal(pty_exit_code(p), 2);
	pty_close(p);
}

static void
no_colour_uses_none(void **state)
{
	const char *const argv[] = {program(), "--db", database(), NULL};
	const char *const none[] = {"NO_COLOR=1", "LINLI_NOW=2024-12-09T14:32:05+08:00", NULL};
	struct pty *p = pty_start(24, 80, argv, none);

	(void)state;
	assert_sees(p, "邻里");
	assert_idle(p);
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++)
			assert_true(
				pty_cell(p, row, col).fg == -1 && pty_cell(p, row, col).bg == -1);
	pty_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_console_opens_and_leaves),
		cmocka_unit_test(a_lost_line_ends_it),
		cmocka_unit_test(what_cannot_be_opened_is_said_before_any_screen),
		cmocka_unit_test(no_colour_uses_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
