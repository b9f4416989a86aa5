/* Every row of the table of acts, worked through keys on the fixture city and looked up in the database. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/lookup.h"
#include "tests/lib/fixture.h"
#include "tests/lib/verb_list.h"

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

/* --- asking the database */

static int64_t
number(const char *sql, int64_t a, int64_t b)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);

	assert_non_null(q);
	bind_i64(q, 1, a);
	if (strstr(sql, "$2") != NULL)
		bind_i64(q, 2, b);
	int64_t n = db_row(q, &err) ? col_i64(q) : 0;

	assert_ok(db_done(q, &err), &err);
	return n;
}

static const char *
text(const char *sql, int64_t a)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);

	assert_non_null(q);
	bind_i64(q, 1, a);
	const char *t = db_row(q, &err) ? col_text(q, &mem) : "";

	assert_ok(db_done(q, &err), &err);
	return t;
}

static struct case_row
row_of(int64_t id)
{
	struct case_row row = {0};
	struct err err = ERR_INIT;
	bool found;

	assert_ok(case_read_row(store_db(st), id, &mem, &row, &found, &err), &err);
	assert_true(found);
	return row;
}

static const char *
last_note(int64_t id)
{
	return text(
		"SELECT note FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1", id);
}

static int64_t
last_event(int64_t id)
{
	return number("SELECT event FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1",
		id, 0);
}

static int64_t
unit_named(const char *name)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT id FROM units WHERE short = $1 ORDER BY id LIMIT 1 /*scan*/", &err);

	assert_non_null(q);
	bind_text(q, 1, name);
	int64_t id = db_row(q, &err) ? col_i64(q) : 0;

	assert_ok(db_done(q, &err), &err);
	assert_true(id != 0);
	return id;
}

/* --- people and their matters */

struct desk {
	struct session s;
	struct ui_test *ui;
};

static void
sit_down(struct desk *d, const char *login, const int64_t *ids, size_t n)
{
	fixture_session(&d->s, st, login);
	d->ui = verb_list_open(&d->s, ids, n, 24, 80, LANG_ZH);
}

static void
leave(struct desk *d)
{
	ui_test_close(d->ui);
	session_close(&d->s);
}

/* One person, one matter, some keys; then what is shown below. */
static const char *
press(const char *login, int64_t id, const char *keys)
{
	struct desk d;
	const char *message;

	sit_down(&d, login, &id, 1);
	ui_test_keys(d.ui, keys);
	message = arena_strdup(&mem, app_message(ui_test_app(d.ui)));
	if (strcmp(app_screen_name(ui_test_app(d.ui)), "cases") != 0)
		printf("still open after %s: %s\n%s", keys, message, ui_test_text(d.ui));
	assert_string_equal(app_screen_name(ui_test_app(d.ui)), "cases");
	leave(&d);
	return message;
}

/* The same, and the dialog stays open with that on it. */
static void
stays(const char *login, int64_t id, const char *keys, const char *shown)
{
	struct desk d;

	sit_down(&d, login, &id, 1);
	ui_test_keys(d.ui, keys);
	assert_shown(d.ui, shown);
	assert_string_not_equal(app_screen_name(ui_test_app(d.ui)), "cases");
	leave(&d);
}

/* The first matter of the desk in that state. */
static int64_t
of_desk(int state)
{
	int64_t id = number(
		"SELECT id FROM cases WHERE state = $1 AND desk_id = $2 ORDER BY id LIMIT 1 /*scan*/",
		state,
		number("SELECT unit_id FROM staff WHERE login = 'wangmin' AND $1 = $1", 0, 0));

	assert_true(id != 0);
	return id;
}

/* A matter that lies with the firm of 金榕花园: routed by keys, signed by keys. */
static int64_t
routed_to_firm(void)
{
	int64_t id = fixture_case_titled(&(struct session){.store = st}, "地下车库无电动车充电桩");

	press("wangmin", id, "d 9 金榕物业 Enter");
	assert_int_equal(row_of(id).state, CASE_DISPATCHED);
	assert_int_equal(row_of(id).unit_id, unit_named("金榕物业"));
	return id;
}

static int64_t
in_work(void)
{
	int64_t id = routed_to_firm();

	assert_string_equal(press("linjl", id, "a"),
		arena_printf(&mem, "已签收 %s",
			text("SELECT substr(no, 12, 4) || '-' || substr(no, 17, 3) FROM cases WHERE id = $1",
				id)));
	assert_int_equal(row_of(id).state, CASE_IN_PROGRESS);
	return id;
}

