#include "core/db/db.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/alloc.h"
#include "core/base/buf.h"
#include "core/base/i18n.h"

enum { BUCKETS = 256, MAX_PARAMS = 48, MAX_SQL_BYTES = 4 << 20 };

struct stmt {
	struct db *db;
	sqlite3_stmt *handle;
	char *text; /* as the caller wrote it: the key of the cache */
	uint64_t hash;
	struct stmt *next;
	int slot[MAX_PARAMS + 1]; /* $n -> SQLite's own numbering, which is by order of appearance */
	int column;
	int rc;
	bool stepping;
};

struct db {
	sqlite3 *handle;
	struct stmt *cache[BUCKETS];
	int64_t steps;
};

/* SQLite's code in the words of the program: what happened, what is safe, what to do. */
static bool
fail(const struct db *db, int rc, struct err *err)
{
	const char *detail = db->handle != NULL ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);

	switch (rc & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_BUSY, _("数据库正被别人占用, 没有存上。稍后再试"));
	case SQLITE_FULL:
		return err_set(err, ERR_IO, _("没有存上: 磁盘已满。原有数据完好, 请告诉管理员"));
	case SQLITE_READONLY:
		return err_set(err, ERR_IO, _("没有存上: 数据库文件是只读的"));
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return err_set(err, ERR_IO, _("数据库读写失败 (%s)"), detail);
	case SQLITE_CORRUPT:
		return err_set(err, ERR_CORRUPT,
			_("数据库文件已损坏 (%s)。请停止录入, 从备份恢复"), detail);
	case SQLITE_NOTADB:
		return err_set(err, ERR_CORRUPT, _("这个文件不是数据库"));
	case SQLITE_TOOBIG:
		return err_set(err, ERR_LIMIT, _("内容太长, 没有存上"));
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_BUSY, _("已停止"));
	case SQLITE_CONSTRAINT:
		return err_set(err, ERR_CONFLICT, _("与已有数据冲突 (%s)"), detail);
	default:
		return err_set(err, ERR_BUG, _("程序错误: %s (%d)"), detail, rc);
	}
}

/* "/ *+ name * /" -> "INDEXED BY name" */
static void
translate(struct buf *out, const char *sql)
{
	const char *hint;

	while ((hint = strstr(sql, "/*+ ")) != NULL) {
		const char *end = strstr(hint, " */");

		assert(end != NULL);
		buf_add(out, sql, (size_t)(hint - sql));
		buf_addstr(out, "INDEXED BY ");
		buf_add(out, hint + 4, (size_t)(end - hint - 4));
		sql = end + 3;
	}
	buf_addstr(out, sql);
}

const char *
db_dialect(const char *sql, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	translate(&b, sql);
	const char *copy = arena_strdup(mem, b.text);

	buf_release(&b);
	return copy;
}

/* Pragmas that a hardened connection may still use: they read, or keep house. */
static bool
pragma_allowed(const char *name, const char *argument)
{
	static const char *const reading[] = {"data_version", "user_version", "application_id",
		"quick_check", "integrity_check", "foreign_key_check", "wal_checkpoint", "optimize",
		"wal_autocheckpoint", "analysis_limit", NULL};

	for (int i = 0; reading[i] != NULL; i++)
		if (strcmp(name, reading[i]) == 0)
			return strcmp(name, "user_version") != 0 || argument == NULL;
	return false;
}

static int
authorize(void *ctx, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
	(void)ctx;
	(void)schema;
	(void)trigger;
	switch (action) {
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
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
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || fail(db, rc, err);
}

bool
db_script(struct db *db, const char *sql, struct err *err)
{
	return exec(db, sql, err);
}

static void
configure(struct db *db, enum db_mode mode)
{
	sqlite3 *h = db->handle;

	sqlite3_extended_result_codes(h, 1);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, mode != DB_BULK_NEW, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, MAX_SQL_BYTES);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, mode == DB_SERVICE ? 1 : 0);
	sqlite3_limit(h, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
	sqlite3_busy_timeout(h, 10000);
}

