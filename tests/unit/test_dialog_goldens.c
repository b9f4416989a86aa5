/* How every dialog of acts looks, in both languages, small and large. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "tests/lib/fixture.h"
#include "tests/lib/verb_list.h"
#include "tui/screen/notices.h"
#include "tui/screen/screens.h"

/* The matter with which a picture begins: each stage is reached from the one before. */
enum stage {
	NEW,
	TO_ROUTE,
	TO_SIGN,
	IN_WORK,
	ASKED,
	REPLIED,
	TO_SURVEY,
	RETURN_ASKED,
	SEVERAL,
	URGED,
	ON_HOLD,
	MET,
	WITH_MEDIATORS,
	MEDIATED
};

static const struct picture {
	const char *name, *login;
	enum stage stage;
	const char *keys;
} pictures[] = {
	{"accept", "wangmin", NEW, "a"},
	{"route", "wangmin", TO_ROUTE, "d"},
	{"route-new", "wangmin", NEW, "d"},
	{"route-many", "wangmin", SEVERAL, "Space Space d"},
	{"route-lookup", "wangmin", TO_ROUTE, "d 9 \"jrw\""},
	{"transfer", "linjl", IN_WORK, "t 3"},
	{"refer", "wangmin", TO_ROUTE, "t 1"},
	{"reject", "wangmin", NEW, "b 3"},
	{"return", "linjl", TO_SIGN, "b 2"},
	{"approve-return", "lihang", RETURN_ASKED, "a"},
	{"ruling", "lihang", RETURN_ASKED, "b"},
	{"verify-fail", "lihang", REPLIED, "b"},
	{"contact", "linjl", IN_WORK, "f"},
	{"progress", "linjl", IN_WORK, "f Up 2"},
	{"solve", "wangmin", TO_ROUTE, "f"},
	{"reply", "linjl", IN_WORK, "c 1"},
	{"reply-personal", "linjl", IN_WORK, "c 2 Tab Ctrl-U 请打13812345678找王经理"},
	{"decide", "zhangjl", ASKED, "a"},
	{"survey", "wangmin", TO_SURVEY, "w"},
	{"survey-reopen", "wangmin", TO_SURVEY, "w Up 3"},
	{"extend", "linjl", IN_WORK, "e"},
	{"extend-days", "linjl", IN_WORK, "e 3 1"},
	{"hang", "zhangjl", IN_WORK, "e 2"},
	{"unhang", "caihy", ON_HOLD, "a"},
	{"mediate", "sushi", WITH_MEDIATORS, "e Up 3"},
	{"agreement", "sushi", MEDIATED, "c"},
	{"mediation-failed", "sushi", MEDIATED, "c 2"},
	{"meeting", "lihang", IN_WORK, "o"},
	{"resolution", "zhengwb", MET, "o"},
	{"urge", "wangmin", IN_WORK, "p"},
	{"urge-many", "wangmin", SEVERAL, "Space Space p"},
	{"yellow", "caihy", URGED, "p 2"},
	{"raise", "caihy", IN_WORK, "v"},
	{"joint", "caihy", IN_WORK, "v 2"},
	{"instruct", "yelz", IN_WORK, "v 3"},
	{"supervise-sure", "caihy", IN_WORK, "v Enter \"6-12\" Enter"},
	{"answer", "linjl", URGED, "f Up 4"},
	{"link", "wangmin", TO_ROUTE, "L"},
	{"exclude", "wangmin", TO_ROUTE, "E 3"},
	{"assign", "lihang", TO_ROUTE, "@"},
	{"merge", "wangmin", SEVERAL, "Space Space Space m"},
	{"note", "wangmin", TO_ROUTE, "r"},
	{"edit", "wangmin", TO_ROUTE, "E"},
	{"undolist", "wangmin", SEVERAL, "d 9 金榕物业 Enter Down r 已电话告知 Enter U"},
	{"bulk", "wangmin", SEVERAL, "d 9 金榕物业 Enter Space Space Space d 7 Enter"},
};

enum { PICTURES = sizeof(pictures) / sizeof(pictures[0]) };

