#include "core/domain/case_undo.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/pack.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_index.h"
#include "core/domain/case_link.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/domain/case_undo_db.h"
#include "core/domain/escalation.h"

/* The numbers of the row that acts change, in one order for writing and for reading. */
static void
row_numbers(struct case_row *row, void (*each)(void *ctx, int64_t *value), void *ctx)
{
	int64_t state = (int64_t)row->state, tier = (int64_t)row->tier,
		due_kind = (int64_t)row->due_kind;
	int64_t flags = row->flags;
	int *const ints[] = {&row->cat, &row->kind, &row->channel, &row->urged, &row->extended,
		&row->moved, &row->returned, &row->joint, &row->merged, &row->score, &row->solved,
		&row->verify_back, &row->reopened};
	int64_t *const longs[] = {&state, &tier, &due_kind, &flags, &row->place, &row->county,
		&row->town, &row->estate_id, &row->desk_id, &row->clerk_id, &row->unit_id,
		&row->handler_id, &row->accepted_at, &row->due_at, &row->light_at, &row->replied_at,
		&row->closed_at, &row->main_id};

	for (size_t i = 0; i < sizeof(longs) / sizeof(longs[0]); i++)
		each(ctx, longs[i]);
	for (size_t i = 0; i < sizeof(ints) / sizeof(ints[0]); i++) {
		int64_t wide = *ints[i];

		each(ctx, &wide);
		*ints[i] = (int)wide;
	}
	row->state = (enum case_state)state;
	row->tier = (enum tier)tier;
	row->due_kind = (enum clock_kind)due_kind;
	row->flags = (uint32_t)flags;
}

static void
clock_numbers(struct case_clock *k, void (*each)(void *ctx, int64_t *value), void *ctx)
{
	int64_t kind = (int64_t)k->kind, round = k->round, amount = k->limit.amount;
	int64_t unit = (int64_t)k->limit.unit, outcome = (int64_t)k->outcome,
		provisional = k->provisional;
	int64_t *const values[] = {&kind, &round, &k->start_at, &k->due_at, &k->light_at, &amount,
		&unit, &k->paused_at, &k->left, &k->paused, &k->stopped_at, &outcome, &provisional};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		each(ctx, values[i]);
	k->kind = (enum clock_kind)kind;
	k->round = (int)round;
	k->limit = (struct limit){(int32_t)amount, (enum time_unit)unit};
	k->outcome = (enum clock_outcome)outcome;
	k->provisional = provisional != 0;
}

static void
write_number(void *ctx, int64_t *value)
{
	pack_i64(ctx, *value);
}

static void
read_number(void *ctx, int64_t *value)
{
	*value = unpack_i64(ctx);
}

static bool
pack_units(struct session *s, int64_t case_id, struct arena *mem, struct buf *out, struct err *err)
{
	struct case_unit *units;
	size_t count;

	if (!case_units(s, case_id, mem, &units, &count, err))
		return false;
	pack_i64(out, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		pack_i64(out, units[i].unit_id);
		pack_i64(out, (int64_t)units[i].role);
	}
	return true;
}

bool
undo_snapshot(struct session *s, const struct case_data *c, struct arena *mem, struct buf *out,
	struct err *err)
{
	struct case_row row = c->row;

	row_numbers(&row, write_number, out);
	pack_text(out, row.title);
	pack_text(out, c->texts.spot);
	pack_text(out, c->texts.answer);
	pack_text(out, c->texts.plan);
	pack_i64(out, (int64_t)c->clock_count);
	for (size_t i = 0; i < c->clock_count; i++) {
		struct case_clock k = c->clocks[i];

		clock_numbers(&k, write_number, out);
	}
	return pack_units(s, c->row.id, mem, out, err);
}

/* What a snapshot holds beside the matter itself. */
struct units {
	struct case_unit *items;
	size_t count;
};

