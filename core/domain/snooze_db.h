#ifndef LINLI_SNOOZE_DB_H
#define LINLI_SNOOZE_DB_H

#include "core/domain/session.h"

/* These three within the caller's transaction. */
bool snooze_insert(struct session *s, int64_t case_id, int64_t until_at, struct err *err);
bool snooze_delete(struct session *s, int64_t case_id, struct err *err);
bool snooze_delete_passed(struct session *s, struct err *err);

#endif
