/*
 * A town (town.h) with everybody signed in, and short ways to act in it: for tests of the machine. Acts are
 * written "key=value;key=value".
 */
#ifndef LINLI_TEST_WORLD_H
#define LINLI_TEST_WORLD_H

#include "core/domain/case_act.h"
#include "core/domain/intake.h"
#include "tests/lib/test.h"
#include "tests/lib/town.h"

struct world {
	struct town town;
	struct session who[TOWN_PEOPLE];
	struct arena mem;
};

/* One per test: for cmocka. Monday, 9 December 2024, 14:32. */
int world_open(void **state);
int world_close(void **state);

/* A call about e-bike charging, as taken in at the desk; and a matter made of it. */
struct intake world_a_call(void);
int64_t world_registered(struct world *w, int who);

bool world_try_act(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	struct act_result *r, struct err *err);

/* It must go well; it must be refused with that code and a text that holds `part`. */
struct act_result world_act(
	struct world *w, int who, int64_t id, enum case_event event, const char *fields);
void world_refused(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	enum err_code code, const char *part);

struct case_row world_row_of(struct world *w, int64_t id);

/* Signs what waits on that matter. */
void world_approve(struct world *w, int who, int64_t id);

void world_audit_holds(struct world *w);

/* Matters that have come so far with the firm as lead. */
int64_t world_in_progress(struct world *w);
int64_t world_replied(struct world *w);

#endif
