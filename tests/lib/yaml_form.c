#include "tests/lib/yaml_form.h"

static const char *const levels[] = {"", "一般", "重点", "难点", NULL};
static const char *const units[] = {"", "property", "traffic", "police", "fire", NULL};

static const struct yaml_field word_fields[] = {
	{"zh", YAML_TEXT, .at = 0, .needed = true},
	{"en", YAML_TEXT, .at = sizeof(const char *)},
	{0},
};

static const struct yaml_field item_fields[] = {
	{"code", YAML_TEXT, .at = offsetof(struct form_item, code), .needed = true, .pattern = "AA",
		.defines = "item"},
	{"zh", YAML_TEXT, .at = offsetof(struct form_item, zh), .needed = true, .unique = true},
	{"next", YAML_TEXT, .at = offsetof(struct form_item, next), .refers = "item"},
	{0},
};

const struct yaml_field form_fields[] = {
	{"name", YAML_TEXT, .at = offsetof(struct form, name), .needed = true, .min = 1, .max = 10},
	{"letters", YAML_TEXT, .at = offsetof(struct form, letters), .pattern = "AA"},
	{"number", YAML_INT, .at = offsetof(struct form, number), .min = 101, .max = 1299},
	{"ratio", YAML_INT, .at = offsetof(struct form, ratio), .max = 100, .preset = "80"},
	{"pain_point", YAML_BOOL, .at = offsetof(struct form, pain_point), .preset = "否"},
	{"sealed", YAML_BOOL, .at = offsetof(struct form, sealed)},
	{"level", YAML_ENUM, .at = offsetof(struct form, level), .names = levels},
	{"leads", YAML_ENUMS, .at = offsetof(struct form, leads), .names = units},
	{"keywords", YAML_WORDS, .at = offsetof(struct form, keywords)},
	{"items", YAML_LIST, .at = offsetof(struct form, items), .fields = item_fields,
		.size = sizeof(struct form_item), .count_at = offsetof(struct form, item_count)},
	{"words", YAML_STRUCT, .at = offsetof(struct form, words), .fields = word_fields},
	{0},
};
