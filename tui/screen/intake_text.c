/* What was typed or pasted into a field that cannot take it (see struct form, strict). */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/utf8.h"
#include "core/domain/intake.h"
#include "tui/screen/intake_model.h"

enum { MESSAGE_CHARS = 20 };

/* A pasted message goes into the text of the matter, wherever the caret stands. */
static struct effect
take_message(struct intake_model *in, struct ui *ui, const char *text)
{
	struct edit *e = &in->form.values[IN_BODY].edit;

	form_set(&in->form, IN_BODY,
		e->len > 0 ? arena_printf(ui->scratch, "%s\n%s", e->text, text) : text, 0);
	intake_changed(in, ui, false);
	return (struct effect){.kind = FX_RELOAD,
		.toast = _("长文字放进了 事由, 里面的电话楼室姓名预填到空着的项")};
}

static struct effect
take_back(struct intake_model *in, struct ui *ui, struct err *err)
{
	struct act_result r;

	if (!case_undo(ui->session, in->done.event_id, &r, err))
		return fx_fail();
	in->done = (struct intake_done){0};
	return fx_done(fx_none(), arena_strdup(ui->scratch, r.label), 0);
}

/* What the telephone field cannot take: letters mean something right after a matter was registered. */
static struct effect
phone_text(struct intake_model *in, struct ui *ui, const char *text, struct err *err)
{
	struct extract found;

	if (intake_pristine(in) && strcmp(text, "q") == 0)
		return fx_back();
	if (intake_pristine(in) && strcmp(text, "u") == 0 && in->done.undo_until > ui->now_utc)
		return take_back(in, ui, err);
	if (strcmp(text, "匿") == 0 || strcmp(text, "匿名") == 0) {
		form_clear(&in->form, IN_PHONE);
		form_set(&in->form, IN_PUBLIC, NULL, PUBLIC_ANONYMOUS);
		intake_changed(in, ui, false);
		return (struct effect){
			.kind = FX_RELOAD, .toast = _("按匿名登记: 电话和姓名不用填")};
	}
	extract_find(text, ui->scratch, &found);
	if (utf8_count(text) > MESSAGE_CHARS)
		return take_message(in, ui, text);
	if (extract_first(&found, EXTRACT_PHONE)[0] == '\0')
		return fx_toast(_("电话只收数字; 不肯留就输 匿名"));
	form_set(&in->form, IN_PHONE, extract_first(&found, EXTRACT_PHONE), 0);
	return intake_again(in, ui);
}

struct effect
intake_text(struct intake_model *in, struct ui *ui, const struct act *act, struct err *err)
{
	switch (act->ref) {
	case IN_PHONE:
		return phone_text(in, ui, act->text, err);
	case IN_GRID:
	case IN_LIMIT:
		return fx_toast(_("按 F4 改"));
	case IN_JOINT:
		return fx_toast(_("联名只收数字"));
	default:
		if (utf8_count(act->text) > MESSAGE_CHARS)
			return take_message(in, ui, act->text);
		return fx_none();
	}
}
