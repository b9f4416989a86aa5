#include "core/domain/handover_db.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"

static const char of_clerk[] =
	"SELECT id FROM cases /*+ q_clerk */ WHERE clerk_id = $1 AND state<12 ORDER BY due_at, id LIMIT $2";
static const char of_handler[] =
	"SELECT id FROM cases /*+ q_handler */ WHERE handler_id = $1 AND state<12 AND handler_id>0"
	" ORDER BY due_at, id LIMIT $2";

static bool
read_ids(struct session *s, const char *sql, int64_t *ids, size_t *n, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	*n = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, HANDOVER_MOST);
	while (*n < HANDOVER_MOST && db_row(st, err))
		ids[(*n)++] = col_i64(st);
	return db_done(st, err);
}

bool
handover_read_own(struct session *s, struct arena *mem, struct handover_item *out, size_t *count,
	struct err *err)
{
	int64_t *ids = arena_array(mem, HANDOVER_MOST, sizeof(*ids));
	bool desk = session_has(s, ROLE_OP | ROLE_DSP), found;
	size_t n;

	*count = 0;
	if (!read_ids(s, desk ? of_clerk : of_handler, ids, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct handover_item *it = &out[*count];

		if (!case_read_row(store_db(s->store), ids[i], mem, &it->row, &found, err))
			return false;
		*count += found;
	}
	return true;
}

bool
handover_insert(struct session *s, int64_t to_id, const char *note, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO handovers(from_id, to_id, unit_id, at, note) VALUES($1, $2, $3, $4, $5)"
		" RETURNING id",
		err);

	*id = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, to_id);
	bind_i64(st, 3, s->unit_id);
	bind_i64(st, 4, session_now(s));
	bind_text(st, 5, note);
	if (db_row(st, err))
		*id = col_i64(st);
	return db_done(st, err);
}

bool
handover_insert_case(struct session *s, int64_t id, int64_t case_id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO handover_cases(handover_id, case_id) VALUES($1, $2)", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, case_id);
	return db_run(st, err);
}

bool
handovers_to_me(struct session *s, size_t most, struct arena *mem, struct handover **out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT h.id, h.at, h.read_at, p.name, h.note,"
		" (SELECT count(*) FROM handover_cases c WHERE c.handover_id = h.id)"
		" FROM handovers h /*+ handovers_to */ LEFT JOIN staff p ON p.id = h.from_id"
		" WHERE h.to_id = $1 ORDER BY h.id DESC LIMIT $2",
		err);

	*out = arena_array(mem, most + 1, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, (int64_t)most);
	while (*count < most && db_row(st, err)) {
		struct handover *h = &(*out)[(*count)++];

		h->id = col_i64(st);
		h->at = col_i64(st);
		h->read_at = col_i64(st);
		h->from = col_text(st, mem);
		h->note = col_text(st, mem);
		h->cases = col_int(st);
	}
	return db_done(st, err);
}

bool
handover_read(struct session *s, int64_t id, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	struct stmt *st = db_stmt(store_db(s->store),
		"UPDATE handovers SET read_at = $3 WHERE id = $1 AND to_id = $2 AND read_at = 0",
		err);

	if (st != NULL) {
		bind_i64(st, 1, id);
		bind_i64(st, 2, s->staff_id);
		bind_i64(st, 3, session_now(s));
	}
	if (st != NULL && db_run(st, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}
