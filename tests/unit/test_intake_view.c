/* What the program finds while a matter is being taken in. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/domain/area.h"
#include "core/domain/intake.h"
#include "core/domain/worktime.h"
#include "core/serve/intake_view.h"
#include "tests/lib/fixture.h"

static struct store *st;
static struct session desk;
static struct arena mem;

static const char phone[] = "13905952208";
static const char body[] = "地下车库没有充电桩 大家拉飞线充电 上周2幢冒过烟 希望尽快安装";

static struct intake_place
place_named(enum lookup_kind kind, const char *name)
{
	struct lookup_hit *hits;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(lookup_search(&desk, LOOKUP_BIT(kind), name, 1, &mem, &hits, &n, &err), &err);
	assert_int_equal(n, 1);
	return (struct intake_place){kind, hits[0].item.id};
}

static void
register_a_call(const char *text, int64_t place)
{
	struct intake in = {.channel = 1,
		.phone = phone,
		.name = "陈丽华",
		.identity = 1,
		.room = "3幢1204",
		.estate_id = place_named(LOOKUP_ESTATE, "金榕花园").id,
		.place = place,
		.body = text,
		.category = 403,
		.notice_told = true};
	static const struct act_input category[] = {{"category", "CD"}};
	const struct case_step acts[] = {{EV_ACCEPT, category, 1}};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&desk, &in, acts, 1, &r, &err), &err);
}

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static struct intake_view
look(const struct intake_given *given)
{
	struct intake_view v;
	struct err err = ERR_INIT;

	assert_ok(intake_view_load(&desk, given, &mem, &v, &err), &err);
	return v;
}

static int64_t
handle_due(const struct intake_given *given)
{
	const struct intake_view v = look(given);

	return preview_clock(&v.preview, CLOCK_HANDLE)->due_at;
}

static void
nothing_given_nothing_found(void **state)
{
	struct intake_view v = look(&(struct intake_given){.phone = "", .room = "", .body = ""});

	(void)state;
	assert_false(v.known || v.says_place || v.located || v.previewed);
	assert_int_equal(v.category, 0);
	assert_int_equal(v.guess_count + v.unit_count + v.duplicate_count + v.call_count, 0);
}

static void
a_known_caller_brings_name_and_place(void **state)
{
	struct address a;
	struct err err = ERR_INIT;
	bool found;
	struct intake_place jr = place_named(LOOKUP_ESTATE, "金榕花园");

	(void)state;
	assert_ok(address_find(&desk, jr.kind, jr.id, "3-1204", &mem, &a, &found, &err), &err);
	register_a_call("门禁卡补办不了", a.place);
	struct intake_view v = look(&(struct intake_given){.phone = phone});

	assert_true(v.known);
	assert_string_equal(v.caller.name, "陈丽华");
	assert_int_equal(v.caller.role, 1);
	assert_string_equal(v.caller_place_name, "金榕花园");
	assert_int_equal(v.call_count, 1);
	assert_int_equal(v.recent, 1);
	assert_int_equal(v.pleased, 0);
	assert_true(v.located && v.address.has_building);
	assert_int_equal(v.at, a.place);
	assert_string_equal(v.address.room, "3幢1204");
	assert_string_equal(v.facts.name, "金榕花园");
	assert_true(v.facts.households > 0 && v.facts.open > 0 && v.facts.recent > 0 &&
		v.facts.top_count > 0);

	/* To a grid worker a number does not say whose it is. */
	struct session worker;

	fixture_session(&worker, st, "chenzq");
	assert_ok(intake_view_load(&worker, &(struct intake_given){.phone = phone}, &mem, &v, &err),
		&err);
	assert_false(v.known);
	assert_int_equal(v.call_count, 0);
	session_close(&worker);

	/* Who lives elsewhere now is found there. */
	v = look(&(struct intake_given){
		.phone = phone, .place = place_named(LOOKUP_ESTATE, "刺桐雅苑")});
	assert_string_equal(v.facts.name, "刺桐雅苑");
	assert_false(v.address.has_building); /* the old room is not taken along */
	assert_string_equal(v.address.room, "");
}

