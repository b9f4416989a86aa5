/* Extensions, holds, mediation, meetings, supervision, links: what each row does beyond moving a matter. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_link.h"
#include "core/domain/case_party.h"
#include "tests/lib/world.h"

static int64_t
sql(struct world *w, const char *text)
{
	return town_number(&w->town, text);
}

static int64_t
at(const char *text)
{
	int64_t utc = 0;

	assert_true(date_parse_time(text, &utc));
	return utc;
}

/* "id:7" for fields that name a matter. */
static const char *
named(struct world *w, const char *key, int64_t id)
{
	return arena_printf(&w->mem, "%s=id:%lld", key, (long long)id);
}

static int64_t
due_of(struct world *w, enum clock_kind kind)
{
	char text[128];

	snprintf(text, sizeof(text), "SELECT due_at FROM clocks WHERE kind = %d AND stopped_at=0",
		(int)kind);
	return sql(w, text);
}

static void
decline(struct world *w, int who, int64_t id)
{
	struct approval *list;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n, i = 0;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	while (i < n && list[i].case_id != id)
		i++;
	assert_true(i < n);
	assert_ok(case_decide(&w->who[who], list[i].id, false, "理由不足", &r, &err), &err);
}

static size_t
waiting(struct world *w, int who)
{
	struct approval *list;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	return n;
}

/* --- more time */

static void
test_extension_moves_the_end_once(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	assert_int_equal(due_of(w, CLOCK_HANDLE), at("2024-12-23 18:00")); /* ten working days */
	world_refused(w, TOWN_HND, id, EV_EXTEND, "reason=1;told=1", ERR_INPUT, "延几天");
	world_refused(w, TOWN_HND, id, EV_EXTEND, "days=3;reason=1;told=0", ERR_INPUT, "已告知");
	world_refused(
		w, TOWN_HND, id, EV_EXTEND, "days=11;reason=1;told=1", ERR_INPUT, "最晚到 01-07");
	world_refused(w, TOWN_HND, id, EV_EXTEND, "due=2024-12-20;reason=1;told=1", ERR_INPUT,
		"晚于原来");
	world_refused(w, TOWN_HL, id, EV_EXTEND, "days=3;reason=1;told=1", ERR_RULE, "岗位");
	assert_true(world_act(w, TOWN_HND, id, EV_EXTEND, "days=3;reason=1;told=1").asked);
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.flags & CASE_WAITS, CASE_EXT_PENDING);
	world_act(w, TOWN_HND, id, EV_PROGRESS, "text=配件还在路上"); /* work goes on */
	world_refused(w, TOWN_HND, id, EV_EXTEND, "days=2;reason=1;told=1", ERR_RULE, "已送审延期");
	assert_int_equal(waiting(w, TOWN_DIR),
		0); /* the first time the unit's leader signs, or supervision */
	assert_int_equal(waiting(w, TOWN_SUP), 1);
	world_approve(w, TOWN_HL, id);
	row = world_row_of(w, id);
	assert_int_equal(row.extended, 1);
	assert_int_equal(row.flags & CASE_WAITS, 0);
	assert_int_equal(due_of(w, CLOCK_HANDLE), at("2024-12-26 18:00"));
	assert_int_equal(
		sql(w, "SELECT count(*) FROM outbox WHERE text LIKE '%延至2024年12月26日%'"), 1);

	world_act(w, TOWN_HND, id, EV_EXTEND,
		"due=2024-12-31;reason=2;told=1"); /* again: only the director */
	assert_int_equal(waiting(w, TOWN_HL) + waiting(w, TOWN_SUP), 0);
	decline(w, TOWN_DIR, id);
	assert_int_equal(due_of(w, CLOCK_HANDLE), at("2024-12-26 18:00"));
	world_act(w, TOWN_HND, id, EV_EXTEND, "due=2024-12-31;reason=2;told=1");
	world_approve(w, TOWN_DIR, id);
	assert_int_equal(due_of(w, CLOCK_HANDLE), at("2024-12-31 18:00"));
	town_advance(&w->town, 40 * DATE_DAY_S);
	world_refused(w, TOWN_HND, id, EV_EXTEND, "days=1;reason=1;told=1", ERR_RULE, "时限已过");
	world_audit_holds(w);
}

/* Asked in time and signed too late is in time. A reply makes the request pointless. */
static void
test_extension_counts_from_asking(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	town_advance(&w->town, 14 * DATE_DAY_S); /* 23 December, the last day */
	world_act(w, TOWN_HND, id, EV_EXTEND, "days=5;reason=3;told=1");
	town_advance(&w->town, 2 * DATE_DAY_S);
	world_approve(w, TOWN_HL, id);
	assert_int_equal(due_of(w, CLOCK_HANDLE), at("2024-12-30 18:00"));
	world_act(w, TOWN_HND, id, EV_EXTEND, "days=1;reason=3;told=1");
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已装好");
	assert_int_equal(world_row_of(w, id).flags & CASE_WAITS, CASE_EXT_PENDING | CASE_PENDING);
	world_approve(w, TOWN_HL, id);
	assert_int_equal(world_row_of(w, id).state, CASE_REPLIED);
	assert_int_equal(world_row_of(w, id).flags & CASE_WAITS, 0);
	assert_int_equal(waiting(w, TOWN_DIR), 0);
	assert_int_equal(sql(w, "SELECT count(*) FROM approvals WHERE verdict = 3"), 1);
}

