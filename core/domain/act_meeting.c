/* A matter that units settle together: the meeting that is called, and what it resolved (domain 5.2). */
#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"

/* The meeting itself is called from the matter while it is worked on: then it must be held within its clock. */
static bool
soon_enough(const struct act_ctx *a, struct err *err)
{
	const struct case_clock *open = clock_open(a->c, CLOCK_MEETING);
	int64_t last;

	if (a->t->to == CASE_STAYS || !a->v[F_HELD].given)
		return true;
	last = open != NULL
		? open->due_at
		: limit_due(a->s->rules->calendar, a->now,
			  clock_limit(a->s->rules, &a->c->row, CLOCK_MEETING, NULL), NULL);
	struct civil c = civil_from_utc(last);

	return a->v[F_HELD].number <= last ||
		err_set(err, ERR_INPUT, _("%s: 最晚 %02d-%02d %02d:%02d"),
			tr(field_def(F_HELD)->label), c.month, c.day, c.hour, c.minute);
}

bool
apply_call_meeting(struct act_ctx *a, struct err *err)
{
	if ((a->c->row.flags & CASE_SEALED) != 0)
		return act_refuse(err, _("密件不上会"));
	if (!act_ahead(a, F_HELD, err) || !soon_enough(a, err))
		return false;
	buf_addstr(&a->note, a->v[F_MEETING].text);
	if (a->v[F_HELD].given) {
		buf_addstr(&a->note, "  ");
		act_time(a, a->v[F_HELD].number);
	}
	if (!act_put_units(a, F_HELPERS, PARTY_HELPER, "  请 ", err))
		return false;
	act_note(a, F_TEXT);
	a->c->row.flags |= CASE_ON_AGENDA;
	a->unit_id = a->c->row.unit_id;
	return true;
}

/* Another unit may take the lead; the one that had it goes on as a helper. */
static bool
set_lead(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	struct unit u;

	if (!act_unit(a, a->v[F_UNIT].number, &u, err))
		return false;
	buf_addf(&a->note, "牵头 %s", u.brief);
	a->unit_id = u.id;
	if (u.id == row->unit_id)
		return true;
	if (row->unit_id != 0 &&
		!case_put_unit(a->s, a->c->row.id, row->unit_id, PARTY_HELPER, err))
		return false;
	row->unit_id = u.id;
	row->unit = a->party = u.brief;
	row->handler_id = 0;
	return true;
}

bool
apply_resolution(struct act_ctx *a, struct err *err)
{
	if (!act_ahead(a, F_DUE, err) || !set_lead(a, err) ||
		!act_put_units(a, F_HELPERS, PARTY_HELPER, "  协办 ", err))
		return false;
	act_note(a, F_TEXT);
	a->until = a->v[F_DUE].number;
	buf_addstr(&a->note, "  ");
	act_time(a, a->until);
	buf_addstr(&a->note, " 前办好");
	return true;
}
