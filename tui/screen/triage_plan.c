/* What is proposed for the matter shown, and what the person has chosen instead. */
#include <stdio.h>

#include "core/base/i18n.h"
#include "tui/screen/triage_model.h"

enum { STEPS = 2 };

void
triage_forget_choice(struct triage_model *m)
{
	m->chosen_category = 0;
	m->chosen_unit = 0;
	m->chosen_tier = TIER_NONE;
}

int
triage_category(const struct triage_model *m)
{
	return m->chosen_category != 0 ? m->chosen_category : m->proposal.category;
}

enum tier
triage_tier(const struct triage_model *m)
{
	if (m->view.row.state != CASE_REGISTERED)
		return m->view.row.tier;
	return m->chosen_tier != TIER_NONE ? m->chosen_tier : m->proposal.tier;
}

const struct unit_guess *
triage_unit(const struct triage_model *m)
{
	if (m->chosen_unit == 0)
		return m->proposal.unit_count > 0 ? &m->proposal.units[0] : NULL;
	for (size_t i = 0; i < m->proposal.unit_count; i++)
		if (m->proposal.units[i].unit.id == m->chosen_unit)
			return &m->proposal.units[i];
	return &m->other;
}

bool
triage_category_set(const struct triage_model *m, const struct ui *ui)
{
	return m->chosen_category != 0 ||
		(m->proposal.category != 0 &&
			m->proposal.category_percent >= ui->session->rules->certain_percent);
}

bool
triage_unit_set(const struct triage_model *m, const struct ui *ui)
{
	return m->chosen_unit != 0 ||
		(m->proposal.unit_count > 0 &&
			m->proposal.units[0].percent >= ui->session->rules->certain_percent);
}

/* What follows from a category is computed anew: the level and the unit chosen before were for another. */
void
triage_choose_category(struct triage_model *m, int code)
{
	triage_forget_choice(m);
	m->chosen_category = code;
}

bool
triage_choose(struct triage_model *m, int digit)
{
	int at = digit - TRIAGE_FIRST_UNIT;

	if (digit >= 1 && digit <= (int)m->proposal.category_count) {
		triage_choose_category(m, m->proposal.categories[digit - 1].code);
		return true;
	}
	if (at < 0 || at >= (int)m->proposal.unit_count)
		return false;
	m->chosen_unit = m->proposal.units[at].unit.id;
	return true;
}

bool
triage_choose_unit(struct triage_model *m, struct ui *ui, int64_t id, struct err *err)
{
	struct unit_guess other = {.reason = BY_PLACE};
	bool found = false;

	if (!unit_by_id(ui->session, id, ui->screen, &other.unit, &found, err) ||
		!unit_load(ui->session, id, &other.load, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这个单位"));
	m->other = other;
	m->chosen_unit = id;
	return true;
}

int
triage_like_open(const struct triage_model *m)
{
	for (size_t i = 0; i < m->like_count; i++)
		if (state_is_open(m->likes[i].state))
			return (int)i;
	return -1;
}

bool
triage_take(struct triage_model *m, struct ui *ui, struct act_result *result, struct err *err)
{
	const struct case_row *row = &m->view.row;
	const struct unit_guess *to = triage_unit(m);
	const char *condition = m->proposal.condition != NULL ? m->proposal.condition->key : "";
	char category[16], tier[16], unit[24];
	struct act_input inputs[4];
	struct case_step steps[STEPS];
	size_t n = 0, count = 0;

	snprintf(category, sizeof(category), "%d", triage_category(m));
	snprintf(tier, sizeof(tier), "%d", (int)triage_tier(m));
	snprintf(unit, sizeof(unit), "%lld", (long long)(to != NULL ? to->unit.id : 0));
	inputs[n++] = (struct act_input){"unit", unit};
	if (*condition != '\0')
		inputs[n++] = (struct act_input){"condition", condition};
	const struct case_step route = {EV_DISPATCH, inputs, n};
	const struct act_input accept[] = {
		{"category", category}, {"tier", tier}, {"condition", condition}};

	if (row->state == CASE_REGISTERED)
		steps[count++] = (struct case_step){EV_ACCEPT, accept, *condition != '\0' ? 3 : 2};
	else if (triage_category(m) != row->cat)
		steps[count++] = (struct case_step){EV_EDIT, accept, 1};
	if (!m->accept_only)
		steps[count++] = route;
	return case_act(ui->session, row->id, row->version, steps, count, result, err);
}
