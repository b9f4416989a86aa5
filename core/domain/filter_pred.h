/*
 * What a filter on matters comes down to once its words are understood: a tree of tests on numbers and
 * texts. It is kept in one form: no double negations, negations only on leaves, and at most one test per
 * column directly under an AND, so that a list can see at once which index serves it.
 *
 * A test may be asked before everything about a matter is known: an index entry knows a few columns, a row
 * more of them, texts are read last. The answer is then MAYBE, and the facts say what was missing.
 */
#ifndef LINLI_FILTER_PRED_H
#define LINLI_FILTER_PRED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"

enum case_col {
	/* what every list index holds */
	COL_ID,
	COL_STATE,
	COL_TIER,
	COL_CAT,
	COL_PLACE,
	COL_DUE,
	COL_OPENED,
	/* what only the row holds, or an index on that very column */
	COL_COUNTY,
	COL_TOWN,
	COL_ESTATE,
	COL_DESK,
	COL_CLERK,
	COL_UNIT,
	COL_HANDLER,
	COL_AUTHOR,
	COL_NO,
	COL_KIND,
	COL_CHANNEL,
	COL_LIGHT,
	COL_UPDATED,
	COL_CLOSED,
	COL_FLAGS,
	COL_URGED,
	COL_EXTENDED,
	COL_MOVED,
	COL_RETURNED,
	COL_JOINT,
	COL_MERGED,
	COL_SCORE,
	COL_HELPER, /* the unit of the one who asks, when it helps with the matter; else 0 */
	CASE_COL_COUNT
};

enum { CASE_COL_INDEXED = COL_OPENED + 1 };

/* Texts of a matter, by where they stand. */
enum case_text {
	TEXT_TITLE,
	TEXT_BODY,
	TEXT_SPOT,
	TEXT_ANSWER,
	TEXT_REPORTERS, /* their names, a line each */
	TEXT_BUILDING,  /* name of the building */
	TEXT_WATCHERS,  /* units and people who supervise it, a line each */
	CASE_TEXT_COUNT
};

/* Both ends belong to it. */
struct span {
	int64_t low, high;
};

enum pred_kind {
	PRED_ALL,
	PRED_NONE,
	PRED_AND,
	PRED_OR,
	PRED_IN,      /* the column lies in one of the spans */
	PRED_BITS,    /* the column has one of the bits */
	PRED_NO_BITS, /* it has none of them */
	PRED_TEXT,    /* one of the texts matches */
	PRED_NO_TEXT, /* none of them does */
	PRED_DIGITS, /* the column, printed as digits or as a number of a matter, matches a pattern */
	PRED_NO_DIGITS,
};

enum text_match {
	TEXT_HAS,     /* holds it; a run of Latin letters or digits must begin where a run begins */
	TEXT_INDEXED, /* as the full-text index finds it (grams.h); of all the texts together */
	TEXT_IS,      /* one whole line is it */
	TEXT_GLOB,    /* one whole line matches the pattern */
	TEXT_INITIALS, /* the pinyin initials of some characters in a row */
};

struct pred {
	enum pred_kind kind;
	struct pred *kids, *next;
	enum case_col col;
	const struct span *spans; /* IN: sorted, apart, not empty */
	size_t count;
	int64_t bits;
	unsigned texts; /* bits of enum case_text */
	enum text_match match;
	const char *needle; /* folded by filter_fold() */
};

struct pred *pred_all(struct arena *mem);
struct pred *pred_none(struct arena *mem);

/* The spans may overlap, touch, be empty (low > high) and stand in any order; they are copied. */
struct pred *pred_in(struct arena *mem, enum case_col col, const struct span *spans, size_t count);
struct pred *pred_is(struct arena *mem, enum case_col col, int64_t value);
struct pred *pred_between(struct arena *mem, enum case_col col, int64_t low, int64_t high);
struct pred *pred_one_of(struct arena *mem, enum case_col col, const int64_t *values, size_t count);
struct pred *pred_bits(struct arena *mem, enum case_col col, int64_t bits);
struct pred *pred_text(
	struct arena *mem, unsigned texts, enum text_match match, const char *needle);

/* COL_NO in its full or brief form, COL_PLACE as 18 digits. */
struct pred *pred_digits(struct arena *mem, enum case_col col, const char *pattern);

/* These take their operands over. */
struct pred *pred_and(struct arena *mem, struct pred *a, struct pred *b);
struct pred *pred_or(struct arena *mem, struct pred *a, struct pred *b);
struct pred *pred_not(struct arena *mem, struct pred *p);

/* The test on a column that stands alone or directly under the top AND; NULL when there is none. */
const struct pred *pred_top(const struct pred *p, enum case_col col);

/* What is left when the tests on these columns (bits) have been made elsewhere. */
struct pred *pred_without(struct arena *mem, const struct pred *p, uint64_t columns);

/* Columns (bits) and texts (bits) that the tree asks for. */
uint64_t pred_columns(const struct pred *p);
unsigned pred_texts(const struct pred *p);

enum truth {
	TRUTH_NO,
	TRUTH_MAYBE,
	TRUTH_YES,
};

struct case_facts {
	uint64_t known; /* bits of enum case_col */
	int64_t value[CASE_COL_COUNT];
	const char *text[CASE_TEXT_COUNT]; /* folded; NULL: not read */
	int32_t today;                     /* for numbers printed briefly */
	unsigned missing; /* set by pred_test(): texts (bits) that it would have needed */
};

enum truth pred_test(const struct pred *p, struct case_facts *facts);

/* One folded text by any of the rules but TEXT_INDEXED. */
bool text_matches(const char *text, enum text_match match, const char *needle);

#endif
