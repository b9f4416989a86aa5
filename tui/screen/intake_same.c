/* Ctrl-D: what stood in a field of the matter that this person took in last. */
#include "core/base/i18n.h"
#include "core/domain/area.h"
#include "core/domain/intake.h"
#include "core/serve/case_view.h"
#include "tui/screen/intake_model.h"

static bool
same_place(struct intake_model *in, struct ui *ui, const struct case_row *row, struct err *err)
{
	struct intake_place p = {LOOKUP_ESTATE, row->estate_id};
	struct lookup_item item;
	bool found = p.id != 0;

	if (p.id == 0 && !address_of_place(ui->session, row->place, &p.kind, &p.id, &found, err))
		return false;
	if (!found || !lookup_by_id(ui->session, p.kind, p.id, &item, &found, err))
		return err->code == ERR_NONE;
	if (found)
		form_set(&in->form, IN_PLACE, item.name, intake_place_value(p.kind, p.id));
	return true;
}

static bool
same_unit(struct intake_model *in, struct ui *ui, int64_t id, struct err *err)
{
	struct lookup_item item;
	bool found = false;

	if (!lookup_by_id(ui->session, LOOKUP_UNIT, id, &item, &found, err))
		return false;
	if (found)
		form_set(&in->form, IN_UNIT, item.brief, id);
	return true;
}

static void
same_publicity(struct intake_model *in, uint32_t flags)
{
	enum publicity p = (flags & CASE_ANONYMOUS) != 0 ? PUBLIC_ANONYMOUS
		: (flags & CASE_NAME_OPEN) != 0          ? PUBLIC_OPEN
							 : PUBLIC_NO_NAME;

	form_set(&in->form, IN_PUBLIC, NULL, p);
}

/* What the reporter said of themselves. */
static void
same_reporter(struct intake_model *in, int field, const struct reporter *r)
{
	switch (field) {
	case IN_PHONE:
		form_set(&in->form, field, r->phone, 0);
		break;
	case IN_NAME:
		form_set(&in->form, field, r->name, 0);
		break;
	case IN_ROOM:
		form_set(&in->form, field, r->room, 0);
		break;
	case IN_IDENTITY:
		form_set(&in->form, field, NULL, r->role);
		break;
	default:
		form_set(&in->form, field, NULL, r->notify);
		break;
	}
}

static bool
same(struct intake_model *in, struct ui *ui, int field, const struct case_view *v, struct err *err)
{
	const struct case_row *row = &v->row;
	const struct rules *rules = ui->session->rules;
	struct form *f = &in->form;

	switch (field) {
	case IN_CHANNEL:
		form_set(f, field, intake_channel_text(rules, row->channel, ui->scratch),
			row->channel);
		return true;
	case IN_PLACE:
		return same_place(in, ui, row, err);
	case IN_SPOT:
		form_set(f, field, v->texts.spot, 0);
		return true;
	case IN_BODY:
		form_set(f, field, v->texts.body, 0);
		return true;
	case IN_KIND:
		form_set(f, field, NULL, row->kind);
		return true;
	case IN_CATEGORY:
		form_set(f, field, intake_category_text(rules, row->cat, ui->scratch), row->cat);
		return true;
	case IN_TIER:
		form_set(f, field, NULL, row->tier);
		return true;
	case IN_UNIT:
		return same_unit(in, ui, row->unit_id, err);
	case IN_PUBLIC:
		same_publicity(in, row->flags);
		return true;
	case IN_PHONE:
	case IN_NAME:
	case IN_ROOM:
	case IN_IDENTITY:
	case IN_NOTIFY:
		if (!case_sees_reporters(ui->session, row))
			return err_set(err, ERR_RULE, _("来件人的信息被遮住, 不能照抄"));
		if (v->reporter_count > 0)
			same_reporter(in, field, &v->reporters[0]);
		return true;
	default:
		return true;
	}
}

struct effect
intake_same(struct intake_model *in, struct ui *ui, int field, struct err *err)
{
	struct case_view v;
	bool found = false;
	int64_t id = 0;

	if (field < 0)
		return fx_none();
	if (!intake_last(ui->session, &id, err) ||
		(id != 0 && !case_view_load(ui->session, id, ui->scratch, &v, &found, err)))
		return fx_fail();
	if (!found)
		return fx_toast(_("还没有上一件可以照抄"));
	if (!same(in, ui, field, &v, err))
		return fx_fail();
	in->form.values[field].changed = true; /* leaving it looks again */
	intake_changed(in, ui, false);
	return (struct effect){.kind = FX_RELOAD};
}
