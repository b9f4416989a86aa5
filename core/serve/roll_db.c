#include "core/serve/roll_db.h"

#include "core/base/date.h"
#include "core/domain/case.h"
#include "core/domain/case_db.h"
#include "core/serve/roll.h"

static bool
read_one(struct db *db, const char *sql, int64_t *out, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	*out = db_row(s, err) ? col_i64(s) : 0;
	return db_done(s, err);
}

bool
roll_read_mark(struct db *db, int64_t *mark, struct err *err)
{
	return read_one(db, "SELECT last_event FROM roll_mark WHERE id = 1", mark, err);
}

bool
roll_write_mark(struct db *db, int64_t mark, struct err *err)
{
	struct stmt *s = db_stmt(db,
		"INSERT INTO roll_mark(id, last_event) VALUES(1, $1)"
		" ON CONFLICT(id) DO UPDATE SET last_event = excluded.last_event",
		err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, mark);
	return db_run(s, err);
}

bool
roll_newest_event(struct db *db, int64_t *id, struct err *err)
{
	return read_one(
		db, "SELECT id FROM case_events ORDER BY id DESC LIMIT 1 /*scan*/", id, err);
}

bool
roll_next_cases(struct db *db, int64_t mark, int most, int64_t *ids, int *count, int64_t *last,
	struct err *err)
{
	struct stmt *s = db_stmt(
		db, "SELECT id, case_id FROM case_events WHERE id > $1 ORDER BY id LIMIT $2", err);

	*count = 0;
	*last = mark;
	if (s == NULL)
		return false;
	bind_i64(s, 1, mark);
	bind_i64(s, 2, most);
	while (*count < most && db_row(s, err)) {
		*last = col_i64(s);
		ids[(*count)++] = col_i64(s);
	}
	return db_done(s, err);
}

bool
roll_city(struct db *db, int64_t *area_id, struct err *err)
{
	return read_one(db, "SELECT id FROM areas WHERE parent_id IS NULL ORDER BY code LIMIT 1",
		area_id, err);
}

/* The handle clock that counts: the last round that was not taken back. */
#define PART_SELECT \
	"SELECT c.id, c.county, c.town, c.cat, c.state, c.flags, c.opened_at, c.accepted_at, c.replied_at," \
	" c.closed_at, c.score, c.joint, k.start_at, k.stopped_at, k.outcome FROM cases c" \
	" LEFT JOIN clocks k ON k.case_id = c.id AND k.kind = 5 AND k.round =" \
	" (SELECT max(x.round) FROM clocks x WHERE x.case_id = c.id AND x.kind = 5 AND x.outcome <> 3)"

_Static_assert(CLOCK_HANDLE == 5 && OUTCOME_IN_TIME == 1 && OUTCOME_LATE == 2 && OUTCOME_VOID == 3,
	"numbers in PART_SELECT");

static int32_t
day_or_none(int64_t utc)
{
	return utc != 0 ? day_from_utc(utc) : 0;
}

void
roll_part_of(const struct case_row *row, const struct case_clock *handle, struct roll_part *p)
{
	enum {
		SCORE_LOWEST = 4
	}; /* values of the choice "satisfied"; above it: not reached, not wished */

	*p = (struct roll_part){.county = row->county,
		.town = row->town,
		.cat = row->cat,
		.opened = day_or_none(row->opened_at),
		.accepted = day_or_none(row->accepted_at),
		.replied = day_or_none(row->replied_at),
		.dispatched = handle != NULL ? day_or_none(handle->start_at) : 0};
	p->merged = row->state == CASE_MERGED;
	p->reports = p->merged ? 0 : row->joint;
	if (row->state == CASE_CLOSED) {
		p->closed = day_or_none(row->closed_at);
		p->score = row->score >= 1 && row->score <= SCORE_LOWEST ? row->score : 0;
	}
	if (p->replied != 0 && handle != NULL && handle->stopped_at != 0)
		p->outcome = (int)handle->outcome;
	else if (p->replied != 0 && p->dispatched == 0 && (row->flags & CASE_SPOT) != 0)
		p->outcome = OUTCOME_IN_TIME;
}

static int64_t
map_part(struct stmt *s, struct roll_part *p)
{
	struct case_row row = {.id = col_i64(s)};
	struct case_clock handle = {.kind = CLOCK_HANDLE};

	row.county = col_i64(s);
	row.town = col_i64(s);
	row.cat = col_int(s);
	row.state = (enum case_state)col_int(s);
	row.flags = (uint32_t)col_i64(s);
	row.opened_at = col_i64(s);
	row.accepted_at = col_i64(s);
	row.replied_at = col_i64(s);
	row.closed_at = col_i64(s);
	row.score = col_int(s);
	row.joint = col_int(s);
	handle.start_at = col_i64(s);
	handle.stopped_at = col_i64(s);
	handle.outcome = (enum clock_outcome)col_int(s);
	roll_part_of(&row, &handle, p);
	return row.id;
}

