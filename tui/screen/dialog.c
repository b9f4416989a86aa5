#include "tui/screen/dialog.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_history.h"
#include "core/domain/claim.h"

enum { DRAFT_PAUSE_MS = 2000 };

/* --- opening */

static bool
read_subjects(struct dialog *d, struct ui *ui, const struct arg *arg, struct err *err)
{
	d->count = arg->count;
	d->subjects = arena_array(ui->screen, arg->count + 1, sizeof(*d->subjects));
	for (size_t i = 0; i < arg->count; i++) {
		bool found = false;

		if (!case_row_load(
			    ui->session, arg->ids[i], ui->screen, &d->subjects[i].row, &found, err))
			return false;
		if (!found)
			d->subjects[i].row.id = 0;
	}
	return true;
}

static bool
read_view(struct dialog *d, struct ui *ui, struct err *err)
{
	bool found = false;

	if (d->count != 1)
		return true;
	d->view = arena_alloc(ui->screen, sizeof(*d->view));
	if (!case_view_load(ui->session, d->subjects[0].row.id, ui->screen, d->view, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	d->subjects[0].row = d->view->row;
	d->seen_event = d->view->event_count > 0 ? d->view->events[0].id : 0;
	return true;
}

/* All that may be done to the first matter to which anything may be. */
static bool
find_faces(struct dialog *d, struct ui *ui, struct err *err)
{
	size_t rows;
	const struct face *f = face_rows(&rows);

	for (size_t i = 0; i < d->count && d->face_count == 0; i++) {
		for (size_t k = 0; k < rows && d->face_count < FACES_MAX; k++) {
			struct err why = ERR_INIT;

			if (f[k].verb != d->verb || d->subjects[i].row.id == 0 ||
				((f[k].traits & FACE_ONE) != 0 && d->count > 1))
				continue;
			if (f[k].offered != NULL && !f[k].offered(d)) {
				err_set(err, ERR_RULE, _("现在没有要%s的"),
					word_now(event_word(f[k].event)));
				continue;
			}
			if (face_may(ui->session, &d->subjects[i].row, &f[k], &why))
				d->faces[d->face_count++] = &f[k];
			else
				err_set(err, why.code, "%s", why.text);
		}
	}
	if (d->face_count > 0)
		err_clear(err);
	return d->face_count > 0 || err->code != ERR_NONE ||
		err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
}

/*
 * What a template has put in: "case.note\nEVENT FIELD\nwords". The words stand there as if typed; what was typed
 * earlier on the same matter goes before.
 */
struct template
{
	int event, field;
	const char *text; /* NULL: none */
};

static struct template read_template(const char *text)
{
	struct template t = {0};
	const char *line = strchr(text, '\n'), *words;

	if (line == NULL || sscanf(line + 1, "%d %d", &t.event, &t.field) != 2)
		return t;
	words = strchr(line + 1, '\n');
	if (words != NULL && t.field > F_NONE && t.field < F_COUNT)
		t.text = words + 1;
	return t;
}

static void
choose_face(struct dialog *d, const struct template *t)
{
	for (int i = d->face_count - 1; i >= 0; i--)
		if (d->faces[i]->likely != NULL && d->faces[i]->likely(d))
			d->face = i;
	for (int i = 0; t->text != NULL && i < d->face_count; i++)
		if ((int)d->faces[i]->event == t->event)
			d->face = i;
}

static bool
dialog_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct dialog *d = self;

	const struct template t = read_template(arg->text);

	d->verb = action_by_name(arena_strndup(ui->screen, arg->text, strcspn(arg->text, "\n")));
	if (!read_subjects(d, ui, arg, err) || !read_view(d, ui, err) || !find_faces(d, ui, err))
		return false;
	choose_face(d, &t);
	dialog_judge(d, ui);
	dialog_build(d, ui);
	if (!dialog_sync(d, ui, err))
		return false;
	dialog_recall(d, ui);
	if (t.text != NULL)
		dialog_put(d, ui, (enum act_field)t.field, t.text, false);
	if (!dialog_sync(d, ui, err))
		return false;
	dialog_start(d);
	return true;
}

bool
dialog_tell_meanwhile(struct dialog *d, struct ui *ui, struct err *err)
{
	struct case_last last;

	if (!history_newest(ui->session, d->subjects[0].row.id, ui->screen, &last, err))
		return false;
	d->meanwhile = arena_printf(
		ui->screen, _("%s 刚办过这件 (%s)"), last.who, word_now(event_word(last.event)));
	return true;
}

/* What is typed goes on; the two are put side by side when it is done. */
static bool
look_who_acted(struct dialog *d, struct ui *ui, struct err *err)
{
	struct case_row row;
	bool found = false;

	if (d->view == NULL ||
		!case_row_load(ui->session, d->view->row.id, ui->scratch, &row, &found, err) ||
		!found || row.version == d->subjects[0].row.version)
		return err->code == ERR_NONE;
	return dialog_tell_meanwhile(d, ui, err);
}

static bool
dialog_load(void *self, struct ui *ui, struct err *err)
{
	struct dialog *d = self;

	if (ui->why == LOAD_POLL && !look_who_acted(d, ui, err))
		return false;
	return dialog_sync(d, ui, err);
}

/* --- keys that are no editing */

/* A digit that stands before a choice somewhere in the dialog works from any line that takes no text. */
static bool
choose_elsewhere(struct dialog *d, int digit)
{
	for (int i = 0; i < d->field_count; i++) {
		struct form_value *v = &d->form.values[i];

		for (int k = 0; !v->hidden && k < v->choice_count; k++) {
			if (v->choices[k].digit != digit || d->fields[i].kind == FIELD_CHECKS)
				continue;
			form_set(&d->form, i, "", v->choices[k].value);
			form_focus(&d->form, i);
			return true;
		}
	}
	return false;
}

/* Raises or lowers the level where the dialog has one. */
static bool
step_level(struct dialog *d, int by)
{
	struct slot *s = dialog_slot(d, F_TIER);
	int64_t now;

	if (s == NULL || d->form.values[s->typed].hidden)
		return false;
	now = form_value(&d->form, s->typed) + by;
	if (now >= TIER_ORDINARY && now < TIER_COUNT)
		form_set(&d->form, s->typed, "", now);
	return true;
}

/* On a numbered list another one is looked up; false where the line is no such list. */
static bool
look_up(struct dialog *d, int line)
{
	for (int i = 0; i < d->slot_count; i++) {
		struct slot *s = &d->slots[i];

		if (s->list != line)
			continue;
		form_set(&d->form, s->list, "", PICK_OTHER);
		d->form.values[s->typed].hidden = false;
		form_focus(&d->form, s->typed);
		return true;
	}
	return false;
}

/* Words where only a choice can be made are meant for the next text. */
static bool
next_text(struct dialog *d, int line)
{
	for (int i = line + 1; i < d->field_count; i++) {
		bool text = d->fields[i].kind == FIELD_TEXT || d->fields[i].kind == FIELD_LONG;

		if (!text || d->form.values[i].hidden)
			continue;
		form_focus(&d->form, i);
		return true;
	}
	return false;
}

static struct effect
stray_text(struct dialog *d, struct ui *ui, const struct act *act, struct err *err)
{
	const char *t = act->text;
	bool single = t[0] != '\0' && t[1] == '\0', words = (uint8_t)t[0] >= 0x80;
	int line = (int)act->ref;

	if (single && t[0] >= '1' && t[0] <= '9')
		choose_elsewhere(d, t[0] - '0');
	else if (single && (t[0] == '+' || t[0] == '-'))
		step_level(d, t[0] == '+' ? 1 : -1);
	else if (look_up(d, line) || (words && next_text(d, line)))
		widget_act(&d->form.w, ui, *act, err);
	return dialog_sync(d, ui, err) ? fx_none() : fx_fail();
}

/* F4: the list of all of them, where the line has one. */
static struct effect
pick(struct dialog *d, int line)
{
	return look_up(d, line) ? fx_none() : fx_pass();
}

/*
 * The caret goes where the last choice leads: to the line for looking another one up, or with a digit to what
 * has to be answered because of it.
 */
static void
follow_choice(struct dialog *d, int line, bool digit)
{
	int missing = form_missing(&d->form);

	for (int i = 0; i < d->slot_count; i++) {
		if (d->slots[i].list != line || form_value(&d->form, line) != PICK_OTHER)
			continue;
		form_focus(&d->form, d->slots[i].typed);
		return;
	}
	if (digit && d->form.focus == line && missing > line)
		form_focus(&d->form, missing);
}

static struct effect
changed(struct dialog *d, struct ui *ui, const struct act *act, struct err *err)
{
	int before = d->face;
	bool left = act->id == ACT_LEFT_FIELD;

	if (!dialog_sync(d, ui, err))
		return fx_fail();
	dialog_point(d, ui);
	if (d->face != before)
		dialog_start(d);
	else if (!left)
		follow_choice(d, (int)act->ref, act->digit == 1);
	if (left)
		dialog_keep(d, ui);
	else
		ui->call_at_ms = ui->mono_ms + DRAFT_PAUSE_MS;
	return fx_none();
}

static struct effect
dialog_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct dialog *d = self;

	switch (act->id) {
	case ACT_ACCEPT:
		d->sure = false;
		return dialog_submit(d, ui, err);
	case ACT_SUBMIT: /* many letters: confirmed */
		d->sure = true;
		return dialog_submit(d, ui, err);
	case ACT_EDITED:
	case ACT_LEFT_FIELD:
		return changed(d, ui, act, err);
	case ACT_TEXT:
		return stray_text(d, ui, act, err);
	case ACT_FORM_PICK:
		return pick(d, (int)act->ref);
	case ACT_CHOSEN:
		return dialog_answered(d, ui, act, err);
	case ACT_DUE:
		dialog_keep(d, ui);
		return fx_none();
	case ACT_BACK:
		dialog_keep(d, ui);
		return fx_pass();
	default:
		return fx_pass();
	}
}

