/* What holds for every dialog of acts: budgets, many at once, two people at once, nothing typed is lost. */
#include "tests/lib/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/intake.h"
#include "tests/lib/fixture.h"
#include "tests/lib/verb_list.h"
#include "tui/widget/list.h"

static struct store *st;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(st);
	arena_release(&mem);
	return 0;
}

static int64_t
number(const char *sql, int64_t a)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);

	assert_non_null(q);
	bind_i64(q, 1, a);
	int64_t n = db_row(q, &err) ? col_i64(q) : 0;

	assert_ok(db_done(q, &err), &err);
	return n;
}

static struct case_row
row_of(int64_t id)
{
	struct case_row row = {0};
	struct err err = ERR_INIT;
	bool found;

	assert_ok(case_read_row(store_db(st), id, &mem, &row, &found, &err), &err);
	return row;
}

static int64_t
titled(const char *title)
{
	return fixture_case_titled(&(struct session){.store = st}, title);
}

struct desk {
	struct session s;
	struct ui_test *ui;
	int64_t ids[40];
};

/* The matters of the desk of that person in a state, at most n. */
static size_t
find(struct desk *d, int state, size_t n)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT id FROM cases WHERE state = $1 AND (desk_id = $2 OR unit_id = $2) ORDER BY id LIMIT $3 /*scan*/",
		&err);
	size_t got = 0;

	assert_non_null(q);
	bind_i64(q, 1, state);
	bind_i64(q, 2, d->s.unit_id);
	bind_i64(q, 3, (int64_t)n);
	while (got < n && db_row(q, &err))
		d->ids[got++] = col_i64(q);
	assert_ok(db_done(q, &err), &err);
	return got;
}

static void
sit_down(struct desk *d, const char *login, int64_t id)
{
	fixture_session(&d->s, st, login);
	d->ids[0] = id;
	d->ui = verb_list_open(&d->s, d->ids, 1, 24, 80, LANG_ZH);
}

static void
sit_down_over(struct desk *d, const char *login, int state, size_t n)
{
	fixture_session(&d->s, st, login);
	assert_int_equal(find(d, state, n), n);
	d->ui = verb_list_open(&d->s, d->ids, n, 24, 80, LANG_ZH);
}

static void
leave(struct desk *d)
{
	ui_test_close(d->ui);
	session_close(&d->s);
}

static const char *
message(const struct desk *d)
{
	return app_message(ui_test_app(d->ui));
}

static const char *
screen(const struct desk *d)
{
	return app_screen_name(ui_test_app(d->ui));
}

/* Somebody else does something, without a screen. */
static void
elsewhere(const char *login, int64_t id, enum case_event event, const char *key, const char *value)
{
	struct session s;
	const struct act_input in[] = {{key, value}};
	const struct case_step step = {event, in, *key != '\0'};
	struct act_result r;
	struct err err = ERR_INIT;

	fixture_session(&s, st, login);
	assert_ok(case_act(&s, id, 0, &step, 1, &r, &err), &err);
	session_close(&s);
}

/* --- budgets of ux 9.1; the scripts are counted as there */

static int
keys_in(const char *script)
{
	int n = 0;

	for (const char *p = script; *p != '\0'; n++) {
		p += strspn(p, " ");
		p += strcspn(p, " ");
	}
	return n;
}

static void
test_T10_route_five_to_one_unit(void **state)
{
	static const char *const ways[] = {"Space Space Space Space Space d 7 Enter",
		"Space Space Space Space Space . 2 7 Enter"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct desk d;

		sit_down_over(&d, "wangmin", CASE_ACCEPTED, 5);
		assert_true(keys_in(ways[i]) <= 9);
		ui_test_keys(d.ui, ways[i]);
		assert_string_equal(message(&d), "已分办 5 件");
		assert_shown(d.ui, "u 撤销 (30秒)");
		assert_shown(d.ui, "标记 0");
		for (int k = 0; k < 5; k++) {
			assert_int_equal(row_of(d.ids[k]).state, CASE_DISPATCHED);
			assert_int_equal(row_of(d.ids[k]).unit_id, row_of(d.ids[0]).unit_id);
		}
		ui_test_keys(d.ui, "U Space Space Space Space Space Enter");
		for (int k = 0; k < 5; k++)
			assert_int_equal(row_of(d.ids[k]).state, CASE_ACCEPTED);
		assert_string_equal(message(&d), "已撤销 5 件");
		leave(&d);
	}
}

