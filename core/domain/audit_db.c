#include "core/domain/audit_db.h"

#include <string.h>

#include "core/domain/case_db.h"

bool
audit_read_end(struct db *db, struct audit_chain *chain, struct err *err)
{
	struct stmt *st =
		db_stmt(db, "SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1 /*scan*/", err);
	size_t len;

	*chain = (struct audit_chain){.loaded = true};
	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		chain->last_id = col_i64(st);
		const void *mac = col_blob(st, &len);

		if (len == CRYPTO_MAC_BYTES)
			memcpy(chain->last, mac, len);
	}
	return db_done(st, err);
}

bool
audit_insert(struct db *db, const struct audit_row *row, const uint8_t mac[CRYPTO_MAC_BYTES],
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"INSERT INTO audit(id, at, actor, op, obj, obj_id, detail, digest, algo, chain, first_event,"
		" last_event) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, row->id);
	bind_i64(st, 2, row->at);
	bind_i64(st, 3, row->actor);
	bind_i64(st, 4, row->op);
	bind_i64(st, 5, row->obj);
	bind_i64(st, 6, row->obj_id);
	bind_text(st, 7, row->detail);
	bind_blob(st, 8, row->digest, row->digest_len);
	bind_i64(st, 9, CRYPTO_ALGO_1);
	bind_blob(st, 10, mac, CRYPTO_MAC_BYTES);
	bind_i64(st, 11, row->first_event);
	bind_i64(st, 12, row->last_event);
	return db_run(st, err);
}

bool
audit_walk(struct db *db,
	bool (*visit)(void *ctx, const struct audit_row *row, const uint8_t *mac, size_t mac_len),
	void *ctx, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT id, at, actor, op, obj, obj_id, detail, first_event, last_event, digest, chain"
		" FROM audit ORDER BY id /*scan*/",
		err);
	bool going = true;

	if (st == NULL)
		return false;
	while (going && db_row(st, err)) {
		struct audit_row row = {.id = col_i64(st), .at = 0};
		size_t mac_len;

		row.at = col_i64(st);
		row.actor = col_i64(st);
		row.op = col_int(st);
		row.obj = col_int(st);
		row.obj_id = col_i64(st);
		row.detail = col_peek(st);
		row.first_event = col_i64(st);
		row.last_event = col_i64(st);
		row.digest = col_blob(st, &row.digest_len);
		const uint8_t *mac = col_blob(st, &mac_len);

		going = visit(ctx, &row, mac, mac_len);
	}
	return db_done(st, err);
}

bool
history_walk_begin(struct db *db, struct history_walk *w, struct err *err)
{
	w->st = db_stmt(db,
		"SELECT id, case_id, seq, at, actor, event, st_from, st_to, unit_id, cat, tier, place, clock,"
		" result, spent, open, undoes, note FROM case_events ORDER BY id /*scan*/",
		err);
	return w->st != NULL;
}

bool
history_walk_next(struct history_walk *w, struct case_event_row *e, struct err *err)
{
	struct stmt *st = w->st;

	if (!db_row(st, err))
		return false;
	e->id = col_i64(st);
	e->case_id = col_i64(st);
	e->seq = col_int(st);
	e->at = col_i64(st);
	e->actor = col_i64(st);
	e->event = col_int(st);
	e->from = (enum case_state)col_int(st);
	e->to = (enum case_state)col_int(st);
	e->unit_id = col_i64(st);
	e->cat = col_int(st);
	e->tier = (enum tier)col_int(st);
	e->place = col_i64(st);
	e->clock = (enum clock_kind)col_int(st);
	e->result = (enum clock_outcome)col_int(st);
	e->spent = col_i64(st);
	e->open = col_int(st) != 0;
	e->undoes = col_i64(st);
	e->note = col_peek(st);
	return true;
}

bool
history_walk_end(struct history_walk *w, struct err *err)
{
	return db_done(w->st, err);
}
