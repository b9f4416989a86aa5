/*
 * Supervision (domain 5.2, 5.3): urging, cards, escalation, joint supervision, instructions of leaders, and the
 * answer to them. Each writes a numbered slip to the unit and runs the supervision clock.
 */
#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"

enum { TO_UNIT = 1, TO_LEADER, TO_ABOVE };

static const char *
mark_of(enum case_event event)
{
	switch (event) {
	case EV_URGE:
		return "催";
	case EV_YELLOW:
		return "黄";
	case EV_RED:
		return "红";
	case EV_INSTRUCT:
		return "示";
	default:
		return "督";
	}
}

/* A card follows what was without effect: yellow an urge, red a yellow card. Lights of the program follow no-one. */
static bool
is_next_step(struct act_ctx *a, struct err *err)
{
	int urged = 0, yellow = 0;

	if (session_has(a->s, ROLE_SYSTEM) || a->event == EV_URGE)
		return true;
	if (!history_count(a->s, a->c->row.id, EV_URGE, &urged, err) ||
		!history_count_by_people(a->s, a->c->row.id, EV_YELLOW, &yellow, err))
		return false;
	if (a->event == EV_YELLOW && urged == 0)
		return act_refuse(err, _("还没有催办过, 先催办再发黄牌"));
	if (a->event == EV_RED && yellow == 0)
		return act_refuse(err, _("还没有发过黄牌, 不能发红牌"));
	return true;
}

/* By when it is answered: the date that was given, else the level's limit; an earlier one that runs holds. */
static void
set_answer_date(struct act_ctx *a)
{
	const struct case_clock *open = clock_open(a->c, CLOCK_SUPERVISE);

	a->until = a->v[F_DUE].given
		? a->v[F_DUE].number
		: limit_due(a->s->rules->calendar, a->now,
			  clock_limit(a->s->rules, &a->c->row, CLOCK_SUPERVISE, NULL), NULL);
	if (open != NULL && open->due_at < a->until && open->due_at > a->now)
		a->until = open->due_at;
}

/* The unit's parent, else the subdistrict's office: one level up the chain. */
static bool
level_above(struct act_ctx *a, const struct unit *of, struct unit *out, struct err *err)
{
	bool found = false;

	*out = *of;
	if (of->parent_id != 0)
		return unit_by_id(a->s, of->parent_id, a->mem, out, &found, err);
	if (!unit_nearest(a->s, UNITK_STREET, a->c->row.town, a->mem, out, &found, err))
		return false;
	if (!found)
		*out = *of;
	return true;
}

/* To whom the slip goes: who has the matter, or one level above; "金榕物业", "金榕物业 领导", "桐城街道". */
static bool
set_receiver(struct act_ctx *a, int to, struct err *err)
{
	struct unit u, above;

	if (!act_unit(a, a->c->row.unit_id != 0 ? a->c->row.unit_id : a->c->row.desk_id, &u, err))
		return false;
	if (to == TO_ABOVE) {
		if (!level_above(a, &u, &above, err))
			return false;
		u = above;
	}
	a->slip.unit_id = u.id;
	a->unit_id = u.id;
	a->party = u.brief;
	buf_addf(&a->note, "%s  致 %s%s", a->slip.number, u.brief, to == TO_LEADER ? "领导" : "");
	return true;
}

static void
set_flags(struct act_ctx *a)
{
	if (session_has(a->s, ROLE_SYSTEM))
		return;
	if (a->event != EV_URGE)
		a->c->row.flags |= CASE_SUPERVISED;
	if (session_has(a->s, ROLE_DISC))
		a->c->row.flags |= CASE_FOLLOWED;
}

static bool
write_slip(struct act_ctx *a, int to, struct err *err)
{
	if (!outbox_slip_number(a->s, (int)a->event, mark_of(a->event), a->slip.number, err) ||
		!set_receiver(a, to, err))
		return false;
	a->slip.demand = a->v[F_TEXT].text;
	a->slip.by = a->v[F_BY].text;
	a->slip.until = a->until;
	a->slip.way = (int)a->v[F_WAY].number;
	act_note(a, F_TEXT);
	buf_addstr(&a->note, "  ");
	act_time(a, a->until);
	buf_addstr(&a->note, " 前答复");
	set_flags(a);
	return true;
}

bool
apply_urge(struct act_ctx *a, struct err *err)
{
	int to = a->v[F_TO].given                ? (int)a->v[F_TO].number
		: a->c->row.tier > TIER_ORDINARY ? TO_ABOVE
						 : TO_UNIT;

	if (session_has(a->s, ROLE_SYSTEM) &&
		a->event != EV_URGE) { /* a light: a line and nothing else */
		buf_addstr(&a->note, a->v[F_TEXT].text);
		a->unit_id = a->c->row.unit_id;
		a->stays = true;
		return true;
	}
	if (!is_next_step(a, err) || !act_ahead(a, F_DUE, err))
		return false;
	set_answer_date(a);
	if (a->event == EV_URGE)
		a->c->row.urged++;
	return write_slip(a, to, err);
}

bool
apply_supervise(struct act_ctx *a, struct err *err)
{
	enum tier least = a->event == EV_JOINT ? TIER_HARD : TIER_KEY;

	if (!act_ahead(a, F_DUE, err))
		return false;
	if (a->c->row.tier < least && !act_set_tier(a, least, err))
		return false;
	act_refit(a);
	set_answer_date(a);
	buf_addf(&a->note, "%s  ", a->v[F_BY].text);
	if (!write_slip(a, TO_UNIT, err))
		return false;
	return act_put_units(a, F_HELPERS, PARTY_HELPER, "  协办 ", err);
}

bool
apply_answer(struct act_ctx *a, struct err *err)
{
	if (clock_open(a->c, CLOCK_SUPERVISE) == NULL)
		return act_refuse(err, _("没有等答复的督办"));
	buf_addstr(&a->note, a->v[F_TEXT].text);
	a->unit_id = a->s->unit_id;
	return true;
}

/* A step of the program as a clock runs: a numbered slip to whoever is told (data/rules/escalation.yaml). */
bool
apply_escalate(struct act_ctx *a, struct err *err)
{
	const struct escalation_step *step = step_by_value(a->s->rules, (int)a->v[F_STEP].number);
	struct unit u;

	if (step == NULL)
		return act_refuse(err, _("没有这个步骤"));
	if (!act_unit(a, a->v[F_UNIT].number, &u, err) ||
		!outbox_slip_number(a->s, (int)a->event, step->mark, a->slip.number, err))
		return false;
	a->slip.unit_id = a->unit_id = u.id;
	a->slip.by = step->name.zh;
	a->slip.demand = a->v[F_TEXT].text;
	buf_addf(&a->note, "%s  %s  致 %s", a->slip.number, step->name.zh, u.brief);
	act_note(a, F_TEXT);
	return true;
}

/* The level follows a fact that is an entry test of a higher one. */
bool
apply_lift(struct act_ctx *a, struct err *err)
{
	enum tier tier = (enum tier)a->v[F_TIER].number;

	if (tier <= a->c->row.tier)
		return act_refuse(err, _("级别没有调高"));
	buf_addf(&a->note, "%s > %s  %s", act_tier(a, a->c->row.tier), act_tier(a, tier),
		a->v[F_REASON].text);
	if (!act_set_tier(a, tier, err))
		return false;
	act_refit(a);
	return true;
}
