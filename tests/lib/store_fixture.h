/* Databases for tests of the store: made, spoilt, compared, opened by somebody else. */
#ifndef LINLI_STORE_FIXTURE_H
#define LINLI_STORE_FIXTURE_H

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/db/store.h"

/* A new folder in the test's own one, and a path in it. The texts live until the program ends. */
const char *fixture_folder(const char *name);
const char *fixture_in(const char *folder, const char *file);

/* A finished, empty demo database at the path, closed again. */
void fixture_make(const char *path);

/* The same with some areas, a unit and a member of staff (ids 1) and that many matters, closed again. */
void fixture_make_cases(const char *path, int cases);

/* Opens it as a console does; fails the test when that is refused. gate_wait_ms 0: the usual. */
struct store *fixture_open(const char *path, int gate_wait_ms);

/* Inserts one matter, its texts and its first history row, in the transaction that is open. */
bool fixture_insert_case(struct db *db, int64_t id, const char *title, struct err *err);

/* Gives every matter that has no history a first line, in a transaction of its own. */
void fixture_first_events(struct store *st);

/* A number: the first column of the first row. */
int64_t fixture_number(struct db *db, const char *sql);

/* A line for every file of the folder: name, mode, size, SHA-256. What was not touched compares equal. */
void fixture_list(const char *folder, struct buf *out);

/* Overwrites bytes of a file; cuts a file. */
void fixture_patch(const char *path, long at, const void *bytes, size_t len);
void fixture_cut(const char *path, long size);

/*
 * Runs a function in a child process (as an ordinary user when the test is root: folder, with all in it, is
 * given to that user) and brings back its err. The child must not use cmocka's asserts.
 */
void fixture_as_user(
	const char *folder, void (*run)(void *ctx, struct err *err), void *ctx, struct err *err);

#endif