static int64_t
in_work(void)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "d 9 金榕物业 Enter");
	leave(&d);
	sit_down(&d, "linjl", id);
	ui_test_keys(d.ui, "a");
	leave(&d);
	assert_int_equal(row_of(id).state, CASE_IN_PROGRESS);
	return id;
}

static void
to_survey(int64_t id)
{
	struct desk d;

	sit_down(&d, "zhangjl", id);
	ui_test_keys(d.ui, "a 1 Enter");
	leave(&d);
	sit_down(&d, "lihang", id);
	ui_test_keys(d.ui, "a");
	leave(&d);
	assert_int_equal(row_of(id).state, CASE_CALLBACK);
}

static void
test_T12_three_days_more(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	verb_press(st, "wangmin", id, "d 9 金榕物业 Enter");
	verb_press(st, "linjl", id, "a");
	sit_down(&d, "linjl", id);
	ui_test_keys(d.ui, "e 3 1 Enter"); /* T12: 4 keys, budget 5 */
	assert_string_equal(screen(&d), "cases");
	assert_string_equal(message(&d), "已送审 0609-009 延期");
	leave(&d);
	assert_true((row_of(id).flags & CASE_EXT_PENDING) != 0);
	verb_press(st, "zhangjl", id,
		"a 1 Enter"); /* the leader signs with the key that signs everything */
	assert_int_equal(row_of(id).extended, 1);
	assert_int_equal(number("SELECT due_at FROM clocks WHERE case_id = $1 AND kind = 5", id),
		1782727200); /* 29 June 2026, 18:00: the 10 working days and three more */
}

static void
test_T20_meeting_from_a_matter(void **state)
{
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	verb_press(st, "wangmin", id, "d 9 金榕物业 Enter");
	verb_press(st, "linjl", id, "a");
	verb_press(st, "lihang", id, "o Enter"); /* T20: 2 keys, budget 4 */
	assert_int_equal(row_of(id).state, CASE_COORDINATION);
}

/* Supervision is confirmed: nothing happens until it is, and Enter alone says no. */
static void
test_supervision_asks_once_more(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "caihy", id);
	ui_test_keys(d.ui, "v 3 Tab 区委书记 Tab 尽快安装 Tab \"6-12\" Enter");
	assert_shown(d.ui, "领导批示 1 件?");
	ui_test_keys(d.ui, "Enter");
	assert_int_equal(row_of(id).flags & CASE_SUPERVISED, 0);
	ui_test_keys(d.ui, "Enter 1");
	assert_string_equal(screen(&d), "cases");
	leave(&d);
	assert_true((row_of(id).flags & CASE_SUPERVISED) != 0);
	assert_int_equal(number("SELECT count(*) FROM undo_log WHERE case_id = $1", id), 0);
}

/* Linked by number and undone again; then the link is taken off in its own way. */
static void
test_links_by_keys(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "L \"0608-002\" Enter 3 Enter");
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(number("SELECT kind FROM case_links WHERE case_id = $1", id), 3);
	ui_test_keys(d.ui, "u");
	assert_int_equal(number("SELECT count(*) FROM case_links WHERE case_id = $1", id), 0);
	ui_test_keys(d.ui, "L \"0608-002\" Enter 3 Enter L Up 2 5 Enter");
	assert_int_equal(number("SELECT count(*) FROM case_links WHERE case_id = $1", id), 0);
	leave(&d);
	sit_down_over(&d, "wangmin", CASE_ACCEPTED, 2); /* two that are tagged: to each other */
	ui_test_keys(d.ui, "Space Space L 2 Enter");
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(number("SELECT kind FROM case_links WHERE case_id = $1", d.ids[0]), 2);
	assert_int_equal(
		number("SELECT other_id FROM case_links WHERE case_id = $1", d.ids[0]), d.ids[1]);
	leave(&d);
}

