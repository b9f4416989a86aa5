#include "tests/lib/test.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_db.h"
#include "core/domain/case_party.h"
#include "core/domain/intake.h"
#include "tests/lib/town.h"

/* One town per test, and sessions of everybody in it. */
struct world {
	struct town town;
	struct session who[TOWN_DESK + 1];
	struct arena mem;
};

static int
set_up(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	town_open(&w->town, "2024-12-09T14:32:00");
	for (int i = TOWN_OP; i <= TOWN_DESK; i++)
		town_session(&w->town, &w->who[i], i);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	for (int i = TOWN_OP; i <= TOWN_DESK; i++)
		session_close(&w->who[i]);
	town_close(&w->town);
	arena_release(&w->mem);
	test_free(w);
	return 0;
}

static struct intake
a_call(void)
{
	return (struct intake){.channel = 1,
		.kind = 1,
		.phone = "13900000001",
		.name = "陈丽",
		.room = "3幢1204",
		.notify = 1,
		.publicity = PUBLIC_NO_NAME,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "地下车库没有充电桩, 大家拉飞线充电, 希望尽快安装"};
}

static int64_t
registered(struct world *w, int who)
{
	struct intake in = a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&w->who[who], &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

/* Does one event with fields "key=value;key=value". */
static bool
try_act(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	struct act_result *r, struct err *err)
{
	struct act_input in[8];
	char *text = arena_strdup(&w->mem, fields);
	size_t n = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, ";");
		char *end = text + len;
		char *equals = strchr(text, '=');

		if (*end != '\0')
			*end++ = '\0';
		*equals = '\0';
		in[n++] = (struct act_input){text, equals + 1};
		text = end;
	}
	struct case_step act = {event, in, n};

	return case_act(&w->who[who], id, 0, &act, 1, r, err);
}

static struct act_result
act(struct world *w, int who, int64_t id, enum case_event event, const char *fields)
{
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(try_act(w, who, id, event, fields, &r, &err), &err);
	return r;
}

static void
refused(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	enum err_code code, const char *part)
{
	struct act_result r;
	struct err err = ERR_INIT;
	bool ok = try_act(w, who, id, event, fields, &r, &err);

	if (ok || err.code != code || strstr(err.text, part) == NULL)
		print_error("wanted %d with '%s', got %d: %s\n", (int)code, part, (int)err.code,
			err.text);
	assert_true(!ok && err.code == code && strstr(err.text, part) != NULL);
}

static struct case_row
row_of(struct world *w, int64_t id)
{
	struct case_row row;
	struct err err = ERR_INIT;
	bool found;

	memset(&row, 0, sizeof(row)); /* tests compare whole rows, padding too */
	assert_ok(case_read_row(store_db(w->town.store), id, &w->mem, &row, &found, &err), &err);
	assert_true(found);
	return row;
}

static void
approve(struct world *w, int who, int64_t id)
{
	struct approval *list;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		if (list[i].case_id == id) {
			assert_ok(case_decide(&w->who[who], list[i].id, true, "", &r, &err), &err);
			return;
		}
	}
	fail_msg("nothing to approve");
}

static void
audit_holds(struct world *w)
{
	struct err err = ERR_INIT;
	int64_t broken = -1, rows = 0;

	assert_ok(audit_verify(&w->who[TOWN_OP], &broken, &rows, &err), &err);
	assert_int_equal(broken, 0);
	assert_true(rows > 0);
}

static int64_t
in_progress(struct world *w)
{
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	act(w, TOWN_HND, id, EV_SIGN, "");
	return id;
}

static int64_t
replied(struct world *w)
{
	int64_t id = in_progress(w);

	act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已安装充电桩六个, 即日起可用");
	approve(w, TOWN_HL, id);
	return id;
}

