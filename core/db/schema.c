#include "core/db/schema.h"

#include <stdio.h>

struct schema_step {
	int version;
	char part;
	const char *sql;
};

#include "schema.gen.h"

enum { STEPS = sizeof(schema_steps) / sizeof(schema_steps[0]) };

static bool
run_parts(struct db *db, char part, struct err *err)
{
	for (int i = 0; i < STEPS; i++)
		if (schema_steps[i].part == part && !db_script(db, schema_steps[i].sql, err))
			return false;
	return true;
}

static bool
stamp(struct db *db, int version, struct err *err)
{
	char sql[96];

	/* A pragma takes no parameters; both numbers are this program's own constants. */
	snprintf(sql, sizeof(sql), "PRAGMA application_id=%d; PRAGMA user_version=%d", DB_APPLICATION_ID,
		version);
	return db_script(db, sql, err);
}

bool
schema_tables(struct db *db, struct err *err)
{
	return run_parts(db, 'a', err);
}

bool
schema_indexes(struct db *db, struct err *err)
{
	return run_parts(db, 'b', err) && stamp(db, SCHEMA_VERSION, err);
}

static bool
run_version(struct db *db, int version, struct err *err)
{
	if (!db_begin_write(db, err))
		return false;
	for (int i = 0; i < STEPS; i++)
		if (schema_steps[i].version == version && !db_script(db, schema_steps[i].sql, err))
			return false;
	return stamp(db, version, err) && db_commit(db, err);
}

bool
schema_migrate(struct db *db, int from, struct err *err)
{
	for (int v = from + 1; v <= SCHEMA_VERSION; v++) {
		if (!run_version(db, v, err)) {
			db_rollback(db);
			return false;
		}
	}
	return true;
}
