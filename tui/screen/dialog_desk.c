/* Faces of the desk beside routing: answering on the spot, refusing, referring, rulings, verifying. */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/words.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/desk.h"

/* --- D08 5: answered on the spot */

static bool
solve_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_proposal *own;
	bool fresh = d->subjects[0].row.state == CASE_REGISTERED;

	if (!dialog_read_proposals(d, ui, err))
		return false;
	own = d->subjects[0].proposal;
	dialog_hide(d, F_CATEGORY, !fresh || d->view == NULL);
	dialog_hide(d, F_TIER, !fresh || d->view == NULL);
	if (fresh && own != NULL && own->category != 0 && desk_certain(ui, own->category_percent))
		dialog_put(
			d, ui, F_CATEGORY, arena_printf(ui->screen, "%04d", own->category), true);
	dialog_info(d, dialog_people(d, ui));
	return true;
}

static bool
solve_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct category *cat = d->view != NULL ? desk_category(d, ui) : NULL;
	struct case_view view = {0};
	const char *text;

	if (cat != d->category) {
		d->category = cat;
		desk_offer_tier(d, ui, cat);
	}
	if (d->view != NULL)
		view = *d->view;
	view.row.cat = cat != NULL ? cat->code : 0;
	if (!case_phrase(ui->session, &view, PHRASE_SPOT, 0, ui->scratch, &text, err))
		return false;
	dialog_fill(d, ui, F_ANSWER, text);
	return true;
}

const struct face_hooks solve_hooks = {
	.set_up = solve_set_up, .follow = solve_follow, .value = desk_value};

/* --- D03, D04: refusing and referring read out what the person can do instead */

static bool
told_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	dialog_info(d, dialog_people(d, ui));
	return true;
}

static bool
fill_note(struct dialog *d, struct ui *ui, enum act_field field, enum choice_list list)
{
	int64_t value = 0;

	text_to_i64(dialog_value(d, ui, field), &value);
	const struct choice *c = choice_by_value(ui->session->rules, list, (int)value);

	if (c != NULL)
		dialog_fill(d, ui, F_TEXT, c->note);
	return true;
}

static bool
reject_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	return fill_note(d, ui, F_REJECT_GROUND, CHOICE_REJECT_GROUND);
}

static bool
refer_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	return fill_note(d, ui, F_ROUTE, CHOICE_REFER_ROUTE);
}

const struct face_hooks reject_hooks = {.set_up = told_set_up, .follow = reject_follow};
const struct face_hooks refer_hooks = {.set_up = told_set_up, .follow = refer_follow};

/* --- D04: what the unit has asked, what it has answered */

static void
show_line(struct dialog *d, struct ui *ui, enum case_event event)
{
	const struct case_event_row *e = d->view != NULL ? case_newest(d->view, event) : NULL;
	char at[WORDS_BYTES];

	if (e == NULL)
		return;
	words_time(e->at, ui->now_utc, at);
	dialog_info(d,
		arena_printf(ui->screen, "%s %s %s  %s", at, e->actor_name,
			word_now(event_word(event)), e->note));
}

static bool
return_asked_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	show_line(d, ui, EV_ASK_RETURN);
	return true;
}

const struct face_hooks approve_return_hooks = {.set_up = return_asked_set_up};

static bool
verify_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	if (d->view != NULL && *d->view->texts.answer != '\0')
		dialog_info(d, arena_printf(ui->screen, _("公开答复  %s"), d->view->texts.answer));
	return true;
}

const struct face_hooks verify_fail_hooks = {.set_up = verify_set_up};
