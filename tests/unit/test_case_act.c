#include "tests/lib/test.h"

#include <string.h>

#include "core/base/date.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_db.h"
#include "core/domain/case_history.h"
#include "core/domain/case_party.h"
#include "core/domain/intake.h"
#include "tests/lib/world.h"

static void
test_main_path(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_REGISTERED);
	assert_int_equal(row.due_kind, CLOCK_ACCEPT);
	assert_int_equal(row.no / 10000 % 1000000, 241209);
	assert_string_equal(row.grid, "金榕花园东");
	assert_int_equal(row.county, TOWN_COUNTY);
	assert_int_equal(row.town, TOWN_TOWNSHIP);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=403");
	row = world_row_of(w, id);
	assert_int_equal(row.tier, TIER_KEY);
	assert_int_equal(row.due_kind, CLOCK_ROUTE);
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=金榕物业;opinion=请尽快");
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_string_equal(row.unit, "金榕物业");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1;way=2");

	struct act_result r = world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=充电桩已装好");
	assert_true(r.asked);
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_true((row.flags & CASE_PENDING) != 0);
	world_refused(w, TOWN_HND, id, EV_PROGRESS, "text=再补一句", ERR_RULE, "签批");
	world_approve(w, TOWN_HL, id);
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_REPLIED);
	assert_int_equal(row.flags & CASE_PENDING, 0);

	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	row = world_row_of(w, id);
	assert_int_equal(row.due_kind, CLOCK_SURVEY);
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=2");
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_CLOSED);
	assert_int_equal(row.score, 2);
	assert_true(row.closed_at > 0 && row.due_at == TIME_NEVER);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE stopped_at=0"), 0);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE outcome NOT IN (1, 2, 3)"),
		0);
	world_audit_holds(w);
}

/* Register, accept and dispatch in one transaction: one history row each, one audit row for the acts. */
static void
test_one_key_does_three_events(void **state)
{
	struct world *w = *state;
	struct intake in = world_a_call();
	static const struct act_input category[] = {{"category", "CD"}}, unit[] = {{"unit", "3"}};
	const struct case_step acts[] = {{EV_ACCEPT, category, 1}, {EV_DISPATCH, unit, 1}};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&w->who[TOWN_DESK], &in, acts, 2, &r, &err), &err);
	assert_int_equal(r.state, CASE_DISPATCHED);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_events"), 3);
	assert_true(r.undo_until > 0);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(r.state, CASE_REGISTERED);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE stopped_at=0"), 1);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM outbox WHERE recalled_at=0"), 0);
	world_audit_holds(w);
}

/* The letter names the unit that was just given the matter; unticked, nobody is written to. */
static void
test_letters_and_labels_name_the_unit(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	struct act_result r = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");

	assert_string_equal(r.label, "已分办 1209-001 给 金榕物业");
	assert_int_equal(town_number(&w->town,
				 "SELECT count(*) FROM outbox WHERE text LIKE '%由金榕物业办理%'"),
		1);
	r = world_act(w, TOWN_DESK, id, EV_RECALL, "");
	assert_string_equal(r.label, "已撤回分办 1209-001");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=4;tell=0");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM outbox"), 1);
	world_act(w, TOWN_POLICE_HND, id, EV_SIGN, "");
	r = world_act(w, TOWN_POLICE_HND, id, EV_REPLY, "solved=1;answer=已处理");
	assert_string_equal(r.label, "已送审 1209-001 办结");
}

static void
test_a_failing_act_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct intake in = world_a_call();
	static const struct act_input category[] = {{"category", "CD"}}, unit[] = {{"unit", "999"}};
	const struct case_step acts[] = {{EV_ACCEPT, category, 1}, {EV_DISPATCH, unit, 1}};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_err(case_register(&w->who[TOWN_DESK], &in, acts, 2, &r, &err), &err, ERR_INPUT);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM cases"), 0);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM audit"), 0);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_ft('\"充电\"')"), 0);
}

