/*
 * A random walk through the machine: whatever is done by whomever, what must always hold holds. Two seeds here;
 * LINLI_ROUNDS=20 walks that many.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/db/db.h"
#include "core/domain/case_db.h"
#include "tests/lib/world.h"

enum { STEPS = 10000, SEEDS = 2, NEIGHBOURS = 8 };

static const struct {
	enum case_event event;
	const char *fields;
} guesses[] = {
	{EV_ACCEPT, "category=CD"},
	{EV_ACCEPT, "category=YZ;tier=2"},
	{EV_ACCEPT, "category=LL"},
	{EV_ACCEPT, "category=CQ"},
	{EV_REJECT, "ground=1;text=去法院;way=2"},
	{EV_REFER, "route=1;body=法院"},
	{EV_MERGE, "main=id:#"},
	{EV_SOLVE, "answer=当场说清"},
	{EV_DISPATCH, "unit=3"},
	{EV_DISPATCH, "unit=4;helpers=5"},
	{EV_DISPATCH, "unit=6"},
	{EV_DISPATCH, "unit=1"},
	{EV_DISPATCH, "unit=3;helpers=6"},
	{EV_SIGN, ""},
	{EV_SIGN, ""},
	{EV_ASK_RETURN, "ground=2;text=不归;unit=5"},
	{EV_ASK_RETURN, "ground=1;text=不在"},
	{EV_APPROVE_RETURN, ""},
	{EV_APPROVE_RETURN, ""},
	{EV_REFUSE_RETURN, "text=裁定"},
	{EV_CONTACT, "result=1"},
	{EV_CONTACT, "result=2"},
	{EV_PROGRESS, "text=在办"},
	{EV_TRANSFER, "staff=3;reason=换"},
	{EV_TRANSFER, "staff=14;reason=换"},
	{EV_ADD_UNIT, "unit=4;reason=配合"},
	{EV_REPLY, "solved=1;answer=好了"},
	{EV_REPLY, "solved=2;why=难;answer=好了一半"},
	{EV_VERIFY_FAIL, "text=缺照片"},
	{EV_VERIFY_OK, ""},
	{EV_CLOSE, "satisfied=1"},
	{EV_CLOSE, "satisfied=5"},
	{EV_REOPEN, "text=没好"},
	{EV_WITHDRAW, "text=不要了"},
	{EV_NOTE, "text=记"},
	{EV_EDIT, "title=t"},
	{EV_EDIT, "tier=3;reason=r"},
	{EV_EDIT, "tier=1;reason=r"},
	{EV_RECALL, ""},
	{EV_UNMERGE, ""},
	{EV_OPEN_MEDIATION, "parties=a, b;consent=1"},
	{EV_OPEN_MEDIATION, "parties=a, b;consent=1"},
	{EV_AGREEMENT, "parties=a;facts=b;content=c;due=2026-01-01;form=1;signed=1"},
	{EV_MEDIATION_FAILED, "text=不成;told=1"},
	{EV_CALL_MEETING, "meeting=协调会"},
	{EV_RESOLUTION, "unit=3;text=办;due=2026-01-01"},
	{EV_RESOLUTION, "unit=4;text=办;due=2025-12-01;helpers=5"},
	{EV_EXTEND, "days=2;reason=1;told=1"},
	{EV_EXTEND, "days=1;reason=1;told=1"},
	{EV_HANG, "reason=1;text=等;due=@;told=1"},
	{EV_HANG, "reason=1;text=等;due=@;told=1"},
	{EV_UNHANG, "text=好了"},
	{EV_URGE, "text=催"},
	{EV_URGE, "text=催;to=2"},
	{EV_YELLOW, "text=黄"},
	{EV_RED, "text=红"},
	{EV_RAISE, "by=a;text=b;due=@"},
	{EV_JOINT, "by=a;helpers=5;text=b;due=@"},
	{EV_INSTRUCT, "by=a;text=b;due=@"},
	{EV_ANSWER, "text=在办"},
	{EV_LINK, "other=id:#;kind=1"},
	{EV_LINK, "other=id:#;kind=2"},
	{EV_UNLINK, "other=id:#"},
	{EV_EXCLUDE, "reason=1;text=无权"},
	{EV_ASSIGN, "staff=1"},
	{EV_ASSIGN, "staff=10"},
};

/* --- what must always hold, asked in plain SQL */

