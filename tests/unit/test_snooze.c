/* D14: off one's own list for a while, and back again. */
#include <string.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/case_count.h"
#include "core/domain/case_db.h"
#include "core/domain/case_list.h"
#include "core/domain/snooze.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/screens.h"

extern const struct screen_ops queue_screen, case_screen, triage_screen;

static const struct screen_entry screens[] = {
	{&queue_screen, ACT_GO_QUEUE, false}, {&triage_screen, ACT_GO_TRIAGE, true}, {0}};

static struct store *st;
static struct session desk, other;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	fixture_session(&other, st, "lihang");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	session_close(&other);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static int64_t
rows_of(struct session *s, const char *filter)
{
	struct case_list *list;
	struct case_list_count n = {0};
	struct filter_fault fault;
	struct err err = ERR_INIT;

	assert_ok(case_list_open(&list, s, filter, NULL, NULL, &fault, &err), &err);
	while (!n.done)
		assert_ok(case_list_count(list, &n, &err), &err);
	case_list_free(list);
	return n.n;
}

static int64_t
at(int day, int hour, int minute)
{
	const struct civil c = {2026, 6, day, hour, minute, 0, 0};

	return civil_to_utc(&c);
}

/* It is Tuesday, 9 June 2026, 14:32:05; work goes on at 14:30, the 19th is a holiday. */
static void
times(void **state)
{
	(void)state;
	assert_true(snooze_time(&desk, SNOOZE_HOUR) == at(9, 15, 32));
	assert_true(snooze_time(&desk, SNOOZE_AFTERNOON) == 0);
	assert_true(snooze_time(&desk, SNOOZE_MORNING) == at(10, 8, 30));
	assert_true(snooze_time(&desk, SNOOZE_MONDAY) == at(15, 8, 30));
	clock_advance_ms(store_clock(st), (at(11, 9, 0) - session_now(&desk)) * 1000);
	assert_true(snooze_time(&desk, SNOOZE_AFTERNOON) == at(11, 14, 30));
	clock_advance_ms(
		store_clock(st), (at(13, 9, 0) - session_now(&desk)) * 1000); /* a Saturday */
	assert_true(snooze_time(&desk, SNOOZE_AFTERNOON) == 0);
	assert_true(snooze_time(&desk, SNOOZE_MORNING) == at(15, 8, 30));
	assert_true(snooze_time(&desk, SNOOZE_MONDAY) == at(15, 8, 30));
	clock_advance_ms(store_clock(st), (at(18, 16, 0) - session_now(&desk)) * 1000);
	assert_true(snooze_time(&desk, SNOOZE_MORNING) ==
		at(22, 8, 30)); /* over the Dragon Boat festival */
}

static void
off_the_own_list_only(void **state)
{
	struct err err = ERR_INIT;
	int64_t id = fixture_case(&desk, CASE_ACCEPTED), until;
	int64_t mine = rows_of(&desk, case_view_list(&desk, 0)), all = rows_of(&desk, "待办");
	int64_t theirs = rows_of(&other, "待办"), due = 0;
	struct case_row row;
	bool found;

	(void)state;
	assert_ok(case_read_row(store_db(st), id, &mem, &row, &found, &err), &err);
	due = row.due_at;
	assert_ok(snooze_put(&desk, &id, 1, at(9, 15, 0), &err), &err);
	assert_int_equal(rows_of(&desk, case_view_list(&desk, 0)), mine - 1);
	assert_int_equal(rows_of(&desk, case_view_filter(&desk, 0)), mine);
	assert_int_equal(rows_of(&desk, "搁置"), 1);
	assert_int_equal(rows_of(&desk, "待办"), all);
	assert_int_equal(rows_of(&other, "待办"), theirs);
	assert_int_equal(rows_of(&other, "搁置"), 0);
	assert_ok(case_read_row(store_db(st), id, &mem, &row, &found, &err), &err);
	assert_true(row.due_at == due); /* the clock goes on */
	assert_ok(snooze_of(&desk, id, &until, &err), &err);
	assert_true(until == at(9, 15, 0));
	clock_advance_ms(store_clock(st), (at(9, 14, 59) - session_now(&desk)) * 1000);
	assert_int_equal(rows_of(&desk, "搁置"), 1);
	clock_advance_ms(store_clock(st), 60000); /* by time */
	assert_int_equal(rows_of(&desk, "搁置"), 0);
	assert_int_equal(rows_of(&desk, case_view_list(&desk, 0)), mine);
}

static void
write_note(struct session *s, int64_t id)
{
	const struct act_input text = {"text", "来电催问"};
	const struct case_step note = {EV_NOTE, &text, 1};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_act(s, id, 0, &note, 1, &r, &err), &err);
}

static void
somebody_else_wakes_it(void **state)
{
	struct err err = ERR_INIT;
	int64_t id = fixture_case(&desk, CASE_ACCEPTED), until;

	(void)state;
	assert_ok(snooze_put(&desk, &id, 1, at(12, 15, 0), &err), &err);
	write_note(&desk, id); /* an own act does not */
	assert_ok(snooze_of(&desk, id, &until, &err), &err);
	assert_true(until != 0);
	write_note(&other, id);
	assert_ok(snooze_of(&desk, id, &until, &err), &err);
	assert_true(until == 0);
	assert_int_equal(rows_of(&desk, "搁置"), 0);
	assert_ok(snooze_put(&desk, &id, 1, at(12, 15, 0), &err),
		&err); /* and may be put off again */
	assert_int_equal(rows_of(&desk, "搁置"), 1);
	assert_ok(snooze_wake(&desk, &id, 1, &err), &err);
	assert_int_equal(rows_of(&desk, "搁置"), 0);
}

