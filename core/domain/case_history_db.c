#include "core/domain/case_history.h"

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/store.h"

static bool
read_yes_no(struct stmt *st, bool *yes, struct err *err)
{
	*yes = db_row(st, err);
	return db_done(st, err);
}

/* Not taken back: an undo names the first line of what it took back, and ends it. */
#define STANDS \
	" AND NOT EXISTS (SELECT 1 FROM case_events z WHERE z.case_id = e.case_id AND z.event = 36" \
	" AND z.undoes > 0 AND e.id BETWEEN z.undoes AND z.id)"

_Static_assert(EV_UNDO == 36, "the text above");

bool
history_handled_by(struct session *s, int64_t case_id, int64_t staff_id, bool *yes, struct err *err)
{
	/* 6 solve, 8 sign, 12 contact, 13 progress, 16-18 mediation, 24 reply, 41 asked as the unit: not routing it */
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM case_events e WHERE case_id = $1 AND actor = $2"
		" AND (event IN (6, 8, 12, 13, 16, 17, 18, 24) OR (event = 41 AND st_from IN (3, 5)))"
		" AND st_from <> $3" STANDS " LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, staff_id);
	bind_i64(st, 3, CASE_CALLBACK); /* an attempt to call back is no handling */
	return read_yes_no(st, yes, err);
}

bool
history_asked_by(struct session *s, int64_t case_id, int64_t staff_id, bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM case_events WHERE case_id = $1 AND actor = $2 AND event IN (9, 41)"
		" AND seq > (SELECT coalesce(max(d.seq), 0) FROM case_events d WHERE d.case_id = $1 AND d.event = 7)"
		" LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, staff_id);
	return read_yes_no(st, yes, err);
}

static bool
read_count(struct stmt *st, int64_t case_id, enum case_event event, int *times, struct err *err)
{
	*times = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)event);
	if (db_row(st, err))
		*times = col_int(st);
	return db_done(st, err);
}

bool
history_count(
	struct session *s, int64_t case_id, enum case_event event, int *times, struct err *err)
{
	return read_count(
		db_stmt(store_db(s->store),
			"SELECT count(*) FROM case_events e WHERE case_id = $1 AND event = $2" STANDS,
			err),
		case_id, event, times, err);
}

bool
history_count_by_people(
	struct session *s, int64_t case_id, enum case_event event, int *times, struct err *err)
{
	return read_count(
		db_stmt(store_db(s->store),
			"SELECT count(*) FROM case_events e WHERE case_id = $1 AND event = $2 AND actor > 0" STANDS,
			err),
		case_id, event, times, err);
}

bool
history_tries(struct session *s, int64_t case_id, enum case_event since, int64_t now, int *times,
	bool *other_day, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*), coalesce(sum((at + $3) / 86400 <> $4), 0) FROM case_events e"
		" WHERE case_id = $1 AND event = 12"
		" AND seq > (SELECT coalesce(max(d.seq), 0) FROM case_events d WHERE d.case_id = $1 AND d.event = $2)" STANDS,
		err);

	*times = 0;
	*other_day = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)since);
	bind_i64(st, 3, DATE_ZONE_S);
	bind_i64(st, 4, (now + DATE_ZONE_S) / DATE_DAY_S);
	if (db_row(st, err)) {
		*times = col_int(st);
		*other_day = col_int(st) > 0;
	}
	return db_done(st, err);
}

bool
history_last(
	struct session *s, int64_t case_id, enum case_event event, int64_t *at, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT at FROM case_events e WHERE case_id = $1 AND event = $2" STANDS
		" ORDER BY seq DESC LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)event);
	*at = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}

bool
history_opened_by_unit(struct session *s, int64_t case_id, int64_t unit_id, int64_t since,
	bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM seen v JOIN staff p ON p.id = v.staff_id"
		" WHERE v.case_id = $1 AND p.unit_id = $2 AND v.at >= $3 LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, unit_id);
	bind_i64(st, 3, since);
	return read_yes_no(st, yes, err);
}

bool
history_helps(struct session *s, int64_t case_id, int64_t unit_id, bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM case_units WHERE case_id = $1 AND unit_id = $2 AND role = 1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, unit_id);
	return read_yes_no(st, yes, err);
}

bool
case_may_see(struct session *s, const struct case_row *row, bool *yes, struct err *err)
{
	*yes = machine_may_see(s, row);
	if (*yes || ((row->flags & CASE_SEALED) != 0 && !session_has(s, ROLE_DISC)))
		return true;
	return history_helps(s, row->id, s->unit_id, yes, err);
}

bool
case_may_see_id(struct session *s, int64_t id, bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT flags, place, county, town, desk_id, unit_id FROM cases WHERE id = $1",
		err);
	struct case_row row = {.id = id};

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bool found = db_row(st, err);

	if (found) {
		row.flags = (uint32_t)col_i64(st);
		row.place = col_i64(st);
		row.county = col_i64(st);
		row.town = col_i64(st);
		row.desk_id = col_i64(st);
		row.unit_id = col_i64(st);
	}
	*yes = false;
	return db_done(st, err) && (!found || case_may_see(s, &row, yes, err));
}

#define LAST_COLUMNS \
	"SELECT p.name, e.at, e.event, e.note FROM case_events e LEFT JOIN staff p ON p.id = e.actor "

static bool
read_last(struct stmt *st, struct arena *mem, struct case_last *out, struct err *err)
{
	*out = (struct case_last){.who = "", .note = ""};
	if (db_row(st, err)) {
		out->who = col_text(st, mem);
		out->at = col_i64(st);
		out->event = (enum case_event)col_int(st);
		out->note = col_text(st, mem);
	}
	return db_done(st, err);
}

bool
history_fact(struct session *s, int64_t case_id, enum case_event event, enum act_field field,
	struct arena *mem, const char **value, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT f.value FROM case_events e JOIN case_facts f ON f.event_id = e.id AND f.field = $3"
		" WHERE e.case_id = $1 AND e.event = $2" STANDS " ORDER BY e.seq DESC LIMIT 1",
		err);

	*value = "";
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)event);
	bind_i64(st, 3, (int64_t)field);
	if (db_row(st, err))
		*value = col_text(st, mem);
	return db_done(st, err);
}

bool
history_newest(struct session *s, int64_t case_id, struct arena *mem, struct case_last *out,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		LAST_COLUMNS "WHERE e.case_id = $1 ORDER BY e.seq DESC LIMIT 1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	return read_last(st, mem, out, err);
}

bool
history_newest_of(struct session *s, int64_t case_id, enum case_event event, struct arena *mem,
	struct case_last *out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		LAST_COLUMNS "WHERE e.case_id = $1 AND e.event = $2 ORDER BY e.seq DESC LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, (int64_t)event);
	return read_last(st, mem, out, err);
}
