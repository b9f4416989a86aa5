/*
 * Reading and writing the rows of one matter. Everything here runs inside whatever transaction the caller
 * has opened; nothing here decides anything.
 */
#ifndef LINLI_CASE_DB_H
#define LINLI_CASE_DB_H

#include "core/db/db.h"
#include "core/domain/case.h"

/*
 * The columns of struct case_row with the names of unit, clerk, estate and grid; `c` is the row of cases.
 * Follow it with a WHERE clause on c and map with case_row_map().
 */
#define CASE_ROW_SELECT \
	"SELECT c.id, c.version, c.no, c.state, c.tier, c.cat, c.kind, c.channel, c.place, c.county," \
	" c.town, c.estate_id, c.desk_id, c.clerk_id, c.unit_id, c.handler_id, c.opened_at," \
	" c.accepted_at, c.due_at, c.light_at, c.replied_at, c.closed_at, c.updated_at, c.due_kind," \
	" c.flags, c.urged, c.extended, c.moved, c.returned, c.joint, c.merged, c.score, c.solved," \
	" c.verify_back, c.reopened, c.main_id, c.step_at, c.title, u.short, s.name, e.name, g.name" \
	" FROM cases c" \
	" LEFT JOIN units u ON u.id = c.unit_id" \
	" LEFT JOIN staff s ON s.id = c.clerk_id" \
	" LEFT JOIN estates e ON e.id = c.estate_id" \
	" LEFT JOIN grids g ON g.code = c.place / 1000 "

void case_row_map(struct stmt *st, struct arena *mem, struct case_row *row);

/* *found is false when there is no such matter. */
bool case_read_row(struct db *db, int64_t id, struct arena *mem, struct case_row *row, bool *found,
	struct err *err);

/* How a clock ended. Void: what it timed was taken back (a return, a recall). */
enum clock_outcome { OUTCOME_NONE, OUTCOME_IN_TIME, OUTCOME_LATE, OUTCOME_VOID };

/* A clock of a matter as stored. */
struct case_clock {
	enum clock_kind kind;
	int round;
	int64_t start_at, due_at, light_at;
	struct limit limit;
	int64_t paused_at; /* 0 it runs */
	int64_t left;      /* when paused: minutes of its unit that were left */
	int64_t paused;    /* minutes of its unit that it stood in all */
	int64_t stopped_at;
	enum clock_outcome outcome;
	bool provisional;
};

struct case_texts {
	const char *body, *spot, *answer, *plan;
};

bool case_read_texts(
	struct db *db, int64_t id, struct arena *mem, struct case_texts *out, struct err *err);
bool case_read_clocks(struct db *db, int64_t id, struct arena *mem, struct case_clock **out,
	size_t *count, struct err *err);

/* Inserts a new matter (row->id is set) with its texts; reporters and clocks are separate. */
bool case_insert(struct db *db, struct case_row *row, int64_t author_id,
	const struct case_texts *texts, struct err *err);

/* Writes all columns that an act may change, adds one to the version; the version is the caller's check. */
bool case_update(struct db *db, struct case_row *row, struct err *err);
bool case_update_texts(struct db *db, int64_t id, const struct case_texts *texts, struct err *err);

bool case_put_clock(struct db *db, int64_t id, const struct case_clock *clock, struct err *err);
bool case_delete_clock(struct db *db, int64_t id, enum clock_kind kind, int round, struct err *err);

/* A time in which a clock stood. */
struct case_pause {
	enum clock_kind kind;
	int round;
	int64_t from, to;
};

/* event_id: the line of history that ended it. */
bool case_put_pause(struct db *db, int64_t id, const struct case_pause *pause, int64_t event_id,
	struct err *err);

/* A line of the history. */
struct case_event_row {
	int64_t id, case_id, at, actor, unit_id, place;
	int seq, event;
	enum case_state from, to;
	int cat;
	enum tier tier;
	enum clock_kind clock;
	enum clock_outcome result;
	int64_t spent;
	bool open;      /* residents may read it */
	int64_t undoes; /* EV_UNDO: the first line that it takes back */
	const char *note;
	const char *actor_name, *unit_name; /* reading only */
};

/* Gives it id and, where it is 0, seq. */
bool case_add_event(struct db *db, struct case_event_row *event, struct err *err);

/* Newest first, at most `most`, with a sequence number below `before` (0: from the newest). */
bool case_read_events(struct db *db, int64_t id, int64_t before, size_t most, struct arena *mem,
	struct case_event_row **out, size_t *count, struct err *err);

/* What an event changed in a field, for the tab of changes and for conflicts. */
struct case_change {
	int64_t event_id, at;
	const char *actor_name;
	int field;
	const char *was, *now;
};

/* What an event was given (enum act_field), as typed; and what the newest such line of a matter was given. */
bool case_add_fact(struct db *db, int64_t event_id, int field, const char *value, struct err *err);

struct case_fact {
	int field;
	const char *value;
};

bool case_read_facts(struct db *db, int64_t event_id, struct arena *mem, struct case_fact **out,
	size_t *count, struct err *err);

bool case_add_change(struct db *db, int64_t event_id, int field, const char *was, const char *now,
	struct err *err);
bool case_read_changes(struct db *db, int64_t case_id, struct arena *mem, struct case_change **out,
	size_t *count, struct err *err);

#endif
