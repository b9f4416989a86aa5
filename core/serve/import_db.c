#include "core/serve/import_db.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_index.h"
#include "core/domain/case_machine.h"

enum { LOG_PAGES = 1000 };

static bool
count_grids(struct db *db, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(db, "SELECT count(*) FROM grids /*scan*/", err);

	if (st == NULL)
		return false;
	*count = db_row(st, err) ? (size_t)col_i64(st) : 0;
	return db_done(st, err);
}

bool
import_read_grids(struct session *s, struct arena *mem, struct import_grid **out, size_t *count,
	struct err *err)
{
	struct db *db = store_db(s->store);
	size_t room;

	*count = 0;
	if (!count_grids(db, &room, err))
		return false;
	*out = arena_array(mem, room + 1, sizeof(**out));
	struct stmt *st = db_stmt(db,
		"SELECT code, estate_id FROM grids WHERE retired_at = 0 ORDER BY code /*scan*/",
		err);

	if (st == NULL)
		return false;
	while (*count < room && db_row(st, err)) {
		struct import_grid *g = &(*out)[(*count)++];

		g->code = col_i64(st);
		g->estate_id = col_i64(st);
	}
	return db_done(st, err);
}

int64_t
import_hash(struct session *s, const char *text)
{
	return crypto_hash63(store_keys(s->store)->index, "import", text);
}

bool
import_last_case(struct session *s, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), "SELECT max(id) FROM cases", err);

	if (st == NULL)
		return false;
	*id = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}

/* A matter as it is stored, with what the file would make of it. */
struct meeting {
	struct case_row row;
	struct case_texts texts;
	const char *title, *body, *spot;
};

static bool
differs(const struct meeting *m)
{
	return strcmp(m->title, m->row.title) != 0 || strcmp(m->body, m->texts.body) != 0 ||
		strcmp(m->spot, m->texts.spot) != 0;
}

static bool
note_change(struct db *db, int64_t event_id, enum act_field field, const char *was, const char *now,
	struct err *err)
{
	return strcmp(was, now) == 0 || case_add_change(db, event_id, (int)field, was, now, err);
}

static bool
write_change(struct session *s, struct audit_chain *chain, struct meeting *m, struct err *err)
{
	struct db *db = store_db(s->store);
	struct case_indexed before = case_indexed(&m->row, &m->texts);
	struct case_event_row line = {.case_id = m->row.id,
		.at = session_now(s),
		.actor = s->staff_id,
		.event = EV_EDIT,
		.from = m->row.state,
		.to = m->row.state,
		.cat = m->row.cat,
		.tier = m->row.tier,
		.place = m->row.place,
		.note = "再次导入, 来源有改动"};
	const char *was_title = m->row.title, *was_spot = m->texts.spot;

	m->row.title = m->title;
	m->texts.body = m->body;
	m->texts.spot = m->spot;
	m->row.updated_at = line.at;
	struct case_indexed after = case_indexed(&m->row, &m->texts);

	return case_update(db, &m->row, err) && case_update_texts(db, m->row.id, &m->texts, err) &&
		case_index_change(s, &before, &after, err) && case_add_event(db, &line, err) &&
		note_change(db, line.id, F_TITLE, was_title, m->title, err) &&
		note_change(db, line.id, F_SPOT, was_spot, m->spot, err) &&
		audit_case(s, chain, m->row.id, &line, 1, err);
}

static bool
meet(struct session *s, struct audit_chain *chain, int64_t case_id, const struct intake *in,
	bool change, struct arena *mem, enum import_known *known, struct err *err)
{
	struct db *db = store_db(s->store);
	struct meeting m;
	bool found = false;

	*known = IMPORT_SAME;
	if (!case_read_row(db, case_id, mem, &m.row, &found, err) ||
		!case_read_texts(db, case_id, mem, &m.texts, err))
		return false;
	m.title = *in->title != '\0' ? in->title : m.row.title;
	m.body = in->body;
	m.spot = in->spot;
	if (!found || !differs(&m))
		return true;
	bool touched = m.row.state != CASE_REGISTERED || (m.row.flags & CASE_OPENED) != 0;

	*known = change && !touched ? IMPORT_CHANGED : IMPORT_DIFFERS;
	return *known == IMPORT_DIFFERS || write_change(s, chain, &m, err);
}

bool
import_again(struct session *s, struct audit_chain *chain, int64_t case_id, const struct intake *in,
	bool change, enum import_known *known, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = meet(s, chain, case_id, in, change, &mem, known, err);

	arena_release(&mem);
	return ok;
}

bool
import_tune(struct session *s, bool on, struct err *err)
{
	return db_set_autocheckpoint(store_db(s->store), on ? 0 : LOG_PAGES, err);
}

bool
import_fold(struct session *s, struct err *err)
{
	int pages, done;

	return db_checkpoint_passive(store_db(s->store), &pages, &done, err);
}
