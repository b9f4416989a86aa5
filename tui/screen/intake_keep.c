/* Drafts of the intake form, and its way into the register. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/domain/case_number.h"
#include "core/domain/draft.h"
#include "core/domain/intake.h"
#include "core/domain/preference.h"
#include "tui/screen/intake_model.h"

enum { LOOK_MS = 400, SAVE_MS = 2000, TITLE_CELLS = 40, EXTRA_KEYS = 5 };

static bool
is_typed(int field)
{
	return field != IN_GRID && field != IN_LIMIT && field != IN_WILL;
}

static bool
is_given(const struct intake_model *in, int field)
{
	return is_typed(field) && in->form.values[field].from == VALUE_GIVEN;
}

bool
intake_pristine(const struct intake_model *in)
{
	for (int i = IN_CHANNEL + 1; i < IN_COUNT; i++)
		if (is_given(in, i))
			return false;
	return in->copy_count == 0;
}

/* --- when */

static void
ask_for_time(const struct intake_model *in, struct ui *ui)
{
	int64_t look = in->look_at_ms, save = in->save_at_ms;

	ui->call_at_ms = look == 0 ? save : save == 0 || look < save ? look : save;
}

void
intake_changed(struct intake_model *in, struct ui *ui, bool look)
{
	in->unsaved = true;
	if (in->begun_at == 0)
		in->begun_at = ui->now_utc;
	if (in->save_at_ms == 0)
		in->save_at_ms = ui->mono_ms + SAVE_MS;
	if (look)
		in->look_at_ms = ui->mono_ms + LOOK_MS;
	ask_for_time(in, ui);
}

bool
intake_timer(struct intake_model *in, struct ui *ui)
{
	bool look = in->look_at_ms != 0 && ui->mono_ms >= in->look_at_ms;
	struct err err = ERR_INIT;

	if (look)
		in->look_at_ms = 0;
	if (in->save_at_ms != 0 && ui->mono_ms >= in->save_at_ms)
		intake_save(in, ui, &err); /* what went wrong is told in the second row */
	ask_for_time(in, ui);
	return look;
}

/* --- drafts */

/* What the list of drafts shows: the first words, else who or where. */
static const char *
draft_title(const struct intake_model *in, struct ui *ui)
{
	const char *body = in->form.values[IN_BODY].edit.text;
	struct buf cut;

	if (*body == '\0')
		return arena_printf(ui->scratch, "%s %s", form_text(&in->form, IN_NAME),
			form_text(&in->form, IN_PLACE));
	buf_init(&cut);
	show_cut(&cut, arena_strndup(ui->scratch, body, strcspn(body, "\n")), TITLE_CELLS);
	const char *title = arena_strdup(ui->scratch, cut.text);

	buf_release(&cut);
	return title;
}

static const char *
numbers(struct ui *ui, const int64_t *values, int count)
{
	const char *text = "";

	for (int i = 0; i < count; i++)
		text = arena_printf(
			ui->scratch, "%s%s%lld", text, i > 0 ? "," : "", (long long)values[i]);
	return text;
}

static const char *
declined(const struct intake_model *in, struct ui *ui)
{
	const char *text = "";

	for (int i = 0; i < IN_COUNT; i++)
		if (in->form.values[i].declined)
			text = arena_printf(ui->scratch, "%s%s,", text, intake_keys[i]);
	return text;
}

static size_t
collect(const struct intake_model *in, struct ui *ui, struct act_input out[IN_COUNT + EXTRA_KEYS])
{
	size_t n = 0;

	for (int i = 0; i < IN_COUNT; i++) {
		const struct form_value *v = &in->form.values[i];

		if (is_given(in, i))
			out[n++] = (struct act_input){intake_keys[i],
				arena_printf(ui->scratch, "%lld %s", (long long)v->value,
					v->edit.text != NULL ? v->edit.text : "")};
	}
	out[n++] = (struct act_input){"grid_place", numbers(ui, &in->grid_place, 1)};
	out[n++] = (struct act_input){"due", numbers(ui, &in->due_wish, 1)};
	out[n++] = (struct act_input){"copied", numbers(ui, in->copies, in->copy_count)};
	out[n++] = (struct act_input){"declined", declined(in, ui)};
	out[n++] = (struct act_input){"begun", numbers(ui, &in->begun_at, 1)};
	return n;
}

