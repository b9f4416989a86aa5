#include "core/domain/case_db.h"

#include <stddef.h>

void
case_row_map(struct stmt *st, struct arena *mem, struct case_row *row)
{
	row->id = col_i64(st);
	row->version = col_i64(st);
	row->no = col_i64(st);
	row->state = (enum case_state)col_int(st);
	row->tier = (enum tier)col_int(st);
	row->cat = col_int(st);
	row->kind = col_int(st);
	row->channel = col_int(st);
	row->place = col_i64(st);
	row->county = col_i64(st);
	row->town = col_i64(st);
	row->estate_id = col_i64(st);
	row->desk_id = col_i64(st);
	row->clerk_id = col_i64(st);
	row->unit_id = col_i64(st);
	row->handler_id = col_i64(st);
	row->opened_at = col_i64(st);
	row->accepted_at = col_i64(st);
	row->due_at = col_i64(st);
	row->light_at = col_i64(st);
	row->replied_at = col_i64(st);
	row->closed_at = col_i64(st);
	row->updated_at = col_i64(st);
	row->due_kind = (enum clock_kind)col_int(st);
	row->flags = (uint32_t)col_i64(st);
	row->urged = col_int(st);
	row->extended = col_int(st);
	row->moved = col_int(st);
	row->returned = col_int(st);
	row->joint = col_int(st);
	row->merged = col_int(st);
	row->score = col_int(st);
	row->solved = col_int(st);
	row->verify_back = col_int(st);
	row->reopened = col_int(st);
	row->main_id = col_i64(st);
	row->step_at = col_i64(st);
	row->title = col_text(st, mem);
	row->unit = col_text(st, mem);
	row->clerk = col_text(st, mem);
	row->estate = col_text(st, mem);
	row->grid = col_text(st, mem);
}

