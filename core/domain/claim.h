/*
 * Who works on a matter or looks at it just now. Both are advice, never a lock: the version of the matter is the
 * guarantee. They run out by themselves a minute after the screen has ceased to renew them, however it ended.
 */
#ifndef LINLI_CLAIM_H
#define LINLI_CLAIM_H

#include "core/domain/session.h"

enum { CLAIM_STALE_S = 60, CLAIM_RENEW_MS = 30000 };

struct claim {
	bool mine;          /* this person works on it now */
	const char *holder; /* who else works on it; "" nobody */
	const char *others; /* who else looks at it, "李航, 周婷"; "" nobody */
};

/* Works on it from now on, or still, unless somebody else does. */
bool claim_take(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err);

/* Looks at it from now on, or still; a claim to work on it stays one. */
bool claim_show(struct session *s, int64_t case_id, struct err *err);

/* This person neither looks nor works any more. */
bool claim_drop(struct session *s, int64_t case_id, struct err *err);

/* Has done working on it; still looks for the rest of the minute. */
bool claim_rest(struct session *s, int64_t case_id, struct err *err);

/* The matters that others work on now, sorted; at most CLAIMS_MOST. The array lives in mem. */
enum { CLAIMS_MOST = 500 };
bool claims_of_others(
	struct session *s, struct arena *mem, int64_t **ids, size_t *count, struct err *err);

bool claim_look(
	struct session *s, int64_t case_id, struct arena *mem, struct claim *out, struct err *err);

/* Notes that the person has opened the matter; the first opener at all also takes the mark "new" off it. */
bool case_mark_seen(struct session *s, int64_t case_id, struct err *err);

#endif
