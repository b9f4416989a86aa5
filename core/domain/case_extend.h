/*
 * How far a limit may be extended: as long again as it was, and not more than the working days of the rules
 * (domain 5.2).
 */
#ifndef LINLI_CASE_EXTEND_H
#define LINLI_CASE_EXTEND_H

#include "core/domain/case_db.h"

/* The latest end that may be asked for. */
int64_t extend_latest(const struct rules *rules, const struct case_clock *clock);

/*
 * The new end: so many working days more or, with days 0, the date that is wished for. INPUT when neither is
 * given, or it is not later than now or later than may be; the text begins with the field's label.
 */
bool extend_end(const struct rules *rules, const struct case_clock *clock, int days, int64_t wish,
	int64_t *due, struct err *err);

#endif
