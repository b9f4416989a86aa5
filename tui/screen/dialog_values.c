/* Values of a dialog: put in as proposals and texts to begin with, read back as the act wants them. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/base/text.h"
#include "core/domain/act_words.h"
#include "tui/screen/dialog.h"

enum { OTHER_AT = 3 };

/* --- putting values in */

static int64_t
number_of(const char *value)
{
	int64_t n = 0;

	text_to_i64(value, &n);
	return n;
}

/* What is shown of a value that is an id or a code. */
const char *
dialog_shown(struct ui *ui, enum act_field field, const char *value)
{
	struct err ignored = ERR_INIT;
	const char *words = value;

	act_words(ui->session, field, value, ui->screen, &words, &ignored);
	return words;
}

void
dialog_put(struct dialog *d, struct ui *ui, enum act_field field, const char *value, bool offer)
{
	struct slot *s = dialog_slot(d, field);

	if (s == NULL || *value == '\0')
		return;
	enum field_kind kind = d->fields[s->typed].kind;
	bool is_text = kind == FIELD_TEXT || kind == FIELD_LONG || kind == FIELD_DATE;
	const char *text = kind == FIELD_LOOKUP ? dialog_shown(ui, field, value)
		: is_text                       ? value
						: "";
	int64_t number = is_text ? 0 : number_of(value);

	if (d->form.values[s->typed].from == VALUE_GIVEN)
		return;
	if (offer)
		form_suggest(&d->form, ui->screen, s->typed, text, number, 100);
	else
		form_set(&d->form, s->typed, text, number);
}

void
dialog_fill(struct dialog *d, struct ui *ui, enum act_field field, const char *text)
{
	struct slot *s = dialog_slot(d, field);

	if (s == NULL || (s->filled != NULL && strcmp(s->filled, text) == 0))
		return;
	const char *now = d->form.values[s->typed].edit.text;

	if (*now != '\0' && (s->filled == NULL || strcmp(now, s->filled) != 0))
		return; /* somebody has typed there */
	s->filled = arena_strdup(ui->screen, text);
	form_set(&d->form, s->typed, text, 0);
}

void
dialog_hide(struct dialog *d, enum act_field field, bool hidden)
{
	struct slot *s = dialog_slot(d, field);

	if (s != NULL)
		s->hidden = hidden;
}

void
dialog_require(struct dialog *d, enum act_field field, bool required)
{
	struct slot *s = dialog_slot(d, field);

	if (s != NULL)
		s->must = required;
}

void
dialog_note(struct dialog *d, enum act_field field, const char *note)
{
	struct slot *s = dialog_slot(d, field);

	if (s != NULL)
		form_note(&d->form, s->list >= 0 ? s->list : s->typed, note);
}

void
dialog_info(struct dialog *d, const char *text)
{
	int *n = &d->info_count[d->face];

	if (*text != '\0' && *n < INFO_MAX)
		d->info[d->face][(*n)++] = text;
}

bool
dialog_asks(const struct dialog *d, const struct slot *s)
{
	return (s->faces >> d->face & 1) != 0 && !s->hidden;
}

bool
dialog_is_public(struct dialog *d, enum act_field field)
{
	const struct slot *open = dialog_slot(d, F_OPEN);

	if (field == F_ANSWER)
		return true;
	return field == F_TEXT && dialog_face(d)->event == EV_PROGRESS && open != NULL &&
		form_value(&d->form, open->typed) != 0;
}

void
dialog_point(struct dialog *d, struct ui *ui)
{
	for (int i = 0; i < d->slot_count; i++) {
		struct slot *s = &d->slots[i];
		struct err err = ERR_INIT;

		if (!dialog_asks(d, s) || (s->field != F_ANSWER && s->field != F_TEXT))
			continue;
		if (!dialog_is_public(d, s->field) ||
			mask_check_public(form_text(&d->form, s->typed), &err))
			form_error(&d->form, s->typed, NULL);
		else
			form_error(&d->form, s->typed, arena_strdup(ui->screen, err.text));
	}
}

/* What to choose from, as the face's hook has it. A value that was chosen before and is no longer there is kept. */
void
dialog_propose(struct dialog *d, struct ui *ui, enum act_field field, struct err *err)
{
	const struct face_hooks *hooks = dialog_face(d)->hooks;
	struct slot *s = dialog_slot(d, field);
	struct proposals p = {0};

	if (s == NULL || hooks == NULL || hooks->propose == NULL ||
		!hooks->propose(d, ui, field, &p, err))
		return;
	int line = s->list >= 0 ? s->list : s->typed;
	struct field_choice *items = arena_array(ui->screen, (size_t)p.count + 1, sizeof(*items));

	memcpy(items, p.items, (size_t)p.count * sizeof(*items));
	if (s->list >= 0)
		for (int i = 0; i < p.count; i++)
			items[i].digit = s->spec->digit +
				(i < OTHER_AT && items[i].value == PICK_OTHER ? OTHER_AT : i);
	form_choices(&d->form, line, items, p.count);
	if (p.count == 1 && items[0].value == PICK_OTHER)
		p.sure = PICK_OTHER; /* nothing to choose from: straight to looking it up */
	if (p.sure != 0)
		form_suggest(&d->form, ui->screen, line, "", p.sure, 100);
	else if (d->form.values[line].from == VALUE_SUGGESTED)
		form_clear(&d->form, line);
}

/* --- reading the answers */

