#ifndef LINLI_SERIES_DB_H
#define LINLI_SERIES_DB_H

#include "core/domain/session.h"
#include "core/serve/roll_db.h"

/* Calls each for the stored cells of an area from day to day. */
bool series_each_cell(struct session *s, int64_t area_id, int32_t first, int32_t last,
	void (*each)(void *ctx, const struct roll_cell *cell), void *ctx, struct err *err);

/* Calls each for the ids of all matters in a range of places; false from it ends it. */
bool series_each_in(struct session *s, int64_t low, int64_t high,
	bool (*each)(void *ctx, int64_t id), void *ctx, struct err *err);

#endif
