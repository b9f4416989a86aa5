/*
 * The clocks of a matter: starting, stopping, reviving, and which one shows. Pure arithmetic on struct
 * case_data by the calendar and the limits of the rules.
 */
#ifndef LINLI_CASE_CLOCK_H
#define LINLI_CASE_CLOCK_H

#include "core/domain/case_data.h"
#include "core/domain/case_machine.h"

/* What stopping found: how the clock ended and how many minutes of its own kind it ran. */
struct clock_result {
	enum clock_kind kind; /* CLOCK_NONE: none was running */
	enum clock_outcome outcome;
	int64_t spent;
};

/*
 * The limit for a clock of this matter. Handle: the condition's limit, else the category's, else the
 * tier's; after a reopening half of it (domain 5.2). Route, accept, sign and the others: the tier's.
 * condition may be NULL.
 */
struct limit clock_limit(const struct rules *rules, const struct case_row *row,
	enum clock_kind kind, const char *condition);

/* Starts a new round at `now`. A limit without a unit starts nothing. At most one of a kind runs. */
void clock_start(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	struct limit limit, int64_t now);

/* Stops the running one at that moment (which may lie before now: the time an approved reply was asked). */
struct clock_result clock_stop(
	const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at);

/* Stops it as if it had never been: the work it timed was taken back. */
void clock_void(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at);

void clock_pause(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at);
void clock_resume(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at);

/*
 * Lets the last stopped one run on: what was left when it stopped is left again; one that had run out
 * keeps its due date. The time between counts as a pause.
 */
void clock_revive(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at);

void clock_stop_all(const struct rules *rules, struct case_data *c, int64_t at);

/*
 * What a row of the machine does to the clocks. Started ones begin at `now` and are limited by the condition
 * (NULL: none); stopped ones stop at stop_at. The first that was stopped is told in the line of history.
 */
void clock_run(const struct rules *rules, struct case_data *c,
	const struct clock_op ops[MAX_CLOCK_OPS], const char *condition, int64_t now,
	int64_t stop_at, struct case_event_row *line);

/* The running or paused one of a kind; NULL when there is none. */
const struct case_clock *clock_open(const struct case_data *c, enum clock_kind kind);

/* Sets due_at, due_kind, light_at and the provisional flag of the row from the running clocks. */
void clock_show(struct case_data *c);

#endif
