/*
 * Two people at two consoles on one database, the program itself twice: what one does the other sees; of two
 * who act on one matter the second is told who was first and what they did, and keeps every word.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "tests/lib/console.h"
#include "tests/lib/fixture.h"
#include "tests/lib/test.h"

static const char title[] = "地下车库无电动车充电桩";

struct pair {
	const char *db;
	struct pty *a, *b; /* wangmin, lihang */
};

static int
set_up(void **state)
{
	static struct pair pair;
	static char path[512];
	struct store *st = fixture_store();

	snprintf(path, sizeof(path), "%s", fixture_path(st));
	store_close(st);
	console_now("2026-06-09T14:32:05+08:00");
	pair.db = path;
	pair.a = console_start(&(struct console_config){.db = path});
	pair.b = console_start(&(struct console_config){.db = path, .as = "lihang"});
	*state = &pair;
	return 0;
}

static int
tear_down(void **state)
{
	struct pair *pair = *state;

	pty_close(pair->a);
	pty_close(pair->b);
	return 0;
}

static int64_t
mono_ms(void)
{
	struct clock c;

	clock_real(&c);
	return clock_mono_ms(&c);
}

/* The number behind a word on the screen. */
static int
count_of(struct pty *p, const char *word)
{
	const char *at = strstr(console_screen(p), word);

	return at != NULL ? (int)strtol(at + strlen(word), NULL, 10) : -1;
}

static bool
count_has_changed(struct pty *p, void *from)
{
	return count_of(p, "4 待分办") == *(int *)from - 1;
}

/* The row of the matter in the list; its short number into no. */
static void
number_of(struct pty *p, char no[24])
{
	int row, col;

	assert_true(pty_find(p, title, &row, &col));
	const char *dash = strchr(console_row(p, row), '-');

	snprintf(no, 24, "%.*s", (int)(strspn(dash + 1, "0123456789") + 5), dash - 4);
}

/* Both have the matter open. */
static void
open_it(struct pair *pair, char no[24])
{
	console_keys(pair->a, "F7 4");
	number_of(pair->a, no);
	for (int i = 0; i < 2; i++) {
		struct pty *p = i == 0 ? pair->a : pair->b;

		console_keys(p, "#");
		pty_text(p, no);
		console_keys(p, "Enter");
		assert_sees(p, title);
		assert_sees(p, "时间线");
	}
}

static void
what_one_does_the_other_sees(void **state)
{
	struct pair *pair = *state;

	console_keys(pair->b, "F7 4");
	console_keys(pair->a, "F7 4 d");
	int before = count_of(pair->b, "4 待分办");

	assert_true(before > 0);
	console_keys(pair->a, "Enter");
	assert_sees(pair->a, "已分办");
	int64_t done = mono_ms();

	assert_pty(pair->b, pty_wait(pair->b, count_has_changed, &before), "counts anew", __FILE__,
		__LINE__);
	print_message("the other console showed it %d ms later\n", (int)(mono_ms() - done));
}

static void
who_looks_is_shown(void **state)
{
	struct pair *pair = *state;
	char no[24];

	open_it(pair, no);
	assert_sees(pair->b, "王敏 正在看");
}

/* Both change the title: the second is told who was first, has both texts, and may go on typing. */
static void
both_edit(void **state)
{
	struct pair *pair = *state;
	struct arena mem = ARENA_INIT;
	char no[24];

	open_it(pair, no);
	console_keys(pair->a, "E Tab");
	console_keys(pair->a, "Ctrl-U <车库没有充电桩>");
	console_keys(pair->b, "E Tab");
	console_keys(pair->b, "Ctrl-U <地下车库装充电桩> F2");
	assert_sees(pair->b, "地下车库装充电桩");
	console_keys(pair->a, "F2");
	assert_sees(pair->a, "你编辑时别人改了");
	assert_sees(pair->a, "李航 14:32");
	assert_sees(pair->a, "[车库没有充电桩]   地下车库装充电桩");
	console_keys(pair->a, "Esc");
	assert_sees(pair->a, "车库没有充电桩"); /* in the field still */
	console_keys(pair->a, "<三处> F2");
	assert_sees(pair->a, "你编辑时别人改了");
	console_keys(pair->a, "1 Enter");
	assert_sees(pair->a, "车库没有充电桩三处");
	assert_string_equal(
		json_text(console_show(pair->db, no, &mem), "title"), "车库没有充电桩三处");
	arena_release(&mem);
}

/* One routes while the other writes down why it is refused: told, and what was written becomes a note. */
static void
one_routes_the_other_writes(void **state)
{
	struct pair *pair = *state;
	struct arena mem = ARENA_INIT;
	struct buf notes;
	char no[24];

	open_it(pair, no);
	console_keys(pair->a, "f Ctrl-U <已当面说明充电桩下月动工>");
	console_keys(pair->b, "d Enter");
	assert_sees(pair->b, "已分办");
	console_keys(pair->a, "F2");
	assert_sees(pair->a, "你填写时别人办过");
	assert_sees(pair->a, "李航 14:32 分办");
	assert_sees(pair->a, "已当面说明充电桩下月动工");
	console_keys(pair->a, "n");
	const struct json *matter = console_show(pair->db, no, &mem);

	buf_init(&notes);
	for (const struct json *e = json_get(matter, "events")->first; e != NULL; e = e->next)
		buf_addf(&notes, "%s %s\n", json_text(e, "event"), json_text(e, "note"));
	assert_string_equal(json_text(matter, "state"), "dispatched");
	assert_non_null(strstr(notes.text, "已当面说明充电桩下月动工"));
	buf_release(&notes);
	arena_release(&mem);
}

/*
 * A console that is killed takes nothing of the other one with it, and the fields that were left are in the draft
 * (test_intake_line.c has the one that was being typed).
 */
static void
one_is_killed(void **state)
{
	struct pair *pair = *state;

	console_keys(pair->a,
		"F6 \"13905952208\" Enter <陈丽华> Enter \"jrhy\" Enter \"3-1204\" Enter <没有充电桩>");
	assert_sees(pair->a, "草稿已存");
	console_keys(pair->b, "F8 guard");
	kill(pair->a->pid, SIGKILL);
	assert_int_equal(pty_exit_code(pair->a), 128 + SIGKILL);
	console_keys(pair->b, "Enter");
	assert_sees(pair->b, "已分办");
	pty_close(pair->a);
	pair->a = console_start(&(struct console_config){.db = pair->db});
	console_keys(pair->a, "g d");
	assert_sees(pair->a, "陈丽华 金榕花园");
	console_keys(pair->a, "Enter");
	assert_sees(pair->a, "陈丽华");
	assert_sees(pair->a, "3幢1204");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_one_does_the_other_sees, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_looks_is_shown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(both_edit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_routes_the_other_writes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_is_killed, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
