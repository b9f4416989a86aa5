#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

static const char *const fact_names[] = {"words", "danger", "reports", "caller", "people", "like",
	"instructed", "units", "returned", "days", "hung", NULL};
static const char *const raise_names[] = {"offer", "auto", NULL};

_Static_assert(sizeof(fact_names) / sizeof(fact_names[0]) == ENTRY_FACT_COUNT + 1, "facts");

enum { TEST_MOST = 99, NAME_MOST = 24, LEAST_MOST = 10000, DAYS_MOST = 366 };

#define AT(member) offsetof(struct entry_test, member)

static const struct yaml_field test_fields[] = {
	{"value", YAML_INT, .at = AT(value), .needed = true, .unique = true, .min = 1,
		.max = TEST_MOST},
	{"zh", YAML_TEXT, .at = AT(name.zh), .needed = true, .min = 1, .max = NAME_MOST},
	{"en", YAML_TEXT, .at = AT(name.en), .needed = true, .min = 1, .max = NAME_MOST},
	{"tier", YAML_ENUM, .at = AT(tier), .needed = true, .names = tier_names},
	{"fact", YAML_ENUM, .at = AT(fact), .needed = true, .names = fact_names},
	{"least", YAML_INT, .at = AT(least), .needed = true, .min = 1, .max = LEAST_MOST},
	{"days", YAML_INT, .at = AT(days), .min = 1, .max = DAYS_MOST},
	{"words", YAML_WORDS, .at = AT(words)},
	{"raise", YAML_ENUM, .at = AT(automatic), .needed = true, .names = raise_names},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"tests", YAML_LIST, .at = offsetof(struct rules, entry_tests),
		.count_at = offsetof(struct rules, entry_count), .needed = true,
		.fields = test_fields, .size = sizeof(struct entry_test)},
	{0},
};

/* What a fact cannot do without, and what says nothing of it. */
static void
check(struct reading *rd, const struct entry_test *t, const struct yaml_node *entry)
{
	if ((t->fact == ENTRY_WORDS) != (t->words[0] != NULL))
		yaml_error(&rd->y, entry, "%s", _("words 和 fact: words 要写就都写"));
	if ((t->fact == ENTRY_LIKE) != (t->days != 0))
		yaml_error(&rd->y, entry, "%s", _("days 和 fact: like 要写就都写"));
	if (t->tier < TIER_KEY)
		yaml_error(&rd->y, yaml_get(entry, "tier"), "%s", _("只能调高到 key 或 hard"));
}

void
read_entry(struct reading *rd)
{
	const struct yaml_node *top = reading_load(rd, "entry.yaml");

	if (!yaml_read(&rd->y, top, file_fields, rd->rules))
		return;
	const struct yaml_node *item = yaml_get(top, "tests")->first;

	for (size_t i = 0; i < rd->rules->entry_count; i++, item = item->next)
		check(rd, &rd->rules->entry_tests[i], item);
}
