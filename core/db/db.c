#include "core/db/db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/dialect.h"
#include "core/db/header.h"
#include "core/db/schema.h"
#include "core/db/stmt_cache.h"
#include "core/db/trouble.h"

enum { MAX_PARAMS = 48, MAX_VALUE_BYTES = 4 << 20, KEEP_STATEMENTS = 24 };

struct stmt {
	struct cache_node node; /* its text, among others */
	struct db *db;
	sqlite3_stmt *handle;
	int slot[MAX_PARAMS + 1]; /* $n -> SQLite's own numbering, which is by order of appearance */
	int column, columns;
	int rc;
	bool stepping, bound, writes;
};

struct db {
	sqlite3 *handle;
	struct stmt_cache cache;
	int64_t steps, taken_steps;
	bool guarded; /* writing needs a transaction */
	FILE *record; /* see db_record() */
	bool (*stop)(void *ctx);
	void *stop_ctx;
};

static enum trouble
classify(int rc)
{
	if (rc == SQLITE_READONLY_DBMOVED)
		return TROUBLE_MOVED;
	switch (rc & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return TROUBLE_BUSY;
	case SQLITE_FULL:
		return TROUBLE_FULL;
	case SQLITE_READONLY:
		return TROUBLE_READONLY;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		return rc == SQLITE_IOERR_NOMEM ? TROUBLE_MEMORY : TROUBLE_IO;
	case SQLITE_NOMEM:
		return TROUBLE_MEMORY;
	case SQLITE_CORRUPT:
		return TROUBLE_CORRUPT;
	case SQLITE_NOTADB:
		return TROUBLE_NO_DATABASE;
	case SQLITE_TOOBIG:
		return TROUBLE_TOO_BIG;
	case SQLITE_INTERRUPT:
		return TROUBLE_STOPPED;
	case SQLITE_CONSTRAINT:
		return TROUBLE_CONFLICT;
	default:
		return TROUBLE_BUG;
	}
}

/*
 * The engine notes the system's error for some failures only; that of a failed COMMIT stands in errno alone,
 * where harmless ones (a file that was looked for) may stand too.
 */
static int
cause_of(const struct db *db)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG || errno == EIO ||
		db->handle == NULL)
		return errno;
	return sqlite3_system_errno(db->handle);
}

static bool
fail(const struct db *db, int rc, struct err *err)
{
	const char *detail = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);

	return trouble_say(classify(rc), detail, cause_of(db), err);
}

/* Pragmas that a hardened connection may still use: they read, or keep house. */
static bool
pragma_allowed(const char *name, const char *argument)
{
	static const char *const reading[] = {"data_version", "user_version", "application_id",
		"journal_mode", "page_count", "freelist_count", "page_size"};
	static const char *const keeping[] = {"quick_check", "integrity_check", "foreign_key_check",
		"wal_checkpoint", "optimize", "analysis_limit"};

	for (size_t i = 0; i < sizeof(reading) / sizeof(reading[0]); i++)
		if (strcmp(name, reading[i]) == 0)
			return argument == NULL;
	for (size_t i = 0; i < sizeof(keeping) / sizeof(keeping[0]); i++)
		if (strcmp(name, keeping[i]) == 0)
			return true;
	return false;
}

/* Words and people's input never change the shape of the database, whatever becomes of a statement. */
static int
authorize(void *ctx, int action, const char *a, const char *b, const char *schema,
	const char *trigger)
{
	(void)ctx;
	(void)schema;
	(void)trigger;
	switch (action) {
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
	case SQLITE_ALTER_TABLE:
	case SQLITE_CREATE_INDEX:
	case SQLITE_CREATE_TABLE:
	case SQLITE_CREATE_TRIGGER:
	case SQLITE_CREATE_VIEW:
	case SQLITE_CREATE_VTABLE:
	case SQLITE_DROP_INDEX:
	case SQLITE_DROP_TABLE:
	case SQLITE_DROP_TRIGGER:
	case SQLITE_DROP_VIEW:
	case SQLITE_DROP_VTABLE:
		return SQLITE_DENY;
	case SQLITE_PRAGMA:
		return pragma_allowed(a, b) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_FUNCTION:
		return b != NULL && strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_OK;
	}
}

