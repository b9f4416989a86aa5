#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

const char *const unit_kind_names[] = {"", "centre", "neighbour", "street", "community", "property",
	"owners", "mediation", "police", "traffic", "fire", "urban", "housing", "ecology", "market",
	"labour", "civil", "health", "education", "land", "farm", "water", "emergency", "works",
	"utility", "sanitation", "parks", "medicare", "justice", "court", "procurate", "petition",
	"discipline", "women", "disabled", "veterans", "sports", "finance", "efficiency",
	"transport", "culture", NULL};

_Static_assert(
	sizeof(unit_kind_names) / sizeof(unit_kind_names[0]) == UNITK_KIND_COUNT + 1, "names");

const char *const kind_names[] = {
	"", "complaint", "help", "question", "advice", "report", "dispute", "petition", NULL};

static const char *const matter_names[] = {"", "dispute", "petition", "complaint", "legal", NULL};

/* Bit n is position n. */
static const char *const role_names[] = {"op", "dsp", "hnd", "hl", "grd", "med", "dir", "sup",
	"ldr", "disc", "aud", "sysadm", "secadm", "audadm", NULL};

static const struct yaml_field choice_fields[] = {
	{"value", YAML_INT, .at = offsetof(struct choice, value), .needed = true, .unique = true,
		.min = 1, .max = INT32_MAX},
	{"code", YAML_TEXT, .at = offsetof(struct choice, code), .needed = true, .unique = true},
	{"zh", YAML_TEXT, .at = offsetof(struct choice, name.zh), .needed = true},
	{"en", YAML_TEXT, .at = offsetof(struct choice, name.en), .needed = true},
	{"brief", YAML_TEXT, .at = offsetof(struct choice, brief.zh)},
	{"brief_en", YAML_TEXT, .at = offsetof(struct choice, brief.en)},
	{"note", YAML_TEXT, .at = offsetof(struct choice, note)},
	{"of", YAML_ENUM, .at = offsetof(struct choice, parent), .names = matter_names},
	{0},
};

/* The lists of one file. */
struct list {
	const char *key;
	const char *const *codes; /* fixed in the program: all must be there with these values */
	enum choice_list list;
	bool bits; /* the value is 1 << position */
};

static const struct list choice_lists[] = {
	{"channels", NULL, CHOICE_CHANNEL, false},
	{"matter_types", matter_names, CHOICE_MATTER_TYPE, false},
	{"kinds", kind_names, CHOICE_KIND, false},
	{"identities", NULL, CHOICE_IDENTITY, false},
	{"notify", NULL, CHOICE_NOTIFY, false},
	{"publicity", NULL, CHOICE_PUBLIC, false},
	{"reject_grounds", NULL, CHOICE_REJECT_GROUND, false},
	{"return_grounds", NULL, CHOICE_RETURN_GROUND, false},
	{"refer_routes", NULL, CHOICE_REFER_ROUTE, false},
	{"transfer_reasons", NULL, CHOICE_TRANSFER_REASON, false},
	{"extend_reasons", NULL, CHOICE_EXTEND_REASON, false},
	{"hang_reasons", NULL, CHOICE_HANG_REASON, false},
	{"exclude_reasons", NULL, CHOICE_EXCLUDE_REASON, false},
	{"contact_results", NULL, CHOICE_CONTACT_RESULT, false},
	{"solved", NULL, CHOICE_SOLVED, false},
	{"satisfied", NULL, CHOICE_SATISFIED, false},
	{"agreement_forms", NULL, CHOICE_AGREEMENT_FORM, false},
	{"urge_to", NULL, CHOICE_URGE_TO, false},
	{"links", NULL, CHOICE_LINK, false},
	{NULL, NULL, CHOICE_LIST_COUNT, false},
};

static const struct list unit_lists[] = {
	{"unit_kinds", unit_kind_names, CHOICE_UNIT_KIND, false},
	{"roles", role_names, CHOICE_ROLE, true},
	{NULL, NULL, CHOICE_LIST_COUNT, false},
};

static const struct list letter_lists[] = {
	{"letters", NULL, CHOICE_LETTER, false},
	{NULL, NULL, CHOICE_LIST_COUNT, false},
};

static void
check_code(struct reading *rd, const struct list *l, const struct yaml_node *node, const char *code,
	int value)
{
	const struct choice *c = choice_by_code(rd->rules, l->list, code);

	if (c == NULL)
		yaml_error(&rd->y, node, _("列表里缺少 「%s」"), code);
	else if (c->value != value)
		yaml_error(&rd->y, node, _("「%s」 的 value 应是 %d, 程序里已固定"), code, value);
}

/* Every code of the program must have its words. */
static void
check_codes(struct reading *rd, const struct list *l, const struct yaml_node *node)
{
	for (int i = 0; l->codes != NULL && l->codes[i] != NULL; i++)
		if (l->codes[i][0] != '\0')
			check_code(rd, l, node, l->codes[i], l->bits ? 1 << i : i);
	if (l->list == CHOICE_ROLE)
		check_code(rd, l, node, "system", ROLE_SYSTEM);
}

/* As read, before it becomes unchangeable. */
struct read_list {
	struct choice *items;
	size_t count;
};

static void
take_list(struct reading *rd, const struct list *l, const struct read_list *read,
	const struct yaml_node *node)
{
	for (size_t i = 0; i < read->count; i++) {
		struct choice *c = &read->items[i];

		if (c->brief.zh[0] == '\0')
			c->brief.zh = c->name.zh;
		if (c->brief.en[0] == '\0')
			c->brief.en = c->name.en;
	}
	rd->rules->choices[l->list] = (struct choices){read->items, read->count};
	check_codes(rd, l, node);
}

static void
read_lists(struct reading *rd, const char *file, const struct list *lists)
{
	const struct yaml_node *top = reading_load(rd, file);
	struct read_list all[CHOICE_LIST_COUNT] = {{0}};
	struct yaml_field fields[CHOICE_LIST_COUNT + 1] = {{0}};

	for (int i = 0; lists[i].key != NULL; i++)
		fields[i] = (struct yaml_field){lists[i].key, YAML_LIST, .needed = true,
			.at = sizeof(all[0]) * (size_t)i + offsetof(struct read_list, items),
			.count_at = sizeof(all[0]) * (size_t)i + offsetof(struct read_list, count),
			.fields = choice_fields, .size = sizeof(struct choice)};
	if (!yaml_read(&rd->y, top, fields, all))
		return;
	for (int i = 0; lists[i].key != NULL; i++)
		take_list(rd, &lists[i], &all[i], yaml_get(top, lists[i].key));
}

void
read_choices(struct reading *rd)
{
	read_lists(rd, "choices.yaml", choice_lists);
	read_lists(rd, "units.yaml", unit_lists);
	read_lists(rd, "letters.yaml", letter_lists);
}