static bool
unpack_units(struct unpack *u, struct arena *mem, struct units *out)
{
	int64_t count = unpack_i64(u);

	if (u->bad || count < 0 || count > CASE_MOST_UNITS)
		return false;
	out->items = arena_array(mem, CASE_MOST_UNITS, sizeof(*out->items));
	out->count = (size_t)count;
	for (size_t i = 0; i < out->count; i++) {
		out->items[i].unit_id = unpack_i64(u);
		out->items[i].role = (enum party_role)unpack_i64(u);
	}
	return !u->bad;
}

/* Matters that the act tied to this one: known when it is done. */
static void
pack_links(struct buf *out, const struct case_data *c)
{
	pack_i64(out, (int64_t)c->link_count);
	for (size_t i = 0; i < c->link_count; i++)
		pack_i64(out, c->links[i]);
}

static bool
unpack_links(struct unpack *u, struct case_data *c)
{
	int64_t count = unpack_i64(u);

	if (u->bad || count < 0 || count > CASE_MAX_LINKS)
		return false;
	c->link_count = (size_t)count;
	for (size_t i = 0; i < c->link_count; i++)
		c->links[i] = unpack_i64(u);
	return unpack_done(u);
}

/* Puts the snapshot into c. */
static bool
restore(struct case_data *c, struct units *units, const char *snapshot, struct arena *mem,
	struct err *err)
{
	struct unpack u = {snapshot, false};

	row_numbers(&c->row, read_number, &u);
	c->row.title = unpack_text(&u, mem);
	c->texts.spot = unpack_text(&u, mem);
	c->texts.answer = unpack_text(&u, mem);
	c->texts.plan = unpack_text(&u, mem);
	c->texts_changed = true;
	int64_t count = unpack_i64(&u);

	if (u.bad || count < 0 || count > CASE_MAX_CLOCKS)
		return err_set(
			err, ERR_CORRUPT, "undo snapshot of case %lld", (long long)c->row.id);
	for (int64_t i = 0; i < count; i++) {
		clock_numbers(&c->clocks[i], read_number, &u);
		c->clock_changed[i] = true;
	}
	c->clock_count = (size_t)count;
	return (unpack_units(&u, mem, units) && unpack_links(&u, c)) ||
		err_set(err, ERR_CORRUPT, "undo snapshot of case %lld", (long long)c->row.id);
}

bool
undo_keep(struct session *s, const struct case_data *after, int64_t first_event, int64_t last_event,
	const char *label, const char *snapshot, int64_t *until, struct err *err)
{
	int64_t now = session_now(s);

	*until = 0;
	if (s->rules->hold_seconds <= 0)
		return true;
	*until = now + s->rules->hold_seconds;
	struct buf whole;

	buf_init(&whole);
	buf_addstr(&whole, snapshot);
	pack_links(&whole, after);
	struct undo_row row = {.event_id = last_event,
		.first_event = first_event,
		.case_id = after->row.id,
		.actor = s->staff_id,
		.at = now,
		.until_at = *until,
		.version = after->row.version,
		.label = label,
		.snapshot = whole.text};
	bool ok = undo_insert(store_db(s->store), &row, err);

	buf_release(&whole);
	return ok;
}

static bool
check_undo(struct session *s, const struct undo_row *row, bool found, const struct case_row *now,
	struct err *err)
{
	if (!found || row->actor != s->staff_id)
		return err_set(err, ERR_RULE, _("没有可以撤销的动作"));
	if (session_now(s) > row->until_at)
		return err_set(err, ERR_RULE, _("已过撤销时限 (%d 秒)"), s->rules->hold_seconds);
	if (now->version != row->version)
		return err_set(err, ERR_CONFLICT, _("此后别人又办过这件, 不能撤销"));
	return true;
}

static bool
drop_new_clocks(struct db *db, const struct case_data *before, const struct case_data *after,
	struct err *err)
{
	for (size_t i = 0; i < after->clock_count; i++) {
		const struct case_clock *k = &after->clocks[i];
		bool kept = false;

		for (size_t j = 0; j < before->clock_count; j++)
			kept = kept ||
				(before->clocks[j].kind == k->kind &&
					before->clocks[j].round == k->round);
		if (!kept && !case_delete_clock(db, after->row.id, k->kind, k->round, err))
			return false;
	}
	return true;
}

