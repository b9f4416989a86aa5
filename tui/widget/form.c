#include "tui/widget/form.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/utf8.h"
#include "tui/widget/form_inner.h"

/* The value with the focus; callers on the submit line have turned away before. */
static struct form_value *
here(struct form *f)
{
	return &f->values[f->focus >= 0 ? f->focus : 0];
}

static enum field_kind
kind_here(const struct form *f)
{
	return f->focus >= 0 ? f->fields[f->focus].kind : FIELD_NOTE;
}

static struct act
tell(enum action id, const struct form *f, int field, struct act act)
{
	return (struct act){.id = id,
		.ref = field,
		.at_ms = act.at_ms,
		.text = field >= 0 && field_types(f->fields[field].kind)
				? f->values[field].edit.text
				: ""};
}

/* --- lookups */

static void
look_up(struct form *f, struct ui *ui)
{
	struct form_value *v = here(f);

	f->found = (struct founds){0};
	f->found_at = -1;
	if (v->edit.len > 0 && f->ops != NULL && f->ops->lookup != NULL) {
		struct arena *load = ui->load;

		arena_reset(&f->found_mem);
		ui->load = &f->found_mem;
		f->ops->lookup(f->self, ui, f->focus, v->edit.text, &f->found);
		ui->load = load;
	}
	f->listed = f->found.count > 0;
}

static void
take_found(struct form *f, int at)
{
	const struct found *item = &f->found.items[at];

	form_set(f, f->focus, item->insert != NULL ? item->insert : item->text, item->id);
	here(f)->changed = true;
	f->listed = false;
	f->found_at = -1;
}

static bool
step_found(struct form *f, int by)
{
	if (!f->listed)
		return false;
	f->found_at += by;
	if (f->found_at >= f->found.count)
		f->found_at = 0;
	if (f->found_at < 0)
		f->found_at = f->found.count - 1;
	return true;
}

/* --- leaving and entering */

/* Completes what a field holds; false when it cannot stay like that. */
static bool
settle(struct form *f, struct ui *ui)
{
	struct form_value *v = here(f);
	struct err err = ERR_INIT;

	if (f->focus < 0)
		return true;
	if (kind_here(f) == FIELD_DIGITS || kind_here(f) == FIELD_DATE)
		edit_narrow(&v->edit);
	if (f->listed && v->value == 0 && f->found.count > 0)
		take_found(f, f->found_at >= 0 ? f->found_at : 0);
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
static int
neighbour(const struct form *f, int from, int by)
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

	if (v->from == VALUE_SUGGESTED)
		return v->percent >= f->take_percent;
	if (f->pages > 1 && f->fields[field].second && !f->fields[field].required)
		return true;
	return form_filled(f, field) || (!f->fields[field].required && v->from == VALUE_GIVEN);
}

static int
next_open(const struct form *f)
{
	int i = f->focus;

	do
		i = neighbour(f, i, 1);
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

	if (!settle(f, ui))
		return (struct act){0};
	if (left >= 0)
		f->values[left].changed = false;
	form_focus(f, to);
	return changed ? tell(ACT_LEFT_FIELD, f, left, act) : (struct act){0};
}

/* --- submitting */

static struct act
submit(struct form *f, struct ui *ui, struct act act)
{
	if (!settle(f, ui))
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
	return tell(ACT_ACCEPT, f, f->focus, act);
}

static struct act
enter(struct form *f, struct ui *ui, struct act act)
{
	struct form_value *v = here(f);

	if (f->listed && f->found_at < 0 && f->found.count > 0 && v->value == 0)
		f->found_at = 0;
	if (f->listed && f->found_at >= 0)
		take_found(f, f->found_at);
	if (f->dialog || f->focus == FORM_SUBMIT_LINE)
		return submit(f, ui, act);
	if (v->from == VALUE_SUGGESTED &&
		field_types(kind_here(f))) { /* passing with Enter takes it */
		form_set(f, f->focus, v->dim, v->value);
		v->changed = true;
	}
	/* What follows from this field may fill the next ones: the screen looks first. */
	struct act left = leave_to(f, ui, f->focus, act);

	f->going_on = v->error == NULL;
	return left;
}

/* --- choices */

static struct act
choose(struct form *f, struct ui *ui, int at, bool by_digit, struct act act)
{
	struct form_value *v = here(f);
	int field = f->focus;

	form_set(f, field, NULL, v->choices[at].value);
	v->changed = true;
	/* In a dialog a digit answers, and the next thing still to be answered comes forward. */
	if (f->dialog && by_digit) {
		int next = field + 1 < f->count ? neighbour(f, field, 1) : field;

		if (next > field && f->fields[next].required && !form_filled(f, next) &&
			settle(f, ui))
			form_focus(f, next);
	}
	return tell(ACT_EDITED, f, field, act);
}

static int
choice_at(const struct form_value *v)
{
	for (int i = 0; i < v->choice_count && v->from != VALUE_NONE; i++)
		if (v->choices[i].value == v->value)
			return i;
	return -1;
}

static struct act
step_choice(struct form *f, struct ui *ui, int by, struct act act)
{
	struct form_value *v = here(f);
	int at = choice_at(v) + by;

	if (v->choice_count == 0)
		return (struct act){0};
	if (at < 0)
		at = v->choice_count - 1;
	return choose(f, ui, at % v->choice_count, false, act);
}

