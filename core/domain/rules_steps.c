#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

static const char *const act_names[] = {
	"remind", "urge", "notice", "circular", "talk", "list", "resume", NULL};
static const char *const to_names[] = {
	"dispatcher", "unit", "leader", "above", "above2", "group", "director", "leaders", NULL};

_Static_assert(sizeof(act_names) / sizeof(act_names[0]) == STEP_ACT_COUNT + 1, "acts");
_Static_assert(sizeof(to_names) / sizeof(to_names[0]) == STEP_TO_COUNT + 1, "receivers");

enum { STEP_MOST = 99, NAME_MOST = 20, TEXT_MOST = 300, PERCENT_MOST = 100 };

#define AT(member) offsetof(struct escalation_step, member)

static const struct yaml_field step_fields[] = {
	{"value", YAML_INT, .at = AT(value), .needed = true, .unique = true, .min = 1,
		.max = STEP_MOST},
	{"zh", YAML_TEXT, .at = AT(name.zh), .needed = true, .min = 1, .max = NAME_MOST},
	{"en", YAML_TEXT, .at = AT(name.en), .needed = true, .min = 1, .max = NAME_MOST},
	{"tiers", YAML_ENUMS, .at = AT(tiers), .needed = true, .names = tier_names_used},
	{"clock", YAML_ENUM, .at = AT(clock), .needed = true, .names = clock_names},
	{"percent", YAML_INT, .at = AT(percent), .min = 1, .max = PERCENT_MOST},
	{"after", YAML_CUSTOM, .at = AT(after), .parse = parse_limit},
	{"act", YAML_ENUM, .at = AT(act), .needed = true, .names = act_names},
	{"to", YAML_ENUM, .at = AT(to), .needed = true, .names = to_names},
	{"mark", YAML_TEXT, .at = AT(mark), .needed = true, .min = 1, .max = 1},
	{"text", YAML_TEXT, .at = AT(text), .needed = true, .min = 1, .max = TEXT_MOST},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"steps", YAML_LIST, .at = offsetof(struct rules, steps),
		.count_at = offsetof(struct rules, step_count), .needed = true,
		.fields = step_fields, .size = sizeof(struct escalation_step)},
	{0},
};

void
read_steps(struct reading *rd)
{
	const struct yaml_node *top = reading_load(rd, "escalation.yaml");
	struct rules *r = rd->rules;

	if (!yaml_read(&rd->y, top, file_fields, r))
		return;
	const struct yaml_node *item = yaml_get(top, "steps")->first;

	for (size_t i = 0; i < r->step_count; i++, item = item->next) {
		bool share = r->steps[i].percent > 0, late = r->steps[i].after.unit != UNIT_NONE;

		if (share == late)
			yaml_error(&rd->y, item, "%s", _("percent 和 after 要写一个, 只写一个"));
		if ((r->steps[i].act == STEP_RESUME) != (r->steps[i].clock == CLOCK_REVIEW))
			yaml_error(&rd->y, yaml_get(item, "act"), "%s",
				_("resume 只用于 review 时钟, 别的动作不用于它"));
	}
}

const struct escalation_step *
step_by_value(const struct rules *r, int value)
{
	for (size_t i = 0; i < r->step_count; i++)
		if (r->steps[i].value == value)
			return &r->steps[i];
	return NULL;
}
