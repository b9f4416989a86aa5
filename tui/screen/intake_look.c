/* Reading what follows from the fields, and offering it in those that nobody has filled. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/area.h"
#include "core/domain/case_machine.h"
#include "core/domain/intake.h"
#include "core/domain/words.h"
#include "tui/screen/intake_model.h"

/* How certain offers are: what was kept of a caller, what a message says, what follows from another field. */
enum { FROM_CALLER = 95, FROM_TEXT = 85, FOLLOWS = 90, USUAL = 100, MOBILE_DIGITS = 11 };

enum { CHANNEL_HOTLINE = 1, NOTIFY_SMS = 1, NOTIFY_PHONE = 2, NOTIFY_NONE = 4 };

static const char *
typed(const struct intake_model *in, int field)
{
	const struct form_value *v = &in->form.values[field];

	return v->from == VALUE_GIVEN ? v->edit.text : "";
}

static int64_t
chosen(const struct intake_model *in, int field)
{
	const struct form_value *v = &in->form.values[field];

	return v->from == VALUE_GIVEN ? v->value : 0;
}

bool
intake_is_anonymous(const struct intake_model *in)
{
	return chosen(in, IN_PUBLIC) == PUBLIC_ANONYMOUS;
}

/* A tail of four digits is nobody's number yet. */
static const char *
typed_phone(const struct intake_model *in)
{
	const char *phone = typed(in, IN_PHONE);

	return strlen(phone) > 6 ? phone : "";
}

static struct intake_given
given(const struct intake_model *in)
{
	return (struct intake_given){.phone = typed_phone(in),
		.room = typed(in, IN_ROOM),
		.body = typed(in, IN_BODY),
		.no_phone = intake_is_anonymous(in),
		.place = intake_place_of(chosen(in, IN_PLACE)),
		.grid_place = in->grid_place,
		.category = (int)chosen(in, IN_CATEGORY),
		.tier = (enum tier)chosen(in, IN_TIER),
		.unit_id = chosen(in, IN_UNIT),
		.due_wish = in->due_wish,
		.notify = (int)form_value(&in->form, IN_NOTIFY),
		.route = in->may_route && !in->form.values[IN_UNIT].declined};
}

static void
offer(struct intake_model *in, struct ui *ui, int field, const char *text, int64_t value,
	int percent)
{
	if (*text != '\0' || value != 0)
		form_suggest(&in->form, ui->load, field, text, value, percent);
}

static void
take_back_offers(struct intake_model *in)
{
	for (int i = 0; i < IN_COUNT; i++)
		if (in->form.values[i].from == VALUE_SUGGESTED)
			form_clear(&in->form, i);
}

/* --- who and where */

static void
offer_person(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	const char *name = extract_first(&v->said, EXTRACT_NAME);

	if (!intake_is_anonymous(in)) {
		offer(in, ui, IN_PHONE, v->phone, 0, FROM_TEXT);
		offer(in, ui, IN_NAME, v->caller.name, 0, FROM_CALLER);
		offer(in, ui, IN_NAME, in->form.values[IN_NAME].from == VALUE_NONE ? name : "", 0,
			FROM_TEXT);
		offer(in, ui, IN_IDENTITY, "", v->caller.role, FROM_CALLER);
	}
	form_waive(&in->form, IN_PHONE, intake_is_anonymous(in));
	form_waive(&in->form, IN_NAME, intake_is_anonymous(in));
}

void
intake_write_room(struct intake_model *in)
{
	const struct intake_view *v = in->view;

	if (typed(in, IN_ROOM)[0] != '\0' && v->located &&
		strcmp(typed(in, IN_ROOM), v->address.room) != 0)
		form_set(&in->form, IN_ROOM, v->address.room, 0);
}

static void
offer_place(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	struct form *f = &in->form;

	if (v->caller_place.id != 0)
		offer(in, ui, IN_PLACE, v->caller_place_name,
			intake_place_value(v->caller_place.kind, v->caller_place.id), FROM_CALLER);
	else if (v->says_place)
		offer(in, ui, IN_PLACE, v->said_place.item.name,
			intake_place_value(v->said_place.item.kind, v->said_place.item.id),
			FROM_TEXT);
	offer(in, ui, IN_ROOM, v->located ? v->address.room : "", 0,
		v->caller_place.id != 0 && v->place.id == v->caller_place.id ? FROM_CALLER
									     : FROM_TEXT);
	if (f->focus != IN_ROOM)
		intake_write_room(in);
	form_waive(f, IN_ROOM, v->place.id != 0 && v->place.kind != LOOKUP_ESTATE);
	if (v->located)
		offer(in, ui, IN_SPOT,
			arena_printf(
				ui->load, "%s%s", form_text(f, IN_PLACE), form_text(f, IN_ROOM)),
			0, USUAL);
}

