/* Entry tests of the levels: what is offered, what the program raises itself, and that people have the last word. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/db/db.h"
#include "core/domain/entry.h"
#include "core/serve/case_propose.h"
#include "tests/lib/world.h"

enum { DAY_S = 86400 };

static void
check(struct world *w)
{
	bool more = true;
	struct err err = ERR_INIT;

	town_advance(&w->town, 60);
	while (more)
		assert_ok(entry_check(&w->who[TOWN_OP], 5, &more, &err), &err);
}

static enum tier
tier_of(struct world *w, int64_t id)
{
	check(w);
	return world_row_of(w, id).tier;
}

static int64_t
taken_in(struct world *w, const char *phone, const char *body)
{
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.phone = phone;
	in.body = body;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

static int64_t
accepted(struct world *w, const char *phone)
{
	int64_t id = taken_in(w, phone, "楼下保安不在岗");

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=BA;tier=1");
	return id;
}

static void
test_three_alike(void **state)
{
	struct world *w = *state;
	int64_t a = accepted(w, "13900000001"), b = accepted(w, "13900000002");

	assert_int_equal(tier_of(w, a), TIER_ORDINARY);
	int64_t c = accepted(w, "13900000003");

	assert_int_equal(world_row_of(w, c).tier, TIER_ORDINARY); /* the hold is waited for */
	assert_int_equal(tier_of(w, c), TIER_KEY);
	assert_int_equal(world_row_of(w, a).tier, TIER_KEY);
	assert_int_equal(world_row_of(w, b).tier, TIER_KEY);
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM notices n JOIN case_events e ON e.id = n.event_id"
			" WHERE n.unit_id = 1 AND (n.roles & 2) <> 0"
			" AND e.note LIKE '%七日内同小区同类三件'"),
		3);
	world_act(w, TOWN_SUP, c, EV_EDIT, "tier=1;reason=各是各的");
	assert_int_equal(tier_of(w, c), TIER_ORDINARY);
	world_audit_holds(w);
}

static void
test_not_alike_in_time(void **state)
{
	struct world *w = *state;
	int64_t a = accepted(w, "13900000001");

	town_advance(&w->town, 8 * DAY_S);
	accepted(w, "13900000002");
	assert_int_equal(tier_of(w, accepted(w, "13900000003")), TIER_ORDINARY);
	assert_int_equal(world_row_of(w, a).tier, TIER_ORDINARY);
}

/* Returned twice, on hold twice, three units: hard problems. */
static void
test_courses(void **state)
{
	struct world *w = *state;
	int64_t back = accepted(w, "13900000001");

	for (int i = 0; i < 2; i++) {
		assert_int_equal(tier_of(w, back), TIER_ORDINARY);
		world_act(w, TOWN_DSP, back, EV_DISPATCH, "unit=3");
		world_act(w, TOWN_HND, back, EV_ASK_RETURN, "ground=2;text=不归;unit=5");
		world_approve(w, TOWN_HL, back);
		world_act(w, TOWN_DSP, back, EV_APPROVE_RETURN, "");
	}
	assert_int_equal(tier_of(w, back), TIER_HARD);
	town_advance(&w->town, 8 * DAY_S);
	int64_t units = accepted(w, "13900000002");

	world_act(w, TOWN_DSP, units, EV_DISPATCH, "unit=3;helpers=4");
	assert_int_equal(tier_of(w, units), TIER_ORDINARY);
	world_act(w, TOWN_HND, units, EV_SIGN, "");
	world_act(w, TOWN_HND, units, EV_ADD_UNIT, "unit=5;reason=配合");
	assert_int_equal(tier_of(w, units), TIER_HARD);
}

static void
test_instruction_and_age(void **state)
{
	struct world *w = *state;
	int64_t id = accepted(w, "13900000001");

	world_act(w, TOWN_LDR, id, EV_INSTRUCT, "by=叶书记;text=抓紧;due=2024-12-20");
	assert_int_equal(tier_of(w, id), TIER_KEY);
	for (int i = 0; i < 182; i++)
		town_advance(&w->town, DAY_S);
	assert_int_equal(tier_of(w, id), TIER_KEY);
	town_advance(&w->town, DAY_S);
	assert_int_equal(tier_of(w, id), TIER_HARD);
}

/* Whoever may lower it has the last word: the same test does not raise it again. */
static void
test_lowered(void **state)
{
	struct world *w = *state;
	int64_t id = accepted(w, "13900000001");

	world_act(w, TOWN_LDR, id, EV_INSTRUCT, "by=叶书记;text=抓紧;due=2024-12-20");
	assert_int_equal(tier_of(w, id), TIER_KEY);
	world_refused(w, TOWN_DSP, id, EV_EDIT, "tier=1;reason=不重", ERR_RULE, "监督");
	world_act(w, TOWN_SUP, id, EV_EDIT, "tier=1;reason=不重");
	assert_int_equal(tier_of(w, id), TIER_ORDINARY);
	check(w);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM case_events WHERE event = 52"), 0);
}

static const char *
offered(struct world *w, int64_t id, enum tier want)
{
	struct case_row row = world_row_of(w, id);
	struct case_proposal p;
	struct err err = ERR_INIT;

	assert_ok(case_propose(&w->who[TOWN_DESK], &row, 101, &w->mem, &p, &err), &err);
	assert_int_equal(p.tier, want);
	return p.risk;
}

static void
test_offers(void **state)
{
	struct world *w = *state;
	int64_t id = taken_in(w, "13900000001", "楼下保安不在岗");

	assert_null(offered(w, id, TIER_ORDINARY));
	assert_string_equal(
		offered(w, taken_in(w, "13900000002", "门口有残疾人进不来"), TIER_KEY), "残疾人");
	assert_string_equal(
		offered(w, taken_in(w, "13900000003", "老楼燃气味道大"), TIER_KEY), "燃气");
	assert_string_equal(
		offered(w, taken_in(w, "13900000004", "产权不清, 历史遗留问题"), TIER_HARD),
		"历史遗留问题");
	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=BA;tier=1");
	assert_string_equal(offered(w, taken_in(w, "13900000001", "保安还是不在岗"), TIER_KEY),
		"同一来电人再次反映");
	check(w); /* none of them is raised without a person */
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM case_events WHERE event = 52"), 0);
}

int
main(void)
{
#define IN_TOWN(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
	const struct CMUnitTest tests[] = {
		IN_TOWN(test_three_alike),
		IN_TOWN(test_not_alike_in_time),
		IN_TOWN(test_courses),
		IN_TOWN(test_instruction_and_age),
		IN_TOWN(test_lowered),
		IN_TOWN(test_offers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