static void
dialog_close(void *self, struct ui *ui)
{
	struct dialog *d = self;
	struct err ignored = ERR_INIT; /* it runs out by itself */

	if (d->claimed)
		claim_rest(ui->session, d->subjects[0].row.id, &ignored);
}

static void
dialog_save(void *self, struct ui *ui)
{
	dialog_keep(self, ui);
}

static const struct hint hints[] = {
	{.act = ACT_FORM_NEXT, .label = SLOT("key|12", "办")},
	{.keys = SLOT("key|12", "Tab/上下"), .label = SLOT("key|12", "移动")},
	{.keys = SLOT("key|12", "数字"), .label = SLOT("key|12", "选")},
	{.keys = "Space", .label = SLOT("key|12", "勾选")},
	{.act = ACT_FORM_PICK, .label = SLOT("key|12", "另选")},
	{.act = ACT_FORM_NEWLINE, .wide = true},
	{.act = ACT_FORM_HELP, .wide = true},
	{.act = ACT_BACK, .label = SLOT("key|12", "不办")},
	{0},
};

const struct screen_ops dialog_screen = {
	.name = "dialog",
	.title = N_("办理"),
	.scope = KS_FORM,
	.size = sizeof(struct dialog),
	.hints = hints,
	.modal = true,
	.open = dialog_open,
	.load = dialog_load,
	.act = dialog_act,
	.head = dialog_head,
	.place = dialog_place,
	.paint = dialog_paint,
	.save = dialog_save,
	.close = dialog_close,
};
