/*
 * Roll-ups: counts per day, area and category that statistics read instead of counting matters.
 *
 * A matter has one contribution, computed from its row and its handle clock as they are now. roll_cases keeps
 * the contribution that is counted; folding takes that out and puts the one of now in. So it does not matter
 * how often, in which order or in which slices matters are folded: the result is that of a full recount, and
 * what is undone is uncounted. The mark tells up to which event matters have been looked at.
 */
#ifndef LINLI_ROLL_H
#define LINLI_ROLL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/domain/session.h"

/*
 * Looks at the matters of at most `most` events after the mark, in a transaction of its own. *left is true
 * when there may be more. Does not write when there is nothing to do.
 */
bool roll_fold(struct session *s, int most, bool *left, struct err *err);

/* A bulk load counts its matters while it has them in memory, into a file whose roll-ups are empty. */
struct db;
struct roll_part;
struct case_row;
struct case_clock;
struct roll_load;

/* What a matter counts; handle: its last handle clock that was not taken back, NULL none. */
void roll_part_of(
	const struct case_row *row, const struct case_clock *handle, struct roll_part *part);

struct roll_load *roll_load_new(struct db *db, int64_t city);
bool roll_load_case(
	struct roll_load *l, int64_t case_id, const struct roll_part *part, struct err *err);

/* Writes what is left and the mark; frees it. */
bool roll_load_end(struct roll_load *l, int64_t newest_event, struct err *err);

/* Counts everything anew inside the transaction that is open: after a bulk load, or when check asks for it. */
bool roll_rebuild(struct session *s, struct err *err);

/*
 * Compares what is counted with a full recount, up to the mark: calls report with a sentence for each
 * difference, at most `most` times. Reads only.
 */
bool roll_check(struct session *s, int most, void (*report)(void *ctx, const char *line), void *ctx,
	struct err *err);

#endif
