#include "core/domain/case_db.h"

static bool
next_seq(struct db *db, int64_t case_id, int *seq, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT seq FROM case_events WHERE case_id = $1 ORDER BY seq DESC LIMIT 1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	*seq = db_row(st, err) ? col_int(st) + 1 : 1;
	return db_done(st, err);
}

bool
case_add_event(struct db *db, struct case_event_row *event, struct err *err)
{
	if (event->seq == 0 && !next_seq(db, event->case_id, &event->seq, err))
		return false;
	struct stmt *st = db_stmt(db,
		"INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, unit_id, cat, tier,"
		" place, clock, result, spent, open, undoes, note)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
		err);

	if (st == NULL)
		return false;
	const int64_t values[] = {event->case_id, event->seq, event->at, event->actor, event->event,
		(int64_t)event->from, (int64_t)event->to, event->unit_id, event->cat,
		(int64_t)event->tier, event->place, (int64_t)event->clock, (int64_t)event->result,
		event->spent, event->open, event->undoes};

	bind_i64s(st, 1, values, sizeof(values) / sizeof(values[0]));
	bind_text(st, 17, event->note);
	if (!db_run(st, err))
		return false;
	event->id = db_last_id(db);
	return true;
}

static void
map_event(struct stmt *st, struct arena *mem, struct case_event_row *e)
{
	e->id = col_i64(st);
	e->case_id = col_i64(st);
	e->seq = col_int(st);
	e->at = col_i64(st);
	e->actor = col_i64(st);
	e->event = col_int(st);
	e->from = (enum case_state)col_int(st);
	e->to = (enum case_state)col_int(st);
	e->unit_id = col_i64(st);
	e->cat = col_int(st);
	e->tier = (enum tier)col_int(st);
	e->place = col_i64(st);
	e->clock = (enum clock_kind)col_int(st);
	e->result = (enum clock_outcome)col_int(st);
	e->spent = col_i64(st);
	e->open = col_int(st) != 0;
	e->note = col_text(st, mem);
	e->actor_name = col_text(st, mem);
	e->unit_name = col_text(st, mem);
}

bool
case_read_events(struct db *db, int64_t id, int64_t before, size_t most, struct arena *mem,
	struct case_event_row **out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT e.id, e.case_id, e.seq, e.at, e.actor, e.event, e.st_from, e.st_to, e.unit_id, e.cat,"
		" e.tier, e.place, e.clock, e.result, e.spent, e.open, e.note, s.name, u.short"
		" FROM case_events e LEFT JOIN staff s ON s.id = e.actor LEFT JOIN units u ON u.id = e.unit_id"
		" WHERE e.case_id = $1 AND e.seq < $2 ORDER BY e.case_id DESC, e.seq DESC LIMIT $3",
		err);

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, before != 0 ? before : INT64_MAX);
	bind_i64(st, 3, (int64_t)most);
	while (*count < most && db_row(st, err))
		map_event(st, mem, &(*out)[(*count)++]);
	return db_done(st, err);
}

bool
case_add_fact(struct db *db, int64_t event_id, int field, const char *value, struct err *err)
{
	struct stmt *st = db_stmt(
		db, "INSERT INTO case_facts(event_id, field, value) VALUES($1, $2, $3)", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, event_id);
	bind_i64(st, 2, field);
	bind_text(st, 3, value);
	return db_run(st, err);
}

bool
case_read_facts(struct db *db, int64_t event_id, struct arena *mem, struct case_fact **out,
	size_t *count, struct err *err)
{
	enum { MOST = 24 };
	struct stmt *st = db_stmt(db,
		"SELECT field, value FROM case_facts WHERE event_id = $1 ORDER BY event_id, field LIMIT 24",
		err);

	*out = arena_array(mem, MOST, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, event_id);
	while (*count < MOST && db_row(st, err)) {
		struct case_fact *f = &(*out)[(*count)++];

		f->field = col_int(st);
		f->value = col_text(st, mem);
	}
	return db_done(st, err);
}

bool
case_add_change(struct db *db, int64_t event_id, int field, const char *was, const char *now,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO case_changes(event_id, field, was, is_now) VALUES($1, $2, $3, $4)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, event_id);
	bind_i64(st, 2, field);
	bind_text(st, 3, was);
	bind_text(st, 4, now);
	return db_run(st, err);
}

bool
case_read_changes(struct db *db, int64_t case_id, struct arena *mem, struct case_change **out,
	size_t *count, struct err *err)
{
	enum { MOST = 200 };
	struct stmt *st = db_stmt(db,
		"SELECT e.id, e.at, s.name, h.field, h.was, h.is_now FROM case_events e"
		" JOIN case_changes h ON h.event_id = e.id LEFT JOIN staff s ON s.id = e.actor"
		" WHERE e.case_id = $1 ORDER BY e.seq DESC, h.field LIMIT $2 /*sort*/",
		err);

	*out = arena_array(mem, MOST, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, MOST);
	while (*count < MOST && db_row(st, err)) {
		struct case_change *c = &(*out)[(*count)++];

		c->event_id = col_i64(st);
		c->at = col_i64(st);
		c->actor_name = col_text(st, mem);
		c->field = col_int(st);
		c->was = col_text(st, mem);
		c->now = col_text(st, mem);
	}
	return db_done(st, err);
}
