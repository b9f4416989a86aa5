/* Taking the steps of escalation.h. */
#include "core/domain/escalation.h"

#include <stdio.h>

#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_clock.h"
#include "core/domain/escalation_db.h"
#include "core/domain/notice.h"
#include "core/domain/unit.h"

enum { MOST_STEPS = 16 }; /* of one matter at once: more than there are for a level */

/* Before whom a step is brought: the posts of up to two units. The first one is written to. */
struct receivers {
	struct {
		int64_t unit;
		uint32_t roles;
	} of[2];
	int count;
};

static void
add(struct receivers *r, int64_t unit, uint32_t roles)
{
	r->of[r->count].unit = unit;
	r->of[r->count++].roles = roles;
}

/* One level up from a unit: its parent, else the subdistrict, else (from there) the centre that has the matter. */
static bool
one_up(struct session *s, const struct case_row *row, int64_t from, struct arena *mem, int64_t *up,
	struct err *err)
{
	struct unit u, street;
	bool found = false;

	*up = row->desk_id;
	if (!unit_by_id(s, from, mem, &u, &found, err))
		return false;
	if (!found || from == row->desk_id)
		return true;
	if (u.parent_id != 0) {
		*up = u.parent_id;
		return true;
	}
	if (u.kind == UNITK_STREET || row->town == 0)
		return true;
	if (!unit_nearest(s, UNITK_STREET, row->town, mem, &street, &found, err))
		return false;
	if (found)
		*up = street.id;
	return true;
}

static bool
find_receivers(struct session *s, const struct case_row *row, enum step_to to, struct arena *mem,
	struct receivers *out, struct err *err)
{
	int64_t lead = row->unit_id != 0 ? row->unit_id : row->desk_id, up, top;

	out->count = 0;
	if (!one_up(s, row, lead, mem, &up, err) || !one_up(s, row, up, mem, &top, err))
		return false;
	switch (to) {
	case TO_DISPATCHER:
		add(out, row->desk_id, ROLE_DSP);
		break;
	case TO_LEAD_UNIT:
		add(out, lead, ROLE_HND | ROLE_HL);
		break;
	case TO_UNIT_LEADER:
		add(out, lead, ROLE_HL);
		break;
	case TO_ONE_UP:
		add(out, up, ROLE_HL | ROLE_LDR | ROLE_DIR);
		break;
	case TO_TWO_UP:
		add(out, top, ROLE_HL | ROLE_LDR | ROLE_DIR);
		break;
	case TO_GROUP:
		add(out, lead, ROLE_HL);
		add(out, up, ROLE_LDR | ROLE_DIR);
		break;
	case TO_DIRECTOR:
		add(out, row->desk_id, ROLE_DIR);
		break;
	case TO_LEADERS:
		add(out, up, ROLE_LDR | ROLE_DIR);
		add(out, row->desk_id, ROLE_SUP);
		break;
	case STEP_TO_COUNT:
		break;
	}
	return true;
}

/* What the step asks of the machine. */
static bool
act_step(struct session *s, struct audit_chain *chain, const struct case_row *row,
	const struct escalation_step *step, int64_t unit, int64_t *event_id, struct err *err)
{
	struct act_result result;
	char number[8], receiver[24];

	snprintf(number, sizeof(number), "%d", step->value);
	snprintf(receiver, sizeof(receiver), "%lld", (long long)unit);
	const struct act_input note[] = {
		{"step", number}, {"unit", receiver}, {"text", step->text}};
	const struct act_input urge[] = {{"text", step->text}, {"to", "1"}};
	const struct act_input resume[] = {{"text", step->text}};
	const struct case_step acts[STEP_ACT_COUNT] = {
		[STEP_URGE] = {EV_URGE, urge, 2}, [STEP_RESUME] = {EV_UNHANG, resume, 1}};
	const struct case_step escalate = {EV_ESCALATE, note, 3};
	const struct case_step *act =
		acts[step->act].event != EV_NONE ? &acts[step->act] : &escalate;
	bool ok = case_act_in(s, chain, row->id, 0, act, 1, &result, err);

	*event_id = result.event_id;
	return ok;
}

