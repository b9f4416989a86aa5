/* From the tree of words to the tree of tests, and to the line that says how it was read. */
#include "core/domain/filter_case_inner.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/domain/case.h"

enum { VIEWS_DEEPEST = 8 };

bool
reading_bad(
	struct reading *r, const struct filter_value *v, const char *fix, const char *sentence, ...)
{
	va_list ap;
	char text[ERR_TEXT_BYTES];

	va_start(ap, sentence);
	vsnprintf(text, sizeof(text), sentence, ap);
	va_end(ap);
	return filter_bad(r->fault, v->from, v->to, fix, r->err, "%s", text);
}

void
reading_note(struct reading *r, const char *sentence, ...)
{
	va_list ap;
	char text[ERR_TEXT_BYTES];

	va_start(ap, sentence);
	vsnprintf(text, sizeof(text), sentence, ap);
	va_end(ap);
	if (strstr(r->notes.text, text) != NULL)
		return;
	if (r->notes.len > 0)
		buf_addstr(&r->notes, _("; "));
	buf_addstr(&r->notes, text);
}

const char *
reading_field(const struct filter_node *n)
{
	return filter_name(&n->field->names, i18n_lang());
}

void
words_of_texts(struct reading *r, const struct filter_node *n)
{
	int i = 0;

	for (const struct filter_value *v = n->values; v != NULL; v = v->next, i++)
		if (i < 3)
			buf_addf(&r->words, "%s「%s」", i > 0 ? " " : "", v->text);
	if (i > 3)
		buf_addf(&r->words, _(" 等 %d 个"), i);
}

struct pred *
open_pred(const struct reading *r)
{
	return pred_between(r->mem, COL_STATE, CASE_REGISTERED, CASE_OPEN_BELOW - 1);
}

/* The same bounds as case_light(). */
struct pred *
light_pred(const struct reading *r, unsigned lights)
{
	struct arena *mem = r->mem;
	struct pred *out = pred_none(mem);

	for (unsigned i = 0; i <= LIGHT_DONE; i++) {
		struct pred *p = open_pred(r);

		if ((lights >> i & 1) == 0)
			continue;
		if (i == LIGHT_DONE)
			p = pred_not(mem, p);
		else if (i == LIGHT_GREY)
			p = pred_and(mem, p, pred_between(mem, COL_DUE, TIME_NEVER, INT64_MAX));
		else if (i == LIGHT_RED)
			p = pred_and(mem, p, pred_between(mem, COL_DUE, INT64_MIN, r->now - 1));
		else
			p = pred_and(mem,
				pred_and(
					mem, p, pred_between(mem, COL_DUE, r->now, TIME_NEVER - 1)),
				i == LIGHT_YELLOW
					? pred_between(mem, COL_LIGHT, INT64_MIN, r->now)
					: pred_between(mem, COL_LIGHT, r->now + 1, INT64_MAX));
		out = pred_or(mem, out, p);
	}
	return out;
}

static bool
read_test(struct reading *r, const struct filter_node *n, struct pred **out)
{
	switch (n->field->type) {
	case FILTER_SET:
		return read_set(r, n, out);
	case FILTER_DATE:
		return read_date(r, n, out);
	case FILTER_NUMBER:
		return read_number(r, n, out);
	case FILTER_CODE:
		return read_code(r, n, out);
	case FILTER_NAME:
		return read_name(r, n, out);
	case FILTER_TEXT:
		return read_text(r, n, out);
	case FILTER_DIGITS:
		return read_phone(r, n, out);
	case FILTER_NO:
		return read_case_no(r, n, out);
	case FILTER_LABEL:
		break;
	}
	buf_addf(&r->words, "%s ", reading_field(n));
	words_of_texts(r, n);
	reading_note(r, _("「%s」还没有记录, 查不到"), reading_field(n));
	*out = pred_none(r->mem);
	return true;
}

static bool read_node(struct reading *r, const struct filter_node *n, struct pred **out);

static bool
read_kids(struct reading *r, const struct filter_node *n, struct pred **out)
{
	bool and = n->kind == FILTER_AND;

	*out = and? pred_all(r->mem) : pred_none(r->mem);
	for (const struct filter_node *kid = n->kids; kid != NULL; kid = kid->next) {
		struct pred *p;
		bool brackets = kid->kind == FILTER_OR;

		if (kid != n->kids)
			buf_addstr(&r->words, and? _("  且 ") : _(" 或 "));
		buf_addstr(&r->words, brackets ? "(" : "");
		if (!read_node(r, kid, &p))
			return false;
		buf_addstr(&r->words, brackets ? ")" : "");
		*out = and? pred_and(r->mem, *out, p) : pred_or(r->mem, *out, p);
	}
	return true;
}

