/* The queue on the fixture city: pictures, keystroke budgets, filters, tags, what others do. */
#include "tests/lib/ui.h"

#include <stdio.h>
#include <string.h>

#include "core/db/store.h"
#include "core/domain/case_act.h"
#include "core/domain/preference.h"
#include "tests/lib/fixture.h"
#include "tui/screen/queue.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/screens.h"
#include "tui/screen/views.h"

struct world {
	struct store *store, *others; /* others: a second console on the same file */
	struct session session, other;
	struct ui_test *ui;
	struct queue *queue; /* its model */
};

static const struct screen_entry screens[] = {
	{&queue_screen, ACT_GO_QUEUE, false}, {&views_screen, ACT_GO_VIEWS, true}, {0}};

static enum poll_result
poll_store(void *store)
{
	return store_changed(store) ? POLL_CHANGED : POLL_SAME;
}

struct shot {
	const char *name;
	int rows, cols;
	enum lang lang;
	bool slow, ascii;
};

static void
open_as(struct world *w, const char *login, const struct shot *shot)
{
	static const struct shot usual = {"", 24, 80, LANG_ZH, false, false};

	*w = (struct world){.store = fixture_store()};
	shot = shot != NULL ? shot : &usual;
	fixture_session(&w->session, w->store, login);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = shot->rows,
		.cols = shot->cols,
		.lang = shot->lang,
		.slow = shot->slow,
		.glyphs = shot->ascii ? GLYPHS_ASCII : GLYPHS_UNICODE,
		.poll = poll_store,
		.ctx = w->store,
		.global = screens_global});
	ui_test_keys(w->ui, "wait:20"); /* what is counted between keys */
	w->queue = app_screen_model(ui_test_app(w->ui));
}

static void
open_queue(struct world *w)
{
	open_as(w, NULL, NULL);
}

static void
close_queue(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	if (w->others != NULL) {
		session_close(&w->other);
		store_close(w->others);
	}
	store_close(w->store);
}

/* The one that was opened first, also while a bar or a dialog lies over it. */
static struct queue *
the_queue(struct world *w)
{
	return w->queue;
}

static const struct case_row *
row_at(struct world *w)
{
	const struct queue_row *row = list_row(&the_queue(w)->list);

	assert_non_null(row);
	return &row->row;
}

/* --- pictures */

static void
test_pictures(void **state)
{
	static const struct shot shots[] = {
		{"queue.zh.80x24", 24, 80, LANG_ZH, false, false},
		{"queue.zh.120x36", 36, 120, LANG_ZH, false, false},
		{"queue.en.80x24", 24, 80, LANG_EN, false, false},
		{"queue.en.120x36", 36, 120, LANG_EN, false, false},
		{"queue.zh.60x20", 20, 60, LANG_ZH, false, false},
		{"queue.zh.140x40", 40, 140, LANG_ZH, false, false},
		{"queue.zh.180x40", 40, 180, LANG_ZH, false, false},
		{"queue.ascii.100x30", 30, 100, LANG_ZH, false, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		struct world w;

		open_as(&w, NULL, &shots[i]);
		if (shots[i].cols >= 80)
			ui_test_keys(w.ui, "i");
		ui_test_keys(w.ui, "j j j Space j j Space k k");
		ui_test_golden(w.ui, shots[i].name);
		close_queue(&w);
	}
}

static void
test_other_pictures(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "F3 paste:状态:待办_超期|今日_类:噪 wait:250");
	ui_test_golden(w.ui, "queue-filter.zh.80x24");
	ui_test_keys(w.ui, "Esc Esc 就 wait:50");
	ui_test_golden(w.ui, "queue-ime.zh.80x24");
	ui_test_keys(w.ui, "Esc = wait:20");
	ui_test_golden(w.ui, "queue-freq.zh.80x24");
	ui_test_keys(w.ui, "Esc 7 wait:20");
	ui_test_golden(w.ui, "queue-empty.zh.80x24");
	ui_test_keys(w.ui, "9 wait:20");
	ui_test_golden(w.ui, "views.zh.80x24");
	close_queue(&w);
}

/* --- keystroke budgets (ux 9.1) */

static int64_t
first_dispatched_unit(struct world *w, const int64_t *ids, size_t n)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct case_row row = {0};
	int64_t unit = 0;

	for (size_t i = 0; i < n; i++) {
		bool found;

		assert_ok(case_row_load(&w->session, ids[i], &mem, &row, &found, &err), &err);
		assert_int_equal(row.state, CASE_DISPATCHED);
		assert_true(unit == 0 || unit == row.unit_id);
		unit = row.unit_id;
	}
	arena_release(&mem);
	return unit;
}

