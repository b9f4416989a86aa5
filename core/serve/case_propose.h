/*
 * What the program proposes for a matter that waits to be accepted or routed, all of it at once: category,
 * level, special limit, unit. Dialogs and triage show the same proposal.
 */
#ifndef LINLI_CASE_PROPOSE_H
#define LINLI_CASE_PROPOSE_H

#include "core/serve/suggest.h"

struct case_proposal {
	struct category_guess categories[SUGGEST_CATEGORIES]; /* by the words of the text */
	size_t category_count;
	int category;         /* the matter's own, else the best guess; 0: none */
	int category_percent; /* 100: it stands already */
	enum tier tier; /* the matter's own, else the category's, raised by an entry test (entry.h) */
	const char *risk; /* the word that met it, or its name; NULL: none, or it changed nothing */
	const struct condition *condition; /* whose words the text holds; NULL: none */
	struct unit_guess units[SUGGEST_UNITS];
	size_t unit_count;
};

/*
 * For a matter as it is, or as if it had that category (0: its own). Certainty is judged by the caller with
 * rules->certain_percent. Everything lives in mem.
 */
bool case_propose(struct session *s, const struct case_row *row, int category, struct arena *mem,
	struct case_proposal *out, struct err *err);

/*
 * Matters that may be the same as this one, by that category (0: its own; while it has none, the likeliest by
 * its words). As suggest_duplicates().
 */
bool case_duplicates(struct session *s, const struct case_row *row, const char *body, int category,
	struct arena *mem, struct duplicate_guess out[SUGGEST_DUPLICATES], size_t *count,
	struct err *err);

/*
 * The level for a category and a text: the category's, or that of an entry test that a word of the text meets.
 * Danger to people is the entry test of the key level (domain 5.3), never that of the hard one.
 */
enum tier case_tier_for(
	const struct rules *rules, const struct category *cat, const char *text, const char **risk);

#endif
