/*
 * Writing the lives of matters into a new database, row by row in the order of the keys: all but history, clocks,
 * text index and roll-ups, which the helper makes.
 */
#ifndef LINLI_DEMO_LOAD_H
#define LINLI_DEMO_LOAD_H

#include "core/domain/audit.h"
#include "core/serve/demo_life.h"

enum { SLIP_DAYS = 1200 };

/* How far it is. Zero it before the first. */
struct demo_load {
	struct demo *d;
	int64_t events; /* last id given */
	int64_t requests;
	struct audit_chain chain;
	int64_t cases, open, overdue;
	struct buf box;          /* encrypted numbers */
	int slips[2][SLIP_DAYS]; /* numbers given per day: of urges, of instructions */
};

/* Gives the events their ids. */
bool load_case(struct demo_load *o, struct life *l, struct err *err);

/* The last number given in a township on a day. */
bool load_number(struct demo_load *o, int64_t town9, int32_t day, int last, struct err *err);

/* The last numbers of slips, so that people's go on from there. */
bool load_slips(struct demo_load *o, struct err *err);

/* Letters that were due some time ago have been taken by whoever sends them. */
bool load_letters_taken(struct demo_load *o, struct err *err);

#endif