/* The other county's centre, and anybody whose part of the city does not hold the place. */
static void
test_a_place_elsewhere_is_not_registered(void **state)
{
	struct world *w = *state;
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.place = town_place();
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	assert_err(case_register(&w->who[TOWN_OP_2], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM cases"), 1);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_ft('\"充电\"')"), 1);
	in.place = 0; /* it is then the centre's own area */
	assert_ok(case_register(&w->who[TOWN_OP_2], &in, NULL, 0, &r, &err), &err);
	world_audit_holds(w);
}

static void
test_intake_is_not_for_everybody(void **state)
{
	struct world *w = *state;
	struct act_result r;
	struct err err = ERR_INIT;
	struct intake in = world_a_call();

	assert_err(case_register(&w->who[TOWN_HND], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	in.publicity = PUBLIC_SEALED; /* of a sealed report nothing is kept at a desk */
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	in = world_a_call();
	in.category = 1203;
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM cases"), 0);
}

static void
check_title(struct world *w, const char *body, const char *want)
{
	struct act_result r;
	struct err err = ERR_INIT;
	struct intake in = world_a_call();
	struct case_row row;
	bool found;

	in.title = NULL;
	in.body = body;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	assert_ok(case_read_row(store_db(w->town.store), r.case_id, &w->mem, &row, &found, &err),
		&err);
	assert_string_equal(row.title, want);
}

static void
test_titles(void **state)
{
	struct world *w = *state;

	check_title(w, "地下车库没有充电桩\n大家拉飞线", "地下车库没有充电桩");
	check_title(w, "地下车库没有充电桩大家拉飞线充电上周2幢冒过烟",
		"地下车库没有充电桩大家拉飞线充");
	check_title(w, "标题: 车库没有充电桩\n正文", "车库没有充电桩");
	check_title(w, "标题：\n正文", "标题：");
}

static void
test_risk_words(void **state)
{
	struct world *w = *state;
	const struct rules *rules = w->town.rules;
	const char *words[4];

	assert_int_equal(risk_words_find(rules, "私家车乱停", words, 4), 0);
	assert_null(risk_word_find(rules, "私家车乱停"));
	assert_int_equal(risk_words_find(rules, "电动车冒烟, 有人拉飞线", words, 4), 2);
	assert_string_equal(words[0], "飞线");
	assert_string_equal(words[1], "冒烟");
	assert_int_equal(risk_words_find(rules, "电动车冒烟, 有人拉飞线", words, 1), 1);
	assert_string_equal(risk_word_find(rules, "冒烟"), "冒烟");
}

static void
test_intake_asks_for_what_is_needed(void **state)
{
	struct world *w = *state;
	struct act_result r;
	struct err err = ERR_INIT;
	struct intake in = world_a_call();

	in.notice_told = false;
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = world_a_call();
	in.phone = "12";
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = world_a_call();
	in.body = "  \n ";
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = world_a_call();
	in.phone = in.name = "";
	in.publicity = PUBLIC_ANONYMOUS;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	in = world_a_call();
	in.phone = "１３９　0000-0001";
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);

	struct caller_case *calls;
	size_t n;

	assert_ok(case_by_phone(&w->who[TOWN_DESK], "13900000001", 5, &w->mem, &calls, &n, &err),
		&err);
	assert_int_equal(n, 1);
	assert_ok(case_by_phone(&w->who[TOWN_DESK], "0001", 5, &w->mem, &calls, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM reporters WHERE instr(phone, '13900000001') > 0"),
		0);
}

static void
test_rights_and_sides(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_refused(w, TOWN_HND, id, EV_ACCEPT, "category=CD", ERR_INPUT, "没有这件");
	world_refused(w, TOWN_OP_2, id, EV_ACCEPT, "category=CD", ERR_INPUT, "没有这件");
	world_refused(w, TOWN_DSP, id, EV_ACCEPT, "category=CD", ERR_RULE, "岗位");
	world_refused(w, TOWN_OP, id, EV_DISPATCH, "unit=3", ERR_RULE, "待受理");
	world_refused(w, TOWN_OP, id, EV_ACCEPT, "", ERR_INPUT, "类别");
	world_refused(w, TOWN_OP, id, EV_ACCEPT, "category=ZZZ", ERR_INPUT, "类别");
	world_refused(w, TOWN_OP, id, EV_ACCEPT, "category=JJ", ERR_RULE, "我要举报");
	world_refused(w, TOWN_OP, id, EV_ACCEPT, "category=CD;colour=red", ERR_INPUT, "colour");
	world_act(w, TOWN_OP, id, EV_ACCEPT, "category=CD");
	world_refused(w, TOWN_OP, id, EV_DISPATCH, "unit=3", ERR_RULE, "岗位");
	world_act(w, TOWN_DSP, id, EV_DISPATCH, "unit=3");
	world_refused(w, TOWN_POLICE_HND, id, EV_SIGN, "", ERR_INPUT, "没有这件");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	world_refused(w, TOWN_POLICE_HND, id, EV_CONTACT, "result=1", ERR_INPUT, "没有这件");
	world_act(w, TOWN_HND, id, EV_ADD_UNIT, "unit=4;reason=现场有纠纷");
	world_act(w, TOWN_POLICE_HND, id, EV_CONTACT, "result=1");
}

static void
test_two_signatures(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	struct approval *list;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n;

	town_advance(&w->town, 3600);
	int64_t asked = session_now(&w->who[TOWN_HND]);

	world_act(w, TOWN_HND, id, EV_REPLY, "solved=2;why=缺配件;answer=先装三个, 其余下周装");
	assert_ok(case_approvals(&w->who[TOWN_HND], &w->mem, &list, &n, &err), &err);
	assert_int_equal(n, 0);
	assert_ok(case_approvals(&w->who[TOWN_HL], &w->mem, &list, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].asked_by, "林立");
	assert_int_equal(list[0].input_count, 3);
	assert_err(case_decide(&w->who[TOWN_HND], list[0].id, true, "", &r, &err), &err, ERR_RULE);
	assert_err(case_decide(&w->who[TOWN_HL], list[0].id, false, "", &r, &err), &err, ERR_INPUT);
	assert_ok(case_decide(&w->who[TOWN_HL], list[0].id, false, "写明日期", &r, &err), &err);
	assert_int_equal(world_row_of(w, id).state, CASE_IN_PROGRESS);
	assert_err(
		case_decide(&w->who[TOWN_HL], list[0].id, true, "", &r, &err), &err, ERR_CONFLICT);

	world_act(w, TOWN_HND, id, EV_REPLY, "solved=2;why=缺配件;answer=其余 12月16日 装");
	town_advance(&w->town, 86400 * 3);
	world_approve(w, TOWN_HL, id);
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_REPLIED);
	assert_int_equal(row.replied_at,
		asked); /* the clock stopped when it was asked, not when it was signed */
	assert_int_equal(
		town_number(&w->town, "SELECT stopped_at FROM clocks WHERE kind = 5"), asked);
	world_audit_holds(w);
}

static void
test_nobody_checks_their_own_work(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=ZC");
	world_act(w, TOWN_DESK, id, EV_SOLVE, "answer=加装电梯政策见街道公告栏");
	assert_int_equal(world_row_of(w, id).state, CASE_REPLIED);
	world_refused(w, TOWN_DESK, id, EV_VERIFY_OK, "", ERR_RULE, "换人");
	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_refused(w, TOWN_DESK, id, EV_CLOSE, "satisfied=1", ERR_RULE, "换人");
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=1");
}

static void
test_undo_restores_exactly(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r = world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	struct case_row before = world_row_of(w, id);
	struct act_result sent = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");

	assert_err(case_undo(&w->who[TOWN_DSP], sent.event_id, &r, &err), &err, ERR_RULE);
	assert_ok(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err);
	struct case_row after = world_row_of(w, id);

	assert_int_equal(after.version, before.version + 2);
	before.version = after.version;
	before.updated_at = after.updated_at;
	before.unit = after.unit;
	before.title = after.title;
	before.clerk = after.clerk;
	before.estate = after.estate;
	before.grid = after.grid;
	assert_memory_equal(&before, &after, sizeof(before));
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE kind IN (3, 4, 5)"), 0);
	assert_int_equal(
		town_number(&w->town, "SELECT event FROM case_events ORDER BY id DESC LIMIT 1"),
		EV_UNDO);
	/* what was done before it may be taken back next */
	struct undo_entry *list;
	size_t n;

	assert_ok(case_undo_list(&w->who[TOWN_DESK], &w->mem, &list, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_ok(case_undo(&w->who[TOWN_DESK], list[0].event_id, &r, &err), &err);
	assert_int_equal(r.state, CASE_REGISTERED);
	world_audit_holds(w);
}

/* Whoever was asked to help and was not, after all, does not see the matter any more. */
static void
test_undo_takes_helpers_back(void **state)
{
	static const char helpers[] = "SELECT coalesce(sum(unit_id * role), 0) FROM case_units";
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r;

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	r = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4");
	assert_int_equal(town_number(&w->town, helpers), 4);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, helpers), 0);
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4");
	r = world_act(w, TOWN_HND, id, EV_SIGN, "");
	assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, helpers), 4); /* those of before stay */
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM case_units x JOIN cases c ON c.id = x.case_id"
			" WHERE x.open = 1 AND x.due = c.due_at AND x.opened = c.opened_at"),
		1);
}

