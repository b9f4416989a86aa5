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
 * The limit for a clock of this matter. Handle: the condition's limit, else the category's, else the tier's.
 * Route, accept, sign and the others: the tier's. condition may be NULL.
 */
struct limit clock_limit(const struct rules *rules, const struct case_row *row,
	enum clock_kind kind, const char *condition);

/* The same for a new round: after a reopening, handling has half of the time it had at first (domain 5.2). */
struct limit clock_next_limit(const struct rules *rules, const struct case_data *c,
	enum clock_kind kind, const char *condition);

/* Starts a new round at `now`. A limit without a unit starts nothing. At most one of a kind runs. */
void clock_start(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	struct limit limit, int64_t now);

/* Starts one that ends at a date that was given; one that runs already is shortened to it, never lengthened. */
void clock_until(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t due,
	int64_t now);

/* The running one ends at another time from now on; its light is taken from what is left. */
void clock_move(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t due,
	int64_t now);

/* Another level turns yellow at another share: the lights of the running clocks follow. */
void clock_relight(const struct rules *rules, struct case_data *c);

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

/* The same if the last one was stopped at that moment: by the act that is found wanting. */
void clock_revive_from(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	int64_t stopped_at, int64_t at);

void clock_stop_all(const struct rules *rules, struct case_data *c, int64_t at);

/* With what a row of the machine runs its clocks. */
struct clock_moment {
	int64_t now; /* when what starts begins */
	int64_t stop_at; /* when what stops or pauses does so: the time of asking where a signature came later */
	int64_t until;         /* the date that was given; 0 none: the tier's limit */
	const char *condition; /* of the category, that sets the limit; NULL none */
};

/* What a row of the machine does to the clocks. The first that was stopped is told in the line of history. */
void clock_run(const struct rules *rules, struct case_data *c,
	const struct clock_op ops[MAX_CLOCK_OPS], const struct clock_moment *m,
	struct case_event_row *line);

/* The running or paused one of a kind; NULL when there is none. */
const struct case_clock *clock_open(const struct case_data *c, enum clock_kind kind);

/*
 * Sets due_at, due_kind, light_at and the provisional flag of the row from the running clocks. The window for
 * judicial confirmation is a right of the parties and no duty of anybody: letting it pass makes no light red.
 */
void clock_show(struct case_data *c);

#endif