static void
test_main_path(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_REGISTERED);
	assert_int_equal(row.due_kind, CLOCK_ACCEPT);
	assert_int_equal(row.no / 10000 % 1000000, 241209);
	assert_string_equal(row.grid, "金榕花园东");
	assert_int_equal(row.county, TOWN_COUNTY);
	assert_int_equal(row.town, TOWN_TOWNSHIP);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=403");
	row = row_of(w, id);
	assert_int_equal(row.tier, TIER_KEY);
	assert_int_equal(row.due_kind, CLOCK_ROUTE);
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=金榕物业;opinion=请尽快");
	row = row_of(w, id);
	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_string_equal(row.unit, "金榕物业");
	act(w, TOWN_HND, id, EV_SIGN, "");
	act(w, TOWN_HND, id, EV_CONTACT, "result=1;way=2");

	struct act_result r = act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=充电桩已装好");
	assert_true(r.asked);
	row = row_of(w, id);
	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_true((row.flags & CASE_PENDING) != 0);
	refused(w, TOWN_HND, id, EV_PROGRESS, "text=再补一句", ERR_RULE, "签批");
	approve(w, TOWN_HL, id);
	row = row_of(w, id);
	assert_int_equal(row.state, CASE_REPLIED);
	assert_int_equal(row.flags & CASE_PENDING, 0);

	act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	row = row_of(w, id);
	assert_int_equal(row.due_kind, CLOCK_SURVEY);
	act(w, TOWN_OP, id, EV_CLOSE, "satisfied=2");
	row = row_of(w, id);
	assert_int_equal(row.state, CASE_CLOSED);
	assert_int_equal(row.score, 2);
	assert_true(row.closed_at > 0 && row.due_at == TIME_NEVER);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE stopped_at=0"), 0);
	assert_int_equal(
		town_number(&w->town, "SELECT count(*) FROM clocks WHERE outcome NOT IN (1, 2, 3)"),
		0);
	audit_holds(w);
}

/* Register, accept and dispatch in one transaction: one history row each, one audit row for the acts. */
static void
test_one_key_does_three_events(void **state)
{
	struct world *w = *state;
	struct intake in = a_call();
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
	audit_holds(w);
}

/* The letter names the unit that was just given the matter; unticked, nobody is written to. */
static void
test_letters_and_labels_name_the_unit(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	struct act_result r = act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");

	assert_string_equal(r.label, "已分办 1209-001 给 金榕物业");
	assert_int_equal(town_number(&w->town,
				 "SELECT count(*) FROM outbox WHERE text LIKE '%由金榕物业办理%'"),
		1);
	r = act(w, TOWN_DESK, id, EV_RECALL, "");
	assert_string_equal(r.label, "已撤回分办 1209-001");
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=4;tell=0");
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM outbox"), 1);
	act(w, TOWN_POLICE_HND, id, EV_SIGN, "");
	r = act(w, TOWN_POLICE_HND, id, EV_REPLY, "solved=1;answer=已处理");
	assert_string_equal(r.label, "已送审 1209-001 办结");
}

static void
test_a_failing_act_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct intake in = a_call();
	static const struct act_input category[] = {{"category", "CD"}}, unit[] = {{"unit", "999"}};
	const struct case_step acts[] = {{EV_ACCEPT, category, 1}, {EV_DISPATCH, unit, 1}};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_err(case_register(&w->who[TOWN_DESK], &in, acts, 2, &r, &err), &err, ERR_INPUT);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM cases"), 0);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM audit"), 0);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM case_ft('\"充电\"')"), 0);
}