static const char bulk_pragmas[] =
	"PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
	"PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY;"
	"PRAGMA threads=2; PRAGMA foreign_keys=OFF;";

static const char work_pragmas[] =
	"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
	"PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864; PRAGMA cell_size_check=ON;";

static bool
set_pragmas(struct db *db, enum db_mode mode, int cache_kib, struct err *err)
{
	char cache[64];

	snprintf(cache, sizeof(cache), "PRAGMA cache_size=-%d", cache_kib);
	return exec(db, mode == DB_BULK_NEW ? bulk_pragmas : work_pragmas, err) && exec(db, cache, err);
}

static bool
read_number(struct db *db, const char *sql, int64_t *out, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	*out = db_row(s, err) ? col_i64(s) : 0;
	return db_done(s, err);
}

static bool
check_owner(struct db *db, const char *path, struct err *err)
{
	int64_t id;

	if (!read_number(db, "PRAGMA application_id", &id, err))
		return err_at(err, "%s", path);
	if (id != DB_APPLICATION_ID)
		return err_set(err, ERR_INPUT, _("%s 是别的程序的数据库, 没有动它"), path);
	return true;
}

/* Asked by name: opening it to look would drop this process's POSIX locks on it when it closes. */
static bool
check_file(const char *path, enum db_mode mode, struct err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		if (mode == DB_BULK_NEW && errno == ENOENT)
			return true;
		if (errno == ENOENT)
			return err_set(err, ERR_IO,
				_("没有数据库 %s。先用 linli init 建库, 或 linli demo 建演示城市"), path);
		return err_set(err, ERR_IO, _("打不开 %s: %s"), path, strerror(errno));
	}
	if (mode == DB_BULK_NEW)
		return err_set(err, ERR_INPUT, _("%s 已经存在, 没有覆盖"), path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_IO, _("%s 不是普通文件"), path);
	if (st.st_size == 0)
		return err_set(err, ERR_CORRUPT, _("%s 是空文件, 不是数据库"), path);
	return true;
}

bool
db_open(struct db **out, const char *path, enum db_mode mode, int cache_kib, struct err *err)
{
	static const int flags[] = {
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_ARCHIVE] = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
		[DB_BULK_NEW] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DB_SERVICE] = SQLITE_OPEN_READWRITE,
	};
	struct buf name;

	*out = NULL;
	if (!check_file(path, mode, err))
		return false;
	struct db *db = xcalloc(1, sizeof(*db));

	buf_init(&name);
	if (mode == DB_ARCHIVE)
		buf_addf(&name, "file:%s?immutable=1", path);
	else
		buf_addstr(&name, path);
	int rc = sqlite3_open_v2(name.text, &db->handle,
		flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE, NULL);

	buf_release(&name);
	bool ok = rc == SQLITE_OK || fail(db, rc, err) || err_at(err, "%s", path);

	if (ok) {
		configure(db, mode);
		ok = mode == DB_BULK_NEW || check_owner(db, path, err);
	}
	ok = ok && (set_pragmas(db, mode, cache_kib, err) || err_at(err, "%s", path));
	if (!ok) {
		db_close(db);
		return false;
	}
	if (mode == DB_WRITE || mode == DB_ARCHIVE)
		sqlite3_set_authorizer(db->handle, authorize, NULL);
	*out = db;
	return true;
}

static void
drop_statements(struct db *db)
{
	for (int i = 0; i < BUCKETS; i++) {
		for (struct stmt *s = db->cache[i], *next; s != NULL; s = next) {
			next = s->next;
			sqlite3_finalize(s->handle);
			free(s->text);
			free(s);
		}
		db->cache[i] = NULL;
	}
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	drop_statements(db);
	sqlite3_close(db->handle);
	free(db);
}

bool
db_finish_bulk(struct db *db, struct err *err)
{
	return exec(db, "PRAGMA locking_mode=NORMAL; PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL;"
			"PRAGMA wal_checkpoint(TRUNCATE);",
		err);
}

