#include "core/domain/draft.h"

#include <string.h>

#include "core/base/crypto.h"
#include "core/base/pack.h"
#include "core/db/db.h"
#include "core/db/store.h"

enum { MOST_FIELDS = 64, MOST_DRAFTS = 200 };

/* Title, progress, then the fields: what the column `fields` holds, encrypted. */
static void
seal_draft(struct session *s, const struct draft *d, struct buf *box)
{
	struct buf plain;

	buf_init(&plain);
	pack_text(&plain, d->title);
	pack_i64(&plain, d->filled);
	pack_i64(&plain, d->required);
	for (size_t i = 0; i < d->field_count; i++) {
		pack_text(&plain, d->fields[i].key);
		pack_text(&plain, d->fields[i].value);
	}
	crypto_seal(box, store_keys(s->store)->draft, plain.text);
	memset(plain.text, 0, plain.len);
	buf_release(&plain);
}

static void
unpack_fields(struct unpack *u, struct arena *mem, struct draft *d)
{
	struct act_input *fields = arena_array(mem, MOST_FIELDS, sizeof(*fields));

	d->fields = fields;
	while (*u->at != '\0' && !u->bad && d->field_count < MOST_FIELDS) {
		fields[d->field_count].key = unpack_text(u, mem);
		fields[d->field_count].value = unpack_text(u, mem);
		d->field_count += !u->bad;
	}
}

/* A box that cannot be opened (written under another key) is an empty draft. */
static void
open_draft(struct session *s, struct stmt *st, bool with_fields, struct arena *mem, struct draft *d)
{
	size_t len;
	const void *box = col_blob(st, &len);
	struct buf plain;

	d->title = "";
	buf_init(&plain);
	if (crypto_open(&plain, store_keys(s->store)->draft, box, len)) {
		struct unpack u = {plain.text, false};

		d->title = unpack_text(&u, mem);
		d->filled = (int)unpack_i64(&u);
		d->required = (int)unpack_i64(&u);
		if (with_fields)
			unpack_fields(&u, mem, d);
	}
	memset(plain.text, 0, plain.len);
	buf_release(&plain);
}

static bool
write_draft(struct session *s, struct draft *d, const struct buf *box, struct err *err)
{
	static const char insert[] =
		"INSERT INTO drafts(owner_id, form, case_id, fields, caret, updated_at)"
		" VALUES($1, $2, $3, $4, $5, $6)";
	static const char update[] =
		"UPDATE drafts SET form = $2, case_id = $3, fields = $4, caret = $5, updated_at = $6,"
		" version = version + 1 WHERE id = $7 AND owner_id = $1 AND version = $8";
	struct stmt *st = db_stmt(store_db(s->store), d->id == 0 ? insert : update, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, d->form);
	bind_i64(st, 3, d->case_id);
	bind_blob(st, 4, box->text, box->len);
	bind_text(st, 5, d->caret);
	bind_i64(st, 6, d->updated_at);
	if (d->id != 0) {
		bind_i64(st, 7, d->id);
		bind_i64(st, 8, d->version);
	}
	return db_run(st, err);
}

static bool
save_in(struct session *s, struct draft *d, const struct buf *box, struct err *err)
{
	struct db *db = store_db(s->store);

	if (d->id != 0 && !write_draft(s, d, box, err))
		return false;
	if (d->id != 0 && db_changes(db) > 0) {
		d->version++;
		return true;
	}
	d->id = 0;
	if (!write_draft(s, d, box, err))
		return false;
	d->id = db_last_id(db);
	d->version = 1;
	return true;
}

bool
draft_save(struct session *s, struct draft *d, struct err *err)
{
	struct buf box;
	const struct draft before = *d;

	if (!store_begin(s->store, err))
		return false;
	buf_init(&box);
	d->updated_at = session_now(s);
	seal_draft(s, d, &box);
	bool ok = save_in(s, d, &box, err);

	buf_release(&box);
	if (ok && store_commit(s->store, err))
		return true;
	if (!ok)
		store_rollback(s->store);
	*d = before;
	return false;
}

#define DRAFT_COLUMNS "SELECT id, version, form, case_id, caret, updated_at, fields FROM drafts "

static void
map_draft(struct session *s, struct stmt *st, struct arena *mem, struct draft *d)
{
	*d = (struct draft){.id = col_i64(st)};
	d->version = col_i64(st);
	d->form = col_text(st, mem);
	d->case_id = col_i64(st);
	d->caret = col_text(st, mem);
	d->updated_at = col_i64(st);
	open_draft(s, st, true, mem, d);
}

bool
draft_read(struct session *s, int64_t id, struct arena *mem, struct draft *out, bool *found,
	struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), DRAFT_COLUMNS "WHERE id = $1 AND owner_id = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, s->staff_id);
	*found = db_row(st, err);
	if (*found)
		map_draft(s, st, mem, out);
	return db_done(st, err);
}

bool
draft_find(struct session *s, const char *form, int64_t case_id, struct arena *mem,
	struct draft *out, bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		DRAFT_COLUMNS "WHERE owner_id = $1 AND form = $2 AND case_id = $3"
			      " ORDER BY updated_at DESC LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, form);
	bind_i64(st, 3, case_id);
	*found = db_row(st, err);
	if (*found)
		map_draft(s, st, mem, out);
	return db_done(st, err);
}

bool
draft_list(struct session *s, struct arena *mem, struct draft **out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id, version, form, case_id, updated_at, fields FROM drafts WHERE owner_id = $1"
		" ORDER BY updated_at DESC LIMIT $2",
		err);

	*out = arena_array(mem, MOST_DRAFTS, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, MOST_DRAFTS);
	while (*count < MOST_DRAFTS && db_row(st, err)) {
		struct draft *d = &(*out)[(*count)++];

		d->id = col_i64(st);
		d->version = col_i64(st);
		d->form = col_text(st, mem);
		d->case_id = col_i64(st);
		d->caret = "";
		d->updated_at = col_i64(st);
		open_draft(s, st, false, mem, d);
	}
	return db_done(st, err);
}

bool
draft_drop_in(struct session *s, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(
		store_db(s->store), "DELETE FROM drafts WHERE id = $1 AND owner_id = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, s->staff_id);
	return db_run(st, err);
}

bool
draft_delete(struct session *s, int64_t id, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	if (draft_drop_in(s, id, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
draft_count(struct session *s, int *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM drafts /*+ drafts_owner */ WHERE owner_id = $1", err);

	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	if (db_row(st, err))
		*count = col_int(st);
	return db_done(st, err);
}
