#include "core/domain/entry.h"

#include <string.h>

#include "core/base/date.h"
#include "core/domain/case_history.h"
#include "core/domain/entry_db.h"
#include "core/domain/intake.h"

int
entry_like_days(const struct rules *rules)
{
	for (size_t i = 0; i < rules->entry_count; i++)
		if (rules->entry_tests[i].fact == ENTRY_LIKE)
			return rules->entry_tests[i].days;
	return 0;
}

bool
entry_read(struct session *s, const struct case_row *row, int cat, struct entry_facts *out,
	struct err *err)
{
	const struct choice *mailbox = choice_by_code(s->rules, CHOICE_CHANNEL, "LD");
	int *n = out->counts;

	*out = (struct entry_facts){.like_days = entry_like_days(s->rules)};
	n[ENTRY_DANGER] = (row->flags & CASE_DANGER) != 0;
	n[ENTRY_REPORTS] =
		1 + row->reopened + ((row->flags & CASE_REPEAT) != 0 && row->reopened == 0);
	n[ENTRY_PEOPLE] = row->joint;
	n[ENTRY_RETURNED] = row->returned;
	n[ENTRY_DAYS] = (int)((session_now(s) - row->opened_at) / DATE_DAY_S);
	if (!entry_read_counts(s, row, cat, out, err) ||
		!history_count(s, row->id, EV_HANG, &n[ENTRY_HUNG], err) ||
		!history_count(s, row->id, EV_INSTRUCT, &n[ENTRY_INSTRUCTED], err))
		return false;
	n[ENTRY_INSTRUCTED] += mailbox != NULL && row->channel == mailbox->value;
	return true;
}

static const char *
first_word(const struct entry_test *t, const char *text)
{
	for (size_t i = 0; t->words[i] != NULL; i++)
		if (strstr(text, t->words[i]) != NULL)
			return t->words[i];
	return NULL;
}

/* By the facts, or by what stands in the text. */
static bool
is_met(const struct rules *rules, const struct entry_test *t, const struct entry_facts *facts,
	const char *text, const char **word)
{
	*word = NULL;
	if (facts != NULL && facts->counts[t->fact] >= t->least)
		return true;
	if (text != NULL && t->fact == ENTRY_DANGER)
		*word = risk_word_find(rules, text);
	else if (text != NULL && t->fact == ENTRY_WORDS)
		*word = first_word(t, text);
	return *word != NULL;
}

const struct entry_test *
entry_find(const struct rules *rules, enum tier tier, const struct entry_facts *facts,
	const char *text, const char **word)
{
	const struct entry_test *best = NULL;
	const char *found;

	*word = NULL;
	for (size_t i = 0; i < rules->entry_count; i++) {
		const struct entry_test *t = &rules->entry_tests[i];
		enum tier least = best != NULL ? (enum tier)best->tier : tier;

		if ((enum tier)t->tier <= least || !is_met(rules, t, facts, text, &found))
			continue;
		best = t;
		*word = found;
	}
	return best;
}
