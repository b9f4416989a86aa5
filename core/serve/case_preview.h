/*
 * What accepting and routing a matter would do, before it is done: the level, every clock that would run and
 * when it ends, whether that date is provisional, how many people would be written to. Computed by the
 * machine's own table on a copy, so that what is shown is what will happen.
 */
#ifndef LINLI_CASE_PREVIEW_H
#define LINLI_CASE_PREVIEW_H

#include "core/domain/case.h"
#include "core/domain/intake.h"
#include "core/domain/session.h"

/* What the person has chosen so far. */
struct case_plan {
	int category; /* 0: as it stands */
	enum tier tier; /* counts only where the matter is not accepted yet; TIER_NONE: the category's own */
	const char *condition; /* key of the category's special limit; NULL or "": none */
	int64_t due_wish;      /* a shorter limit for handling; 0: as computed */
	bool accept_only;      /* not routed yet */
};

struct preview_clock {
	enum clock_kind kind;
	struct limit limit;
	int64_t due_at;
	bool provisional; /* ends in a year without published holidays */
};

enum { PREVIEW_CLOCKS = 8 };

struct case_preview {
	enum case_state state;
	const struct category *category; /* NULL while there is none */
	enum tier tier;
	const struct condition *condition;           /* NULL: none */
	struct preview_clock clocks[PREVIEW_CLOCKS]; /* running then, by kind */
	size_t clock_count;
	int64_t due_at; /* of the clock that would end first; TIME_NEVER: none */
	enum clock_kind due_kind;
	bool provisional;
	int letters; /* people who would be told */
};

/* Errors: INPUT no such matter; RULE it is not in a state to be accepted or routed, or the wish is no shorter. */
bool case_preview(struct session *s, int64_t id, const struct case_plan *plan,
	struct case_preview *out, struct err *err);

/* The same for a matter that is only being written down (its own category and level count). */
bool case_preview_new(struct session *s, const struct intake *in, const struct case_plan *plan,
	struct case_preview *out, struct err *err);

/* NULL when no clock of that kind would run. */
const struct preview_clock *preview_clock(const struct case_preview *p, enum clock_kind kind);

#endif
