/* The machine's table against domain 5.2 and ux 2.4, written down a second time and in another way. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/domain/area.h"
#include "core/domain/case_machine.h"
#include "tests/lib/fixture.h"

/*
 * from > event > to, who + second signature (2: from the second time on), where they sit: desk, lead, unit (lead
 * or helper), holder (lead, else desk), either, area, any. "open" is every open state, "=" stays, "ended" adds all
 * that have ended.
 */
static const char *const law[] = {
	"REGISTERED accept ACCEPTED OP - desk",
	"REGISTERED reject REJECTED OP DIR desk",
	"REGISTERED,ACCEPTED refer REFERRED OP - desk",
	"REGISTERED,ACCEPTED merge MERGED OP,DSP - desk",
	"ACCEPTED solve REPLIED OP,GRD - desk",
	"ACCEPTED dispatch DISPATCHED DSP - desk",
	"REOPENED dispatch IN_PROGRESS DSP - desk",
	"DISPATCHED sign IN_PROGRESS HND - lead",
	"DISPATCHED ask_return RETURN_REQ HND HL lead",
	"RETURN_REQ approve_return ACCEPTED DSP - desk",
	"RETURN_REQ refuse_return DISPATCHED DSP 2DIR desk",
	"DISPATCHED,IN_PROGRESS,MEDIATION,COORDINATION contact = HND - unit",
	"IN_PROGRESS,MEDIATION,COORDINATION,SUSPENDED progress = HND - unit",
	"IN_PROGRESS transfer = HND,HL - lead",
	"IN_PROGRESS,COORDINATION add_unit = HND,HL - lead",
	"IN_PROGRESS open_mediation MEDIATION MED - unit",
	"MEDIATION agreement IN_PROGRESS MED - unit",
	"MEDIATION mediation_failed IN_PROGRESS MED - unit",
	"IN_PROGRESS call_meeting COORDINATION DSP,DIR - desk",
	"REGISTERED,ACCEPTED,DISPATCHED,RETURN_REQ,MEDIATION,COORDINATION,SUSPENDED,REPLIED,CALLBACK,REOPENED"
	" call_meeting = DSP,DIR - desk",
	"COORDINATION resolution IN_PROGRESS DIR - desk",
	"IN_PROGRESS extend = HND HL,SUP,2DIR lead",
	"IN_PROGRESS hang SUSPENDED HL DIR lead",
	"SUSPENDED unhang IN_PROGRESS SUP,SYSTEM - area",
	"IN_PROGRESS reply REPLIED HND HL lead",
	"REPLIED verify_fail IN_PROGRESS DSP - desk",
	"REPLIED verify_ok CALLBACK DSP - desk",
	"CALLBACK close CLOSED OP - desk",
	"CALLBACK reopen REOPENED OP DSP desk",
	"CLOSED reopen REOPENED OP DSP desk",
	"open withdraw WITHDRAWN OP - desk",
	"DISPATCHED recall ACCEPTED DSP - desk",
	"MERGED unmerge ACCEPTED DSP - desk",
	"open,ended note = OP,DSP,HND,HL,GRD,MED,DIR,SUP,LDR - any",
	"open edit = OP,DSP,SUP,DIR - desk",
	"open assign = DSP,DIR - desk",
	"open urge = OP,DSP,SUP,LDR,DISC,SYSTEM - area",
	"open yellow = SUP,DISC,SYSTEM - area",
	"open red = SUP,DISC,SYSTEM - area",
	"open raise = SUP,LDR,DISC,DIR - area",
	"open joint = SUP,LDR,DISC,DIR - area",
	"open instruct = SUP,LDR,DISC - area",
	"open escalate = SYSTEM - area",
	"open lift = SYSTEM - area",
	"open answer = HND,HL,OP,DSP - holder",
	"open,ended link = OP,DSP,HND,HL,GRD,MED,DIR,SUP,LDR - any",
	"open,ended unlink = OP,DSP,HND,HL,GRD,MED,DIR,SUP,LDR - any",
	"open,CLOSED exclude = OP,DSP,HND,HL SUP,DIR either",
};

enum { LAWS = sizeof(law) / sizeof(law[0]) };

static const char *const state_names[CASE_STATE_COUNT] = {"DRAFT", "REGISTERED", "ACCEPTED",
	"DISPATCHED", "RETURN_REQ", "IN_PROGRESS", "MEDIATION", "COORDINATION", "SUSPENDED",
	"REPLIED", "CALLBACK", "REOPENED", "CLOSED", "REJECTED", "REFERRED", "MERGED", "WITHDRAWN"};

