/* Steps that the program takes as clocks run: when, before whom, and each exactly once. */
#include "tests/lib/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_db.h"
#include "core/domain/escalation.h"
#include "core/serve/notices.h"
#include "tests/lib/world.h"

enum { DAY_S = 86400, RACERS = 3, MATTERS = 12 };

static void
tick(struct world *w)
{
	bool more = true;
	struct err err = ERR_INIT;

	while (more)
		assert_ok(escalation_run(&w->who[TOWN_OP], 4, &more, &err), &err);
}

static int64_t
steps_of(struct world *w, int step)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM escalations WHERE step = %d", step);
	return town_number(&w->town, sql);
}

/* At work since half past two on Monday the 9th, on that level. */
static int64_t
at_work(struct world *w, const char *fields)
{
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, fields);
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	return id;
}

static void
go_to(struct world *w, const char *when)
{
	int64_t utc;

	assert_true(date_parse_time(when, &utc));
	town_advance(&w->town, utc - session_now(&w->who[TOWN_OP]));
	tick(w);
}

/* Before that person: lines with these words. */
static int64_t
told(struct world *w, int who, const char *what)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		"SELECT count(*) FROM notices n JOIN case_events e ON e.id = n.event_id JOIN staff p"
		" ON p.unit_id = n.unit_id AND (p.roles & n.roles) <> 0"
		" WHERE p.id = %d AND e.note LIKE '%%%s%%'",
		who, what);
	return town_number(&w->town, sql);
}

/* What S07 shows of it. */
static size_t
shown(struct world *w, int who, const char *what)
{
	struct notice *list;
	struct err err = ERR_INIT;
	size_t n, count = 0;

	assert_ok(notices_list(&w->who[who], &w->mem, &list, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		count += strstr(list[i].text, what) != NULL;
	return count;
}

/* Ordinary: five working days; 80 % is the close of Friday the 13th less what was left of Monday. */
static void
test_ordinary(void **state)
{
	struct world *w = *state;
	int64_t id = at_work(w, "category=BA;tier=1");

	tick(w);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 0);
	go_to(w, "2024-12-13T12:00");
	assert_int_equal(steps_of(w, 1), 0);
	go_to(w, "2024-12-13T18:00");
	assert_int_equal(steps_of(w, 1), 1);
	assert_int_equal(told(w, TOWN_DSP, "临期提醒"), 1);
	assert_int_equal(told(w, TOWN_HND, "临期提醒"), 0);
	go_to(w, "2024-12-16T18:00"); /* the end: an urge */
	assert_int_equal(world_row_of(w, id).urged, 1);
	assert_int_equal(told(w, TOWN_HND, "催241216-001"), 1);
	go_to(w, "2024-12-17T18:00");
	assert_int_equal(told(w, TOWN_HL, "逾期告知"), 1);
	go_to(w, "2024-12-20T18:00");
	assert_int_equal(steps_of(w, 4), 0);
	go_to(w, "2024-12-23T18:00");
	assert_int_equal(told(w, TOWN_LDR, "逾期通报"), 1);
	go_to(w, "2025-02-01T18:00");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 4);
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM outbox WHERE reporter = 0 AND text LIKE '知241217-%'"),
		1);
	world_audit_holds(w);
}

/* Key: one level up at half, two at 80 %; notice at the end, talk two days later. */
static void
test_key(void **state)
{
	struct world *w = *state;

	at_work(w, "category=CD;tier=2"); /* ten working days */
	go_to(w, "2024-12-16T17:00");
	assert_int_equal(told(w, TOWN_LDR, "提级催办一"), 1);
	assert_int_equal(told(w, TOWN_DIR, "提级催办二"), 0);
	go_to(w, "2024-12-20T18:00");
	assert_int_equal(told(w, TOWN_DIR, "提级催办二"), 1);
	go_to(w, "2024-12-23T18:00");
	assert_int_equal(told(w, TOWN_HL, "逾期告知"), 1);
	go_to(w, "2024-12-25T18:00");
	assert_int_equal(told(w, TOWN_DIR, "主任约谈"), 1);
	assert_int_equal(shown(w, TOWN_DIR, "主任约谈"), 1);
	assert_int_equal(
		shown(w, TOWN_HL, "逾期告知"), 1); /* its own matter, and addressed: once */
	assert_int_equal(shown(w, TOWN_DIR_2, "主任约谈"), 1);
	assert_int_equal(shown(w, TOWN_DSP_2, "主任约谈"), 0);
}

static void
test_hard(void **state)
{
	struct world *w = *state;

	at_work(w, "category=YW;tier=3");
	go_to(w, "2025-02-28T17:00"); /* the clock jumps: all steps, each once, in their order */
	assert_int_equal(steps_of(w, 10) + steps_of(w, 11) + steps_of(w, 12), 3);
	assert_int_equal(told(w, TOWN_HL, "联督提醒"), 2);
	assert_int_equal(told(w, TOWN_LDR, "联督提醒"), 2);
	assert_int_equal(told(w, TOWN_LDR, "领导专单"), 1);
	assert_int_equal(told(w, TOWN_SUP, "领导专单"), 1);
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM case_events a JOIN case_events b ON a.event = 51"
			" AND b.event = 51 AND a.id < b.id AND a.case_id = b.case_id AND substr(a.note, 15)"
			" > substr(b.note, 15) AND a.note LIKE '%领导专单%'"),
		0);
}

