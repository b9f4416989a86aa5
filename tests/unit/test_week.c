/*
 * A week of one township: five hundred matters come in from Monday to Sunday and are handled by its people through
 * the machine, hour by hour, each in the course that was drawn for it; the program reminds and raises as it does
 * in service. At the end every light, rate and counter is counted anew in plain SQL.
 */
#include "tests/lib/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/db/db.h"
#include "core/domain/case_list.h"
#include "core/domain/entry.h"
#include "core/domain/escalation.h"
#include "core/serve/indicator.h"
#include "core/serve/roll.h"
#include "tests/lib/lights.h"
#include "tests/lib/world.h"

enum { MATTERS = 500, DAYS = 7, FIRST_HOUR = 8, HOURS = 10, AFTER_DAYS = 5, MOST_STEPS = 14 };
enum { HOUR_S = 3600, DAY_S = 86400, SEED = 11 };

/* One move of a course; signer: who signs what it asks for, 0 nobody. */
struct move {
	int who;
	enum case_event event;
	const char *fields;
	int signer;
};

#define TAKE \
	{ \
		TOWN_OP, EV_ACCEPT, "category=$", 0 \
	}
#define ROUTE \
	{ \
		TOWN_DSP, EV_DISPATCH, "unit=3", 0 \
	}
#define SIGN \
	{ \
		TOWN_HND, EV_SIGN, "", 0 \
	}
#define CONTACT \
	{ \
		TOWN_HND, EV_CONTACT, "result=1", 0 \
	}
#define REPLY \
	{ \
		TOWN_HND, EV_REPLY, "solved=1;answer=已经办好, 请放心", TOWN_HL \
	}
#define PARTLY \
	{ \
		TOWN_HND, EV_REPLY, "solved=2;why=还差一半;answer=办了一半", TOWN_HL \
	}
#define CHECKED \
	{ \
		TOWN_DSP, EV_VERIFY_OK, "", 0 \
	}
#define SURVEY \
	{ \
		TOWN_OP, EV_CLOSE, "satisfied=%", 0 \
	}
#define WORK TAKE, ROUTE, SIGN, CONTACT

static const struct course {
	int share; /* of a hundred */
	struct move moves[MOST_STEPS];
} courses[] = {
	{30, {WORK, REPLY, CHECKED, SURVEY}},
	{6, {WORK, PARTLY, CHECKED, SURVEY}},
	{7, {TAKE, {TOWN_DESK, EV_SOLVE, "answer=当场说明", 0}, CHECKED, SURVEY}},
	{3, {{TOWN_OP, EV_REJECT, "ground=1;text=请向法院起诉;way=2", 0}}},
	{3, {{TOWN_OP, EV_REFER, "route=4;body=区信访局", 0}}},
	{8, {TAKE, {TOWN_DSP, EV_MERGE, "main=#", 0}}},
	{6,
		{TAKE, ROUTE, {TOWN_HND, EV_ASK_RETURN, "ground=2;text=不归我们;unit=5", TOWN_HL},
			{TOWN_DSP, EV_APPROVE_RETURN, "", 0}, ROUTE, SIGN, REPLY, CHECKED, SURVEY}},
	{3,
		{TAKE, ROUTE, {TOWN_HND, EV_ASK_RETURN, "ground=2;text=不归我们;unit=5", TOWN_HL},
			{TOWN_DSP, EV_REFUSE_RETURN, "text=归你们", 0}, SIGN, REPLY}},
	{5,
		{WORK, {TOWN_HND, EV_EXTEND, "days=2;reason=1;told=1", TOWN_HL}, REPLY, CHECKED,
			SURVEY}},
	{3,
		{TAKE, {TOWN_DSP, EV_DISPATCH, "unit=6", 0}, {TOWN_MED, EV_SIGN, "", 0},
			{TOWN_MED, EV_OPEN_MEDIATION, "parties=甲, 乙;consent=1", 0},
			{TOWN_MED, EV_AGREEMENT,
				"parties=甲, 乙;facts=漏水;content=修好;due=2025-02-01;form=1;signed=1",
				0},
			{TOWN_MED, EV_REPLY, "solved=1;answer=双方达成一致", TOWN_MED_HL}, CHECKED,
			SURVEY}},
	{3,
		{TAKE, {TOWN_DSP, EV_DISPATCH, "unit=6", 0}, {TOWN_MED, EV_SIGN, "", 0},
			{TOWN_MED, EV_OPEN_MEDIATION, "parties=甲, 乙;consent=1", 0},
			{TOWN_MED, EV_MEDIATION_FAILED, "text=谈不拢;told=1", 0}}},
	{3, {WORK, {TOWN_HL, EV_HANG, "reason=1;text=等雨季过去;due=2025-01-20;told=1", TOWN_DIR}}},
	{2,
		{WORK, {TOWN_HL, EV_HANG, "reason=2;text=等预算;due=2025-01-20;told=1", TOWN_DIR},
			{TOWN_SUP, EV_UNHANG, "text=预算到了", 0}, REPLY}},
	{4,
		{WORK, REPLY, CHECKED, {TOWN_OP, EV_REOPEN, "text=还是漏", TOWN_DSP}, ROUTE, REPLY,
			CHECKED, SURVEY}},
	{3, {WORK, REPLY, {TOWN_DSP, EV_VERIFY_FAIL, "text=缺照片", 0}, REPLY, CHECKED, SURVEY}},
	{3,
		{WORK, {TOWN_SUP, EV_URGE, "text=请抓紧", 0},
			{TOWN_HND, EV_ANSWER, "text=明天办好", 0}, REPLY}},
	{2,
		{WORK, {TOWN_DIR, EV_CALL_MEETING, "meeting=协调会", 0},
			{TOWN_DIR, EV_RESOLUTION, "unit=3;text=照办;due=2025-01-10", 0}, REPLY}},
	{2, {WORK, {TOWN_OP, EV_WITHDRAW, "text=不用了", 0}}},
	{2, {TAKE}},
	{2, {{0}}},
};

