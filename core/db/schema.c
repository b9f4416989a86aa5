#include "core/db/schema.h"

#include <stdio.h>

#include "core/base/i18n.h"

#include "schema.gen.h"

const struct schema schema_compiled = {
	schema_steps, sizeof(schema_steps) / sizeof(schema_steps[0])};

int
schema_newest(const struct schema *schema)
{
	int newest = 0;

	for (size_t i = 0; i < schema->count; i++)
		if (schema->steps[i].version > newest)
			newest = schema->steps[i].version;
	return newest;
}

static bool
run_parts(struct db *db, const struct schema *schema, char part, struct err *err)
{
	for (size_t i = 0; i < schema->count; i++)
		if (schema->steps[i].part == part && !db_script(db, schema->steps[i].sql, err))
			return false;
	return true;
}

static bool
stamp(struct db *db, int version, struct err *err)
{
	char sql[96];

	/* A pragma takes no parameters; both numbers are this program's own constants. */
	snprintf(sql, sizeof(sql), "PRAGMA application_id=%d; PRAGMA user_version=%d",
		DB_APPLICATION_ID, version);
	return db_script(db, sql, err);
}

bool
schema_tables(struct db *db, struct err *err)
{
	return run_parts(db, &schema_compiled, 'a', err);
}

bool
schema_indexes(struct db *db, struct err *err)
{
	return run_parts(db, &schema_compiled, 'b', err) && stamp(db, SCHEMA_VERSION, err);
}

bool
schema_create(struct db *db, const struct schema *schema, struct err *err)
{
	return run_parts(db, schema, 'a', err) && run_parts(db, schema, 'b', err) &&
		stamp(db, schema_newest(schema), err);
}

static void
note_orphan(void *ctx, const char *line)
{
	err_set(ctx, ERR_CORRUPT, "%s", line);
}

static bool
run_version(struct db *db, const struct schema *schema, int version, struct err *err)
{
	struct err orphan = ERR_INIT;

	if (!db_begin_write(db, err))
		return false;
	for (size_t i = 0; i < schema->count; i++)
		if (schema->steps[i].version == version &&
			!db_script(db, schema->steps[i].sql, err))
			return false;
	if (!stamp(db, version, err) || !db_verify_references(db, note_orphan, &orphan, err))
		return false;
	if (orphan.code != ERR_NONE)
		return err_set(err, ERR_CORRUPT, "%s", orphan.text);
	return db_commit(db, err);
}

bool
schema_migrate(struct db *db, const struct schema *schema, struct err *err)
{
	int from = db_schema_version(db, err), to = schema_newest(schema);

	if (from < 0)
		return false;
	for (int v = from + 1; v <= to; v++) {
		if (!run_version(db, schema, v, err)) {
			db_rollback(db);
			return err_at(err, _("升级到版本 %d 时出错, 已退回"), v);
		}
	}
	return true;
}
