/*
 * The schema, one step per version. Steps come from data/schema/NNNNx_name.sql and are compiled in; part
 * 'a' makes tables, part 'b' indexes and triggers, so that a bulk load can run all 'a' first.
 */
#ifndef LINLI_SCHEMA_H
#define LINLI_SCHEMA_H

#include <stdbool.h>

#include "core/base/err.h"
#include "core/db/db.h"

enum { SCHEMA_VERSION = 1 };

/* Parts of the newest schema on an empty file. */
bool schema_tables(struct db *db, struct err *err);
bool schema_indexes(struct db *db, struct err *err);

/* Runs the steps from the file's version to SCHEMA_VERSION, each in a transaction of its own. */
bool schema_migrate(struct db *db, int from, struct err *err);

#endif