/* The clock of the machine goes back and forth: nothing is done again. */
static void
test_jumps(void **state)
{
	struct world *w = *state;

	at_work(w, "category=BA;tier=1");
	go_to(w, "2024-12-18T09:00");
	int64_t done = town_number(&w->town, "SELECT count(*) FROM escalations");

	assert_int_equal(done, 3);
	go_to(w, "2024-12-09T15:00");
	go_to(w, "2024-12-18T09:00");
	go_to(w, "2024-12-10T09:00");
	go_to(w, "2024-12-18T10:00");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), done);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM case_events WHERE event = 30"), 1);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM notices"), done);
}

/* What has been answered, waits on hold or is being mediated is left alone. */
static void
test_stopped_clocks(void **state)
{
	struct world *w = *state;
	int64_t replied = world_replied(w), hung = at_work(w, "category=BA;tier=1");

	world_act(w, TOWN_HL, hung, EV_HANG, "reason=1;text=等材料;due=2025-01-10T18:00;told=1");
	world_approve(w, TOWN_DIR, hung);
	go_to(w, "2025-01-09T18:00");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 0);
	assert_int_equal(world_row_of(w, hung).state, CASE_SUSPENDED);
	go_to(w,
		"2025-01-10T18:00"); /* the day of review: it is taken up again, and its clock runs on */
	assert_int_equal(world_row_of(w, hung).state, CASE_IN_PROGRESS);
	assert_int_equal(steps_of(w, 13), 1);
	assert_true(world_row_of(w, hung).step_at > session_now(&w->who[TOWN_OP]));
	assert_int_equal(world_row_of(w, replied).state, CASE_REPLIED);
	go_to(w, "2025-01-20T18:00");
	assert_int_equal(steps_of(w, 2), 1);
}

/* More time moves the steps that have not been taken; none is taken again. */
static void
test_extended(void **state)
{
	struct world *w = *state;
	int64_t id = at_work(w, "category=BA;tier=1");

	go_to(w, "2024-12-13T18:00");
	world_act(w, TOWN_HND, id, EV_EXTEND, "days=5;reason=1;told=1");
	world_approve(w, TOWN_HL, id);
	go_to(w, "2024-12-23T17:00");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 1);
	go_to(w, "2024-12-23T18:00");
	assert_int_equal(steps_of(w, 1), 1);
	assert_int_equal(steps_of(w, 2), 1);
}

/* Within the hold of an act nothing is done: who acted can still take it back. */
static void
test_hold(void **state)
{
	struct world *w = *state;
	int64_t id = at_work(w, "category=BA;tier=1");
	struct act_result r;

	town_advance(&w->town, 15 * DAY_S);
	r = world_act(w, TOWN_HND, id, EV_PROGRESS, "text=在办");
	tick(w);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 0);
	struct err err = ERR_INIT;

	assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
	tick(w);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"), 4);
}

static void
race(const char *path, int64_t now)
{
	struct rules *rules;
	struct store *store;
	struct err err = ERR_INIT;
	struct store_config config = {.path = path, .frozen = true, .frozen_utc = now};
	bool more = true;

	if (!rules_load(&rules, "data", NULL, NULL, &err) || !store_open(&store, &config, &err))
		_exit(2);
	struct session s = {.store = store, .rules = rules};

	while (more)
		if (!escalation_run(&s, 1, &more, &err) && err.code != ERR_BUSY)
			_exit(3);
	store_close(store);
	_exit(0);
}

/* Several processes at once: each step once. */
static void
test_race(void **state)
{
	struct world *w = *state;
	pid_t pids[RACERS];

	for (int i = 0; i < MATTERS; i++)
		at_work(w, i % 2 ? "category=BA;tier=1" : "category=CD;tier=2");
	int64_t then = session_now(&w->who[TOWN_OP]) + 30 * DAY_S;
	char *path = arena_strdup(&w->mem, w->town.path);

	store_close(w->town.store);
	w->town.store = NULL;
	for (int i = 0; i < RACERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			race(path, then);
	}
	for (int i = 0; i < RACERS; i++) {
		int status = 0;

		waitpid(pids[i], &status, 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	struct err err = ERR_INIT;
	struct store_config config = {.path = path, .frozen = true, .frozen_utc = then};

	assert_ok(store_open(&w->town.store, &config, &err), &err);
	for (int i = TOWN_OP; i < TOWN_PEOPLE; i++)
		w->who[i].store = w->town.store;
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM escalations"),
		MATTERS / 2 * 4 + MATTERS / 2 * 5);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM case_events WHERE event IN (30, 51)"),
		MATTERS / 2 * 4 + MATTERS / 2 * 5);
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM (SELECT 1 FROM case_events WHERE event IN (30, 51)"
			" GROUP BY substr(note, 1, 13), event HAVING count(*) > 1)"),
		0); /* every slip has a number of its own */
	world_audit_holds(w);
}

int
main(void)
{
#define IN_TOWN(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)
	const struct CMUnitTest tests[] = {
		IN_TOWN(test_ordinary),
		IN_TOWN(test_key),
		IN_TOWN(test_hard),
		IN_TOWN(test_jumps),
		IN_TOWN(test_stopped_clocks),
		IN_TOWN(test_extended),
		IN_TOWN(test_hold),
		IN_TOWN(test_race),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