bool
case_read_row(struct db *db, int64_t id, struct arena *mem, struct case_row *row, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(db, CASE_ROW_SELECT "WHERE c.id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found)
		case_row_map(st, mem, row);
	return db_done(st, err);
}

bool
case_read_texts(
	struct db *db, int64_t id, struct arena *mem, struct case_texts *out, struct err *err)
{
	struct stmt *st = db_stmt(
		db, "SELECT body, spot, answer, plan FROM case_texts WHERE case_id = $1", err);

	*out = (struct case_texts){"", "", "", ""};
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	if (db_row(st, err)) {
		out->body = col_text(st, mem);
		out->spot = col_text(st, mem);
		out->answer = col_text(st, mem);
		out->plan = col_text(st, mem);
	}
	return db_done(st, err);
}

bool
case_read_clocks(struct db *db, int64_t id, struct arena *mem, struct case_clock **out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT kind, round, start_at, due_at, light_at, amount, unit, paused_at, left, paused, stopped_at,"
		" outcome, provisional FROM clocks WHERE case_id = $1 ORDER BY kind, round",
		err);
	size_t room = 8;

	*out = arena_array(mem, room, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	while (db_row(st, err)) {
		if (*count == room) {
			struct case_clock *more = arena_array(mem, 2 * room, sizeof(*more));

			for (size_t i = 0; i < room; i++)
				more[i] = (*out)[i];
			*out = more;
			room *= 2;
		}
		struct case_clock *c = &(*out)[(*count)++];

		c->kind = (enum clock_kind)col_int(st);
		c->round = col_int(st);
		c->start_at = col_i64(st);
		c->due_at = col_i64(st);
		c->light_at = col_i64(st);
		c->limit.amount = col_int(st);
		c->limit.unit = (enum time_unit)col_int(st);
		c->paused_at = col_i64(st);
		c->left = col_i64(st);
		c->paused = col_i64(st);
		c->stopped_at = col_i64(st);
		c->outcome = (enum clock_outcome)col_int(st);
		c->provisional = col_int(st) != 0;
	}
	return db_done(st, err);
}

bool
case_insert(struct db *db, struct case_row *row, int64_t author_id, const struct case_texts *texts,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO cases(no, state, tier, cat, kind, channel, place, county, town, estate_id,"
		" desk_id, clerk_id, author_id, opened_at, accepted_at, due_at, due_kind, light_at, updated_at,"
		" flags, joint, title, replied_at, closed_at, step_at)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,"
		" $20, $21, $22, $23, $24, $25)",
		err);

	if (st == NULL)
		return false;
	const int64_t values[] = {row->no, (int64_t)row->state, (int64_t)row->tier, row->cat,
		row->kind, row->channel, row->place, row->county, row->town, row->estate_id,
		row->desk_id, row->clerk_id, author_id, row->opened_at, row->accepted_at,
		row->due_at, (int64_t)row->due_kind, row->light_at, row->updated_at, row->flags,
		row->joint};

	bind_i64s(st, 1, values, sizeof(values) / sizeof(values[0]));
	bind_text(st, 22, row->title);
	bind_i64(st, 23, row->replied_at);
	bind_i64(st, 24, row->closed_at);
	bind_i64(st, 25, row->step_at);
	if (!db_run(st, err))
		return false;
	row->id = db_last_id(db);
	row->version = 1;
	st = db_stmt(db,
		"INSERT INTO case_texts(case_id, body, spot, answer, plan) VALUES($1, $2, $3, $4, $5)",
		err);
	if (st == NULL)
		return false;
	bind_i64(st, 1, row->id);
	bind_text(st, 2, texts->body);
	bind_text(st, 3, texts->spot);
	bind_text(st, 4, texts->answer);
	bind_text(st, 5, texts->plan);
	return db_run(st, err);
}

/* What the lists of helping units are read by follows the matter. */
static bool
tell_helpers(struct db *db, const struct case_row *row, struct err *err)
{
	struct stmt *st =
		db_stmt(db, "UPDATE case_units SET open = $2, due = $3 WHERE case_id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->id);
	bind_i64(st, 2, state_is_open(row->state));
	bind_i64(st, 3, row->due_at);
	return db_run(st, err);
}

bool
case_update(struct db *db, struct case_row *row, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"UPDATE cases SET state = $2, tier = $3, cat = $4, kind = $5, channel = $6, place = $7,"
		" county = $8, town = $9, estate_id = $10, desk_id = $11, clerk_id = $12, unit_id = $13,"
		" handler_id = $14, accepted_at = $15, due_at = $16, due_kind = $17, light_at = $18,"
		" replied_at = $19, closed_at = $20, updated_at = $21, flags = $22, urged = $23,"
		" extended = $24, moved = $25, returned = $26, joint = $27, merged = $28, score = $29,"
		" solved = $30, verify_back = $31, reopened = $32, step_at = $33, main_id = $34, title = $35,"
		" version = version + 1 WHERE id = $1",
		err);

	if (st == NULL)
		return false;
	const int64_t values[] = {row->id, (int64_t)row->state, (int64_t)row->tier, row->cat,
		row->kind, row->channel, row->place, row->county, row->town, row->estate_id,
		row->desk_id, row->clerk_id, row->unit_id, row->handler_id, row->accepted_at,
		row->due_at, (int64_t)row->due_kind, row->light_at, row->replied_at, row->closed_at,
		row->updated_at, row->flags, row->urged, row->extended, row->moved, row->returned,
		row->joint, row->merged, row->score, row->solved, row->verify_back, row->reopened,
		row->step_at};

	bind_i64s(st, 1, values, sizeof(values) / sizeof(values[0]));
	bind_ref(st, 34, row->main_id);
	bind_text(st, 35, row->title);
	row->version++;
	return db_run(st, err) && tell_helpers(db, row, err);
}

bool
case_update_texts(struct db *db, int64_t id, const struct case_texts *texts, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"UPDATE case_texts SET body = $2, spot = $3, answer = $4, plan = $5 WHERE case_id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_text(st, 2, texts->body);
	bind_text(st, 3, texts->spot);
	bind_text(st, 4, texts->answer);
	bind_text(st, 5, texts->plan);
	return db_run(st, err);
}

bool
case_put_clock(struct db *db, int64_t id, const struct case_clock *clock, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO clocks(case_id, kind, round, start_at, due_at, light_at, amount, unit, paused_at,"
		" left, paused, stopped_at, outcome, provisional)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
		" ON CONFLICT(case_id, kind, round) DO UPDATE SET start_at = excluded.start_at,"
		" due_at = excluded.due_at, light_at = excluded.light_at, amount = excluded.amount,"
		" unit = excluded.unit, paused_at = excluded.paused_at, left = excluded.left,"
		" paused = excluded.paused, stopped_at = excluded.stopped_at, outcome = excluded.outcome,"
		" provisional = excluded.provisional",
		err);

	if (st == NULL)
		return false;
	const int64_t values[] = {id, (int64_t)clock->kind, clock->round, clock->start_at,
		clock->due_at, clock->light_at, clock->limit.amount, (int64_t)clock->limit.unit,
		clock->paused_at, clock->left, clock->paused, clock->stopped_at,
		(int64_t)clock->outcome, clock->provisional};

	bind_i64s(st, 1, values, sizeof(values) / sizeof(values[0]));
	return db_run(st, err);
}

bool
case_delete_clock(struct db *db, int64_t id, enum clock_kind kind, int round, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM clock_pauses WHERE case_id = $1 AND kind = $2 AND round = $3",
		"DELETE FROM clocks WHERE case_id = $1 AND kind = $2 AND round = $3",
	};

	for (size_t i = 0; i < 2; i++) {
		struct stmt *st = db_stmt(db, sql[i], err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, id);
		bind_i64(st, 2, (int64_t)kind);
		bind_i64(st, 3, round);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

bool
case_put_pause(struct db *db, int64_t id, const struct case_pause *pause, int64_t event_id,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO clock_pauses(case_id, kind, round, from_at, to_at, event_id)"
		" VALUES($1, $2, $3, $4, $5, $6)"
		" ON CONFLICT(case_id, kind, round, from_at) DO UPDATE SET to_at = excluded.to_at,"
		" event_id = excluded.event_id",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, (int64_t)pause->kind);
	bind_i64(st, 3, pause->round);
	bind_i64(st, 4, pause->from);
	bind_i64(st, 5, pause->to);
	bind_i64(st, 6, event_id);
	return db_run(st, err);
}