static void
test_T13_T14_T08(void **state)
{
	struct desk d;
	int64_t id = in_work();

	(void)state;
	sit_down(&d, "linjl", id);
	ui_test_keys(d.ui, "c 1 Enter"); /* T13: 3 keys, budget 4 */
	assert_true((row_of(id).flags & CASE_PENDING) != 0);
	ui_test_keys(d.ui, "u"); /* T08 */
	assert_int_equal(row_of(id).flags & CASE_PENDING, 0);
	ui_test_keys(d.ui, ". 5 1 Enter");
	assert_true((row_of(id).flags & CASE_PENDING) != 0);
	leave(&d);
	to_survey(id);
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "w 2 Enter"); /* T14: 3 keys, budget 4 */
	assert_int_equal(row_of(id).state, CASE_CLOSED);
	assert_int_equal(row_of(id).score, 2);
	ui_test_keys(d.ui, ". 9 1"); /* T08 with the input method on */
	assert_int_equal(row_of(id).state, CASE_CALLBACK);
	ui_test_keys(d.ui, ". 9 3 2 Enter");
	assert_int_equal(row_of(id).state, CASE_CLOSED);
	leave(&d);
}

/* --- many at once */

static void
test_what_is_refused_stays_tagged_with_its_reason(void **state)
{
	struct desk d;
	int64_t ids[3];
	struct list *list;

	(void)state;
	fixture_session(&d.s, st, "wangmin");
	find(&d, CASE_IN_PROGRESS, 1);
	ids[1] = d.ids[0];
	find(&d, CASE_ACCEPTED, 2);
	ids[0] = d.ids[0];
	ids[2] = d.ids[1];
	d.ui = verb_list_open(&d.s, ids, 3, 24, 80, LANG_ZH);
	ui_test_keys(d.ui, "Space Space Space d");
	assert_shown(d.ui, "分办  2 件");
	assert_shown(d.ui, "另 1 件不能办, 办完列出原因");
	ui_test_keys(d.ui, "7 Enter");
	assert_string_equal(screen(&d), "bulk");
	assert_shown(d.ui, "已办 2/3");
	assert_shown(d.ui, "「办理中」的件不能分办");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(message(&d), "已分办 2 件");
	list = app_screen_model(ui_test_app(d.ui));
	assert_int_equal(list->tag_count, 1);
	assert_true(list_tagged(list, ids[1]));
	leave(&d);
}

/* What was done with one key is undone with one; what was done before it, after that. */
static void
test_many_undone_at_once(void **state)
{
	struct desk d;

	(void)state;
	sit_down_over(&d, "wangmin", CASE_ACCEPTED, 4);
	ui_test_keys(d.ui, "End d Enter Home Space Space Space d 7 Enter");
	assert_string_equal(message(&d), "已分办 3 件");
	ui_test_keys(d.ui, "u");
	assert_string_equal(message(&d), "已撤销 3 件");
	for (int i = 0; i < 3; i++)
		assert_int_equal(row_of(d.ids[i]).state, CASE_ACCEPTED);
	assert_int_equal(row_of(d.ids[3]).state, CASE_DISPATCHED);
	ui_test_keys(d.ui, "u");
	assert_int_equal(row_of(d.ids[3]).state, CASE_ACCEPTED);
	leave(&d);
}

/* Somebody acts on one of them while the dialog is open: the others are done, that one is told. */
static void
test_a_conflict_among_many(void **state)
{
	struct desk d;

	(void)state;
	sit_down_over(&d, "wangmin", CASE_ACCEPTED, 3);
	ui_test_keys(d.ui, "Space Space Space d 7");
	elsewhere("lihang", d.ids[1], EV_NOTE, "text", "先问一下");
	ui_test_keys(d.ui, "Enter");
	assert_shown(d.ui, "已办 2/3");
	assert_shown(d.ui, "李航 14:32 已办过这件");
	assert_int_equal(row_of(d.ids[1]).state, CASE_ACCEPTED);
	leave(&d);
}

