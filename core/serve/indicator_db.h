#ifndef LINLI_INDICATOR_DB_H
#define LINLI_INDICATOR_DB_H

#include "core/domain/case_db.h"
#include "core/domain/session.h"

/* Each time in which handling stood. */
bool indicator_pauses(struct session *s, int64_t case_id,
	void (*each)(void *ctx, int64_t from, int64_t to), void *ctx, struct err *err);

#endif