static void
t10_route_five_matters_to_one_unit(void **state)
{
	struct world w;
	int64_t ids[5];

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "4");
	for (int i = 0; i < 5; i++)
		ids[i] = ((const struct queue_row *)list_at(&the_queue(&w)->list, i))->row.id;
	ui_test_keys(w.ui, "Space Space Space Space Space d 7 Enter"); /* 8 */
	assert_true(first_dispatched_unit(&w, ids, 5) != 0);
	assert_int_equal(the_queue(&w)->list.tag_count, 0);
	close_queue(&w);
}

/* T11: five keys, budget six. Then all tags off by the same key. */
static void
t11_all_that_is_overdue_of_mine(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "8 wait:20 F7 2 *");
	assert_int_equal(the_queue(&w)->list.tag_count, 3);
	assert_shown(w.ui, "动作将用于已标的 3 件");
	ui_test_keys(w.ui, "p Enter");
	assert_string_equal(app_message(ui_test_app(w.ui)), "已催办 3 件");
	assert_int_equal(the_queue(&w)->list.tag_count, 0);
	ui_test_keys(w.ui, "* *");
	assert_int_equal(the_queue(&w)->list.tag_count, 0);
	close_queue(&w);
}

static const char *
phone_of(struct world *w, int64_t id, struct arena *mem)
{
	struct err err = ERR_INIT;
	struct reporter *r;
	size_t n;

	assert_ok(case_reporters(&w->session, id, mem, &r, &n, &err), &err);
	assert_true(n > 0 && strlen(r[0].phone) == 11);
	return r[0].phone;
}

static void
t18_find_by_the_end_of_a_phone_number(void **state)
{
	struct arena mem = ARENA_INIT;
	struct world w;

	(void)state;
	open_queue(&w);
	int64_t id = fixture_case_titled(
		&w.session, "金榕花园门禁卡无法补办"); /* closed, a colleague's */
	const char *phone = phone_of(&w, id, &mem);

	ui_test_keys(w.ui, "F3 超期 Enter");
	ui_test_keys(w.ui, arena_printf(&mem, "F7 F3 \"%s\" Enter", phone + 7)); /* 7 */
	assert_true(list_seek(&the_queue(&w)->list, id));
	assert_shown(w.ui, "金榕花园门禁卡无法补办");
	arena_release(&mem);
	close_queue(&w);
}

static void
t24_overdue_of_an_area_by_command(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, ": \"cq qh:lc\" Enter wait:20"); /* 10 */
	assert_shown(w.ui, "过滤 超期 区划:lc   3件");
	assert_int_equal(list_count(&the_queue(&w)->list), 3);
	ui_test_keys(w.ui, ": 队列 Enter wait:20");
	assert_shown(w.ui, "过滤 我的 待办");
	close_queue(&w);
}

static void
t35_save_the_filter_as_a_view(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "F3 类:停车 Ctrl-X v 占道 Enter wait:20"); /* 3 */
	assert_shown(w.ui, "已存视图 占道");
	assert_shown(w.ui, "过滤 类:停车");
	ui_test_keys(w.ui, "F7 9");
	assert_shown(w.ui, "占道");
	ui_test_keys(w.ui, "G k k k Enter");
	ui_test_keys(w.ui, "F7 F3 \"@\" 占道 Enter wait:20");
	assert_shown(w.ui, "过滤 @占道");
	assert_int_equal(row_at(&w)->cat, 205);
	close_queue(&w);
}

/* --- filters */

static void
a_filter_stands_in_place_of_the_tab_and_goes_with_esc(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "2 j");
	int64_t at = row_at(&w)->id;

	ui_test_keys(w.ui, "F3 类:停车 wait:250");
	assert_shown(w.ui, "读作");
	assert_int_equal(row_at(&w)->cat, 205);
	ui_test_keys(w.ui, "Enter wait:20 Space");
	assert_shown(w.ui, "过滤 类:停车");
	ui_test_keys(w.ui, "Esc"); /* the filter, before the tags */
	assert_shown(w.ui, "我的 超期");
	assert_int_equal(row_at(&w)->id, at);
	assert_int_equal(the_queue(&w)->list.tag_count, 1);
	ui_test_keys(w.ui, "Esc");
	assert_int_equal(the_queue(&w)->list.tag_count, 0);
	ui_test_keys(w.ui, "F3 类:消防 wait:250 Esc Esc"); /* given up while typing */
	assert_shown(w.ui, "我的 超期");
	assert_int_equal(row_at(&w)->id, at);
	close_queue(&w);
}

