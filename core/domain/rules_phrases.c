#include "core/domain/rules_read.h"

#include "core/base/i18n.h"

static const char *const use_names[] = {"opinion", "spot", "answer_yes", "answer_part", "answer_no",
	"urge", "yellow", "red", "raise", "joint", "remedies", NULL};

_Static_assert(sizeof(use_names) / sizeof(use_names[0]) == PHRASE_USE_COUNT + 1, "names");

enum { PHRASE_MOST = 300, GROUP_OF = 100 };

static const struct yaml_field phrase_fields[] = {
	{"use", YAML_ENUM, .at = offsetof(struct stock_phrase, use), .needed = true,
		.names = use_names},
	{"of", YAML_INT, .at = offsetof(struct stock_phrase, of), .min = 1, .max = CATEGORY_CODES},
	{"unit", YAML_ENUM, .at = offsetof(struct stock_phrase, unit), .names = unit_kind_names},
	{"text", YAML_TEXT, .at = offsetof(struct stock_phrase, text), .needed = true, .min = 1,
		.max = PHRASE_MOST},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"phrases", YAML_LIST, .at = offsetof(struct rules, phrases),
		.count_at = offsetof(struct rules, phrase_count), .needed = true,
		.fields = phrase_fields, .size = sizeof(struct stock_phrase)},
	{0},
};

/* 4 or 403: is there such a group or category? */
static bool
is_known(const struct rules *r, int of)
{
	for (size_t i = 0; i < r->group_count; i++)
		if (r->groups[i].code == of)
			return true;
	for (size_t i = 0; i < r->category_count; i++)
		if (r->categories[i].code == of)
			return true;
	return of == 0;
}

void
read_phrases(struct reading *rd)
{
	const struct yaml_node *top = reading_load(rd, "phrases.yaml");

	if (!yaml_read(&rd->y, top, file_fields, rd->rules))
		return;
	const struct yaml_node *item = yaml_get(top, "phrases")->first;

	for (size_t i = 0; i < rd->rules->phrase_count; i++, item = item->next)
		if (rd->rules->category_count > 0 && !is_known(rd->rules, rd->rules->phrases[i].of))
			yaml_error(&rd->y, yaml_get(item, "of"), _("没有类别 「%s」"),
				yaml_get(item, "of")->text);
}

/* How closely a phrase fits; negative: not at all. */
static int
fit(const struct stock_phrase *p, int category, enum unit_kind unit)
{
	int score = 0;

	if (p->of != 0 && p->of != category && p->of != category / GROUP_OF)
		return -1;
	if (p->unit != UNITK_NONE && p->unit != (int)unit)
		return -1;
	score += p->of >= GROUP_OF ? 4 : p->of > 0 ? 2 : 0;
	return score + (p->unit != UNITK_NONE);
}

const char *
phrase_find(const struct rules *r, enum phrase_use use, int category, enum unit_kind unit)
{
	const char *text = "";
	int best = -1;

	for (size_t i = 0; i < r->phrase_count; i++) {
		const struct stock_phrase *p = &r->phrases[i];
		int score = p->use == (int)use ? fit(p, category, unit) : -1;

		if (score > best) {
			best = score;
			text = p->text;
		}
	}
	return text;
}