bool
roll_read_now(struct db *db, int64_t case_id, struct roll_part *part, struct err *err)
{
	struct stmt *s = db_stmt(db, PART_SELECT " WHERE c.id = $1", err);

	*part = (struct roll_part){0};
	if (s == NULL)
		return false;
	bind_i64(s, 1, case_id);
	if (db_row(s, err))
		map_part(s, part);
	return db_done(s, err);
}

bool
roll_read_counted(struct db *db, int64_t case_id, struct roll_part *part, struct err *err)
{
	struct stmt *s = db_stmt(db,
		"SELECT county, town, cat, opened, accepted, dispatched, replied, outcome, closed, score,"
		" merged, reports"
		" FROM roll_cases WHERE case_id = $1",
		err);

	*part = (struct roll_part){0};
	if (s == NULL)
		return false;
	bind_i64(s, 1, case_id);
	if (db_row(s, err)) {
		part->county = col_i64(s);
		part->town = col_i64(s);
		part->cat = col_int(s);
		part->opened = col_int(s);
		part->accepted = col_int(s);
		part->dispatched = col_int(s);
		part->replied = col_int(s);
		part->outcome = col_int(s);
		part->closed = col_int(s);
		part->score = col_int(s);
		part->merged = col_int(s);
		part->reports = col_int(s);
	}
	return db_done(s, err);
}

bool
roll_write_counted(struct db *db, int64_t case_id, const struct roll_part *p, struct err *err)
{
	struct stmt *s = db_stmt(db,
		"INSERT INTO roll_cases(case_id, county, town, cat, opened, accepted, dispatched, replied, outcome,"
		" closed, score, merged, reports)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
		" ON CONFLICT(case_id) DO UPDATE SET county = excluded.county, town = excluded.town,"
		" cat = excluded.cat, opened = excluded.opened, accepted = excluded.accepted,"
		" dispatched = excluded.dispatched, replied = excluded.replied, outcome = excluded.outcome,"
		" closed = excluded.closed, score = excluded.score, merged = excluded.merged,"
		" reports = excluded.reports",
		err);
	const int64_t values[] = {case_id, p->county, p->town, p->cat, p->opened, p->accepted,
		p->dispatched, p->replied, p->outcome, p->closed, p->score, p->merged, p->reports};

	if (s == NULL)
		return false;
	bind_i64s(s, 1, values, sizeof(values) / sizeof(values[0]));
	return db_run(s, err);
}

bool
roll_add_cell(struct db *db, const struct roll_cell *cell, struct err *err)
{
	struct stmt *s = db_stmt(db,
		"INSERT INTO roll_d(area_id, day, cat, opened, accepted, dispatched, replied, ontime, late, closed,"
		" scored, pleased, merged, reports)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
		" ON CONFLICT(area_id, day, cat) DO UPDATE SET opened = opened + excluded.opened,"
		" accepted = accepted + excluded.accepted, dispatched = dispatched + excluded.dispatched,"
		" replied = replied + excluded.replied, ontime = ontime + excluded.ontime,"
		" late = late + excluded.late, closed = closed + excluded.closed,"
		" scored = scored + excluded.scored, pleased = pleased + excluded.pleased,"
		" merged = merged + excluded.merged, reports = reports + excluded.reports",
		err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, cell->area_id);
	bind_i64(s, 2, cell->day);
	bind_i64(s, 3, cell->cat);
	for (int i = 0; i < ROLL_COUNTS; i++)
		bind_i64(s, 4 + i, cell->counts[i]);
	return db_run(s, err);
}

static bool
run_text(struct db *db, const char *sql, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	return s != NULL && db_run(s, err);
}

bool
roll_clear(struct db *db, struct err *err)
{
	return run_text(db, "DELETE FROM roll_d /*scan*/", err) &&
		run_text(db, "DELETE FROM roll_cases /*scan*/", err) && roll_write_mark(db, 0, err);
}

bool
roll_each_case(struct db *db,
	bool (*each)(void *ctx, int64_t case_id, const struct roll_part *part), void *ctx,
	struct err *err)
{
	struct stmt *s = db_stmt(db, PART_SELECT " ORDER BY c.id /*scan*/", err);
	struct roll_part part;

	if (s == NULL)
		return false;
	while (db_row(s, err)) {
		int64_t id = map_part(s, &part);

		if (!each(ctx, id, &part))
			break;
	}
	return db_done(s, err);
}

bool
roll_each_cell(struct db *db, void (*each)(void *ctx, const struct roll_cell *cell), void *ctx,
	struct err *err)
{
	struct stmt *s = db_stmt(db,
		"SELECT area_id, day, cat, opened, accepted, dispatched, replied, ontime, late, closed, scored,"
		" pleased, merged, reports FROM roll_d /*scan*/",
		err);

	if (s == NULL)
		return false;
	while (db_row(s, err)) {
		struct roll_cell cell;
		bool any = false;

		cell.area_id = col_i64(s);
		cell.day = col_int(s);
		cell.cat = col_int(s);
		for (int i = 0; i < ROLL_COUNTS; i++) {
			cell.counts[i] = col_int(s);
			any = any || cell.counts[i] != 0;
		}
		if (any)
			each(ctx, &cell);
	}
	return db_done(s, err);
}