static void
a_mistake_keeps_the_last_result(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "F3 paste:类:停车 wait:250");
	int n = list_count(&the_queue(&w)->list);

	assert_true(n > 0);
	ui_test_keys(w.ui, "Ctrl-U paste:类:躁音 wait:250");
	assert_shown(w.ui, "躁音");
	assert_shown(w.ui, "还没读懂");
	assert_int_equal(list_count(&the_queue(&w)->list), n);
	ui_test_keys(w.ui, "Enter"); /* not accepted */
	assert_int_equal(list_count(&the_queue(&w)->list), n);
	assert_string_equal(app_screen_name(ui_test_app(w.ui)), "bar");
	ui_test_keys(w.ui, "Esc Esc Esc wait:20");
	assert_shown(w.ui, "我的 待办   23件");
	close_queue(&w);
}

static void
history_and_completion(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "F3 类:停车 Enter Esc F3 Up wait:250 Enter wait:20");
	assert_shown(w.ui, "过滤 类:停车");
	ui_test_keys(w.ui, "Esc F3 \"zt:dfb\" wait:250 Tab wait:250 Enter wait:20");
	assert_shown(w.ui, "待分办");
	assert_int_equal(row_at(&w)->state, CASE_ACCEPTED);
	close_queue(&w);
}

static void
a_slow_link_searches_on_enter_alone(void **state)
{
	static const struct shot slow = {"", 24, 80, LANG_ZH, true, false};
	struct world w;

	(void)state;
	open_as(&w, NULL, &slow);
	ui_test_keys(w.ui, "F3 类:停车 wait:1000");
	assert_false(the_queue(&w)->trying);
	ui_test_keys(w.ui, "Enter wait:20 Esc i j wait:100");
	assert_int_not_equal(the_queue(&w)->preview.id, row_at(&w)->id);
	ui_test_keys(w.ui, "j wait:500"); /* the cursor rests */
	assert_int_equal(the_queue(&w)->preview.id, row_at(&w)->id);
	close_queue(&w);
}

static void
the_order_is_chosen_by_key(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	int64_t first = row_at(&w)->id;

	ui_test_keys(w.ui, "S wait:20 Home");
	assert_shown(w.ui, "排:-到期");
	ui_test_keys(w.ui, "End");
	assert_int_equal(row_at(&w)->id, first);
	ui_test_keys(w.ui, "s 3 wait:20");
	assert_shown(w.ui, "排:单位");
	assert_shown(w.ui, "承办+");
	ui_test_keys(w.ui, "2 wait:20"); /* another list begins in its own order */
	assert_shown(w.ui, "排:到期");
	ui_test_keys(w.ui, "F3 paste:待办_排:-受理 Enter wait:20");
	assert_shown(w.ui, "排:-受理");
	ui_test_keys(w.ui, "s 2 wait:20");
	assert_shown(w.ui, "排:类");
	close_queue(&w);
}

/* --- the frequency table */

static void
values_are_counted_tagged_and_filtered_by(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "= 3 wait:20");
	assert_shown(w.ui, "共 23 件");
	assert_shown(w.ui, "待分办");
	ui_test_keys(w.ui, "Enter wait:20");
	assert_shown(w.ui, "9件");
	assert_int_equal(row_at(&w)->state, CASE_ACCEPTED);
	ui_test_keys(w.ui, "Esc = 3 wait:20 Space Space Enter wait:20");
	assert_shown(w.ui, " | ");
	assert_true(list_count(&the_queue(&w)->list) > 9);
	ui_test_keys(w.ui, "Esc wait:20");
	assert_shown(w.ui, "23件");
	ui_test_keys(w.ui, ": 频次 \" \" 网格 Enter wait:20");
	assert_shown(w.ui, "频次 网格");
	ui_test_keys(w.ui, "Esc");
	close_queue(&w);
}

static void
a_day_of_the_histogram_filters(void **state)
{
	static const struct shot wide = {"", 36, 120, LANG_ZH, false, false};
	struct world w;

	(void)state;
	open_as(&w, NULL, &wide);
	ui_test_keys(w.ui, "Tab Right Enter wait:20");
	assert_shown(w.ui, "过滤 我的 待办 -搁置 到期:2026-06-09   7件");
	ui_test_keys(w.ui, "Esc wait:20 Tab Esc"); /* back from the days to the list */
	assert_int_equal(the_queue(&w)->panels.focus, the_queue(&w)->list_panel);
	close_queue(&w);
}

/* --- two consoles */

