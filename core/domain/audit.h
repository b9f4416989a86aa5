/*
 * The audit log: one row for each act, in the same transaction, chained by a keyed hash. A row's hash
 * covers the row and the hash before it, so that no row can be changed, taken out or put in unnoticed;
 * triggers keep honest programs from trying.
 */
#ifndef LINLI_AUDIT_H
#define LINLI_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/crypto.h"
#include "core/base/err.h"
#include "core/domain/session.h"

/* Stored: never renumber. */
enum audit_op {
	AUDIT_CREATE = 1, /* of the database */
	AUDIT_LOAD = 2,   /* rows written in bulk: the demo city */
	AUDIT_CASE = 3,   /* an event of a matter; digest covers its history rows */
	AUDIT_IMPORT = 4,
	AUDIT_REQUEST = 5, /* a second signature asked for, given, refused */
	AUDIT_REVEAL = 6,  /* a masked value shown */
	AUDIT_EXPORT = 7,
	AUDIT_LOGIN = 8,
	AUDIT_RULES = 9,
	AUDIT_REGISTER = 10, /* a row of a register changed */
	AUDIT_REFUSED = 11,
	AUDIT_BACKUP = 12,
	AUDIT_LOST = 13, /* a session's line was cut */
};

enum audit_obj {
	AUDIT_OBJ_NONE,
	AUDIT_OBJ_CASE,
	AUDIT_OBJ_UNIT,
	AUDIT_OBJ_STAFF,
	AUDIT_OBJ_GRID,
	AUDIT_OBJ_RULES,
	AUDIT_OBJ_FILE
};

/*
 * The end of the chain, read once per transaction: a bulk load adds thousands of rows and must not read
 * the last one each time. Zero it before the first audit_add() of a transaction.
 */
struct audit_chain {
	bool loaded;
	int64_t last_id;
	uint8_t last[CRYPTO_MAC_BYTES];
};

/* The history rows that an audit row stands for, and their digest. */
struct audit_events {
	int64_t first, last;
	uint8_t digest[CRYPTO_MAC_BYTES];
};

struct case_event_row;

/* Keyed hash of history rows: feed them in order of id. */
void audit_digest_begin(struct session *s, struct mac *m);
void audit_digest_row(struct mac *m, const struct case_event_row *e);

/*
 * Adds a row. events may be NULL. The detail is masked text: no name or number of a reporter may be in it.
 */
bool audit_add(struct session *s, struct audit_chain *chain, enum audit_op op, enum audit_obj obj,
	int64_t obj_id, const char *detail, const struct audit_events *events, struct err *err);

/* The usual row for events of a matter: names them, covers their history rows (all with id set, in order). */
bool audit_case(struct session *s, struct audit_chain *chain, int64_t case_id,
	const struct case_event_row *events, size_t count, struct err *err);

/*
 * Recomputes the chain from the first row, and the digests of all history rows. *broken is the id of the
 * first row that does not fit (its own hash, a gap before it, or history rows that are not what they were),
 * 0 when all fit; *rows counts. History rows that no audit row stands for count as broken at the next one.
 */
bool audit_verify(struct session *s, int64_t *broken, int64_t *rows, struct err *err);

#endif