/* Those who helped in an old routing are out of it, unless the new one names them. */
static void
test_a_new_routing_has_its_own_helpers(void **state)
{
	static const char parts[] = "SELECT coalesce(sum(unit_id * role), 0) FROM case_units";
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r;
	bool sees = true;

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4;copies=6");
	assert_int_equal(town_number(&w->town, parts), 4 + 2 * 6);
	assert_ok(case_may_see_id(&w->who[TOWN_POLICE_HND], id, &sees, &err), &err);
	assert_true(sees);
	r = world_act(w, TOWN_DESK, id, EV_RECALL, "reason=派错了");
	assert_int_equal(town_number(&w->town, parts), 0);
	assert_ok(case_may_see_id(&w->who[TOWN_POLICE_HND], id, &sees, &err), &err);
	assert_false(sees);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, parts), 4 + 2 * 6);
	world_act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=1;text=不在本小区");
	world_approve(w, TOWN_HL, id);
	r = world_act(w, TOWN_DSP, id, EV_APPROVE_RETURN, "");
	assert_int_equal(town_number(&w->town, parts), 0);
	assert_ok(case_undo(&w->who[TOWN_DSP], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, parts), 4 + 2 * 6);
	world_act(w, TOWN_DSP, id, EV_APPROVE_RETURN, "");
	world_act(w, TOWN_DSP, id, EV_DISPATCH, "unit=3;helpers=6");
	assert_int_equal(town_number(&w->town, parts), 6);
	world_refused(w, TOWN_POLICE_HND, id, EV_PROGRESS, "text=到过现场", ERR_INPUT, "没有这件");
}