/* The line of the undo, and before it the one on the main matter when a merge is taken back. */
static bool
write_lines(struct session *s, const struct case_data *before, const struct case_row *after,
	const char *label, int64_t first_event, struct arena *mem, int64_t *event_id,
	struct err *err)
{
	struct audit_chain chain = {0};
	struct case_event_row lines[2];
	size_t n = 0;

	if (after->state == CASE_MERGED && before->row.state != CASE_MERGED &&
		!case_unjoin(s, after, session_now(s), mem, &lines[n++], err))
		return false;
	lines[n] = (struct case_event_row){.case_id = after->id,
		.at = session_now(s),
		.actor = s->staff_id,
		.event = EV_UNDO,
		.from = after->state,
		.to = before->row.state,
		.cat = before->row.cat,
		.tier = before->row.tier,
		.place = before->row.place,
		.undoes = first_event,
		.note = label};
	if (!case_add_event(store_db(s->store), &lines[n], err))
		return false;
	*event_id = lines[n++].id;
	return audit_case(s, &chain, after->id, lines, n, err);
}

static bool
drop_links(struct session *s, const struct case_data *c, struct err *err)
{
	for (size_t i = 0; i < c->link_count; i++)
		if (!case_link_drop(s, c->row.id, c->links[i], err))
			return false;
	return true;
}

static bool
undo_inside(struct session *s, const struct undo_row *row, struct arena *mem,
	struct act_result *result, struct err *err)
{
	struct db *db = store_db(s->store);
	struct case_data after, before;
	struct units units = {0};
	bool found = false;

	if (!case_data_read(db, row->case_id, mem, &after, &found, err) ||
		!check_undo(s, row, found, &after.row, err) ||
		!case_data_read(db, row->case_id, mem, &before, &found, err) ||
		!restore(&before, &units, row->snapshot, mem, err))
		return false;
	before.row.version = after.row.version;
	before.row.updated_at = session_now(s);
	escalation_plan(s->rules, &before, session_now(s));
	struct case_indexed was = case_indexed(&after.row, &after.texts);
	struct case_indexed is = case_indexed(&before.row, &before.texts);

	if (!case_index_change(s, &was, &is, err) || !drop_new_clocks(db, &before, &after, err) ||
		!undo_forget_act(db, row, session_now(s), err) ||
		!case_set_units(s, before.row.id, units.items, units.count, err) ||
		!drop_links(s, &before, err) ||
		!write_lines(s, &before, &after.row, row->label, row->first_event, mem,
			&result->event_id, err) ||
		!case_data_write(db, &before, result->event_id, err))
		return false;
	result->case_id = before.row.id;
	result->no = before.row.no;
	result->state = before.row.state;
	result->due_at = before.row.due_at;
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(before.row.no, day_from_utc(session_now(s)), brief);
	snprintf(result->label, sizeof(result->label), _("已撤销 %s"), brief);
	return true;
}

bool
case_undo(struct session *s, int64_t event_id, struct act_result *result, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct undo_row row;
	bool found = false;

	*result = (struct act_result){0};
	bool ok = store_begin(s->store, err);

	if (ok) {
		ok = undo_read(store_db(s->store), event_id, &mem, &row, &found, err) &&
			(found || err_set(err, ERR_RULE, _("没有可以撤销的动作"))) &&
			undo_inside(s, &row, &mem, result, err);
		if (ok)
			ok = store_commit(s->store, err);
		else
			store_rollback(s->store);
	}
	arena_release(&mem);
	return ok;
}

bool
case_undo_list(struct session *s, struct arena *mem, struct undo_entry **out, size_t *count,
	struct err *err)
{
	return undo_read_list(
		store_db(s->store), s->staff_id, session_now(s), mem, out, count, err);
}
