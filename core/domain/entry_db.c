#include "core/domain/entry_db.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/date.h"
#include "core/db/store.h"

static const char mark_setting[] = "entry_mark";

static bool
read_count(struct stmt *st, int *out, struct err *err)
{
	*out = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

static bool
read_ids(struct stmt *st, int most, int64_t *ids, int *count, struct err *err)
{
	while (*count < most && db_row(st, err))
		ids[(*count)++] = col_i64(st);
	return db_done(st, err);
}

static bool
count_like(struct session *s, const struct case_row *row, int cat, struct entry_facts *out,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM cases /*+ h_estate */ WHERE estate_id = $1 AND estate_id>0"
		" AND opened_at BETWEEN $2 AND $3 AND cat = $4 AND id <> $5 AND state <> $6",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->estate_id);
	bind_i64(st, 2, row->opened_at - out->like_days * DATE_DAY_S);
	bind_i64(st, 3, row->opened_at);
	bind_i64(st, 4, cat);
	bind_i64(st, 5, row->id);
	bind_i64(st, 6, CASE_REJECTED);
	return read_count(st, &out->counts[ENTRY_LIKE], err);
}

static bool
count_caller(struct session *s, const struct case_row *row, int cat, struct entry_facts *out,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(DISTINCT c.id) FROM reporters a JOIN reporters b /*+ reporters_phone */"
		" ON b.phone_hash = a.phone_hash JOIN cases c ON c.id = b.case_id"
		" WHERE a.case_id = $1 AND a.phone_hash<>0 AND b.phone_hash<>0 AND c.id <> $1"
		" AND c.cat = $2 AND c.estate_id = $3 AND c.opened_at BETWEEN $4 AND $5 /*sort*/",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->id);
	bind_i64(st, 2, cat);
	bind_i64(st, 3, row->estate_id);
	bind_i64(st, 4, row->opened_at - s->rules->duplicate_days * DATE_DAY_S);
	bind_i64(st, 5, row->opened_at);
	return read_count(st, &out->counts[ENTRY_CALLER], err);
}

bool
entry_read_counts(struct session *s, const struct case_row *row, int cat, struct entry_facts *out,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM case_units WHERE case_id = $1 AND role = 1 AND unit_id <> $2",
		err);
	int *n = out->counts;

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->id);
	bind_i64(st, 2, row->unit_id);
	if (!read_count(st, &n[ENTRY_UNITS], err))
		return false;
	n[ENTRY_UNITS] += row->unit_id != 0;
	if (cat == 0 || row->estate_id == 0)
		return true;
	if ((out->like_days > 0 && !count_like(s, row, cat, out, err)) ||
		!count_caller(s, row, cat, out, err))
		return false;
	n[ENTRY_LIKE]++;
	n[ENTRY_CALLER]++;
	return true;
}

static bool
read_roll_mark(struct session *s, int64_t *event, struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), "SELECT last_event FROM roll_mark WHERE id = 1", err);

	if (st == NULL)
		return false;
	*event = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}

bool
entry_read_mark(struct session *s, struct entry_mark *mark, struct err *err)
{
	struct arena mem = ARENA_INIT;
	const char *text = store_setting(s->store, mark_setting, &mem, err);
	char *end;

	mark->event = strtoll(text, &end, 10);
	mark->at = strtoll(end, NULL, 10);
	bool kept = mark->at != 0;

	arena_release(&mem);
	if (err->code != ERR_NONE || kept)
		return err->code == ERR_NONE;
	mark->at = session_now(s);
	return read_roll_mark(s, &mark->event, err);
}

bool
entry_write_mark(struct session *s, const struct entry_mark *mark, struct err *err)
{
	char text[48];

	snprintf(text, sizeof(text), "%lld %lld", (long long)mark->event, (long long)mark->at);
	return store_set_setting(s->store, mark_setting, text, err);
}

bool
entry_next(struct session *s, const struct entry_mark *mark, int64_t until, int most, int64_t *ids,
	int *count, int64_t *last, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT e.id, e.at, e.case_id, c.state FROM case_events e JOIN cases c ON c.id = e.case_id"
		" WHERE e.id > $1 ORDER BY e.id LIMIT $2",
		err);

	*count = 0;
	*last = mark->event;
	if (st == NULL)
		return false;
	bind_i64(st, 1, mark->event);
	bind_i64(st, 2, most);
	for (int i = 0; i < most && db_row(st, err); i++) {
		int64_t event = col_i64(st);

		if (col_i64(st) > until)
			break;
		*last = event;
		int64_t id = col_i64(st);

		if (state_is_open((enum case_state)col_int(st)) &&
			(*count == 0 || ids[*count - 1] != id))
			ids[(*count)++] = id;
	}
	return db_done(st, err);
}

bool
entry_old(struct session *s, int64_t from, int64_t to, enum tier below, int most, int64_t *ids,
	int *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases /*+ q_opened */ WHERE state<12 AND opened_at > $1"
		" AND opened_at <= $2 AND tier BETWEEN 1 AND $3 ORDER BY opened_at LIMIT $4",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, from);
	bind_i64(st, 2, to);
	bind_i64(st, 3, (int64_t)below - 1);
	bind_i64(st, 4, most);
	return read_ids(st, most, ids, count, err);
}

bool
entry_like(struct session *s, const struct case_row *row, int days, int most, int64_t *ids,
	int *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases /*+ h_estate */ WHERE estate_id = $1 AND estate_id>0"
		" AND opened_at BETWEEN $2 AND $3 AND cat = $4 AND state BETWEEN 1 AND 11"
		" ORDER BY opened_at LIMIT $5",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->estate_id);
	bind_i64(st, 2, row->opened_at - days * DATE_DAY_S);
	bind_i64(st, 3, row->opened_at);
	bind_i64(st, 4, row->cat);
	bind_i64(st, 5, most);
	return read_ids(st, most, ids, count, err);
}
