/* Faces at the end of a matter and beside its way: survey, reopening, merging, editing. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/act_words.h"
#include "core/domain/claim.h"
#include "core/domain/words.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/dialog.h"

enum { SOLVED_NO = 3, UNREACHED = 5, TRIES = 3, MOST_MAINS = 8 };

static int64_t
number(struct dialog *d, struct ui *ui, enum act_field field)
{
	int64_t n = 0;

	text_to_i64(dialog_value(d, ui, field), &n);
	return n;
}

/* --- D10 */

/* Attempts to call back that reached nobody. */
static int
attempts(const struct dialog *d)
{
	int n = 0;

	for (size_t i = 0; d->view != NULL && i < d->view->event_count; i++)
		n += d->view->events[i].event == EV_CONTACT &&
			d->view->events[i].from == CASE_CALLBACK;
	return n;
}

static bool
survey_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	dialog_hide(d, F_SOLVED, d->view == NULL);
	if (d->view == NULL)
		return true;
	if (d->view->row.solved != 0)
		dialog_put(
			d, ui, F_SOLVED, arena_printf(ui->screen, "%d", d->view->row.solved), true);
	dialog_info(d, dialog_people(d, ui));
	if (*d->view->texts.answer != '\0')
		dialog_info(d, arena_printf(ui->screen, _("公开答复  %s"), d->view->texts.answer));
	if (attempts(d) > 0)
		dialog_info(d, arena_printf(ui->screen, _("已回访 %d 次没有接通"), attempts(d)));
	return true;
}

/* Not solved: it is reopened, with what is still to be done. Not reached: the third attempt closes it. */
static bool
survey_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	bool again = number(d, ui, F_SOLVED) == SOLVED_NO;

	(void)err;
	d->instead = again ? EV_REOPEN : EV_NONE;
	dialog_hide(d, F_TEXT, !again);
	d->then = NULL;
	if (again)
		d->then = _("退回重办, 时限减半");
	else if (number(d, ui, F_SATISFIED) == UNREACHED && attempts(d) + 1 < TRIES)
		d->then = _("记一次未接通, 仍待问效");
	else if (number(d, ui, F_SATISFIED) == UNREACHED)
		d->then = _("第三次, 办结销号");
	return true;
}

const struct face_hooks survey_hooks = {.set_up = survey_set_up, .follow = survey_follow};

static bool
reopen_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	dialog_info(d, dialog_people(d, ui));
	return true;
}

const struct face_hooks reopen_hooks = {.set_up = reopen_set_up};

/* --- D11 */

static void
add(struct proposals *p, const char *label, const char *note, int64_t value)
{
	for (int i = 0; i < p->count; i++)
		if (p->items[i].value == value)
			return;
	if (p->count < MOST_MAINS)
		p->items[p->count++] =
			(struct field_choice){.label = label, .note = note, .value = value};
}

static const char *
named(struct ui *ui, const struct case_row *row)
{
	return arena_printf(ui->screen, "%s %s", case_brief(ui, row), row->title);
}

static const char *
state_note(struct ui *ui, const struct case_row *row)
{
	char left[WORDS_BYTES];

	words_left(row, ui->now_utc, left);
	return arena_printf(
		ui->screen, "%s  %s  %s", word_now(state_word(row->state)), row->unit, left);
}

/* Of the tagged ones: what is being worked on already is the main one, else the oldest. */
static void
propose_tagged(struct dialog *d, struct ui *ui, struct proposals *p)
{
	const struct case_row *best = NULL;

	for (size_t i = 0; i < d->count; i++) {
		const struct subject *s = &d->subjects[i];

		if (s->row.id == 0 || !state_is_open(s->row.state))
			continue;
		add(p, named(ui, &s->row), state_note(ui, &s->row), s->row.id);
		if (best == NULL || s->row.state > best->state ||
			(s->row.state == best->state && s->row.opened_at < best->opened_at))
			best = &s->row;
	}
	p->sure = best != NULL ? best->id : 0;
}

