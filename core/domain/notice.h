/*
 * What is brought before people without their asking: a line of a matter's history, and the unit and posts of those
 * who should read it. Shown with everything else that is addressed to them (core/serve/notices.h).
 */
#ifndef LINLI_NOTICE_H
#define LINLI_NOTICE_H

#include "core/domain/session.h"

/* Within the caller's transaction. unit_id 0: nobody is told. */
bool notice_put(struct session *s, int64_t unit_id, uint32_t roles, int64_t case_id,
	int64_t event_id, struct err *err);

#endif