enum { COURSES = sizeof(courses) / sizeof(courses[0]) };

struct matter {
	int64_t id;
	const struct course *course;
	int at;
	bool undone;
};

static struct matter matters[MATTERS];
static int count;
static struct rng rng;

static const struct course *
draw_course(void)
{
	int at = (int)rng_below(&rng, 100);

	for (int i = 0; i < COURSES; i++) {
		at -= courses[i].share;
		if (at < 0)
			return &courses[i];
	}
	return &courses[0];
}

static void
come_in(struct world *w)
{
	struct matter *m = &matters[count];
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;
	char phone[16];

	snprintf(phone, sizeof(phone), "139%08d", count);
	in.phone = phone;
	in.body = "楼道的灯坏了";
	in.estate_id = rng_below(&rng, 40) == 0 ? TOWN_ESTATE : 0;
	in.notify = 1 + (int)rng_below(&rng, 4);
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	*m = (struct matter){r.case_id, draw_course(), 0, false};
	count++;
}

/* A matter that others may be merged into; 0: none is at hand. */
static int64_t
draw_main(struct world *w, int64_t not_this)
{
	for (int i = 0; i < 20; i++) {
		int64_t id = matters[rng_below(&rng, (uint32_t)count)].id;
		enum case_state state = world_row_of(w, id).state;

		if (id != not_this && state < CASE_REPLIED && state != CASE_SUSPENDED)
			return id;
	}
	return 0;
}

/* The fields with what is drawn for this matter. */
static const char *
fields_of(struct world *w, const struct matter *m, const char *fields)
{
	static const char *const categories[] = {"BA", "ZM", "CD", "QX", "DL", "LL", "ZC", "JS"};
	size_t before = strcspn(fields, "$#%");

	switch (fields[before]) {
	case '$':
		return arena_printf(&w->mem, "category=%s", categories[rng_below(&rng, 8)]);
	case '#':
		return arena_printf(&w->mem, "main=id:%lld", (long long)draw_main(w, m->id));
	case '%':
		return arena_printf(&w->mem, "satisfied=%d", 1 + (int)rng_below(&rng, 4));
	default:
		return fields;
	}
}

