#include "core/serve/suggest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/utf8.h"

/* Evidence that speaks for none of the categories: what keeps one short word from looking certain. */
static const double doubt = 1.2;

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

/* A longer word is rarer and says more; in the title it counts double. 0 when it does not occur. */
static double
weight(const char *word, const char *title, const char *body, size_t *length)
{
	bool in_title = strstr(title, word) != NULL;

	*length = utf8_count(word);
	if (!in_title && strstr(body, word) == NULL)
		return 0;
	return pow((double)*length - 0.5, 1.5) * (in_title ? 2 : 1);
}

static void
score(const struct category *cat, const char *title, const char *body, struct tally *t)
{
	for (const char *const *k = cat->keywords; k != NULL && *k != NULL; k++) {
		size_t length;
		double w = weight(*k, title, body, &length);

		if (w > 0) {
			t->score += w;
			remember(t, *k, length);
		}
	}
}

size_t
suggest_categories(const struct rules *rules, const char *title, const char *body,
	struct category_guess out[SUGGEST_CATEGORIES])
{
	struct tally *tallies = xcalloc(rules->category_count, sizeof(*tallies));
	double sum = doubt;
	size_t n = 0;

	for (size_t i = 0; i < rules->category_count; i++) {
		if (rules->categories[i].sealed)
			continue;
		score(&rules->categories[i], title, body, &tallies[i]);
		sum += tallies[i].score;
	}
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
