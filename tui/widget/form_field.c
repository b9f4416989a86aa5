/* What the keys do within one field of a form: typing, choosing, looking up. */
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/widget/form_inner.h"

/* The value with the focus; callers on the submit line have turned away before. */
struct form_value *
form_here(struct form *f)
{
	return &f->values[f->focus >= 0 ? f->focus : 0];
}

enum field_kind
form_kind(const struct form *f)
{
	return f->focus >= 0 ? f->fields[f->focus].kind : FIELD_NOTE;
}

struct act
form_tell(enum action id, const struct form *f, int field, struct act act)
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
	struct form_value *v = form_here(f);

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

void
form_take(struct form *f, int at)
{
	const struct found *item = &f->found.items[at];

	form_set(f, f->focus, item->insert != NULL ? item->insert : item->text, item->id);
	form_here(f)->changed = true;
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

/* --- choices */

static struct act
choose(struct form *f, struct ui *ui, int at, bool by_digit, struct act act)
{
	struct form_value *v = form_here(f);
	int field = f->focus;

	form_set(f, field, NULL, v->choices[at].value);
	v->changed = true;
	/* In a dialog a digit answers, and the next thing still to be answered comes forward. */
	if (f->dialog && by_digit) {
		int next = field + 1 < f->count ? form_neighbour(f, field, 1) : field;

		if (next > field && f->fields[next].required && !form_filled(f, next) &&
			form_settle(f, ui))
			form_focus(f, next);
	}
	struct act told = form_tell(ACT_EDITED, f, field, act);

	told.digit = by_digit;
	return told;
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
	struct form_value *v = form_here(f);
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
	struct form_value *v = form_here(f);
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
	struct form_value *v = form_here(f);
	int64_t bit = form_kind(f) == FIELD_CHECK ? 1 : (int64_t)1 << v->cursor;

	form_set(f, f->focus, v->dim, form_value(f, f->focus) ^ bit);
	v->changed = true;
	return form_tell(ACT_EDITED, f, f->focus, act);
}

static struct act
check_act(struct form *f, struct act act, bool *mine)
{
	struct form_value *v = form_here(f);
	bool several = form_kind(f) == FIELD_CHECKS;

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
	bool list = form_kind(f) == FIELD_LIST;

	*mine = true;
	if (act.id == ACT_TEXT && strcmp(act.text, " ") == 0)
		return step_choice(f, ui, 1, act);
	if (act.id == ACT_TEXT)
		return choose_by_text(f, ui, act);
	if (act.id == ACT_FORM_RIGHT ||
		(list && act.id == ACT_FORM_DOWN &&
			choice_at(form_here(f)) + 1 < form_here(f)->choice_count))
		return step_choice(f, ui, 1, act);
	if (act.id == ACT_FORM_LEFT ||
		(list && act.id == ACT_FORM_UP && choice_at(form_here(f)) > 0))
		return step_choice(f, ui, -1, act);
	*mine = false;
	return act;
}

/* --- typing */

/* Takes the suggestion away for good. */
static struct act
decline(struct form *f, struct act act)
{
	form_clear(f, f->focus);
	form_here(f)->declined = form_here(f)->changed = true;
	return form_tell(ACT_EDITED, f, f->focus, act);
}

/* Digits choose from the list under the field while what is typed holds none. */
static bool
digit_chooses(struct form *f, const struct act *act)
{
	const struct form_value *v = form_here(f);

	if (!f->listed || act->id != ACT_TEXT || act->text[0] < '1' || act->text[0] > '9' ||
		act->text[1] != '\0' || strpbrk(v->edit.text, "0123456789") != NULL ||
		act->text[0] - '1' >= f->found.count)
		return false;
	form_take(f, act->text[0] - '1');
	return true;
}

/* Letters among digits, or more than one line holds. */
static bool
too_much(const struct form *f, const char *text)
{
	const struct edit *e = &f->values[f->focus].edit;
	size_t n = utf8_count(text);

	if (form_kind(f) == FIELD_DIGITS)
		for (const char *p = text; *p != '\0';) {
			uint32_t cp = utf8_next(&p);

			if (text_is_hanzi(cp) || (cp < 0x80 && isalpha((int)cp) != 0))
				return true;
		}
	return !e->lines && n > 1 && utf8_count(e->text) + n > (size_t)e->max;
}

static struct act
text_act(struct form *f, struct ui *ui, struct act act, bool *mine)
{
	struct form_value *v = form_here(f);
	int field = f->focus;

	*mine = !f->strict || act.id != ACT_TEXT || !too_much(f, act.text);
	if (!*mine)
		return act;
	if (form_kind(f) == FIELD_LOOKUP && digit_chooses(f, &act))
		return form_tell(ACT_EDITED, f, field, act);
	if (act.id == ACT_FORM_RIGHT && v->from == VALUE_SUGGESTED && v->edit.len == 0) {
		form_set(f, field, v->dim, v->value);
		v->changed = true;
		return form_tell(ACT_EDITED, f, field, act);
	}
	if (act.id == ACT_FORM_CLEAR && v->edit.len == 0 && v->from == VALUE_SUGGESTED) {
		return decline(f, act);
	}
	struct act got = edit_act(&v->edit, act);

	if (got.id == ACT_EDITED) {
		v->changed = true;
		v->value = 0;
		v->error = NULL;
		v->from = v->edit.len > 0 ? VALUE_GIVEN : VALUE_NONE;
		if (form_kind(f) == FIELD_LOOKUP)
			look_up(f, ui);
		return form_tell(ACT_EDITED, f, field, act);
	}
	*mine = got.id == ACT_NONE;
	return got;
}

struct act
form_field_act(struct form *f, struct ui *ui, struct act act, bool *mine)
{
	enum field_kind kind = form_kind(f);

	*mine = false;
	if (f->focus < 0)
		return act;
	if (f->listed && (act.id == ACT_FORM_DOWN || act.id == ACT_FORM_UP)) {
		*mine = step_found(f, act.id == ACT_FORM_DOWN ? 1 : -1);
		return (struct act){0};
	}
	if (field_types(kind))
		return text_act(f, ui, act, mine);
	if (kind == FIELD_AUTO)
		return act;
	if (field_chooses(kind) && act.id == ACT_FORM_CLEAR) {
		*mine = true;
		return decline(f, act);
	}
	if (field_chooses(kind))
		return choice_act(f, ui, act, mine);
	return check_act(f, act, mine);
}
