/*
 * What was brought before people without their asking: those of a unit who hold one of some posts. A notice is a
 * line of a matter's history and who should read it.
 */
#ifndef LINLI_NOTICE_H
#define LINLI_NOTICE_H

#include "core/domain/case_machine.h"
#include "core/domain/session.h"

/* Within the caller's transaction. unit_id 0: nobody is told. */
bool notice_put(struct session *s, int64_t unit_id, uint32_t roles, int64_t case_id,
	int64_t event_id, struct err *err);

struct notice {
	int64_t id, case_id, no, event_id, at;
	enum case_event event;
	const char *title;
	const char *text; /* the line of the history */
};

/*
 * Those for this person, newest first, older than the notice before_id (0: from the newest), at most `most`.
 * Matters that the person may not see are left out.
 */
bool notice_list(struct session *s, int64_t before_id, size_t most, struct arena *mem,
	struct notice **out, size_t *count, struct err *err);

#endif