/* After a reopening those of before take part until it is routed anew. */
static void
test_routing_a_reopened_matter_ends_old_parts(void **state)
{
	static const char parts[] = "SELECT coalesce(sum(unit_id * role), 0) FROM case_units";
	struct world *w = *state;
	int64_t id = world_replied(w);
	struct err err = ERR_INIT;
	struct act_result r;

	assert_ok(store_begin(w->town.store, &err), &err);
	assert_ok(case_put_unit(&w->who[TOWN_DSP], id, TOWN_POLICE, PARTY_HELPER, &err), &err);
	assert_ok(store_commit(w->town.store, &err), &err);
	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_act(w, TOWN_OP, id, EV_REOPEN, "text=没有解决");
	if (world_row_of(w, id).state != CASE_REOPENED)
		world_approve(w, TOWN_DSP, id);
	assert_int_equal(town_number(&w->town, parts), 4);
	r = world_act(w, TOWN_DSP, id, EV_DISPATCH, "unit=3");
	assert_int_equal(town_number(&w->town, parts), 0);
	assert_ok(case_undo(&w->who[TOWN_DSP], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, parts), 4);
}

/* The line has its own time: the note names another one only. */
static void
test_a_contact_says_its_time_once(void **state)
{
	static const char notes[] = "SELECT count(*) FROM case_events WHERE event = 12 AND note ";
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	char sql[160];

	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1;way=2");
	snprintf(sql, sizeof(sql), "%sLIKE '%%14:32%%'", notes);
	assert_int_equal(town_number(&w->town, sql), 0);
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1;way=2;when=2024-12-09T14:32");
	assert_int_equal(town_number(&w->town, sql), 0);
	town_advance(&w->town, 3600);
	world_act(w, TOWN_HND, id, EV_CONTACT, "result=1;way=2;when=2024-12-09T14:32");
	snprintf(sql, sizeof(sql), "%sLIKE '12-09 14:32 %%'", notes);
	assert_int_equal(town_number(&w->town, sql), 1);
}