/* Undoing what made a request fall brings it back; undoing another act leaves it alone. */
static void
test_undo_and_requests(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	struct act_result asked, r;
	struct err err = ERR_INIT;

	asked = world_act(w, TOWN_HND, id, EV_EXTEND, "days=2;reason=1;told=1");
	r = world_act(w, TOWN_HND, id, EV_PROGRESS, "text=写错了");
	assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
	assert_int_equal(waiting(w, TOWN_HL), 1);
	r = world_act(w, TOWN_DESK, id, EV_WITHDRAW, "text=来件人不要了");
	assert_int_equal(waiting(w, TOWN_HL), 0);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(waiting(w, TOWN_HL), 1);
	assert_int_equal(world_row_of(w, id).flags & CASE_WAITS, CASE_EXT_PENDING);
	assert_ok(case_undo(&w->who[TOWN_HND], asked.event_id, &r, &err), &err);
	assert_int_equal(waiting(w, TOWN_HL), 0);
	assert_int_equal(world_row_of(w, id).flags & CASE_WAITS, 0);
}

/* The law's limit stands above, and is extended only as far as the law itself allows. */
static void
test_extension_within_the_law(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CQ"); /* 60 days of a petition */
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	int64_t law = due_of(w, CLOCK_STATUTE), handle = due_of(w, CLOCK_HANDLE);

	assert_true(law > handle);
	world_act(w, TOWN_HND, id, EV_EXTEND, "days=2;reason=1;told=1");
	world_approve(w, TOWN_HL, id);
	assert_int_equal(due_of(w, CLOCK_STATUTE), law); /* not touched by what lies within it */
}

/* --- on hold */

static void
test_hold_stands_still_exactly(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1");
	int64_t left = work_minutes_between(w->town.rules->calendar, session_now(&w->who[TOWN_HL]),
		due_of(w, CLOCK_HANDLE), NULL);

	world_refused(w, TOWN_HND, id, EV_HANG, "reason=2;text=等预算;due=2025-01-20;told=1",
		ERR_RULE, "岗位");
	world_refused(w, TOWN_HL, id, EV_HANG, "reason=2;text=等预算;due=2025-03-10;told=1",
		ERR_INPUT, "90");
	world_refused(w, TOWN_HL, id, EV_HANG, "reason=2;text=等预算;told=1", ERR_INPUT, "时限");
	world_act(w, TOWN_HL, id, EV_HANG, "reason=2;text=等预算;due=2025-01-20;told=1");
	assert_int_equal(waiting(w, TOWN_HL), 0);
	town_advance(
		&w->town, 4 * 3600 + 17 * 60); /* signed later, stands from when it was asked */
	world_approve(w, TOWN_DIR, id);
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_SUSPENDED);
	assert_int_equal(row.due_kind, CLOCK_REVIEW);
	assert_int_equal(row.due_at, at("2025-01-20 18:00"));
	assert_int_equal(sql(w, "SELECT left FROM clocks WHERE kind = 5"), left);
	world_refused(w, TOWN_DIR, id, EV_UNHANG, "text=好了", ERR_RULE, "岗位");
	town_advance(&w->town, 9 * DATE_DAY_S + 3601);
	world_act(w, TOWN_SUP, id, EV_UNHANG, "text=资金已到位");
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_int_equal(work_minutes_between(w->town.rules->calendar,
				 session_now(&w->who[TOWN_HL]), due_of(w, CLOCK_HANDLE), NULL),
		left);
	assert_int_equal(sql(w, "SELECT outcome FROM clocks WHERE kind = 12"), OUTCOME_IN_TIME);
	assert_int_equal(sql(w, "SELECT count(*) FROM clock_pauses"), 1);
	assert_int_equal(sql(w, "SELECT count(*) FROM outbox WHERE text LIKE '%已恢复办理%'"), 1);
	world_audit_holds(w);
}

static void
test_the_program_takes_it_up_again(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	static const struct act_input in[] = {{"text", "复查日到"}};
	const struct case_step step = {EV_UNHANG, in, 1};
	struct session program;
	struct act_result r;
	struct err err = ERR_INIT;

	world_act(w, TOWN_HL, id, EV_HANG, "reason=1;text=春季再种;due=2025-01-20;told=1");
	world_approve(w, TOWN_DIR, id);
	town_advance(&w->town, 43 * DATE_DAY_S);
	session_system(&program, w->town.store, w->town.rules);
	assert_ok(case_act(&program, id, 0, &step, 1, &r, &err), &err);
	assert_int_equal(r.state, CASE_IN_PROGRESS);
	assert_int_equal(r.undo_until, 0);
	assert_int_equal(sql(w, "SELECT actor FROM case_events ORDER BY id DESC LIMIT 1"), 0);
	assert_err(case_act(&program, id, 0, &(struct case_step){EV_REPLY, NULL, 0}, 1, &r, &err),
		&err, ERR_RULE);
	session_close(&program);
	world_audit_holds(w);
}