static const struct {
	const char *name;
	uint32_t bit;
} roles[] = {{"OP", ROLE_OP}, {"DSP", ROLE_DSP}, {"HND", ROLE_HND}, {"HL", ROLE_HL},
	{"GRD", ROLE_GRD}, {"MED", ROLE_MED}, {"DIR", ROLE_DIR}, {"SUP", ROLE_SUP},
	{"LDR", ROLE_LDR}, {"DISC", ROLE_DISC}, {"AUD", ROLE_AUD}, {"SYSTEM", ROLE_SYSTEM}};

enum { ROLES = sizeof(roles) / sizeof(roles[0]) };

struct rule {
	char from[200], event[32], to[20], who[80], signer[32], side[10];
};

static struct rule
rule(int i)
{
	struct rule r;

	assert_int_equal(sscanf(law[i], "%199s %31s %19s %79s %31s %9s", r.from, r.event, r.to,
				 r.who, r.signer, r.side),
		6);
	return r;
}

/* Does the list, comma between, hold the word? */
static bool
lists(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ","), p += *p == ',')
		if (strncmp(p, word, n) == 0 && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

static bool
leaves(const struct rule *r, int state)
{
	bool open = state > CASE_DRAFT && state < CASE_OPEN_BELOW;

	return lists(r->from, state_names[state]) || (lists(r->from, "open") && open) ||
		(lists(r->from, "ended") && !open && state != CASE_DRAFT);
}

/* The only rule for an event in a state; false when there is none. */
static bool
find(const char *event, int state, struct rule *out)
{
	int n = 0;

	for (int i = 0; i < LAWS; i++) {
		struct rule r = rule(i);

		if (strcmp(r.event, event) != 0 || !leaves(&r, state))
			continue;
		*out = r;
		n++;
	}
	assert_true(n <= 1);
	return n == 1;
}

enum seat { AT_DESK, AT_LEAD, AT_OTHER_AREA, SEATS };

static bool
sits_right(const struct rule *r, enum seat seat, const char *role, bool has_lead)
{
	bool lead = seat == AT_LEAD && has_lead, desk = seat == AT_DESK;

	if (strcmp(role, "SYSTEM") == 0 || strcmp(r->side, "any") == 0 ||
		strcmp(r->side, "unit") == 0)
		return true; /* of helpers the database knows */
	if (strcmp(r->side, "desk") == 0 || strcmp(r->side, "area") == 0)
		return desk;
	if (strcmp(r->side, "lead") == 0)
		return lead;
	if (strcmp(r->side, "holder") == 0)
		return has_lead ? lead : desk;
	return lead || desk; /* either */
}

enum { DESK = 1, LEAD = 2, ELSEWHERE = 3 };

static struct session
sitting(enum seat seat, uint32_t role)
{
	struct session s = {
		.rules = fixture_rules(), .staff_id = 7, .roles = role, .unit_id = seat + 1};

	s.unit_kind = seat == AT_DESK ? UNITK_CENTRE : UNITK_PROPERTY;
	s.scope = (struct scope){.level = AREA_VILLAGE,
		.place_low = seat == AT_DESK ? 0 : 900,
		.place_high = seat == AT_DESK ? 100 : 950};
	return s;
}

static int
try_one(enum case_event event, int state, int role, enum seat seat, bool has_lead)
{
	const struct case_row row = {.state = (enum case_state)state,
		.place = 50,
		.desk_id = DESK,
		.unit_id = has_lead ? LEAD : 0,
		.tier = TIER_ORDINARY};
	struct session s = sitting(seat, roles[role].bit);
	struct err err = ERR_INIT;
	struct rule r;
	bool want = find(event_key(event), state, &r) && lists(r.who, roles[role].name) &&
		sits_right(&r, seat, roles[role].name, has_lead);
	bool got = machine_may(&s, &row, event, &err);

	if (want != got)
		print_error("%s from %s by %s at seat %d: wanted %d, got %d %s\n", event_key(event),
			state_names[state], roles[role].name, (int)seat, want, got, err.text);
	assert_true(got || err.code == ERR_RULE);
	return want != got;
}

static void
test_every_state_event_and_role(void **state)
{
	int wrong = 0;

	(void)state;
	for (int event = EV_NONE + 1; event < EV_COUNT; event++)
		for (int from = 0; from < CASE_STATE_COUNT; from++)
			for (int role = 0; role < ROLES; role++)
				for (int seat = 0; seat < SEATS; seat++)
					for (int lead = 0; lead < 2; lead++)
						wrong += try_one((enum case_event)event, from, role,
							(enum seat)seat, lead != 0);
	assert_int_equal(wrong, 0);
}

static void
test_where_it_leads(void **state)
{
	(void)state;
	for (int event = EV_NONE + 1; event < EV_COUNT; event++) {
		for (int from = 0; from < CASE_STATE_COUNT; from++) {
			const struct transition *t =
				machine_find((enum case_event)event, (enum case_state)from);
			struct rule r;
			bool want = find(event_key((enum case_event)event), from, &r);

			assert_int_equal(t != NULL, want);
			if (t != NULL)
				assert_string_equal(
					t->to == CASE_STAYS ? "=" : state_names[t->to], r.to);
		}
	}
}

static uint32_t
bits(const char *list, const char *mark)
{
	uint32_t out = 0;
	char name[16];

	for (int i = 0; i < ROLES; i++) {
		snprintf(name, sizeof(name), "%s%s", mark, roles[i].name);
		out |= lists(list, name) ? roles[i].bit : 0;
	}
	return out;
}

static void
test_second_signatures(void **state)
{
	(void)state;
	for (int i = 0; i < LAWS; i++) {
		struct rule r = rule(i);
		size_t rows;
		const struct transition *t = machine_rows(&rows);

		for (; rows > 0; t++, rows--) {
			if (t->event != event_by_key(r.event))
				continue;
			assert_int_equal(t->signer, bits(r.signer, ""));
			assert_int_equal(t->again, bits(r.signer, "2"));
		}
	}
}

/* No row of the table is without its line of the law, and none can be reached by nobody. */
static void
test_no_row_too_many(void **state)
{
	size_t rows;
	const struct transition *t = machine_rows(&rows);

	(void)state;
	assert_int_equal(rows, LAWS);
	for (; rows > 0; t++, rows--) {
		assert_true(t->roles != 0 && t->from != 0);
		assert_non_null(t->needs);
		assert_true(*t->word.zh != '\0' && *t->word.en != '\0');
	}
}

/* While a signature is waited for, only what stands beside the course goes on. */
static void
test_what_waits_holds_the_course(void **state)
{
	static const char *const beside[] = {"note", "assign", "urge", "yellow", "red", "raise",
		"joint", "instruct", "escalate", "lift", "answer", "link", "unlink", "exclude"};
	size_t rows;
	const struct transition *t = machine_rows(&rows);

	(void)state;
	for (; rows > 0; t++, rows--) {
		bool want = false;
		struct err err = ERR_INIT;
		struct session s = {.rules = fixture_rules(), .roles = t->roles | ROLE_SYSTEM};
		struct case_row row = {.flags = CASE_PENDING};

		while ((t->from >> row.state & 1) == 0)
			row.state++;
		for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++)
			want = want || strcmp(beside[i], event_key(t->event)) == 0;
		assert_int_equal(machine_may(&s, &row, t->event, &err), want);
		row.flags =
			CASE_EXT_PENDING; /* more time was asked for: work goes on, but it is not asked for twice */
		err_clear(&err);
		assert_int_equal(machine_may(&s, &row, t->event, &err), t->event != EV_EXTEND);
	}
}

/* "linli help states" has a line for each row, with all that the row says. */
static void
test_it_is_printed(void **state)
{
	size_t rows;
	const struct transition *t = machine_rows(&rows);
	struct buf b;

	(void)state;
	buf_init(&b);
	machine_describe(&b);
	for (; rows > 0; t++, rows--) {
		assert_non_null(strstr(b.text, event_key(t->event)));
		assert_non_null(strstr(b.text, t->word.zh));
	}
	assert_non_null(strstr(b.text, "DSP+2:DIR"));
	assert_golden("states.zh.txt", b.text);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_state_event_and_role),
		cmocka_unit_test(test_where_it_leads),
		cmocka_unit_test(test_second_signatures),
		cmocka_unit_test(test_no_row_too_many),
		cmocka_unit_test(test_what_waits_holds_the_course),
		cmocka_unit_test(test_it_is_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
