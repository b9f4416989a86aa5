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
	enum choice_list list;
	const char *const *codes; /* fixed in the program: all must be there with these values */
	bool bits;		  /* the value is 1 << position */
};

static const struct list choice_lists[] = {
	{"channels", CHOICE_CHANNEL, NULL, false},
	{"matter_types", CHOICE_MATTER_TYPE, matter_names, false},
	{"kinds", CHOICE_KIND, kind_names, false},
	{"identities", CHOICE_IDENTITY, NULL, false},
	{"notify", CHOICE_NOTIFY, NULL, false},
	{"publicity", CHOICE_PUBLIC, NULL, false},
	{"reject_grounds", CHOICE_REJECT_GROUND, NULL, false},
	{"return_grounds", CHOICE_RETURN_GROUND, NULL, false},
	{"refer_routes", CHOICE_REFER_ROUTE, NULL, false},
	{"transfer_reasons", CHOICE_TRANSFER_REASON, NULL, false},
	{"extend_reasons", CHOICE_EXTEND_REASON, NULL, false},
	{"hang_reasons", CHOICE_HANG_REASON, NULL, false},
	{"exclude_reasons", CHOICE_EXCLUDE_REASON, NULL, false},
	{"contact_results", CHOICE_CONTACT_RESULT, NULL, false},
	{"solved", CHOICE_SOLVED, NULL, false},
	{"satisfied", CHOICE_SATISFIED, NULL, false},
	{NULL, CHOICE_LIST_COUNT, NULL, false},
};

static const struct list unit_lists[] = {
	{"unit_kinds", CHOICE_UNIT_KIND, unit_kind_names, false},
	{"roles", CHOICE_ROLE, role_names, true},
	{NULL, CHOICE_LIST_COUNT, NULL, false},
};

static const struct list letter_lists[] = {
	{"letters", CHOICE_LETTER, NULL, false},
	{NULL, CHOICE_LIST_COUNT, NULL, false},
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