/* --- mediation */

static int64_t
with_mediators(struct world *w)
{
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=LL");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=6");
	world_act(w, TOWN_MED, id, EV_SIGN, "");
	return id;
}

static const char agreement[] =
	"parties=陈某, 林某;facts=夜间噪声争议, 责任各半;content=林某晚十点后关窗, 陈某撤回投诉;"
	"due=2024-12-31;form=1;signed=1";

static void
test_agreement_needs_its_contents(void **state)
{
	struct world *w = *state;
	int64_t id = with_mediators(w), due = due_of(w, CLOCK_HANDLE);

	world_refused(w, TOWN_MED, id, EV_OPEN_MEDIATION, "parties=陈某, 林某;consent=0", ERR_INPUT,
		"双方同意");
	world_refused(w, TOWN_HND, id, EV_OPEN_MEDIATION, "parties=陈某, 林某;consent=1", ERR_INPUT,
		"没有这件");
	world_act(w, TOWN_MED, id, EV_OPEN_MEDIATION, "parties=陈某, 林某;consent=1");
	assert_int_equal(world_row_of(w, id).due_kind, CLOCK_CONTACT);
	assert_int_equal(sql(w, "SELECT paused_at > 0 FROM clocks WHERE kind = 5"), 1);
	assert_int_equal(
		day_from_utc(due_of(w, CLOCK_MEDIATE)), day_from_utc(at("2025-01-08 00:00")));
	town_advance(&w->town, 2 * DATE_DAY_S);
	world_refused(w, TOWN_MED, id, EV_AGREEMENT,
		"parties=陈某;facts=a;content=b;due=2024-12-31;form=1;signed=0", ERR_INPUT,
		"已签字");
	world_refused(w, TOWN_MED, id, EV_AGREEMENT,
		"parties=陈某;facts=a;due=2024-12-31;form=1;signed=1", ERR_INPUT, "协议内容");
	world_refused(w, TOWN_MED, id, EV_AGREEMENT,
		"parties=陈某;facts=a;content=b;due=2024-12-01;form=1;signed=1", ERR_INPUT,
		"晚于现在");
	world_act(w, TOWN_MED, id, EV_AGREEMENT, agreement);
	assert_int_equal(world_row_of(w, id).state, CASE_IN_PROGRESS);
	assert_int_equal(due_of(w, CLOCK_HANDLE),
		due + 2 * DATE_DAY_S); /* the days of mediation do not count */
	assert_int_equal(due_of(w, CLOCK_PERFORM), at("2024-12-31 18:00"));
	assert_int_equal(
		day_from_utc(due_of(w, CLOCK_CONFIRM)), day_from_utc(at("2025-01-10 00:00")));
	world_audit_holds(w);
}

/* Terms and names are kept to be printed, and do not stand in the line that more people read. */
static void
test_agreement_is_kept_to_be_printed(void **state)
{
	struct world *w = *state;
	int64_t id = with_mediators(w);
	struct case_fact *facts;
	struct err err = ERR_INIT;
	size_t n;

	world_act(w, TOWN_MED, id, EV_OPEN_MEDIATION, "parties=陈某, 林某;consent=1");
	struct act_result r = world_act(w, TOWN_MED, id, EV_AGREEMENT, agreement);

	assert_ok(case_read_facts(store_db(w->town.store), r.event_id, &w->mem, &facts, &n, &err),
		&err);
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++)
		if (facts[i].field == F_CONTENT)
			assert_string_equal(facts[i].value, "林某晚十点后关窗, 陈某撤回投诉");
	assert_int_equal(sql(w, "SELECT count(*) FROM case_events WHERE note LIKE '%林某%'"), 0);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_events WHERE note LIKE '%2024-12-31 前履行%'"),
		1);
}

/* A window of the parties that passes is nobody's delay. */
static void
test_confirmation_is_a_right(void **state)
{
	struct world *w = *state;
	int64_t id = with_mediators(w);

	world_act(w, TOWN_MED, id, EV_OPEN_MEDIATION, "parties=a;consent=1");
	world_act(w, TOWN_MED, id, EV_AGREEMENT, agreement);
	assert_int_not_equal(world_row_of(w, id).due_kind, CLOCK_CONFIRM);
	assert_int_equal(
		sql(w,
			"SELECT count(*) FROM cases c WHERE due_at <> (SELECT min(due_at) FROM clocks k"
			" WHERE k.case_id = c.id AND stopped_at=0 AND paused_at=0 AND kind <> 10)"),
		0);
}

