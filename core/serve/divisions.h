/*
 * The tree of divisions as shipped in DATA/divisions: the state's list, and beside it what the city has of
 * its own (development zones that act as counties, with local codes of 71 and up, and the townships that
 * belong to them). Files are read in the order of their names; a later row of the same code replaces an
 * earlier one.
 */
#ifndef LINLI_DIVISIONS_H
#define LINLI_DIVISIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/area.h"

struct store;

struct division {
	int64_t code;   /* 12 digits */
	int64_t parent; /* its code; 0 for the city */
	enum area_level level;
	const char *name, *brief;
};

struct divisions {
	struct division *items; /* by level, then code: every parent stands before its children */
	size_t count;
};

/*
 * Reads all *.csv of the folder: columns code, name, level (city county township village), parent_code and
 * optionally short. Errors: IO; INPUT as "file:line: sentence" (a code that is none, a parent that is missing
 * or not of the level above, no city).
 */
bool divisions_read(
	struct divisions *out, const char *data_dir, struct arena *mem, struct err *err);

/* For paths and columns: 鲤城区 鲤城, 海滨街道 海滨, 金山社区居委会 金山, 下村村委会 下村. */
const char *division_brief(enum area_level level, const char *name, struct arena *mem);

/* Writes them all as areas, ids from 1 in the order of items; inside a transaction of the caller. */
bool divisions_store(struct store *store, const struct divisions *d, struct err *err);

/* Both: what a new database begins with. */
bool divisions_load(struct store *store, const char *data_dir, struct err *err);

#endif
