#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

const char *const tier_names[] = {"none", "ordinary", "key", "hard", NULL};
const char *const tier_names_used[] = {"", "ordinary", "key", "hard", NULL};
const char *const clock_names[] = {"", "accept", "route", "sign", "contact", "handle", "survey",
	"supervise", "statute", "mediate", "confirm", "perform", "review", "meeting", "transfer",
	"task", NULL};

_Static_assert(sizeof(tier_names) / sizeof(tier_names[0]) == TIER_COUNT + 1, "tiers");
_Static_assert(sizeof(clock_names) / sizeof(clock_names[0]) == CLOCK_KIND_COUNT + 1, "clocks");

struct clock_entry {
	int code;
	struct word name, brief;
};

struct tier_entry {
	int code;
	struct tier_rule rule;
};

struct tiers_file {
	struct clock_entry *clocks;
	size_t clock_count;
	struct tier_entry *tiers;
	size_t tier_count;
};

#define TIER_AT(member) offsetof(struct tier_entry, rule.member)
#define CLOCK_FIELD(name, kind) \
	{ \
		name, YAML_CUSTOM, .at = offsetof(struct tier_entry, rule.clocks[kind]), \
				   .parse = parse_limit \
	}

static const struct yaml_field tier_fields[] = {
	{"code", YAML_ENUM, .at = offsetof(struct tier_entry, code), .needed = true, .unique = true,
		.names = tier_names},
	{"zh", YAML_TEXT, .at = TIER_AT(name.zh), .needed = true},
	{"en", YAML_TEXT, .at = TIER_AT(name.en), .needed = true},
	{"brief", YAML_TEXT, .at = TIER_AT(brief.zh), .needed = true},
	{"brief_en", YAML_TEXT, .at = TIER_AT(brief.en), .needed = true},
	{"motto", YAML_TEXT, .at = TIER_AT(motto.zh)},
	{"motto_en", YAML_TEXT, .at = TIER_AT(motto.en)},
	CLOCK_FIELD("accept", CLOCK_ACCEPT),
	CLOCK_FIELD("route", CLOCK_ROUTE),
	CLOCK_FIELD("sign", CLOCK_SIGN),
	CLOCK_FIELD("contact", CLOCK_CONTACT),
	CLOCK_FIELD("handle", CLOCK_HANDLE),
	CLOCK_FIELD("survey", CLOCK_SURVEY),
	CLOCK_FIELD("supervise", CLOCK_SUPERVISE),
	CLOCK_FIELD("mediate", CLOCK_MEDIATE),
	CLOCK_FIELD("confirm", CLOCK_CONFIRM),
	CLOCK_FIELD("perform", CLOCK_PERFORM),
	CLOCK_FIELD("review", CLOCK_REVIEW),
	CLOCK_FIELD("meeting", CLOCK_MEETING),
	CLOCK_FIELD("transfer", CLOCK_TRANSFER),
	{"yellow", YAML_INT, .at = TIER_AT(yellow_percent), .needed = true, .min = 1, .max = 100},
	{"confirmed", YAML_CUSTOM, .at = 0, .parse = parse_confirmed},
	{0},
};

static const struct yaml_field clock_fields[] = {
	{"code", YAML_ENUM, .at = offsetof(struct clock_entry, code), .needed = true,
		.unique = true, .names = clock_names},
	{"zh", YAML_TEXT, .at = offsetof(struct clock_entry, name.zh), .needed = true},
	{"en", YAML_TEXT, .at = offsetof(struct clock_entry, name.en), .needed = true},
	{"brief", YAML_TEXT, .at = offsetof(struct clock_entry, brief.zh), .needed = true},
	{"brief_en", YAML_TEXT, .at = offsetof(struct clock_entry, brief.en), .needed = true},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"clocks", YAML_LIST, .at = offsetof(struct tiers_file, clocks), .needed = true,
		.fields = clock_fields, .size = sizeof(struct clock_entry),
		.count_at = offsetof(struct tiers_file, clock_count)},
	{"tiers", YAML_LIST, .at = offsetof(struct tiers_file, tiers), .needed = true,
		.fields = tier_fields, .size = sizeof(struct tier_entry),
		.count_at = offsetof(struct tiers_file, tier_count)},
	{0},
};

