/*
 * Everything that a person could take back now: own acts within the hold; after it, routings that the receiver
 * has not opened (recall) and merges of the last 24 hours. One list for `u` and for the list of undo.
 */
#ifndef LINLI_TAKEBACK_H
#define LINLI_TAKEBACK_H

#include "core/domain/case_act.h"

enum takeback_how {
	TAKEBACK_UNDO,    /* as if it had never been; until_at */
	TAKEBACK_RECALL,  /* a new recorded act */
	TAKEBACK_UNMERGE, /* the same */
};

struct takeback {
	enum takeback_how how;
	int64_t event_id, case_id, no, at;
	int64_t until_at;  /* TAKEBACK_UNDO and TAKEBACK_UNMERGE: possible so long */
	const char *label; /* "已分办 1209-037 给 金榕物业" */
	const char *title; /* of the matter */
};

/* Newest first, what is still in the hold before the rest. Everything lives in mem. */
bool takeback_list(struct session *s, struct arena *mem, struct takeback **out, size_t *count,
	struct err *err);

/* Takes it back in its own way. Errors as in case_act() and case_undo(). */
bool takeback_do(
	struct session *s, const struct takeback *t, struct act_result *result, struct err *err);

#endif