static bool
read_not(struct reading *r, const struct filter_node *n, struct pred **out)
{
	bool brackets = n->kids->kind == FILTER_AND || n->kids->kind == FILTER_OR;

	buf_addstr(&r->words, _("非 "));
	buf_addstr(&r->words, brackets ? "(" : "");
	if (!read_node(r, n->kids, out))
		return false;
	buf_addstr(&r->words, brackets ? ")" : "");
	*out = pred_not(r->mem, *out);
	return true;
}

/* A mistake inside a view is pointed at where the view is named. */
static bool
read_view(struct reading *r, const struct filter_node *n, struct filter *f, struct pred **out)
{
	struct filter_fault inside, *outer = r->fault;
	const char *text;

	if (!find_view(r, n->text, &text))
		return false;
	if (text == NULL)
		return filter_bad(
			r->fault, n->from, n->to, "", r->err, _("没有叫「%s」的视图"), n->text);
	if (r->views >= VIEWS_DEEPEST)
		return filter_bad(
			r->fault, n->from, n->to, "", r->err, _("视图「%s」绕回到自己"), n->text);
	buf_addf(&r->words, _("视图「%s」("), n->text);
	r->views++;
	r->fault = &inside;
	bool ok = filter_parse(f, &filter_cases, text, r->mem, &inside, r->err) &&
		read_node(r, f->root, out);

	r->fault = outer;
	r->views--;
	buf_addstr(&r->words, ")");
	if (!ok && r->err->code == ERR_INPUT) {
		*outer = (struct filter_fault){n->from, n->to, ""};
		err_at(r->err, _("视图「%s」"), n->text);
	}
	return ok;
}

static bool
read_node(struct reading *r, const struct filter_node *n, struct pred **out)
{
	struct filter view;

	switch (n->kind) {
	case FILTER_ALL:
		*out = pred_all(r->mem);
		return true;
	case FILTER_AND:
	case FILTER_OR:
		return read_kids(r, n, out);
	case FILTER_NOT:
		return read_not(r, n, out);
	case FILTER_TEST:
		return read_test(r, n, out);
	case FILTER_FLAG:
		return read_flag(r, n, out);
	case FILTER_WORD:
	case FILTER_QUOTED:
		return read_word(r, n, out);
	case FILTER_VIEW:
		return read_view(r, n, &view, out);
	}
	return false;
}

/* A view that stands alone brings its order, grouping and columns, unless others are given. */
static bool
read_root(struct reading *r, struct filter *f, struct pred **out)
{
	struct filter view = {0};

	if (f->root->kind != FILTER_VIEW)
		return read_node(r, f->root, out);
	if (!read_view(r, f->root, &view, out))
		return false;
	if (f->sort_count == 0) {
		memcpy(f->sorts, view.sorts, sizeof(f->sorts));
		f->sort_count = view.sort_count;
	}
	if (f->column_count == 0) {
		memcpy(f->columns, view.columns, sizeof(f->columns));
		f->column_count = view.column_count;
	}
	f->group = f->group != NULL ? f->group : view.group;
	f->top = f->top != 0 ? f->top : view.top;
	return true;
}

bool
case_filter_read(struct case_filter *out, struct session *s, const char *text,
	const struct case_tags *tags, struct arena *mem, struct filter_fault *fault,
	struct err *err)
{
	struct reading r = {.s = s,
		.rules = s->rules,
		.now = session_now(s),
		.tags = tags,
		.mem = mem,
		.fault = fault,
		.err = err};

	*out = (struct case_filter){0};
	if (!filter_parse(&out->filter, &filter_cases, text, mem, fault, err))
		return false;
	r.today = day_from_utc(r.now);
	buf_init(&r.words);
	buf_init(&r.notes);
	bool ok = read_root(&r, &out->filter, &out->pred);

	out->words = arena_strdup(mem, r.words.text);
	out->note = arena_strdup(mem, r.notes.text);
	buf_release(&r.words);
	buf_release(&r.notes);
	return ok;
}
