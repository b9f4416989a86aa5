/* Faces of the unit that handles: asking to return, contact and progress, passing on, the final reply. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/unit.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/dialog.h"

enum { MOST_COLLEAGUES = 8, MANY_MOVES = 2, REASON_OTHER = 5 };

/* --- D03 */

static bool
transfer_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	int moved = d->view != NULL ? d->view->row.moved : 0;

	if (moved >= MANY_MOVES)
		dialog_info(d, arena_printf(ui->screen, _("已转过 %d 次, 再转请写明原因"), moved));
	else if (moved > 0)
		dialog_info(d, arena_printf(ui->screen, _("已转过 %d 次"), moved));
	dialog_require(d, F_REASON, moved >= MANY_MOVES);
	dialog_propose(d, ui, F_STAFF, err);
	dialog_propose(d, ui, F_REASON, err);
	return err->code == ERR_NONE;
}

static void
add(struct proposals *p, const char *label, const char *note, int64_t value)
{
	if (p->count < PROPOSALS_MAX)
		p->items[p->count++] =
			(struct field_choice){.label = label, .note = note, .value = value};
}

static bool
propose_colleagues(struct dialog *d, struct ui *ui, struct proposals *p, struct err *err)
{
	struct person *people;
	size_t n;
	int64_t handler = d->view != NULL ? d->view->row.handler_id : 0;

	if (!unit_people(ui->session, ui->session->unit_id, ROLE_HND | ROLE_HL, MOST_COLLEAGUES,
		    ui->screen, &people, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (people[i].id != handler)
			add(p, people[i].name, (people[i].roles & ROLE_HL) != 0 ? _("领导") : NULL,
				people[i].id);
	add(p, _("另选 (汉字 / 拼音首字母)"), NULL, PICK_OTHER);
	return true;
}

/* The reasons of the rules; the last one is written out. */
static void
propose_reasons(struct ui *ui, struct proposals *p)
{
	const struct choices *all = &ui->session->rules->choices[CHOICE_TRANSFER_REASON];

	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].value != REASON_OTHER)
			add(p, word_now(all->items[i].name), NULL, all->items[i].value);
	add(p, _("其他 (写明)"), NULL, PICK_OTHER);
}

static bool
transfer_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err)
{
	if (field == F_STAFF)
		return propose_colleagues(d, ui, out, err);
	if (field == F_REASON)
		propose_reasons(ui, out);
	return field == F_REASON;
}

/* A reason is kept as a word: history lines are Chinese. */
static const char *
transfer_value(struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field)
{
	const struct slot *slot = dialog_slot(d, field);

	(void)s;
	if (field != F_REASON || slot == NULL || slot->list < 0 ||
		form_value(&d->form, slot->list) <= 0)
		return NULL;
	const struct choice *c = choice_by_value(
		ui->session->rules, CHOICE_TRANSFER_REASON, (int)form_value(&d->form, slot->list));

	return c != NULL ? c->name.zh : "";
}

const struct face_hooks transfer_hooks = {
	.set_up = transfer_set_up, .propose = transfer_propose, .value = transfer_value};

/* --- D04: asking to return. What has to be written depends on the ground. */

static bool
return_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	int64_t ground = 0;

	(void)err;
	text_to_i64(dialog_value(d, ui, F_GROUND), &ground);
	const struct choice *c =
		choice_by_value(ui->session->rules, CHOICE_RETURN_GROUND, (int)ground);

	d->then = c != NULL ? c->note : NULL;
	return true;
}

const struct face_hooks return_hooks = {.follow = return_follow};

/* --- D08 */

static bool
waits_for_contact(const struct dialog *d)
{
	for (size_t i = 0; d->view != NULL && i < d->view->clock_count; i++)
		if (d->view->clocks[i].kind == CLOCK_CONTACT && d->view->clocks[i].stopped_at == 0)
			return true;
	return d->view == NULL;
}

bool
contact_is_likely(const struct dialog *d)
{
	return waits_for_contact(d);
}

bool
progress_is_likely(const struct dialog *d)
{
	return !waits_for_contact(d);
}

static bool
contact_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	struct slot *when = dialog_slot(d, F_WHEN);

	(void)err;
	dialog_info(d, dialog_people(d, ui));
	if (when != NULL)
		form_suggest(&d->form, ui->screen, when->typed, _("现在 (或写 14:20)"), 0, 100);
	dialog_note(d, F_OPEN, _("来件人能看到"));
	return true;
}

const struct face_hooks contact_hooks = {.set_up = contact_set_up};

/* --- D09 */

static bool
reply_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_event_row *contact =
		d->view != NULL ? case_newest(d->view, EV_CONTACT) : NULL;

	(void)err;
	dialog_note(d, F_REAL, _("属实"));
	dialog_note(d, F_IN_DUTY, _("归本单位办"));
	if (contact != NULL)
		dialog_put(d, ui, F_PROOF, contact->note, true);
	return true;
}

static bool
reply_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	static const enum phrase_use uses[] = {
		PHRASE_ANSWER_YES, PHRASE_ANSWER_YES, PHRASE_ANSWER_PART, PHRASE_ANSWER_NO};
	struct case_view view = {0};
	int64_t solved = 0;
	const char *text;

	text_to_i64(dialog_value(d, ui, F_SOLVED), &solved);
	bool all = solved <= 1;

	dialog_hide(d, F_WHY, all);
	dialog_require(d, F_WHY, !all);
	if (d->view != NULL)
		view = *d->view;
	if (solved < 0 || solved > 3)
		return true;
	if (!case_phrase(ui->session, &view, uses[solved],
		    view.row.unit_id != 0 ? view.row.unit_id : ui->session->unit_id, ui->scratch,
		    &text, err))
		return false;
	dialog_fill(d, ui, F_ANSWER, text);
	return true;
}

const struct face_hooks reply_hooks = {.set_up = reply_set_up, .follow = reply_follow};
