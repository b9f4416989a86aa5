/*
 * One act on a matter while it is done: what case_act.c lends to those who do one in their own way. Only
 * case_act.c and case_decide.c include this.
 */
#ifndef LINLI_CASE_ACT_INNER_H
#define LINLI_CASE_ACT_INNER_H

#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_data.h"

enum {
	ACT_MOST_LINES = 8,
	ACT_LINES = 2, /* of one event at most: its own, and one on another matter */
};

/* One call: several events on one matter, in one transaction. */
struct act_run {
	struct session *s;
	struct arena *mem;
	struct case_data c;
	int64_t now, clock_at;
	struct case_event_row events[ACT_MOST_LINES];
	size_t event_count;
	const char *party; /* who gets it, for the label; NULL nobody */
	struct audit_chain *chain;
	struct act_result *result;
};

/* Reads the matter, if it may be seen and has not been changed since `version` (0: does not matter). */
bool act_begin(struct act_run *r, int64_t case_id, int64_t version, struct err *err);

/* The next line of history, to be filled. Before each event there is room for ACT_LINES of them. */
struct case_event_row *act_line(struct act_run *r);

/* Carries an event out: hook, clocks, state, line, letters. */
struct act_value;
bool act_perform(struct act_run *r, const struct transition *t, const struct act_value *values,
	struct err *err);

/* Writes the matter, the audit row and what undo needs; fills the result. */
bool act_finish(
	struct act_run *r, const char *snapshot, bool undoable, const char *verb, struct err *err);

/* Commits, or rolls back when `ok` is false. */
bool act_end(struct session *s, bool ok, struct err *err);

#endif
