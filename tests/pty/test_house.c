/* What the program does for itself while somebody sits at it: keeps house, gets to know the terminal. */
#include <stdio.h>
#include <string.h>

#include "core/domain/preference.h"
#include "tests/lib/console.h"
#include "tests/lib/fixture.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static struct store *watch; /* looks at the database from outside */
static struct console_config desk;

static int
set_up(void **state)
{
	static char path[512];

	(void)state;
	watch = fixture_store();
	snprintf(path, sizeof(path), "%s", fixture_path(watch));
	console_now("2026-06-09T14:32:05+08:00");
	desk = (struct console_config){.db = path};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(watch);
	return 0;
}

static bool
all_is_folded(struct pty *p, void *arg)
{
	(void)p, (void)arg;
	return fixture_number(store_db(watch), "SELECT last_event FROM roll_mark /*scan*/") ==
		fixture_number(store_db(watch), "SELECT max(id) FROM case_events /*scan*/");
}

/* Statistics are up to date though nobody asked for it: the console folds while nobody types. */
static void
an_idle_console_folds(void **state)
{
	struct pty *p = console_start(&desk);
	int64_t before =
		fixture_number(store_db(watch), "SELECT max(id) FROM case_events /*scan*/");

	(void)state;
	console_keys(p, "F7 4 d Enter");
	assert_sees(p, "已分办");
	assert_true(fixture_number(store_db(watch), "SELECT max(id) FROM case_events /*scan*/") >
		before);
	assert_pty(p, pty_wait(p, all_is_folded, NULL), "folded", __FILE__, __LINE__);
	pty_close(p);
}

/* Two consoles: what either does is folded, by the one that keeps house. */
static void
one_keeps_house_for_all(void **state)
{
	struct pty *p = console_start(&desk);
	struct pty *q = console_start(&(struct console_config){.db = desk.db, .as = "lihang"});

	(void)state;
	console_keys(p, "F7 4 d Enter");
	assert_sees(p, "已分办");
	console_keys(q, "F7 4 d Enter");
	assert_sees(q, "已分办");
	assert_pty(p, pty_wait(p, all_is_folded, NULL), "folded", __FILE__, __LINE__);
	pty_close(p);
	pty_close(q);
}

static const char *
known_terminal(struct arena *mem)
{
	struct session s;
	struct err err = ERR_INIT;
	const char *value;

	fixture_session(&s, watch, NULL);
	assert_ok(preference_get(&s, "term.xterm-256color", mem, &value, &err), &err);
	session_close(&s);
	return value;
}

static bool
terminal_is_known(struct pty *p, void *mem)
{
	(void)p;
	return *known_terminal(mem) != '\0';
}

/* Asked once, remembered for the person, never asked again; what is typed meanwhile is not lost. */
static void
a_terminal_is_asked_once(void **state)
{
	static const char where[] = "\033[6n"; /* every question ends with one for the cursor */
	const char *const argv[] = {console_program(), "--db", desk.db, NULL};
	const char *const env[] = {"LINLI_NOW=2026-06-09T14:32:05+08:00", NULL};
	struct arena mem = ARENA_INIT;
	int ambiguous, rare, round_trip, repeats;
	struct buf log;

	(void)state;
	buf_init(&log);
	assert_string_equal(known_terminal(&mem), "");
	for (int run = 0; run < 2; run++) {
		struct pty *p = pty_start(24, 80, argv, env);

		buf_clear(&log);
		p->log = &log;
		pty_keys(p, "F7"); /* before there is anything to see */
		assert_sees(p, "> 案件");
		assert_pty(p, pty_wait(p, terminal_is_known, &mem), "is known", __FILE__, __LINE__);
		assert_idle(p);
		assert_true((strstr(log.text, where) != NULL) == (run == 0));
		pty_close(p);
	}
	assert_int_equal(sscanf(known_terminal(&mem), "%d %d %d %d", &ambiguous, &rare, &round_trip,
				 &repeats),
		4);
	assert_int_equal(ambiguous, 1);
	assert_int_equal(rare, 2);
	buf_release(&log);
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_idle_console_folds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_keeps_house_for_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_terminal_is_asked_once, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