static void
show_grid(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	char code[GRID_CODE_BYTES] = "";
	const char *text = "";

	if (v->at != 0)
		grid_code_format(v->at, code);
	if (v->at != 0 && place_grid(v->at) == 0)
		text = arena_printf(ui->load, _("%s 网格未定"), code);
	else if (in->grid_place != 0)
		text = arena_printf(ui->load, _("%s 手选"), code);
	else if (v->at != 0 && ui->size >= SIZE_WIDE)
		text = arena_printf(ui->load, "%s %s %s", code, v->address.grid, v->address.worker);
	else if (v->at != 0)
		text = arena_printf(ui->load, "%s %s", code, v->address.worker);
	form_set(&in->form, IN_GRID, text, 0);
}

/* --- what it is, who does it */

static bool
ends_here(const struct category *cat)
{
	return cat != NULL &&
		cat->tier == TIER_NONE; /* for the court: it is referred, not routed */
}

static void
offer_category(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	const struct rules *rules = ui->session->rules;
	const struct category *cat = category_by_code(rules, v->category);
	struct form *f = &in->form;

	form_note(f, IN_CATEGORY, NULL);
	if (cat != NULL) {
		offer(in, ui, IN_CATEGORY, intake_category_text(rules, cat->code, ui->load),
			cat->code, v->percent);
		offer(in, ui, IN_KIND, "", cat->kind, FOLLOWS);
		offer(in, ui, IN_TIER, "", v->tier, FOLLOWS);
		form_note(f, IN_CATEGORY,
			ui->size >= SIZE_WIDE ? word_now(rules->groups[cat->group].name) : NULL);
	}
	form_hide(f, IN_TIER, ends_here(cat));
	form_hide(f, IN_UNIT, !in->may_route || ends_here(cat));
	form_hide(f, IN_COPIES, !in->may_route || ends_here(cat));
	form_hide(f, IN_LIMIT, !in->may_route || ends_here(cat));
}

static void
show_limit(struct intake_model *in, struct ui *ui)
{
	const struct preview_clock *c =
		in->view->previewed ? preview_clock(&in->view->preview, CLOCK_HANDLE) : NULL;
	char limit[WORDS_BYTES], due[WORDS_BYTES];
	const char *text = "";

	if (c != NULL && in->due_wish != c->due_at)
		in->due_wish = 0; /* over by now, or no shorter than what the category has */
	if (c != NULL) {
		words_limit(c->limit, limit);
		if (ui->size >= SIZE_WIDE)
			words_day_time(c->due_at, ui->now_utc, due);
		else
			words_time(c->due_at, ui->now_utc, due);
		if (in->due_wish == c->due_at)
			text = arena_printf(ui->load, _("改短到 %s  原 %s"), due, limit);
		else
			text = arena_printf(ui->load,
				c->provisional ? _("%s 到 %s (暂按周末推算)") : _("%s 到 %s"),
				limit, due);
	}
	form_set(&in->form, IN_LIMIT, text, 0);
}

static const char *
unit_names(struct ui *ui, const int64_t *ids, int count)
{
	const char *names = "";

	for (int i = 0; i < count; i++) {
		struct lookup_item item;
		struct err err = ERR_INIT;
		bool found = false;

		if (lookup_by_id(ui->session, LOOKUP_UNIT, ids[i], &item, &found, &err) && found)
			names = arena_printf(
				ui->load, "%s%s%s", names, *names != '\0' ? " " : "", item.brief);
	}
	return names;
}

static void
offer_handling(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	struct form *f = &in->form;

	if (v->unit_count > 0 && in->may_route)
		offer(in, ui, IN_UNIT, v->units[0].unit.brief, v->units[0].unit.id,
			v->units[0].percent);
	if (form_value(f, IN_UNIT) == 0 && f->values[IN_UNIT].edit.len == 0)
		form_note(f, IN_UNIT, v->category != 0 ? _("只登记, 不派") : NULL);
	else if (f->values[IN_UNIT].from == VALUE_SUGGESTED)
		form_note(f, IN_UNIT, arena_printf(ui->load, "%d%%", v->units[0].percent));
	else
		form_note(f, IN_UNIT, NULL);
	form_note(f, IN_COPIES,
		in->copy_count > 0 ? unit_names(ui, in->copies, in->copy_count) : NULL);
	show_limit(in, ui);
}

/* --- the rest */

static int
usual_notify(const struct intake_model *in)
{
	const char *phone = form_text(&in->form, IN_PHONE);

	if (intake_is_anonymous(in))
		return NOTIFY_NONE;
	return *phone == '\0' || (strlen(phone) == MOBILE_DIGITS && phone[0] == '1') ? NOTIFY_SMS
										     : NOTIFY_PHONE;
}