static void
take_clocks(struct reading *rd, const struct tiers_file *f, const struct yaml_node *node)
{
	struct rules *r = rd->rules;

	for (size_t i = 0; i < f->clock_count; i++) {
		r->clock_names[f->clocks[i].code] = f->clocks[i].name;
		r->clock_briefs[f->clocks[i].code] = f->clocks[i].brief;
	}
	r->clock_names[CLOCK_NONE] = r->clock_briefs[CLOCK_NONE] = (struct word){"", ""};
	for (int i = 1; i < CLOCK_KIND_COUNT; i++)
		if (r->clock_names[i].zh == NULL)
			yaml_error(&rd->y, node, _("列表里缺少 「%s」"), clock_names[i]);
}

static void
take_tiers(struct reading *rd, const struct tiers_file *f, const struct yaml_node *node)
{
	struct rules *r = rd->rules;
	const struct yaml_node *item = node->first;

	for (size_t i = 0; i < f->tier_count; i++, item = item->next) {
		const char *code = tier_names[f->tiers[i].code];

		if (f->tiers[i].code != TIER_NONE &&
			f->tiers[i].rule.clocks[CLOCK_HANDLE].unit == UNIT_NONE)
			yaml_error(&rd->y, item, _("缺少键 「%s」"), "handle");
		r->tiers[f->tiers[i].code] = f->tiers[i].rule;
		reading_confirm(rd, item, arena_printf(&rd->y.tree, "tiers.%s", code));
	}
	for (int i = 0; i < TIER_COUNT; i++)
		if (r->tiers[i].name.zh == NULL)
			yaml_error(&rd->y, node, _("列表里缺少 「%s」"), tier_names[i]);
}

void
read_tiers(struct reading *rd)
{
	struct tiers_file f = {0};
	const struct yaml_node *top = reading_load(rd, "tiers.yaml");

	if (!yaml_read(&rd->y, top, file_fields, &f))
		return;
	take_clocks(rd, &f, yaml_get(top, "clocks"));
	take_tiers(rd, &f, yaml_get(top, "tiers"));
}

/* "95.0" percent */
static bool
parse_permille(struct yaml *y, const struct yaml_node *node, void *at)
{
	const char *p = node->text;
	int value = 0, digits = 0;

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	for (; *p >= '0' && *p <= '9' && digits < 4; p++, digits++)
		value = value * 10 + (*p - '0');
	value *= 10;
	if (digits > 0 && p[0] == '.' && p[1] >= '0' && p[1] <= '9') {
		value += p[1] - '0';
		p += 2;
	}
	if (digits == 0 || *p != '\0' || value > 1000)
		return yaml_error(y, node, _("应是 0 到 100 的百分数, 最多一位小数, 不能是 「%s」"),
			node->text);
	memcpy(at, &value, sizeof(value));
	return true;
}

static const struct yaml_field program_fields[] = {
	{"hold_seconds", YAML_INT, .at = offsetof(struct rules, hold_seconds), .needed = true,
		.max = 120},
	{"certain_percent", YAML_INT, .at = offsetof(struct rules, certain_percent), .needed = true,
		.min = 1, .max = 100},
	{"take_percent", YAML_INT, .at = offsetof(struct rules, take_percent), .needed = true,
		.min = 1, .max = 100},
	{"duplicate_days", YAML_INT, .at = offsetof(struct rules, duplicate_days), .needed = true,
		.min = 1, .max = 3650},
	{"claim_seconds", YAML_INT, .at = offsetof(struct rules, claim_seconds), .needed = true,
		.min = 10, .max = 86400},
	{"reveal_seconds", YAML_INT, .at = offsetof(struct rules, reveal_seconds), .needed = true,
		.min = 1, .max = 600},
	{"draft_days", YAML_INT, .at = offsetof(struct rules, draft_days), .needed = true, .min = 1,
		.max = 3650},
	{"return_days", YAML_INT, .at = offsetof(struct rules, return_days), .needed = true,
		.min = 1, .max = 10},
	{"extend_days", YAML_INT, .at = offsetof(struct rules, extend_days), .needed = true,
		.min = 1, .max = 250},
	{"hang_days", YAML_INT, .at = offsetof(struct rules, hang_days), .needed = true, .min = 1,
		.max = 366},
	{"ontime_target", YAML_CUSTOM, .at = offsetof(struct rules, ontime_target_permille),
		.needed = true, .parse = parse_permille},
	{"pleased_target", YAML_CUSTOM, .at = offsetof(struct rules, pleased_target_permille),
		.needed = true, .parse = parse_permille},
	{"risk_words", YAML_WORDS, .at = offsetof(struct rules, risk_words), .needed = true},
	{0},
};

void
read_program(struct reading *rd)
{
	yaml_read(&rd->y, reading_load(rd, "program.yaml"), program_fields, rd->rules);
}