/* "区城管大队, 桐城派出所" as typed into ids where the names are known; the rest stays for the act to refuse. */
static const char *
units_value(struct ui *ui, const char *typed)
{
	struct buf out;

	buf_init(&out);
	for (const char *p = typed; *p != '\0';) {
		size_t n = strcspn(p, ",");
		char *name = arena_strndup(ui->scratch, p, n);
		struct buf one;

		buf_init(&one);
		buf_addstr(&one, name);
		text_trim(&one);
		if (one.len > 0)
			buf_addf(&out, "%s%s", out.len > 0 ? "," : "", one.text);
		buf_release(&one);
		p += n + (p[n] == ',');
	}
	const char *copy = arena_strdup(ui->scratch, out.text);

	buf_release(&out);
	return copy;
}

static const char *
ticked_value(struct dialog *d, struct ui *ui, const struct slot *s)
{
	int64_t bits = form_value(&d->form, s->typed);
	struct buf out;

	buf_init(&out);
	for (int i = 0; s->ids != NULL && i < d->form.values[s->typed].choice_count; i++)
		if ((bits >> i & 1) != 0)
			buf_addf(&out, "%s%lld", out.len > 0 ? "," : "", (long long)s->ids[i]);
	const char *copy = arena_strdup(ui->scratch, out.text);

	buf_release(&out);
	return copy;
}

static const char *
number_value(struct ui *ui, const struct field_def *def, int64_t n)
{
	switch (def->kind) {
	case FK_CATEGORY:
		return arena_printf(ui->scratch, "%04lld", (long long)n);
	case FK_CASE:
		return arena_printf(ui->scratch, "id:%lld", (long long)n);
	default:
		return arena_printf(ui->scratch, "%lld", (long long)n);
	}
}

static const char *
typed_value(struct dialog *d, struct ui *ui, const struct slot *s)
{
	const struct field_def *def = field_def(s->field);
	const char *text = form_text(&d->form, s->typed);
	char full[DATE_TYPED_BYTES];

	switch (d->fields[s->typed].kind) {
	case FIELD_CHECKS:
		return ticked_value(d, ui, s);
	case FIELD_CHECK:
		return d->form.values[s->typed].from == VALUE_NONE
			? ""
			: number_value(ui, def, form_value(&d->form, s->typed));
	case FIELD_CHOICE:
		return form_filled(&d->form, s->typed)
			? number_value(ui, def, form_value(&d->form, s->typed))
			: "";
	case FIELD_DATE: /* a dim one says what holds without it */
		if (d->form.values[s->typed].from != VALUE_GIVEN)
			return "";
		date_expand(text, ui->now_utc, full);
		return arena_strdup(ui->scratch, full);
	case FIELD_LOOKUP:
		if (def->kind == FK_UNITS)
			return units_value(ui, text);
		return form_value(&d->form, s->typed) != 0
			? number_value(ui, def, form_value(&d->form, s->typed))
			: text;
	default:
		return text;
	}
}

const char *
dialog_value(struct dialog *d, struct ui *ui, enum act_field field)
{
	const struct slot *s = dialog_slot(d, field);

	if (s == NULL || !dialog_asks(d, s))
		return "";
	if (s->list >= 0 && form_value(&d->form, s->list) != PICK_OTHER) {
		int64_t n = form_value(&d->form, s->list);

		return n > 0 ? number_value(ui, field_def(field), n) : "";
	}
	return typed_value(d, ui, s);
}

/* What a matter is given in a field; "" when nothing. */
static const char *
given(struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field)
{
	const struct face *f = dialog_face(d);
	const struct slot *slot = dialog_slot(d, field);
	if (d->decided)
		return d->chosen[field] != NULL ? d->chosen[field] : "";
	const char *value = f->hooks != NULL && f->hooks->value != NULL
		? f->hooks->value(d, ui, s, field)
		: NULL;

	if (value == NULL)
		value = dialog_value(d, ui, field);
	if ((f->traits & FACE_CHANGES) != 0 && slot != NULL && slot->was != NULL &&
		strcmp(value, slot->was) == 0)
		return "";
	return value;
}

static void
fill_step(struct dialog *d, struct ui *ui, const struct subject *s, const struct transition *t,
	struct case_step *out)
{
	struct act_input *in = arena_array(ui->scratch, F_COUNT, sizeof(*in));

	*out = (struct case_step){.event = t->event, .inputs = in};
	for (const struct need *n = t->needs; n->field != F_NONE; n++) {
		const char *value = given(d, ui, s, n->field);

		if (*value != '\0')
			in[out->input_count++] =
				(struct act_input){field_def(n->field)->key, value};
	}
}

size_t
dialog_steps(struct dialog *d, struct ui *ui, const struct subject *s, struct case_step *out)
{
	const struct transition *first, *last;
	size_t n = 0;

	dialog_transitions(d, s, &first, &last);
	if (first != NULL)
		fill_step(d, ui, s, first, &out[n++]);
	if (last != NULL)
		fill_step(d, ui, s, last, &out[n++]);
	return n;
}

bool
dialog_blame(struct dialog *d, struct ui *ui, const struct err *err)
{
	for (int i = 0; i < d->slot_count; i++) {
		struct slot *s = &d->slots[i];
		const char *label = tr(field_def(s->field)->label);
		size_t n = strlen(label);
		int line = s->list >= 0 && d->form.values[s->typed].hidden ? s->list : s->typed;

		if (!dialog_asks(d, s) || strncmp(err->text, label, n) != 0 || err->text[n] != ':')
			continue;
		const char *rest = err->text + n + 1;

		form_focus(&d->form, line);
		form_error(&d->form, line, arena_strdup(ui->screen, rest + strspn(rest, " ")));
		return true;
	}
	return false;
}
