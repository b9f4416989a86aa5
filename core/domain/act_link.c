/* What is said about a matter beside its course: which others belong to it, who has it, whether it is judged. */
#include "core/domain/act_hooks.h"

#include <assert.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_history.h"
#include "core/domain/case_link.h"
#include "core/domain/case_number.h"

/* The other matter, which this person must be able to see; *kind of the link that is there already, 0 none. */
static bool
read_other(struct act_ctx *a, struct case_row *other, int *kind, struct err *err)
{
	int64_t id = a->v[F_OTHER].number;
	bool found = false, sees = false;

	if (id == a->c->row.id)
		return err_set(err, ERR_INPUT, _("%s: 就是这一件"), tr(field_def(F_OTHER)->label));
	if (!case_read_row(store_db(a->s->store), id, a->mem, other, &found, err) ||
		(found && !case_may_see(a->s, other, &sees, err)))
		return false;
	if (!sees || (other->flags & CASE_SEALED) != 0)
		return err_set(err, ERR_INPUT, _("%s: 没有这件, 或不在本单位辖区"),
			tr(field_def(F_OTHER)->label));
	return case_link_kind(a->s, a->c->row.id, id, kind, err);
}

static void
name_other(struct act_ctx *a, const char *word, const struct case_row *other)
{
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(other->no, day_from_utc(a->now), brief);
	buf_addf(&a->note, "%s %s", word, brief);
}

bool
apply_link(struct act_ctx *a, struct err *err)
{
	struct case_row other;
	int kind;

	if (!read_other(a, &other, &kind, err))
		return false;
	if (kind != 0)
		return act_refuse(err, _("两件已经关联"));
	name_other(a, "关联", &other);
	buf_addf(&a->note, "  %s", act_choice(a, CHOICE_LINK, F_LINK));
	assert(a->c->link_count < CASE_MAX_LINKS); /* one an event */
	a->c->links[a->c->link_count++] = other.id;
	return case_link_put(a->s, a->c->row.id, other.id, (int)a->v[F_LINK].number, a->now, err);
}

bool
apply_unlink(struct act_ctx *a, struct err *err)
{
	struct case_row other;
	int kind;

	if (!read_other(a, &other, &kind, err))
		return false;
	if (kind == 0)
		return act_refuse(err, _("两件没有关联"));
	name_other(a, "解除关联", &other);
	return case_link_drop(a->s, a->c->row.id, other.id, err);
}

bool
apply_exclude(struct act_ctx *a, struct err *err)
{
	if ((a->c->row.flags & CASE_EXCLUDED) != 0)
		return act_refuse(err, _("已经剔除"));
	a->c->row.flags |= CASE_EXCLUDED;
	buf_addf(&a->note, "%s", act_choice(a, CHOICE_EXCLUDE_REASON, F_EXCLUDE_REASON));
	act_note(a, F_TEXT);
	return true;
}

bool
apply_assign(struct act_ctx *a, struct err *err)
{
	struct person p;
	bool found = false;

	if (!person_by_id(a->s, a->v[F_STAFF].number, a->mem, &p, &found, err))
		return false;
	if (!found || p.unit_id != a->c->row.desk_id || (p.roles & (ROLE_OP | ROLE_DSP)) == 0)
		return act_refuse(err, _("只能指派给本中心受理或分办岗的人"));
	if (p.id == a->c->row.clerk_id)
		return act_refuse(err, _("这件已经由这个人经办"));
	a->c->row.clerk_id = p.id;
	a->party = p.name;
	buf_addf(&a->note, "指派 %s", p.name);
	act_note(a, F_REASON);
	return true;
}
