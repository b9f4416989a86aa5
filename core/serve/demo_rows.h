/* Rows that are new: no look for what was there before. */
#ifndef LINLI_DEMO_ROWS_H
#define LINLI_DEMO_ROWS_H

#include "core/domain/case_db.h"

/* With its id and sequence number. */
bool rows_add_event(struct db *db, const struct case_event_row *e, struct err *err);
bool rows_add_clock(struct db *db, int64_t case_id, const struct case_clock *k, struct err *err);

#endif
