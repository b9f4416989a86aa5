#ifndef LINLI_COMPARE_DB_H
#define LINLI_COMPARE_DB_H

#include "core/serve/compare.h"

/* Fills apart, apart_by, apart_at. */
bool compare_read_apart(struct session *s, int64_t left, int64_t right, struct arena *mem,
	struct compare *out, struct err *err);

/* Within the caller's transaction. */
bool compare_put_apart(struct session *s, int64_t low, int64_t high, bool apart, struct err *err);

#endif
