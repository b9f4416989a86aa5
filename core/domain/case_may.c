/* Who may do what to a matter: state, role, side, and what stands against it (case_machine.h). */
#include "core/domain/case_machine.h"

#include <stdio.h>

#include "core/base/i18n.h"
#include "core/domain/area.h"

static bool
in_scope(const struct session *s, const struct case_row *row)
{
	return session_covers(s, row->county, row->town, row->place);
}

bool
machine_may_see(const struct session *s, const struct case_row *row)
{
	if ((row->flags & CASE_SEALED) != 0 && !session_has(s, ROLE_DISC))
		return false;
	if (row->desk_id == s->unit_id || row->unit_id == s->unit_id || session_has(s, ROLE_SYSTEM))
		return true;
	return session_watches_area(s) && in_scope(s, row);
}

static bool
at_desk(const struct session *s, const struct case_row *row)
{
	return row->desk_id == s->unit_id || (s->unit_kind == UNITK_CENTRE && in_scope(s, row));
}

static bool
right_side(const struct session *s, const struct case_row *row, enum act_side side)
{
	bool lead = row->unit_id == s->unit_id;

	if (session_has(s, ROLE_SYSTEM))
		return true;
	switch (side) {
	case SIDE_DESK:
		return at_desk(s, row);
	case SIDE_LEAD:
		return lead;
	case SIDE_HOLDER:
		return row->unit_id != 0 ? lead : at_desk(s, row);
	case SIDE_EITHER:
		return lead || at_desk(s, row);
	case SIDE_AREA:
		return at_desk(s, row) || (session_watches_area(s) && in_scope(s, row));
	case SIDE_UNIT: /* helping units are let through here and checked when it is done */
	case SIDE_ANY:
		break;
	}
	return true;
}

/* "经办 或 核办" for the sentence that names the right which is wanting. */
static void
role_names(const struct session *s, uint32_t roles, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (uint32_t bit = 1; bit != 0 && bit <= roles; bit <<= 1) {
		const struct choice *c = (roles & bit) != 0
			? choice_by_value(s->rules, CHOICE_ROLE, (int)bit)
			: NULL;

		if (c != NULL && n < size)
			n += (size_t)snprintf(
				out + n, size - n, "%s%s", n > 0 ? " / " : "", word_now(c->name));
	}
}

bool
machine_may_sign(const struct session *s, const struct case_row *row, uint32_t signer)
{
	if (session_has(s, signer & ROLE_HL) && right_side(s, row, SIDE_LEAD))
		return true;
	return session_has(s, signer & ~(uint32_t)ROLE_HL) && right_side(s, row, SIDE_AREA);
}

uint32_t
machine_signers(enum case_event event)
{
	size_t count;
	const struct transition *t = machine_rows(&count);
	uint32_t signers = 0;

	for (size_t i = 0; i < count; i++)
		if (event == EV_NONE || t[i].event == event)
			signers |= t[i].signer | t[i].again;
	return signers;
}

enum case_flag
machine_waits(enum case_event event)
{
	return event == EV_EXTEND     ? CASE_EXT_PENDING
		: event == EV_EXCLUDE ? CASE_EXCLUDE_PENDING
				      : CASE_PENDING;
}

/* What stands against it although state, right and side would do. */
static bool
nothing_forbids(
	const struct case_row *row, const struct transition *t, const char *verb, struct err *err)
{
	if ((row->flags & CASE_PENDING) != 0 && (t->traits & TR_BESIDE) == 0)
		return err_set(err, ERR_RULE, _("正等第二人签批, 批完才能%s"), verb);
	if ((t->traits & TR_FLAG) != 0 && (row->flags & (uint32_t)machine_waits(t->event)) != 0)
		return err_set(err, ERR_RULE, _("已送审%s, 正等签批"), verb);
	if ((t->traits & TR_ONCE_RULED_NO) != 0 && (row->flags & CASE_NO_RETURN) != 0)
		return err_set(err, ERR_RULE, _("已裁定由本单位办理, 不能再退"));
	if ((t->traits & TR_NOT_IN_DANGER) != 0 && (row->flags & CASE_DANGER) != 0)
		return err_set(err, ERR_RULE, _("涉及人身安全的件不能%s, 要继续办"), verb);
	return true;
}

bool
machine_may(
	const struct session *s, const struct case_row *row, enum case_event event, struct err *err)
{
	const struct transition *t = machine_find(event, row->state);
	const char *verb = word_now(t != NULL ? t->word : event_word(event));

	if (t == NULL)
		return err_set(err, ERR_RULE, _("「%s」的件不能%s"),
			word_now(state_word(row->state)), verb);
	if (!session_has(s, t->roles)) {
		char names[160];

		role_names(s, t->roles, names, sizeof(names));
		return err_set(err, ERR_RULE, _("%s需要岗位: %s"), verb, names);
	}
	if (!right_side(s, row, t->side))
		return err_set(err, ERR_RULE, _("这件不归本单位%s"), verb);
	return nothing_forbids(row, t, verb, err);
}
