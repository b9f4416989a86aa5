/* Rules that hold between rows, as queries that find what breaks them. */
#ifndef LINLI_CHECK_DB_H
#define LINLI_CHECK_DB_H

#include <stddef.h>

#include "core/db/db.h"

struct invariant {
	const char *name;     /* for progress and tests */
	const char *sentence; /* message id with one %s, the object found */
	/* $1 is a limit; column 1 the number of a matter or 0, column 2 what else names the row. */
	const char *sql;
};

extern const struct invariant invariants[];
extern const size_t invariant_count;

/* Calls each with the object's name for at most `most` rows; *more counts the others. */
bool invariant_run(struct db *db, const struct invariant *which, int most,
	void (*each)(void *ctx, const struct invariant *which, const char *object), void *ctx,
	struct err *err);

#endif