static bool
propose_likely(struct dialog *d, struct ui *ui, struct proposals *p, struct err *err)
{
	const struct case_row *row = &d->view->row;
	struct duplicate_guess like[SUGGEST_DUPLICATES];
	struct case_row main;
	bool found = false;
	size_t n;

	if (!case_duplicates(ui->session, row, d->view->texts.body, 0, ui->screen, like, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!case_row_load(ui->session, like[i].case_id, ui->screen, &main, &found, err))
			return false;
		if (!found || !state_is_open(main.state))
			continue;
		add(p, named(ui, &main),
			arena_printf(
				ui->screen, "%d%%  %s", like[i].percent, state_note(ui, &main)),
			main.id);
		if (p->sure == 0 && like[i].percent >= ui->session->rules->certain_percent)
			p->sure = main.id;
	}
	return true;
}

static bool
merge_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err)
{
	if (field != F_MAIN)
		return false;
	if (d->view == NULL)
		propose_tagged(d, ui, out);
	else if (!propose_likely(d, ui, out, err))
		return false;
	out->items[out->count++] =
		(struct field_choice){.label = _("另选 (编号)"), .value = PICK_OTHER};
	return true;
}

static bool
merge_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	dialog_propose(d, ui, F_MAIN, err);
	return err->code == ERR_NONE;
}

static int64_t
main_of(const struct dialog *d)
{
	const struct slot *s = &d->slots[0]; /* the face's first line */
	int64_t picked = form_value(&d->form, s->list);

	return picked == PICK_OTHER ? form_value(&d->form, s->typed) : picked;
}

/* What joins the main one, in words. */
static bool
merge_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	int64_t main = main_of(d);
	struct case_row row;
	int people = 0;
	bool found = false;
	char due[WORDS_BYTES] = "-";

	if (main == d->main_shown)
		return true;
	d->main_shown = main;
	d->then = NULL;
	if (main <= 0)
		return true;
	if (!case_row_load(ui->session, main, ui->screen, &row, &found, err) || !found)
		return err->code == ERR_NONE;
	for (size_t i = 0; i < d->count; i++)
		if (d->subjects[i].refused == NULL && d->subjects[i].row.id != main)
			people += d->subjects[i].row.joint;
	if (row.due_at < TIME_NEVER)
		words_time(row.due_at, ui->now_utc, due);
	d->then = arena_printf(ui->screen, _("%d 人并入, 时限按主件 %s"), people, due);
	return true;
}

static bool
merge_skips(const struct dialog *d, const struct subject *s)
{
	return s->row.id == main_of(d);
}

const struct face_hooks merge_hooks = {.set_up = merge_set_up,
	.propose = merge_propose,
	.follow = merge_follow,
	.skips = merge_skips};

/* --- E */

bool
edit_is_likely(const struct dialog *d)
{
	(void)d;
	return true;
}

/* Others see that it is being changed; who holds it already keeps it. */
static bool
mark_busy(struct dialog *d, struct ui *ui, struct err *err)
{
	struct claim claim;
	int64_t id = d->view->row.id;

	if (!claim_look(ui->session, id, ui->scratch, &claim, err))
		return false;
	if (*claim.holder != '\0')
		dialog_info(d, arena_printf(ui->screen, _("%s 正在办这件"), claim.holder));
	if (claim.mine || *claim.holder != '\0')
		return true;
	d->claimed = claim_take(ui->session, id, ui->scratch, &claim, err);
	return d->claimed;
}

static bool
edit_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	for (int i = 0; i < d->slot_count; i++) {
		struct slot *s = &d->slots[i];

		if ((s->faces >> d->face & 1) == 0 || s->field == F_REASON)
			continue;
		s->was = act_field_now(&d->view->row, &d->view->texts, s->field, ui->screen);
		dialog_put(d, ui, s->field, s->was, true);
	}
	return mark_busy(d, ui, err);
}

const struct face_hooks edit_hooks = {.set_up = edit_set_up};