static void
test_signing_many_at_once(void **state)
{
	struct desk d;
	int64_t unit;

	(void)state;
	sit_down_over(&d, "wangmin", CASE_ACCEPTED, 4);
	ui_test_keys(d.ui, "Space Space Space Space d 9 金榕物业 Enter");
	unit = row_of(d.ids[0]).unit_id;
	leave(&d);
	fixture_session(&d.s, st, "linjl");
	assert_int_equal(d.s.unit_id, unit);
	d.ui = verb_list_open(&d.s, d.ids, 4, 24, 80, LANG_ZH);
	ui_test_keys(d.ui, "Space Space a");
	assert_string_equal(message(&d), "已签收 2 件");
	ui_test_keys(d.ui, ";"); /* and once more, on the one under the cursor */
	for (int i = 0; i < 3; i++)
		assert_int_equal(row_of(d.ids[i]).state, CASE_IN_PROGRESS);
	assert_int_equal(row_of(d.ids[3]).state, CASE_DISPATCHED);
	leave(&d);
}

static int64_t
registered(const char *body)
{
	const struct intake in = {.channel = 2,
		.phone = "13805950000",
		.name = "陈某",
		.notice_told = true,
		.body = body};
	struct session s;
	struct act_result r;
	struct err err = ERR_INIT;

	fixture_session(&s, st, "wangmin");
	assert_ok(case_register(&s, &in, NULL, 0, &r, &err), &err);
	session_close(&s);
	return r.case_id;
}

/* What nobody can tell from the text is not done in a batch. */
static void
test_the_uncertain_is_left_for_a_look(void **state)
{
	static const char *const ways[] = {"Space Space a", "Space Space d 6"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		int64_t ids[] = {registered("地下车库没有充电桩, 大家拉飞线给电动车充电"),
			registered("谢谢各位辛苦了")};
		struct desk d;

		fixture_session(&d.s, st, "wangmin");
		d.ui = verb_list_open(&d.s, ids, 2, 24, 80, LANG_ZH);
		ui_test_keys(d.ui, ways[i]);
		ui_test_keys(d.ui, "Enter");
		assert_string_equal(screen(&d), "bulk");
		assert_shown(d.ui, "已办 1/2");
		assert_shown(d.ui, "类别建议把握不足, 请单独办");
		assert_int_not_equal(row_of(ids[0]).state, CASE_REGISTERED);
		assert_int_equal(row_of(ids[1]).state, CASE_REGISTERED);
		leave(&d);
	}
}

/* --- nothing typed is lost */

static void
test_escape_and_a_cut_line_keep_it(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "r 来电人说周末在家 Esc");
	assert_string_equal(screen(&d), "cases");
	ui_test_keys(d.ui, "d Esc r"); /* another dialog on the same matter is another one */
	assert_shown(d.ui, "来电人说周末在家");
	ui_test_keys(d.ui, "下午");
	ui_test_hang_up(d.ui);
	leave(&d);
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "r");
	assert_shown(d.ui, "来电人说周末在家下午");
	assert_shown(d.ui, "上次没办完的已填回");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(number("SELECT count(*) FROM drafts WHERE case_id = $1", id), 0);
	ui_test_keys(d.ui, "r");
	assert_not_shown(d.ui, "来电人说周末在家");
	leave(&d);
}

/* A draft comes back on what somebody else has changed since: that is said. */
static void
test_a_draft_says_who_acted_meanwhile(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "r 来电人说周末在家 Esc r");
	assert_not_shown(d.ui, "刚办过");
	ui_test_keys(d.ui, "Esc");
	elsewhere("lihang", id, EV_NOTE, "text", "先问一下");
	ui_test_keys(d.ui, "r");
	assert_shown(d.ui, "来电人说周末在家");
	assert_shown(d.ui, "李航 刚办过这件 (备注)");
	leave(&d);
}

