/*
 * Requests for a second signature.
 */
#ifndef LINLI_APPROVAL_H
#define LINLI_APPROVAL_H

#include "core/domain/case_act.h"

/* line: of the history, that says it was asked for. */
struct case_event_row;
bool approval_insert(struct session *s, const struct case_row *row,
	const struct case_event_row *line, const struct case_step *act, struct err *err);

/* What waits of that event on the matter of a line is withdrawn: the line has made it pointless. */
bool approval_drop(
	struct session *s, enum case_event event, const struct case_event_row *by, struct err *err);

/* *found is false when there is none or it has been decided. */
bool approval_read(struct session *s, int64_t id, struct arena *mem, struct approval *out,
	int64_t *asked_by, bool *found, struct err *err);

bool approval_decide(struct session *s, int64_t id, bool approve, const char *reason, int64_t now,
	struct err *err);

#endif
