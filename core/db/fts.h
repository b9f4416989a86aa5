/*
 * The full-text index of matters, in the dialect of SQLite's FTS5; another engine would have its own file.
 * Texts come as tokens with blanks between (core/base/grams.h). The index keeps no texts: what is taken out
 * must be given exactly as it was put in, in the same transaction as the change of the text.
 */
#ifndef LINLI_FTS_H
#define LINLI_FTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/db/db.h"

struct fts_doc {
	int64_t id;
	const char *title, *body, *facts; /* tokens */
};

bool fts_add(struct db *db, const struct fts_doc *doc, struct err *err);
bool fts_remove(struct db *db, const struct fts_doc *doc, struct err *err);

/*
 * Ids of the documents that hold all that the expression names (grams_query(), grams_fact()), newest first,
 * below `below` (INT64_MAX: from the newest): step with db_row(), read with col_i64(), end with db_done().
 */
struct stmt *fts_find(struct db *db, const char *expression, int64_t below, struct err *err);

/*
 * The same among the ids between `above` and `below`, in either direction: how much an expression of common
 * words costs depends on how many documents it is asked about, even when few of them have all the words.
 */
struct stmt *fts_find_between(struct db *db, const char *expression, int64_t above, int64_t below,
	bool newest_first, struct err *err);

/*
 * Joins segments of the index, about `pages` pages of work; *more tells whether there is work left. Inside
 * a transaction of the caller.
 */
bool fts_merge(struct db *db, int pages, bool *more, struct err *err);

/* How much is gathered in memory before a segment is written; stored in the database. For bulk loads. */
bool fts_set_memory(struct db *db, int kib, struct err *err);

/*
 * How many segments of a level trigger a merge (automerge, 0 off) and force one at once (crisismerge).
 * Stored in the database.
 */
bool fts_set_merging(struct db *db, int automerge, int crisismerge, struct err *err);

#endif
