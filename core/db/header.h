/*
 * The first hundred bytes of a database file: enough to say whose it is before anything is touched.
 * Nothing here knows the engine's library, only its published file format.
 */
#ifndef LINLI_HEADER_H
#define LINLI_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"

enum { HEADER_BYTES = 100 };

/* What may be asked of a path by name alone; opening it would drop this process's locks when it closes. */
struct file_facts {
	bool exists;
	int64_t bytes;
	bool log_waiting; /* a write-ahead log beside it holds pages that are not in the file yet */
};

/*
 * Looks at the path by name. Errors: IO, with a sentence, when it is a folder, a symbolic link, another
 * kind of thing, or cannot be looked at. A missing file is no error here.
 */
bool file_look(const char *path, struct file_facts *facts, struct err *err);

/* The same, and refuses a missing file or, as_new, one that is there and not empty. */
bool file_accept(const char *path, bool as_new, struct file_facts *facts, struct err *err);

/*
 * Appends the address of a file that nobody changes. A path may hold any byte; a bare one would be taken for
 * an address where it begins with "file:" or holds "?".
 */
void file_uri(struct buf *out, const char *path);

/*
 * Is this a whole database of this program? `got` bytes of the header could be read. Every error says that
 * nothing was touched: CORRUPT (empty, no database, damaged header, cut off), IO (another program's,
 * a newer version's).
 */
bool header_check(const uint8_t *header, size_t got, const struct file_facts *facts,
	const char *path, int newest_schema, struct err *err);

#endif