static bool
exec(struct db *db, const char *sql, struct err *err)
{
	errno = 0;
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || fail(db, rc, err);
}

bool
db_script(struct db *db, const char *sql, struct err *err)
{
	return exec(db, sql, err);
}

bool
db_take_over(struct db *db, const char *path, const char *script, struct err *err)
{
	struct stmt *s = db_stmt(db, "ATTACH DATABASE $1 AS part", err);

	if (s == NULL)
		return false;
	bind_text(s, 1, path);
	if (!db_run(s, err) || !db_begin_write(db, err))
		return false;
	if (!exec(db, script, err)) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, err) && exec(db, "DETACH DATABASE part", err);
}

void
db_set_patience(struct db *db, int wait_ms)
{
	sqlite3_busy_timeout(db->handle, wait_ms);
}

static void
configure(struct db *db, enum db_mode mode)
{
	sqlite3 *h = db->handle;

	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, mode != DB_BULK_NEW, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, mode == DB_SERVICE || mode == DB_BULK_NEW ? 1 : 0);
	sqlite3_limit(h, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
	db_set_patience(db, DB_PATIENCE_MS);
	db->guarded = mode == DB_WRITE;
}

/* Indexes are sorted in files without a name: in memory ten million rows of one would take half a gigabyte. */
static const char bulk_pragmas[] =
	"PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
	"PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=OFF; PRAGMA temp_store=FILE;"
	"PRAGMA threads=2; PRAGMA foreign_keys=OFF;";

static const char work_pragmas[] =
	"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
	"PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864; PRAGMA cell_size_check=ON;";

static bool
set_pragmas(struct db *db, enum db_mode mode, int cache_kib, struct err *err)
{
	char cache[64];

	snprintf(cache, sizeof(cache), "PRAGMA cache_size=-%d", cache_kib);
	return exec(db, mode == DB_BULK_NEW ? bulk_pragmas : work_pragmas, err) &&
		exec(db, cache, err);
}

/*
 * The first bytes, read through the engine's own descriptor: opening the file a second time would drop this
 * process's POSIX locks on it when that is closed. No lock is taken and no log is looked at yet.
 */
static bool
check_header(struct db *db, const char *path, const struct file_facts *facts, struct err *err)
{
	uint8_t header[HEADER_BYTES] = {0};
	sqlite3_file *file = NULL;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (file == NULL || file->pMethods == NULL)
		return err_set(err, ERR_IO, _("打不开 %s: %s"), path, strerror(EIO));
	int rc = file->pMethods->xRead(file, header, sizeof(header), 0);

	if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
		return fail(db, rc, err) || err_at(err, "%s", path);
	return header_check(
		header, rc == SQLITE_OK ? sizeof(header) : 0, facts, path, SCHEMA_VERSION, err);
}