#define STANDS \
	" AND NOT EXISTS (SELECT 1 FROM case_events z WHERE z.case_id = e.case_id AND z.event = 36 AND z.undoes > 0" \
	" AND e.id BETWEEN z.undoes AND z.id)"
#define COUNTED(column, events) \
	{ \
		column, \
			"SELECT count(*) FROM cases c WHERE " column \
			" <> (SELECT count(*) FROM case_events e" \
			" WHERE e.case_id = c.id AND e.event IN (" events ")" STANDS ")" \
	}

static const struct {
	const char *what, *sql;
} never[] = {
	{"two open clocks of a kind",
		"SELECT count(*) FROM (SELECT 1 FROM clocks WHERE stopped_at=0"
		" GROUP BY case_id, kind HAVING count(*) > 1)"},
	{"due_at is not the earliest running clock",
		"SELECT count(*) FROM cases c WHERE due_at <> coalesce((SELECT min(due_at) FROM clocks k"
		" WHERE k.case_id = c.id AND stopped_at=0 AND paused_at=0 AND kind <> 10), 253402300799)"},
	{"a running clock on an ended matter",
		"SELECT count(*) FROM clocks k JOIN cases c ON c.id = k.case_id WHERE k.stopped_at=0"
		" AND c.state>=12"},
	{"history does not join",
		"SELECT count(*) FROM case_events a JOIN case_events b ON b.case_id = a.case_id"
		" AND b.seq = a.seq + 1 WHERE a.st_to <> b.st_from"},
	{"history has gaps",
		"SELECT count(*) FROM (SELECT 1 FROM case_events GROUP BY case_id"
		" HAVING min(seq) <> 1 OR max(seq) <> count(*))"},
	{"the last line is not the state",
		"SELECT count(*) FROM cases c WHERE state <> (SELECT st_to FROM case_events e"
		" WHERE e.case_id = c.id ORDER BY seq DESC LIMIT 1)"},
	{"the last line is not the level",
		"SELECT count(*) FROM cases c WHERE tier <> (SELECT tier FROM case_events e"
		" WHERE e.case_id = c.id AND e.event NOT IN (43, 45) ORDER BY seq DESC LIMIT 1)"},
	{"merged count",
		"SELECT count(*) FROM cases m WHERE merged <> (SELECT coalesce(sum(1 + merged), 0)"
		" FROM cases c WHERE c.main_id = m.id AND c.state = 15)"},
	{"a clock that stopped without an outcome",
		"SELECT count(*) FROM clocks WHERE (stopped_at=0) <> (outcome=0)"},
	{"a clock that stopped before it began",
		"SELECT count(*) FROM clocks WHERE stopped_at > 0 AND stopped_at < start_at"},
	{"a pause that is none", "SELECT count(*) FROM clock_pauses WHERE to_at < from_at"},
	{"a clock stands although nothing holds it",
		"SELECT count(*) FROM clocks k JOIN cases c ON c.id = k.case_id WHERE (k.paused_at > 0)"
		" <> (k.kind = 5 AND k.stopped_at = 0 AND c.state IN (6, 8)) AND k.stopped_at = 0 AND k.kind = 5"},
	{"on hold without a review",
		"SELECT count(*) FROM cases c WHERE (state = 8) <> EXISTS"
		" (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND kind = 12 AND stopped_at=0)"},
	{"mediation without its clock",
		"SELECT count(*) FROM cases c WHERE (state = 6) <> EXISTS"
		" (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND kind = 9 AND stopped_at=0)"},
	{"pending flag",
		"SELECT count(*) FROM cases c WHERE ((flags >> 3) & 1) <> (SELECT count(*)"
		" FROM approvals a WHERE a.case_id = c.id AND decided_at=0 AND event NOT IN (21, 40))"},
	{"extension flag",
		"SELECT count(*) FROM cases c WHERE ((flags >> 19) & 1) <> (SELECT count(*)"
		" FROM approvals a WHERE a.case_id = c.id AND decided_at=0 AND event = 21)"},
	{"exclusion flag",
		"SELECT count(*) FROM cases c WHERE ((flags >> 20) & 1) <> (SELECT count(*)"
		" FROM approvals a WHERE a.case_id = c.id AND decided_at=0 AND event = 40)"},
	{"somebody signed for themselves",
		"SELECT count(*) FROM approvals WHERE decided_by = asked_by AND verdict IN (1, 2)"},
	{"excluded without approval",
		"SELECT count(*) FROM cases c WHERE ((flags >> 2) & 1) <> (SELECT count(*)"
		" FROM case_events e WHERE e.case_id = c.id AND e.event = 40" STANDS ")"},
	{"a helper's list shows something else",
		"SELECT count(*) FROM case_units x JOIN cases c ON c.id = x.case_id"
		" WHERE x.open <> (c.state < 12) OR x.due <> c.due_at"},
	{"a link of a link",
		"SELECT count(*) FROM case_links a JOIN case_links b ON b.case_id = a.other_id AND b.other_id = a.case_id"},
	COUNTED("urged", "30"),
	COUNTED("extended", "21"),
	COUNTED("moved", "14, 15"),
	COUNTED("returned", "10"),
	COUNTED("verify_back", "25"),
	COUNTED("reopened", "28"),
};

