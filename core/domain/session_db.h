#ifndef LINLI_SESSION_DB_H
#define LINLI_SESSION_DB_H

#include "core/domain/session.h"

/*
 * Fills who and where from the account of that login, or with NULL of the first operator; leaves
 * staff_id 0 when there is none.
 */
bool session_read_account(
	struct session *s, const char *login, int64_t *area_id, bool *active, struct err *err);

#endif