/* Now and then somebody takes back what they just did, and does it again. */
static bool
take_back(struct world *w, struct matter *m, const struct move *v, const struct act_result *r)
{
	struct act_result back;
	struct err err = ERR_INIT;

	if (m->undone || r->undo_until == 0 || v->signer != 0 || rng_below(&rng, 12) != 0)
		return false;
	assert_ok(case_undo(&w->who[v->who], r->event_id, &back, &err), &err);
	m->undone = true;
	return true;
}

static void
move_on(struct world *w, struct matter *m)
{
	const struct move *v = &m->course->moves[m->at];
	enum case_state state = world_row_of(w, m->id).state;

	if (m->at >= MOST_STEPS || v->event == EV_NONE || state >= CASE_OPEN_BELOW)
		return;
	const char *fields = fields_of(w, m, v->fields);

	if (strcmp(fields, "main=id:0") == 0)
		return;
	struct act_result r = world_act(w, v->who, m->id, v->event, fields);

	if (take_back(w, m, v, &r))
		return;
	if (r.asked)
		world_approve(w, v->signer, m->id);
	m->at++;
}

static void
keep_house(struct world *w)
{
	struct err err = ERR_INIT;
	bool more = true;

	while (more)
		assert_ok(escalation_run(&w->who[TOWN_OP], 9, &more, &err), &err);
	for (more = true; more;)
		assert_ok(entry_check(&w->who[TOWN_OP], 30, &more, &err), &err);
	for (more = true; more;)
		assert_ok(roll_fold(&w->who[TOWN_OP], 200, &more, &err), &err);
}

static void
live(struct world *w)
{
	int64_t start;

	assert_true(date_parse_time("2024-12-16T08:00", &start));
	for (int day = 0; day < DAYS + AFTER_DAYS; day++) {
		for (int hour = 0; hour < HOURS; hour++) {
			int64_t now = start + day * DAY_S + hour * HOUR_S;
			int until = (day * HOURS + hour + 1) * MATTERS / (DAYS * HOURS);

			town_advance(&w->town, now - session_now(&w->who[TOWN_OP]));
			for (int i = 0; i < count; i++)
				if (rng_below(&rng, 100) < (day < DAYS ? 18 : 3))
					move_on(w, &matters[i]);
			while (count < until && count < MATTERS)
				come_in(w);
		}
		town_advance(&w->town, HOUR_S);
		keep_house(w);
	}
}

/* --- counted anew */

static int64_t
counted(struct world *w, const char *sql)
{
	return town_number(&w->town, sql);
}

static void
lights(struct world *w)
{
	int n[LIGHT_DONE + 1] = {0}, wrong = 0;

	for (int i = 0; i < count; i++) {
		enum light want = lights_of(w, matters[i].id), got = lights_shown(w, matters[i].id);

		n[got]++;
		if (want == got)
			continue;
		print_error("case %lld state %d: light %d, counted %d\n", (long long)matters[i].id,
			(int)world_row_of(w, matters[i].id).state, (int)got, (int)want);
		wrong++;
	}
	assert_int_equal(wrong, 0);
	assert_true(n[LIGHT_RED] > 10 && n[LIGHT_YELLOW] > 5 && n[LIGHT_GREEN] > 10);
	assert_true(n[LIGHT_GREY] > 3 && n[LIGHT_DONE] > 150);
}

#define COUNTS "c.state <> 15 AND (c.flags & 4) = 0"
#define LAST(kind) \
	" FROM clocks k JOIN cases c ON c.id = k.case_id WHERE " COUNTS " AND k.kind = " kind \
	" AND k.outcome <> 3 AND k.round = (SELECT max(x.round) FROM clocks x WHERE x.case_id = k.case_id" \
	" AND x.kind = " kind " AND x.outcome <> 3) AND (k.stopped_at > 0 OR (k.paused_at = 0" \
	" AND k.due_at < (SELECT max(at) FROM case_events)))"
#define IN_TIME " AND k.outcome = 1"
#define ROUTED \
	" FROM cases c WHERE " COUNTS " AND (c.returned > 0 OR EXISTS (SELECT 1 FROM clocks k" \
	" WHERE k.case_id = c.id AND k.kind = 5 AND k.outcome <> 3))"