static int64_t
replied(void)
{
	int64_t id = in_work();

	press("linjl", id, "c 1 Enter");
	press("zhangjl", id, "a 1 Enter");
	assert_int_equal(row_of(id).state, CASE_REPLIED);
	return id;
}

static int64_t
to_survey(void)
{
	int64_t id = replied();

	press("lihang", id, "a");
	assert_int_equal(row_of(id).state, CASE_CALLBACK);
	return id;
}

/* --- D01, D02 */

static void
test_accept(void **state)
{
	int64_t id = of_desk(CASE_REGISTERED);

	(void)state;
	press("wangmin", id, "a Enter");
	assert_int_equal(row_of(id).state, CASE_ACCEPTED);
	assert_int_equal(row_of(id).cat, 404);
	assert_int_equal(row_of(id).tier, TIER_KEY);
}

static void
test_accept_with_another_category(void **state)
{
	int64_t id = of_desk(CASE_REGISTERED);

	(void)state;
	press("wangmin", id, "a 4 \"ps\" Enter"); /* looked up by its letters */
	assert_int_equal(row_of(id).cat, 405);
}

static void
test_level_by_plus(void **state)
{
	int64_t id = of_desk(CASE_REGISTERED);

	(void)state;
	press("wangmin", id, "a + Enter");
	assert_int_equal(row_of(id).tier, TIER_HARD);
}

static void
test_route_a_new_one_at_once(void **state)
{
	int64_t id = of_desk(CASE_REGISTERED);

	(void)state;
	press("wangmin", id, "d Enter");
	assert_int_equal(row_of(id).state, CASE_DISPATCHED);
	assert_int_equal(
		number("SELECT count(*) FROM case_events WHERE case_id = $1 AND event IN (2, 7)",
			id, 0),
		2);
	press("wangmin", id, "u");
	assert_int_equal(row_of(id).state, CASE_REGISTERED);
}

static void
test_route_with_everything(void **state)
{
	int64_t id = fixture_case_titled(&(struct session){.store = st}, "地下车库无电动车充电桩");

	(void)state;
	/* another unit by initials, a shorter limit, a helper, a copy, nobody told, other words */
	press("wangmin", id,
		"d 9 \"jrwy\" Tab Tab \"6-12\" Tab 开元派出所 Tab Space Tab Space Tab Ctrl-U 请今天到场 Enter");
	struct case_row row = row_of(id);

	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_int_equal(row.unit_id, unit_named("金榕物业"));
	assert_int_equal(
		number("SELECT count(*) FROM case_units WHERE case_id = $1 AND role = 1", id, 0),
		1);
	assert_int_equal(
		number("SELECT count(*) FROM case_units WHERE case_id = $1 AND role = 2", id, 0),
		0); /* it was ticked */
	assert_int_equal(
		number("SELECT count(*) FROM outbox WHERE case_id = $1 AND release_at > $2", id,
			FIXTURE_NOW),
		0);
	assert_non_null(strstr(last_note(id), "请今天到场"));
	assert_int_equal(
		number("SELECT due_at FROM clocks WHERE case_id = $1 AND kind = 5 AND stopped_at = 0",
			id, 0),
		INT64_C(1781258400)); /* 2026-06-12 18:00 */
}

static void
test_a_longer_limit_is_refused_under_its_line(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);

	(void)state;
	stays("wangmin", id, "d Tab \"2027-01-01\" Tab", "时限只能缩短");
	stays("wangmin", id, "d Tab \"xx\" Tab", "写 14:20, 6-8 或 6-8 14:20 这样");
}

/* --- D04 */

static void
test_reject(void **state)
{
	int64_t id = of_desk(CASE_REGISTERED);

	(void)state;
	press("wangmin", id, "b 9 Enter"); /* the ground brings what has to be said */
	assert_int_equal(row_of(id).state, CASE_REJECTED);
	assert_non_null(strstr(last_note(id), "不属本市管辖  您反映的事项不在本市管辖范围"));
	assert_non_null(strstr(last_note(id), "电话已告知"));
}

