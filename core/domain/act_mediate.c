/*
 * Mediation (domain 3.3, 5.2): only where both want it, never in place of help against violence; what an agreement
 * must state by the People's Mediation Law 29. Names and terms are kept as facts of the event and not in its line,
 * which more people read.
 */
#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"

bool
apply_open_mediation(struct act_ctx *a, struct err *err)
{
	if (!act_ticked(a, F_CONSENT, _("一方明确拒绝的不得调解"), err))
		return false;
	buf_addstr(&a->note, "双方同意调解");
	act_note(a, F_TEXT);
	a->unit_id = a->s->unit_id;
	return true;
}

bool
apply_agreement(struct act_ctx *a, struct err *err)
{
	int64_t due = a->v[F_DUE].number;

	if (!act_ticked(
		    a, F_SIGNED, _("书面协议要当事人和调解员签字盖章, 口头协议要调解员记录"), err))
		return false;
	if (day_from_utc(due) < day_from_utc(a->now))
		return err_set(err, ERR_INPUT, _("%s: 要晚于现在"), tr(field_def(F_DUE)->label));
	a->until = due > a->now ? due : a->now + 60; /* performed at once */
	struct civil c = civil_from_utc(a->until);

	buf_addf(&a->note, "%s协议  %d-%02d-%02d 前履行  30 日内可共同申请司法确认",
		act_choice(a, CHOICE_AGREEMENT_FORM, F_FORM), c.year, c.month, c.day);
	a->unit_id = a->s->unit_id;
	return true;
}

bool
apply_mediation_failed(struct act_ctx *a, struct err *err)
{
	if (!act_ticked(a, F_TOLD, _("先告知双方仲裁, 行政, 诉讼等途径"), err))
		return false;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	a->unit_id = a->s->unit_id;
	return true;
}
