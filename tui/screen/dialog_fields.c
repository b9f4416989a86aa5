/* The form of a dialog: made from its faces, and what of it is asked as the answers change. */
#include <assert.h>

#include "core/base/i18n.h"
#include "tui/screen/dialog.h"

enum { TALL_ROWS = 30, TEXT_ROWS = 3, DATE_MOST = 16, LOOKUP_MOST = 100, MOST_DIGIT = 9 };

const struct face *
dialog_face(const struct dialog *d)
{
	return d->faces[d->face];
}

struct slot *
dialog_slot(struct dialog *d, enum act_field field)
{
	for (int i = 0; i < d->slot_count; i++)
		if (d->slots[i].field == field)
			return &d->slots[i];
	return NULL;
}

/* --- making the form */

static int
add_line(struct dialog *d, enum field_kind kind, const char *label, const char *help, size_t max)
{
	assert(d->field_count < FORM_FIELDS_MAX);
	d->fields[d->field_count] =
		(struct field){.kind = kind, .label = label, .help = help, .max = (uint16_t)max};
	return d->field_count++;
}

static enum field_kind
kind_of(const struct field_def *def)
{
	switch (def->kind) {
	case FK_TEXT:
		return FIELD_TEXT;
	case FK_LONG:
		return FIELD_LONG;
	case FK_CHOICE:
	case FK_TIER:
	case FK_NUMBER:
		return FIELD_CHOICE;
	case FK_TIME:
		return FIELD_DATE;
	case FK_YES:
		return FIELD_CHECK;
	case FK_CATEGORY:
	case FK_UNIT:
	case FK_UNITS:
	case FK_STAFF:
	case FK_CASE:
	case FK_PLACE:
		break;
	}
	return FIELD_LOOKUP;
}

static void
add_slot(struct dialog *d, int face, enum act_field field, const struct face_field *spec)
{
	const struct field_def *def = field_def(field);
	const char *label = spec != NULL && spec->label != NULL ? spec->label : def->label;
	const char *help = spec != NULL ? spec->help : NULL;
	struct slot *s = dialog_slot(d, field);

	if (s != NULL) {
		s->faces |= 1U << face;
		return;
	}
	s = &d->slots[d->slot_count++];
	*s = (struct slot){.field = field, .list = -1, .faces = 1U << face, .spec = spec};
	if (spec != NULL && spec->checks) {
		s->typed = add_line(d, FIELD_CHECKS, label, help, 0);
		return;
	}
	if (spec != NULL && spec->digit > 0) {
		s->list = add_line(d, FIELD_LIST, label, help, 0);
		label = N_("另选");
	}
	enum field_kind kind = field == F_CONDITION ? FIELD_CHOICE : kind_of(def);
	size_t max = kind == FIELD_LOOKUP ? LOOKUP_MOST
		: kind == FIELD_DATE      ? DATE_MOST
					  : def->most;

	s->typed = add_line(d, kind, label, help, max);
}

/* What the event needs where a face names no lines of its own. */
static const struct need *
needs_of(enum case_event event)
{
	size_t count;
	const struct transition *rows = machine_rows(&count);

	while (count > 0 && rows->event != event)
		rows++, count--;
	return rows->needs;
}

static void
add_face(struct dialog *d, int at)
{
	const struct face *f = d->faces[at];

	for (const struct face_field *x = f->fields; x != NULL && x->field != F_NONE; x++)
		add_slot(d, at, x->field, x);
	for (const struct need *n = needs_of(f->event); f->fields == NULL && n->field != F_NONE;
		n++)
		add_slot(d, at, n->field, NULL);
}

/* A small number: one digit each. */
static void
set_numbers(struct dialog *d, struct ui *ui, struct slot *s)
{
	struct field_choice *items = arena_array(ui->screen, MOST_DIGIT, sizeof(*items));

	for (int i = 0; i < MOST_DIGIT; i++)
		items[i] = (struct field_choice){i + 1, C_("dialog.days|2", "天"), NULL, i + 1};
	form_choices(&d->form, s->typed, items, MOST_DIGIT);
}

