#include "core/serve/suggest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/utf8.h"

/* Evidence that speaks for none of the categories: what keeps one short word from looking certain. */
static const double doubt = 1.2;

enum { WORDS_AT_A_PLACE = 16 };

struct tally {
	double score;
	const char *words[SUGGEST_WORDS];
	size_t lengths[SUGGEST_WORDS];
	size_t count;
};

/* Kept longest first: the longest words say most. */
static void
remember(struct tally *t, const char *word, size_t length)
{
	size_t at = t->count < SUGGEST_WORDS ? t->count++ : SUGGEST_WORDS;

	while (at > 0 && t->lengths[at - 1] < length) {
		if (at < SUGGEST_WORDS) {
			t->words[at] = t->words[at - 1];
			t->lengths[at] = t->lengths[at - 1];
		}
		at--;
	}
	if (at < SUGGEST_WORDS) {
		t->words[at] = word;
		t->lengths[at] = length;
	}
}

/*
 * A longer word is rarer and says more. People ask, advise and thank in messages about anything: the words
 * of that group (请问, 建议) weigh little beside what the message is about.
 */
static double
weight(const struct rules *rules, const struct keyword *k, size_t length)
{
	enum { ADVICE = 11 };
	int group = rules->groups[rules->categories[k->category].group].code;

	return pow((double)length - 0.5, 1.5) * (group == ADVICE ? 0.3 : 1);
}

/* Each word counts once a text, however often it occurs. */
static void
score(const struct rules *rules, const char *text, double factor, struct tally *tallies,
	uint8_t *met)
{
	const struct keyword *found[WORDS_AT_A_PLACE];

	for (const char *p = text; *p != '\0'; utf8_next(&p)) {
		size_t n = keywords_at(rules, p, found, WORDS_AT_A_PLACE);

		for (size_t i = 0; i < n; i++) {
			const struct keyword *k = found[i];
			size_t length = utf8_count(k->text);

			if (met[k - rules->keywords] || rules->categories[k->category].sealed)
				continue;
			met[k - rules->keywords] = 1;
			tallies[k->category].score += factor * weight(rules, k, length);
			remember(&tallies[k->category], k->text, length);
		}
	}
}

size_t
suggest_categories(const struct rules *rules, const char *title, const char *body,
	struct category_guess out[SUGGEST_CATEGORIES])
{
	struct tally *tallies = xcalloc(rules->category_count, sizeof(*tallies));
	uint8_t *met = xcalloc(rules->keyword_bucket[KEYWORD_BUCKETS], 1);
	double sum = doubt;
	size_t n = 0;

	score(rules, title, 2, tallies,
		met); /* first, so that a word of the title keeps its weight */
	score(rules, body, 1, tallies, met);
	free(met);
	for (size_t i = 0; i < rules->category_count; i++)
		sum += tallies[i].score;
	while (n < SUGGEST_CATEGORIES) {
		size_t best = 0;

		for (size_t i = 1; i < rules->category_count; i++)
			if (tallies[i].score > tallies[best].score)
				best = i;
		struct tally *t = &tallies[best];

		if (t->score <= 0)
			break;
		out[n].code = rules->categories[best].code;
		out[n].percent = (int)(100 * t->score / sum);
		out[n].word_count = t->count;
		memcpy(out[n].words, t->words, sizeof(out[n].words));
		n++;
		t->score = 0;
	}
	free(tallies);
	return n;
}
