/* Directives: how a list is to be shown, among the terms that say what is in it. */
#include "core/domain/filter_lex.h"

#include "core/base/i18n.h"
#include "core/base/nearest.h"

static const struct {
	const char *name;
	enum filter_directive kind;
} directives[] = {
	{"排", FILTER_SORT},
	{"sort", FILTER_SORT},
	{"px", FILTER_SORT},
	{"组", FILTER_GROUP},
	{"group", FILTER_GROUP},
	{"fz", FILTER_GROUP},
	{"列", FILTER_COLUMNS},
	{"cols", FILTER_COLUMNS},
	{"限", FILTER_TOP},
	{"top", FILTER_TOP},
};

enum filter_directive
filter_directive(const char *word)
{
	for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++)
		if (filter_same(word, directives[i].name))
			return directives[i].kind;
	return FILTER_NO_DIRECTIVE;
}

bool
filter_no_field(const struct filter_lang *lang, const char *name, size_t from, size_t to,
	struct arena *mem, struct filter_fault *fault, struct err *err)
{
	size_t count = lang->field_count;
	const char **names = arena_array(mem, 2 * count, sizeof(*names));

	for (size_t i = 0; i < count; i++) {
		names[2 * i] = lang->fields[i].names.zh;
		names[2 * i + 1] = lang->fields[i].names.en;
	}
	const char *near = nearest_name(name, names, 2 * count);

	if (near == NULL)
		return filter_bad(
			fault, from, to, "", err, _("没有「%s」这一项, 按 F4 看全部"), name);
	return filter_bad(fault, from, to, near, err, _("没有「%s」这一项, 是「%s」吗? Tab 用它"),
		name, near);
}

static bool
take_top(struct filter *out, const struct filter_value *v, struct filter_fault *fault,
	struct err *err)
{
	if (v->shape != FILTER_NUMBER_VALUE || v->number < 1000 || v->number % 1000 != 0)
		return filter_bad(fault, v->from, v->to, "", err, _("「限」后面要写一个数"));
	out->top = v->number / 1000;
	return true;
}

bool
filter_take_directive(struct filter *out, const struct filter_lang *lang,
	enum filter_directive kind, const struct filter_value *v, struct arena *mem,
	struct filter_fault *fault, struct err *err)
{
	if (kind == FILTER_TOP)
		return take_top(out, v, fault, err);
	bool descending = *v->text == '-';
	const char *name = v->text + descending;
	const struct filter_field *field = filter_field(lang, name);

	if (field == NULL)
		return filter_no_field(lang, name, v->from, v->to, mem, fault, err);
	if (kind == FILTER_GROUP)
		out->group = field;
	else if (kind == FILTER_SORT && out->sort_count < FILTER_MAX_SORTS)
		out->sorts[out->sort_count++] = (struct filter_sort){field, descending};
	else if (kind == FILTER_COLUMNS && out->column_count < FILTER_MAX_COLUMNS)
		out->columns[out->column_count++] = field;
	return true;
}