static void
set_choices(struct dialog *d, struct ui *ui, struct slot *s)
{
	if (field_def(s->field)->kind == FK_NUMBER) {
		set_numbers(d, ui, s);
		return;
	}
	const struct rules *r = ui->session->rules;
	const struct field_def *def = field_def(s->field);
	const struct choices *all = &r->choices[def->list];
	bool plain = s->spec != NULL && s->spec->plain;
	size_t n = def->kind == FK_TIER ? TIER_COUNT - TIER_ORDINARY : all->count;
	struct field_choice *items = arena_array(ui->screen, n + 1, sizeof(*items));

	for (size_t i = 0; i < n; i++) {
		bool tier = def->kind == FK_TIER;
		int value = tier ? (int)i + TIER_ORDINARY : all->items[i].value;
		struct word word = tier ? r->tiers[value].brief : all->items[i].name;

		items[i] = (struct field_choice){
			plain || value > MOST_DIGIT ? -1 : value, word_now(word), NULL, value};
	}
	form_choices(&d->form, s->typed, items, (int)n);
}

static void
set_kinds(struct dialog *d, struct ui *ui)
{
	struct field_choice *items = arena_array(ui->screen, (size_t)d->face_count, sizeof(*items));

	for (int i = 0; i < d->face_count; i++) {
		const struct face *f = d->faces[i];
		const char *label =
			f->label != NULL ? tr(f->label) : word_now(event_word(f->event));

		items[i] = (struct field_choice){f->digit, label, NULL, i};
	}
	form_choices(&d->form, KINDS_FIELD, items, d->face_count);
	form_suggest(&d->form, ui->screen, KINDS_FIELD, "", d->face, 100);
}

void
dialog_build(struct dialog *d, struct ui *ui)
{
	d->kinds = d->face_count > 1;
	if (d->kinds)
		add_line(d, FIELD_CHOICE, N_("做什么"), NULL, 0);
	for (int i = 0; i < d->face_count; i++)
		add_face(d, i);
	form_init(&d->form, ui, d->fields, d->field_count, &dialog_form_ops, d);
	d->form.dialog = true;
	if (d->kinds)
		set_kinds(d, ui);
	for (int i = 0; i < d->slot_count; i++)
		if (d->fields[d->slots[i].typed].kind == FIELD_CHOICE &&
			d->slots[i].field != F_CONDITION)
			set_choices(d, ui, &d->slots[i]);
}

/* --- what is asked now */

static bool
is_needed(const struct transition *t, enum act_field field)
{
	for (const struct need *n = t != NULL ? t->needs : NULL; n != NULL && n->field != F_NONE;
		n++)
		if (n->field == field)
			return n->required;
	return false;
}

/* One line serves several faces under different names: "说了什么", "进展". */
static void
name_line(struct dialog *d, const struct slot *s)
{
	const struct face_field *x = dialog_face(d)->fields;

	while (x != NULL && x->field != F_NONE && x->field != s->field)
		x++;
	if (s->list < 0 && x != NULL && x->field != F_NONE)
		d->fields[s->typed].label =
			x->label != NULL ? x->label : field_def(s->field)->label;
}

static void
show_slot(struct dialog *d, struct slot *s, const struct transition *first,
	const struct transition *last)
{
	bool asked = dialog_asks(d, s);
	bool required =
		asked && (s->must || is_needed(first, s->field) || is_needed(last, s->field));
	bool other = s->list < 0 || form_value(&d->form, s->list) == PICK_OTHER;

	if (asked)
		name_line(d, s);
	if (s->list >= 0) {
		d->form.values[s->list].hidden = !asked;
		d->fields[s->list].required = required;
	}
	d->form.values[s->typed].hidden = !asked || !other;
	d->fields[s->typed].required = required && other;
}

void
dialog_judge(struct dialog *d, struct ui *ui)
{
	d->able = 0;
	for (size_t i = 0; i < d->count; i++) {
		struct subject *s = &d->subjects[i];
		struct err err = ERR_INIT;

		s->refused = NULL;
		if (s->row.id == 0)
			s->refused = _("没有这件, 或不在本单位辖区");
		else if (!face_may(ui->session, &s->row, dialog_face(d), &err))
			s->refused = arena_strdup(ui->screen, err.text);
		d->able += s->refused == NULL;
	}
}

static bool
turn_to(struct dialog *d, struct ui *ui, int face, struct err *err)
{
	const struct face *f;

	if (d->face != face) {
		d->face = face;
		dialog_judge(d, ui);
	}
	f = dialog_face(d);
	if ((d->ready >> face & 1) != 0)
		return true;
	d->ready |= 1U << face;
	for (const struct face_field *x = f->fields; x != NULL && x->field != F_NONE; x++)
		if (x->preset != NULL)
			dialog_put(d, ui, x->field, x->preset, true);
	return f->hooks == NULL || f->hooks->set_up == NULL || f->hooks->set_up(d, ui, err);
}