static void
test_return_ruling_and_once_ruled(void **state)
{
	int64_t id = routed_to_firm();

	(void)state;
	stays("linjl", id, "b Enter", "理由 要填");
	press("linjl", id, "b 2 不在物业合同内 Tab 开元街道 Enter");
	assert_int_equal(row_of(id).flags & CASE_PENDING, CASE_PENDING);
	press("zhangjl", id, "a 1 Enter");
	assert_int_equal(row_of(id).state, CASE_RETURN_REQ);
	stays("lihang", id, "b", "非本职责  不在物业合同内  建议派 开元街道");
	press("lihang", id, "b 合同第五条写明 Enter");
	assert_int_equal(row_of(id).state, CASE_DISPATCHED);
	const char *said = press("linjl", id, "b");

	assert_non_null(strstr(said, "已裁定由本单位办理, 不能再退"));
	assert_non_null(strstr(said, "李航 合同第五条写明"));
}

static void
test_return_approved(void **state)
{
	int64_t id = routed_to_firm();

	(void)state;
	press("linjl", id, "b 1 在隔壁社区 Enter");
	press("zhangjl", id, "a Enter 1 Enter"); /* Enter alone decides nothing */
	press("lihang", id, "a Enter");
	assert_int_equal(row_of(id).state, CASE_ACCEPTED);
	assert_int_equal(row_of(id).unit_id, 0);
	assert_int_equal(row_of(id).returned, 1);
}

static void
test_verify(void **state)
{
	int64_t id = replied();

	(void)state;
	stays("lihang", id, "b", "公开答复  经金榕物业");
	press("lihang", id, "b 没有照片 Enter");
	assert_int_equal(row_of(id).state, CASE_IN_PROGRESS);
	assert_int_equal(row_of(id).verify_back, 1);
	press("linjl", id, "c 1 Enter");
	press("zhangjl", id, "a 1 Enter");
	const char *said = press("lihang", id, "a");

	assert_non_null(strstr(said, "已核验"));
	assert_int_equal(row_of(id).state, CASE_CALLBACK);
}

/* --- D03 */

static void
test_refer(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);

	(void)state;
	press("wangmin", id, "t 6 开元派出所 Enter");
	assert_int_equal(row_of(id).state, CASE_REFERRED);
	assert_non_null(strstr(last_note(id), "公安  开元派出所  拨打110"));
}

static void
test_transfer_and_helper(void **state)
{
	int64_t id = in_work(), before = row_of(id).handler_id;

	(void)state;
	press("linjl", id, "t 3 Tab 2 Enter");
	assert_int_not_equal(row_of(id).handler_id, before);
	assert_non_null(strstr(last_note(id), "人员离岗"));
	press("linjl", id, "t Up 2 开元派出所 Enter");
	assert_int_equal(
		number("SELECT count(*) FROM case_units WHERE case_id = $1 AND role = 1", id, 0),
		1);
	assert_int_equal(row_of(id).moved, 2);
	stays("linjl", id, "t 3 Enter",
		"已转过 2 次, 再转请写明原因"); /* the third time it is asked for */
	press("linjl", id, "t 3 5 需会电工的人 Enter");
	assert_int_equal(row_of(id).moved, 3);
	assert_non_null(strstr(last_note(id), "需会电工的人"));
}

/* --- D08 */

static void
test_contact_and_progress(void **state)
{
	int64_t id = in_work();

	(void)state;
	press("linjl", id, "f 1 Tab Tab \"14:20\" Tab 约好明早上门 Enter");
	assert_int_equal(last_event(id), EV_CONTACT);
	assert_non_null(strstr(last_note(id), "06-09 14:20 电话 已联系上  约好明早上门"));
	assert_int_equal(
		number("SELECT count(*) FROM clocks WHERE case_id = $1 AND kind = 4 AND stopped_at = 0",
			id, 0),
		0);
	press("linjl", id,
		"f 已量好尺寸,明天装 Tab Space Enter"); /* contact is done: progress is preselected */
	assert_int_equal(last_event(id), EV_PROGRESS);
	assert_int_equal(
		number("SELECT open FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1",
			id, 0),
		1);
	stays("linjl", id, "f Up 1 1 Tab Tab \"23:59\" Enter", "不能晚于现在");
}

static void
test_personal_data_is_pointed_at_while_typing(void **state)
{
	int64_t id = in_work();
	struct desk d;

	(void)state;
	sit_down(&d, "linjl", &id, 1);
	ui_test_keys(d.ui, "c 1 Tab Ctrl-U 请找 \"1381234567\"");
	assert_not_shown(d.ui, "请去掉");
	ui_test_keys(d.ui, "\"8\"");
	assert_shown(d.ui, "公开答复里有电话「13812345678」, 请去掉");
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(
		app_screen_name(ui_test_app(d.ui)), "dialog"); /* not before it is gone */
	ui_test_keys(d.ui, "Backspace");
	assert_not_shown(d.ui, "请去掉");
	ui_test_keys(d.ui, "Esc f Up 2 住 3幢1204");
	assert_not_shown(d.ui, "请去掉"); /* internal */
	ui_test_keys(d.ui, "Tab Space");
	assert_shown(d.ui, "门牌");
	leave(&d);
}