/* Opens the handle alone: nothing is read, locked or made (but a new bulk file). */
static bool
open_handle(struct db *db, const char *path, enum db_mode mode, struct err *err)
{
	static const int flags[] = {
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_ARCHIVE] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
		[DB_BULK_NEW] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DB_SERVICE] = SQLITE_OPEN_READWRITE,
	};
	struct buf real, name;

	/* Nobody reads the library's memory statistics, and each allocation would take a lock for them. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	buf_init(&real);
	buf_init(&name);
	bool ok = os_real_path(path, &real) ||
		err_set(err, ERR_IO, _("打不开 %s: %s"), path, strerror(errno));

	if (ok && mode == DB_ARCHIVE)
		file_uri(&name, real.text);
	else
		buf_addstr(&name, real.text);
	int rc = !ok ? SQLITE_OK
		     : sqlite3_open_v2(name.text, &db->handle,
			       flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW |
				       SQLITE_OPEN_EXRESCODE,
			       NULL);

	if (rc == SQLITE_CANTOPEN && sqlite3_system_errno(db->handle) == EACCES)
		ok = err_set(err, ERR_IO,
			_("没有权限读 %s。请用数据库属主的账户运行, 或请管理员改权限"), path);
	else if (rc != SQLITE_OK)
		ok = fail(db, rc, err) || err_at(err, "%s", path);
	buf_release(&name);
	buf_release(&real);
	return ok;
}

bool
db_open(struct db **out, const char *path, enum db_mode mode, int cache_kib, struct err *err)
{
	struct file_facts facts;

	*out = NULL;
	if (!file_accept(path, mode == DB_BULK_NEW, &facts, err))
		return false;
	struct db *db = xcalloc(1, sizeof(*db));
	bool ok = open_handle(db, path, mode, err) &&
		(mode == DB_BULK_NEW || check_header(db, path, &facts, err));

	if (ok) {
		configure(db, mode);
		ok = set_pragmas(db, mode, cache_kib, err) || err_at(err, "%s", path);
	}
	if (!ok) {
		db_close(db);
		return false;
	}
	if (mode == DB_WRITE || mode == DB_ARCHIVE)
		sqlite3_set_authorizer(db->handle, authorize, NULL);
	*out = db;
	return true;
}

static bool
uses_log(struct db *db, bool *out, struct err *err)
{
	struct stmt *s = db_stmt(db, "PRAGMA journal_mode", err);

	if (s == NULL)
		return false;
	*out = db_row(s, err) && strcmp(col_peek(s), "wal") == 0;
	return db_done(s, err);
}

bool
db_use_log(struct db *db, struct err *err)
{
	bool on;

	if (!uses_log(db, &on, err) || on)
		return err->code == ERR_NONE;
	sqlite3_set_authorizer(db->handle, NULL, NULL);
	bool ok = exec(db,
		"PRAGMA locking_mode=NORMAL; PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL;"
		"PRAGMA wal_checkpoint(TRUNCATE);",
		err);

	if (db->guarded)
		sqlite3_set_authorizer(db->handle, authorize, NULL);
	return ok;
}

bool
db_probe(const char *path, struct err *err)
{
	struct file_facts facts;
	struct db db = {0};

	if (!file_accept(path, false, &facts, err))
		return false;
	bool ok = open_handle(&db, path, DB_SERVICE, err) && check_header(&db, path, &facts, err);

	sqlite3_close(db.handle);
	return ok;
}

static void
drop(struct stmt *s)
{
	cache_remove(&s->db->cache, &s->node);
	sqlite3_finalize(s->handle);
	free(s->node.text);
	free(s);
}

/* The least used go first; one that is being read, and the newest ones, which callers may hold, stay. */
static void
trim_cache(struct stmt_cache *c)
{
	struct cache_node *n = c->oldest;

	while (n != NULL && c->count > KEEP_STATEMENTS && c->bytes > DB_CACHE_BYTES) {
		struct stmt *s = (struct stmt *)n;

		n = n->newer;
		if (!s->stepping)
			drop(s);
	}
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (struct cache_node *n = db->cache.newest, *older; n != NULL; n = older) {
		older = n->older;
		drop((struct stmt *)n);
	}
	sqlite3_close(db->handle);
	free(db);
}

static bool
map_parameters(struct stmt *s, struct err *err)
{
	int count = sqlite3_bind_parameter_count(s->handle);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(s->handle, i);
		long n = name != NULL && name[0] == '$' ? strtol(name + 1, NULL, 10) : 0;

		if (n < 1 || n > MAX_PARAMS)
			return err_set(err, ERR_BUG, "placeholder %s in: %s",
				name != NULL ? name : "?", s->node.text);
		s->slot[n] = i;
	}
	return true;
}

static bool
compile(struct stmt *s, struct err *err)
{
	struct buf dialect;

	buf_init(&dialect);
	dialect_translate(&dialect, s->node.text);
	int rc = sqlite3_prepare_v3(s->db->handle, dialect.text, (int)dialect.len + 1,
		SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);

	buf_release(&dialect);
	if (rc != SQLITE_OK)
		return fail(s->db, rc, err) ||
			(err->code == ERR_BUG && err_at(err, "%s", s->node.text));
	if (s->handle == NULL)
		return err_set(err, ERR_BUG, "no statement: %s", s->node.text);
	s->columns = sqlite3_column_count(s->handle);
	s->writes = !sqlite3_stmt_readonly(s->handle) && !dialect_is_control(s->node.text);
	s->node.bytes =
		sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_MEMUSED, 0) + (int)sizeof(*s);
	return map_parameters(s, err);
}

