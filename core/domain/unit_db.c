#include "core/domain/unit.h"

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case.h"

#define UNIT_COLUMNS "SELECT id, parent_id, area_id, kind, name, short, active FROM units "

static void
map_unit(struct stmt *st, struct arena *mem, struct unit *u)
{
	u->id = col_i64(st);
	u->parent_id = col_i64(st);
	u->area_id = col_i64(st);
	u->kind = (enum unit_kind)col_int(st);
	u->name = col_text(st, mem);
	u->brief = col_text(st, mem);
	u->active = col_int(st) != 0;
}

static bool
read_one(struct stmt *st, struct arena *mem, struct unit *out, bool *found, struct err *err)
{
	*found = db_row(st, err);
	if (*found)
		map_unit(st, mem, out);
	return db_done(st, err);
}

bool
unit_by_id(struct session *s, int64_t id, struct arena *mem, struct unit *out, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), UNIT_COLUMNS "WHERE id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	return read_one(st, mem, out, found, err);
}

bool
unit_by_name(struct session *s, const char *name, struct arena *mem, struct unit *out, bool *found,
	struct err *err)
{
	/* Thousands of rows, read when somebody types a name on the command line. */
	struct stmt *st = db_stmt(store_db(s->store),
		UNIT_COLUMNS "WHERE name = $1 OR short = $1 ORDER BY id LIMIT 1 /*scan*/", err);

	if (st == NULL)
		return false;
	bind_text(st, 1, name);
	return read_one(st, mem, out, found, err);
}

static bool
first_of_kind(struct session *s, enum unit_kind kind, int64_t area_id, struct arena *mem,
	struct unit *out, bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		UNIT_COLUMNS
		"WHERE area_id = $1 AND kind = $2 AND active = 1 ORDER BY id LIMIT 1 /*sort*/",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, area_id);
	bind_i64(st, 2, (int64_t)kind);
	return read_one(st, mem, out, found, err);
}

bool
unit_nearest(struct session *s, enum unit_kind kind, int64_t area_id, struct arena *mem,
	struct unit *out, bool *found, struct err *err)
{
	struct area path[4];
	int n;

	*found = false;
	if (!area_path(s, area_id, mem, path, &n, err))
		return false;
	for (int i = 0; i < n && !*found; i++)
		if (!first_of_kind(s, kind, path[i].id, mem, out, found, err))
			return false;
	return true;
}

bool
unit_load(struct session *s, int64_t id, struct unit_load *out, struct err *err)
{
	struct db *db = store_db(s->store);
	struct stmt *st = db_stmt(db,
		"SELECT count(*) FROM cases /*+ q_unit */ WHERE state<12 AND unit_id = $1", err);

	*out = (struct unit_load){0};
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	if (db_row(st, err))
		out->open = col_int(st);
	if (!db_done(st, err))
		return false;
	st = db_stmt(db,
		"SELECT count(*), count(*) FILTER (WHERE k.outcome = 1) FROM cases c /*+ h_unit */"
		" JOIN clocks k ON k.case_id = c.id AND k.kind = $3 AND k.outcome IN (1, 2)"
		" WHERE c.unit_id = $1 AND c.unit_id>0 AND c.opened_at > $2",
		err);
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, session_now(s) - (int64_t)90 * 86400);
	bind_i64(st, 3, CLOCK_HANDLE);
	if (db_row(st, err)) {
		out->due_in_90_days = col_int(st);
		out->on_time = col_int(st);
	}
	return db_done(st, err);
}

#define PERSON_COLUMNS "SELECT id, unit_id, name, roles, active FROM staff "

static void
map_person(struct stmt *st, struct arena *mem, struct person *p)
{
	p->id = col_i64(st);
	p->unit_id = col_i64(st);
	p->name = col_text(st, mem);
	p->roles = (uint32_t)col_i64(st);
	p->active = col_int(st) != 0;
}

bool
unit_people(struct session *s, int64_t unit_id, uint32_t roles, size_t most, struct arena *mem,
	struct person **out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		PERSON_COLUMNS
		"WHERE unit_id = $1 AND active = 1 AND login IS NOT NULL AND (roles & $2) <> 0"
		" ORDER BY unit_id, id LIMIT $3",
		err);

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, unit_id);
	bind_i64(st, 2, roles);
	bind_i64(st, 3, (int64_t)most);
	while (*count < most && db_row(st, err))
		map_person(st, mem, &(*out)[(*count)++]);
	return db_done(st, err);
}

bool
person_by_id(struct session *s, int64_t id, struct arena *mem, struct person *out, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), PERSON_COLUMNS "WHERE id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found)
		map_person(st, mem, out);
	return db_done(st, err);
}

bool
clerk_load(struct session *s, int64_t staff_id, int *open, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM cases /*+ q_clerk */ WHERE clerk_id = $1 AND state<12", err);

	*open = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, staff_id);
	if (db_row(st, err))
		*open = col_int(st);
	return db_done(st, err);
}