static void
test_answer_on_the_spot(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);

	(void)state;
	press("wangmin", id, "f Enter");
	assert_int_equal(row_of(id).state, CASE_REPLIED);
	assert_true((row_of(id).flags & CASE_SPOT) != 0);
	assert_true(strlen(text("SELECT answer FROM case_texts WHERE case_id = $1", id)) > 0);
	id = of_desk(CASE_REGISTERED); /* accepted on the way */
	press("wangmin", id, "f Ctrl-U 已说明停水原因 Enter");
	assert_int_equal(row_of(id).state, CASE_REPLIED);
	assert_string_equal(
		text("SELECT answer FROM case_texts WHERE case_id = $1", id), "已说明停水原因");
}

/* --- D09 */

static void
test_reply(void **state)
{
	int64_t id = in_work();

	(void)state;
	press("linjl", id, "f 2 Tab Tab Tab Enter"); /* not reached */
	press("linjl", id, "f Up 2 已装好三个,住3幢1204的陈女士确认 Enter");
	press("linjl", id, "c 2 Enter Ctrl-U 其余等变压器扩容 Enter"); /* why is asked for */
	const char *fields = text("SELECT fields FROM approvals WHERE case_id = $1", id);

	assert_non_null(strstr(fields, "其余等变压器扩容"));
	assert_non_null(strstr(
		fields, "经金榕物业核实处理, 已装好三个,住3幢****的陈女士确认, 问题已部分解决"));
	assert_non_null(strstr(fields, "未接通")); /* the proof of contact */
	press("zhangjl", id, "a 2 附上照片 Enter");
	assert_int_equal(row_of(id).state, CASE_IN_PROGRESS);
	assert_int_equal(last_event(id), EV_DECLINED);
	assert_non_null(strstr(last_note(id), "附上照片"));
}

/* --- D10 */

static void
test_survey_closes(void **state)
{
	int64_t id = to_survey();

	(void)state;
	stays("wangmin", id, "w Enter", "满意程度 要填");
	press("wangmin", id, "w 1 Tab 办得快 Enter");
	struct case_row row = row_of(id);

	assert_int_equal(row.state, CASE_CLOSED);
	assert_int_equal(row.score, 1);
	assert_int_equal(row.solved, 1);
	assert_non_null(strstr(last_note(id), "办得快"));
}

static void
test_survey_unreached_three_times(void **state)
{
	int64_t id = to_survey();

	(void)state;
	stays("wangmin", id, "w 5", "记一次未接通, 仍待问效");
	press("wangmin", id, "w 5 Enter");
	assert_int_equal(row_of(id).state, CASE_CALLBACK);
	press("wangmin", id, "w 5 Enter");
	stays("wangmin", id, "w 5", "第三次, 办结销号");
	stays("wangmin", id, "w", "已回访 2 次没有接通");
	press("wangmin", id, "w 5 Enter");
	assert_int_equal(row_of(id).state, CASE_CLOSED);
}

static void
test_survey_reopens(void **state)
{
	int64_t id = to_survey();

	(void)state;
	stays("wangmin", id, "w Up 3 4", "重办");
	press("wangmin", id, "w Up 3 4 还有两个没通电 Enter");
	assert_true((row_of(id).flags & CASE_PENDING) != 0);
	press("lihang", id, "a 1 Enter");
	assert_int_equal(row_of(id).state, CASE_REOPENED);
	assert_int_equal(row_of(id).reopened, 1);
	press("wangmin", id, "d 9 金榕物业 Enter");
	assert_int_equal(row_of(id).state, CASE_IN_PROGRESS);
}

static void
test_reopening_a_closed_one(void **state)
{
	int64_t id = to_survey();

	(void)state;
	press("wangmin", id, "w 2 Enter");
	press("wangmin", id, "w 又坏了 Enter");
	press("lihang", id, "a 1 Enter");
	assert_int_equal(row_of(id).state, CASE_REOPENED);
}

/* --- D11, D13, E */