/* Somebody else acts on the matter while the dialog is open; then the keys go on. */
static const struct clash {
	struct picture picture;
	enum case_event event;
	const char *key, *value, *then;
} clashes[] = {
	{{"conflict", "wangmin", TO_ROUTE, "E Tab 车库没有充电桩 Tab Tab Tab 1"}, EV_EDIT, "title",
		"地下车库装充电桩", "Enter d"},
	{{"conflict-plain", "linjl", IN_WORK, "c 1"}, EV_NOTE, "text", "来件人又打电话催", "Enter"},
};

static const struct {
	int rows, cols;
	enum lang lang;
	const char *name;
} looks[] = {{24, 80, LANG_ZH, "zh.80x24"}, {36, 120, LANG_ZH, "zh.120x36"},
	{24, 80, LANG_EN, "en.80x24"}, {36, 120, LANG_EN, "en.120x36"}};

/* Somebody does it on another console, without a dialog. */
static void
done_by(struct store *st, const char *login, int64_t id, enum case_event event,
	const struct act_input *in, size_t n)
{
	const struct case_step step = {event, in, n};
	struct act_result r;
	struct session s;
	struct err err = ERR_INIT;

	fixture_session(&s, st, login);
	assert_ok(case_act(&s, id, 0, &step, 1, &r, &err), &err);
	session_close(&s);
}

/* Given to the mediators of the community instead of the property firm. */
static void
to_mediators(struct store *st, int64_t id)
{
	struct session sushi;
	char unit[24];

	fixture_session(&sushi, st, "sushi");
	snprintf(unit, sizeof(unit), "%d", (int)sushi.unit_id);
	session_close(&sushi);
	const struct act_input in[] = {{"unit", unit}};

	done_by(st, "wangmin", id, EV_DISPATCH, in, 1);
	done_by(st, "sushi", id, EV_SIGN, NULL, 0);
}

static void
bring_aside(struct store *st, int64_t id, enum stage stage)
{
	if (stage == WITH_MEDIATORS || stage == MEDIATED)
		to_mediators(st, id);
	else
		verb_press(st, "wangmin", id, "d 9 金榕物业 Enter");
	if (stage == MEDIATED)
		verb_press(st, "sushi", id, "e Up 3 洪某、物业公司 Tab Space Enter");
	if (stage == URGED || stage == ON_HOLD || stage == MET)
		verb_press(st, "linjl", id, "a");
	if (stage == URGED)
		verb_press(st, "wangmin", id, "p Enter");
	if (stage == MET)
		verb_press(st, "lihang", id, "o \"6-11\" Enter");
	if (stage == ON_HOLD) {
		verb_press(st, "zhangjl", id, "e 2 等设备采购 Tab \"7-20\" Enter");
		verb_press(st, "zhengwb", id, "a 1 Enter");
	}
}

static int64_t
brought_to(struct store *st, enum stage stage)
{
	int64_t id = fixture_case_titled(&(struct session){.store = st},
		stage == NEW ? "东门巷停水没有通知" : "地下车库无电动车充电桩");

	if (stage > SEVERAL)
		bring_aside(st, id, stage);
	if (stage < TO_SIGN || stage >= SEVERAL)
		return id;
	verb_press(st, "wangmin", id, "d 9 金榕物业 Enter");
	if (stage == RETURN_ASKED) {
		verb_press(st, "linjl", id, "b 2 不在物业合同内 Enter");
		verb_press(st, "zhangjl", id, "a 1 Enter");
		return id;
	}
	if (stage >= IN_WORK)
		verb_press(st, "linjl", id, "a f Up 2 已装好六个充电桩 Enter");
	if (stage >= ASKED)
		verb_press(st, "linjl", id, "c 1 Enter");
	if (stage >= REPLIED)
		verb_press(st, "zhangjl", id, "a 1 Enter");
	if (stage >= TO_SURVEY)
		verb_press(st, "lihang", id, "a");
	return id;
}

/* That one, and where several are needed the next ones that wait to be routed. */
static size_t
matters(struct store *st, const struct session *s, enum stage stage, int64_t ids[5])
{
	struct err err = ERR_INIT;
	size_t n = 0;
	struct stmt *q;

	ids[n++] = brought_to(st, stage);
	if (stage != SEVERAL)
		return n;
	q = db_stmt(store_db(st),
		"SELECT id FROM cases WHERE state = 2 AND desk_id = $1 AND id <> $2 ORDER BY id LIMIT 4 /*scan*/",
		&err);
	bind_i64(q, 1, s->unit_id);
	bind_i64(q, 2, ids[0]);
	while (n < 5 && db_row(q, &err))
		ids[n++] = col_i64(q);
	assert_ok(db_done(q, &err), &err);
	return n;
}

