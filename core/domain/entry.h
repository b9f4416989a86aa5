/*
 * Entry tests of the levels (domain 5.3, data/rules/entry.yaml): what is known of a matter, and the test of a
 * higher level that it meets. Offered where a level is chosen; the keeper raises the level by those tests that
 * are marked so, each once for a matter: whoever lowers it again has the last word.
 */
#ifndef LINLI_ENTRY_H
#define LINLI_ENTRY_H

#include "core/domain/case.h"
#include "core/domain/session.h"

struct entry_facts {
	int counts[ENTRY_FACT_COUNT]; /* by enum entry_fact; of words and danger what the row says */
	int like_days;                /* in which the like ones were counted */
};

/* Reads what is known of a matter. like_days: 0 leaves the like ones out. */
bool entry_read(struct session *s, const struct case_row *row, int cat, struct entry_facts *out,
	struct err *err);

/* How many of the tests' `days` the like ones are counted in. */
int entry_like_days(const struct rules *rules);

/*
 * The test of the highest level above `tier` that is met; NULL: none. facts or text are NULL where they are not
 * known. *word: what was found in the text, else NULL.
 */
const struct entry_test *entry_find(const struct rules *rules, enum tier tier,
	const struct entry_facts *facts, const char *text, const char **word);

/*
 * Looks at the matters of at most `most` events that it has not looked at, and at those that have become old, and
 * raises what meets a test. Acts that may still be taken back are waited for. *more: there is more to look at.
 */
bool entry_check(struct session *s, int most, bool *more, struct err *err);

#endif
