/*
 * Intake on a pseudo-terminal. A line that is cut and a process that is killed while somebody types: the same
 * field holds the same text. And the program itself, from the first key to what `linli show` says of the matter.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/domain/draft.h"
#include "tests/lib/fixture.h"
#include "tests/lib/pty.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/test.h"
#include "tui/app/loop.h"
#include "tui/screen/drafts.h"
#include "tui/screen/intake.h"

static const struct screen_entry screens[] = {
	{&drafts_screen, ACT_GO_DRAFT, false}, {&intake_screen, ACT_GO_INTAKE, true}, {0}};

static const char *path;

static int
console(void *arg)
{
	const struct store_config config = {
		.path = path, .frozen = true, .frozen_utc = FIXTURE_NOW};
	struct err err = ERR_INIT;
	struct session s;
	struct store *st;
	int code = 3;

	(void)arg;
	i18n_init("build/locale", LANG_ZH);
	if (!store_open(&st, &config, &err) || !session_open(&s, st, fixture_rules(), NULL, &err))
		return 2;
	const struct app_config app = {.session = &s,
		.clock = store_clock(st),
		.screens = screens,
		.user = s.name,
		.shift = "",
		.place = s.unit_name};
	const struct term_config term = {.clock = store_clock(st)};

	bool ok = app_run(&app, &term, &code, &err);

	session_close(&s);
	store_close(st);
	return ok ? code : 2;
}

static struct pty *
start(void)
{
	struct pty *p = pty_fork(24, 80, console, NULL, NULL);

	assert_sees(p, "草稿");
	return p;
}

static int
set_up(void **state)
{
	static char copy[512];
	struct store *st = fixture_store();

	(void)state;
	snprintf(copy, sizeof(copy), "%s", fixture_path(st));
	store_close(st);
	path = copy;
	return 0;
}

/* Does the newest draft of the first operator hold that text of the matter? */
static bool
is_kept(struct pty *p, void *want)
{
	const struct store_config config = {
		.path = path, .frozen = true, .frozen_utc = FIXTURE_NOW};
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct session s;
	struct store *st;
	struct draft d;
	bool found = false, kept = false;

	(void)p;
	assert_ok(store_open(&st, &config, &err), &err);
	assert_ok(session_open(&s, st, fixture_rules(), NULL, &err), &err);
	assert_ok(draft_find(&s, "intake", 0, &mem, &d, &found, &err), &err);
	for (size_t i = 0; found && i < d.field_count; i++)
		kept |= strcmp(d.fields[i].key, "body") == 0 &&
			strstr(d.fields[i].value, want) != NULL;
	session_close(&s);
	store_close(st);
	arena_release(&mem);
	return kept;
}

static void
type_half_a_matter(struct pty *p)
{
	pty_keys(p, "F6");
	assert_sees(p, "来件");
	pty_text(p, "13905952208\t");
	assert_sees(p, ">3 姓名");
	pty_text(p, "陈丽华");
	assert_sees(p, "陈丽华");
	pty_keys(p, "Tab Tab");
	pty_text(p, "jrhy");
	assert_sees(p, "1 金榕花园");
	pty_keys(p, "Tab");
	pty_text(p, "3-1204\t\t");
	assert_sees(p, "3幢1204");
	pty_text(p, "地下车库没有充电桩");
	assert_sees(p, "地下车库没有充电桩");
}

static void
goes_on_where_it_was(int row, int col)
{
	struct pty *p = start();
	int now_row, now_col;

	assert_sees(p, "地下车库没有充电");
	pty_keys(p, "Enter");
	assert_sees(p, ">8 事由     地下车库没有充电");
	assert_sees(p, "1 来源     RX 热线");
	assert_sees(p, "2 电话     13905952208");
	assert_sees(p, "3 姓名     陈丽华");
	assert_sees(p, "5 小区     金榕花园");
	assert_sees(p, "6 楼室     3幢1204");
	assert_idle(p);
	pty_cursor(p, &now_row, &now_col);
	assert_int_equal(now_row, row);
	assert_int_equal(now_col, col);
	pty_text(p, "大家拉飞线充电");
	pty_keys(p, "F2");
	assert_sees(p, "编号 3505");
	pty_close(p);
}

static void
killed_while_typing(void **state)
{
	struct pty *p = start();
	int row, col;

	(void)state;
	type_half_a_matter(p);
	static char typed[] = "地下车库没有充电桩";

	assert_true(pty_wait(p, is_kept, typed)); /* two seconds later, by itself */
	assert_idle(p);
	pty_cursor(p, &row, &col);
	kill(p->pid, SIGKILL);
	assert_int_equal(pty_exit_code(p), 128 + SIGKILL);
	pty_close(p);
	goes_on_where_it_was(row, col);
}

static void
the_line_is_cut_while_typing(void **state)
{
	struct pty *p = start();
	int row, col;

	(void)state;
	type_half_a_matter(p);
	pty_keys(p, "Left Left Backspace");
	assert_sees(p, "地下车库没有电桩");
	pty_text(p, "充");
	assert_sees(p, "地下车库没有充电桩");
	assert_idle(p);
	pty_cursor(p, &row, &col);
	pty_hang_up(p); /* at once: what was typed last is kept all the same */
	assert_int_equal(pty_exit_code(p), 129);
	pty_close(p);
	goes_on_where_it_was(row, col);
}

static void
from_the_first_key_to_the_register(void **state)
{
	static struct buf program;
	struct buf row, out, msg;
	int at_row, at_col;

	(void)state;
	buf_init(&program);
	buf_init(&row);
	buf_init(&out);
	buf_init(&msg);
	buf_addf(&program, "%s/linli", getenv("LINLI_TEST_OUT"));
	const char *const argv[] = {program.text, "--db", path, NULL};
	const char *const env[] = {"LINLI_NOW=2026-06-09T14:32:05+08:00", NULL};
	struct pty *p = pty_start(24, 80, argv, env);

	assert_sees(p, "邻里");
	pty_keys(p, "F6"); /* T16 of ux 9.1, typed without waiting */
	pty_text(p, "13905952208\r陈丽华\rjrhy\r3-1204\r");
	pty_text(p, "地下车库没有充电桩大家拉飞线充电上周2幢冒过烟希望尽快安装");
	pty_keys(p, "F2");
	assert_sees(p, "u 撤销 (30秒)");
	assert_true(pty_find(p, "编号 350502004-260609-", &at_row, &at_col));
	pty_row(p, at_row, &row);
	const char *number = strstr(row.text, "350502004-260609-");

	row.text[number - row.text + 23] = '\0';
	if (LINLI(&out, &msg, "--db", path, "--data", "data", "show", number) != 0)
		fail_msg("%s: %s", number, msg.text);
	assert_non_null(strstr(out.text, "地下车库没有充电桩大家拉飞线充"));
	assert_non_null(strstr(out.text, "金榕物业"));
	assert_non_null(strstr(out.text, "3幢1204"));
	assert_non_null(strstr(out.text, "待签收"));
	pty_close(p);
	buf_release(&program);
	buf_release(&row);
	buf_release(&out);
	buf_release(&msg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(killed_while_typing, set_up),
		cmocka_unit_test_setup(the_line_is_cut_while_typing, set_up),
		cmocka_unit_test_setup(from_the_first_key_to_the_register, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
