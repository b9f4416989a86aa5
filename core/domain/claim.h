/*
 * Who works on a matter just now. A claim is advice with a time limit, never a lock: the version of the
 * matter is the guarantee. And who has opened it.
 */
#ifndef LINLI_CLAIM_H
#define LINLI_CLAIM_H

#include "core/domain/session.h"

struct claim {
	bool mine;          /* this person holds it now */
	const char *holder; /* who holds it; "" when nobody else */
	int64_t until_at;
};

/* Takes or renews it for the seconds of the rules unless somebody else holds it. */
bool claim_take(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err);

/* Gives it back if it is this person's. */
bool claim_drop(struct session *s, int64_t case_id, struct err *err);

bool claim_look(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err);

/* Notes that the person has opened the matter; the first opener at all also takes the mark "new" off it. */
bool case_mark_seen(struct session *s, int64_t case_id, struct err *err);

#endif