#define CLOSED " FROM cases c WHERE " COUNTS " AND c.state = 12"

static const struct {
	enum indicator_key key;
	const char *over, *under;
} rates[] = {
	{IND_ACCEPT, "SELECT count(*)" LAST("1") IN_TIME, "SELECT count(*)" LAST("1")},
	{IND_SIGN, "SELECT count(*)" LAST("3") IN_TIME, "SELECT count(*)" LAST("3")},
	{IND_CONTACT, "SELECT count(*)" LAST("4") IN_TIME, "SELECT count(*)" LAST("4")},
	{IND_ON_TIME, "SELECT count(*)" LAST("5") IN_TIME, "SELECT count(*)" LAST("5")},
	{IND_ON_TIME_PLAIN, "SELECT count(*)" LAST("5") IN_TIME " AND c.extended = 0",
		"SELECT count(*)" LAST("5")},
	{IND_ROUTE, "SELECT count(*)" ROUTED " AND c.returned = 0", "SELECT count(*)" ROUTED},
	{IND_RETURNED, "SELECT count(*)" ROUTED " AND c.returned > 0", "SELECT count(*)" ROUTED},
	{IND_EXTENDED, "SELECT count(*)" ROUTED " AND c.extended > 0", "SELECT count(*)" ROUTED},
	{IND_REOPENED, "SELECT count(*)" ROUTED " AND c.reopened > 0", "SELECT count(*)" ROUTED},
	{IND_SUPERVISED, "SELECT count(*)" ROUTED " AND (c.flags & 16) <> 0",
		"SELECT count(*)" ROUTED},
	{IND_HUNG, "SELECT count(*) FROM cases c WHERE c.state = 8",
		"SELECT count(*) FROM cases c WHERE c.state < 12"},
	{IND_SOLVED, "SELECT count(*)" CLOSED " AND c.solved = 1",
		"SELECT count(*)" CLOSED " AND c.solved > 0"},
	{IND_PLEASED, "SELECT count(*)" CLOSED " AND c.score BETWEEN 1 AND 3",
		"SELECT count(*)" CLOSED " AND c.score BETWEEN 1 AND 4"},
};

#define WAITS \
	" FROM (SELECT (c.replied_at - c.accepted_at - coalesce((SELECT sum(to_at - from_at) FROM clock_pauses p" \
	" WHERE p.case_id = c.id AND p.kind = 5), 0)) AS s FROM cases c WHERE " COUNTS \
	" AND c.replied_at > 0 AND c.accepted_at > 0)"

static void
indicators(struct world *w)
{
	struct indicator all[IND_KEYS];
	struct case_list *list;
	struct filter_fault fault;
	struct err err = ERR_INIT;

	assert_ok(case_list_open(
			  &list, &w->who[TOWN_OP], "受理<2030-01-01", NULL, NULL, &fault, &err),
		&err);
	assert_ok(indicators_read(&w->who[TOWN_OP], list, all, &err), &err);
	case_list_free(list);
	assert_int_equal(
		all[IND_CASES].over, counted(w, "SELECT count(*) FROM cases c WHERE state <> 15"));
	assert_int_equal(all[IND_REPORTS].over, counted(w, "SELECT count(*) FROM reporters"));
	assert_int_equal(all[IND_REPORTS].over, MATTERS);
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		const struct indicator *ind = &all[rates[i].key];

		if (ind->over != counted(w, rates[i].over) ||
			ind->under != counted(w, rates[i].under))
			fail_msg("%s: %lld/%lld, counted %lld/%lld",
				indicator_def(rates[i].key)->key, (long long)ind->over,
				(long long)ind->under, (long long)counted(w, rates[i].over),
				(long long)counted(w, rates[i].under));
		assert_true(ind->under > 0);
	}
	int64_t n = counted(w, "SELECT count(*)" WAITS);
	char middle[900];

	snprintf(middle, sizeof(middle), "SELECT s%s ORDER BY s LIMIT 1 OFFSET %lld", WAITS,
		(long long)(n / 2));
	assert_int_equal(all[IND_DAYS_P50].under, n);
	assert_true(fabs(all[IND_DAYS_P50].value * DAY_S - (double)counted(w, middle)) < 1);
	assert_int_equal(
		all[IND_WITHIN_15].over, counted(w, "SELECT count(*)" WAITS " WHERE s <= 1296000"));
}