int
db_schema_version(struct db *db, struct err *err)
{
	int64_t v;

	return read_number(db, "PRAGMA user_version", &v, err) ? (int)v : -1;
}

static uint64_t
hash_text(const char *text)
{
	uint64_t h = 0xCBF29CE484222325U;

	for (; *text != '\0'; text++)
		h = (h ^ (uint8_t)*text) * 0x100000001B3U;
	return h;
}

static bool
map_parameters(struct stmt *s, struct err *err)
{
	int count = sqlite3_bind_parameter_count(s->handle);

	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(s->handle, i);
		long n = name != NULL && name[0] == '$' ? strtol(name + 1, NULL, 10) : 0;

		if (n < 1 || n > MAX_PARAMS)
			return err_set(err, ERR_BUG, "placeholder %s in: %s", name != NULL ? name : "?",
				s->text);
		s->slot[n] = i;
	}
	return true;
}

static struct stmt *
prepare(struct db *db, const char *sql, uint64_t hash, struct err *err)
{
	struct stmt *s = xcalloc(1, sizeof(*s));
	struct buf dialect;

	buf_init(&dialect);
	translate(&dialect, sql);
	s->db = db;
	s->text = xstrdup(sql);
	s->hash = hash;
	int rc = sqlite3_prepare_v3(db->handle, dialect.text, (int)dialect.len + 1,
		SQLITE_PREPARE_PERSISTENT, &s->handle, NULL);

	buf_release(&dialect);
	if (rc != SQLITE_OK || !map_parameters(s, err)) {
		if (rc != SQLITE_OK)
			fail(db, rc, err);
		sqlite3_finalize(s->handle);
		free(s->text);
		free(s);
		return NULL;
	}
	s->next = db->cache[hash % BUCKETS];
	db->cache[hash % BUCKETS] = s;
	return s;
}

struct stmt *
db_stmt(struct db *db, const char *sql, struct err *err)
{
	uint64_t hash = hash_text(sql);
	struct stmt *s = db->cache[hash % BUCKETS];

	while (s != NULL && (s->hash != hash || strcmp(s->text, sql) != 0))
		s = s->next;
	if (s == NULL)
		s = prepare(db, sql, hash, err);
	if (s == NULL)
		return NULL;
	if (s->stepping) {
		err_set(err, ERR_BUG, "statement used while it is being read: %s", s->text);
		return NULL;
	}
	s->rc = SQLITE_OK;
	return s;
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
	note(s, sqlite3_bind_int64(s->handle, s->slot[n], value));
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
	note(s, sqlite3_bind_text(s->handle, s->slot[n], text, -1, SQLITE_STATIC));
}

void
bind_blob(struct stmt *s, int n, const void *bytes, size_t len)
{
	note(s, sqlite3_bind_blob64(s->handle, s->slot[n], bytes, len, SQLITE_STATIC));
}

void
bind_null(struct stmt *s, int n)
{
	note(s, sqlite3_bind_null(s->handle, s->slot[n]));
}

void
bind_ref(struct stmt *s, int n, int64_t id)
{
	if (id != 0)
		bind_i64(s, n, id);
	else
		bind_null(s, n);
}

bool
db_row(struct stmt *s, struct err *err)
{
	if (s->rc != SQLITE_OK && s->rc != SQLITE_ROW)
		return fail(s->db, s->rc, err);
	s->stepping = true;
	s->column = 0;
	s->rc = sqlite3_step(s->handle);
	if (s->rc == SQLITE_ROW)
		return true;
	if (s->rc != SQLITE_DONE)
		fail(s->db, s->rc, err);
	return false;
}

static void
end(struct stmt *s)
{
	s->db->steps += sqlite3_stmt_status(s->handle, SQLITE_STMTSTATUS_VM_STEP, 1);
	sqlite3_reset(s->handle);
	sqlite3_clear_bindings(s->handle);
	s->stepping = false;
}