static struct stmt *
prepare(struct db *db, const char *sql, struct err *err)
{
	struct stmt *s = xcalloc(1, sizeof(*s));

	s->db = db;
	s->node.text = xstrdup(sql);
	s->node.hash = cache_hash(sql);
	if (!compile(s, err)) {
		sqlite3_finalize(s->handle);
		free(s->node.text);
		free(s);
		return NULL;
	}
	cache_add(&db->cache, &s->node);
	trim_cache(&db->cache);
	return s;
}

static void
forget_bindings(struct stmt *s)
{
	if (s->bound)
		sqlite3_clear_bindings(s->handle);
	s->bound = false;
}

struct stmt *
db_stmt(struct db *db, const char *sql, struct err *err)
{
	struct stmt *s = (struct stmt *)cache_find(&db->cache, sql);

	if (s == NULL)
		return prepare(db, sql, err);
	if (s->stepping) {
		err_set(err, ERR_BUG, "statement used while it is being read: %s", sql);
		return NULL;
	}
	forget_bindings(s); /* of a caller that turned back before stepping */
	s->rc = SQLITE_OK;
	return s;
}

int64_t
db_cached_bytes(const struct db *db)
{
	return db->cache.bytes;
}

static sqlite3_stmt *
binding(struct stmt *s)
{
	s->bound = true;
	return s->handle;
}

static int
slot(const struct stmt *s, int n)
{
	return n >= 1 && n <= MAX_PARAMS ? s->slot[n]
					 : 0; /* 0: SQLite says so, and the statement fails */
}

static void
note(struct stmt *s, int rc)
{
	if (rc != SQLITE_OK && s->rc == SQLITE_OK)
		s->rc = rc;
}

void
bind_i64(struct stmt *s, int n, int64_t value)
{
	note(s, sqlite3_bind_int64(binding(s), slot(s, n), value));
}

void
bind_i64s(struct stmt *s, int first, const int64_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bind_i64(s, first + (int)i, values[i]);
}

void
bind_text(struct stmt *s, int n, const char *text)
{
	note(s, sqlite3_bind_text(binding(s), slot(s, n), text, -1, SQLITE_STATIC));
}

void
bind_blob(struct stmt *s, int n, const void *bytes, size_t len)
{
	note(s,
		sqlite3_bind_blob64(
			binding(s), slot(s, n), bytes != NULL ? bytes : "", len, SQLITE_STATIC));
}

void
bind_null(struct stmt *s, int n)
{
	note(s, sqlite3_bind_null(binding(s), slot(s, n)));
}

void
bind_ref(struct stmt *s, int n, int64_t id)
{
	if (id != 0)
		bind_i64(s, n, id);
	else
		bind_null(s, n);
}

static void
end(struct stmt *s)
{
	s->db->steps += sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_VM_STEP, 1);
	sqlite3_reset(s->handle);
	forget_bindings(s);
	s->stepping = false;
}

static bool
fail_statement(struct stmt *s, struct err *err)
{
	if (s->rc == SQLITE_RANGE)
		return err_set(err, ERR_BUG, "a placeholder or column that is not there, in: %s",
			s->node.text);
	return fail(s->db, s->rc, err);
}

static bool
first_step_allowed(struct stmt *s, struct err *err)
{
	if (s->rc != SQLITE_OK)
		return fail_statement(s, err);
	if (s->writes && s->db->guarded && !db_in_transaction(s->db)) {
		s->rc = SQLITE_MISUSE;
		return err_set(err, ERR_BUG, "written outside a transaction: %s", s->node.text);
	}
	return true;
}

void
db_record(struct db *db, FILE *to)
{
	db->record = to;
}

static void
record(const struct stmt *s)
{
	if (sqlite3_stmt_readonly(s->handle) != 0 && strcmp(sqlite3_sql(s->handle), "COMMIT") != 0)
		return;
	char *text = sqlite3_expanded_sql(s->handle);

	if (text != NULL)
		fprintf(s->db->record, "%zu\n%s\n", strlen(text), text);
	sqlite3_free(text);
}

