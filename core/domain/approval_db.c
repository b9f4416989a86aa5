#include "core/domain/approval.h"

#include "core/base/pack.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"

enum { MOST_INPUTS = 24, MOST_APPROVALS = 200 };

bool
approval_insert(struct session *s, const struct case_row *row, const struct case_event_row *line,
	const struct case_step *act, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO approvals(case_id, event, asked_by, asked_at, fields, unit_id, desk_id, event_id)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
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
	bind_i64(st, 4, line->at);
	bind_text(st, 5, fields.text);
	bind_i64(st, 6, row->unit_id);
	bind_i64(st, 7, row->desk_id);
	bind_i64(st, 8, line->id);
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

bool
approval_drop(
	struct session *s, enum case_event event, const struct case_event_row *by, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"UPDATE approvals SET verdict = 3, decided_at = $3, fell_with = $4, version = version + 1"
		" WHERE case_id = $1 AND event = $2 AND decided_at=0",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, by->case_id);
	bind_i64(st, 2, (int64_t)event);
	bind_i64(st, 3, by->at);
	bind_i64(st, 4, by->id);
	return db_run(st, err);
}

/* Is it this person's to decide: the role that signs, the right side, and not their own request. */
static bool
mine(struct session *s, const struct approval *ap, int64_t asked_by, struct arena *mem, bool *yes,
	struct err *err)
{
	struct case_row row;
	bool found = false;
	uint32_t signer = 0;

	*yes = false;
	if (asked_by == s->staff_id || !session_has(s, machine_signers(ap->event)))
		return true;
	if (!case_read_row(store_db(s->store), ap->case_id, mem, &row, &found, err))
		return false;
	const struct transition *t = found ? machine_find(ap->event, row.state) : NULL;

	if (t == NULL)
		return true;
	if (!case_signer(s, &row, t, &signer, err))
		return false;
	*yes = machine_may_see(s, &row) && machine_may_sign(s, &row, signer);
	return true;
}

enum { WINDOW = 64 };

/* The next requests behind `after`, at most WINDOW: those of the unit, or all that wait in the city. */
static bool
read_window(struct session *s, bool area, int64_t after, struct approval *out, int64_t *asked_by,
	size_t *n, struct arena *mem, struct err *err)
{
	static const char of_unit[] = APPROVAL_COLUMNS
		"WHERE a.unit_id = $1 AND a.id > $2 AND a.decided_at=0 ORDER BY a.id LIMIT 64";
	static const char of_all[] = APPROVAL_COLUMNS
		"WHERE $1 > 0 AND a.id > $2 AND a.decided_at=0 ORDER BY a.id LIMIT 64";
	struct stmt *st = db_stmt(store_db(s->store), area ? of_all : of_unit, err);

	*n = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->unit_id);
	bind_i64(st, 2, after);
	while (*n < WINDOW && db_row(st, err)) {
		map_approval(st, mem, &out[*n], &asked_by[*n]);
		++*n;
	}
	return db_done(st, err);
}

/* A leader signs for the unit; who signs at a desk does so for every matter of the area. */
bool
case_approvals(
	struct session *s, struct arena *mem, struct approval **out, size_t *count, struct err *err)
{
	struct approval *some = arena_array(mem, WINDOW, sizeof(*some));
	int64_t asked_by[WINDOW], after = 0;
	bool area = session_watches_area(s), yes;
	size_t n = session_has(s, machine_signers(EV_NONE)) ? WINDOW : 0;

	*out = arena_array(mem, MOST_APPROVALS, sizeof(**out));
	*count = 0;
	while (n == WINDOW && *count < MOST_APPROVALS) {
		if (!read_window(s, area, after, some, asked_by, &n, mem, err))
			return false;
		for (size_t i = 0; i < n && *count < MOST_APPROVALS; i++) {
			after = some[i].id;
			if (!mine(s, &some[i], asked_by[i], mem, &yes, err))
				return false;
			if (yes)
				(*out)[(*count)++] = some[i];
		}
	}
	return true;
}
