#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"
#include "core/domain/case_party.h"

enum { MINUTE_S = 60, CONTACT_TRIES = 3, MOST_RETURNS = 2, MANY_MOVES = 2 };

bool
apply_sign(struct act_ctx *a, struct err *err)
{
	(void)err;
	a->c->row.handler_id = a->s->staff_id;
	a->unit_id = a->s->unit_id;
	return true;
}

/* Within the days of the rules after dispatch, at most twice, and with a unit where another one is meant. */
bool
apply_ask_return(struct act_ctx *a, struct err *err)
{
	int64_t sent = 0;

	if (a->c->row.returned >= MOST_RETURNS)
		return act_refuse(err, _("已退过两次, 不能再退"));
	if (!history_last(a->s, a->c->row.id, EV_DISPATCH, &sent, err))
		return false;
	struct limit days = {a->s->rules->return_days, UNIT_WD};

	if (a->now > limit_due(a->s->rules->calendar, sent, days, NULL))
		return err_set(err, ERR_RULE, _("退单期已过 (分办后 %d 个工作日内)"), days.amount);
	buf_addstr(&a->note, act_choice(a, CHOICE_RETURN_GROUND, F_GROUND));
	act_note(a, F_TEXT);
	if (a->v[F_UNIT].given) {
		struct unit u;

		if (!act_unit(a, a->v[F_UNIT].number, &u, err))
			return false;
		buf_addf(&a->note, "  建议派 %s", u.brief);
	}
	a->unit_id = a->s->unit_id;
	return true;
}

/* Reached, or tried three times on two days: first contact is then done (domain 5.2). */
bool
apply_contact(struct act_ctx *a, struct err *err)
{
	bool reached = a->v[F_RESULT].number == 1;
	int times = 0;
	bool other_day = false;
	int64_t when = a->v[F_WHEN].given ? a->v[F_WHEN].number : a->now;

	if (when > a->now)
		return err_set(err, ERR_INPUT, _("%s: 不能晚于现在"), tr(field_def(F_WHEN)->label));
	if (!history_tries(a->s, a->c->row.id, EV_DISPATCH, a->now, &times, &other_day, err))
		return false;
	if (reached || (times + 1 >= CONTACT_TRIES && other_day))
		clock_stop(a->s->rules, a->c, CLOCK_CONTACT, when);
	if (when / MINUTE_S != a->now / MINUTE_S) { /* else the line's own time says it */
		act_time(a, when);
		buf_addstr(&a->note, " ");
	}
	buf_addf(&a->note, "%s %s", act_choice(a, CHOICE_NOTIFY, F_WAY),
		act_choice(a, CHOICE_CONTACT_RESULT, F_RESULT));
	act_note(a, F_TEXT);
	a->unit_id = a->s->unit_id;
	return true;
}

bool
apply_progress(struct act_ctx *a, struct err *err)
{
	a->open = a->v[F_OPEN].number == 1;
	if (a->open && !mask_check_public(a->v[F_TEXT].text, err))
		return false;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	a->unit_id = a->s->unit_id;
	return true;
}

/* What has gone through several hands needs a reason to go on. */
static bool
may_move(struct act_ctx *a, struct err *err)
{
	return a->c->row.moved < MANY_MOVES || a->v[F_REASON].given ||
		err_set(err, ERR_INPUT, _("%s: 第 %d 次转办要写"), tr(field_def(F_REASON)->label),
			a->c->row.moved + 1);
}

bool
apply_transfer(struct act_ctx *a, struct err *err)
{
	struct person p;
	bool found = false;

	if (!may_move(a, err) || !person_by_id(a->s, a->v[F_STAFF].number, a->mem, &p, &found, err))
		return false;
	if (!found || p.unit_id != a->c->row.unit_id)
		return act_refuse(err, _("只能转给本单位的人; 转别的单位请退单或加协办"));
	a->c->row.handler_id = p.id;
	a->party = p.name;
	a->c->row.moved++;
	buf_addf(&a->note, "转 %s", p.name);
	act_note(a, F_REASON);
	return true;
}

bool
apply_add_unit(struct act_ctx *a, struct err *err)
{
	struct unit u;

	if (!may_move(a, err) || !act_unit(a, a->v[F_UNIT].number, &u, err) ||
		!case_put_unit(a->s, a->c->row.id, u.id, PARTY_HELPER, err))
		return false;
	a->unit_id = u.id;
	a->party = u.brief;
	a->c->row.moved++;
	buf_addf(&a->note, "加协办 %s", u.brief);
	act_note(a, F_REASON);
	return true;
}

bool
apply_reply(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;

	if (a->v[F_SOLVED].number != 1 && !a->v[F_WHY].given)
		return err_set(
			err, ERR_INPUT, _("%s: 没有全部解决的要写"), tr(field_def(F_WHY)->label));
	if (!mask_check_public(a->v[F_ANSWER].text, err))
		return false;
	a->c->texts.answer = a->v[F_ANSWER].text;
	a->c->texts.plan = a->v[F_MEASURES].text;
	a->c->texts_changed = true;
	row->solved = (int)a->v[F_SOLVED].number;
	row->replied_at = a->clock_at;
	a->unit_id = row->unit_id;
	buf_addf(&a->note, "%s  %s", act_choice(a, CHOICE_SOLVED, F_SOLVED), a->v[F_ANSWER].text);
	if (a->v[F_WHY].given)
		buf_addf(&a->note, "  原因 %s", a->v[F_WHY].text);
	if (a->v[F_REAL].given && a->v[F_REAL].number == 0)
		buf_addstr(&a->note, "  不属实");
	if (a->v[F_IN_DUTY].given && a->v[F_IN_DUTY].number == 0)
		buf_addstr(&a->note, "  超出职责");
	if (a->v[F_PROOF].given)
		buf_addf(&a->note, "  凭据 %s", a->v[F_PROOF].text);
	return true;
}
