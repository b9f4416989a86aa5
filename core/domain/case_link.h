/*
 * Matters that somebody has tied together: same source, one after the other, same kind, see also. A link is one
 * row and is seen from both sides.
 */
#ifndef LINLI_CASE_LINK_H
#define LINLI_CASE_LINK_H

#include "core/domain/case.h"
#include "core/domain/session.h"

/* Is there one between the two, whichever way? *kind is 0 when there is none. */
bool case_link_kind(struct session *s, int64_t a, int64_t b, int *kind, struct err *err);

bool case_link_put(
	struct session *s, int64_t id, int64_t other, int kind, int64_t now, struct err *err);

/* Whichever way it was made. */
bool case_link_drop(struct session *s, int64_t id, int64_t other, struct err *err);

struct case_link {
	int64_t id, no; /* of the other one */
	int kind;       /* value of CHOICE_LINK */
	enum case_state state;
	int64_t at;
	const char *title;
};

enum { CASE_LINKS_MOST = 40 };

/* Those of a matter, newest first; without sealed ones, and without those that this person may not see. */
bool case_links(struct session *s, int64_t id, struct arena *mem, struct case_link **out,
	size_t *count, struct err *err);

#endif