static void
test_intake_is_not_for_everybody(void **state)
{
	struct world *w = *state;
	struct act_result r;
	struct err err = ERR_INIT;
	struct intake in = a_call();

	assert_err(case_register(&w->who[TOWN_HND], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	in.publicity = PUBLIC_SEALED; /* of a sealed report nothing is kept at a desk */
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	in = a_call();
	in.category = 1203;
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_RULE);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM cases"), 0);
}

static void
check_title(struct world *w, const char *body, const char *want)
{
	struct act_result r;
	struct err err = ERR_INIT;
	struct intake in = a_call();
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
	struct intake in = a_call();

	in.notice_told = false;
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = a_call();
	in.phone = "12";
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = a_call();
	in.body = "  \n ";
	assert_err(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err, ERR_INPUT);
	in = a_call();
	in.phone = in.name = "";
	in.publicity = PUBLIC_ANONYMOUS;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	in = a_call();
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
	int64_t id = registered(w, TOWN_DESK);

	refused(w, TOWN_HND, id, EV_ACCEPT, "category=CD", ERR_INPUT, "没有这件");
	refused(w, TOWN_OP_2, id, EV_ACCEPT, "category=CD", ERR_INPUT, "没有这件");
	refused(w, TOWN_DSP, id, EV_ACCEPT, "category=CD", ERR_RULE, "岗位");
	refused(w, TOWN_OP, id, EV_DISPATCH, "unit=3", ERR_RULE, "待受理");
	refused(w, TOWN_OP, id, EV_ACCEPT, "", ERR_INPUT, "类别");
	refused(w, TOWN_OP, id, EV_ACCEPT, "category=ZZZ", ERR_INPUT, "类别");
	refused(w, TOWN_OP, id, EV_ACCEPT, "category=JJ", ERR_RULE, "我要举报");
	refused(w, TOWN_OP, id, EV_ACCEPT, "category=CD;colour=red", ERR_INPUT, "colour");
	act(w, TOWN_OP, id, EV_ACCEPT, "category=CD");
	refused(w, TOWN_OP, id, EV_DISPATCH, "unit=3", ERR_RULE, "岗位");
	act(w, TOWN_DSP, id, EV_DISPATCH, "unit=3");
	refused(w, TOWN_POLICE_HND, id, EV_SIGN, "", ERR_INPUT, "没有这件");
	act(w, TOWN_HND, id, EV_SIGN, "");
	refused(w, TOWN_POLICE_HND, id, EV_CONTACT, "result=1", ERR_INPUT, "没有这件");
	act(w, TOWN_HND, id, EV_ADD_UNIT, "unit=4;reason=现场有纠纷");
	act(w, TOWN_POLICE_HND, id, EV_CONTACT, "result=1");
}

static void
test_two_signatures(void **state)
{
	struct world *w = *state;
	int64_t id = in_progress(w);
	struct approval *list;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n;

	town_advance(&w->town, 3600);
	int64_t asked = session_now(&w->who[TOWN_HND]);

	act(w, TOWN_HND, id, EV_REPLY, "solved=2;why=缺配件;answer=先装三个, 其余下周装");
	assert_ok(case_approvals(&w->who[TOWN_HND], &w->mem, &list, &n, &err), &err);
	assert_int_equal(n, 0);
	assert_ok(case_approvals(&w->who[TOWN_HL], &w->mem, &list, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].asked_by, "林立");
	assert_int_equal(list[0].input_count, 3);
	assert_err(case_decide(&w->who[TOWN_HND], list[0].id, true, "", &r, &err), &err, ERR_RULE);
	assert_err(case_decide(&w->who[TOWN_HL], list[0].id, false, "", &r, &err), &err, ERR_INPUT);
	assert_ok(case_decide(&w->who[TOWN_HL], list[0].id, false, "写明日期", &r, &err), &err);
	assert_int_equal(row_of(w, id).state, CASE_IN_PROGRESS);
	assert_err(
		case_decide(&w->who[TOWN_HL], list[0].id, true, "", &r, &err), &err, ERR_CONFLICT);

	act(w, TOWN_HND, id, EV_REPLY, "solved=2;why=缺配件;answer=其余 12月16日 装");
	town_advance(&w->town, 86400 * 3);
	approve(w, TOWN_HL, id);
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_REPLIED);
	assert_int_equal(row.replied_at,
		asked); /* the clock stopped when it was asked, not when it was signed */
	assert_int_equal(
		town_number(&w->town, "SELECT stopped_at FROM clocks WHERE kind = 5"), asked);
	audit_holds(w);
}

static void
test_nobody_checks_their_own_work(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=ZC");
	act(w, TOWN_DESK, id, EV_SOLVE, "answer=加装电梯政策见街道公告栏");
	assert_int_equal(row_of(w, id).state, CASE_REPLIED);
	refused(w, TOWN_DESK, id, EV_VERIFY_OK, "", ERR_RULE, "换人");
	act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	refused(w, TOWN_DESK, id, EV_CLOSE, "satisfied=1", ERR_RULE, "换人");
	act(w, TOWN_OP, id, EV_CLOSE, "satisfied=1");
}