static void
test_merge_tagged(void **state)
{
	int64_t main = in_work(), before = row_of(main).merged, a = of_desk(CASE_ACCEPTED),
		b = of_desk(CASE_REGISTERED);
	const int64_t ids[] = {a, b, main};
	struct desk d;

	(void)state;
	sit_down(&d, "wangmin", ids, 3);
	ui_test_keys(d.ui, "Space Space Space m");
	assert_shown(d.ui, "并案  2 件"); /* what is being worked on is the main one */
	ui_test_keys(d.ui, "Enter");
	assert_string_equal(app_message(ui_test_app(d.ui)), "已并案 2 件");
	assert_int_equal(row_of(a).main_id, main);
	assert_int_equal(row_of(b).main_id, main);
	assert_int_equal(row_of(main).merged, before + 2 + row_of(a).merged + row_of(b).merged);
	leave(&d);
}

static void
test_merge_by_number(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED), main = in_work();

	(void)state;
	assert_int_not_equal(id, main);
	const char *no = text(
		"SELECT substr(no, 12, 4) || '-' || substr(no, 17, 3) FROM cases WHERE id = $1",
		main);

	press("wangmin", id, arena_printf(&mem, "m \"%s\" Enter", no));
	assert_int_equal(row_of(id).main_id, main);
	stays("wangmin", of_desk(CASE_ACCEPTED), "m \"9999-999\" Enter", "没有找到");
}

static void
test_note(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED),
		closed =
			number("SELECT id FROM cases WHERE state = $1 ORDER BY id LIMIT 1 /*scan*/",
				CASE_CLOSED, 0);

	(void)state;
	press("wangmin", id, "r 来电人下午再来 Ctrl-J 带照片 Enter");
	assert_string_equal(last_note(id), "来电人下午再来\n带照片");
	press("wangmin", closed, "r 家属来致谢 Enter"); /* on ended ones too */
	assert_string_equal(last_note(closed), "家属来致谢");
}

static void
test_edit_and_withdraw(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);
	const char *title = row_of(id).title;

	(void)state;
	stays("wangmin", id, "E Enter", "");
	press("wangmin", id, "E Tab Right \"2\" Tab \"xf\" Tab Tab 求助 Enter");
	struct case_row row = row_of(id);

	assert_string_equal(row.title, arena_printf(&mem, "%s2", title));
	assert_int_equal(row.cat, 1001);
	assert_int_equal(row.kind, 2);
	assert_int_equal(
		number("SELECT count(*) FROM case_changes c JOIN case_events e ON e.id = c.event_id WHERE e.case_id = $1",
			id, 0),
		3);
	stays("wangmin", id, "E Tab Tab Tab 3 Enter", "改级别要写");
	press("wangmin", id, "E 1 本人来电说已自行解决 Enter");
	assert_int_equal(row_of(id).state, CASE_WITHDRAWN);
}

/* --- what may not be done says why */

static void
test_refusals_name_the_reason(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);

	(void)state;
	assert_string_equal(press("wangmin", id, "c"), "「待分办」的件不能办结");
	assert_string_equal(press("wangmin", id, "w"), "「待分办」的件不能问效");
	assert_non_null(strstr(press("zhouting", id, "d"), "分办需要岗位: 分办岗"));
	assert_non_null(strstr(press("wangmin", to_survey(), "a"), "「待问效」的件不能受理"));
}

static void
test_the_actions_menu_greys_out(void **state)
{
	int64_t id = of_desk(CASE_ACCEPTED);
	struct desk d;

	(void)state;
	sit_down(&d, "wangmin", &id, 1);
	ui_test_keys(d.ui, ". 5");
	assert_string_equal(app_message(ui_test_app(d.ui)), "「待分办」的件不能办结");
	ui_test_keys(d.ui, "Esc . 2");
	assert_shown(d.ui, "分办  1 件");
	leave(&d);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_accept),
		T(test_accept_with_another_category),
		T(test_level_by_plus),
		T(test_route_a_new_one_at_once),
		T(test_route_with_everything),
		T(test_a_longer_limit_is_refused_under_its_line),
		T(test_reject),
		T(test_return_ruling_and_once_ruled),
		T(test_return_approved),
		T(test_verify),
		T(test_refer),
		T(test_transfer_and_helper),
		T(test_contact_and_progress),
		T(test_personal_data_is_pointed_at_while_typing),
		T(test_answer_on_the_spot),
		T(test_reply),
		T(test_survey_closes),
		T(test_survey_unreached_three_times),
		T(test_survey_reopens),
		T(test_reopening_a_closed_one),
		T(test_merge_tagged),
		T(test_merge_by_number),
		T(test_note),
		T(test_edit_and_withdraw),
		T(test_refusals_name_the_reason),
		T(test_the_actions_menu_greys_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
