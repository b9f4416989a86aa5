/*
 * The schema, one step per version. Steps come from data/schema/NNNNx_name.sql and are compiled in; part
 * 'a' makes tables, part 'b' indexes and triggers, so that a bulk load can run all 'a' first. A step that is
 * released is never edited; what it made is changed by a step of a later version. A later step that drops an
 * index does so in its part 'b' (IF EXISTS), since a fresh file runs all parts 'a' before any part 'b'.
 */
#ifndef LINLI_SCHEMA_H
#define LINLI_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/err.h"
#include "core/db/db.h"

enum { SCHEMA_VERSION = 1 };

struct schema_step {
	int version;
	char part;
	const char *sql;
};

/* A list of steps in order of version and part. The program has one; tests make others. */
struct schema {
	const struct schema_step *steps;
	size_t count;
};

extern const struct schema schema_compiled;

/* The newest version of a list. */
int schema_newest(const struct schema *schema);

/* Parts of the newest schema on an empty file. */
bool schema_tables(struct db *db, struct err *err);
bool schema_indexes(struct db *db, struct err *err);

/* The same from a list of one's own. */
bool schema_create(struct db *db, const struct schema *schema, struct err *err);

/*
 * Runs the steps after the file's version up to the newest, each in a transaction of its own that ends with
 * the new version number and finds no broken reference. What fails leaves the last whole version.
 */
bool schema_migrate(struct db *db, const struct schema *schema, struct err *err);

#endif