#define STANDS \
	" AND NOT EXISTS (SELECT 1 FROM case_events z WHERE z.case_id = e.case_id AND z.event = 36 AND z.undoes > 0" \
	" AND e.id BETWEEN z.undoes AND z.id)"

/* Pairs that must be equal. */
static const struct {
	const char *what, *one, *other;
} counters[] = {
	{"urges", "SELECT sum(urged) FROM cases",
		"SELECT count(*) FROM case_events e WHERE event = 30" STANDS},
	{"extensions", "SELECT sum(extended) FROM cases",
		"SELECT count(*) FROM case_events e WHERE event = 21" STANDS},
	{"returns", "SELECT sum(returned) FROM cases",
		"SELECT count(*) FROM case_events e WHERE event = 10" STANDS},
	{"reopenings", "SELECT sum(reopened) FROM cases",
		"SELECT count(*) FROM case_events e WHERE event = 28" STANDS},
	{"failed checks", "SELECT sum(verify_back) FROM cases",
		"SELECT count(*) FROM case_events e WHERE event = 25" STANDS},
	{"merged", "SELECT sum(merged) FROM cases WHERE state <> 15",
		"SELECT count(*) FROM cases WHERE state = 15"},
	{"counted in: opened", "SELECT sum(opened) FROM roll_d WHERE area_id = 1",
		"SELECT count(*) FROM cases"},
	{"counted in: closed", "SELECT sum(closed) FROM roll_d WHERE area_id = 1",
		"SELECT count(*) FROM cases WHERE state = 12"},
	{"counted in: merged", "SELECT sum(merged) FROM roll_d WHERE area_id = 1",
		"SELECT count(*) FROM cases WHERE state = 15"},
	{"counted in: people", "SELECT sum(reports) FROM roll_d WHERE area_id = 1",
		"SELECT count(*) FROM reporters"},
	{"open ones with a step that was due", "SELECT 0",
		"SELECT count(*) FROM cases WHERE state < 12 AND step_at <= (SELECT max(at) FROM case_events)"},
	{"steps and their lines", "SELECT count(*) FROM escalations WHERE kind > 0",
		"SELECT count(*) FROM case_events WHERE actor = 0 AND event IN (23, 30, 51)"},
	/* whoever asked hears of the answer, those of merged matters too */
	{"answers", "SELECT 0",
		"SELECT count(*) FROM case_events e WHERE e.event = 26" STANDS
		" AND (SELECT count(*) FROM outbox o WHERE o.event_id = e.id AND o.recalled_at = 0)"
		" <> (SELECT count(*) FROM reporters r JOIN cases c ON c.id = r.case_id"
		" WHERE (c.id = e.case_id OR c.main_id = e.case_id) AND r.notify NOT IN (0, 4))"},
};

static void
all_counters(struct world *w)
{
	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		int64_t one = counted(w, counters[i].one), other = counted(w, counters[i].other);

		if (one != other)
			fail_msg("%s: %lld and %lld", counters[i].what, (long long)one,
				(long long)other);
	}
	assert_true(counted(w,
			    "SELECT count(*) FROM case_events WHERE event = 26 AND case_id IN"
			    " (SELECT main_id FROM cases WHERE state = 15)") > 3);
	assert_true(counted(w, "SELECT count(*) FROM case_events WHERE event = 36") > 20);
	assert_true(counted(w, "SELECT count(*) FROM escalations WHERE kind > 0") > 20);
}

static void
complain(void *ctx, const char *line)
{
	(void)ctx;
	print_error("%s\n", line);
}

static void
test_week(void **state)
{
	struct world *w = *state;
	struct err err = ERR_INIT;

	rng_seed(&rng, SEED);
	count = 0;
	live(w);
	assert_int_equal(count, MATTERS);
	lights(w);
	indicators(w);
	all_counters(w);
	assert_ok(roll_check(&w->who[TOWN_OP], 5, complain, NULL, &err), &err);
	world_audit_holds(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_week, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
