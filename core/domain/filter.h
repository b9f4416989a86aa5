/*
 * The filter language: what a person types in a filter bar, after a command, in a view or an export.
 *
 * One grammar serves every list; each list hands in the table of its fields and flags. This module reads
 * text into a tree and prints a tree as text; what the names mean is the list's business (filter_case.h
 * for matters).
 *
 * Forms do not matter: full-width marks and letters, Chinese punctuation and capitals are read as the plain
 * ones, and blanks may stand around operators and commas.
 */
#ifndef LINLI_FILTER_H
#define LINLI_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/i18n.h"

enum {
	FILTER_MAX_BYTES = 4096,
	FILTER_MAX_DEPTH = 64,
	FILTER_MAX_TERMS = 400,
	FILTER_MAX_SORTS = 3,
	FILTER_MAX_COLUMNS = 24,
	FILTER_FIX_BYTES = 96,
};

/* What the values of a field are. */
enum filter_type {
	FILTER_SET,  /* words of a fixed choice */
	FILTER_CODE, /* digits; without '*' a code stands for everything under it; or a name */
	FILTER_NAME, /* of a unit, a place or a person */
	FILTER_TEXT,
	FILTER_DIGITS, /* a telephone number or its end */
	FILTER_NO,     /* a number of a matter, whole or in part */
	FILTER_LABEL,
	FILTER_DATE,
	FILTER_NUMBER,
};

/* A name in its three forms; any of them may be typed. */
struct filter_names {
	const char *zh, *en, *py;
};

struct filter_field {
	int id; /* the list's own number; rows with the same id are one field */
	enum filter_type type;
	struct filter_names names;
	const char *help; /* message id: one line */
};

struct filter_flag {
	int id;
	struct filter_names names;
	const char *help;
};

struct filter_lang {
	const struct filter_field *fields;
	size_t field_count;
	const struct filter_flag *flags;
	size_t flag_count;
};

enum filter_op {
	FILTER_HAS, /* : */
	FILTER_EQ,  /* = */
	FILTER_NE,  /* != */
	FILTER_LT,
	FILTER_LE,
	FILTER_GT,
	FILTER_GE,
	FILTER_LIKE, /* ~ */
};

enum filter_unit { FILTER_MINUTE, FILTER_HOUR, FILTER_DAY, FILTER_WORKDAY, FILTER_WEEK };

enum filter_day {
	FILTER_DATE_GIVEN, /* year (0: this year), month, day (0: the whole month) */
	FILTER_TODAY,
	FILTER_YESTERDAY,
	FILTER_TOMORROW,
	FILTER_THIS_WEEK,
	FILTER_LAST_WEEK,
	FILTER_THIS_MONTH,
	FILTER_LAST_MONTH,
	FILTER_THIS_QUARTER,
	FILTER_THIS_YEAR,
	FILTER_MON,
	FILTER_TUE,
	FILTER_WED,
	FILTER_THU,
	FILTER_FRI,
	FILTER_SAT,
	FILTER_SUN,
};

/* How a value reads by its shape. The field's type decides; `text` is there for all but ranges. */
enum filter_shape {
	FILTER_WORD_VALUE,
	FILTER_QUOTED_VALUE,
	FILTER_NUMBER_VALUE,
	FILTER_DURATION_VALUE,
	FILTER_DATE_VALUE,
	FILTER_RANGE_VALUE,
};

struct filter_value {
	enum filter_shape shape;
	const char *text;      /* as typed, narrowed; without quotes */
	int64_t number;        /* NUMBER: in thousandths; DURATION: amount, may be negative */
	enum filter_unit unit; /* DURATION */
	enum filter_day day;   /* DATE */
	int year, month, day_of_month;
	const struct filter_value *low, *high; /* RANGE: either may be NULL */
	size_t from, to;                       /* bytes of the text as typed */
	struct filter_value *next;
};

enum filter_kind {
	FILTER_ALL, /* everything: an empty filter */
	FILTER_AND,
	FILTER_OR,
	FILTER_NOT,
	FILTER_TEST, /* field, operator, values */
	FILTER_FLAG,
	FILTER_WORD,
	FILTER_QUOTED, /* bare text */
	FILTER_VIEW,   /* @name */
};

struct filter_node {
	enum filter_kind kind;
	struct filter_node *kids, *next; /* AND, OR: two or more; NOT: one */
	const struct filter_field *field;
	enum filter_op op;
	const struct filter_value *values;
	const struct filter_flag *flag;
	const char *text; /* WORD, QUOTED, VIEW: narrowed */
	size_t from, to;  /* bytes of the text as typed */
};

struct filter_sort {
	const struct filter_field *field;
	bool descending;
};

struct filter {
	const struct filter_node *root;
	struct filter_sort sorts[FILTER_MAX_SORTS];
	size_t sort_count;
	const struct filter_field *group; /* NULL: none */
	const struct filter_field *columns[FILTER_MAX_COLUMNS];
	size_t column_count;
	int64_t top; /* 0: no limit */
};

/* Where a mistake is: bytes [from, to) of the text as typed, and what might replace them ("" if nothing). */
struct filter_fault {
	size_t from, to;
	char fix[FILTER_FIX_BYTES];
};

/*
 * Reads the text; everything lives in mem. An empty text is FILTER_ALL. False with a sentence in err (INPUT,
 * or LIMIT when it is too long or nested too deep) and the place in *fault.
 */
bool filter_parse(struct filter *out, const struct filter_lang *lang, const char *text,
	struct arena *mem, struct filter_fault *fault, struct err *err);

/* Records a mistake found at [from, to); returns false. */
bool filter_bad(struct filter_fault *fault, size_t from, size_t to, const char *fix,
	struct err *err, const char *sentence, ...) __attribute__((format(printf, 6, 7)));

/* Appends the filter in the language's names; reading that again gives an equal filter. */
void filter_print(struct buf *out, const struct filter *f, enum lang lang);
void filter_print_node(struct buf *out, const struct filter_node *n, enum lang lang);

/* Appends a text so that it is read as one value: in quotes where it must be. */
void filter_print_value(struct buf *out, const char *text);

/* Same meaning by the same terms in the same order, whatever the spelling. */
bool filter_equal(const struct filter *a, const struct filter *b);

/* NULL when no field or flag has that name in any form. */
const struct filter_field *filter_field(const struct filter_lang *lang, const char *name);
const struct filter_flag *filter_flag(const struct filter_lang *lang, const char *name);
const char *filter_name(const struct filter_names *names, enum lang lang);

/* Puts text, folded for comparing, into out (cleared before): narrow, small letters, unified hanzi. */
void filter_fold(struct buf *out, const char *text);

/* Do they read the same when folded? */
bool filter_same(const char *a, const char *b);

/* '*' any run, '?' any one character; both sides folded by the caller. The whole text must match. */
bool filter_glob(const char *pattern, const char *text);
bool filter_has_wildcard(const char *text);

#endif