static void
refusals(void **state)
{
	struct err err = ERR_INIT;
	struct session handler;
	int64_t id = fixture_case(&desk, CASE_ACCEPTED), closed = fixture_case(&desk, CASE_CLOSED),
		both[2];

	(void)state;
	assert_err(snooze_put(&desk, &id, 1, session_now(&desk), &err), &err, ERR_INPUT);
	assert_err(snooze_put(&desk, &id, 1, session_now(&desk) + INT64_C(91) * 86400, &err), &err,
		ERR_INPUT);
	assert_err(snooze_put(&desk, &closed, 1, at(9, 15, 0), &err), &err, ERR_RULE);
	both[0] = id;
	both[1] = closed;
	assert_err(snooze_put(&desk, both, 2, at(9, 15, 0), &err), &err, ERR_RULE);
	assert_int_equal(rows_of(&desk, "搁置"), 0); /* none or all */
	both[0] = INT64_C(999999);
	assert_err(snooze_put(&desk, both, 1, at(9, 15, 0), &err), &err, ERR_INPUT);
	fixture_session(&handler, st, "xuwei"); /* of another unit: not theirs to put off */
	assert_false(snooze_put(&handler, &id, 1, at(9, 15, 0), &err));
	session_close(&handler);
}

/* --- on the screen */

static struct ui_test *
open_on(const struct screen_ops *screen, struct arg first, int rows, int cols, enum lang lang)
{
	static struct screen_entry one[2];

	one[0] = (struct screen_entry){screen, ACT_NONE, false};
	struct ui_test *t = ui_test_open(
		&(struct ui_test_config){.screens = screen == &queue_screen ? screens : one,
			.first = first,
			.session = &desk,
			.clock = store_clock(st),
			.rows = rows,
			.cols = cols,
			.lang = lang,
			.global = screens_global});

	ui_test_keys(t, "wait:20");
	return t;
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *dialog, *queue;
	} sizes[] = {{24, 80, LANG_ZH, "snooze.zh.80x24", "snooze-queue.zh.80x24"},
		{36, 120, LANG_EN, "snooze.en.120x36", "snooze-queue.en.120x36"},
		{24, 80, LANG_EN, "snooze.en.80x24", NULL},
		{36, 120, LANG_ZH, "snooze.zh.120x36", NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t = open_on(&queue_screen, (struct arg){.text = ""}, sizes[i].rows,
			sizes[i].cols, sizes[i].lang);

		ui_test_keys(t, "j z");
		ui_test_golden(t, sizes[i].dialog);
		ui_test_keys(t, "1 wait:20");
		if (sizes[i].queue != NULL)
			ui_test_golden(t, sizes[i].queue);
		ui_test_close(t);
	}
}

static void
keys(void **state)
{
	struct ui_test *t = open_on(&queue_screen, (struct arg){.text = ""}, 24, 80, LANG_ZH);
	struct queue *q = app_screen_model(ui_test_app(t));
	int64_t first = list_id(&q->list);

	(void)state;
	ui_test_keys(t, "Space Space z 3 wait:20");
	assert_shown(t, "已搁置 2 件到 06-10 周三 08:30, 计时照走");
	assert_shown(t, "21件  搁置 2");
	assert_int_equal(q->list.tag_count, 0);
	assert_true(list_id(&q->list) != first);
	ui_test_keys(t, "/ 搁置 Enter wait:20");
	assert_int_equal(list_count(&q->list), 2);
	ui_test_keys(t, "z 2"); /* this afternoon has begun: nothing happens */
	assert_string_equal(app_screen_name(ui_test_app(t)), "snooze");
	ui_test_keys(t, "6 wait:20");
	assert_shown(t, "放回列表了");
	assert_int_equal(list_count(&q->list), 1);
	ui_test_keys(t, "z 5 \"6-8\" Enter"); /* it was yesterday */
	assert_shown(t, "已经过去");
	ui_test_keys(t, "5 \"x\" Enter");
	assert_shown(t, "看不懂这个时间: x");
	ui_test_keys(t, "5 \"6-13\" Enter wait:20"); /* a Saturday: the next working morning */
	assert_shown(t, "06-15 周一 08:30");
	ui_test_close(t);
}

static void
the_case_screen_says_it(void **state)
{
	struct err err = ERR_INIT;
	int64_t id = fixture_case(&desk, CASE_ACCEPTED);

	(void)state;
	assert_ok(snooze_put(&desk, &id, 1, at(10, 8, 30), &err), &err);
	struct ui_test *t =
		open_on(&case_screen, (struct arg){.id = id, .text = ""}, 24, 80, LANG_ZH);

	assert_shown(t, "你搁置到 06-10 周三 08:30, 计时照走");
	ui_test_close(t);
}

static void
triage_goes_on(void **state)
{
	struct ui_test *t = open_on(&queue_screen, (struct arg){.text = ""}, 24, 80, LANG_ZH);

	(void)state;
	ui_test_keys(t, "F8");
	assert_string_equal(app_screen_name(ui_test_app(t)), "triage");
	char first[200];

	snprintf(first, sizeof(first), "%s", ui_test_row(t, 2));
	ui_test_keys(t, "z 1");
	assert_string_equal(app_screen_name(ui_test_app(t)), "triage");
	assert_string_not_equal(ui_test_row(t, 2), first); /* the next one */
	assert_int_equal(rows_of(&desk, "搁置"), 1);
	ui_test_close(t);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(times), T(off_the_own_list_only),
		T(somebody_else_wakes_it), T(refusals), T(looks), T(keys),
		T(the_case_screen_says_it), T(triage_goes_on)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