static void
test_undo_restores_exactly(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r = act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	struct case_row before = row_of(w, id);
	struct act_result sent = act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");

	assert_err(case_undo(&w->who[TOWN_DSP], sent.event_id, &r, &err), &err, ERR_RULE);
	assert_ok(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err);
	struct case_row after = row_of(w, id);

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
	audit_holds(w);
}

/* Whoever was asked to help and was not, after all, does not see the matter any more. */
static void
test_undo_takes_helpers_back(void **state)
{
	static const char helpers[] = "SELECT coalesce(sum(unit_id * role), 0) FROM case_units";
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r;

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	r = act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4");
	assert_int_equal(town_number(&w->town, helpers), 4);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, helpers), 0);
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4");
	r = act(w, TOWN_HND, id, EV_SIGN, "");
	assert_ok(case_undo(&w->who[TOWN_HND], r.event_id, &r, &err), &err);
	assert_int_equal(town_number(&w->town, helpers), 4); /* those of before stay */
	assert_int_equal(
		town_number(&w->town,
			"SELECT count(*) FROM case_units x JOIN cases c ON c.id = x.case_id"
			" WHERE x.open = 1 AND x.due = c.due_at AND x.opened = c.opened_at"),
		1);
}

static void
test_undo_has_its_limits(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct act_result r, sent;

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	sent = act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	town_advance(&w->town, 31);
	assert_err(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err, ERR_RULE);
	act(w, TOWN_DESK, id, EV_RECALL, "reason=派错了");
	sent = act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	act(w, TOWN_HND, id, EV_SIGN, "");
	assert_err(case_undo(&w->who[TOWN_DESK], sent.event_id, &r, &err), &err, ERR_CONFLICT);
	refused(w, TOWN_DESK, id, EV_RECALL, "", ERR_RULE, "办理中");
}

static void
test_the_second_is_told_who_changed_what(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);
	int64_t seen = row_of(w, id).version;
	static const struct act_input in[] = {{"category", "XF"}};
	const struct case_step late = {EV_ACCEPT, in, 1};
	struct act_result r;
	struct err err = ERR_INIT;

	act(w, TOWN_OP, id, EV_ACCEPT, "category=CD");
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
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	refused(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2", ERR_INPUT, "说明");
	act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2;text=充电设施归住建;unit=5");
	approve(w, TOWN_HL, id);
	assert_int_equal(row_of(w, id).state, CASE_RETURN_REQ);
	act(w, TOWN_DSP, id, EV_REFUSE_RETURN, "text=物业合同第八条约定由物业配合");
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_true((row.flags & CASE_NO_RETURN) != 0);
	refused(w, TOWN_HND, id, EV_ASK_RETURN, "ground=2;text=再退", ERR_RULE, "不能再退");
}

static void
test_return_approved_restarts_the_clock(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	int64_t first = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	town_advance(&w->town, 86400);
	act(w, TOWN_HND, id, EV_ASK_RETURN, "ground=1;text=不在本小区;unit=5");
	approve(w, TOWN_HL, id);
	act(w, TOWN_DSP, id, EV_APPROVE_RETURN, "");
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_ACCEPTED);
	assert_int_equal(row.returned, 1);
	assert_int_equal(row.unit_id, 0);
	act(w, TOWN_DSP, id, EV_DISPATCH, "unit=5");
	assert_true(town_number(&w->town, "SELECT max(due_at) FROM clocks WHERE kind = 5") > first);
	assert_int_equal(
		town_number(&w->town, "SELECT outcome FROM clocks WHERE kind = 5 AND round = 1"),
		3);
	audit_holds(w);
}

static void
test_return_comes_too_late(void **state)
{
	struct world *w = *state;
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	town_advance(&w->town, 86400 * 7);
	refused(w, TOWN_HND, id, EV_ASK_RETURN, "ground=1;text=不在本小区", ERR_RULE, "退单期已过");
}

