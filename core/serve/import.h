/*
 * Taking matters in from a file, any number of times: a row whose id is known is passed over. Works in steps,
 * so that a console stays alive meanwhile, and in transactions that hold the write gate 20 ms at most, so that
 * all consoles do. Killed at any moment it leaves whole rows; the same import then goes on where it was.
 */
#ifndef LINLI_IMPORT_H
#define LINLI_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/domain/session.h"
#include "core/serve/import_map.h"

struct import_options {
	const char *path; /* "-" is standard input */
	enum import_format format;
	int64_t desk_id; /* the centre that they come to; 0: the person's own */
	bool dry_run;    /* looks at every row and writes nothing */
};

struct import_counts {
	int64_t imported;
	int64_t updated; /* known, changed at the source, and nobody had touched them here */
	int64_t skipped; /* known */
	int64_t in_hand; /* of those skipped: changed at the source, but already worked on here */
	int64_t rejected;
};

struct import;

/* Errors: INPUT (no column to make matters of), RULE (not their right), IO. */
bool import_begin(struct import **out, struct session *s, struct import_map *map,
	const struct import_options *options, struct err *err);

/*
 * Goes on for about that long. *done: everything was read. Errors stop the import; what was counted until
 * then is in the database.
 */
bool import_step(struct import *im, int budget_ms, bool *done, struct err *err);

/* Lets the import go, done or not. */
void import_end(struct import *im);

const struct import_counts *import_counted(const struct import *im);

/* Where the rejected rows are; "" when there are none. */
const char *import_rejected_path(const struct import *im);

/* Bytes of the file whose rows have been dealt with: for a progress bar. */
int64_t import_offset(const struct import *im);

/* The file as it is read: encoding, bytes, columns. */
const struct import_reader *import_reading(const struct import *im);

#endif