static void
test_mediation_ends_without_agreement(void **state)
{
	struct world *w = *state;
	int64_t id = with_mediators(w), due = due_of(w, CLOCK_HANDLE);

	world_act(w, TOWN_MED, id, EV_OPEN_MEDIATION, "parties=a, b;consent=1");
	town_advance(&w->town, DATE_DAY_S);
	world_refused(
		w, TOWN_MED, id, EV_MEDIATION_FAILED, "text=谈不拢;told=0", ERR_INPUT, "已告知");
	world_act(w, TOWN_MED, id, EV_MEDIATION_FAILED, "text=谈不拢, 已告知起诉;told=1");
	assert_int_equal(due_of(w, CLOCK_HANDLE), due + DATE_DAY_S);
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind IN (10, 11)"), 0);
}

/* Violence is not for mediation. */
static void
test_no_mediation_in_danger(void **state)
{
	struct world *w = *state;
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.flags = CASE_DANGER;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	world_act(w, TOWN_DESK, r.case_id, EV_ACCEPT, "category=HY");
	world_act(w, TOWN_DESK, r.case_id, EV_DISPATCH, "unit=6");
	world_act(w, TOWN_MED, r.case_id, EV_SIGN, "");
	world_refused(w, TOWN_MED, r.case_id, EV_OPEN_MEDIATION, "parties=a;consent=1", ERR_RULE,
		"人身安全");
}

/* --- meetings */

static void
test_meeting_and_what_it_resolved(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w), due = due_of(w, CLOCK_HANDLE);

	world_refused(w, TOWN_DSP, id, EV_CALL_MEETING, "meeting=三方联席会;held=2024-12-20 15:00",
		ERR_INPUT, "最晚 12-16");
	world_act(w, TOWN_DSP, id, EV_CALL_MEETING,
		"meeting=三方联席会;held=2024-12-12 15:00;helpers=4");
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_COORDINATION);
	assert_true((row.flags & CASE_ON_AGENDA) != 0);
	assert_int_equal(due_of(w, CLOCK_MEETING), at("2024-12-16 18:00"));
	assert_int_equal(due_of(w, CLOCK_HANDLE), due); /* no pause */
	world_refused(w, TOWN_DSP, id, EV_RESOLUTION, "unit=5;text=装桩;due=2024-12-18", ERR_RULE,
		"岗位");
	world_act(w, TOWN_DIR, id, EV_RESOLUTION, "unit=5;text=街道牵头装桩;due=2024-12-18");
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_int_equal(row.unit_id, TOWN_STREET);
	assert_int_equal(due_of(w, CLOCK_TASK), at("2024-12-18 18:00"));
	assert_int_equal(row.due_kind, CLOCK_CONTACT);
	/* the unit that had the lead goes on as a helper */
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_units WHERE unit_id IN (3, 4) AND role = 1"), 2);
	world_act(w, TOWN_HND, id, EV_PROGRESS, "text=配合施工");
	world_refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=好了", ERR_RULE, "不归本单位");
	world_audit_holds(w);
}

/* Any open matter may be put on an agenda; only one that is worked on waits for the meeting. */
static void
test_agenda_without_waiting(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DIR, id, EV_CALL_MEETING, "meeting=小区议事日;held=2025-01-05 09:30");
	assert_int_equal(world_row_of(w, id).state, CASE_REGISTERED);
	assert_true((world_row_of(w, id).flags & CASE_ON_AGENDA) != 0);
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind = 13"), 0);
	world_refused(w, TOWN_DIR, id, EV_CALL_MEETING, "meeting=昨天的会;held=2024-12-08 09:30",
		ERR_INPUT, "晚于现在");
}

/* Found wanting, the tasks and the supervision that the reply had ended run on. */
static void
test_failed_verification_revives_tasks(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_DSP, id, EV_CALL_MEETING, "meeting=协调会");
	world_act(w, TOWN_DIR, id, EV_RESOLUTION, "unit=3;text=装桩;due=2024-12-18");
	world_act(w, TOWN_SUP, id, EV_URGE, "text=抓紧");
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=好了");
	world_approve(w, TOWN_HL, id);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM clocks WHERE kind IN (5, 7, 15) AND stopped_at=0"), 0);
	world_act(w, TOWN_DSP, id, EV_VERIFY_FAIL, "text=没有照片");
	assert_int_equal(
		sql(w, "SELECT count(*) FROM clocks WHERE kind IN (5, 7, 15) AND stopped_at=0"), 3);
}

/* --- supervision */