static void
take(const struct picture *p, const struct clash *clash)
{
	struct store *st = fixture_store();
	struct session s;
	int64_t ids[5];
	char name[96];

	fixture_session(&s, st, p->login);
	size_t n = matters(st, &s, p->stage, ids);

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		bool writes = strcmp(p->name, "undolist") == 0 || strcmp(p->name, "bulk") == 0 ||
			clash != NULL;

		if (writes && i > 0) { /* the keys have changed the matters: begin anew */
			session_close(&s);
			store_close(st);
			st = fixture_store();
			fixture_session(&s, st, p->login);
			matters(st, &s, p->stage, ids);
		}
		struct ui_test *t =
			verb_list_open(&s, ids, n, looks[i].rows, looks[i].cols, looks[i].lang);

		ui_test_keys(t, p->keys);
		if (clash != NULL) {
			const struct act_input in[] = {{clash->key, clash->value}};

			done_by(st, "lihang", ids[0], clash->event, in, 1);
			ui_test_keys(t, clash->then);
		}
		snprintf(name, sizeof(name), "dialog-%s.%s", p->name, looks[i].name);
		ui_test_golden(t, name);
		ui_test_close(t);
	}
	session_close(&s);
	store_close(st);
}

static void
test_pictures(void **state)
{
	(void)state;
	for (int i = 0; i < PICTURES; i++)
		take(&pictures[i], NULL);
	for (int i = 0; i < 2; i++)
		take(&clashes[i].picture, &clashes[i]);
}

static void
test_narrow_and_styles(void **state)
{
	struct store *st = fixture_store();
	struct session s;
	int64_t ids[5];

	(void)state;
	fixture_session(&s, st, "wangmin");
	size_t n = matters(st, &s, SEVERAL, ids);
	struct ui_test *t = verb_list_open(&s, ids, n, 20, 60, LANG_ZH);

	ui_test_keys(t, "Space Space d");
	ui_test_golden(t, "dialog-route-many.zh.60x20");
	ui_test_resize(t, 24, 80);
	ui_test_golden_styles(t, "dialog-route-many.styles.80x24");
	ui_test_close(t);
	session_close(&s);
	store_close(st);
}

static void
test_the_list_of_approvals(void **state)
{
	static const struct screen_entry screens[] = {{&notices_screen, ACT_GO_NOTICE, false}, {0}};
	struct store *st = fixture_store();
	struct session s;

	(void)state;
	brought_to(st, ASKED);
	fixture_session(&s, st, "zhangjl");
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		char name[64];
		struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens,
			.session = &s,
			.clock = store_clock(st),
			.rows = looks[i].rows,
			.cols = looks[i].cols,
			.lang = looks[i].lang,
			.user = s.name,
			.global = screens_global});

		snprintf(name, sizeof(name), "notices-sign.%s", looks[i].name);
		ui_test_golden(t, name);
		if (i == 3) {
			ui_test_keys(t, "Enter 2 Enter"); /* a reason is asked for */
			assert_string_equal(app_screen_name(ui_test_app(t)), "decide");
			ui_test_keys(t, "Esc Enter 1 Enter");
			assert_string_equal(app_screen_name(ui_test_app(t)), "notices");
			assert_not_shown(t, "sign ");
		}
		ui_test_close(t);
	}
	session_close(&s);
	store_close(st);
}

/* S90: the machine's table, state by state. */
static void
test_help_of_states(void **state)
{
	struct store *st = fixture_store();
	struct session s;
	int64_t id;

	(void)state;
	fixture_session(&s, st, "wangmin");
	id = brought_to(st, TO_ROUTE);
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		char name[64];
		struct ui_test *t =
			verb_list_open(&s, &id, 1, looks[i].rows, looks[i].cols, looks[i].lang);

		ui_test_keys(t, "? 3");
		snprintf(name, sizeof(name), "help-states.%s", looks[i].name);
		ui_test_golden(t, name);
		ui_test_close(t);
	}
	session_close(&s);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_narrow_and_styles),
		cmocka_unit_test(test_help_of_states),
		cmocka_unit_test(test_the_list_of_approvals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
