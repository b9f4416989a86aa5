/* What stands in a form's fields, and how it is kept. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/widget/form_inner.h"

enum { FIELD_MAX_DEFAULT = 60, TAKE_PERCENT = 90 };

bool
field_types(enum field_kind kind)
{
	return kind == FIELD_TEXT || kind == FIELD_LONG || kind == FIELD_DIGITS ||
		kind == FIELD_DATE || kind == FIELD_LOOKUP || kind == FIELD_SECRET;
}

bool
field_chooses(enum field_kind kind)
{
	return kind == FIELD_CHOICE || kind == FIELD_LIST;
}

void
form_init(struct form *f, struct ui *ui, const struct field *fields, int count,
	const struct form_ops *ops, void *self)
{
	*f = (struct form){.w.ops = &form_widget,
		.fields = fields,
		.count = count,
		.ops = ops,
		.self = self,
		.take_percent = TAKE_PERCENT,
		.found_at = -1};
	ui_keep(ui, &f->found_mem);
	for (int i = 0; i < count; i++) {
		struct form_value *v = &f->values[i];
		int max = fields[i].max > 0 ? fields[i].max : FIELD_MAX_DEFAULT;

		if (!field_types(fields[i].kind))
			continue;
		edit_init(&v->edit, ui->screen, max, fields[i].kind == FIELD_LONG);
		v->edit.secret = fields[i].kind == FIELD_SECRET;
	}
	while (f->focus < count - 1 && !field_stops(f, f->focus))
		f->focus++;
}

static const struct field_choice *
chosen(const struct form *f, int field)
{
	const struct form_value *v = &f->values[field];

	for (int i = 0; i < v->choice_count && v->from != VALUE_NONE; i++)
		if (v->choices[i].value == v->value)
			return &v->choices[i];
	return NULL;
}

const char *
form_choice_label(const struct form *f, int field)
{
	const struct field_choice *c = chosen(f, field);

	return c != NULL ? c->label : "";
}

const char *
form_text(const struct form *f, int field)
{
	const struct form_value *v = &f->values[field];

	if (field_chooses(f->fields[field].kind))
		return form_choice_label(f, field);
	if (field_types(f->fields[field].kind) && v->edit.len > 0)
		return v->edit.text;
	return v->dim != NULL && v->from != VALUE_NONE ? v->dim : "";
}

int64_t
form_value(const struct form *f, int field)
{
	return f->values[field].from != VALUE_NONE ? f->values[field].value : 0;
}

bool
form_filled(const struct form *f, int field)
{
	enum field_kind kind = f->fields[field].kind;

	if (kind == FIELD_CHECK)
		return form_value(f, field) != 0;
	if (kind == FIELD_LOOKUP)
		return form_value(f, field) != 0;
	if (field_chooses(kind))
		return chosen(f, field) != NULL;
	return kind == FIELD_CHECKS || kind == FIELD_NOTE || form_text(f, field)[0] != '\0';
}

void
form_set(struct form *f, int field, const char *text, int64_t value)
{
	struct form_value *v = &f->values[field];

	if (field_types(f->fields[field].kind))
		edit_set(&v->edit, text != NULL ? text : "");
	else
		v->dim = text;
	v->value = value;
	v->from = VALUE_GIVEN;
	v->declined = false;
	v->error = NULL;
}

void
form_suggest(
	struct form *f, struct arena *mem, int field, const char *text, int64_t value, int percent)
{
	struct form_value *v = &f->values[field];

	if (v->from == VALUE_GIVEN || v->declined)
		return;
	v->dim = arena_strdup(mem, text);
	v->value = value;
	v->percent = percent;
	v->from = VALUE_SUGGESTED;
}

void
form_clear(struct form *f, int field)
{
	struct form_value *v = &f->values[field];

	if (field_types(f->fields[field].kind))
		edit_set(&v->edit, "");
	v->value = 0;
	v->from = VALUE_NONE;
	v->declined = false;
	v->dim = v->error = NULL;
}

void
form_choices(struct form *f, int field, const struct field_choice *choices, int count)
{
	f->values[field].choices = choices;
	f->values[field].choice_count = count;
}

void
form_note(struct form *f, int field, const char *note)
{
	f->values[field].note = note;
}

void
form_error(struct form *f, int field, const char *error)
{
	f->values[field].error = error;
}

void
form_hide(struct form *f, int field, bool hidden)
{
	f->values[field].hidden = hidden;
	if (hidden && f->focus == field)
		for (f->focus = 0; f->focus < f->count - 1 && !field_stops(f, f->focus);)
			f->focus++;
}

bool
field_stops(const struct form *f, int field)
{
	enum field_kind kind = f->fields[field].kind;

	return !f->values[field].hidden && (kind != FIELD_AUTO || f->values[field].opens) &&
		kind != FIELD_NOTE;
}

void
form_waive(struct form *f, int field, bool waive)
{
	f->values[field].waived = waive;
}

void
form_pass(struct form *f, int field, bool pass)
{
	f->values[field].passed = pass;
}

void
form_opens(struct form *f, int field, bool opens)
{
	f->values[field].opens = opens;
}

bool
field_needed(const struct form *f, int field)
{
	return f->fields[field].required && !f->values[field].hidden && !f->values[field].waived;
}

int
form_missing(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (field_needed(f, i) && !form_filled(f, i))
			return i;
	return -1;
}

void
form_progress(const struct form *f, int *filled, int *required)
{
	*filled = *required = 0;
	for (int i = 0; i < f->count; i++) {
		if (!field_needed(f, i))
			continue;
		++*required;
		*filled += form_filled(f, i);
	}
}

const char *
form_help(const struct form *f)
{
	const char *help = f->focus >= 0 ? f->fields[f->focus].help : NULL;

	return help != NULL ? slot_text(help) : "";
}

/* --- kept as lines "field value text", line feeds in the text as "\n", backslashes doubled */

static void
escape(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			buf_addstr(out, "\\n");
		else if (*text == '\\')
			buf_addstr(out, "\\\\");
		else
			buf_addch(out, *text);
	}
}

static void
unescape(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\\' || i + 1 == len)
			buf_addch(out, text[i]);
		else
			buf_addch(out, text[++i] == 'n' ? '\n' : text[i]);
	}
}

void
form_save(const struct form *f, struct buf *out)
{
	for (int i = 0; i < f->count; i++) {
		const struct form_value *v = &f->values[i];

		if (v->from != VALUE_GIVEN || f->fields[i].kind == FIELD_SECRET)
			continue;
		buf_addf(out, "%d %lld ", i, (long long)v->value);
		escape(out, field_types(f->fields[i].kind) ? v->edit.text : "");
		buf_addch(out, '\n');
	}
}

static bool
restore_line(struct form *f, const char *line, size_t len)
{
	char *end;
	long field = strtol(line, &end, 10);

	if (*end != ' ' || field < 0 || field >= f->count)
		return false;
	int64_t value = strtoll(end, &end, 10);

	if (*end != ' ' || end > line + len)
		return false;
	struct buf text;

	buf_init(&text);
	unescape(&text, end + 1, (size_t)(line + len - end) - 1);
	form_set(f, (int)field, field_types(f->fields[field].kind) ? text.text : NULL, value);
	buf_release(&text);
	return true;
}

bool
form_restore(struct form *f, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		if (!restore_line(f, text, len))
			return false;
		text += len + (text[len] == '\n');
	}
	return true;
}