bool
intake_save(struct intake_model *in, struct ui *ui, struct err *err)
{
	struct act_input fields[IN_COUNT + EXTRA_KEYS];
	int focus = in->form.focus >= 0 ? in->form.focus : IN_BODY;
	struct draft d = {.id = in->draft_id,
		.version = in->draft_version,
		.form = "intake",
		.title = draft_title(in, ui)};

	in->save_at_ms = 0;
	if (!in->unsaved || (intake_pristine(in) && in->draft_id == 0))
		return true;
	d.fields = fields;
	d.field_count = collect(in, ui, fields);
	d.caret = arena_printf(
		ui->scratch, "%s %zu", intake_keys[focus], in->form.values[focus].edit.caret);
	form_progress(&in->form, &d.filled, &d.required);
	if (!draft_save(ui->session, &d, err)) {
		in->unkept = arena_strdup(ui->screen, err->text);
		in->save_at_ms = ui->mono_ms + 5 * (int64_t)SAVE_MS;
		return false;
	}
	in->draft_id = d.id;
	in->draft_version = d.version;
	in->saved_at = d.updated_at;
	in->unsaved = false;
	in->unkept = NULL;
	return true;
}

static int
field_of(const char *key, size_t len)
{
	for (int i = 0; i < IN_COUNT; i++)
		if (strlen(intake_keys[i]) == len && strncmp(intake_keys[i], key, len) == 0)
			return i;
	return -1;
}

static void
restore_copies(struct intake_model *in, const char *text)
{
	char *end;

	for (const char *p = text; *p != '\0'; p = *end == ',' ? end + 1 : end) {
		intake_copy(in, strtoll(p, &end, 10));
		if (end == p)
			return;
	}
}

static void
restore_declined(struct intake_model *in, const char *text)
{
	for (size_t n; (n = strcspn(text, ",")) > 0; text += n + (text[n] == ',')) {
		int field = field_of(text, n);

		if (field >= 0)
			in->form.values[field].declined = true;
	}
}

static void
restore(struct intake_model *in, const struct act_input *input)
{
	int field = field_of(input->key, strlen(input->key));
	char *end;
	int64_t value = strtoll(input->value, &end, 10);

	if (field >= 0 && is_typed(field))
		form_set(&in->form, field,
			in->form.values[field].edit.text != NULL ? end + (*end == ' ') : NULL,
			value);
	else if (strcmp(input->key, "grid_place") == 0)
		in->grid_place = value;
	else if (strcmp(input->key, "due") == 0)
		in->due_wish = value;
	else if (strcmp(input->key, "begun") == 0)
		in->begun_at = value;
	else if (strcmp(input->key, "copied") == 0)
		restore_copies(in, input->value);
	else if (strcmp(input->key, "declined") == 0)
		restore_declined(in, input->value);
}

/* "body 12": the field and the place in it. */
static void
restore_caret(struct intake_model *in, const char *caret)
{
	size_t n = strcspn(caret, " ");
	int field = field_of(caret, n);

	if (field < 0)
		return;
	form_focus(&in->form, field);
	struct edit *e = &in->form.values[field].edit;
	size_t at = strtoul(caret + n, NULL, 10);

	e->caret = at < e->len ? at : e->len;
}

