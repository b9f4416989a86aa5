#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

enum { MOST_CATEGORIES = 500 };

struct categories_file {
	struct group *groups;
	size_t group_count;
	struct category *categories;
	size_t category_count;
};

static bool
parse_letters(struct yaml *y, const struct yaml_node *node, void *at)
{
	const char *t = node->text;
	char letters[3] = "";

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	if (strlen(t) != 2 || t[0] < 'A' || t[0] > 'Z' || t[1] < 'A' || t[1] > 'Z')
		return yaml_error(y, node, _("应是两个大写字母, 不能是 「%s」"), t);
	memcpy(letters, t, 2);
	memcpy(at, letters, sizeof(letters));
	return true;
}

static const struct yaml_field condition_fields[] = {
	{"key", YAML_TEXT, .at = offsetof(struct condition, key), .needed = true, .unique = true},
	{"zh", YAML_TEXT, .at = offsetof(struct condition, name.zh), .needed = true},
	{"en", YAML_TEXT, .at = offsetof(struct condition, name.en), .needed = true},
	{"limit", YAML_CUSTOM, .at = offsetof(struct condition, limit), .needed = true,
		.parse = parse_limit},
	{"words", YAML_WORDS, .at = offsetof(struct condition, keywords), .needed = true},
	{0},
};

#define AT(member) offsetof(struct category, member)

static const struct yaml_field category_fields[] = {
	{"code", YAML_INT, .at = AT(code), .needed = true, .unique = true, .min = 100,
		.max = CATEGORY_CODES - 1},
	{"letters", YAML_CUSTOM, .at = AT(letters), .needed = true, .unique = true,
		.parse = parse_letters},
	{"zh", YAML_TEXT, .at = AT(name.zh), .needed = true, .unique = true},
	{"en", YAML_TEXT, .at = AT(name.en), .needed = true, .unique = true},
	{"brief", YAML_TEXT, .at = AT(brief), .needed = true, .unique = true, .min = 2, .max = 2},
	{"tier", YAML_ENUM, .at = AT(tier), .needed = true, .names = tier_names},
	{"limit", YAML_CUSTOM, .at = AT(limit), .parse = parse_limit},
	{"when", YAML_LIST, .at = AT(conditions), .fields = condition_fields,
		.size = sizeof(struct condition), .count_at = AT(condition_count)},
	{"leads", YAML_ENUMS, .at = AT(leads), .needed = true, .names = unit_kind_names},
	{"basis", YAML_TEXT, .at = AT(basis), .needed = true},
	{"kind", YAML_ENUM, .at = AT(kind), .needed = true, .names = kind_names},
	{"pain_point", YAML_BOOL, .at = AT(pain_point)},
	{"sealed", YAML_BOOL, .at = AT(sealed)},
	{"restricted", YAML_BOOL, .at = AT(restricted)},
	{"on_the_spot", YAML_BOOL, .at = AT(on_the_spot)},
	{"words", YAML_WORDS, .at = AT(keywords), .needed = true},
	{"confirmed", YAML_CUSTOM, .at = 0, .parse = parse_confirmed},
	{0},
};

static const struct yaml_field group_fields[] = {
	{"code", YAML_INT, .at = offsetof(struct group, code), .needed = true, .unique = true,
		.min = 1, .max = CATEGORY_CODES / 100 - 1},
	{"zh", YAML_TEXT, .at = offsetof(struct group, name.zh), .needed = true, .unique = true},
	{"en", YAML_TEXT, .at = offsetof(struct group, name.en), .needed = true, .unique = true},
	{"national", YAML_TEXT, .at = offsetof(struct group, national), .needed = true},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"groups", YAML_LIST, .at = offsetof(struct categories_file, groups), .needed = true,
		.fields = group_fields, .size = sizeof(struct group),
		.count_at = offsetof(struct categories_file, group_count)},
	{"categories", YAML_LIST, .at = offsetof(struct categories_file, categories),
		.needed = true, .fields = category_fields, .size = sizeof(struct category),
		.count_at = offsetof(struct categories_file, category_count)},
	{0},
};

static int
group_index(const struct rules *r, int code)
{
	for (size_t i = 0; i < r->group_count; i++)
		if (r->groups[i].code == code)
			return (int)i;
	return -1;
}

/* What one entry alone cannot show. */
static void
check_category(struct reading *rd, const struct category *c, const struct yaml_node *entry)
{
	struct yaml *y = &rd->y;

	if (c->group < 0)
		yaml_error(y, yaml_get(entry, "code"), _("没有组 %02d"), c->code / 100);
	if (c->leads[0] == UNITK_NONE)
		yaml_error(y, yaml_get(entry, "leads"), "%s", _("这里不能空着"));
	if (c->tier == TIER_NONE && c->limit.unit == UNIT_NONE)
		yaml_error(y, entry, "%s", _("不分级的类别要有自己的时限 limit"));
	for (size_t i = 0; c->keywords[i] != NULL; i++)
		if (strlen(c->keywords[i]) < 3)
			yaml_error(
				y, yaml_get(entry, "words"), _("词 「%s」 太短"), c->keywords[i]);
}

static void
take_categories(struct reading *rd, struct categories_file *f, const struct yaml_node *list)
{
	struct rules *r = rd->rules;
	const struct yaml_node *entry = list->first;

	if (f->category_count > MOST_CATEGORIES)
		yaml_error(&rd->y, list, _("最多 %d 个类别"), MOST_CATEGORIES);
	r->categories = f->categories;
	r->category_count = f->category_count;
	for (size_t i = 0; i < f->category_count; i++, entry = entry->next) {
		struct category *c = &f->categories[i];

		c->group = group_index(r, c->code / 100);
		c->statute_source = ""; /* until a track is read that it follows */
		if (i > 0 && c->code < c[-1].code)
			yaml_error(&rd->y, entry, "%s", _("类别应按编码从小到大排列"));
		check_category(rd, c, entry);
		reading_confirm(rd, entry, arena_printf(&rd->y.tree, "categories.%04d", c->code));
	}
}

void
read_categories(struct reading *rd)
{
	struct categories_file f = {0};
	const struct yaml_node *top = reading_load(rd, "categories.yaml");

	if (!yaml_read(&rd->y, top, file_fields, &f))
		return;
	if (f.group_count > MOST_GROUPS) {
		yaml_error(&rd->y, yaml_get(top, "groups"), _("最多 %d 个组"), MOST_GROUPS);
		return;
	}
	rd->rules->group_count = f.group_count;
	memcpy(rd->rules->groups, f.groups, f.group_count * sizeof(*f.groups));
	take_categories(rd, &f, yaml_get(top, "categories"));
}
