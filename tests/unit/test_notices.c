/* S07: what is addressed to a person, read or not. */
#include <string.h>

#include "core/domain/case_act.h"
#include "core/domain/handover.h"
#include "core/serve/notices.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/notices.h"
#include "tui/screen/screens.h"

static const struct screen_entry screens[] = {{&notices_screen, ACT_GO_NOTICE, true}, {0}};

static struct store *st;
static struct session wang, li;
static struct arena mem;
static int64_t id;

static void
act(struct session *s, enum case_event event, const char *key, const char *value)
{
	const struct act_input in = {key, value};
	const struct case_step step = {event, &in, 1};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_act(s, id, 0, &step, 1, &r, &err), &err);
	clock_advance_ms(store_clock(st), 61000);
}

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&wang, st, NULL);
	fixture_session(&li, st, "lihang");
	id = fixture_case_titled(&wang, "地下车库无电动车充电桩");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&wang);
	session_close(&li);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static size_t
list_of(struct session *s, struct notice **out, size_t *unread)
{
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(notices_list(s, &mem, out, &n, &err), &err);
	*unread = 0;
	for (size_t i = 0; i < n; i++)
		*unread += !(*out)[i].read;
	return n;
}

static void
what_others_do(void **state)
{
	struct notice *n;
	struct err err = ERR_INIT;
	size_t unread, before = list_of(&wang, &n, &unread), later;

	(void)state;
	act(&wang, EV_NOTE, "text", "自己的备注"); /* one's own is no news */
	assert_int_equal(list_of(&wang, &n, &unread), before);
	act(&li, EV_NOTE, "text", "来电催问");
	assert_int_equal(list_of(&wang, &n, &unread), before + 1);
	later = unread;
	assert_true(n[0].kind == NOTICE_EVENT && n[0].case_id == id && !n[0].read);
	assert_string_equal(n[0].who, "李航");
	assert_non_null(strstr(n[0].text, "来电催问"));
	assert_ok(notices_mark(&wang, &n[0].key, 1, &err), &err);
	assert_ok(notices_mark(&wang, &n[0].key, 1, &err), &err);
	list_of(&wang, &n, &unread);
	assert_int_equal(unread, later - 1);
	assert_true(n[0].read);
	clock_advance_ms(
		store_clock(st), INT64_C(8) * 86400000); /* and are forgotten after a week */
	assert_int_equal(list_of(&wang, &n, &unread), 0);
}

static void
a_hand_over(void **state)
{
	struct notice *n;
	struct handover_result r;
	struct err err = ERR_INIT;
	size_t unread, count;

	(void)state;
	assert_ok(handover_sign(&wang, li.staff_id, &id, 1, "配件22点到", &mem, &r, &err), &err);
	count = list_of(&li, &n, &unread);
	size_t at = 0;

	while (at < count && n[at].kind != NOTICE_HANDOVER)
		at++;
	assert_true(at < count && !n[at].read);
	assert_string_equal(n[at].text, "配件22点到");
	assert_ok(notices_mark(&li, &n[at].key, 1, &err), &err);
	list_of(&li, &n, &unread);
	assert_true(n[at].read);
}

static void
signatures_stay_until_given(void **state)
{
	struct session director;
	struct notice *n;
	struct err err = ERR_INIT;
	size_t unread, count;
	bool any = false;

	(void)state;
	fixture_session(&director, st, "zhangjl"); /* the firm's leader signs replies */
	count = list_of(&director, &n, &unread);
	for (size_t i = 0; i < count; i++) {
		if (n[i].kind != NOTICE_SIGNATURE)
			continue;
		any = true;
		assert_ok(notices_mark(&director, &n[i].key, 1, &err), &err);
		assert_false(n[i].read);
	}
	session_close(&director);
	(void)any;
}

static struct ui_test *
open_ui(int rows, int cols, enum lang lang)
{
	return ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &wang,
		.clock = store_clock(st),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global});
}

static void
looks_and_keys(void **state)
{
	struct ui_test *t;
	struct notice *n;
	size_t unread;

	(void)state;
	act(&li, EV_NOTE, "text", "来电催问");
	t = open_ui(24, 80, LANG_ZH);
	ui_test_golden(t, "notices.zh.80x24");
	ui_test_keys(t, "Enter");
	assert_string_equal(app_screen_name(ui_test_app(t)), "case");
	ui_test_keys(t, "Esc j c");
	assert_shown(t, "已读");
	ui_test_keys(t, "* c");
	list_of(&wang, &n, &unread);
	for (size_t i = 0; i < unread; i++)
		assert_int_equal(n[i].kind, NOTICE_SIGNATURE);
	ui_test_close(t);
	t = open_ui(36, 120, LANG_EN);
	ui_test_golden(t, "notices.en.120x36");
	ui_test_close(t);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(what_others_do), T(a_hand_over),
		T(signatures_stay_until_given), T(looks_and_keys)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