bool
db_done(struct stmt *s, struct err *err)
{
	bool ok = s->rc == SQLITE_DONE || s->rc == SQLITE_ROW || s->rc == SQLITE_OK;

	if (!ok)
		fail(s->db, s->rc, err);
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

int64_t
col_i64(struct stmt *s)
{
	return sqlite3_column_int64(s->handle, s->column++);
}

int32_t
col_int(struct stmt *s)
{
	return (int32_t)col_i64(s);
}

const char *
col_peek(struct stmt *s)
{
	const char *text = (const char *)sqlite3_column_text(s->handle, s->column++);

	return text != NULL ? text : "";
}

const char *
col_text(struct stmt *s, struct arena *mem)
{
	const char *text = (const char *)sqlite3_column_text(s->handle, s->column);
	int bytes = sqlite3_column_bytes(s->handle, s->column++);

	return text != NULL ? arena_strndup(mem, text, (size_t)bytes) : "";
}

const void *
col_blob(struct stmt *s, size_t *len)
{
	const void *bytes = sqlite3_column_blob(s->handle, s->column);

	*len = (size_t)sqlite3_column_bytes(s->handle, s->column++);
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
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t
db_data_version(struct db *db)
{
	struct err ignored = ERR_INIT;
	int64_t v;

	return read_number(db, "PRAGMA data_version", &v, &ignored) ? v : 0;
}

static bool
run_text(struct db *db, const char *sql, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	return s != NULL && db_run(s, err);
}

bool
db_begin_write(struct db *db, struct err *err)
{
	return run_text(db, "BEGIN IMMEDIATE", err);
}

bool
db_commit(struct db *db, struct err *err)
{
	return run_text(db, "COMMIT", err);
}

void
db_rollback(struct db *db)
{
	struct err ignored = ERR_INIT;

	if (db_in_transaction(db)) /* some errors have rolled back already */
		run_text(db, "ROLLBACK", &ignored);
}

bool
db_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(db->handle) == 0;
}

bool
db_checkpoint_passive(struct db *db, struct err *err)
{
	return run_text(db, "PRAGMA wal_checkpoint(PASSIVE)", err);
}

bool
db_set_autocheckpoint(struct db *db, int pages, struct err *err)
{
	int rc = sqlite3_wal_autocheckpoint(db->handle, pages);

	return rc == SQLITE_OK || fail(db, rc, err);
}

bool
db_analyze(struct db *db, struct err *err)
{
	return exec(db, "PRAGMA analysis_limit=1000; ANALYZE;", err);
}

static bool
report_rows(struct db *db, const char *sql, bool foreign_keys,
	void (*report)(void *ctx, const char *line), void *ctx, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	while (db_row(s, err)) {
		char line[300];
		const char *first = col_peek(s);

		if (foreign_keys) {
			int64_t rowid = col_i64(s);

			snprintf(line, sizeof(line), _("%s 第 %lld 行引用了不存在的 %s"), first, (long long)rowid,
				col_peek(s));
			report(ctx, line);
		} else if (strcmp(first, "ok") != 0) {
			report(ctx, first);
		}
	}
	return db_done(s, err);
}

bool
db_verify(struct db *db, bool quick, void (*report)(void *ctx, const char *line), void *ctx,
	struct err *err)
{
	return report_rows(db, quick ? "PRAGMA quick_check" : "PRAGMA integrity_check", false, report,
		       ctx, err) &&
		report_rows(db, "PRAGMA foreign_key_check", true, report, ctx, err);
}

bool
db_explain(struct db *db, const char *sql, struct arena *mem, const char **plan, struct err *err)
{
	const char *text = arena_printf(mem, "EXPLAIN QUERY PLAN %s", sql);
	struct stmt *s = db_stmt(db, text, err);
	struct buf b;

	if (s == NULL)
		return false;
	buf_init(&b);
	while (db_row(s, err)) {
		col_skip(s, 3);
		buf_addf(&b, "%s\n", col_peek(s));
	}
	*plan = arena_strdup(mem, b.text);
	buf_release(&b);
	return db_done(s, err);
}

int64_t
db_take_steps(struct db *db)
{
	int64_t n = db->steps;

	db->steps = 0;
	return n;
}

const char *
db_engine_version(void)
{
	return sqlite3_libversion();
}
