#ifndef LINLI_IMPORT_DB_H
#define LINLI_IMPORT_DB_H

#include "core/domain/case_db.h"
#include "core/domain/intake.h"

/* All grids that are in use, in order of their codes: a look-up a row would be a read transaction a row. */
struct import_grid {
	int64_t code, estate_id; /* 15 digits; 0 none */
};

bool import_read_grids(struct session *s, struct arena *mem, struct import_grid **out,
	size_t *count, struct err *err);

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
