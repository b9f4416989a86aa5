#include "core/domain/case_party.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/domain/case_history.h"
#include "core/domain/case_machine.h"
#include "core/domain/case_number.h"
#include "core/domain/phone.h"

enum { MOST_REPORTERS = 64, CALLS_LOOKED_AT = 200 };

bool
case_put_unit(
	struct session *s, int64_t case_id, int64_t unit_id, enum party_role role, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO case_units(case_id, unit_id, role, open, due, opened)"
		" SELECT id, $2, $3, state<12, due_at, opened_at FROM cases WHERE id = $1"
		" ON CONFLICT(case_id, unit_id) DO UPDATE SET role = excluded.role",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, unit_id);
	bind_i64(st, 3, (int64_t)role);
	return db_run(st, err);
}

bool
case_units(struct session *s, int64_t case_id, struct arena *mem, struct case_unit **out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT x.unit_id, x.role, u.short FROM case_units x JOIN units u ON u.id = x.unit_id"
		" WHERE x.case_id = $1 LIMIT $2",
		err);

	*out = arena_array(mem, CASE_MOST_UNITS, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, CASE_MOST_UNITS);
	while (*count < CASE_MOST_UNITS && db_row(st, err)) {
		struct case_unit *u = &(*out)[(*count)++];

		u->unit_id = col_i64(st);
		u->role = (enum party_role)col_int(st);
		u->name = col_text(st, mem);
	}
	return db_done(st, err);
}

bool
case_set_units(struct session *s, int64_t case_id, const struct case_unit *units, size_t count,
	struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), "DELETE FROM case_units WHERE case_id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	if (!db_run(st, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!case_put_unit(s, case_id, units[i].unit_id, units[i].role, err))
			return false;
	return true;
}

bool
case_reporters(struct session *s, int64_t case_id, struct arena *mem, struct reporter **out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT case_id, seq, name, role, room, notify, told_at, at, phone FROM reporters"
		" WHERE case_id = $1 OR case_id IN (SELECT id FROM cases /*+ cases_main */"
		" WHERE main_id = $1 AND main_id IS NOT NULL) LIMIT 64",
		err);

	*out = arena_array(mem, MOST_REPORTERS, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	while (*count < MOST_REPORTERS && db_row(st, err)) {
		struct reporter *r = &(*out)[(*count)++];

		r->case_id = col_i64(st);
		r->seq = col_int(st);
		r->name = col_text(st, mem);
		r->role = col_int(st);
		r->room = col_text(st, mem);
		r->notify = col_int(st);
		r->told_at = col_i64(st);
		r->at = col_i64(st);
		r->phone = phone_open(s, st, mem);
	}
	return db_done(st, err);
}

static const char *
tail_of(const char *phone)
{
	size_t n = strlen(phone);

	return n > 4 ? phone + n - 4 : phone;
}

