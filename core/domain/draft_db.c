#include "core/domain/draft.h"

#include <string.h>

#include "core/base/crypto.h"
#include "core/base/pack.h"
#include "core/db/db.h"
#include "core/db/store.h"

enum { MOST_FIELDS = 64, MOST_DRAFTS = 200 };

static void
seal_fields(struct session *s, const struct draft *d, struct buf *box)
{
	struct buf plain;

	buf_init(&plain);
	for (size_t i = 0; i < d->field_count; i++) {
		pack_text(&plain, d->fields[i].key);
		pack_text(&plain, d->fields[i].value);
	}
	crypto_seal(box, store_keys(s->store)->draft, plain.text);
	memset(plain.text, 0, plain.len);
	buf_release(&plain);
}

static void
open_fields(struct session *s, const void *box, size_t len, struct arena *mem, struct draft *d)
{
	struct act_input *fields = arena_array(mem, MOST_FIELDS, sizeof(*fields));
	struct buf plain;

	d->fields = fields;
	d->field_count = 0;
	buf_init(&plain);
	if (crypto_open(&plain, store_keys(s->store)->draft, box, len)) {
		struct unpack u = {plain.text, false};

		while (*u.at != '\0' && !u.bad && d->field_count < MOST_FIELDS) {
			fields[d->field_count].key = unpack_text(&u, mem);
			fields[d->field_count].value = unpack_text(&u, mem);
			d->field_count += !u.bad;
		}
	}
	memset(plain.text, 0, plain.len);
	buf_release(&plain);
}

static bool
write_draft(struct session *s, struct draft *d, const struct buf *box, struct err *err)
{
	static const char insert[] =
		"INSERT INTO drafts(owner_id, form, case_id, title, fields, caret, updated_at)"
		" VALUES($1, $2, $3, $4, $5, $6, $7)";
	static const char update[] =
		"UPDATE drafts SET form = $2, case_id = $3, title = $4, fields = $5, caret = $6,"
		" updated_at = $7, version = version + 1 WHERE id = $8 AND owner_id = $1";
	struct stmt *st = db_stmt(store_db(s->store), d->id == 0 ? insert : update, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, d->form);
	bind_i64(st, 3, d->case_id);
	bind_text(st, 4, d->title);
	bind_blob(st, 5, box->text, box->len);
	bind_text(st, 6, d->caret);
	bind_i64(st, 7, d->updated_at);
	if (d->id != 0)
		bind_i64(st, 8, d->id);
	if (!db_run(st, err))
		return false;
	if (d->id == 0)
		d->id = db_last_id(store_db(s->store));
	return true;
}

bool
draft_save(struct session *s, struct draft *d, struct err *err)
{
	struct buf box;

	if (!store_begin(s->store, err))
		return false;
	buf_init(&box);
	d->updated_at = session_now(s);
	seal_fields(s, d, &box);
	bool ok = write_draft(s, d, &box, err);

	buf_release(&box);
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

#define DRAFT_COLUMNS "SELECT id, form, case_id, title, caret, updated_at, fields FROM drafts "

static void
map_draft(struct session *s, struct stmt *st, struct arena *mem, struct draft *d)
{
	size_t len;

	d->id = col_i64(st);
	d->form = col_text(st, mem);
	d->case_id = col_i64(st);
	d->title = col_text(st, mem);
	d->caret = col_text(st, mem);
	d->updated_at = col_i64(st);
	const void *box = col_blob(st, &len);

	open_fields(s, box, len, mem, d);
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
draft_find(struct session *s, const char *form, int64_t case_id, struct arena *mem, struct draft *out,
	bool *found, struct err *err)
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
		"SELECT id, form, case_id, title, updated_at FROM drafts WHERE owner_id = $1"
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
		d->form = col_text(st, mem);
		d->case_id = col_i64(st);
		d->title = col_text(st, mem);
		d->updated_at = col_i64(st);
	}
	return db_done(st, err);
}

bool
draft_delete(struct session *s, int64_t id, struct err *err)
{
	struct stmt *st;

	if (!store_begin(s->store, err))
		return false;
	st = db_stmt(store_db(s->store), "DELETE FROM drafts WHERE id = $1 AND owner_id = $2", err);
	if (st != NULL) {
		bind_i64(st, 1, id);
		bind_i64(st, 2, s->staff_id);
		if (db_run(st, err))
			return store_commit(s->store, err);
	}
	store_rollback(s->store);
	return false;
}