static void
test_urge_before_card_before_card(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_refused(w, TOWN_SUP, id, EV_YELLOW, "text=查明原因", ERR_RULE, "先催办");
	world_refused(w, TOWN_HND, id, EV_URGE, "text=催", ERR_RULE, "岗位");
	world_act(w, TOWN_OP, id, EV_URGE, "text=来件人来电询问");
	assert_int_equal(world_row_of(w, id).urged, 1);
	assert_int_equal(world_row_of(w, id).flags & CASE_SUPERVISED, 0);
	assert_int_equal(due_of(w, CLOCK_SUPERVISE), at("2024-12-10 18:00"));
	/* of a key matter one level up: the firm has none above, so the subdistrict */
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_events WHERE note LIKE '催241209-001  致 桐城街道%'"),
		1);
	world_refused(w, TOWN_SUP, id, EV_RED, "text=通报", ERR_RULE, "黄牌");
	world_act(w, TOWN_SUP, id, EV_YELLOW, "text=查明原因;to=1;due=2024-12-09 17:00");
	assert_int_equal(
		due_of(w, CLOCK_SUPERVISE), at("2024-12-09 17:00")); /* sooner, never later */
	assert_true((world_row_of(w, id).flags & CASE_SUPERVISED) != 0);
	world_act(w, TOWN_SUP, id, EV_RED, "text=通报;to=2;due=2024-12-12");
	assert_int_equal(due_of(w, CLOCK_SUPERVISE), at("2024-12-09 17:00"));
	world_act(w, TOWN_SUP, id, EV_URGE, "text=再催");
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_events WHERE note LIKE '催241209-002%'"), 1);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM outbox WHERE reporter = 0 AND unit_id > 0"), 4);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM outbox WHERE unit_id = 3 AND text LIKE '黄241209-001%查明原因%12月9日前%'"),
		1);
	world_audit_holds(w);
}

static void
test_the_answer_stops_it(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_refused(w, TOWN_HND, id, EV_ANSWER, "text=在办", ERR_RULE, "没有等答复");
	world_act(w, TOWN_SUP, id, EV_URGE, "text=抓紧");
	world_refused(w, TOWN_DESK, id, EV_ANSWER, "text=在办", ERR_RULE, "不归本单位");
	world_act(w, TOWN_HND, id, EV_ANSWER, "text=明天装好");
	assert_int_equal(sql(w, "SELECT outcome FROM clocks WHERE kind = 7"), OUTCOME_IN_TIME);
	world_act(w, TOWN_SUP, id, EV_URGE, "text=再催"); /* the next one is a round of its own */
	assert_int_equal(sql(w, "SELECT max(round) FROM clocks WHERE kind = 7"), 2);
	int64_t other = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_SUP, other, EV_URGE, "text=还没受理");
	world_act(w, TOWN_DESK, other, EV_ANSWER,
		"text=马上受理"); /* without a unit the desk answers */
}

static void
test_instruction_and_joint_supervision(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=ZX"); /* ordinary, three working days */
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	int64_t due = due_of(w, CLOCK_HANDLE);

	world_refused(w, TOWN_LDR, id, EV_INSTRUCT, "by=叶正;text=尽快", ERR_INPUT, "时限");
	struct act_result r =
		world_act(w, TOWN_LDR, id, EV_INSTRUCT, "by=叶正;text=尽快解决;due=2024-12-11");

	assert_int_equal(
		r.undo_until, 0); /* asked once more beforehand, not taken back afterwards */
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.tier, TIER_KEY); /* an instruction makes it a key matter */
	assert_int_equal(due_of(w, CLOCK_HANDLE), due);
	assert_int_equal(row.flags & CASE_FOLLOWED, 0);
	world_act(w, TOWN_DISC, id, EV_RAISE, "by=区纪委;text=说明原因;due=2024-12-12");
	assert_true((world_row_of(w, id).flags & CASE_FOLLOWED) != 0);
	world_act(w, TOWN_DIR, id, EV_JOINT, "by=赵安;helpers=4,5;text=联合查处;due=2024-12-20");
	row = world_row_of(w, id);
	assert_int_equal(row.tier, TIER_HARD);
	assert_int_equal(due_of(w, CLOCK_MEETING), at("2024-12-16 18:00"));
	assert_int_equal(sql(w, "SELECT count(*) FROM case_units WHERE role = 1"), 2);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_changes WHERE field = 2"), 2); /* both raisings */
}

/* Supervision goes on while a signature is waited for, and does not upset the reply that was asked for before. */
static void
test_urging_beside_a_request(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=好了");
	town_advance(&w->town, 600);
	world_act(w, TOWN_SUP, id, EV_URGE, "text=抓紧");
	town_advance(&w->town, 600);
	world_approve(w, TOWN_HL, id);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM clocks WHERE stopped_at > 0 AND stopped_at < start_at"),
		0);
	assert_int_equal(sql(w, "SELECT count(*) FROM case_events WHERE spent < 0"), 0);
}