/* One call has room for so many lines; one more is refused and nothing is written. */
static void
test_too_many_events_in_one_call(void **state)
{
	static const struct act_input text[] = {{"text", "到过现场"}};
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct case_step acts[9];
	struct act_result r;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < 9; i++)
		acts[i] = (struct case_step){EV_NOTE, text, 1};
	assert_err(case_act(&w->who[TOWN_DESK], id, 0, acts, 9, &r, &err), &err, ERR_BUG);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_events"), 1);
	assert_ok(case_act(&w->who[TOWN_DESK], id, 0, acts, 7, &r, &err), &err);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_events"), 8);
}

static void
test_undo_has_its_limits(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r, sent;

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	sent = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	town_advance(&w->town, 31);
	assert_err(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err, ERR_RULE);
	world_act(w, TOWN_DESK, id, EV_RECALL, "reason=派错了");
	sent = world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	assert_err(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err, ERR_CONFLICT);
	world_refused(w, TOWN_DESK, id, EV_RECALL, "", ERR_RULE, "办理中");
}

static void
test_the_second_is_told_who_changed_what(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	int64_t seen = world_row_of(w, id).version;
	static const struct act_input in[] = {{"category", "XF"}};
	const struct case_step late = {EV_ACCEPT, in, 1};
	struct act_result r;
	struct err err = ERR_INIT;

	world_act(w, TOWN_OP, id, EV_ACCEPT, "category=CD");
	assert_false(case_act(&w->who[TOWN_DESK], id, seen, &late, 1, &r, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_non_null(strstr(err.text, "王敏 14:32"));
	assert_non_null(strstr(err.text, "受理"));
	assert_non_null(strstr(err.text, "CD"));
}

static void
test_return_is_asked_once_ruled_never_again(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_refused(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2", ERR_INPUT, "说明");
	world_act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2;text=充电设施归住建;unit=5");
	world_approve(w, TOWN_HL, id);
	assert_int_equal(world_row_of(w, id).state, CASE_RETURN_REQ);
	world_act(w, TOWN_DSP, id, EV_REFUSE_RETURN, "text=物业合同第八条约定由物业配合");
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_true((row.flags & CASE_NO_RETURN) != 0);
	world_refused(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2;text=再退", ERR_RULE, "不能再退");
}

static void
test_return_approved_restarts_the_clock(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	int64_t first = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	town_advance(&w->town, 86400);
	world_act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=1;text=不在本小区;unit=5");
	world_approve(w, TOWN_HL, id);
	world_act(w, TOWN_DSP, id, EV_APPROVE_RETURN, "");
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_ACCEPTED);
	assert_int_equal(row.returned, 1);
	assert_int_equal(row.unit_id, 0);
	world_act(w, TOWN_DSP, id, EV_DISPATCH, "unit=5");
	assert_true(town_number(&w->town, "SELECT max(due_at) FROM clocks WHERE kind = 5") > first);
	assert_int_equal(
		town_number(&w->town, "SELECT outcome FROM clocks WHERE kind = 5 AND round = 1"),
		3);
	world_audit_holds(w);
}

static void
test_return_comes_too_late(void **state)
{
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	town_advance(&w->town, 86400 * 7);
	world_refused(
		w, TOWN_HND, id, EV_ASK_RETURN, "ground=1;text=不在本小区", ERR_RULE, "退单期已过");
}

static void
test_failed_verification_revives_the_clock(void **state)
{
	struct world *w = *state;
	int64_t id = world_replied(w);
	int64_t due = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	town_advance(&w->town, 86400 * 2); /* two working days go by while it waits */
	world_act(w, TOWN_DSP, id, EV_VERIFY_FAIL, "text=没有现场照片");
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_int_equal(row.verify_back, 1);
	assert_int_equal(
		town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5"), due + 86400 * 2);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM clock_pauses"), 1);
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=补了照片");
	world_approve(w, TOWN_HL, id);
	assert_int_equal(world_row_of(w, id).state, CASE_REPLIED);
	world_audit_holds(w);
}

static void
test_survey_by_another_person(void **state)
{
	struct world *w = *state;
	int64_t id = world_replied(w);

	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(world_row_of(w, id).state, CASE_CALLBACK);
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(world_row_of(w, id).state, CASE_CALLBACK);
	world_act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(world_row_of(w, id).state, CASE_CLOSED);
}

static void
test_unsolved_is_reopened_with_half_the_limit(void **state)
{
	struct world *w = *state;
	int64_t id = world_replied(w);

	world_act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	world_refused(w, TOWN_OP, id, EV_CLOSE, "satisfied=4;solved=3", ERR_RULE, "重办");
	world_act(w, TOWN_OP, id, EV_REOPEN, "text=还是没有充电桩");
	assert_true((world_row_of(w, id).flags & CASE_PENDING) != 0);
	world_approve(w, TOWN_DSP, id);
	struct case_row row = world_row_of(w, id);

	assert_int_equal(row.state, CASE_REOPENED);
	assert_int_equal(row.tier, TIER_HARD);
	world_act(w, TOWN_DSP_2, id, EV_DISPATCH, "unit=3");
	row = world_row_of(w, id);
	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_int_equal(
		town_number(&w->town, "SELECT amount FROM clocks WHERE kind = 5 AND round = 2"),
		(town_number(&w->town, "SELECT amount FROM clocks WHERE kind = 5 AND round = 1") +
			1) /
			2);
}

static void
test_public_answers_hold_no_personal_data(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);

	world_refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已电话 139 0000 0001 告知陈女士",
		ERR_RULE, "139 0000 0001");
	world_refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=3幢1204 的住户已回复", ERR_RULE,
		"1204");
	world_refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=证件 11010519491231002X 已核",
		ERR_RULE, "证件号");
	world_refused(
		w, TOWN_HND, id, EV_REPLY, "solved=2;answer=一半好了", ERR_INPUT, "未解决原因");
	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=12345678901 号工程已完工");
}

