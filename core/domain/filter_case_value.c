/* The other way round: from a stored value to its name and to the term that finds it. */
#include "core/domain/filter_case_inner.h"

#include "core/base/date.h"
#include "core/domain/area.h"
#include "core/domain/case.h"
#include "core/domain/lookup.h"

/* Its first row in the table. */
static const struct filter_field *
field_of(enum case_filter_field id)
{
	size_t i = 0;

	while (i + 1 < filter_cases.field_count && filter_cases.fields[i].id != (int)id)
		i++;
	return &filter_cases.fields[i];
}

static const char *
term(struct arena *mem, enum case_filter_field field, const char *op, const char *value)
{
	struct buf b;

	buf_init(&b);
	buf_addstr(&b, filter_name(&field_of(field)->names, i18n_lang()));
	buf_addstr(&b, op);
	filter_print_value(&b, value);
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

/* Choices by their value: the code is the shortest thing to type where there is one. */
static bool
choice_value(struct session *s, enum case_filter_field field, int64_t value, struct arena *mem,
	const char **label, const char **filter)
{
	struct case_choice c;

	for (size_t i = 0; case_filter_choice(s->rules, field, i, &c); i++) {
		if (c.value != value || c.many)
			continue;
		*label = word_now(c.word);
		*filter = term(mem, field, ":", c.code[0] != '\0' ? c.code : word_now(c.word));
		return true;
	}
	return false;
}

/* By name where nobody else has it, else by number. */
static bool
named_value(struct session *s, enum case_filter_field field, enum lookup_kind kind, int64_t id,
	struct arena *mem, const char **label, const char **filter, struct err *err)
{
	struct lookup_item item;
	int64_t *ids;
	size_t count;
	bool found;

	if (!lookup_by_id(s, kind, id, &item, &found, err))
		return false;
	if (!found) {
		*filter = term(mem, field, ":", arena_printf(mem, "#%lld", (long long)id));
		return true;
	}
	*label = arena_strdup(mem, item.name);
	if (!lookup_ids(s, kind, LOOKUP_IS, *label, mem, &ids, &count, err))
		return false;
	*filter = count == 1 ? term(mem, field, "=", *label)
			     : term(mem, field, ":", arena_printf(mem, "#%lld", (long long)id));
	return true;
}

static void
day_value(enum case_filter_field field, int64_t day, struct arena *mem, const char **label,
	const char **filter)
{
	int year, month, of_month;

	if (day == INT64_MAX)
		return;
	day_to_date((int32_t)day, &year, &month, &of_month);
	*label = arena_printf(mem, "%04d-%02d-%02d", year, month, of_month);
	*filter = term(mem, field, ":", *label);
}

static bool
area_value(struct session *s, int64_t code, struct arena *mem, const char **label,
	const char **filter, struct err *err)
{
	struct area area;
	bool found;

	*filter = term(mem, CF_AREA, ":", arena_printf(mem, "%lld", (long long)code));
	if (!area_by_code(s, code, mem, &area, &found, err))
		return false;
	if (found)
		*label = area.name;
	return true;
}

static bool
grid_value(struct session *s, int64_t place, struct arena *mem, const char **label,
	const char **filter, struct err *err)
{
	char code[GRID_CODE_BYTES];

	grid_code_format(place, code);
	*filter = term(mem, CF_GRID, ":", code);
	return find_grid_name(s, place / 1000, mem, label, err);
}

static bool
is_named(enum case_filter_field field, enum lookup_kind *kind)
{
	switch (field) {
	case CF_ESTATE:
		*kind = LOOKUP_ESTATE;
		return true;
	case CF_UNIT:
	case CF_DESK:
		*kind = LOOKUP_UNIT;
		return true;
	case CF_HANDLER:
	case CF_AUTHOR:
		*kind = LOOKUP_STAFF;
		return true;
	default:
		return false;
	}
}

bool
case_filter_value(struct session *s, enum case_filter_field field, int64_t value, struct arena *mem,
	const char **label, const char **filter, struct err *err)
{
	enum lookup_kind kind;

	*label = *filter = "";
	if (is_named(field, &kind)) {
		if (value != 0)
			return named_value(s, field, kind, value, mem, label, filter, err);
		*filter = term(mem, field, ":", "无");
		return true;
	}
	switch (field_of(field)->type) {
	case FILTER_DATE:
		day_value(field, value, mem, label, filter);
		return true;
	case FILTER_CODE:
		if (field == CF_AREA)
			return area_value(s, value, mem, label, filter, err);
		return place_grid(value) == 0 || grid_value(s, value, mem, label, filter, err);
	case FILTER_SET:
		if (choice_value(s, field, value, mem, label, filter))
			return true;
		break;
	default:
		break;
	}
	*label = arena_printf(mem, "%lld", (long long)value);
	if (field_of(field)->type == FILTER_NUMBER)
		*filter = term(mem, field, ":", *label);
	return true;
}
