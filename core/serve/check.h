/*
 * Does the database say the same thing everywhere? The engine's own check, references, rules that hold between
 * rows, counters against a recount, the audit chain. Reads only; a finding is a sentence, not an error.
 */
#ifndef LINLI_CHECK_H
#define LINLI_CHECK_H

#include <stdbool.h>

#include "core/base/err.h"
#include "core/domain/session.h"

/*
 * quick leaves out the engine's look at every page and the audit chain. At most 20 findings of a kind are
 * reported, then how many more there are. Errors: IO, CORRUPT when it could not be read to the end; BUSY when
 * os_stop_asked().
 */
bool check_run(struct session *s, bool quick, void (*report)(void *ctx, const char *line),
	void *ctx, struct err *err);

#endif
