/*
 * The filter language on matters: the fields and flags, and what a text in it means for one session at one
 * moment.
 */
#ifndef LINLI_FILTER_CASE_H
#define LINLI_FILTER_CASE_H

#include "core/domain/filter.h"
#include "core/domain/filter_pred.h"
#include "core/domain/session.h"

enum case_filter_field {
	CF_STATE,
	CF_CAT,
	CF_KIND,
	CF_TIER,
	CF_LIGHT,
	CF_GRID,
	CF_AREA,
	CF_ESTATE,
	CF_BUILDING,
	CF_UNIT,
	CF_DESK,
	CF_HANDLER,
	CF_AUTHOR,
	CF_CHANNEL,
	CF_PARTY,
	CF_PHONE,
	CF_SPOT,
	CF_NO,
	CF_TEXT,
	CF_TAG,
	CF_DUE,
	CF_OPENED,
	CF_UPDATED,
	CF_CLOSED,
	CF_LATE,
	CF_URGED,
	CF_EXTENDED,
	CF_MOVED,
	CF_JOINT,
	CF_DUPLICATES,
	CF_SCORE,
	CF_WATCHED_BY,
	CF_MEETING,
	CF_FILES,
	CF_COUNT
};

enum case_filter_flag {
	CFL_OVERDUE,
	CFL_SOON,
	CFL_TODAY,
	CFL_MINE,
	CFL_SHIFT,
	CFL_NEW,
	CFL_WATCHED,
	CFL_URGED,
	CFL_RETURNED,
	CFL_EXTENDED,
	CFL_KEY,
	CFL_HARD,
	CFL_MERGED,
	CFL_ON_AGENDA,
	CFL_TAGGED,
	CFL_SNOOZED,
	CFL_HAS_FILES,
	CFL_ANONYMOUS,
	CFL_OPEN,
	CFL_RED,
	CFL_YELLOW,
	CFL_GREEN,
	CFL_COUNT
};

extern const struct filter_lang filter_cases;

/* The texts that the full-text index holds. */
enum { TEXTS_INDEXED = 1 << TEXT_TITLE | 1 << TEXT_BODY | 1 << TEXT_SPOT };

/* The rows that are tagged on the screen, for the flag 已标. */
struct case_tags {
	const int64_t *ids;
	size_t count;
};

struct case_filter {
	struct filter filter;
	struct pred *pred;
	const char *words; /* how it was read: 读作 */
	const char *
		note; /* "": sentences on names that found nothing and things that are not kept yet */
};

/*
 * Reads the text and finds out what is meant by its names, dates and views. tags may be NULL. Everything
 * lives in mem. Errors: those of filter_parse(); INPUT for a value that the field cannot have, with the
 * nearest one in fault->fix; IO and the like from the database.
 */
bool case_filter_read(struct case_filter *out, struct session *s, const char *text,
	const struct case_tags *tags, struct arena *mem, struct filter_fault *fault,
	struct err *err);

/* One choice of a field with a fixed set of values: for completion and frequency tables. */
struct case_choice {
	struct word word;
	const char *brief, *code; /* "" when there is none */
	int64_t value;            /* as stored */
	bool many;                /* stands for several values: a group, a stage */
};

/* The i-th choice of the field; false behind the last and for fields that have none. */
bool case_filter_choice(
	const struct rules *rules, enum case_filter_field field, size_t i, struct case_choice *out);

/*
 * A stored value in the language of now, and the term of a filter that finds it ("" where there is none).
 * Days for dates, 12 digits for areas, 18 for grids, scores of 1 to 4 as the language counts them.
 */
bool case_filter_value(struct session *s, enum case_filter_field field, int64_t value,
	struct arena *mem, const char **label, const char **filter, struct err *err);

#endif