/* Killed while typing: what stood there two seconds before is kept. */
static void
test_a_pause_saves(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "r 打过电话");
	assert_int_equal(number("SELECT count(*) FROM drafts WHERE case_id = $1", id), 0);
	ui_test_keys(d.ui, "wait:2100");
	assert_int_equal(number("SELECT count(*) FROM drafts WHERE case_id = $1", id), 1);
	ui_test_keys(d.ui, "没人接 wait:2100");
	assert_int_equal(number("SELECT count(*) FROM drafts WHERE case_id = $1", id), 1);
	leave(&d);
}

static void
test_the_same_again(void **state)
{
	struct desk d;

	(void)state;
	sit_down_over(&d, "wangmin", CASE_ACCEPTED, 3);
	ui_test_keys(d.ui, "d 9 开元派出所 Tab Tab Tab Tab Tab Ctrl-U 请先到场");
	ui_test_keys(d.ui, "Enter Down ;");
	assert_shown(d.ui, "请先到场"); /* in words, for one Enter */
	assert_shown(d.ui, "开元派出所");
	ui_test_keys(d.ui, "Enter");
	assert_int_equal(row_of(d.ids[1]).unit_id, row_of(d.ids[0]).unit_id);
	assert_int_equal(row_of(d.ids[1]).state, CASE_DISPATCHED);
	ui_test_keys(d.ui, "Down r 已通知 Enter Up Up ; Enter"); /* the last one now is the note */
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(
		number("SELECT event FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1",
			d.ids[0]),
		EV_NOTE);
	leave(&d);
}

/* --- two people at once */

static void
test_conflict_plain_mine(void **state)
{
	struct desk d;
	int64_t id = in_work();

	(void)state;
	sit_down(&d, "linjl", id);
	ui_test_keys(d.ui, "f Up 2 已联系厂家");
	elsewhere("wangmin", id, EV_NOTE, "text", "来件人又打电话催");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "conflict");
	assert_shown(d.ui, "你填写时别人办过");
	assert_shown(d.ui, "来件人又打电话催");
	assert_shown(d.ui, "已联系厂家");
	ui_test_keys(d.ui, "Esc");
	assert_string_equal(screen(&d), "dialog");
	assert_shown(d.ui, "已联系厂家");
	ui_test_keys(d.ui, "Enter Enter"); /* to the conflict again, and mine all the same */
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(
		number("SELECT event FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1",
			id),
		EV_PROGRESS);
	leave(&d);
}

/* Another has taken it away altogether: mine cannot be done, but stays as a note. */
static void
test_conflict_plain_as_note(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "d Tab Tab Tab Tab Tab Tab Ctrl-U 请先断电");
	elsewhere("lihang", id, EV_WITHDRAW, "text", "来电人说不用了");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "conflict");
	assert_shown(d.ui, "已撤回");
	ui_test_keys(d.ui,
		"Enter"); /* it cannot be done any more: said, and the dialog is still there */
	assert_string_equal(screen(&d), "dialog");
	assert_non_null(strstr(message(&d), "「已撤回」的件不能分办"));
	assert_shown(d.ui, "请先断电");
	ui_test_keys(d.ui, "Enter n");
	assert_string_equal(screen(&d), "cases");
	assert_int_equal(row_of(id).state, CASE_WITHDRAWN);
	assert_int_equal(
		number("SELECT count(*) FROM case_events WHERE case_id = $1 AND event = 34 AND note LIKE '%请先断电%'",
			id),
		1);
	leave(&d);
}

static void
test_edits_that_do_not_meet_merge(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "E Tab 车库没有充电桩");
	elsewhere("lihang", id, EV_EDIT, "spot", "地下二层");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "cases");
	assert_non_null(strstr(message(&d), "已自动合并"));
	assert_string_equal(row_of(id).title, "车库没有充电桩");
	assert_int_equal(
		number("SELECT count(*) FROM case_texts WHERE case_id = $1 AND spot = '地下二层'",
			id),
		1);
	leave(&d);
}

