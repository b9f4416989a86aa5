#ifndef LINLI_INTAKE_DB_H
#define LINLI_INTAKE_DB_H

#include "core/domain/session.h"

/*
 * The next number of that township and day. ERR_LIMIT when the day's 9,999 are given out: a number is never
 * given twice and never borrowed from another day.
 */
bool case_number_next(struct session *s, int64_t town9, int32_t day, int64_t *no, struct err *err);

/* The next number of the day in a series of its own. */
bool number_next(struct session *s, int64_t of, int32_t day, int *number, struct err *err);

/* The place that a centre's area stands for. */
bool desk_place(struct session *s, int64_t desk_id, int64_t *place, struct err *err);

bool case_put_source(struct session *s, const char *source, const char *ext_id, int64_t case_id,
	int64_t at, struct err *err);

#endif