static bool
next_reporter(struct db *db, int64_t case_id, int *seq, struct err *err)
{
	struct stmt *st = db_stmt(
		db, "SELECT seq FROM reporters WHERE case_id = $1 ORDER BY seq DESC LIMIT 1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	*seq = db_row(st, err) ? col_int(st) + 1 : 1;
	return db_done(st, err);
}

bool
case_add_reporter(struct session *s, struct reporter *r, struct err *err)
{
	const struct keys *keys = store_keys(s->store);
	struct db *db = store_db(s->store);
	struct buf box;

	if (r->seq == 0 && !next_reporter(db, r->case_id, &r->seq, err))
		return false;
	struct stmt *st = db_stmt(db,
		"INSERT INTO reporters(case_id, seq, name, role, room, phone, phone_hash, tail_hash, notify,"
		" told_at, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		err);

	if (st == NULL)
		return false;
	buf_init(&box);
	crypto_seal(&box, keys->phone, r->phone);
	bool has = *r->phone != '\0';

	bind_i64(st, 1, r->case_id);
	bind_i64(st, 2, r->seq);
	bind_text(st, 3, r->name);
	bind_i64(st, 4, r->role);
	bind_text(st, 5, r->room);
	bind_blob(st, 6, box.text, box.len);
	bind_i64(st, 7, has ? crypto_hash63(keys->index, "phone", r->phone) : 0);
	bind_i64(st, 8, has ? crypto_hash63(keys->index, "tail", tail_of(r->phone)) : 0);
	bind_i64(st, 9, r->notify);
	bind_i64(st, 10, r->told_at);
	bind_i64(st, 11, r->at);
	bool ok = db_run(st, err);

	buf_release(&box);
	return ok;
}

/* Counts on the main matter go up or down by what the other one brings. */
static bool
count_on_main(struct db *db, const struct case_row *main, int reporters, int cases, int64_t now,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"UPDATE cases SET joint = joint + $2, merged = merged + $3, updated_at = $4,"
		" version = version + 1 WHERE id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, main->id);
	bind_i64(st, 2, reporters);
	bind_i64(st, 3, cases);
	bind_i64(st, 4, now);
	return db_run(st, err);
}

static bool
line_on_main(struct session *s, const struct case_row *main, const struct case_row *joined,
	int64_t now, enum case_event event, struct arena *mem, struct case_event_row *line,
	struct err *err)
{
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(joined->no, day_from_utc(now), brief);
	*line = (struct case_event_row){.case_id = main->id,
		.at = now,
		.actor = s->staff_id,
		.event = (int)event,
		.from = main->state,
		.to = main->state,
		.cat = main->cat,
		.tier = main->tier,
		.place = main->place,
		.note = arena_printf(mem, "%s %s", event == EV_JOINED ? "并入" : "拆出", brief)};
	return case_add_event(store_db(s->store), line, err);
}

bool
case_join(struct session *s, int64_t main_id, const struct case_row *joined, int64_t now,
	struct arena *mem, struct case_row *main, struct case_event_row *line, struct err *err)
{
	struct db *db = store_db(s->store);
	bool found = false;

	if (!case_read_row(db, main_id, mem, main, &found, err))
		return false;
	if (!found || main_id == joined->id)
		return err_set(err, ERR_INPUT, _("主件不对: 请选另一件"));
	if (!state_is_open(main->state))
		return err_set(
			err, ERR_RULE, _("主件%s, 不能再并入"), word_now(state_word(main->state)));
	if (!machine_may_see(s, main))
		return err_set(err, ERR_RULE, _("主件不在本单位辖区"));
	return count_on_main(db, main, joined->joint, 1 + joined->merged, now, err) &&
		line_on_main(s, main, joined, now, EV_JOINED, mem, line, err);
}

bool
case_unjoin(struct session *s, const struct case_row *joined, int64_t now, struct arena *mem,
	struct case_event_row *line, struct err *err)
{
	struct db *db = store_db(s->store);
	struct case_row main;
	bool found = false;

	if (!case_read_row(db, joined->main_id, mem, &main, &found, err))
		return false;
	if (!found)
		return err_set(
			err, ERR_CORRUPT, "case %lld merged into nothing", (long long)joined->id);
	return count_on_main(db, &main, -joined->joint, -(1 + joined->merged), now, err) &&
		line_on_main(s, &main, joined, now, EV_UNJOINED, mem, line, err);
}

bool
case_by_phone(struct session *s, const char *phone, size_t most, struct arena *mem,
	struct caller_case **out, size_t *count, struct err *err)
{
	bool whole = strlen(phone) > 4;
	static const char by_whole[] =
		"SELECT c.id, c.no, c.opened_at, c.state, c.cat, c.score, c.title"
		" FROM reporters r /*+ reporters_phone */ CROSS JOIN cases c ON c.id = r.case_id"
		" WHERE r.phone_hash = $1 AND r.phone_hash<>0 ORDER BY r.case_id DESC LIMIT $2";
	static const char by_tail[] =
		"SELECT c.id, c.no, c.opened_at, c.state, c.cat, c.score, c.title"
		" FROM reporters r /*+ reporters_tail */ CROSS JOIN cases c ON c.id = r.case_id"
		" WHERE r.tail_hash = $1 AND r.tail_hash<>0 ORDER BY r.case_id DESC LIMIT $2";
	struct stmt *st = db_stmt(store_db(s->store), whole ? by_whole : by_tail, err);

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(
		st, 1, crypto_hash63(store_keys(s->store)->index, whole ? "phone" : "tail", phone));
	bind_i64(st, 2, CALLS_LOOKED_AT);
	while (*count < most && db_row(st, err)) {
		struct caller_case *c = &(*out)[*count];
		bool sees;

		c->id = col_i64(st);
		c->no = col_i64(st);
		c->opened_at = col_i64(st);
		c->state = (enum case_state)col_int(st);
		c->cat = col_int(st);
		c->score = col_int(st);
		c->title = col_text(st, mem);
		if (!case_may_see_id(s, c->id, &sees, err))
			break;
		*count += sees;
	}
	return db_done(st, err) && err->code == ERR_NONE;
}

bool
caller_last(struct session *s, const char *phone, struct arena *mem, struct caller *out,
	bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT r.name, r.room, r.role, c.estate_id, c.place"
		" FROM reporters r /*+ reporters_phone */ CROSS JOIN cases c ON c.id = r.case_id"
		" WHERE r.phone_hash = $1 AND r.phone_hash<>0 ORDER BY r.case_id DESC LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, crypto_hash63(store_keys(s->store)->index, "phone", phone));
	*found = db_row(st, err);
	if (*found) {
		out->name = col_text(st, mem);
		out->room = col_text(st, mem);
		out->role = col_int(st);
		out->estate_id = col_i64(st);
		out->place = col_i64(st);
	}
	return db_done(st, err);
}
