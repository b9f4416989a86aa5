/*
 * Tracks of law beside the level: every kind of them, begun at many times, runs the limits of its rules as a
 * second clock; the ends are counted here day by day. And the lights of all clocks, by a count of minutes.
 */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/db/db.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_db.h"
#include "tests/lib/lights.h"
#include "tests/lib/world.h"

enum { ROUNDS = 6, CLOSE_S = 18 * 3600, DAY_S = 86400 };

/* The end of a limit, a day at a time. */
static int64_t
end_of(const struct world *w, int64_t start, struct limit limit)
{
	int32_t day = day_from_utc(start);

	if (limit.unit == UNIT_CD) {
		day += limit.amount;
		while (!day_is_working(w->town.rules->calendar, day, NULL))
			day++;
		return day_to_utc(day) + DAY_S - 1;
	}
	for (int left = limit.amount; left > 0;)
		left -= day_is_working(w->town.rules->calendar, ++day, NULL);
	return day_to_utc(day) + CLOSE_S;
}

static const struct case_clock *
law_of(struct world *w, int64_t id)
{
	struct case_clock *clocks;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_read_clocks(store_db(w->town.store), id, &w->mem, &clocks, &n, &err), &err);
	for (size_t i = n; i-- > 0;)
		if (clocks[i].kind == CLOCK_STATUTE && clocks[i].stopped_at == 0)
			return &clocks[i];
	return NULL;
}

static void
expect_law(struct world *w, int64_t id, int64_t start, struct limit limit)
{
	const struct case_clock *k = law_of(w, id);

	if (limit.unit == UNIT_NONE) {
		assert_null(k);
		return;
	}
	assert_non_null(k);
	assert_int_equal(k->due_at, end_of(w, start, limit));
	assert_int_equal(k->start_at, start);
}

static int64_t
taken_in(struct world *w, const struct category *cat)
{
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.category = cat->code;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

/* From intake to the answer: the limit to take it up, then the one to finish; it ends when the answer is checked. */
static void
walk(struct world *w, const struct track *t, const struct category *cat)
{
	char fields[32];
	int64_t opened = session_now(&w->who[TOWN_DESK]), id = taken_in(w, cat);

	expect_law(w, id, opened, t->accept);
	town_advance(&w->town, 1800);
	snprintf(fields, sizeof(fields), "category=%d", cat->code);
	world_act(w, TOWN_DESK, id, EV_ACCEPT, fields);
	expect_law(w, id, opened + 1800, t->handle);
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已办");
	world_approve(w, TOWN_HL, id);
	expect_law(w, id, opened + 1800, t->handle);
	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	assert_null(law_of(w, id));
}

static void
test_every_kind(void **state)
{
	struct world *w = *state;
	const struct rules *r = w->town.rules;
	struct rng rng;
	int walked = 0;

	rng_seed(&rng, 3);
	for (size_t i = 0; i < r->track_count; i++) {
		const struct track *t = &r->tracks[i];

		assert_true(*t->told != '\0' && *t->refusal != '\0' && *t->source != '\0');
		assert_ptr_equal(track_by_code(r, t->code), t);
		for (size_t k = 0; t->of[k] != NULL; k++) {
			const struct category *cat =
				category_by_code(r, (int)strtol(t->of[k], NULL, 10));

			assert_ptr_equal(cat->track, t);
			for (int n = 0; n < ROUNDS && !cat->sealed; n++) {
				town_advance(&w->town, rng_range(&rng, 60, 40 * 3600));
				walk(w, t, cat);
				walked++;
			}
		}
	}
	assert_true(walked > ROUNDS * 8);
	world_audit_holds(w);
}

/* Another category is another law, from when the matter was accepted; and none where none is. */
static void
test_other_category(void **state)
{
	struct world *w = *state;
	const struct rules *r = w->town.rules;
	int64_t id = world_registered(w, TOWN_DESK), accepted = session_now(&w->who[TOWN_DESK]);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CQ");
	expect_law(w, id, accepted, track_by_code(r, "petition")->handle);
	town_advance(&w->town, 3 * DAY_S);
	world_act(w, TOWN_DESK, id, EV_EDIT, "category=QX");
	expect_law(w, id, accepted, track_by_code(r, "wages")->handle);
	world_act(w, TOWN_DESK, id, EV_EDIT, "category=DL");
	assert_null(law_of(w, id));
	world_act(w, TOWN_DESK, id, EV_EDIT, "category=XF");
	assert_null(law_of(w, id));
}

/* Referred: the line says by when the body has to answer. */
static void
test_referred(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_REFER, "route=4;body=区信访局");
	assert_int_equal(town_number(&w->town,
				 "SELECT count(*) FROM case_events WHERE event = 4 AND note LIKE"
				 " '信访程序  区信访局  受理告知 12-24 23:59 前'"),
		1);
	id = world_registered(w, TOWN_DESK);
	world_act(w, TOWN_DESK, id, EV_REFER, "route=1;body=区法院");
	assert_int_equal(town_number(&w->town,
				 "SELECT count(*) FROM case_events WHERE note = '诉讼  区法院'"),
		1);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE stopped_at=0"), 0);
}

/* Letters say what the law says: when it is taken up, and which way is open when it is not. */
static void
test_letters(void **state)
{
	struct world *w = *state;
	const struct category *cat = category_by_code(w->town.rules, 1204);
	int64_t id = taken_in(w, cat);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=1204");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM outbox WHERE text LIKE '%答复. 您的信访事项15日%'"),
		1);
	id = taken_in(w, cat);
	world_act(w, TOWN_DESK, id, EV_REJECT, "ground=1;text=请起诉;way=2");
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM outbox WHERE text LIKE '%请求上一级机关复查%'"),
		1);
	id = world_registered(w, TOWN_DESK);
	world_act(w, TOWN_DESK, id, EV_REJECT, "ground=1;text=请起诉;way=2");
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM outbox WHERE text LIKE '%已向您说明.'"),
		1);
}

/* Another level, another share at which clocks turn yellow. */
static void
test_light_follows_the_level(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=DL;tier=1"); /* seven days of its own */
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1");
	town_advance(&w->town, 7 * DAY_S);
	assert_int_equal(lights_of(w, id), LIGHT_GREEN);
	assert_int_equal(lights_shown(w, id), LIGHT_GREEN);
	world_act(w, TOWN_SUP, id, EV_EDIT, "tier=2;reason=重");
	assert_int_equal(lights_of(w, id), LIGHT_YELLOW);
	assert_int_equal(lights_shown(w, id), LIGHT_YELLOW);
}

int
main(void)
{
#define IN_TOWN(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
	const struct CMUnitTest tests[] = {
		IN_TOWN(test_every_kind),
		IN_TOWN(test_other_category),
		IN_TOWN(test_referred),
		IN_TOWN(test_letters),
		IN_TOWN(test_light_follows_the_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