static void
test_edits_that_meet_are_decided(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "E Tab 车库没有充电桩 Tab \"xf\" Tab Tab 1");
	elsewhere("lihang", id, EV_EDIT, "title", "地下车库装充电桩");
	elsewhere("lihang", id, EV_EDIT, "category", "PS");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "conflict");
	assert_shown(d.ui, "你编辑时别人改了");
	assert_shown(d.ui, "冲突 2 项: 已选 2");
	ui_test_keys(d.ui, "2 1 Up d");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(screen(&d), "cases");
	assert_string_equal(row_of(id).title, "地下车库装充电桩");
	assert_int_equal(row_of(id).cat, 1001);
	leave(&d);
}

static void
test_edits_that_meet_rewritten(void **state)
{
	struct desk d;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "E Tab 车库没有充电桩");
	elsewhere("lihang", id, EV_EDIT, "title", "地下车库装充电桩");
	ui_test_keys(d.ui, "Enter e Ctrl-U 地下车库没有充电桩要装 Enter Enter");
	assert_string_equal(row_of(id).title, "地下车库没有充电桩要装");
	ui_test_keys(d.ui, "E Tab 又一个");
	elsewhere("lihang", id, EV_EDIT, "title", "对方的");
	ui_test_keys(d.ui, "Enter b Enter");
	assert_string_equal(row_of(id).title, "对方的");
	assert_string_equal(screen(&d), "cases");
	leave(&d);
}

/* A second console on the same file: its own store. */
static void
test_two_consoles(void **state)
{
	struct store *other;
	struct session s;
	struct desk d;
	struct err err = ERR_INIT;
	int64_t id = titled("地下车库无电动车充电桩");
	const struct store_config config = {
		.path = fixture_path(st), .frozen = true, .frozen_utc = FIXTURE_NOW};
	const struct act_input in[] = {{"text", "第二个控制台"}};
	const struct case_step note = {EV_NOTE, in, 1};
	struct act_result r;

	(void)state;
	assert_ok(store_open(&other, &config, &err), &err);
	assert_ok(session_open(&s, other, fixture_rules(), "lihang", &err), &err);
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "r 第一个控制台");
	assert_ok(case_act(&s, id, 0, &note, 1, &r, &err), &err);
	ui_test_keys(d.ui, "wait:1100");
	assert_shown(d.ui, "李航 刚办过这件 (备注)");
	ui_test_keys(d.ui, "Enter");
	assert_shown(d.ui, "第二个控制台");
	ui_test_keys(d.ui, "Enter");
	assert_int_equal(
		number("SELECT count(*) FROM case_events WHERE case_id = $1 AND event = 34 AND note LIKE '%控制台'",
			id),
		2);
	leave(&d);
	session_close(&s);
	store_close(other);
}

/* --- letters to more than twenty people are asked about first */

static void
test_many_letters_are_confirmed(void **state)
{
	struct desk d;
	struct err err = ERR_INIT;
	int64_t id = titled("地下车库无电动车充电桩");

	(void)state;
	assert_ok(store_begin(st, &err), &err);
	for (int i = 0; i < 25; i++) {
		struct stmt *q = db_stmt(store_db(st),
			"INSERT INTO reporters(case_id, seq, name, notify, at) VALUES($1, $2, '甲', 1, 0)",
			&err);

		bind_i64(q, 1, id);
		bind_i64(q, 2, 100 + i);
		assert_ok(db_run(q, &err), &err);
	}
	assert_ok(store_commit(st, &err), &err);
	sit_down(&d, "wangmin", id);
	ui_test_keys(d.ui, "d Enter");
	assert_string_equal(screen(&d), "confirm");
	ui_test_keys(d.ui, "Enter"); /* no is preset */
	assert_int_equal(row_of(id).state, CASE_ACCEPTED);
	ui_test_keys(d.ui, "Enter 1");
	assert_int_equal(row_of(id).state, CASE_DISPATCHED);
	ui_test_keys(
		d.ui, "u d Tab Tab Tab Tab Tab Space Enter"); /* nobody is told: nothing to ask */
	assert_int_equal(row_of(id).state, CASE_DISPATCHED);
	assert_int_equal(
		number("SELECT count(*) FROM outbox WHERE case_id = $1 AND recalled_at = 0", id),
		0);
	leave(&d);
}

