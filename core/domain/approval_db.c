#include "core/domain/approval.h"

#include "core/base/pack.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"

enum { MOST_INPUTS = 24, MOST_APPROVALS = 200 };

bool
approval_insert(struct session *s, const struct case_row *row, const struct case_step *act,
	int64_t now, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO approvals(case_id, event, asked_by, asked_at, fields, unit_id, desk_id)"
		" VALUES($1, $2, $3, $4, $5, $6, $7)",
		err);
	struct buf fields;

	if (st == NULL)
		return false;
	buf_init(&fields);
	for (size_t i = 0; i < act->input_count; i++) {
		pack_text(&fields, act->inputs[i].key);
		pack_text(&fields, act->inputs[i].value);
	}
	bind_i64(st, 1, row->id);
	bind_i64(st, 2, (int64_t)act->event);
	bind_i64(st, 3, s->staff_id);
	bind_i64(st, 4, now);
	bind_text(st, 5, fields.text);
	bind_i64(st, 6, row->unit_id);
	bind_i64(st, 7, row->desk_id);
	bool ok = db_run(st, err);

	buf_release(&fields);
	return ok;
}

static void
read_inputs(const char *fields, struct arena *mem, struct approval *out)
{
	struct unpack u = {fields, false};
	struct act_input *in = arena_array(mem, MOST_INPUTS, sizeof(*in));

	out->inputs = in;
	out->input_count = 0;
	while (*u.at != '\0' && !u.bad && out->input_count < MOST_INPUTS) {
		in[out->input_count].key = unpack_text(&u, mem);
		in[out->input_count].value = unpack_text(&u, mem);
		out->input_count += !u.bad;
	}
}

#define APPROVAL_COLUMNS \
	"SELECT a.id, a.case_id, c.no, a.event, a.asked_at, a.asked_by, c.title, p.name, u.short, a.fields" \
	" FROM approvals a JOIN cases c ON c.id = a.case_id" \
	" LEFT JOIN staff p ON p.id = a.asked_by LEFT JOIN units u ON u.id = c.unit_id "

static void
map_approval(struct stmt *st, struct arena *mem, struct approval *out, int64_t *asked_by)
{
	out->id = col_i64(st);
	out->case_id = col_i64(st);
	out->no = col_i64(st);
	out->event = (enum case_event)col_int(st);
	out->asked_at = col_i64(st);
	*asked_by = col_i64(st);
	out->title = col_text(st, mem);
	out->asked_by = col_text(st, mem);
	out->unit = col_text(st, mem);
	read_inputs(col_peek(st), mem, out);
}

bool
approval_read(struct session *s, int64_t id, struct arena *mem, struct approval *out,
	int64_t *asked_by, bool *found, struct err *err)
{
	struct stmt *st = db_stmt(
		store_db(s->store), APPROVAL_COLUMNS "WHERE a.id = $1 AND a.decided_at=0", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found)
		map_approval(st, mem, out, asked_by);
	return db_done(st, err);
}

bool
approval_decide(struct session *s, int64_t id, bool approve, const char *reason, int64_t now,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"UPDATE approvals SET decided_by = $2, decided_at = $3, verdict = $4, reason = $5,"
		" version = version + 1 WHERE id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, now);
	bind_i64(st, 4, approve ? 1 : 2);
	bind_text(st, 5, reason);
	return db_run(st, err);
}

/* Is it this person's to decide: the role that signs, the right unit, and not their own request. */
static bool
mine(struct session *s, const struct approval *ap, int64_t asked_by, struct arena *mem, bool *yes,
	struct err *err)
{
	struct case_row row;
	bool found = false;

	*yes = false;
	if (asked_by == s->staff_id)
		return true;
	if (!case_read_row(store_db(s->store), ap->case_id, mem, &row, &found, err))
		return false;
	const struct transition *t = found ? machine_find(ap->event, row.state) : NULL;

	if (t == NULL || !session_has(s, t->signer) || !machine_may_see(s, &row))
		return true;
	*yes = t->side != SIDE_LEAD || row.unit_id == s->unit_id;
	return true;
}

/* Requests on one side: those of the unit, or those of the centre. */
static bool
read_side(struct session *s, const char *sql, struct approval *all, int64_t *asked_by, size_t *n,
	struct arena *mem, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->unit_id);
	bind_i64(st, 2, MOST_APPROVALS);
	while (*n < MOST_APPROVALS && db_row(st, err)) {
		map_approval(st, mem, &all[*n], &asked_by[*n]);
		++*n;
	}
	return db_done(st, err);
}

bool
case_approvals(
	struct session *s, struct arena *mem, struct approval **out, size_t *count, struct err *err)
{
	static const char of_unit[] =
		APPROVAL_COLUMNS "WHERE a.unit_id = $1 AND a.decided_at=0 ORDER BY a.id LIMIT $2";
	static const char of_desk[] =
		APPROVAL_COLUMNS "WHERE a.desk_id = $1 AND a.decided_at=0 ORDER BY a.id LIMIT $2";
	struct approval *all = arena_array(mem, MOST_APPROVALS, sizeof(*all));
	int64_t *asked_by = arena_array(mem, MOST_APPROVALS, sizeof(*asked_by));
	size_t n = 0;

	*out = all;
	*count = 0;
	if (!read_side(s, of_unit, all, asked_by, &n, mem, err) ||
		!read_side(s, of_desk, all, asked_by, &n, mem, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool yes;

		if (!mine(s, &all[i], asked_by[i], mem, &yes, err))
			return false;
		if (yes)
			all[(*count)++] = all[i];
	}
	return true;
}