static void
a_text_brings_category_level_clocks_and_unit(void **state)
{
	struct intake_given given = {.phone = "13800138000",
		.body = body,
		.room = "3-1204",
		.notify = 1,
		.place = place_named(LOOKUP_ESTATE, "金榕花园"),
		.route = true};
	struct intake_view v = look(&given);

	(void)state;
	assert_false(v.known);
	assert_int_equal(v.category, 403);
	assert_true(v.percent >= desk.rules->certain_percent && v.percent < 100);
	assert_int_equal(v.risk_count, 2);
	assert_int_equal(v.tier, TIER_KEY);
	assert_true(v.unit_count > 0);
	assert_true(v.previewed);
	assert_int_equal(v.preview.state, CASE_DISPATCHED);
	assert_non_null(preview_clock(&v.preview, CLOCK_HANDLE));
	assert_non_null(preview_clock(&v.preview, CLOCK_SIGN));

	int64_t due = preview_clock(&v.preview, CLOCK_HANDLE)->due_at;

	given.due_wish = due - 86400;
	assert_int_equal(handle_due(&given), due - 86400);
	given.due_wish = due + 86400; /* no shorter than the rule: as if there were none */
	assert_int_equal(handle_due(&given), due);
	given.due_wish = 0;
	given.route = false;
	v = look(&given);
	assert_int_equal(v.preview.state, CASE_ACCEPTED);
	assert_null(preview_clock(&v.preview, CLOCK_HANDLE));

	given.category = 205;
	v = look(&given);
	assert_int_equal(v.category, 205);
	assert_int_equal(v.percent, 100);
	assert_int_equal(v.tier, TIER_KEY); /* ordinary, raised by the words of risk */
	given.tier = TIER_ORDINARY;
	assert_int_equal(look(&given).tier, TIER_ORDINARY);
}

static void
a_like_matter_is_shown(void **state)
{
	struct intake_place jr = place_named(LOOKUP_ESTATE, "金榕花园");
	struct intake_given given = {.body = body, .place = jr};
	size_t before = look(&given).duplicate_count;

	(void)state;
	register_a_call("地下车库没有充电桩 大家拉飞线充电 请尽快安装", look(&given).at);
	struct intake_view v = look(&given);

	assert_true(v.duplicate_count > 0 && v.duplicate_count >= before);
	assert_true(v.duplicates[0].percent >= 70);
	given.place = place_named(LOOKUP_ESTATE, "榕汀佳园");
	assert_int_equal(look(&given).duplicate_count, 0);
}

static void
a_pasted_message_says_who_and_where(void **state)
{
	struct intake_given given = {
		.body = "我是金榕花园3-"
			"1204的陈丽华，地下车库没有充电桩，电话１３９０５９５２２０８"};
	struct intake_view v = look(&given);

	(void)state;
	assert_string_equal(v.phone, phone);
	assert_true(v.says_place);
	assert_string_equal(v.said_place.item.name, "金榕花园");
	assert_int_equal(v.place.id, v.said_place.item.id);
	assert_true(v.address.has_building);
	assert_string_equal(v.address.room, "3幢1204");
	given.no_phone = true; /* anonymous: whoever it is, it is not looked up */
	assert_string_equal(look(&given).phone, "");
	given.no_phone = false;
	given.phone = "13800138000"; /* typed: what the text says does not count */
	assert_string_equal(look(&given).phone, "13800138000");
}

static void
weak_words_choose_nothing(void **state)
{
	struct intake_view v = look(&(struct intake_given){.body = "小区里有些事情想反映一下"});

	(void)state;
	assert_int_equal(v.category, 0);
	assert_int_equal(v.tier, TIER_NONE);
	assert_false(v.previewed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_given_nothing_found, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_known_caller_brings_name_and_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_text_brings_category_level_clocks_and_unit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_like_matter_is_shown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_pasted_message_says_who_and_where, set_up, tear_down),
		cmocka_unit_test_setup_teardown(weak_words_choose_nothing, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
