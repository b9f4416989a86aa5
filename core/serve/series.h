/*
 * Counts by day for a part of the city: from the roll-ups, and exact to the moment by what has happened since
 * they were folded.
 */
#ifndef LINLI_SERIES_H
#define LINLI_SERIES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/domain/session.h"

/* What happened on a day; the four steps of the loop are accepted, dispatched, replied and closed. */
struct day_counts {
	int64_t opened, accepted, dispatched, replied;
	int64_t ontime, late; /* of the replied */
	int64_t closed;
	int64_t scored, pleased; /* of the closed */
	int64_t merged;  /* of the opened: part of another matter now; opened - merged are cases */
	int64_t reports; /* people who asked in these cases: each of them is answered */
};

/*
 * Fills out[0..days) for the days from `first` on, of the scope within what the session may see. Townships
 * and larger are read from the roll-ups, villages and smaller matter by matter. *behind: so much has happened
 * since the last fold (an import) that it is not all in the numbers yet.
 */
bool series_read(struct session *s, const struct scope *scope, int32_t first, int days,
	struct day_counts *out, bool *behind, struct err *err);

#endif
