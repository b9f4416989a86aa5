/*
 * What the program does by itself as the clocks of a matter run: steps of data/rules/escalation.yaml. The row of
 * a matter holds when its next step is due; whoever keeps house (a console, `linli tick`) takes the steps, each
 * once for a clock, whoever does it and however often.
 */
#ifndef LINLI_ESCALATION_H
#define LINLI_ESCALATION_H

#include "core/domain/case_data.h"
#include "core/domain/session.h"

/*
 * When a step falls on a clock, by the clock's own minutes: pauses do not count, an end that was moved moves it
 * along. TIME_NEVER while the clock stands or has ended.
 */
int64_t escalation_moment(const struct rules *rules, const struct case_clock *clock,
	const struct escalation_step *step);

bool escalation_is_for(const struct escalation_step *step, enum tier tier);

/* The first step of its running clocks that falls at or after a moment; TIME_NEVER: none. */
int64_t escalation_after(const struct rules *rules, const struct case_data *c, int64_t from);

/*
 * Sets row.step_at to the next step of the running clocks. A step that is due and was not taken yet stays the
 * next one; what lies in the past because a clock was set anew is left out.
 */
void escalation_plan(const struct rules *rules, struct case_data *c, int64_t now);

/*
 * Takes the steps that are due, of at most `most` matters, each matter in a transaction of its own. Matters whose
 * last act may still be taken back wait until it may not. *more: there may be others. The session lends its
 * store and rules; what is done is done by the program. Without rules nothing is done.
 */
bool escalation_run(struct session *s, int most, bool *more, struct err *err);

#endif
