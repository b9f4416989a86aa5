/*
 * Numbers and texts in one line of text, read back in the same order: "17,5:hello,". Texts carry their
 * length, so that nothing needs quoting. For snapshots that only this program reads.
 */
#ifndef LINLI_PACK_H
#define LINLI_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/buf.h"

void pack_i64(struct buf *out, int64_t value);
void pack_text(struct buf *out, const char *text);

/* Reads on from *at; after anything that does not fit, `bad` is set and all further reads give 0 and "". */
struct unpack {
	const char *at;
	bool bad;
};

int64_t unpack_i64(struct unpack *u);
const char *unpack_text(struct unpack *u, struct arena *mem);

/* Was everything read and nothing wrong? */
bool unpack_done(const struct unpack *u);

#endif