static void
test_failed_verification_revives_the_clock(void **state)
{
	struct world *w = *state;
	int64_t id = replied(w);
	int64_t due = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	town_advance(&w->town, 86400 * 2); /* two working days go by while it waits */
	act(w, TOWN_DSP, id, EV_VERIFY_FAIL, "text=没有现场照片");
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_IN_PROGRESS);
	assert_int_equal(row.verify_back, 1);
	assert_int_equal(
		town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5"), due + 86400 * 2);
	assert_int_equal(town_number(&w->town, "SELECT count(*) FROM clock_pauses"), 1);
	act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=补了照片");
	approve(w, TOWN_HL, id);
	assert_int_equal(row_of(w, id).state, CASE_REPLIED);
	audit_holds(w);
}

static void
test_survey_by_another_person(void **state)
{
	struct world *w = *state;
	int64_t id = replied(w);

	act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(row_of(w, id).state, CASE_CALLBACK);
	act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(row_of(w, id).state, CASE_CALLBACK);
	act(w, TOWN_OP, id, EV_CLOSE, "satisfied=5");
	assert_int_equal(row_of(w, id).state, CASE_CLOSED);
}

static void
test_unsolved_is_reopened_with_half_the_limit(void **state)
{
	struct world *w = *state;
	int64_t id = replied(w);

	act(w, TOWN_DSP, id, EV_VERIFY_OK, "");
	refused(w, TOWN_OP, id, EV_CLOSE, "satisfied=4;solved=3", ERR_RULE, "重办");
	act(w, TOWN_OP, id, EV_REOPEN, "text=还是没有充电桩");
	assert_true((row_of(w, id).flags & CASE_PENDING) != 0);
	approve(w, TOWN_DSP, id);
	struct case_row row = row_of(w, id);

	assert_int_equal(row.state, CASE_REOPENED);
	assert_int_equal(row.tier, TIER_HARD);
	act(w, TOWN_DSP_2, id, EV_DISPATCH, "unit=3");
	row = row_of(w, id);
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
	int64_t id = in_progress(w);

	refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已电话 139 0000 0001 告知陈女士",
		ERR_RULE, "139 0000 0001");
	refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=3幢1204 的住户已回复", ERR_RULE,
		"1204");
	refused(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=证件 11010519491231002X 已核", ERR_RULE,
		"证件号");
	refused(w, TOWN_HND, id, EV_REPLY, "solved=2;answer=一半好了", ERR_INPUT, "未解决原因");
	act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=12345678901 号工程已完工");
}