static bool
take_step(struct session *s, struct audit_chain *chain, const struct case_row *row,
	const struct escalation_step *step, struct arena *mem, struct err *err)
{
	struct receivers r = {0};
	int64_t event_id = 0;

	if (!find_receivers(s, row, (enum step_to)step->to, mem, &r, err) ||
		!act_step(s, chain, row, step, r.of[0].unit, &event_id, err))
		return false;
	for (int i = 0; i < r.count; i++)
		if (!notice_put(s, r.of[i].unit, r.of[i].roles, row->id, event_id, err))
			return false;
	return true;
}

/* The step that falls on row.step_at and was not taken yet, claimed; NULL: none. */
static bool
claim_step(struct session *s, const struct case_data *c, const struct escalation_step **out,
	struct err *err)
{
	*out = NULL;
	for (size_t i = 0; i < c->clock_count; i++) {
		const struct escalation_step *step = s->rules->steps;

		for (size_t k = 0; k < s->rules->step_count; k++, step++) {
			bool first = false;

			if ((int)c->clocks[i].kind != step->clock ||
				!escalation_is_for(step, c->row.tier) ||
				escalation_moment(s->rules, &c->clocks[i], step) != c->row.step_at)
				continue;
			if (!escalation_claim(store_db(s->store), c->row.id, &c->clocks[i],
				    step->value, session_now(s), &first, err))
				return false;
			if (first) {
				*out = step;
				return true;
			}
		}
	}
	return true;
}

/* All that is due of one matter. Read inside the transaction: another process may have been here before. */
static bool
take_matter(struct session *s, int64_t case_id, struct arena *mem, struct err *err)
{
	struct db *db = store_db(s->store);
	struct audit_chain chain = {0};
	int64_t now = session_now(s), next = 0;

	for (int i = 0; i < MOST_STEPS; i++) {
		const struct escalation_step *step;
		struct case_data c;
		bool found = false;

		if (!case_data_read(db, case_id, mem, &c, &found, err))
			return false;
		if (i > 0)
			c.row.step_at = next;
		if (!found || !state_is_open(c.row.state) || c.row.step_at > now)
			break;
		if (!claim_step(s, &c, &step, err) ||
			(step != NULL && !take_step(s, &chain, &c.row, step, mem, err)))
			return false;
		next = c.row.step_at;
		if (step == NULL)
			next = escalation_after(s->rules, &c, next + 1);
		if (!escalation_put_next(db, case_id, next, err))
			return false;
	}
	return true;
}

/* The machine refuses the step: it is passed over, so that others are not held up. */
static bool
pass_over(struct session *s, int64_t case_id, struct arena *mem, struct err *err)
{
	struct case_data c;
	bool found = false;

	if (!store_begin(s->store, err))
		return false;
	bool ok = case_data_read(store_db(s->store), case_id, mem, &c, &found, err) &&
		(!found ||
			escalation_put_next(store_db(s->store), case_id,
				escalation_after(s->rules, &c, session_now(s) + 1), err));

	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

static bool
run_matter(struct session *s, int64_t case_id, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = store_begin(s->store, err);

	if (ok && take_matter(s, case_id, &mem, err)) {
		ok = store_commit(s->store, err);
	} else if (ok) {
		store_rollback(s->store);
		ok = false;
		if (err->code == ERR_RULE || err->code == ERR_INPUT || err->code == ERR_LIMIT) {
			err_clear(err);
			ok = pass_over(s, case_id, &mem, err);
		}
	}
	arena_release(&mem);
	return ok;
}

bool
escalation_run(struct session *s, int most, bool *more, struct err *err)
{
	struct session program;
	bool ok = true;

	*more = false;
	if (s->rules == NULL)
		return true;
	session_system(&program, s->store, s->rules);
	for (int i = 0; ok && i < most; i++) {
		int64_t case_id = 0;

		ok = escalation_next(store_db(s->store), session_now(&program), &case_id, err);
		*more = ok && case_id != 0;
		if (!*more)
			break;
		ok = run_matter(&program, case_id, err);
	}
	session_close(&program);
	return ok;
}
