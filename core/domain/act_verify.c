#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"

enum { SURVEY_TRIES = 3, SATISFIED_UNREACHED = 5, SOLVED_NO = 3 };

bool
apply_verify_fail(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;

	(void)err;
	row->verify_back++;
	clock_revive_from(a->s->rules, a->c, CLOCK_TASK, row->replied_at, a->now);
	clock_revive_from(a->s->rules, a->c, CLOCK_SUPERVISE, row->replied_at, a->now);
	row->replied_at = 0;
	a->unit_id = row->unit_id;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	if (row->unit_id == 0) { /* answered on the spot: there is no unit to go back to */
		a->to = CASE_ACCEPTED;
		a->stays = true;
		row->flags &= ~(uint32_t)CASE_SPOT;
		clock_start(a->s->rules, a->c, CLOCK_ROUTE,
			clock_limit(a->s->rules, row, CLOCK_ROUTE, NULL), a->now);
	}
	return true;
}

bool
apply_verify_ok(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addstr(&a->note, "核验通过");
	act_note(a, F_REASON);
	return true;
}

/* Not reached: the attempt is written down and the matter waits, until the third one closes it. */
static bool
record_attempt(struct act_ctx *a, bool *last, struct err *err)
{
	int times = 0;
	bool other_day = false;

	if (!history_tries(a->s, a->c->row.id, EV_VERIFY_OK, a->now, &times, &other_day, err))
		return false;
	*last = times + 1 >= SURVEY_TRIES;
	if (!*last) {
		a->event = EV_CONTACT;
		a->to = CASE_STAYS;
		a->stays = true;
		buf_addf(&a->note, "回访未接通 第%d次", times + 1);
	}
	return true;
}

bool
apply_close(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	int solved = a->v[F_SOLVED].given ? (int)a->v[F_SOLVED].number : row->solved;

	if (a->v[F_SATISFIED].number == SATISFIED_UNREACHED) {
		bool last = false;

		if (!record_attempt(a, &last, err))
			return false;
		if (!last)
			return true;
	} else if (solved == SOLVED_NO && (row->flags & CASE_EXCLUDED) == 0) {
		return act_refuse(err, _("没有解决的要重办; 不合理的诉求请先申请剔除"));
	}
	row->solved = solved;
	row->score = (int)a->v[F_SATISFIED].number;
	row->closed_at = a->now;
	buf_addf(&a->note, "%s  %s", act_choice(a, CHOICE_SATISFIED, F_SATISFIED), "办结销号");
	act_note(a, F_WORDS);
	return true;
}

bool
apply_reopen(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	int64_t days = a->s->rules->duplicate_days;

	if (row->state == CASE_CLOSED && a->now > row->closed_at + days * DATE_DAY_S)
		return err_set(err, ERR_RULE, _("办结已过 %d 天, 请作为新件登记并关联"), (int)days);
	row->reopened++;
	row->closed_at = row->replied_at = 0;
	row->solved = row->score = 0;
	row->flags |= CASE_REPEAT;
	if (row->tier < TIER_HARD && !act_set_tier(a, row->tier + 1, err))
		return false;
	if (a->v[F_SATISFIED].given)
		buf_addf(&a->note, "%s  ", act_choice(a, CHOICE_SATISFIED, F_SATISFIED));
	buf_addstr(&a->note, a->v[F_TEXT].text);
	act_note(a, F_WORDS);
	return true;
}

bool
apply_text(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	return true;
}
