/* What is shown beforehand is what the act then does: every category, level, condition and hour compared. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/intake.h"
#include "core/serve/case_preview.h"
#include "tests/lib/town.h"

static struct town town;
static struct session desk, handler;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	town_open(&town, "2024-12-09T14:32:00");
	town_session(&town, &desk, TOWN_DESK);
	town_session(&town, &handler, TOWN_HND);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&handler);
	session_close(&desk);
	town_close(&town);
	arena_release(&mem);
	return 0;
}

static struct intake
a_call(int notify)
{
	return (struct intake){.channel = 1,
		.kind = 1,
		.phone = "13900000001",
		.name = "陈丽",
		.notify = notify,
		.publicity = PUBLIC_NO_NAME,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "请尽快处理"};
}

static int64_t
registered(int notify)
{
	struct intake in = a_call(notify);
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&desk, &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

static struct case_clock
running(const struct case_clock *clocks, size_t n, enum clock_kind kind)
{
	for (size_t i = 0; i < n; i++)
		if (clocks[i].kind == kind && clocks[i].stopped_at == 0)
			return clocks[i];
	return (struct case_clock){0};
}

/* The matter as it is now against what had been foretold. */
static void
same_as(int64_t id, const struct case_preview *p)
{
	struct err err = ERR_INIT;
	struct case_row row;
	struct case_clock *clocks;
	size_t n, open = 0;
	bool found;

	assert_ok(case_read_row(store_db(town.store), id, &mem, &row, &found, &err), &err);
	assert_ok(case_read_clocks(store_db(town.store), id, &mem, &clocks, &n, &err), &err);
	assert_int_equal(row.state, p->state);
	assert_int_equal(row.tier, p->tier);
	assert_int_equal(row.cat, p->category->code);
	assert_int_equal(row.due_at, p->due_at);
	assert_int_equal(row.due_kind, p->due_kind);
	assert_int_equal((row.flags & CASE_PROVISIONAL) != 0, p->provisional);
	for (size_t i = 0; i < n; i++)
		open += clocks[i].stopped_at == 0;
	assert_int_equal(open, p->clock_count);
	for (size_t i = 0; i < p->clock_count; i++) {
		struct case_clock k = running(clocks, n, p->clocks[i].kind);

		assert_int_equal(k.due_at, p->clocks[i].due_at);
		assert_int_equal(k.limit.amount, p->clocks[i].limit.amount);
		assert_int_equal(k.provisional, p->clocks[i].provisional);
	}
}

static int64_t
letters(void)
{
	return town_number(&town, "SELECT count(*) FROM outbox");
}

static void
accept_and_route(int64_t id, const struct case_plan *plan)
{
	char cat[8], tier[8], due[32];
	struct err err = ERR_INIT;
	struct act_result r;
	const char *when = plan->condition != NULL ? plan->condition : "";

	snprintf(cat, sizeof(cat), "%04d", plan->category);
	snprintf(tier, sizeof(tier), "%d", (int)plan->tier);
	date_format_iso(plan->due_wish, due);
	const struct act_input in[] = {{"category", cat}, {"condition", when}, {"tier", tier}};
	const struct act_input out[] = {
		{"unit", "3"}, {"condition", when}, {"due", plan->due_wish != 0 ? due : ""}};
	const struct case_step acts[] = {
		{EV_ACCEPT, in, plan->tier != TIER_NONE ? 3 : 2}, {EV_DISPATCH, out, 3}};

	assert_ok(case_act(&desk, id, 0, acts, plan->accept_only ? 1 : 2, &r, &err), &err);
}

static void
check(const struct case_plan *plan, int notify)
{
	int64_t id = registered(notify), before = letters();
	struct case_preview p, fresh;
	struct intake in = a_call(notify);
	struct err err = ERR_INIT;

	assert_ok(case_preview(&desk, id, plan, &p, &err), &err);
	assert_ok(case_preview_new(&desk, &in, plan, &fresh, &err), &err);
	accept_and_route(id, plan);
	same_as(id, &p);
	same_as(id, &fresh);
	assert_int_equal(letters() - before, p.letters);
	assert_int_equal(p.letters, fresh.letters);
}

