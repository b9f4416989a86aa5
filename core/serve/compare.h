/*
 * Two matters side by side, and what follows from having looked: that they are the same (one is merged into the
 * other) or are not (the pair is never proposed again).
 */
#ifndef LINLI_COMPARE_H
#define LINLI_COMPARE_H

#include "core/serve/case_view.h"

struct compare {
	struct case_view side[2];
	bool apart; /* somebody has said that they are not the same */
	const char *apart_by;
	int64_t apart_at;
};

/* *found is false when one of them is not there or may not be seen. Everything lives in mem. */
bool compare_load(struct session *s, int64_t left, int64_t right, struct arena *mem,
	struct compare *out, bool *found, struct err *err);

/* May the one be merged into the other? Says why not, without looking at the database. */
bool compare_may_merge(const struct session *s, const struct case_row *joins,
	const struct case_row *stays, struct err *err);

/*
 * Keeps the pair apart, or takes that back. For those who decide on merging; both must be theirs to see. In
 * the audit log.
 */
bool compare_set_apart(struct session *s, int64_t left, int64_t right, bool apart, struct err *err);

#endif
