/*
 * The matter that a person means by what they type.
 */
#ifndef LINLI_CASE_FIND_H
#define LINLI_CASE_FIND_H

#include "core/domain/case.h"
#include "core/domain/session.h"

/*
 * The one matter of that text: "id:12", the full number, the list form or the tail (the last four digits),
 * the latter two among what the session may see. *id is 0 when there is none. Errors: INPUT when several bear
 * it; the text names their full numbers.
 */
bool case_find(struct session *s, const char *text, int64_t *id, struct err *err);

/*
 * All that bear a number, a list form or a tail and may be seen, the newest first, at most `most`, in mem. A
 * tail is looked for among the latest matters only: as many as one step of a list reads.
 */
bool case_find_all(struct session *s, const char *text, size_t most, struct arena *mem,
	struct case_row **rows, size_t *count, struct err *err);

#endif
