/* Doing what a dialog says: to one matter, to many, against somebody else who was faster. */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/screen/bulk.h"
#include "tui/screen/conflict.h"
#include "tui/screen/dialog.h"

enum { MANY_LETTERS = 20 };

static int
hold_of(const struct ui *ui, int64_t undo_until)
{
	return undo_until > ui->now_utc ? (int)(undo_until - ui->now_utc) : 0;
}

static struct effect
close_done(const char *toast, int hold_s, const char *refused)
{
	struct effect fx = fx_back();

	fx.answer = true;
	fx.answered = (struct act){.id = ACT_RETAG, .text = refused};
	return fx_done(fx, toast, hold_s);
}

static struct effect
done(struct dialog *d, struct ui *ui, const struct act_result *r)
{
	dialog_forget(d, ui);
	return close_done(arena_strdup(ui->scratch, r->label), hold_of(ui, r->undo_until), "");
}

/* What was typed here against what somebody else has done meanwhile. */
static struct effect
meet_conflict(struct dialog *d, struct ui *ui, struct err *err)
{
	struct conflict c = {.verb = dialog_verb(d),
		.case_id = d->subjects[0].row.id,
		.seen_event = d->seen_event,
		.merges = (dialog_face(d)->traits & FACE_CHANGES) != 0};

	err_clear(err);
	dialog_keep(d, ui);
	for (int i = 0; i < d->slot_count && c.count < CONFLICT_FIELDS; i++) {
		struct slot *s = &d->slots[i];
		const char *mine = dialog_value(d, ui, s->field);

		if (*mine == '\0' || (c.merges && s->was == NULL && s->field != F_REASON))
			continue;
		c.fields[c.count++] =
			(struct conflict_field){s->field, s->was != NULL ? s->was : "", mine};
	}
	d->waits = WAITS_CONFLICT;
	return conflict_open(ui, &c);
}

static bool
read_again(struct dialog *d, struct ui *ui, struct err *err)
{
	struct subject *s = &d->subjects[0];
	bool found = false;

	if (!case_row_load(ui->session, s->row.id, ui->screen, &s->row, &found, err))
		return false;
	return found || err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
}

static struct effect
do_one(struct dialog *d, struct ui *ui, struct err *err)
{
	struct subject *s = &d->subjects[0];
	struct case_step steps[DIALOG_STEPS];
	struct act_result r;

	if (!face_may(ui->session, &s->row, dialog_face(d), err))
		return fx_fail();
	size_t n = dialog_steps(d, ui, s, steps);

	if (case_act(ui->session, s->row.id, s->row.version, steps, n, &r, err))
		return done(d, ui, &r);
	if (err->code == ERR_CONFLICT)
		return meet_conflict(d, ui, err);
	if ((err->code == ERR_INPUT || err->code == ERR_RULE) && dialog_blame(d, ui, err))
		err_clear(err);
	return fx_none(); /* an error that names no field is shown by the app; nothing typed is lost */
}

static struct effect
do_many(struct dialog *d, struct ui *ui)
{
	struct bulk_item *items = arena_array(ui->scratch, d->count, sizeof(*items));
	const struct face_hooks *hooks = dialog_face(d)->hooks;
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++) {
		struct subject *s = &d->subjects[i];
		const char *why = s->refused;
		struct case_step *steps = arena_array(ui->scratch, DIALOG_STEPS, sizeof(*steps));

		if (hooks != NULL && hooks->skips != NULL && hooks->skips(d, s))
			continue;
		if (why == NULL && hooks != NULL && hooks->why_not != NULL)
			why = hooks->why_not(d, ui, s);
		items[n++] = (struct bulk_item){.id = s->row.id,
			.version = s->row.version,
			.no = s->row.no,
			.title = s->row.title,
			.refused = why,
			.steps = steps,
			.step_count = why == NULL ? dialog_steps(d, ui, s, steps) : 0};
	}
	d->waits = WAITS_BULK;
	return bulk_open(ui, dialog_verb(d), items, n, false);
}

