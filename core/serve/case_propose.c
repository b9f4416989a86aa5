#include "core/serve/case_propose.h"

#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/domain/entry.h"
#include "core/domain/intake.h"

enum { CERTAIN = 100 };

/* The level of the category, or that of an entry test that is met. */
static enum tier
tier_for(const struct rules *rules, const struct category *cat, const struct entry_facts *facts,
	const char *text, const char **reason)
{
	const char *word;

	*reason = NULL;
	if (cat->tier == TIER_NONE)
		return TIER_NONE;
	const struct entry_test *t = entry_find(rules, cat->tier, facts, text, &word);

	if (t == NULL)
		return cat->tier;
	*reason = word != NULL ? word : word_now(t->name);
	return (enum tier)t->tier;
}

enum tier
case_tier_for(
	const struct rules *rules, const struct category *cat, const char *text, const char **risk)
{
	return tier_for(rules, cat, NULL, text, risk);
}

static void
choose_category(const struct case_row *row, int category, struct case_proposal *out)
{
	out->category = category != 0 ? category : row->cat;
	out->category_percent = CERTAIN;
	if (out->category != 0 || out->category_count == 0)
		return;
	out->category = out->categories[0].code;
	out->category_percent = out->categories[0].percent;
}

bool
case_propose(struct session *s, const struct case_row *row, int category, struct arena *mem,
	struct case_proposal *out, struct err *err)
{
	struct case_texts texts;

	*out = (struct case_proposal){0};
	if (!case_read_texts(store_db(s->store), row->id, mem, &texts, err))
		return false;
	const char *text = arena_printf(mem, "%s\n%s", row->title, texts.body);

	out->category_count = suggest_categories(s->rules, row->title, texts.body, out->categories);
	choose_category(row, category, out);
	const struct category *cat = category_by_code(s->rules, out->category);

	if (cat == NULL)
		return true;
	struct entry_facts facts;

	if (!entry_read(s, row, cat->code, &facts, err))
		return false;
	out->tier = tier_for(s->rules, cat, &facts, text, &out->risk);
	if (row->tier != TIER_NONE && out->category == row->cat) {
		out->tier = row->tier;
		out->risk = NULL;
	}
	out->condition = condition_find(cat, text);
	return suggest_units(s, out->category, row->place, row->estate_id, mem, out->units,
		&out->unit_count, err);
}

bool
case_duplicates(struct session *s, const struct case_row *row, const char *body, int category,
	struct arena *mem, struct duplicate_guess out[SUGGEST_DUPLICATES], size_t *count,
	struct err *err)
{
	struct case_proposal p = {0};

	p.category_count = suggest_categories(s->rules, row->title, body, p.categories);
	choose_category(row, category, &p);
	return suggest_duplicates(s, row->id, p.category, row->place, row->estate_id, row->title,
		body, mem, out, count, err);
}
