/*
 * Doing something to a matter. One call is one durable transaction: the new state, a line of history for
 * each event, the clocks, letters into the outbox, a row of the audit log, and what undo needs.
 */
#ifndef LINLI_CASE_ACT_H
#define LINLI_CASE_ACT_H

#include "core/domain/case_machine.h"
#include "core/domain/session.h"

/* A field as typed: keys and values of case_machine.h. */
struct act_input {
	const char *key, *value;
};

/* One event and what is given to it. */
struct case_step {
	enum case_event event;
	const struct act_input *inputs;
	size_t input_count;
};

struct act_result {
	int64_t case_id, no;
	int64_t event_id; /* of the last event */
	enum case_state state;
	int64_t due_at;     /* of the clock that ends first */
	bool asked;         /* a second signature is being waited for: nothing has moved yet */
	int64_t undo_until; /* civil time; 0 when it cannot be taken back */
	char label[120]; /* "已分办 1209-037 给 金榕物业": for toasts and the undo list */
};

/*
 * Does the events one after another to one matter. `version` is the version the person has seen (0: does
 * not matter); when somebody else has changed it since, nothing is done and ERR_CONFLICT tells who did what
 * and when. Errors: RULE (right, state, ruling), INPUT (a field; the text begins with its label), CONFLICT,
 * BUSY, IO.
 */
bool case_act(struct session *s, int64_t case_id, int64_t version, const struct case_step *acts,
	size_t count, struct act_result *result, struct err *err);

/* The same inside a transaction that the caller opened. With no acts it only fills the result. */
struct audit_chain;
bool case_act_in(struct session *s, struct audit_chain *chain, int64_t case_id, int64_t version,
	const struct case_step *acts, size_t count, struct act_result *result, struct err *err);

/* Whose second signature that row of the machine takes on this matter, as it stands now: roles; 0 nobody's. */
bool case_signer(struct session *s, const struct case_row *row, const struct transition *t,
	uint32_t *signer, struct err *err);

/*
 * Answers a request for a second signature. Approving carries the event out with the clock stopped at the
 * time of asking. Nobody decides what they asked for themselves.
 */
bool case_decide(struct session *s, int64_t approval_id, bool approve, const char *reason,
	struct act_result *result, struct err *err);

/* Takes the person's own act back: within the hold, while nobody has acted on the matter since. */
bool case_undo(struct session *s, int64_t event_id, struct act_result *result, struct err *err);

/* What the person could take back now, newest first. */
struct undo_entry {
	int64_t event_id, case_id, no, at, until_at;
	const char *label, *title;
};

bool case_undo_list(struct session *s, struct arena *mem, struct undo_entry **out, size_t *count,
	struct err *err);

/* Requests that this person may decide, oldest first. */
struct approval {
	int64_t id, case_id, no, asked_at;
	enum case_event event;
	const char *title, *asked_by, *unit;
	const struct act_input *inputs;
	size_t input_count;
};

bool case_approvals(struct session *s, struct arena *mem, struct approval **out, size_t *count,
	struct err *err);

#endif
