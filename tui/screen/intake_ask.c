/* What the intake screen asks with another one above it, and what follows from the answers. */
#include "core/base/i18n.h"
#include "core/domain/intake.h"
#include "core/serve/case_view.h"
#include "tui/screen/compare.h"
#include "tui/screen/intake_model.h"

struct effect
intake_ask_sealed(struct intake_model *in, struct ui *ui, int field)
{
	struct err err = ERR_INIT;

	form_clear(&in->form, field);
	in->form.going_on = false;
	intake_look(in, ui, &err); /* as if it had never been chosen */
	form_focus(&in->form, field);
	in->asking = ASK_SEALED;
	return fx_ask(_("检举控告不在普通席位登记"),
		_("办: 清空本屏, 草稿也删掉, 一个字都不留; 请来件人走 我要举报 或拨 12388。不办: "
		  "回去改"),
		ACT_CHOSEN);
}

bool
intake_is_sealed(const struct intake_model *in, const struct ui *ui, int field)
{
	const struct form_value *v = &in->form.values[field];
	const struct category *cat;

	if (v->from != VALUE_GIVEN)
		return false;
	if (field == IN_PUBLIC)
		return v->value == PUBLIC_SEALED;
	cat = field == IN_CATEGORY ? category_by_code(ui->session->rules, (int)v->value) : NULL;
	return cat != NULL && cat->sealed;
}

/* The first field that has to be filled before it can be registered; NULL: none. */
static const char *
still_missing(struct intake_model *in, struct ui *ui)
{
	int missing = form_missing(&in->form);

	if (missing < 0)
		return NULL;
	form_focus(&in->form, missing);
	return arena_printf(ui->scratch, _("%s 要填"), slot_text(intake_fields[missing].label));
}

struct effect
intake_ask_merge(struct intake_model *in, struct ui *ui)
{
	const struct duplicate_guess *d = &in->view->duplicates[0];
	const char *missing = still_missing(in, ui);

	if (missing != NULL)
		return fx_toast(missing);
	in->asking = ASK_MERGE;
	return fx_ask(arena_printf(ui->scratch, _("并入「%s」?"), d->title),
		_("本件登记后并入那一件, 来件人由那一件答复; 24 小时内可以拆案"), ACT_CHOSEN);
}

/* What has been said so far, as if it were a matter. */
struct effect
intake_compare(struct intake_model *in, struct ui *ui)
{
	const struct form *f = &in->form;
	struct reporter r = {.name = form_text(f, IN_NAME),
		.room = form_text(f, IN_ROOM),
		.phone = form_text(f, IN_PHONE),
		.role = (int)form_value(f, IN_IDENTITY)};
	struct case_view v = {.area = form_text(f, IN_PLACE), .reporters = &r, .reporter_count = 1};

	v.row = (struct case_row){.title = "",
		.estate = "",
		.cat = in->view->category,
		.tier = in->view->tier,
		.kind = (int)form_value(f, IN_KIND),
		.channel = (int)form_value(f, IN_CHANNEL)};
	v.texts = (struct case_texts){.body = form_text(f, IN_BODY), .spot = form_text(f, IN_SPOT)};
	in->asking = ASK_COMPARE;
	return compare_intake(ui, &v, in->view->duplicates[0].case_id);
}

static struct effect
compared(struct intake_model *in, struct ui *ui, int64_t main_id, struct err *err)
{
	const char *missing = still_missing(in, ui);

	return missing != NULL ? fx_toast(missing) : intake_register(in, ui, main_id, err);
}

struct effect
intake_pick(struct intake_model *in, struct ui *ui, int field)
{
	const struct finder_source *const *sources = field >= 0 ? intake_finders(field) : NULL;

	if (field == IN_LIMIT) {
		in->asking = ASK_DUE;
		return fx_prompt(_("时限改短到 (12-20 或 12-20 17:00)"), "", ACT_CHOSEN);
	}
	if (sources == NULL)
		return fx_toast(_("这一项没有可选的, 直接填"));
	in->asking = ASK_PICK;
	in->picking = field;
	return (struct effect){.kind = FX_PICK,
		.then = ACT_CHOSEN,
		.sources = sources,
		.text = slot_text(intake_fields[field].label),
		.arg = {.text = arena_strdup(ui->scratch, "")}};
}

struct effect
intake_again(struct intake_model *in, struct ui *ui)
{
	intake_changed(in, ui, false);
	return (struct effect){.kind = FX_RELOAD};
}

static struct effect
picked(struct intake_model *in, struct ui *ui, const struct act *act, struct err *err)
{
	struct address a;
	bool found = false;

	if (in->picking == IN_COPIES) {
		intake_copy(in, act->ref);
	} else if (in->picking == IN_GRID || in->picking == IN_ROOM) {
		struct intake_place grid = intake_place_of(act->ref);

		if (!address_find(
			    ui->session, grid.kind, grid.id, "", ui->scratch, &a, &found, err))
			return fx_fail();
		in->grid_place = found ? a.place : 0;
	} else {
		form_set(&in->form, in->picking, act->text, act->ref);
		if (intake_is_sealed(in, ui, in->picking))
			return intake_ask_sealed(in, ui, in->picking);
	}
	return intake_again(in, ui);
}

struct effect
intake_answered(struct intake_model *in, struct ui *ui, const struct act *act, struct err *err)
{
	enum intake_asking asking = in->asking;

	in->asking = ASK_NOTHING;
	switch (asking) {
	case ASK_SEALED:
		if (!intake_wipe(in, ui, err))
			return fx_fail();
		in->done = (struct intake_done){0};
		return fx_done(
			fx_none(), _("已清空, 什么都没有存。检举控告请走 我要举报 或拨 12388"), 0);
	case ASK_MERGE:
		return intake_register(in, ui, in->view->duplicates[0].case_id, err);
	case ASK_COMPARE:
		return compared(in, ui, act->ref, err);
	case ASK_LEAVE:
		in->unsaved = false;
		return fx_back();
	case ASK_PICK:
		return picked(in, ui, act, err);
	case ASK_DUE:
		if (!intake_set_due(in, ui, act->text, err))
			return fx_fail();
		return intake_again(in, ui);
	case ASK_NOTHING:
		break;
	}
	return fx_pass();
}