/* --- clocks, counted again minute by minute and day by day */

/* Working minutes between two moments: office hours of each working day, and nothing clever. */
static int64_t
slow_minutes(const struct calendar *cal, int64_t from, int64_t to)
{
	static const int spans[][2] = {{510, 720}, {870, 1080}}; /* 08:30-12:00, 14:30-18:00 */
	int64_t n = 0, a = from / 60, b = to / 60;

	for (int32_t day = day_from_utc(from); day <= day_from_utc(to); day++) {
		if (!day_is_working(cal, day, NULL))
			continue;
		for (int i = 0; i < 2; i++) {
			int64_t low = day_to_utc(day) / 60 + spans[i][0],
				high = day_to_utc(day) / 60 + spans[i][1];

			low = low > a ? low : a;
			high = high < b ? high : b;
			n += high > low ? high - low : 0;
		}
	}
	return n;
}

static int64_t
minutes(const struct calendar *cal, int64_t from, int64_t to, enum time_unit unit)
{
	if (to <= from)
		return 0;
	return unit == UNIT_WD || unit == UNIT_WH ? slow_minutes(cal, from, to)
						  : (to + 1) / 60 - from / 60;
}

/* Where it would end without pauses, found by walking. */
static int64_t
slow_due(const struct calendar *cal, int64_t start, int amount, enum time_unit unit)
{
	int32_t day = day_from_utc(start);

	switch (unit) {
	case UNIT_WD:
		for (int left = amount; left > 0;)
			left -= day_is_working(cal, ++day, NULL);
		if (amount == 0)
			while (!day_is_working(cal, day, NULL) ||
				start >= day_to_utc(day) + 18 * 3600)
				day++;
		return day_to_utc(day) + 18 * 3600;
	case UNIT_CD:
		for (day += amount; !day_is_working(cal, day, NULL);)
			day++;
		return day_to_utc(day + 1) - 1;
	case UNIT_H:
		return (start / 60 + amount) * 60;
	default: /* working hours: minute by minute */
		for (start = start / 60 * 60; amount > 0; start += 60)
			amount -= (int)slow_minutes(cal, start, start + 60);
		return start;
	}
}

struct pauses {
	int64_t minutes, in_time; /* in all; of those that began before it was due */
};

static struct pauses
pauses_of(struct world *w, const struct case_clock *k, int64_t case_id)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(w->town.store),
		"SELECT from_at, to_at FROM clock_pauses WHERE case_id = $1 AND kind = $2 AND round = $3 ORDER BY from_at",
		&err);
	struct pauses p = {0};

	bind_i64(q, 1, case_id);
	bind_i64(q, 2, k->kind);
	bind_i64(q, 3, k->round);
	while (db_row(q, &err)) {
		int64_t from = col_i64(q), to = col_i64(q);
		int64_t stood = minutes(w->town.rules->calendar, from, to, k->limit.unit);

		p.minutes += stood;
		if (from < k->due_at)
			p.in_time += stood;
	}
	assert_ok(db_done(q, &err), &err);
	return p;
}

