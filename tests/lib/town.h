/*
 * A city of a handful of rows for tests of the case machine: two counties, three townships, a centre, three
 * units, and one person for each role. The rules are the shipped ones, the clock is frozen and injected.
 */
#ifndef LINLI_TOWN_H
#define LINLI_TOWN_H

#include "core/db/store.h"
#include "core/domain/rules.h"
#include "core/domain/session.h"

enum {
	TOWN_CITY = 1,
	TOWN_COUNTY = 2,
	TOWN_COUNTY_2 = 3,
	TOWN_TOWNSHIP = 4,
	TOWN_VILLAGE = 5,
	TOWN_CENTRE = 1,
	TOWN_CENTRE_2 = 2,
	TOWN_FIRM = 3,
	TOWN_POLICE = 4,
	TOWN_STREET = 5,
	TOWN_MEDIATORS = 6,
	TOWN_DISCIPLINE = 7,
	TOWN_OP = 1,
	TOWN_DSP = 2,
	TOWN_HND = 3,
	TOWN_HL = 4,
	TOWN_DIR = 5,
	TOWN_SUP = 6,
	TOWN_OP_2 = 7,
	TOWN_POLICE_HND = 8,
	TOWN_DSP_2 = 9,
	TOWN_DESK = 10, /* OP and DSP in one, as at a real desk */
	TOWN_MED = 11,
	TOWN_LDR = 12,
	TOWN_DISC = 13,
	TOWN_ALL = 14, /* every role, at the centre */
	TOWN_MED_HL = 15,
	TOWN_DIR_2 = 16,
	TOWN_PEOPLE = 17, /* one more than the last */
	TOWN_ESTATE = 1,
	TOWN_GRID = 1,
};

struct town {
	struct store *store;
	struct rules *rules;
	const char *path;
};

/* A fresh one; `now` like "2024-12-09T14:32". Fails the test when it cannot be made. */
void town_open(struct town *t, const char *now);
void town_close(struct town *t);

/* Signed in as one of the people above. */
void town_session(struct town *t, struct session *s, int64_t staff_id);

/* Lets time pass. */
void town_advance(struct town *t, int64_t seconds);

/* The first column of the first row as a number. */
int64_t town_number(struct town *t, const char *sql);

/* 18 digits of the grid's place. */
int64_t town_place(void);

#endif