static void
offer_rest(struct intake_model *in, struct ui *ui)
{
	bool recorded = form_value(&in->form, IN_CHANNEL) == CHANNEL_HOTLINE;

	offer(in, ui, IN_JOINT, "1", 0, USUAL);
	form_note(&in->form, IN_JOINT, _("户"));
	offer(in, ui, IN_PUBLIC, "", PUBLIC_NO_NAME, USUAL);
	offer(in, ui, IN_NOTIFY, "", usual_notify(in), USUAL);
	offer(in, ui, IN_NOTICE, "", recorded, USUAL);
	form_note(&in->form, IN_NOTICE, recorded ? _("已念 (热线开头语音)") : _("念过了按空格"));
}

static const char *
letters_words(const struct intake_model *in, struct ui *ui)
{
	const char *name = form_text(&in->form, IN_NAME);
	int way = (int)form_value(&in->form, IN_NOTIFY);

	if (way == 0 || way == NOTIFY_NONE)
		return "";
	return arena_printf(ui->load, "  %s %s", form_choice_label(&in->form, IN_NOTIFY), name);
}

/* What F2 will do, for the last line of the form and its submit line. */
static void
show_will(struct intake_model *in, struct ui *ui)
{
	struct form *f = &in->form;
	const char *unit = form_text(f, IN_UNIT), *text;
	const struct category *cat =
		category_by_code(ui->session->rules, (int)form_value(f, IN_CATEGORY));

	if (cat == NULL && in->may_accept)
		text = _("先定类别");
	else if (ends_here(cat))
		text = _("只登记; 涉法涉诉的下一步是 导入法定途径");
	else if (!in->may_accept)
		text = _("只登记, 等受理岗受理");
	else if (!in->may_route || form_value(f, IN_UNIT) == 0)
		text = arena_printf(ui->load, _("登记并受理, 不派%s"), letters_words(in, ui));
	else if (in->copy_count > 0)
		text = arena_printf(ui->load, _("派 %s  抄 %s%s"), unit,
			unit_names(ui, in->copies, in->copy_count), letters_words(in, ui));
	else
		text = arena_printf(ui->load, _("派 %s%s"), unit, letters_words(in, ui));
	form_set(f, IN_WILL, arena_printf(ui->load, _("提交后  %s"), text), 0);
	f->submit = arena_printf(ui->load, _("Enter 提交: %s   上箭头 回去改"), text);
}

bool
intake_look(struct intake_model *in, struct ui *ui, struct err *err)
{
	struct intake_given g = given(in);
	struct intake_view *v = arena_alloc(ui->load, sizeof(*v));

	if (!intake_view_load(ui->session, &g, ui->load, v, err))
		return false;
	in->view = v;
	in->trouble = NULL;
	take_back_offers(in);
	offer_person(in, ui);
	offer_place(in, ui);
	show_grid(in, ui);
	offer_category(in, ui);
	offer_handling(in, ui);
	offer_rest(in, ui);
	show_will(in, ui);
	intake_titles(in, ui);
	return true;
}

void
intake_copy(struct intake_model *in, int64_t unit_id)
{
	for (int i = 0; i < in->copy_count; i++) {
		if (in->copies[i] == unit_id) {
			memmove(&in->copies[i], &in->copies[i + 1],
				(size_t)(in->copy_count - i - 1) * sizeof(in->copies[0]));
			in->copy_count--;
			return;
		}
	}
	if (unit_id != 0 && in->copy_count < INTAKE_COPIES)
		in->copies[in->copy_count++] = unit_id;
}

/* "12-20", "12-20 17:00"; nothing takes the wish back. */
bool
intake_set_due(struct intake_model *in, struct ui *ui, const char *text, struct err *err)
{
	enum { CLOSE_OF_BUSINESS_S = 18 * 3600 };
	const struct preview_clock *c;
	char full[DATE_TYPED_BYTES];
	int64_t due = 0;
	int32_t day;

	in->due_wish = 0;
	if (!intake_look(in, ui, err) || *text == '\0')
		return err->code == ERR_NONE;
	date_expand(text, ui->now_utc, full);
	if (date_parse_day(full, &day))
		due = day_to_utc(day) + CLOSE_OF_BUSINESS_S;
	else if (!date_parse_time(full, &due))
		return err_set(
			err, ERR_INPUT, _("时限「%s」不认识: 写 12-20 或 12-20 17:00"), text);
	c = in->view->previewed ? preview_clock(&in->view->preview, CLOCK_HANDLE) : NULL;
	if (c == NULL)
		return err_set(err, ERR_INPUT, _("时限要先有类别和派往"));
	if (due <= ui->now_utc || due > c->due_at)
		return err_set(err, ERR_RULE, _("时限只能缩短, 不能晚于规定或早于现在"));
	in->due_wish = due;
	return true;
}
