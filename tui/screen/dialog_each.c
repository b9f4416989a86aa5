/* Of many matters: the values that differ from one to the next, and which of them need a look of their own. */
#include "core/base/i18n.h"
#include "tui/screen/desk.h"

static const char *
each_unit(struct ui *ui, const struct subject *s)
{
	const struct case_proposal *p = s->proposal;

	if (p == NULL || p->unit_count == 0 || !desk_certain(ui, p->units[0].percent))
		return "";
	return arena_printf(ui->scratch, "%lld", (long long)p->units[0].unit.id);
}

static const char *
each_category(struct ui *ui, const struct subject *s)
{
	const struct case_proposal *p = s->proposal;

	if (p == NULL || p->category == 0 || !desk_certain(ui, p->category_percent))
		return "";
	return arena_printf(ui->scratch, "%04d", p->category);
}

static const char *
each_copies(struct dialog *d, struct ui *ui, const struct subject *s)
{
	struct slot *slot = dialog_slot(d, F_COPIES);
	int64_t bits = form_value(&d->form, slot->typed);
	struct unit units[COPIES];
	bool found[COPIES];
	struct err ignored = ERR_INIT;
	const char *out = "";

	if (bits == 0 || !desk_copy_units(ui, &s->row, units, found, &ignored))
		return "";
	for (int i = 0; i < COPIES; i++)
		if (found[i] && (bits >> i & 1) != 0)
			out = arena_printf(ui->scratch, "%s%s%lld", out, *out != '\0' ? "," : "",
				(long long)units[i].id);
	return out;
}

static bool
picks_each(struct dialog *d, enum act_field field)
{
	const struct slot *s = dialog_slot(d, field);

	return s != NULL && s->list >= 0 && form_value(&d->form, s->list) == PICK_EACH;
}

const char *
desk_value(struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field)
{
	if (field == F_CONDITION)
		return desk_condition(d, ui, s);
	if (d->view != NULL)
		return NULL;
	switch (field) {
	case F_UNIT:
		return picks_each(d, F_UNIT) ? each_unit(ui, s) : NULL;
	case F_CATEGORY: /* routing many: each its own; accepting many: as the list says */
		return dialog_face(d)->event != EV_ACCEPT || picks_each(d, F_CATEGORY)
			? each_category(ui, s)
			: NULL;
	case F_TIER:
		return s->proposal != NULL && s->proposal->tier != TIER_NONE
			? arena_printf(ui->scratch, "%d", (int)s->proposal->tier)
			: "";
	case F_COPIES:
		return each_copies(d, ui, s);
	default:
		return NULL;
	}
}

/* What is not certain enough is not done in a batch: somebody has to look at it. */
const char *
desk_why_not(struct dialog *d, struct ui *ui, const struct subject *s)
{
	bool routes = dialog_face(d)->event == EV_DISPATCH;
	bool own_category =
		s->row.state == CASE_REGISTERED && (routes || picks_each(d, F_CATEGORY));

	if (own_category && *each_category(ui, s) == '\0')
		return _("类别建议把握不足, 请单独办");
	if (routes && picks_each(d, F_UNIT) && *each_unit(ui, s) == '\0')
		return _("单位建议把握不足, 请单独分办");
	return NULL;
}