static void
open_other(struct world *w, const char *login)
{
	struct err err = ERR_INIT;
	const struct store_config config = {
		.path = fixture_path(w->store), .frozen = true, .frozen_utc = FIXTURE_NOW + 60};

	assert_ok(store_open(&w->others, &config, &err), &err);
	fixture_session(&w->other, w->others, login);
}

static void
others_do(struct world *w, int64_t id, enum case_event event, const struct act_input *fields,
	size_t n)
{
	struct err err = ERR_INIT;
	struct arena mem = ARENA_INIT;
	const struct case_step step = {event, fields, n};
	struct act_result r;
	struct case_row row;
	bool found;

	assert_ok(case_row_load(&w->other, id, &mem, &row, &found, &err), &err);
	assert_ok(case_act(&w->other, id, row.version, &step, 1, &r, &err), &err);
	arena_release(&mem);
}

static void
what_another_console_does_is_seen_and_nothing_moves(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	open_other(&w, "lihang");
	ui_test_keys(w.ui, "4 wait:20");
	int count = list_count(&the_queue(&w)->list);
	int64_t first = 0, second = 0, at;

	for (int i = 0; i < count; i++) {
		const struct case_row *row = list_at(&the_queue(&w)->list, i);

		if (row->state != CASE_ACCEPTED)
			continue;
		second = first;
		first = row->id;
	}
	ui_test_keys(w.ui, "j j");
	at = row_at(&w)->id;
	others_do(&w, first, EV_DISPATCH, (const struct act_input[]){{"unit", "金榕物业"}}, 1);
	others_do(&w, second, EV_EDIT,
		(const struct act_input[]){{"title", "另一个事由"}, {"reason", "写错了"}}, 2);
	ui_test_keys(w.ui, "wait:1100");
	assert_int_equal(list_count(&the_queue(&w)->list), count);
	assert_int_equal(row_at(&w)->id, at);
	assert_shown(w.ui, "待签收");
	assert_shown(w.ui, "另一个事由");
	assert_shown(w.ui, "4 待分办10");
	ui_test_golden_styles(w.ui, "queue.others.80x24");
	ui_test_keys(w.ui, "F5 wait:20");
	assert_int_equal(list_count(&the_queue(&w)->list), count - 1);
	assert_int_equal(row_at(&w)->id, at);
	close_queue(&w);
}

/* --- opening */

static void
enter_opens_with_neighbours_and_esc_comes_back(void **state)
{
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "j j");
	int64_t at = row_at(&w)->id;

	ui_test_keys(w.ui, "Enter");
	assert_string_equal(app_screen_name(ui_test_app(w.ui)), "case");
	assert_shown(w.ui, "案件 > 0604-003");
	ui_test_keys(w.ui, "]");
	assert_shown(w.ui, "案件 > 0609-011");
	ui_test_keys(w.ui, "Esc");
	assert_int_equal(row_at(&w)->id, at);
	close_queue(&w);
}

static void
the_preview_is_remembered(void **state)
{
	const char *value;
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct world w;

	(void)state;
	open_queue(&w);
	ui_test_keys(w.ui, "i j wait:20");
	assert_int_equal(the_queue(&w)->preview.id, row_at(&w)->id);
	assert_ok(preference_get(&w.session, "queue.preview", &mem, &value, &err), &err);
	assert_string_equal(value, "1");
	ui_test_keys(w.ui, "J J K K K i");
	assert_not_shown(w.ui, "收起预览");
	arena_release(&mem);
	close_queue(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_other_pictures),
		cmocka_unit_test(t10_route_five_matters_to_one_unit),
		cmocka_unit_test(t11_all_that_is_overdue_of_mine),
		cmocka_unit_test(t18_find_by_the_end_of_a_phone_number),
		cmocka_unit_test(t24_overdue_of_an_area_by_command),
		cmocka_unit_test(t35_save_the_filter_as_a_view),
		cmocka_unit_test(a_filter_stands_in_place_of_the_tab_and_goes_with_esc),
		cmocka_unit_test(a_mistake_keeps_the_last_result),
		cmocka_unit_test(history_and_completion),
		cmocka_unit_test(a_slow_link_searches_on_enter_alone),
		cmocka_unit_test(the_order_is_chosen_by_key),
		cmocka_unit_test(values_are_counted_tagged_and_filtered_by),
		cmocka_unit_test(a_day_of_the_histogram_filters),
		cmocka_unit_test(what_another_console_does_is_seen_and_nothing_moves),
		cmocka_unit_test(enter_opens_with_neighbours_and_esc_comes_back),
		cmocka_unit_test(the_preview_is_remembered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
