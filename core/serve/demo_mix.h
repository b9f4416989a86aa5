/*
 * What comes in at which time of year and day: categories by kind of grid, month and part of the day, and the
 * weather of the demo's three years.
 */
#ifndef LINLI_DEMO_MIX_H
#define LINLI_DEMO_MIX_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/rng.h"
#include "core/domain/area.h"
#include "core/domain/rules.h"
#include "core/serve/demo_text.h"

/* How a matter of a category usually goes. */
enum demo_course {
	COURSE_USUAL,
	COURSE_SPOT,    /* often answered on the spot */
	COURSE_DISPUTE, /* mediation */
	COURSE_HARD,    /* meetings, put on hold */
	COURSE_URGENT,
	COURSE_REFER, /* to a legal route */
	COURSE_GROUP, /* many people at once */
};

struct mix_entry {
	const struct category *cat;
	enum demo_course course;
	int row; /* of the grammar */
};

enum { MIX_MOST = 96, MIX_KINDS = 4, MIX_MONTHS = 12, MIX_PARTS = 3 };

struct mix {
	struct mix_entry entries[MIX_MOST];
	int count;
	/* running sums of weights */
	uint32_t sums[MIX_KINDS][MIX_MONTHS][MIX_PARTS][MIX_MOST];
	uint32_t storm[MIX_KINDS][MIX_MOST]; /* while a typhoon passes */
};

/* Reads mix.txt. Errors: IO, INPUT (no such category, a text that is missing). */
bool mix_load(struct mix *m, const char *dir, const struct rules *rules, struct grammar *grammar,
	struct err *err);

/* 0 night (22-7), 1 day, 2 evening (from 18). */
int mix_part_of_day(int hour);

/* Position in entries. */
int mix_pick(
	const struct mix *m, enum grid_kind kind, int month, int hour, bool storm, struct rng *r);

/* The entry of a category; -1 when it is not in the table. */
int mix_find(const struct mix *m, int code);

/*
 * Does a typhoon pass on that day? Each year has two to four of two or three days between July and
 * October, set by the seed.
 */
bool storm_on(const struct rng *root, int32_t day);

#endif
