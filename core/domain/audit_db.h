#ifndef LINLI_AUDIT_DB_H
#define LINLI_AUDIT_DB_H

#include "core/db/db.h"
#include "core/domain/audit.h"

struct audit_row {
	int64_t id, at, actor, obj_id;
	int op, obj;
	const char *detail;
	int64_t first_event, last_event;
	const uint8_t *digest;
	size_t digest_len;
};

/* Loads the end of the chain; all zeros before the first row. */
bool audit_read_end(struct db *db, struct audit_chain *chain, struct err *err);
bool audit_insert(struct db *db, const struct audit_row *row, const uint8_t mac[CRYPTO_MAC_BYTES],
	struct err *err);

/* Calls visit for each row in order until it returns false. */
bool audit_walk(struct db *db,
	bool (*visit)(void *ctx, const struct audit_row *row, const uint8_t *mac, size_t mac_len),
	void *ctx, struct err *err);

/* All history rows in order of id; notes live until the next step. */
struct case_event_row;
struct history_walk {
	struct stmt *st;
};

bool history_walk_begin(struct db *db, struct history_walk *w, struct err *err);
bool history_walk_next(struct history_walk *w, struct case_event_row *e, struct err *err);
bool history_walk_end(struct history_walk *w, struct err *err);

#endif
