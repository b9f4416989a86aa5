/*
 * The rows that were not taken, as a table beside the file: reason and line, then the row as it was. It is
 * made with the first of them, never over a file that is there: FILE.rejected.csv, FILE.rejected.2.csv, ...
 * A corrected copy can be imported as it is.
 */
#ifndef LINLI_IMPORT_REJECT_H
#define LINLI_IMPORT_REJECT_H

#include <stdio.h>

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/serve/import_read.h"

struct import_reject {
	const char *input; /* the file that is imported; "-" */
	struct buf path;   /* "" until there is one */
	FILE *file;
	struct buf line;
};

void import_reject_init(struct import_reject *r, const char *input);

/* Errors: IO. */
bool import_reject_add(struct import_reject *r, const struct import_reader *reader,
	const struct import_row *row, const char *why, struct err *err);

/* What was added so far has reached the file. Errors: IO. */
bool import_reject_flush(struct import_reject *r, struct err *err);

void import_reject_release(struct import_reject *r);

#endif