/* The machine's rows for the matters as they stand. */
void
dialog_transitions(const struct dialog *d, const struct subject *s, const struct transition **first,
	const struct transition **last)
{
	*first = *last = NULL;
	face_steps(dialog_face(d), s->row.state, first, last);
	if (d->instead != EV_NONE)
		*last = machine_find(
			d->instead, *first != NULL ? (enum case_state)(*first)->to : s->row.state);
}

static const struct subject *
first_able(const struct dialog *d)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->subjects[i].refused == NULL)
			return &d->subjects[i];
	return &d->subjects[0];
}

static bool
is_offered(const struct form_value *v)
{
	for (int i = 0; i < v->choice_count; i++)
		if (v->choices[i].value == v->value)
			return true;
	return false;
}

/* An answer that came from elsewhere (repeated, remembered) and is not in this list: it was looked up. */
static void
adopt_stranger(struct dialog *d, struct ui *ui, struct slot *s)
{
	const struct form_value *v;
	char id[32];

	if (s->list < 0)
		return;
	v = &d->form.values[s->list];
	if (v->from != VALUE_GIVEN || is_offered(v))
		return;
	if (v->value <= 0) {
		struct err ignored = ERR_INIT;

		form_clear(&d->form, s->list);
		dialog_propose(d, ui, s->field, &ignored);
		return;
	}
	snprintf(id, sizeof(id), "%lld", (long long)v->value);
	form_clear(&d->form, s->typed);
	form_set(&d->form, s->typed, dialog_shown(ui, s->field, id), v->value);
	form_set(&d->form, s->list, "", PICK_OTHER);
}

/* Long texts get more lines where the terminal has them. */
static void
size_texts(struct dialog *d, const struct ui *ui)
{
	for (int i = 0; i < d->slot_count; i++) {
		const struct slot *s = &d->slots[i];
		int rows = s->spec != NULL && s->spec->rows > 0 ? s->spec->rows : TEXT_ROWS;

		if (d->fields[s->typed].kind == FIELD_LONG)
			d->fields[s->typed].rows =
				(uint8_t)(ui->rows >= TALL_ROWS ? 2 * rows : rows);
	}
}

/* A line that went away takes the caret with it: to the nearest one that is there. */
static void
keep_caret(struct dialog *d)
{
	int at = d->form.focus;

	if (at >= 0 && d->form.values[at].hidden) {
		while (at > 0 && d->form.values[at].hidden)
			at--;
		while (at < d->field_count - 1 && d->form.values[at].hidden)
			at++;
		form_focus(&d->form, at);
	}
}

bool
dialog_sync(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct transition *first, *last;
	uint32_t signer = 0;
	int face = d->kinds ? (int)form_value(&d->form, KINDS_FIELD) : d->face;

	if (!turn_to(d, ui, face < d->face_count ? face : d->face, err))
		return false;
	const struct face_hooks *hooks = dialog_face(d)->hooks;

	if (hooks != NULL && hooks->follow != NULL && !hooks->follow(d, ui, err))
		return false;
	dialog_transitions(d, first_able(d), &first, &last);
	if (last != NULL && !case_signer(ui->session, &first_able(d)->row, last, &signer, err))
		return false;
	d->signs = signer != 0;
	d->final = last != NULL && (last->traits & TR_CONFIRM) != 0;
	d->undoable = last != NULL && (last->traits & TR_UNDO) != 0;
	for (int i = 0; i < d->slot_count; i++) {
		adopt_stranger(d, ui, &d->slots[i]);
		show_slot(d, &d->slots[i], first, last);
	}
	keep_caret(d);
	size_texts(d, ui);
	return true;
}

size_t
dialog_count(const struct dialog *d)
{
	const struct face_hooks *hooks = dialog_face(d)->hooks;
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++)
		n += d->subjects[i].refused == NULL &&
			(hooks == NULL || hooks->skips == NULL ||
				!hooks->skips(d, &d->subjects[i]));
	return n;
}

void
dialog_start(struct dialog *d)
{
	const struct face *f = dialog_face(d);
	struct slot *s = dialog_slot(d, f->start);
	int at = form_missing(&d->form);

	if ((f->traits & FACE_KINDS) != 0 && d->kinds)
		at = KINDS_FIELD;
	else if (f->start != F_NONE && s != NULL)
		at = s->list >= 0 ? s->list : s->typed;
	for (int i = 0; i < d->slot_count && at >= 0; i++)
		if (d->slots[i].list == at && form_value(&d->form, at) == PICK_OTHER)
			at = d->slots[i].typed;
	for (int i = d->kinds; at < 0 && i < d->field_count; i++)
		if (!d->form.values[i].hidden)
			at = i;
	form_focus(&d->form, at >= 0 ? at : 0);
}
