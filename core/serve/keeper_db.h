/* The statements of the keeper. Each begins and ends its own transaction, and only when there is work. */
#ifndef LINLI_KEEPER_DB_H
#define LINLI_KEEPER_DB_H

#include "core/domain/session.h"

/* Deletes some of what has run out: drafts, claims, undo rows. */
bool expire_some(struct session *s, bool *more, struct err *err);

/* Merges some pages of the text index. */
bool merge_some(struct session *s, bool *more, struct err *err);

/* The day of the last daily work; 0 never. */
bool daily_done(struct session *s, int32_t *day, struct err *err);

/* Statistics for the planner; notes the day. */
bool daily_work(struct session *s, struct err *err);

#endif