bool
intake_resume(struct intake_model *in, struct ui *ui, int64_t draft_id, struct err *err)
{
	struct draft d;
	bool found = false;

	if (!draft_read(ui->session, draft_id, ui->screen, &d, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("这份草稿已经登记或删除了"));
	for (size_t i = 0; i < d.field_count; i++)
		restore(in, &d.fields[i]);
	restore_caret(in, d.caret);
	in->draft_id = d.id;
	in->draft_version = d.version;
	in->saved_at = d.updated_at;
	return true;
}

void
intake_reset(struct intake_model *in, struct ui *ui)
{
	for (int i = IN_CHANNEL + 1; i < IN_COUNT; i++)
		form_clear(&in->form, i);
	in->grid_place = in->due_wish = in->draft_id = 0;
	in->begun_at = in->saved_at = in->look_at_ms = in->save_at_ms = 0;
	in->copy_count = 0;
	in->unsaved = false;
	in->unkept = NULL;
	ask_for_time(in, ui);
	form_focus(&in->form, IN_PHONE);
}

/* What was typed does not stay in memory either. */
static void
forget_typed(struct intake_model *in)
{
	for (int i = IN_CHANNEL + 1; i < IN_COUNT; i++) {
		struct edit *e = &in->form.values[i].edit;

		if (e->text != NULL)
			memset(e->text, 0, e->cap);
	}
}

bool
intake_wipe(struct intake_model *in, struct ui *ui, struct err *err)
{
	struct err cause = ERR_INIT, ignored = ERR_INIT;
	bool gone = in->draft_id == 0 || draft_delete(ui->session, in->draft_id, &cause);

	forget_typed(in);
	intake_reset(in, ui);
	intake_look(in, ui, &ignored); /* what had been found goes too */
	return gone ||
		err_set(err, cause.code, _("本屏已清空, 但草稿没删掉, 请到草稿箱按 d 删。%s"),
			cause.text);
}

/* --- registering */

static const char *
number_text(struct ui *ui, int64_t value)
{
	return arena_printf(ui->scratch, "%lld", (long long)value);
}

static struct intake
to_register(const struct intake_model *in)
{
	const struct form *f = &in->form;
	const struct intake_view *v = in->view;
	int64_t joint = strtoll(form_text(f, IN_JOINT), NULL, 10);
	bool spot = f->values[IN_SPOT].from == VALUE_GIVEN;

	return (struct intake){.channel = (int)form_value(f, IN_CHANNEL),
		.kind = (int)form_value(f, IN_KIND),
		.identity = (int)form_value(f, IN_IDENTITY),
		.notify = (int)form_value(f, IN_NOTIFY),
		.publicity = (int)form_value(f, IN_PUBLIC),
		.phone = form_text(f, IN_PHONE),
		.name = form_text(f, IN_NAME),
		.room = form_text(f, IN_ROOM),
		.body = form_text(f, IN_BODY),
		.spot = spot ? form_text(f, IN_SPOT) : "",
		.estate_id = v->address.estate_id,
		.place = v->at,
		.category = (int)form_value(f, IN_CATEGORY),
		.tier = (enum tier)form_value(f, IN_TIER),
		.joint = joint > 0 ? (int)joint : 1,
		.notice_told = form_value(f, IN_NOTICE) != 0,
		.draft_id = in->draft_id};
}

struct steps {
	struct case_step step[2];
	struct act_input accept[4], route[4], merge[1];
	size_t count;
};

static void
add_input(struct act_input *inputs, size_t *n, const char *key, const char *value)
{
	if (value != NULL && *value != '\0')
		inputs[(*n)++] = (struct act_input){key, value};
}

/* As far as it is given, and as this person may. */
static void
plan_steps(const struct intake_model *in, struct ui *ui, const struct intake *it, int64_t main_id,
	struct steps *s)
{
	const struct condition *when = in->view->condition;
	int64_t unit = form_value(&in->form, IN_UNIT);
	size_t n = 0, m = 0;
	char due[DATE_ISO_BYTES];

	s->count = 0;
	if (main_id != 0) {
		s->merge[0] = (struct act_input){
			"main", arena_printf(ui->scratch, "id:%lld", (long long)main_id)};
		s->step[s->count++] = (struct case_step){EV_MERGE, s->merge, 1};
		return;
	}
	if (!in->may_accept || it->category == 0 || in->form.values[IN_TIER].hidden)
		return;
	add_input(s->accept, &n, "category", number_text(ui, it->category));
	add_input(s->accept, &n, "tier", number_text(ui, it->tier));
	add_input(s->accept, &n, "kind", number_text(ui, it->kind));
	add_input(s->accept, &n, "condition", when != NULL ? when->key : NULL);
	s->step[s->count++] = (struct case_step){EV_ACCEPT, s->accept, n};
	if (!in->may_route || unit == 0)
		return;
	date_format_iso(in->due_wish, due);
	add_input(s->route, &m, "unit", number_text(ui, unit));
	add_input(s->route, &m, "copies", numbers(ui, in->copies, in->copy_count));
	add_input(s->route, &m, "due", in->due_wish != 0 ? arena_strdup(ui->scratch, due) : NULL);
	add_input(s->route, &m, "condition", when != NULL ? when->key : NULL);
	s->step[s->count++] = (struct case_step){EV_DISPATCH, s->route, m};
}

/* "电话: 要 ..." belongs under that field. */
static bool
point_at_field(struct intake_model *in, struct ui *ui, const char *sentence)
{
	for (int i = 0; i < IN_COUNT; i++) {
		const char *label = i == IN_UNIT ? _("承办") : slot_text(intake_fields[i].label);
		size_t n = strlen(label);

		if (n == 0 || strncmp(sentence, label, n) != 0 || sentence[n] != ':')
			continue;
		form_focus(&in->form, i);
		form_error(&in->form, i,
			arena_strdup(ui->screen, sentence + n + 1 + (sentence[n + 1] == ' ')));
		return true;
	}
	return false;
}

/* What went wrong, and that nothing typed is lost. */
static struct effect
not_registered(struct intake_model *in, struct ui *ui, const struct err *cause, struct err *err)
{
	struct err kept = ERR_INIT;

	if (cause->code == ERR_INPUT && point_at_field(in, ui, cause->text))
		return fx_none();
	err_set(err, cause->code,
		intake_save(in, ui, &kept) ? _("没登记上, 填的都在草稿里。%s")
					   : _("没登记上, 填的还在本屏, 先别退出。%s"),
		cause->text);
	return fx_fail();
}

/* The desk's channel: where the last matter came from, also tomorrow. */
enum { CHANNEL_HOTLINE = 1, CHANNEL_GRID = 5 };

static const char channel_key[] = "intake.channel";

int
intake_usual_channel(struct ui *ui)
{
	struct err ignored = ERR_INIT; /* a guess will do */
	const char *kept = "";

	preference_get(ui->session, channel_key, ui->scratch, &kept, &ignored);
	int channel = (int)strtol(kept, NULL, 10);

	if (choice_by_value(ui->session->rules, CHOICE_CHANNEL, channel) != NULL)
		return channel;
	return session_has(ui->session, ROLE_OP) ? CHANNEL_HOTLINE : CHANNEL_GRID;
}

static void
keep_channel(const struct intake_model *in, struct ui *ui)
{
	int channel = (int)form_value(&in->form, IN_CHANNEL);
	struct err ignored = ERR_INIT; /* it is filled in by hand next time */

	if (channel != intake_usual_channel(ui))
		preference_set(ui->session, channel_key, number_text(ui, channel), &ignored);
}

static struct effect
registered(struct intake_model *in, struct ui *ui, const struct act_result *r)
{
	char spoken[CASE_NO_FULL_BYTES];
	int hold = r->undo_until > ui->now_utc ? (int)(r->undo_until - ui->now_utc) : 0;

	in->done = (struct intake_done){.case_id = r->case_id,
		.no = r->no,
		.event_id = r->event_id,
		.due_at = r->due_at,
		.undo_until = r->undo_until,
		.letters = in->view->previewed ? in->view->preview.letters : 0};
	snprintf(in->done.label, sizeof(in->done.label), "%s", r->label);
	case_no_spoken(r->no, spoken);
	keep_channel(in, ui);
	intake_reset(in, ui);
	return fx_done(
		fx_none(), arena_printf(ui->scratch, _("%s  编号 %s"), r->label, spoken), hold);
}

struct effect
intake_register(struct intake_model *in, struct ui *ui, int64_t main_id, struct err *err)
{
	struct err cause = ERR_INIT;
	struct act_result r;
	struct steps s;

	if (!intake_look(in, ui, &cause))
		return not_registered(in, ui, &cause, err);
	struct intake it = to_register(in);

	plan_steps(in, ui, &it, main_id, &s);
	if (!case_register(ui->session, &it, s.step, s.count, &r, &cause))
		return not_registered(in, ui, &cause, err);
	return registered(in, ui, &r);
}
