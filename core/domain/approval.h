/*
 * Requests for a second signature.
 */
#ifndef LINLI_APPROVAL_H
#define LINLI_APPROVAL_H

#include "core/domain/case_act.h"

bool approval_insert(struct session *s, const struct case_row *row, const struct case_step *act,
	int64_t now, struct err *err);

/* *found is false when there is none or it has been decided. */
bool approval_read(struct session *s, int64_t id, struct arena *mem, struct approval *out,
	int64_t *asked_by, bool *found, struct err *err);

bool approval_decide(struct session *s, int64_t id, bool approve, const char *reason, int64_t now,
	struct err *err);

#endif