/* Any keys in any order, by everybody who may do anything: it never falls over, and no act goes half. */
static void
test_random_keys(void **state)
{
	static const char *const keys[] = {"a", "d", "t", "b", "f", "c", "w", "m", "r", "E", "u",
		"U", ";", "1", "2", "3", "4", "5", "6", "7", "9", "Enter", "Enter", "Esc", "Tab",
		"Tab", "Shift-Tab", "Up", "Down", "Left", "Right", "Space", "F2", "F4", "Backspace",
		"Ctrl-U", "+", "-", "\"x\"", "\"jr\"", "金榕", "请尽快办理", "\"12:30\"",
		"\"13812345678\"", "wait:2100", ".", "n", "e", "*"};
	static const char *const people[] = {"wangmin", "lihang", "linjl", "zhangjl", "zhengwb"};
	static const int states[] = {
		CASE_REGISTERED, CASE_ACCEPTED, CASE_IN_PROGRESS, CASE_REPLIED, CASE_CALLBACK};
	const char *rounds = getenv("LINLI_ROUNDS");
	struct rng r;

	(void)state;
	for (int seed = 1; seed <= (rounds != NULL ? (int)strtol(rounds, NULL, 10) : 3); seed++) {
		struct desk d;
		size_t n = 0;

		rng_seed(&r, (uint64_t)seed);
		fixture_session(&d.s, st, people[rng_below(&r, 5)]);
		for (int i = 0; i < 5; i++) {
			struct desk some = {.s = d.s};
			size_t got = find(&some, states[i], 3);

			for (size_t k = 0; k < got; k++)
				d.ids[n++] = some.ids[k];
		}
		if (n > 0) {
			int rows = rng_chance(&r, 50) ? 24 : 36;

			d.ui = verb_list_open(&d.s, d.ids, n, rows, rng_chance(&r, 50) ? 80 : 60,
				seed % 2 ? LANG_ZH : LANG_EN);
			for (int i = 0; i < 400; i++)
				ui_test_keys(
					d.ui, keys[rng_below(&r, sizeof(keys) / sizeof(keys[0]))]);
			ui_test_close(d.ui);
		}
		session_close(&d.s);
	}
	assert_int_equal(
		number("SELECT count(*) FROM cases c WHERE $1 = 0 AND state < 12 AND due_at < 253402300799"
		       " AND NOT EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.stopped_at = 0) /*scan*/",
			0),
		0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_T10_route_five_to_one_unit),
		T(test_T13_T14_T08),
		T(test_T12_three_days_more),
		T(test_T20_meeting_from_a_matter),
		T(test_supervision_asks_once_more),
		T(test_links_by_keys),
		T(test_what_is_refused_stays_tagged_with_its_reason),
		T(test_many_undone_at_once),
		T(test_a_conflict_among_many),
		T(test_signing_many_at_once),
		T(test_the_uncertain_is_left_for_a_look),
		T(test_escape_and_a_cut_line_keep_it),
		T(test_a_draft_says_who_acted_meanwhile),
		T(test_a_pause_saves),
		T(test_the_same_again),
		T(test_conflict_plain_mine),
		T(test_conflict_plain_as_note),
		T(test_edits_that_do_not_meet_merge),
		T(test_edits_that_meet_are_decided),
		T(test_edits_that_meet_rewritten),
		T(test_two_consoles),
		T(test_many_letters_are_confirmed),
		T(test_random_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
