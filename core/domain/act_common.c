#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"

bool
act_refuse(struct err *err, const char *text)
{
	return err_set(err, ERR_RULE, "%s", text);
}

const char *
act_choice(const struct act_ctx *a, enum choice_list list, enum act_field field)
{
	const struct choice *c = choice_by_value(a->s->rules, list, (int)a->v[field].number);

	return c != NULL ? c->name.zh : "";
}

bool
act_unit(struct act_ctx *a, int64_t id, struct unit *u, struct err *err)
{
	bool found = false;

	if (!unit_by_id(a->s, id, a->mem, u, &found, err))
		return false;
	return found || err_set(err, ERR_INPUT, _("没有这个单位"));
}

void
act_note(struct act_ctx *a, enum act_field field)
{
	if (a->v[field].given)
		buf_addf(&a->note, "  %s", a->v[field].text);
}

bool
act_put_units(struct act_ctx *a, enum act_field field, enum party_role role, const char *word,
	struct err *err)
{
	for (int i = 0; i < a->v[field].id_count; i++) {
		struct unit u;

		if (!act_unit(a, a->v[field].ids[i], &u, err) ||
			!case_put_unit(a->s, a->c->row.id, u.id, role, err))
			return false;
		buf_addf(&a->note, "%s%s", i == 0 ? word : " ", u.brief);
	}
	return true;
}

bool
act_ahead(const struct act_ctx *a, enum act_field field, struct err *err)
{
	return !a->v[field].given || a->v[field].number > a->now ||
		err_set(err, ERR_INPUT, _("%s: 要晚于现在"), tr(field_def(field)->label));
}

bool
act_ticked(const struct act_ctx *a, enum act_field field, const char *why, struct err *err)
{
	return a->v[field].number == 1 ||
		err_set(err, ERR_INPUT, "%s: %s", tr(field_def(field)->label), why);
}

void
act_time(struct act_ctx *a, int64_t at)
{
	struct civil c = civil_from_utc(at);

	buf_addf(&a->note, "%02d-%02d %02d:%02d", c.month, c.day, c.hour, c.minute);
}

void
act_changed(struct act_ctx *a, enum act_field field, const char *was, const char *now)
{
	if (a->change_count < ACT_MAX_CHANGES)
		a->changes[a->change_count++] = (struct act_change){field, was, now};
}

const char *
act_tier(const struct act_ctx *a, enum tier tier)
{
	return tier == TIER_NONE ? "-" : a->s->rules->tiers[tier].brief.zh;
}

bool
act_set_tier(struct act_ctx *a, enum tier tier, struct err *err)
{
	struct case_row *row = &a->c->row;

	if (tier == row->tier)
		return true;
	if (tier < row->tier && row->state != CASE_REGISTERED && !session_has(a->s, ROLE_SUP))
		return act_refuse(err, _("降低级别要由监督岗办"));
	act_changed(a, F_TIER, act_tier(a, row->tier), act_tier(a, tier));
	row->tier = tier;
	clock_relight(a->s->rules, a->c);
	return true;
}

bool
act_set_category(struct act_ctx *a, int code, struct err *err)
{
	struct case_row *row = &a->c->row;
	const struct category *was = category_by_code(a->s->rules, row->cat);
	const struct category *now = category_by_code(a->s->rules, code);

	if (now->sealed)
		return err_set(err, ERR_RULE, _("「%s」不在普通席位受理, 请走「我要举报」"),
			word_now(now->name));
	if (code == row->cat)
		return true;
	if (row->cat != 0)
		act_changed(a, F_CATEGORY, was != NULL ? was->name.zh : "-", now->name.zh);
	row->cat = code;
	return true;
}