static void
test_merge_counts_and_comes_apart(void **state)
{
	struct world *w = *state;
	int64_t main = in_progress(w), other = registered(w, TOWN_DESK),
		third = registered(w, TOWN_DESK);
	struct act_result r;
	struct err err = ERR_INIT;
	char fields[32];

	refused(w, TOWN_DESK, other, EV_MERGE, "main=id:9999", ERR_INPUT, "主件");
	snprintf(fields, sizeof(fields), "main=id:%lld", (long long)other);
	refused(w, TOWN_DESK, other, EV_MERGE, fields, ERR_INPUT, "主件");
	snprintf(fields, sizeof(fields), "main=id:%lld", (long long)main);
	r = act(w, TOWN_DESK, other, EV_MERGE, fields);
	assert_int_equal(row_of(w, main).joint, 2);
	assert_int_equal(row_of(w, main).merged, 1);
	assert_int_equal(row_of(w, other).state, CASE_MERGED);
	struct reporter *people;
	size_t n;

	assert_ok(case_reporters(&w->who[TOWN_DESK], main, &w->mem, &people, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_ok(case_undo(&w->who[TOWN_DESK], r.event_id, &r, &err), &err);
	assert_int_equal(row_of(w, main).joint, 1);
	assert_int_equal(row_of(w, other).state, CASE_REGISTERED);
	act(w, TOWN_DESK, third, EV_MERGE, fields);
	town_advance(&w->town, 3600 * 23);
	act(w, TOWN_DESK, third, EV_UNMERGE, "");
	assert_int_equal(row_of(w, third).state, CASE_REGISTERED);
	assert_int_equal(row_of(w, main).merged, 0);
	act(w, TOWN_DESK, third, EV_MERGE, fields);
	town_advance(&w->town, 3600 * 25);
	refused(w, TOWN_DESK, third, EV_UNMERGE, "", ERR_RULE, "24");
	audit_holds(w);
}

static void
test_edit_writes_down_what_changed(void **state)
{
	struct world *w = *state;
	int64_t id = in_progress(w);
	struct case_change *changes;
	struct err err = ERR_INIT;
	size_t n;

	refused(w, TOWN_DESK, id, EV_EDIT, "", ERR_INPUT, "没有改动");
	refused(w, TOWN_DESK, id, EV_EDIT, "tier=1;reason=降", ERR_RULE, "监督岗");
	act(w, TOWN_DESK, id, EV_EDIT, "title=车库飞线充电;spot=地下车库东侧");
	assert_ok(
		case_read_changes(store_db(w->town.store), id, &w->mem, &changes, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_string_equal(changes[0].actor_name, "吴双");
	assert_string_equal(row_of(w, id).title, "车库飞线充电");
	int64_t due = town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5");

	act(w, TOWN_DESK, id, EV_EDIT,
		"tier=3;reason=多户反映"); /* a higher tier never moves the end away */
	assert_true(town_number(&w->town, "SELECT due_at FROM clocks WHERE kind = 5") <= due);
}

static void
test_danger_is_not_withdrawn(void **state)
{
	struct world *w = *state;
	struct intake in = a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	in.flags = CASE_DANGER;
	assert_ok(case_register(&w->who[TOWN_DESK], &in, NULL, 0, &r, &err), &err);
	refused(w, TOWN_DESK, r.case_id, EV_WITHDRAW, "text=来电人说不用了", ERR_RULE, "人身安全");
	int64_t id = registered(w, TOWN_DESK);

	act(w, TOWN_DESK, id, EV_WITHDRAW, "text=来电人说不用了");
	assert_int_equal(row_of(w, id).state, CASE_WITHDRAWN);
}

static void
test_audit_finds_a_changed_history(void **state)
{
	struct world *w = *state;
	struct err err = ERR_INIT;
	int64_t broken = 0, rows = 0;

	in_progress(w);
	audit_holds(w);
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

/* --- a random walk: whatever is done by whomever, what must always hold holds */

static const struct {
	enum case_event event;
	const char *fields;
} guesses[] = {
	{EV_ACCEPT, "category=CD"},
	{EV_ACCEPT, "category=YZ;tier=2"},
	{EV_REJECT, "ground=1;text=去法院;way=2"},
	{EV_REFER, "route=1;body=法院"},
	{EV_MERGE, "main=id:1"},
	{EV_MERGE, "main=id:9"},
	{EV_MERGE, "main=id:20"},
	{EV_SOLVE, "answer=当场说清"},
	{EV_DISPATCH, "unit=3"},
	{EV_DISPATCH, "unit=4;helpers=5"},
	{EV_SIGN, ""},
	{EV_ASK_RETURN, "ground=2;text=不归;unit=5"},
	{EV_APPROVE_RETURN, ""},
	{EV_REFUSE_RETURN, "text=裁定"},
	{EV_CONTACT, "result=1"},
	{EV_CONTACT, "result=2"},
	{EV_PROGRESS, "text=在办"},
	{EV_TRANSFER, "staff=3"},
	{EV_ADD_UNIT, "unit=4"},
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
	{EV_RECALL, ""},
	{EV_UNMERGE, ""},
};

static void
check_invariants(struct world *w)
{
	static const struct {
		const char *what, *sql;
	} never[] = {
		{"two open clocks of a kind",
			"SELECT count(*) FROM (SELECT 1 FROM clocks WHERE stopped_at=0"
			" GROUP BY case_id, kind HAVING count(*) > 1)"},
		{"due_at is not the earliest running clock",
			"SELECT count(*) FROM cases c WHERE due_at <> coalesce((SELECT min(due_at) FROM clocks k"
			" WHERE k.case_id = c.id AND stopped_at=0 AND paused_at=0), 253402300799)"},
		{"a running clock on an ended matter",
			"SELECT count(*) FROM clocks k JOIN cases c ON c.id = k.case_id WHERE k.stopped_at=0"
			" AND c.state>=12"},
		{"history does not join",
			"SELECT count(*) FROM case_events a JOIN case_events b ON b.case_id = a.case_id"
			" AND b.seq = a.seq + 1 WHERE a.st_to <> b.st_from"},
		{"the last line is not the state",
			"SELECT count(*) FROM cases c WHERE state <> (SELECT st_to FROM case_events e"
			" WHERE e.case_id = c.id ORDER BY seq DESC LIMIT 1)"},
		{"merged count",
			"SELECT count(*) FROM cases m WHERE merged <> (SELECT coalesce(sum(1 + merged), 0)"
			" FROM cases c WHERE c.main_id = m.id AND c.state = 15)"},
		{"a clock that stopped without an outcome",
			"SELECT count(*) FROM clocks WHERE (stopped_at=0) <> (outcome=0)"},
		{"pending flag",
			"SELECT count(*) FROM cases c WHERE ((flags >> 3) & 1) <> (SELECT count(*)"
			" FROM approvals a WHERE a.case_id = c.id AND decided_at=0)"},
	};

	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		int64_t n = town_number(&w->town, never[i].sql);

		if (n != 0)
			print_error("%s: %lld\n", never[i].what, (long long)n);
		assert_int_equal(n, 0);
	}
}

static void
random_decision(struct world *w, struct rng *r, int who)
{
	struct approval *list;
	struct act_result result;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	if (n > 0)
		case_decide(&w->who[who], list[rng_below(r, (uint32_t)n)].id, rng_chance(r, 70),
			"原因", &result, &err);
	assert_int_not_equal(err.code, ERR_BUG);
}

static void
test_random_walk(void **state)
{
	struct world *w = *state;
	struct rng r;
	int64_t newest = registered(w, TOWN_DESK);
	int done = 0;

	rng_seed(&r, 2024);
	for (int step = 0; step < 9000; step++) {
		int who = (int)rng_range(&r, TOWN_OP, TOWN_DESK);
		int64_t id = rng_range(&r, newest > 8 ? newest - 8 : 1, newest);
		size_t guess = rng_below(&r, sizeof(guesses) / sizeof(guesses[0]));
		struct act_result result;
		struct err err = ERR_INIT;

		if (rng_chance(&r, 5))
			town_advance(&w->town, rng_range(&r, 1, 40000));
		if (rng_chance(&r, 10)) {
			random_decision(w, &r, who);
			continue;
		}
		if (step % 25 == 0)
			newest = registered(w, TOWN_DESK);
		if (try_act(w, who, id, guesses[guess].event, guesses[guess].fields, &result,
			    &err)) {
			done++;
			if (rng_chance(&r, 15))
				case_undo(&w->who[who], result.event_id, &result, &err);
		}
		assert_int_not_equal(err.code, ERR_BUG);
		assert_int_not_equal(err.code, ERR_CORRUPT);
		if (step % 50 == 0)
			check_invariants(w);
		if (step % 100 == 0)
			arena_reset(&w->mem);
	}
	check_invariants(w);
	audit_holds(w);
	if (done <= 300)
		print_error("only %d acts\n", done);
	assert_true(done > 300);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_main_path),
		T(test_one_key_does_three_events),
		T(test_letters_and_labels_name_the_unit),
		T(test_a_failing_act_leaves_nothing),
		T(test_intake_asks_for_what_is_needed),
		T(test_intake_is_not_for_everybody),
		T(test_titles),
		T(test_risk_words),
		T(test_rights_and_sides),
		T(test_two_signatures),
		T(test_nobody_checks_their_own_work),
		T(test_undo_restores_exactly),
		T(test_undo_takes_helpers_back),
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
		T(test_random_walk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
