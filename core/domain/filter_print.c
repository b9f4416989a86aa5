/* A tree as text again, and whether two trees mean the same by the same terms. */
#include "core/domain/filter_lex.h"

static const char *const op_texts[] = {
	[FILTER_HAS] = ":",
	[FILTER_EQ] = "=",
	[FILTER_NE] = "!=",
	[FILTER_LT] = "<",
	[FILTER_LE] = "<=",
	[FILTER_GT] = ">",
	[FILTER_GE] = ">=",
	[FILTER_LIKE] = "~",
};

/* A quoted text never holds its own closing mark, so one of the two pairs always fits. */
static void
print_quoted(struct buf *out, const char *text)
{
	bool plain = strchr(text, '"') == NULL;

	buf_addstr(out, plain ? "\"" : "「");
	buf_addstr(out, text);
	buf_addstr(out, plain ? "\"" : "」");
}

void
filter_print_value(struct buf *out, const char *text)
{
	bool plain = *text != '\0';

	for (const char *p = text; *p != '\0' && plain;)
		plain = filter_is_word_char(filter_char(&p));
	if (plain && !filter_has_wildcard(text))
		buf_addstr(out, text);
	else
		print_quoted(out, text);
}

static void
print_test(struct buf *out, const struct filter_node *n, enum lang lang)
{
	buf_addstr(out, filter_name(&n->field->names, lang));
	buf_addstr(out, op_texts[n->op]);
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		if (v->shape == FILTER_QUOTED_VALUE)
			print_quoted(out, v->text);
		else
			buf_addstr(out, v->text);
		if (v->next != NULL)
			buf_addch(out, ',');
	}
}

static void
print_kids(struct buf *out, const struct filter_node *n, const char *between, enum lang lang)
{
	for (const struct filter_node *kid = n->kids; kid != NULL; kid = kid->next) {
		bool brackets =
			kid->kind == FILTER_OR || (kid->kind == FILTER_AND && n->kind != FILTER_OR);

		if (kid != n->kids)
			buf_addstr(out, between);
		buf_addstr(out, brackets ? "(" : "");
		filter_print_node(out, kid, lang);
		buf_addstr(out, brackets ? ")" : "");
	}
}

void
filter_print_node(struct buf *out, const struct filter_node *n, enum lang lang)
{
	switch (n->kind) {
	case FILTER_ALL:
		break;
	case FILTER_AND:
		print_kids(out, n, " ", lang);
		break;
	case FILTER_OR:
		print_kids(out, n, " | ", lang);
		break;
	case FILTER_NOT:
		buf_addch(out, '-');
		print_kids(out, n, "", lang);
		break;
	case FILTER_TEST:
		print_test(out, n, lang);
		break;
	case FILTER_FLAG:
		buf_addstr(out, filter_name(&n->flag->names, lang));
		break;
	case FILTER_QUOTED:
		print_quoted(out, n->text);
		break;
	case FILTER_VIEW:
		buf_addch(out, '@');
		buf_addstr(out, n->text);
		break;
	case FILTER_WORD:
		buf_addstr(out, n->text);
		break;
	}
}

static void
print_directive(struct buf *out, const char *name, size_t *count)
{
	if (*count == 0 && out->len > 0)
		buf_addch(out, ' ');
	buf_addstr(out, *count == 0 ? name : ",");
	++*count;
}

void
filter_print(struct buf *out, const struct filter *f, enum lang lang)
{
	bool en = lang == LANG_EN;
	size_t sorts = 0, groups = 0, columns = 0, tops = 0;

	filter_print_node(out, f->root, lang);
	for (size_t i = 0; i < f->sort_count; i++) {
		print_directive(out, en ? "sort:" : "排:", &sorts);
		buf_addstr(out, f->sorts[i].descending ? "-" : "");
		buf_addstr(out, filter_name(&f->sorts[i].field->names, lang));
	}
	if (f->group != NULL) {
		print_directive(out, en ? "group:" : "组:", &groups);
		buf_addstr(out, filter_name(&f->group->names, lang));
	}
	for (size_t i = 0; i < f->column_count; i++) {
		print_directive(out, en ? "cols:" : "列:", &columns);
		buf_addstr(out, filter_name(&f->columns[i]->names, lang));
	}
	if (f->top != 0) {
		print_directive(out, en ? "top:" : "限:", &tops);
		buf_addf(out, "%lld", (long long)f->top);
	}
}

static bool
same_field(const struct filter_field *a, const struct filter_field *b)
{
	return a == b || (a != NULL && b != NULL && a->id == b->id);
}

static bool
same_values(const struct filter_value *a, const struct filter_value *b)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (a->shape != b->shape || !filter_same(a->text, b->text))
			return false;
	return a == b;
}

static bool
same_node(const struct filter_node *a, const struct filter_node *b)
{
	const struct filter_node *x = a->kids, *y = b->kids;

	if (a->kind != b->kind || !same_field(a->field, b->field) || a->op != b->op ||
		a->flag != b->flag || !same_values(a->values, b->values) ||
		(a->text == NULL) != (b->text == NULL) ||
		(a->text != NULL && !filter_same(a->text, b->text)))
		return false;
	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (!same_node(x, y))
			return false;
	return x == y;
}

bool
filter_equal(const struct filter *a, const struct filter *b)
{
	if (a->sort_count != b->sort_count || a->column_count != b->column_count ||
		a->top != b->top || !same_field(a->group, b->group))
		return false;
	for (size_t i = 0; i < a->sort_count; i++)
		if (!same_field(a->sorts[i].field, b->sorts[i].field) ||
			a->sorts[i].descending != b->sorts[i].descending)
			return false;
	for (size_t i = 0; i < a->column_count; i++)
		if (!same_field(a->columns[i], b->columns[i]))
			return false;
	return same_node(a->root, b->root);
}
