#include "tui/widget/form.h"

#include "core/base/i18n.h"
#include "tui/widget/form_inner.h"

/* --- leaving and entering */

/* Completes what a field holds; false when it cannot stay like that. */
bool
form_settle(struct form *f, struct ui *ui)
{
	struct form_value *v = form_here(f);
	struct err err = ERR_INIT;

	if (f->focus < 0)
		return true;
	if (form_kind(f) == FIELD_DIGITS || form_kind(f) == FIELD_DATE)
		edit_narrow(&v->edit);
	if (f->listed && v->value == 0 && f->found.count > 0)
		form_take(f, f->found_at >= 0 ? f->found_at : 0);
	f->listed = false;
	v->error = NULL;
	if (!v->changed || f->ops == NULL || f->ops->check == NULL)
		return true;
	if (f->ops->check(f->self, ui, f->focus, &err))
		return true;
	v->error = arena_strdup(ui->screen, err.text);
	return false;
}

void
form_focus(struct form *f, int field)
{
	f->focus = field;
	f->listed = false;
	f->found_at = -1;
	f->found = (struct founds){0};
	if (field >= 0)
		f->page = f->pages > 1 && f->fields[field].second ? 1 : 0;
}

/* The place of a field in the order of the pages. */
static int
rank_of(const struct form *f, int field)
{
	return field + (f->pages > 1 && f->fields[field].second ? f->count : 0);
}

/* The nearest field to stand on before (by -1) or behind a rank; -1: none. */
static int
nearest_stop(const struct form *f, int rank, int by)
{
	int best = -1;

	for (int i = 0; i < f->count; i++) {
		if (!field_stops(f, i) || (rank_of(f, i) - rank) * by <= 0)
			continue;
		if (best < 0 || (rank_of(f, i) - rank_of(f, best)) * by < 0)
			best = i;
	}
	return best;
}

/* The next field; FORM_SUBMIT_LINE behind the last, the same field before the first. A dialog goes round. */
int
form_neighbour(const struct form *f, int from, int by)
{
	int rank = from != FORM_SUBMIT_LINE ? rank_of(f, from) : 2 * f->count;
	int to = nearest_stop(f, rank, by);

	if (to < 0 && f->dialog)
		to = nearest_stop(f, by > 0 ? -1 : 2 * f->count, by);
	if (to < 0)
		to = by > 0 ? FORM_SUBMIT_LINE : from;
	return to;
}

/* Filled so certainly that Enter need not stop there. */
static bool
certain(const struct form *f, int field)
{
	const struct form_value *v = &f->values[field];

	if (f->fields[field].kind == FIELD_AUTO)
		return true;
	if (v->from == VALUE_SUGGESTED)
		return v->percent >= f->take_percent;
	if (v->passed)
		return true;
	if (f->pages > 1 && f->fields[field].second && !f->fields[field].required)
		return true;
	return form_filled(f, field) || (!f->fields[field].required && v->from == VALUE_GIVEN);
}

static int
next_open(const struct form *f)
{
	int i = f->focus;

	do
		i = form_neighbour(f, i, 1);
	while (i >= 0 && certain(f, i));
	return i;
}

void
form_go_on(struct form *f)
{
	if (!f->going_on)
		return;
	f->going_on = false;
	form_focus(f, next_open(f));
}

static struct act
leave_to(struct form *f, struct ui *ui, int to, struct act act)
{
	int left = f->focus;
	bool changed = left >= 0 && f->values[left].changed;

	if (!form_settle(f, ui))
		return (struct act){0};
	if (left >= 0)
		f->values[left].changed = false;
	form_focus(f, to);
	return changed ? form_tell(ACT_LEFT_FIELD, f, left, act) : (struct act){0};
}

/* --- submitting */

static struct act
submit(struct form *f, struct ui *ui, struct act act)
{
	if (!form_settle(f, ui))
		return (struct act){0};
	int missing = form_missing(f);

	if (missing >= 0) {
		form_focus(f, missing);
		f->values[missing].error =
			arena_printf(ui->screen, _("%s 要填"), slot_text(f->fields[missing].label));
		return (struct act){0};
	}
	for (int i = 0; i < f->count; i++)
		if (f->values[i].error != NULL && !f->values[i].hidden) {
			form_focus(f, i);
			return (struct act){0};
		}
	return form_tell(ACT_ACCEPT, f, f->focus, act);
}

static struct act
enter(struct form *f, struct ui *ui, struct act act)
{
	struct form_value *v = form_here(f);

	if (f->listed && f->found_at < 0 && f->found.count > 0 && v->value == 0)
		f->found_at = 0;
	if (f->listed && f->found_at >= 0)
		form_take(f, f->found_at);
	if (f->dialog || f->focus == FORM_SUBMIT_LINE)
		return submit(f, ui, act);
	if (v->from == VALUE_SUGGESTED &&
		field_types(form_kind(f))) { /* passing with Enter takes it */
		form_set(f, f->focus, v->dim, v->value);
		v->changed = true;
	}
	/* What follows from this field may fill the next ones: the screen looks first. */
	struct act left = leave_to(f, ui, f->focus, act);

	f->going_on = v->error == NULL;
	return left;
}

/* --- the widget */

static struct act
turn_page(struct form *f, struct ui *ui, int to, struct act act)
{
	if (to < 0 || to >= f->pages)
		return (struct act){0};
	for (int i = 0; i < f->count; i++)
		if (field_stops(f, i) && f->fields[i].second == (to == 1))
			return leave_to(f, ui, i, act);
	return (struct act){0};
}

static struct act
form_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct form *f = (struct form *)w;
	bool mine;

	(void)err;
	form_go_on(f);
	struct act got = form_field_act(f, ui, act, &mine);

	if (mine)
		return got;
	switch (act.id) {
	case ACT_FORM_NEXT:
		return enter(f, ui, act);
	case ACT_FORM_TAB:
	case ACT_FORM_DOWN:
		return leave_to(f, ui, form_neighbour(f, f->focus, 1), act);
	case ACT_FORM_BACKTAB:
	case ACT_FORM_UP:
		return leave_to(f, ui, form_neighbour(f, f->focus, -1), act);
	case ACT_FORM_PGDN:
		return turn_page(f, ui, f->page + 1, act);
	case ACT_FORM_PGUP:
		return turn_page(f, ui, f->page - 1, act);
	case ACT_FORM_SUBMIT:
		return submit(f, ui, act);
	case ACT_CLICK:
		for (int i = 0; i < f->count; i++)
			if (field_stops(f, i) && f->values[i].rect.rows > 0 &&
				f->values[i].rect.row == w->rect.row + act.digit)
				return leave_to(f, ui, i, act);
		return (struct act){0};
	case ACT_FORM_GOTO:
		if (act.text == NULL)
			break;
		for (int i = 0; i < f->count; i++)
			if (field_stops(f, i) && f->values[i].number == strtol(act.text, NULL, 10))
				return leave_to(f, ui, i, act);
		return (struct act){0};
	default:
		break;
	}
	if (act.id <= ACT_TEXT)
		act.ref =
			f->focus; /* keys and text are about the field; answers from above keep their own */
	return act;
}

static bool
form_takes_text(const struct widget *w)
{
	(void)w;
	return true;
}

static bool
form_back(struct widget *w)
{
	struct form *f = (struct form *)w;
	bool was = f->listed;

	f->listed = false;
	return was;
}

const struct widget_ops form_widget = {
	.act = form_act,
	.place = form_place,
	.paint = form_paint,
	.text = form_takes_text,
	.back = form_back,
};