static void
check_clock(struct world *w, const struct case_clock *k, const struct case_row *row)
{
	const struct calendar *cal = w->town.rules->calendar;
	bool dated = k->kind == CLOCK_SUPERVISE || k->kind == CLOCK_PERFORM ||
		k->kind == CLOCK_REVIEW || k->kind == CLOCK_TASK;
	int64_t plain = slow_due(cal, k->start_at, k->limit.amount, k->limit.unit);
	struct pauses stood = pauses_of(w, k, row->id);

	assert_true(k->light_at <= k->due_at);
	assert_int_equal(stood.minutes, k->paused);
	if (k->outcome == OUTCOME_IN_TIME || k->outcome == OUTCOME_LATE)
		assert_int_equal(k->outcome == OUTCOME_IN_TIME, k->stopped_at <= k->due_at);
	if (k->paused_at != 0)
		assert_int_equal(k->left, minutes(cal, k->paused_at, k->due_at, k->limit.unit));
	if (dated)
		return;
	if (k->kind == CLOCK_HANDLE &&
		row->extended > 0) /* extended at some time: never shorter for it */
		return;
	if (k->limit.unit == UNIT_CD && stood.in_time > 0) { /* ends with a working day again */
		assert_true(
			k->due_at >= plain && day_is_working(cal, day_from_utc(k->due_at), NULL));
		return;
	}
	int64_t span = minutes(cal, k->start_at, k->due_at, k->limit.unit);
	int64_t want = minutes(cal, k->start_at, plain, k->limit.unit) + stood.in_time;

	if (span != want)
		print_error("case %d clock %d round %d: %d minutes, wanted %d\n", (int)row->id,
			(int)k->kind, k->round, (int)span, (int)want);
	assert_int_equal(span, want);
}

static void
check_clocks(struct world *w, int64_t newest)
{
	for (int64_t id = newest > NEIGHBOURS ? newest - NEIGHBOURS : 1; id <= newest; id++) {
		struct case_clock *clocks;
		struct case_row row = world_row_of(w, id);
		struct err err = ERR_INIT;
		size_t n;

		assert_ok(case_read_clocks(store_db(w->town.store), id, &w->mem, &clocks, &n, &err),
			&err);
		for (size_t i = 0; i < n; i++)
			check_clock(w, &clocks[i], &row);
	}
}

static void
check_invariants(struct world *w, int64_t newest)
{
	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		int64_t n = town_number(&w->town, never[i].sql);

		if (n != 0)
			print_error("%s: %lld\n", never[i].what, (long long)n);
		assert_int_equal(n, 0);
	}
	check_clocks(w, newest);
}

/* --- walking */

static void
random_decision(struct world *w, struct rng *r, int who)
{
	struct approval *list;
	struct act_result result;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	if (n > 0)
		case_decide(&w->who[who], list[rng_below(r, (uint32_t)n)].id, rng_chance(r, 80),
			"原因", &result, &err);
	assert_int_not_equal(err.code, ERR_BUG);
	assert_int_not_equal(err.code, ERR_CORRUPT);
}

/* A date some days ahead in place of '@', another matter in place of '#'. */
static const char *
filled(struct world *w, struct rng *r, const char *fields, int64_t newest)
{
	size_t n = strcspn(fields, "@#");
	int year, month, day;

	if (fields[n] == '#')
		return arena_printf(&w->mem, "%.*s%d%s", (int)n, fields,
			(int)rng_range(r, newest > NEIGHBOURS ? newest - NEIGHBOURS : 1, newest),
			fields + n + 1);
	if (fields[n] == '\0')
		return fields;
	day_to_date(day_from_utc(session_now(&w->who[TOWN_OP])) + (int32_t)rng_range(r, 1, 40),
		&year, &month, &day);
	return arena_printf(
		&w->mem, "%.*s%d-%02d-%02d%s", (int)n, fields, year, month, day, fields + n + 1);
}

/* Matters are to go far: what leaves them where they are is drawn more seldom, and what ends them early still more. */
static bool
is_drawn(struct rng *r, enum case_event event, enum case_state state)
{
	const struct transition *t = machine_find(event, state);
	bool early = t->to > CASE_CLOSED || event == EV_RECALL;

	return rng_chance(r, early ? 5 : t->to == CASE_STAYS ? 20 : 100);
}