/* Lights that the program sets are lines of the history and nothing else. */
static void
test_lights_of_the_program(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	static const struct act_input in[] = {{"text", "超期  提级到 桐城街道"}};
	const struct case_step red = {EV_RED, in, 1};
	struct session program;
	struct act_result r;
	struct err err = ERR_INIT;

	session_system(&program, w->town.store, w->town.rules);
	assert_ok(case_act(&program, id, 0, &red, 1, &r, &err), &err);
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind = 7"), 0);
	assert_int_equal(sql(w, "SELECT count(*) FROM outbox WHERE unit_id > 0"), 0);
	assert_int_equal(world_row_of(w, id).flags & CASE_SUPERVISED, 0);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM case_events WHERE note = '超期  提级到 桐城街道'"), 1);
	session_close(&program);
}

/* --- levels */

static void
test_levels_need_reasons_and_rights(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w), due = due_of(w, CLOCK_HANDLE);

	world_refused(w, TOWN_DESK, id, EV_EDIT, "tier=3", ERR_INPUT, "原因");
	world_refused(w, TOWN_DESK, id, EV_EDIT, "tier=1;reason=不急", ERR_RULE, "监督岗");
	world_refused(w, TOWN_SUP, id, EV_EDIT, "title=别的", ERR_RULE, "受理和分办岗");
	world_act(w, TOWN_SUP, id, EV_EDIT, "tier=1;reason=不急");
	assert_int_equal(world_row_of(w, id).tier, TIER_ORDINARY);
	assert_true(due_of(w, CLOCK_HANDLE) <= due);
}

/* --- again */

static void
closed(struct world *w, int64_t id)
{
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=好了");
	world_approve(w, TOWN_HL, id);
	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=2");
}

/* Half of the limit it had at first, however often, and whatever the level is by then. */
static void
test_reopened_has_half_the_first_limit(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=SB"); /* ordinary, 5 wd */
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	for (int round = 2; round <= 3; round++) {
		closed(w, id);
		world_act(w, TOWN_OP, id, EV_REOPEN, "text=又坏了");
		world_approve(w, TOWN_DSP, id);
		world_act(w, TOWN_DSP, id, EV_DISPATCH, "unit=3");
		assert_int_equal(
			sql(w, "SELECT amount FROM clocks WHERE kind = 5 AND stopped_at=0"), 3);
		assert_int_equal(world_row_of(w, id).tier, round == 2 ? TIER_KEY : TIER_HARD);
	}
	assert_int_equal(sql(w, "SELECT count(*) FROM case_changes WHERE field = 2"), 2);
}

static void
test_after_ninety_days_it_is_a_new_matter(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	closed(w, id);
	town_advance(&w->town, 91 * DATE_DAY_S);
	world_refused(w, TOWN_OP, id, EV_REOPEN, "text=又坏了", ERR_RULE, "作为新件登记并关联");
	int64_t later = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, later, EV_LINK,
		arena_printf(&w->mem, "%s;kind=2", named(w, "other", id)));
	assert_int_equal(sql(w, "SELECT kind FROM case_links"), 2);
}

/* --- links */

static void
test_links_come_and_go(void **state)
{
	struct world *w = *state;
	int64_t a = world_registered(w, TOWN_DESK), b = world_registered(w, TOWN_DESK);
	const char *to_b = named(w, "other", b), *to_a = named(w, "other", a);
	const char *same = arena_printf(&w->mem, "%s;kind=3", to_b);
	struct case_link *links;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n;

	world_refused(w, TOWN_DESK, a, EV_LINK, arena_printf(&w->mem, "%s;kind=1", to_a), ERR_INPUT,
		"就是这一件");
	world_refused(w, TOWN_DESK, a, EV_LINK, arena_printf(&w->mem, "%s;kind=9", to_b), ERR_INPUT,
		"关系");
	r = world_act(w, TOWN_DESK, a, EV_LINK, same);
	world_refused(w, TOWN_DESK, b, EV_LINK, arena_printf(&w->mem, "%s;kind=1", to_a), ERR_RULE,
		"已经关联");
	assert_ok(case_links(&w->who[TOWN_DESK], b, &w->mem, &links, &n, &err), &err);
	assert_true(n == 1 && links[0].id == a && links[0].kind == 3);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(sql(w, "SELECT count(*) FROM case_links"), 0);
	world_act(w, TOWN_DESK, a, EV_LINK, same);
	town_advance(&w->town, 100 * DATE_DAY_S); /* always, from either side */
	world_act(w, TOWN_DESK, b, EV_UNLINK, to_a);
	assert_int_equal(sql(w, "SELECT count(*) FROM case_links"), 0);
	world_refused(w, TOWN_DESK, b, EV_UNLINK, to_a, ERR_RULE, "没有关联");
	world_refused(w, TOWN_HND, a, EV_LINK, same, ERR_INPUT, "没有这件");
}