static void
test_merge_counts_and_comes_apart(void **state)
{
	struct world *w = *state;
	int64_t main = world_in_progress(w), other = world_registered(w, TOWN_DESK),
		third = world_registered(w, TOWN_DESK);
	struct act_result r;
	struct err err = ERR_INIT;
	char fields[32];

	world_refused(w, TOWN_DESK, other, EV_MERGE, "main=id:9999", ERR_INPUT, "主件");
	snprintf(fields, sizeof(fields), "main=id:%lld", (long long)other);
	world_refused(w, TOWN_DESK, other, EV_MERGE, fields, ERR_INPUT, "主件");
	snprintf(fields, sizeof(fields), "main=id:%lld", (long long)main);
	r = world_act(w, TOWN_DESK, other, EV_MERGE, fields);
	assert_int_equal(world_row_of(w, main).joint, 2);
	assert_int_equal(world_row_of(w, main).merged, 1);
	assert_int_equal(world_row_of(w, other).state, CASE_MERGED);
	struct reporter *people;
	size_t n;

	assert_ok(case_reporters(&w->who[TOWN_DESK], main, &w->mem, &people, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(world_row_of(w, main).joint, 1);
	assert_int_equal(world_row_of(w, other).state, CASE_REGISTERED);
	world_act(w, TOWN_DESK, third, EV_MERGE, fields);
	town_advance(&w->town, 3600 * 23);
	world_act(w, TOWN_DESK, third, EV_UNMERGE, "");
	assert_int_equal(world_row_of(w, third).state, CASE_REGISTERED);
	assert_int_equal(world_row_of(w, main).merged, 0);
	world_act(w, TOWN_DESK, third, EV_MERGE, fields);
	town_advance(&w->town, 3600 * 25);
	world_refused(w, TOWN_DESK, third, EV_UNMERGE, "", ERR_RULE, "24");
	world_audit_holds(w);
}

static void
test_edit_writes_down_what_changed(void **state)
{
	struct world *w = *state;
	int64_t id = world_in_progress(w);
	struct case_change *changes;
	struct err err = ERR_INIT;
	size_t n;

	world_refused(w, TOWN_DESK, id, EV_EDIT, "", ERR_INPUT, "没有改动");
	world_refused(w, TOWN_DESK, id, EV_EDIT, "tier=1;reason=降", ERR_RULE, "监督岗");
	world_act(w, TOWN_DESK, id, EV_EDIT, "title=车库飞线充电;spot=地下车库东侧");
	assert_ok(
		case_read_changes(store_db(w->town.store), id, &w->mem, &changes, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_string_equal(changes[0].actor_name, "吴双");
	assert_string_equal(world_row_of(w, id).title, "车库飞线充电");
	int64_t due = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	world_act(w, TOWN_DESK, id, EV_EDIT,
		"tier=3;reason=多户反映"); /* a higher tier never moves the end away */
	assert_true(town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5") <= due);
}

static void
test_danger_is_not_withdrawn(void **state)
{
	struct world *w = *state;
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.flags = CASE_DANGER;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	world_refused(
		w, TOWN_DESK, r.case_id, EV_WITHDRAW, "text=来电人说不用了", ERR_RULE, "人身安全");
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_WITHDRAW, "text=来电人说不用了");
	assert_int_equal(world_row_of(w, id).state, CASE_WITHDRAWN);
}

static void
test_audit_finds_a_changed_history(void **state)
{
	struct world *w = *state;
	struct err err = ERR_INIT;
	int64_t broken = 0, rows = 0;

	world_in_progress(w);
	world_audit_holds(w);
	struct db *db;

	assert_ok(db_open(&db, w->town.path, DB_SERVICE, 100, &err), &err);
	assert_ok(
		db_script(db,
			"DROP TRIGGER case_events_no_update; UPDATE case_events SET note = 'x' WHERE id = 3",
			&err),
		&err);
	db_close(db);
	assert_ok(audit_verify(&w->who[TOWN_OP], &broken, &rows, &err), &err);
	assert_int_equal(broken, 3);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)
	const struct CMUnitTest tests[] = {
		T(test_main_path),
		T(test_one_key_does_three_events),
		T(test_letters_and_labels_name_the_unit),
		T(test_a_failing_act_leaves_nothing),
		T(test_intake_asks_for_what_is_needed),
		T(test_a_place_elsewhere_is_not_registered),
		T(test_intake_is_not_for_everybody),
		T(test_titles),
		T(test_risk_words),
		T(test_rights_and_sides),
		T(test_two_signatures),
		T(test_nobody_checks_their_own_work),
		T(test_undo_restores_exactly),
		T(test_undo_takes_helpers_back),
		T(test_a_new_routing_has_its_own_helpers),
		T(test_routing_a_reopened_matter_ends_old_parts),
		T(test_a_contact_says_its_time_once),
		T(test_too_many_events_in_one_call),
		T(test_undo_has_its_limits),
		T(test_the_second_is_told_who_changed_what),
		T(test_return_is_asked_once_ruled_never_again),
		T(test_return_approved_restarts_the_clock),
		T(test_return_comes_too_late),
		T(test_failed_verification_revives_the_clock),
		T(test_survey_by_another_person),
		T(test_unsolved_is_reopened_with_half_the_limit),
		T(test_public_answers_hold_no_personal_data),
		T(test_merge_counts_and_comes_apart),
		T(test_edit_writes_down_what_changed),
		T(test_danger_is_not_withdrawn),
		T(test_audit_finds_a_changed_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