bool
db_row(struct stmt *s, struct err *err)
{
	if (s->stepping ? s->rc != SQLITE_ROW : s->rc == SQLITE_DONE)
		return s->rc != SQLITE_DONE && fail_statement(s, err);
	if (!s->stepping && !first_step_allowed(s, err))
		return false;
	if (!s->stepping && s->db->record != NULL)
		record(s);
	s->stepping = true;
	s->column = 0;
	errno = 0;
	s->rc = sqlite3_step(s->handle);
	if (s->rc == SQLITE_ROW)
		return true;
	if (s->rc != SQLITE_DONE)
		fail_statement(s, err);
	end(s);
	return false;
}

bool
db_done(struct stmt *s, struct err *err)
{
	bool ok = s->rc == SQLITE_DONE || s->rc == SQLITE_ROW || s->rc == SQLITE_OK;

	if (!ok)
		fail_statement(s, err);
	end(s);
	return ok;
}

bool
db_run(struct stmt *s, struct err *err)
{
	while (db_row(s, err))
		;
	return db_done(s, err);
}

/* The number of the next column; -1 past the last one. */
static int
next_column(struct stmt *s)
{
	if (s->column < s->columns)
		return s->column++;
	s->rc = SQLITE_RANGE;
	return -1;
}

int64_t
col_i64(struct stmt *s)
{
	return sqlite3_column_int64(s->handle, next_column(s));
}

int32_t
col_int(struct stmt *s)
{
	return (int32_t)col_i64(s);
}

const char *
col_peek(struct stmt *s)
{
	const char *text = (const char *)sqlite3_column_text(s->handle, next_column(s));

	return text != NULL ? text : "";
}

const char *
col_text(struct stmt *s, struct arena *mem)
{
	int column = next_column(s);
	const char *text = (const char *)sqlite3_column_text(s->handle, column);
	int bytes = sqlite3_column_bytes(s->handle, column);

	return text != NULL ? arena_strndup(mem, text, (size_t)bytes) : "";
}

const void *
col_blob(struct stmt *s, size_t *len)
{
	int column = next_column(s);
	const void *bytes = sqlite3_column_blob(s->handle, column);

	*len = (size_t)sqlite3_column_bytes(s->handle, column);
	return bytes;
}

void
col_skip(struct stmt *s, int n)
{
	s->column += n;
}

int64_t
db_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t
db_changes_total(struct db *db)
{
	return sqlite3_total_changes64(db->handle);
}

int64_t
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

bool
db_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(db->handle) == 0;
}

const char *
db_open_read(const struct db *db)
{
	for (const struct cache_node *n = db->cache.newest; n != NULL; n = n->older)
		if (((const struct stmt *)n)->stepping)
			return n->text;
	return NULL;
}

static int
ask_to_stop(void *ctx)
{
	struct db *db = ctx;

	return db->stop(db->stop_ctx);
}

void
db_stop_when(struct db *db, bool (*stop)(void *ctx), void *ctx)
{
	enum { STEPS = 10000 }; /* a fraction of a millisecond */

	db->stop = stop;
	db->stop_ctx = ctx;
	sqlite3_progress_handler(
		db->handle, stop != NULL ? STEPS : 0, stop != NULL ? ask_to_stop : NULL, db);
}

bool
db_set_autocheckpoint(struct db *db, int pages, struct err *err)
{
	int rc = sqlite3_wal_autocheckpoint(db->handle, pages);

	return rc == SQLITE_OK || fail(db, rc, err);
}

bool
db_checkpoint_passive(struct db *db, int *log_pages, int *done_pages, struct err *err)
{
	int rc = sqlite3_wal_checkpoint_v2(
		db->handle, "main", SQLITE_CHECKPOINT_PASSIVE, log_pages, done_pages);

	/* Somebody else is at it, or the file is not in that mode: nothing to do. */
	return rc == SQLITE_OK || rc == SQLITE_BUSY || fail(db, rc, err);
}

int64_t
db_steps(const struct db *db)
{
	return db->steps;
}

int64_t
db_take_steps(struct db *db)
{
	int64_t n = db->steps - db->taken_steps;

	db->taken_steps = db->steps;
	return n;
}

const char *
db_engine_version(void)
{
	return sqlite3_libversion();
}