/* Units that an act brought in leave again when it is taken back, and have the part they had before. */
static void
test_undo_takes_helpers_back(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct act_result r;
	struct err err = ERR_INIT;

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	r = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4;copies=5");
	assert_int_equal(sql(w, "SELECT count(*) FROM case_units"), 2);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(sql(w, "SELECT count(*) FROM case_units"), 0);
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;copies=5");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	r = world_act(w, TOWN_HND, id, EV_ADD_UNIT, "unit=5");
	assert_int_equal(sql(w, "SELECT role FROM case_units"), PARTY_HELPER);
	assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
	assert_int_equal(sql(w, "SELECT role FROM case_units"), PARTY_COPY);
}

/* What was taken back does not count as done. */
static void
test_undone_attempts_do_not_count(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	struct act_result r;
	struct err err = ERR_INIT;

	for (int i = 0; i < 5; i++) {
		r = world_act(w, TOWN_HND, id, EV_CONTACT, "result=2");
		assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
		if (i == 2)
			town_advance(&w->town, DATE_DAY_S);
	}
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=2");
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind = 4 AND stopped_at=0"), 1);
}

/* First contact is done when somebody was reached, or after three tries on two days. */
static void
test_three_tries_on_two_days(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	for (int i = 0; i < 4; i++) /* all on one day: not yet */
		world_act(w, TOWN_HND, id, EV_CONTACT, "result=2");
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind = 4 AND stopped_at=0"), 1);
	town_advance(&w->town, DATE_DAY_S);
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=2");
	assert_int_equal(sql(w, "SELECT count(*) FROM clocks WHERE kind = 4 AND stopped_at=0"), 0);
}

static void
test_third_move_says_why(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HND, id, EV_TRANSFER, "staff=4");
	world_act(w, TOWN_HND, id, EV_TRANSFER, "staff=3");
	world_refused(w, TOWN_HND, id, EV_TRANSFER, "staff=4", ERR_INPUT, "第 3 次");
	world_act(w, TOWN_HND, id, EV_TRANSFER, "staff=4;reason=换班");
	world_refused(w, TOWN_HND, id, EV_ADD_UNIT, "unit=4", ERR_INPUT, "原因");
}

static void
test_desk_assigns_its_clerk(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_refused(w, TOWN_OP, id, EV_ASSIGN, "staff=1", ERR_RULE, "岗位");
	world_refused(w, TOWN_DSP, id, EV_ASSIGN, "staff=3", ERR_RULE, "本中心");
	world_refused(w, TOWN_DSP, id, EV_ASSIGN, "staff=10", ERR_RULE, "已经由");
	assert_string_equal(world_act(w, TOWN_DSP, id, EV_ASSIGN, "staff=1;reason=换班").label,
		"已指派 1209-001 给 王敏");
	assert_int_equal(world_row_of(w, id).clerk_id, TOWN_OP);
}

/* --- who signs */

static void
test_exclusion_is_asked_and_approved(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HND, id, EV_EXCLUDE, "reason=2;text=要求赔偿精神损失一百万");
	assert_int_equal(world_row_of(w, id).flags & CASE_EXCLUDED, 0);
	world_act(w, TOWN_HND, id, EV_REPLY,
		"solved=3;why=不合理;answer=已解释"); /* nothing is held up */
	world_approve(w, TOWN_HL, id);
	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_refused(w, TOWN_OP, id, EV_CLOSE, "satisfied=4;solved=3", ERR_RULE, "剔除");
	world_approve(w, TOWN_DIR, id);
	assert_true((world_row_of(w, id).flags & CASE_EXCLUDED) != 0);
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=4;solved=3");
	assert_int_equal(world_row_of(w, id).state, CASE_CLOSED);
	world_refused(w, TOWN_OP, id, EV_EXCLUDE, "reason=2;text=a", ERR_RULE, "已经剔除");
}

static void
put_in_state(struct world *w, int64_t id, int state)
{
	struct err err = ERR_INIT;
	char text[160];

	snprintf(text, sizeof(text),
		"UPDATE cases SET state = %d, unit_id = 1, cat = 403, flags = 1, closed_at = updated_at WHERE id = %lld",
		state, (long long)id);
	assert_ok(store_begin(w->town.store, &err), &err);
	assert_ok(db_script(store_db(w->town.store), text, &err), &err);
	assert_ok(store_commit(w->town.store, &err), &err);
}

/* What each row needs, so that it can be asked for. */
static const char *
fields_for(enum case_event event)
{
	switch (event) {
	case EV_REJECT:
		return "ground=1;text=a;way=2";
	case EV_ASK_RETURN:
		return "ground=2;text=a";
	case EV_REFUSE_RETURN:
	case EV_REOPEN:
		return "text=a";
	case EV_EXTEND:
		return "days=1;reason=1;told=1";
	case EV_HANG:
		return "reason=1;text=a;due=2025-01-10;told=1";
	case EV_REPLY:
		return "solved=1;answer=a";
	case EV_EXCLUDE:
		return "reason=1;text=a";
	default:
		return NULL;
	}
}

/*
 * One person with every role, at a centre that is desk and lead at once, asks for everything that needs a second
 * signature: it never appears on their own list, and they cannot give it.
 */