static int
letters_of(struct dialog *d, struct ui *ui)
{
	int n = 0;

	if (dialog_slot(d, F_TELL) != NULL && strcmp(dialog_value(d, ui, F_TELL), "0") == 0)
		return 0;
	for (size_t i = 0; i < d->count; i++)
		n += d->subjects[i].refused == NULL ? d->subjects[i].letters : 0;
	return n;
}

/* A line that cannot stay as it is gets the caret. */
static bool
points_at_error(struct dialog *d)
{
	for (int i = 0; i < d->field_count; i++) {
		if (d->form.values[i].error == NULL || d->form.values[i].hidden)
			continue;
		form_focus(&d->form, i);
		return true;
	}
	return false;
}

struct effect
dialog_submit(struct dialog *d, struct ui *ui, struct err *err)
{
	int letters = letters_of(d, ui);

	if (!dialog_sync(d, ui, err))
		return fx_fail();
	if (points_at_error(d))
		return fx_none();
	if (d->able == 0)
		return fx_toast(d->subjects[0].refused);
	if (!d->sure && (d->final || letters > MANY_LETTERS)) {
		d->waits = WAITS_SURE;
		return fx_ask(arena_printf(ui->scratch, P_("%s %zu 件?", "%s %zu 件?", d->able),
				      dialog_verb(d), d->able),
			d->final ? _("发出督办单, 计入督办, 不能撤销")
				 : arena_printf(ui->scratch, _("会告知 %d 人, 过了保留时间就发出"),
					   letters),
			ACT_SUBMIT);
	}
	return d->count == 1 ? do_one(d, ui, err) : do_many(d, ui);
}

/* --- answers of what was opened above */

/* What was typed, as a note: the other person's act stands, nothing is lost. */
static struct effect
keep_as_note(struct dialog *d, struct ui *ui, const char *text, struct err *err)
{
	const struct act_input in[] = {{field_def(F_TEXT)->key, text}};
	const struct case_step note = {EV_NOTE, in, 1};
	struct act_result r;

	if (!case_act(ui->session, d->subjects[0].row.id, 0, &note, 1, &r, err))
		return fx_fail();
	return done(d, ui, &r);
}

/* Mine all the same, on the matter as it is now. What cannot be done stays as it was, to be kept as a note. */
static struct effect
do_mine(struct dialog *d, struct ui *ui, const char *values, struct err *err)
{
	struct case_row before = d->subjects[0].row;

	d->decided = conflict_unpack(values, ui->scratch, d->chosen);
	struct effect fx = read_again(d, ui, err) ? do_one(d, ui, err) : fx_fail();

	if (d->decided && fx.wrote)
		fx.toast = arena_printf(ui->scratch, _("%s  与对方的改动已自动合并"), fx.toast);
	if (!fx.wrote)
		d->subjects[0].row = before;
	d->decided = false;
	return fx;
}

static struct effect
after_conflict(struct dialog *d, struct ui *ui, const struct act *act, struct err *err)
{
	switch (act->digit) {
	case CONFLICT_DO_MINE:
		return do_mine(d, ui, act->text, err);
	case CONFLICT_KEEP_NOTE:
		return keep_as_note(d, ui, act->text, err);
	case CONFLICT_USE_THEIRS:
		dialog_forget(d, ui);
		return close_done(_("用了对方的, 没有改动"), 0, "");
	default:
		return fx_none();
	}
}

struct effect
dialog_answered(struct dialog *d, struct ui *ui, const struct act *act, struct err *err)
{
	enum dialog_waits waits = d->waits;

	d->waits = WAITS_NONE;
	switch (waits) {
	case WAITS_BULK:
		if (act->ref == 0)
			return fx_none(); /* nothing was done: the answers are still here */
		return close_done(arena_printf(ui->scratch, _("已%s %zu 件"), dialog_verb(d),
					  (size_t)act->ref),
			act->digit, act->text);
	case WAITS_CONFLICT:
		return after_conflict(d, ui, act, err);
	case WAITS_SURE:
	case WAITS_NONE:
		break;
	}
	return fx_none();
}
