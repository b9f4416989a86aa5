#ifndef LINLI_IMPORT_DB_H
#define LINLI_IMPORT_DB_H

#include "core/domain/case_db.h"
#include "core/domain/intake.h"

/* The place of a grid by its 15 digits and the estate it belongs to; *found false when there is no such grid. */
bool import_grid(struct session *s, int64_t code, int64_t *place, int64_t *estate_id, bool *found,
	struct err *err);

/*
 * For writing much: the log is no longer folded back within a commit, where the write gate is held, but by
 * import_fold(), which waits for nobody and keeps nobody waiting. import_tune(s, false) ends that.
 */
bool import_tune(struct session *s, bool on, struct err *err);
bool import_fold(struct session *s, struct err *err);

/* A keyed hash of what a row says. */
int64_t import_hash(struct session *s, const char *text);

/* The largest id of cases: what comes later was taken in during this run. */
bool import_last_case(struct session *s, int64_t *id, struct err *err);

enum import_known { IMPORT_SAME, IMPORT_DIFFERS, IMPORT_CHANGED };

/*
 * A matter that was imported before, and what the file says now. The same: nothing. It differs and nobody has
 * touched it yet: `change` brings title, text and spot up to date, with a line of history and an audit row
 * (IMPORT_CHANGED). It differs and is in hand: left alone (IMPORT_DIFFERS).
 */
bool import_again(struct session *s, struct audit_chain *chain, int64_t case_id,
	const struct intake *in, bool change, enum import_known *known, struct err *err);

#endif
