/* The rows of the roll-ups. */
#ifndef LINLI_ROLL_DB_H
#define LINLI_ROLL_DB_H

#include "core/db/db.h"

/* What a matter adds to the counts. Days, 0 where it does not count. */
struct roll_part {
	int64_t county, town;
	int cat;
	int32_t opened, accepted, dispatched, replied, closed;
	int outcome; /* 1 in time, 2 late, 0 not judged */
	int score;   /* 1..4, 0 none */
	int merged;  /* 1: part of another matter, which counts its people */
	int reports; /* people who asked; 0 where another matter counts them */
};

enum roll_count {
	ROLL_OPENED,
	ROLL_ACCEPTED,
	ROLL_DISPATCHED,
	ROLL_REPLIED,
	ROLL_ONTIME,
	ROLL_LATE,
	ROLL_CLOSED,
	ROLL_SCORED,
	ROLL_PLEASED,
	ROLL_MERGED,
	ROLL_REPORTS,
	ROLL_COUNTS
};

struct roll_cell {
	int64_t area_id;
	int32_t day;
	int32_t cat;
	int32_t counts[ROLL_COUNTS];
};

/* Calls count for each thing that the contribution counts, with its day and how many. */
void roll_part_counts(const struct roll_part *p,
	void (*count)(void *ctx, int32_t day, enum roll_count which, int n), void *ctx);

bool roll_read_mark(struct db *db, int64_t *mark, struct err *err);
bool roll_write_mark(struct db *db, int64_t mark, struct err *err);
bool roll_newest_event(struct db *db, int64_t *id, struct err *err);

/* The matters of the next events after the mark: ids, with repeats. *last is the last event looked at. */
bool roll_next_cases(struct db *db, int64_t mark, int most, int64_t *ids, int *count, int64_t *last,
	struct err *err);

/* The city: the area above all others; 0 when there is none yet. */
bool roll_city(struct db *db, int64_t *area_id, struct err *err);

/* The contribution of now, and the one that is counted (zeros where none is). */
bool roll_read_now(struct db *db, int64_t case_id, struct roll_part *part, struct err *err);
bool roll_read_counted(struct db *db, int64_t case_id, struct roll_part *part, struct err *err);
bool roll_write_counted(
	struct db *db, int64_t case_id, const struct roll_part *part, struct err *err);

/* Adds to the stored counts. */
bool roll_add_cell(struct db *db, const struct roll_cell *cell, struct err *err);

bool roll_clear(struct db *db, struct err *err);

/* Calls each for every matter, in order of id, with its contribution of now; false from each ends it. */
bool roll_each_case(struct db *db,
	bool (*each)(void *ctx, int64_t case_id, const struct roll_part *part), void *ctx,
	struct err *err);

/* Calls each for every stored cell with a count that is not 0. */
bool roll_each_cell(struct db *db, void (*each)(void *ctx, const struct roll_cell *cell), void *ctx,
	struct err *err);

#endif
