#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/domain/outbox.h"

bool
apply_accept(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	const struct category *cat = category_by_code(a->s->rules, (int)a->v[F_CATEGORY].number);

	if (!act_set_category(a, cat->code, err))
		return false;
	row->tier = a->v[F_TIER].given ? (enum tier)a->v[F_TIER].number : cat->tier;
	if (a->v[F_KIND].given)
		row->kind = (int)a->v[F_KIND].number;
	if (row->kind == 0)
		row->kind = cat->kind;
	row->accepted_at = a->now;
	row->clerk_id = a->s->staff_id;
	buf_addf(&a->note, "类 %s %s  %s", cat->letters, cat->brief, act_tier(a, row->tier));
	return true;
}

bool
apply_reject(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addf(&a->note, "%s", act_choice(a, CHOICE_REJECT_GROUND, F_REJECT_GROUND));
	act_note(a, F_TEXT);
	buf_addf(&a->note, "  %s已告知", act_choice(a, CHOICE_NOTIFY, F_WAY));
	return true;
}

/* By when the body it goes to has to say whether it takes it up: no clock of this centre, but it is told. */
static void
note_answer_date(struct act_ctx *a)
{
	const struct rules *rules = a->s->rules;
	const struct choice *route =
		choice_by_value(rules, CHOICE_REFER_ROUTE, (int)a->v[F_ROUTE].number);
	const struct track *track =
		route != NULL ? track_by_route(rules, a->c->row.cat, route->code) : NULL;

	if (track == NULL || track->accept.unit == UNIT_NONE)
		return;
	buf_addstr(&a->note, "  受理告知 ");
	act_time(a, limit_due(rules->calendar, a->now, track->accept, NULL));
	buf_addstr(&a->note, " 前");
}

bool
apply_refer(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addf(&a->note, "%s  %s", act_choice(a, CHOICE_REFER_ROUTE, F_ROUTE), a->v[F_BODY].text);
	act_note(a, F_TEXT);
	note_answer_date(a);
	return true;
}

bool
apply_solve(struct act_ctx *a, struct err *err)
{
	if (!mask_check_public(a->v[F_ANSWER].text, err))
		return false;
	a->c->texts.answer = a->v[F_ANSWER].text;
	a->c->texts_changed = true;
	a->c->row.replied_at = a->clock_at;
	a->c->row.solved = 1;
	a->c->row.flags |= CASE_SPOT;
	buf_addstr(&a->note, a->v[F_ANSWER].text);
	return true;
}

/* Helpers and copies belong to one routing: whoever is not named in the next takes no part and sees nothing. */
static bool
end_parts(struct act_ctx *a, struct err *err)
{
	return case_set_units(a->s, a->c->row.id, NULL, 0, err);
}

bool
apply_dispatch(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	struct unit u;

	if (row->cat == 0)
		return act_refuse(err, _("还没有定类别, 不能分办"));
	if (!act_unit(a, a->v[F_UNIT].number, &u, err))
		return false;
	row->unit_id = u.id;
	row->unit = a->party = u.brief;
	row->handler_id = 0;
	a->unit_id = u.id;
	a->due_wish = a->v[F_DUE].given ? a->v[F_DUE].number : 0;
	buf_addf(&a->note, "派 %s", u.brief);
	if (!end_parts(a, err) || !act_put_units(a, F_HELPERS, PARTY_HELPER, "  协办 ", err) ||
		!act_put_units(a, F_COPIES, PARTY_COPY, "  抄 ", err))
		return false;
	act_note(a, F_OPINION);
	return true;
}

static bool
take_from_unit(struct act_ctx *a, struct err *err)
{
	a->unit_id = a->c->row.unit_id;
	a->c->row.unit_id = 0;
	a->c->row.unit = "";
	a->c->row.handler_id = 0;
	act_note(a, F_REASON);
	return end_parts(a, err);
}

bool
apply_approve_return(struct act_ctx *a, struct err *err)
{
	a->c->row.returned++;
	return take_from_unit(a, err);
}

bool
apply_refuse_return(struct act_ctx *a, struct err *err)
{
	(void)err;
	a->c->row.flags |= CASE_NO_RETURN;
	a->unit_id = a->c->row.unit_id;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	return true;
}

/* Letters about the routing that have not gone out stay here; those that have are told of. */
static bool
stop_letters(struct act_ctx *a, int64_t since, struct err *err)
{
	int gone;

	if (!outbox_stop(a->s, a->c->row.id, since, &gone, err))
		return false;
	if (gone > 0)
		buf_addf(&a->note, "  告知信已发出 %d 封", gone);
	return true;
}

bool
apply_recall(struct act_ctx *a, struct err *err)
{
	int64_t sent = 0;
	bool opened = false;

	if (!history_last(a->s, a->c->row.id, EV_DISPATCH, &sent, err) ||
		!history_opened_by_unit(a->s, a->c->row.id, a->c->row.unit_id, sent, &opened, err))
		return false;
	if (opened)
		return act_refuse(err, _("对方已经打开, 不能撤回。可请对方退单"));
	return take_from_unit(a, err) && stop_letters(a, sent, err);
}

bool
apply_merge(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row, main;
	char brief[CASE_NO_BRIEF_BYTES];

	if (!case_join(a->s, a->v[F_MAIN].number, row, a->now, a->mem, &main, &a->other, err))
		return false;
	row->main_id = main.id;
	case_no_brief(main.no, day_from_utc(a->now), brief);
	buf_addf(&a->note, "并入 %s", brief);
	act_note(a, F_REASON);
	return true;
}

bool
apply_unmerge(struct act_ctx *a, struct err *err)
{
	int64_t merged_at = 0;

	if (!history_last(a->s, a->c->row.id, EV_MERGE, &merged_at, err))
		return false;
	if (a->now > merged_at + DATE_DAY_S)
		return act_refuse(err, _("并案满 24 小时, 不能撤销"));
	if (!case_unjoin(a->s, &a->c->row, a->now, a->mem, &a->other, err))
		return false;
	a->c->row.main_id = 0;
	if (a->c->row.cat == 0) { /* it was merged before it was accepted */
		a->to = CASE_REGISTERED;
		a->stays = true;
		clock_start(a->s->rules, a->c, CLOCK_ACCEPT,
			clock_limit(a->s->rules, &a->c->row, CLOCK_ACCEPT, NULL), a->now);
	}
	act_note(a, F_REASON);
	return true;
}