static void
test_nobody_signs_for_themselves(void **state)
{
	struct world *w = *state;
	size_t rows;
	const struct transition *t = machine_rows(&rows);

	for (; rows > 0; t++, rows--) {
		struct act_result r;
		struct err err = ERR_INIT;
		int64_t id;

		if ((t->signer | t->again) == 0)
			continue;
		assert_non_null(fields_for(t->event));
		id = world_registered(w, TOWN_DESK);
		world_act(w, TOWN_ALL, id, EV_ACCEPT, "category=CD");
		world_act(w, TOWN_ALL, id, EV_DISPATCH, "unit=1");
		for (int from = 1; from < CASE_STATE_COUNT; from++) {
			if ((t->from >> from & 1) == 0)
				continue;
			put_in_state(w, id, from);
			assert_ok(world_try_act(w, TOWN_ALL, id, t->event, fields_for(t->event), &r,
					  &err),
				&err);
			break;
		}
		if (!r.asked && t->again != 0) /* the second time */
			continue;
		assert_true(r.asked);
		int64_t request = sql(w, "SELECT max(id) FROM approvals");

		assert_int_equal(waiting(w, TOWN_ALL), 0);
		assert_err(case_decide(&w->who[TOWN_ALL], request, true, "", &r, &err), &err,
			ERR_RULE);
		err_clear(&err);
		assert_err(
			case_decide(&w->who[TOWN_OP], request, true, "", &r, &err), &err, ERR_RULE);
	}
}

/* A return that one has asked for or signed is ruled on by another person. */
static void
test_returns_are_ruled_by_others(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2;text=不归物业;unit=5");
	world_approve(w, TOWN_HL, id);
	put_in_state(w, id, CASE_RETURN_REQ); /* and now the centre has the lead */
	int64_t mine = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, mine, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, mine, EV_DISPATCH, "unit=1");
	world_act(w, TOWN_ALL, mine, EV_ASK_RETURN, "ground=2;text=不归中心");
	put_in_state(w, mine, CASE_RETURN_REQ);
	world_refused(w, TOWN_ALL, mine, EV_APPROVE_RETURN, "", ERR_RULE, "请换人");
	world_refused(w, TOWN_ALL, mine, EV_REFUSE_RETURN, "text=归你", ERR_RULE, "请换人");
	world_act(w, TOWN_ALL, id, EV_APPROVE_RETURN, "");
	world_act(w, TOWN_DSP, mine, EV_APPROVE_RETURN, "");
}

/* Directors above sign for desks below; those of another county do not. */
static void
test_who_may_sign_where(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HL, id, EV_HANG, "reason=1;text=a;due=2025-01-10;told=1");
	assert_int_equal(waiting(w, TOWN_DIR), 1);
	assert_int_equal(waiting(w, TOWN_DIR_2), 1);
	assert_int_equal(waiting(w, TOWN_OP_2) + waiting(w, TOWN_HND) + waiting(w, TOWN_LDR), 0);
	world_approve(w, TOWN_DIR_2, id);
	assert_int_equal(waiting(w, TOWN_DIR), 0);
}

/* A letter names the day of handling, and not that of whatever ends first. */
static void
test_letters_name_the_day_of_the_answer(void **state)
{
	struct world *w = *state;

	world_in_progress(w);
	assert_int_equal(
		sql(w, "SELECT count(*) FROM outbox WHERE text LIKE '%预计2024年12月23日前答复%'"),
		1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)
	const struct CMUnitTest tests[] = {
		T(test_extension_moves_the_end_once),
		T(test_extension_counts_from_asking),
		T(test_undo_and_requests),
		T(test_extension_within_the_law),
		T(test_hold_stands_still_exactly),
		T(test_the_program_takes_it_up_again),
		T(test_agreement_needs_its_contents),
		T(test_agreement_is_kept_to_be_printed),
		T(test_confirmation_is_a_right),
		T(test_mediation_ends_without_agreement),
		T(test_no_mediation_in_danger),
		T(test_meeting_and_what_it_resolved),
		T(test_agenda_without_waiting),
		T(test_failed_verification_revives_tasks),
		T(test_urge_before_card_before_card),
		T(test_the_answer_stops_it),
		T(test_instruction_and_joint_supervision),
		T(test_urging_beside_a_request),
		T(test_lights_of_the_program),
		T(test_levels_need_reasons_and_rights),
		T(test_reopened_has_half_the_first_limit),
		T(test_after_ninety_days_it_is_a_new_matter),
		T(test_links_come_and_go),
		T(test_undo_takes_helpers_back),
		T(test_undone_attempts_do_not_count),
		T(test_three_tries_on_two_days),
		T(test_third_move_says_why),
		T(test_desk_assigns_its_clerk),
		T(test_exclusion_is_asked_and_approved),
		T(test_nobody_signs_for_themselves),
		T(test_returns_are_ruled_by_others),
		T(test_who_may_sign_where),
		T(test_letters_name_the_day_of_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
