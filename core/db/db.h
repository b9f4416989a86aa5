/*
 * The database, seen as prepared statements. db.c is the only file that sees sqlite3.h; a second engine
 * would be a second file behind this header.
 *
 * SQL is portable text with placeholders $1, $2, ... A comment "/ *+ name * /" (without the blanks) after
 * a table names the index to use: SQLite gets INDEXED BY name, another engine sees a comment.
 *
 * Reading:                                       Writing, inside a transaction of the store:
 *     struct stmt *s = db_stmt(db, sql, err);        struct stmt *s = db_stmt(db, sql, err);
 *     if (s == NULL) return false;                   if (s == NULL) return false;
 *     bind_i64(s, 1, id);                            bind_text(s, 1, name);
 *     while (db_row(s, err)) { col_i64(s); ... }     return db_run(s, err);
 *     return db_done(s, err);
 *
 * A statement is stepped to its end (or db_done() is called) before anything waits for a person: an open
 * read keeps the write-ahead log from being folded back.
 *
 * Every text that stands in a source of core/ is found in the library by tests/unit/test_plans.c, prepared
 * on a fresh schema and explained: a full scan or a sort fails unless the text carries / *scan* / or / *sort* /.
 * A fragment that begins like a statement but is none carries / *part* /. There is nothing to register.
 */
#ifndef LINLI_DB_H
#define LINLI_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/arena.h"
#include "core/base/err.h"

struct db;
struct stmt;

enum db_mode {
	DB_WRITE,   /* an existing database, hardened: what consoles and commands use */
	DB_ARCHIVE, /* read-only medium or copy; nothing is written beside it */
	DB_BULK_NEW, /* a missing or empty file that is filled at once: no journal until db_use_log() */
	DB_SERVICE, /* maintenance: no authorizer, ATTACH allowed (VACUUM INTO needs it) */
};

enum { DB_APPLICATION_ID = 0x4C494E4C }; /* "LINL" */

/*
 * Opens the file. Except for DB_BULK_NEW it must exist, be whole and bear the application id: that is looked
 * up in its first bytes, before anything is locked or written, so that a file that is refused is as it was.
 * Cache in KiB. Errors: IO (cannot be opened or read; a newer version's or another program's), CORRUPT (no
 * database, damaged).
 */
bool db_open(struct db **out, const char *path, enum db_mode mode, int cache_kib, struct err *err);
void db_close(struct db *db);

/* The looking alone: would db_open() take this file? Leaves nothing behind. */
bool db_probe(const char *path, struct err *err);

/* How long a statement waits for locks of other processes. The write gate makes this a mere net. */
enum { DB_PATIENCE_MS = 10000 }; /* after opening */
void db_set_patience(struct db *db, int wait_ms);

/*
 * Turns the file to the write-ahead log if it is not in that mode (a filled new file, a restored copy).
 * The file must not be open elsewhere.
 */
bool db_use_log(struct db *db, struct err *err);

int db_schema_version(struct db *db, struct err *err); /* -1 on error */

/* Runs a script of statements without parameters: schema steps, refused on a hardened connection. */
bool db_script(struct db *db, const char *sql, struct err *err);

/*
 * A new bulk file only, outside of a transaction: runs a script with the tables of another file of this program
 * at hand as `part`, in one transaction. For taking over what a helper process has made.
 */
bool db_take_over(struct db *db, const char *path, const char *script, struct err *err);

/*
 * The prepared statement for this text, from a cache by content; reset and unbound. NULL and err when it
 * cannot be prepared. Using a statement while it is being stepped is a bug and is refused as one. The handle
 * is good until some two dozen other texts have been asked for: the cache is bounded (see DB_CACHE_BYTES).
 */
enum { DB_CACHE_BYTES = 1 << 20 };
struct stmt *db_stmt(struct db *db, const char *sql, struct err *err);

/* What the cached statements take, about. */
int64_t db_cached_bytes(const struct db *db);