/* Mostly by somebody who may do it where it may be done: else most steps would be refusals. */
static size_t
likely_guess(struct world *w, struct rng *r, const struct case_row *row, int *who)
{
	enum { GUESSES = sizeof(guesses) / sizeof(guesses[0]) };
	size_t guess = rng_below(r, GUESSES);

	for (int tries = 0; tries < 80; tries++) {
		struct err err = ERR_INIT;

		guess = rng_below(r, GUESSES);
		*who = (int)rng_range(r, TOWN_OP, TOWN_PEOPLE - 1);
		if (machine_may(&w->who[*who], row, guesses[guess].event, &err) &&
			is_drawn(r, guesses[guess].event, row->state))
			break;
	}
	return guess;
}

struct tally {
	int done, by_event[EV_COUNT], reached[CASE_STATE_COUNT];
};

static void
step(struct world *w, struct rng *r, int64_t newest, struct tally *t)
{
	int64_t id = rng_range(r, newest > NEIGHBOURS ? newest - NEIGHBOURS : 1, newest);
	struct case_row row = world_row_of(w, id);
	int who = (int)rng_range(r, TOWN_OP, TOWN_PEOPLE - 1);
	struct act_result result;
	struct err err = ERR_INIT;

	if (rng_chance(r, 20)) {
		random_decision(w, r, who);
		return;
	}
	size_t guess = rng_chance(r, 10) ? rng_below(r, sizeof(guesses) / sizeof(guesses[0]))
					 : likely_guess(w, r, &row, &who);

	if (world_try_act(w, who, id, guesses[guess].event,
		    filled(w, r, guesses[guess].fields, newest), &result, &err)) {
		t->done++;
		t->by_event[guesses[guess].event]++;
		t->reached[world_row_of(w, id).state]++;
		if (rng_chance(r, 15))
			case_undo(&w->who[who], result.event_id, &result, &err);
	}
	assert_int_not_equal(err.code, ERR_BUG);
	assert_int_not_equal(err.code, ERR_CORRUPT);
}

/* Every event of the list was done at least once, every state was reached. */
static void
check_reach(const struct tally *t)
{
	for (size_t i = 0; i < sizeof(guesses) / sizeof(guesses[0]); i++) {
		if (t->by_event[guesses[i].event] == 0)
			print_error("%s was never done\n", event_key(guesses[i].event));
		assert_true(t->by_event[guesses[i].event] > 0);
	}
	for (int s = CASE_REGISTERED; s < CASE_STATE_COUNT; s++) {
		if (t->reached[s] == 0 && s != CASE_DRAFT)
			print_error("%s was never reached\n", state_word((enum case_state)s).en);
		assert_true(t->reached[s] > 0);
	}
}

static void
walk(uint64_t seed, struct tally *t)
{
	struct world *w;
	struct rng r;
	int before = t->done;
	void *state;

	world_open(&state);
	w = state;
	rng_seed(&r, seed);
	int64_t newest = world_registered(w, TOWN_DESK);

	for (int i = 0; i < STEPS; i++) {
		if (rng_chance(&r, 5))
			town_advance(
				&w->town, rng_range(&r, 1, rng_chance(&r, 10) ? 400000 : 40000));
		if (i % 60 == 0)
			newest = world_registered(w, TOWN_DESK);
		step(w, &r, newest, t);
		if (i % 250 == 0)
			check_invariants(w, newest);
		if (i % 50 == 0)
			arena_reset(&w->mem);
	}
	check_invariants(w, newest);
	world_audit_holds(w);
	if (t->done - before < STEPS / 4)
		print_error("seed %d: only %d acts\n", (int)seed, t->done - before);
	assert_true(t->done - before >= STEPS / 4);
	world_close(&state);
}

static void
test_random_walks(void **state)
{
	const char *rounds = getenv("LINLI_ROUNDS");
	struct tally t = {0};
	int seeds = rounds != NULL ? (int)strtol(rounds, NULL, 10) : SEEDS;

	(void)state;
	for (int i = 0; i < seeds; i++)
		walk(2024 + (uint64_t)i, &t);
	check_reach(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_walks)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
