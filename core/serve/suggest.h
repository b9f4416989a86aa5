/*
 * What the program proposes and the operator decides: a category by the words of the text, a unit by place
 * and category, matters that may be the same. Every proposal says how certain it is and why.
 */
#ifndef LINLI_SUGGEST_H
#define LINLI_SUGGEST_H

#include "core/domain/case.h"
#include "core/domain/session.h"
#include "core/domain/unit.h"

enum { SUGGEST_CATEGORIES = 3, SUGGEST_WORDS = 4, SUGGEST_UNITS = 3, SUGGEST_DUPLICATES = 2 };

struct category_guess {
	int code;
	int percent;
	const char *words[SUGGEST_WORDS]; /* that decided, longest first; live as long as the rules */
	size_t word_count;
};

/*
 * The likeliest categories, best first; returns how many (0 when no word of any category occurs). Certainty
 * is the share of the evidence that speaks for a category, with some held back for what nobody has words
 * for: a single weak word never looks certain.
 */
size_t suggest_categories(const struct rules *rules, const char *title, const char *body,
	struct category_guess out[SUGGEST_CATEGORIES]);

/* How a unit came to be proposed. */
enum unit_reason { BY_PLACE, BY_DUTY };

struct unit_guess {
	struct unit unit;
	enum unit_reason reason;
	int percent;
	struct unit_load load;
};

/* By the category's duty list, nearest to the place first; the estate's own firm where one is meant. */
bool suggest_units(struct session *s, int category, int64_t place, int64_t estate_id,
	struct arena *mem, struct unit_guess out[SUGGEST_UNITS], size_t *count, struct err *err);

struct duplicate_guess {
	int64_t case_id, no, opened_at;
	enum case_state state;
	int percent;
	const char *title, *estate, *unit;
};

/*
 * Matters of the same estate (or grid) and category within the days of the rules whose words overlap, and
 * where the place is not known those that hold the same title, likeliest first; pairs that somebody has kept apart are left out. self: the matter itself, 0 at intake.
 */
bool suggest_duplicates(struct session *s, int64_t self, int category, int64_t place,
	int64_t estate_id, const char *title, const char *body, struct arena *mem,
	struct duplicate_guess out[SUGGEST_DUPLICATES], size_t *count, struct err *err);

enum { LIKE_DAYS = 30 };

/* How many matters of that category came in from the estate and the county in 30 days, and the county before. */
struct like_counts {
	int estate, county, county_before;
	int64_t estate_days[LIKE_DAYS]; /* the last one is today */
};

bool suggest_like_counts(struct session *s, int category, int64_t estate_id, int64_t county,
	struct like_counts *out, struct err *err);

#endif
