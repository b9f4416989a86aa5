#ifndef LINLI_ESCALATION_DB_H
#define LINLI_ESCALATION_DB_H

#include "core/db/db.h"
#include "core/domain/case_db.h"

/* The matter whose step is due longest; 0: none. Those that may still be taken back are passed over. */
bool escalation_next(struct db *db, int64_t now, int64_t *case_id, struct err *err);

/* Claims a step of a clock; *first is false when it was taken before. */
bool escalation_claim(struct db *db, int64_t case_id, const struct case_clock *clock, int step,
	int64_t now, bool *first, struct err *err);

bool escalation_put_next(struct db *db, int64_t case_id, int64_t at, struct err *err);

#endif