/* A digit, or the beginning of a label in hanzi. */
static struct act
choose_by_text(struct form *f, struct ui *ui, struct act act)
{
	struct form_value *v = here(f);
	bool digit = act.text[0] >= '0' && act.text[0] <= '9' && act.text[1] == '\0';

	for (int i = 0; i < v->choice_count; i++) {
		const struct field_choice *c = &v->choices[i];

		if (digit ? c->digit == act.text[0] - '0'
			  : strncmp(c->label, act.text, strlen(act.text)) == 0)
			return choose(f, ui, i, digit, act);
	}
	act.ref = f->focus; /* the screen may look it up elsewhere */
	return act;
}

static struct act
flip(struct form *f, struct act act)
{
	struct form_value *v = here(f);
	int64_t bit = kind_here(f) == FIELD_CHECK ? 1 : (int64_t)1 << v->cursor;

	form_set(f, f->focus, v->dim, form_value(f, f->focus) ^ bit);
	v->changed = true;
	return tell(ACT_EDITED, f, f->focus, act);
}

static struct act
check_act(struct form *f, struct act act, bool *mine)
{
	struct form_value *v = here(f);
	bool several = kind_here(f) == FIELD_CHECKS;

	*mine = true;
	if (act.id == ACT_TEXT && strcmp(act.text, " ") == 0)
		return flip(f, act);
	if (act.id == ACT_TEXT && several && act.text[0] >= '1' &&
		act.text[0] - '1' < v->choice_count) {
		v->cursor = act.text[0] - '1';
		return flip(f, act);
	}
	if (several && act.id == ACT_FORM_RIGHT)
		v->cursor = v->cursor + 1 < v->choice_count ? v->cursor + 1 : 0;
	else if (several && act.id == ACT_FORM_LEFT)
		v->cursor = v->cursor > 0 ? v->cursor - 1 : v->choice_count - 1;
	else
		*mine = act.id == ACT_TEXT;
	return (struct act){0};
}

static struct act
choice_act(struct form *f, struct ui *ui, struct act act, bool *mine)
{
	bool list = kind_here(f) == FIELD_LIST;

	*mine = true;
	if (act.id == ACT_TEXT && strcmp(act.text, " ") == 0)
		return step_choice(f, ui, 1, act);
	if (act.id == ACT_TEXT)
		return choose_by_text(f, ui, act);
	if (act.id == ACT_FORM_RIGHT ||
		(list && act.id == ACT_FORM_DOWN && choice_at(here(f)) + 1 < here(f)->choice_count))
		return step_choice(f, ui, 1, act);
	if (act.id == ACT_FORM_LEFT || (list && act.id == ACT_FORM_UP && choice_at(here(f)) > 0))
		return step_choice(f, ui, -1, act);
	*mine = false;
	return act;
}

/* --- typing */

/* Digits choose from the list under the field while what is typed holds none. */
static bool
digit_chooses(struct form *f, const struct act *act)
{
	const struct form_value *v = here(f);

	if (!f->listed || act->id != ACT_TEXT || act->text[0] < '1' || act->text[0] > '9' ||
		act->text[1] != '\0' || strpbrk(v->edit.text, "0123456789") != NULL ||
		act->text[0] - '1' >= f->found.count)
		return false;
	take_found(f, act->text[0] - '1');
	return true;
}

static struct act
text_act(struct form *f, struct ui *ui, struct act act, bool *mine)
{
	struct form_value *v = here(f);
	int field = f->focus;

	*mine = true;
	if (kind_here(f) == FIELD_LOOKUP && digit_chooses(f, &act))
		return tell(ACT_EDITED, f, field, act);
	if (act.id == ACT_FORM_RIGHT && v->from == VALUE_SUGGESTED && v->edit.len == 0) {
		form_set(f, field, v->dim, v->value);
		v->changed = true;
		return tell(ACT_EDITED, f, field, act);
	}
	if (act.id == ACT_FORM_CLEAR && v->edit.len == 0 && v->from == VALUE_SUGGESTED) {
		form_clear(f, field);
		return tell(ACT_EDITED, f, field, act);
	}
	struct act got = edit_act(&v->edit, act);

	if (got.id == ACT_EDITED) {
		v->changed = true;
		v->value = 0;
		v->error = NULL;
		v->from = v->edit.len > 0 ? VALUE_GIVEN : VALUE_NONE;
		if (kind_here(f) == FIELD_LOOKUP)
			look_up(f, ui);
		return tell(ACT_EDITED, f, field, act);
	}
	*mine = got.id == ACT_NONE;
	return got;
}

/* --- the widget */

static struct act
field_act(struct form *f, struct ui *ui, struct act act, bool *mine)
{
	enum field_kind kind = kind_here(f);

	*mine = false;
	if (f->focus < 0)
		return act;
	if (f->listed && (act.id == ACT_FORM_DOWN || act.id == ACT_FORM_UP)) {
		*mine = step_found(f, act.id == ACT_FORM_DOWN ? 1 : -1);
		return (struct act){0};
	}
	if (field_types(kind))
		return text_act(f, ui, act, mine);
	if (field_chooses(kind))
		return choice_act(f, ui, act, mine);
	return check_act(f, act, mine);
}

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
	struct act got = field_act(f, ui, act, &mine);

	if (mine)
		return got;
	switch (act.id) {
	case ACT_FORM_NEXT:
		return enter(f, ui, act);
	case ACT_FORM_TAB:
	case ACT_FORM_DOWN:
		return leave_to(f, ui, neighbour(f, f->focus, 1), act);
	case ACT_FORM_BACKTAB:
	case ACT_FORM_UP:
		return leave_to(f, ui, neighbour(f, f->focus, -1), act);
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
	act.ref = f->focus;
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