/* Texts and blobs are not copied: they must live until db_done() or db_run(). */
void bind_i64(struct stmt *s, int n, int64_t value);
void bind_i64s(struct stmt *s, int first, const int64_t *values, size_t count);
void bind_text(struct stmt *s, int n, const char *text);
void bind_blob(struct stmt *s, int n, const void *bytes, size_t len);
void bind_null(struct stmt *s, int n);

/* Binds the id, or NULL for 0: for optional references. */
void bind_ref(struct stmt *s, int n, int64_t id);

/*
 * Steps to the next row. False at the end and on error (err is set); columns restart at the first. A
 * statement that writes outside a transaction is a bug and is refused as one, except on a new bulk file.
 */
bool db_row(struct stmt *s, struct err *err);

/*
 * From now on every statement that writes, begins or commits is also put into the file before it runs, with its
 * values, as "LENGTH\nTEXT\n": for measuring what the bare statements cost. NULL ends it.
 */
void db_record(struct db *db, FILE *to);

/* Ends reading. False when stepping failed. */
bool db_done(struct stmt *s, struct err *err);

/* Steps a statement that returns no rows and ends it. */
bool db_run(struct stmt *s, struct err *err);

/*
 * The columns of the current row, in the order of the SELECT list. NULL reads as 0 and "". Reading more
 * columns than there are is a bug that db_done() reports.
 */
int64_t col_i64(struct stmt *s);
int32_t col_int(struct stmt *s);
const char *col_text(struct stmt *s, struct arena *mem); /* copied to mem */
const char *col_peek(struct stmt *s);                    /* lives until the next step */
const void *col_blob(struct stmt *s, size_t *len);       /* lives until the next step */
void col_skip(struct stmt *s, int n);

int64_t db_changes(struct db *db);       /* by the last statement */
int64_t db_changes_total(struct db *db); /* since the database was opened */
int64_t db_last_id(struct db *db);

/* A number that changes when another connection has committed; 0 on error. About 2 microseconds. */
int64_t db_data_version(struct db *db);

bool db_begin_write(struct db *db, struct err *err);
bool db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);

/* The text of a statement that is still being read, or NULL: nothing may be when a person is waited for. */
const char *db_open_read(const struct db *db);

/* Bytes of the whole database, what is still in the log included. */
bool db_size(struct db *db, int64_t *bytes, struct err *err);

/* Maintenance. All are safe to run at any time and do nothing when there is nothing to do. */
bool db_checkpoint_passive(struct db *db, int *log_pages, int *done_pages, struct err *err);
bool db_set_autocheckpoint(struct db *db, int pages, struct err *err);
bool db_analyze(struct db *db, struct err *err);
bool db_optimize(struct db *db, struct err *err); /* analyses again what has grown */

/*
 * A compact copy into a new file, taken in one read transaction while others write. DB_SERVICE only.
 * db_stop_when() is asked every few milliseconds of work and may end it (the error is BUSY then).
 */
bool db_copy_into(struct db *db, const char *path, struct err *err);
void db_stop_when(struct db *db, bool (*stop)(void *ctx), void *ctx);

/* integrity_check (or the quick form) and foreign_key_check; each finding is one call of report. */
typedef void db_report_fn(void *ctx, const char *line);
bool db_verify(struct db *db, bool quick, db_report_fn *report, void *ctx, struct err *err);

/* foreign_key_check alone. */
bool db_verify_references(struct db *db, db_report_fn *report, void *ctx, struct err *err);

/* Appends the query plan of a statement, a line a step: for the test that reads every plan. */
bool db_explain(
	struct db *db, const char *sql, struct arena *mem, const char **plan, struct err *err);

/* "3.40.1" */
const char *db_engine_version(void);

/*
 * Opcode steps of all statements that have ended, and those since the last call of db_take_steps(): how much
 * work was done, repeatable on any machine.
 */
int64_t db_steps(const struct db *db);
int64_t db_take_steps(struct db *db);

#endif
