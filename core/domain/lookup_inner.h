/*
 * The names as they are kept; shared by the files of lookup only.
 */
#ifndef LINLI_LOOKUP_INNER_H
#define LINLI_LOOKUP_INNER_H

#include "core/base/buf.h"
#include "core/domain/lookup.h"

/* Texts are offsets into the table's text. */
struct lookup_entry {
	int64_t id, code, owner;
	uint32_t name, brief, folded, key;
	uint32_t letters; /* of the key, and whether the name has Latin: see lookup_letters() */
};

/*
 * Bits 0-25 for the letters that a key holds, all of them when a reading is not known; LOOKUP_LATIN when the
 * folded name has any ASCII. Most names are passed over by this alone.
 */
enum { LOOKUP_LATIN = 1 << 26 };
uint32_t lookup_letters(const char *key, const char *folded);

struct lookup_table {
	struct lookup_entry *entries; /* ascending by id */
	size_t count, room;
	struct buf text;
};

/* Forgets all names when a register has changed: at the beginning of a call from outside, never within. */
bool lookup_begin(struct session *s, struct err *err);

/* The names of a kind, read if they are not there yet; NULL and err when that fails. */
const struct lookup_table *lookup_table(struct session *s, enum lookup_kind kind, struct err *err);

/* lookup_by_id() within a call that has begun. */
bool lookup_item(struct session *s, enum lookup_kind kind, int64_t id, struct lookup_item *out,
	bool *found, struct err *err);

/* Fills in where the hit's item lies, and whether that is in the session's area. */
bool lookup_locate(struct session *s, struct lookup_hit *hit, struct err *err);

/* Drops all names. */
void lookup_forget(struct lookup *lk);

/* Appends all rows of the kind. */
bool lookup_read(
	struct store *store, enum lookup_kind kind, struct lookup_table *t, struct err *err);

/* A number that changes with every lookup_changed(). */
bool lookup_read_revision(struct store *store, int64_t *revision, struct err *err);

#endif