static void
test_every_category_and_condition(void **state)
{
	struct rng r;

	(void)state;
	rng_seed(&r, 11);
	for (size_t i = 0; i < town.rules->category_count; i++) {
		const struct category *c = &town.rules->categories[i];

		if (c->sealed)
			continue;
		for (size_t k = 0; k <= c->condition_count; k++) {
			struct case_plan plan = {.category = c->code,
				.tier = (enum tier)rng_below(&r, TIER_COUNT),
				.condition = k > 0 ? c->conditions[k - 1].key : NULL,
				.accept_only = rng_below(&r, 5) == 0};

			town_advance(
				&town, (int64_t)rng_below(&r, 40) * 3600 + rng_below(&r, 3600));
			check(&plan, (int)rng_below(&r, 6));
			arena_reset(&mem);
		}
	}
}

static void
test_a_shorter_limit(void **state)
{
	int64_t now = session_now(&desk);
	struct case_plan plan = {.category = 403, .due_wish = now + 2 * DATE_DAY_S};
	struct case_preview p;
	struct err err = ERR_INIT;

	(void)state;
	check(&plan, 1);
	int64_t id = registered(1);

	plan.due_wish = now + 400 * (int64_t)DATE_DAY_S;
	assert_err(case_preview(&desk, id, &plan, &p, &err), &err, ERR_RULE);
	err_clear(&err);
	plan.due_wish = now - 60;
	assert_err(case_preview(&desk, id, &plan, &p, &err), &err, ERR_RULE);
}

/* The next year's holidays are not published here: the date says so. */
static void
test_provisional_years(void **state)
{
	struct case_plan plan = {.category = 204};
	struct case_preview p;
	struct err err = ERR_INIT;

	(void)state;
	town_advance(&town, (int64_t)740 * DATE_DAY_S);
	assert_ok(case_preview(&desk, registered(1), &plan, &p, &err), &err);
	assert_true(preview_clock(&p, CLOCK_HANDLE)->provisional);
	assert_null(preview_clock(&p, CLOCK_ACCEPT));
	check(&plan, 1);
}

/* After a reopening half the limit; and states that are neither accepted nor routed refuse. */
static void
test_other_states(void **state)
{
	struct case_plan plan = {.category = 401}, none = {0};
	struct case_preview p, again;
	struct err err = ERR_INIT;
	struct act_result r;
	int64_t id = registered(1);
	static const struct act_input answer[] = {{"answer", "已向您说明"}},
				      unit[] = {{"unit", "3"}}, gaps[] = {{"text", "没有修好"}};
	const struct case_step spot = {EV_SOLVE, answer, 1}, pass = {EV_VERIFY_OK, NULL, 0},
			       reopen = {EV_REOPEN, gaps, 1}, route = {EV_DISPATCH, unit, 1};
	struct session op, dsp;

	(void)state;
	town_session(&town, &op, TOWN_OP);
	town_session(&town, &dsp, TOWN_DSP);
	assert_ok(case_preview(&desk, id, &plan, &p, &err), &err);
	plan.accept_only = true;
	accept_and_route(id, &plan);
	assert_ok(case_preview(&desk, id, &none, &again, &err), &err);
	assert_int_equal(again.due_at, p.due_at);
	assert_ok(case_act(&desk, id, 0, &spot, 1, &r, &err), &err);
	assert_err(case_preview(&desk, id, &none, &p, &err), &err, ERR_RULE);
	err_clear(&err);
	assert_ok(case_act(&dsp, id, 0, &pass, 1, &r, &err), &err);
	assert_ok(case_act(&op, id, 0, &reopen, 1, &r, &err), &err);

	struct approval *list;
	size_t n;

	assert_ok(case_approvals(&dsp, &mem, &list, &n, &err), &err);
	assert_ok(case_decide(&dsp, list[0].id, true, "", &r, &err), &err);
	assert_ok(case_preview(&dsp, id, &none, &again, &err), &err);
	assert_int_equal(preview_clock(&again, CLOCK_HANDLE)->limit.amount, 4); /* of 7 */
	assert_ok(case_act(&dsp, id, 0, &route, 1, &r, &err), &err);
	same_as(id, &again);
	session_close(&op);
	session_close(&dsp);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(test_every_category_and_condition),
		T(test_a_shorter_limit),
		T(test_provisional_years),
		T(test_other_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
