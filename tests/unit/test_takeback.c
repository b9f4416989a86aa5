/* What can be taken back, by whom, how long and how: the hold, recall, unmerge. And acts in words. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/domain/act_words.h"
#include "core/domain/claim.h"
#include "core/domain/intake.h"
#include "core/domain/takeback.h"
#include "core/serve/case_view.h"
#include "tests/lib/town.h"

static struct town town;
static struct session desk, other, handler;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	town_open(&town, "2024-12-09T14:32:00");
	town_session(&town, &desk, TOWN_DESK);
	town_session(&town, &other, TOWN_DSP);
	town_session(&town, &handler, TOWN_HND);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&handler);
	session_close(&other);
	session_close(&desk);
	town_close(&town);
	arena_release(&mem);
	return 0;
}

static int64_t
routed(void)
{
	struct intake in = {.channel = 1,
		.kind = 1,
		.phone = "13900000001",
		.name = "陈丽",
		.notify = 1,
		.publicity = PUBLIC_NO_NAME,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "地下车库没有充电桩"};
	static const struct act_input cat[] = {{"category", "CD"}}, unit[] = {{"unit", "3"}};
	const struct case_step acts[] = {{EV_ACCEPT, cat, 1}, {EV_DISPATCH, unit, 1}};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&desk, &in, acts, 2, &r, &err), &err);
	return r.case_id;
}

static struct takeback *
list(struct session *s, size_t want)
{
	struct takeback *out;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(takeback_list(s, &mem, &out, &n, &err), &err);
	assert_int_equal(n, want);
	return out;
}

static void
test_hold_then_recall(void **state)
{
	struct err err = ERR_INIT;
	struct act_result r;
	int64_t id = routed();

	(void)state;
	struct takeback *t = list(&desk, 1);

	assert_int_equal(t->how, TAKEBACK_UNDO);
	assert_string_equal(t->label, "已分办 1209-001 给 金榕物业");
	assert_string_equal(t->title, "地下车库没有充电桩");
	list(&other, 0); /* what somebody else did */
	town_advance(&town, 31);
	t = list(&desk, 1);
	assert_int_equal(t->how, TAKEBACK_RECALL);
	assert_string_equal(t->label, "已分办 1209-001 给 金榕物业");
	assert_ok(takeback_do(&desk, t, &r, &err), &err);
	assert_int_equal(r.state, CASE_ACCEPTED);
	assert_int_equal(r.case_id, id);
	t = list(&desk, 1); /* the recall itself can be taken back now */
	assert_int_equal(t->how, TAKEBACK_UNDO);
	assert_ok(takeback_do(&desk, t, &r, &err), &err);
	assert_int_equal(r.state, CASE_DISPATCHED);
	list(&desk, 1);
}

static void
test_opened_by_the_receiver(void **state)
{
	struct err err = ERR_INIT;
	int64_t id = routed();

	(void)state;
	town_advance(&town, 31);
	assert_ok(case_mark_seen(&other, id, &err), &err); /* a colleague's look is none */
	list(&desk, 1);
	assert_ok(case_mark_seen(&handler, id, &err), &err);
	list(&desk, 0);
}

static void
test_a_day_at_most(void **state)
{
	(void)state;
	routed();
	town_advance(&town, 86401);
	list(&desk, 0);
}

static void
test_merges(void **state)
{
	struct err err = ERR_INIT;
	struct act_result r;
	int64_t main = routed(), id;
	char text[32];

	(void)state;
	town_advance(&town, 31);
	assert_ok(takeback_do(&desk, list(&desk, 1), &r, &err), &err);
	id = routed();
	town_advance(&town, 31);
	assert_ok(takeback_do(&desk, list(&desk, 1), &r, &err), &err);
	snprintf(text, sizeof(text), "id:%lld", (long long)main);
	const struct act_input in[] = {{"main", text}};
	const struct case_step merge = {EV_MERGE, in, 1};

	assert_ok(case_act(&desk, id, 0, &merge, 1, &r, &err), &err);
	town_advance(&town, 3600);
	struct takeback *t = list(&desk, 1);

	assert_int_equal(t->how, TAKEBACK_UNMERGE);
	assert_string_equal(t->label, "已并案 1209-002 到 1209-001");
	assert_ok(takeback_do(&desk, t, &r, &err), &err);
	assert_int_equal(r.state, CASE_ACCEPTED);
}

static void
test_acts_in_words(void **state)
{
	static const struct {
		enum act_field field;
		const char *value, *words;
	} rows[] = {{F_UNIT, "3", "金榕物业"}, {F_HELPERS, "3,4", "金榕物业 桐城派出所"},
		{F_HELPERS, "不知道", "不知道"}, {F_CATEGORY, "0403", "CD 电动车充电"},
		{F_TIER, "2", "重点"}, {F_SOLVED, "1", "已解决"}, {F_STAFF, "3", "林立"},
		{F_REAL, "0", "否"}, {F_WHEN, "2024-12-08 10:20", "12-08 10:20"},
		{F_ANSWER, "已装好", "已装好"},
		{F_PLACE, "350502007012003000", "350502-007-012-003"},
		{F_MAIN, "id:1", "1209-001 地下车库没有充电桩"}, {F_SOLVED, "99", "99"}};
	struct err err = ERR_INIT;

	(void)state;
	routed();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *words;

		assert_ok(act_words(&desk, rows[i].field, rows[i].value, &mem, &words, &err), &err);
		assert_string_equal(words, rows[i].words);
	}
	assert_int_equal(act_field_by_key(EV_REJECT, "ground"), F_REJECT_GROUND);
	assert_int_equal(act_field_by_key(EV_ASK_RETURN, "ground"), F_GROUND);
	assert_int_equal(act_field_by_key(EV_NOTE, "ground"), F_NONE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_hold_then_recall),
		T(test_opened_by_the_receiver),
		T(test_a_day_at_most),
		T(test_merges),
		T(test_acts_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
