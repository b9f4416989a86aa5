/*
 * A database with what belongs to it: the two clocks, the keys, the write gate and the lock that says
 * "open". One opaque handle; only *_db.c files reach through it to the statements.
 *
 * Beside the file DB stand DB.key (the keys), DB-gate (the write gate), DB-open (held shared by every process
 * that has it open, exclusively by restore and migrate) and DB-keeper (whoever keeps house).
 */
#ifndef LINLI_STORE_H
#define LINLI_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/err.h"
#include "core/db/db.h"

struct store;

struct store_config {
	const char *path;
	bool archive_ok; /* a read-only file or folder, or a copy without key, opens as an archive */
	bool frozen;     /* LINLI_NOW is set: only a demo database accepts that */
	int64_t frozen_utc;
	int cache_kib;    /* 0: the console's 2048 */
	int gate_wait_ms; /* 0: the usual ten seconds; for tests */
};

/*
 * Opens an existing database and takes its shared "open" lock. Never migrates: another schema version is
 * refused with the command to run. A file that is refused is left as it was, and nothing is made beside it.
 * Errors: IO (another program's too), CORRUPT, BUSY (restore or migrate is at work), INPUT (LINLI_NOW refused).
 */
bool store_open(struct store **out, const struct store_config *config, struct err *err);
void store_close(struct store *st);

/*
 * Makes a new database for a bulk load: tables without indexes, no journal, under a working name.
 * store_finish_new() adds the indexes, makes it durable, gives it its name and key file and opens it as
 * store_open() would; statements and the struct db of before are gone then. Neither the file nor its key may
 * exist. The bulk store is not shared and needs no gate. A store closed without finishing leaves nothing, a
 * killed one only the working file, which the next attempt replaces.
 */
bool store_create(struct store **out, const struct store_config *config, struct err *err);
bool store_finish_new(struct store *st, struct err *err);

struct db *store_db(struct store *st);
struct clock *store_clock(struct store *st);

/* Never NULL; keys->present is false in an archive that is read without its key file. */
const struct keys *store_keys(const struct store *st);
const char *store_path(const struct store *st);

/* Appends the name of a side file: "-keeper", ".key". */
void store_side_path(const struct store *st, const char *suffix, struct buf *out);

/* Civil time, seconds UTC. */
int64_t store_now(const struct store *st);

/* Opened as an archive, or held back by store_refuse_writes(). */
bool store_read_only(const struct store *st);

/* From now on begin fails with this sentence (rule set not accepted, newer schema seen). */
void store_refuse_writes(struct store *st, const char *reason);

/*
 * The write gate and BEGIN IMMEDIATE. Waits at most ten seconds in all for other writers (store_hurry: two).
 * Nothing between begin and commit may wait for a terminal, a child or a person. Every path out of it is
 * store_commit() or store_rollback(); commit that fails has rolled back. A begin within a transaction is
 * refused as a bug and leaves that transaction as it is.
 */
bool store_begin(struct store *st, struct err *err);
bool store_commit(struct store *st, struct err *err);
void store_rollback(struct store *st);

/* Between begin and commit: does another process wait at the gate? About 30 microseconds. */
bool store_is_wanted(const struct store *st);

/* The line is gone or the program is told to end: wait less for the gate from now on. */
void store_hurry(struct store *st);

/* Has another process committed since the last call? */
bool store_changed(struct store *st);

/*
 * Room on the disk: scarce below a tenth (and 10 GiB), none below a fiftieth (and 512 MiB). With none left
 * new matters are refused, so that what is there can still be worked on.
 */
enum store_room { ROOM_ENOUGH, ROOM_SCARCE, ROOM_NONE };
enum store_room store_judge_room(int percent, int64_t bytes);
enum store_room store_room(const struct store *st);

/* False with a sentence (IO) when there is none: ask before a new matter is taken in. */
bool store_has_room(const struct store *st, struct err *err);

/* settings: "" when the key is missing. The value lives in mem. */
const char *store_setting(struct store *st, const char *key, struct arena *mem, struct err *err);
bool store_set_setting(struct store *st, const char *key, const char *value, struct err *err);

/*
 * Takes the "open" lock of a database for itself, without opening it: for restore and migrate, which may
 * not run while anybody has it open. Makes the side files if they are missing. Errors: BUSY naming the
 * processes that hold it; IO.
 */
struct store_hold;
bool store_hold(struct store_hold **out, const char *path, struct err *err);
void store_hold_release(struct store_hold *hold);

/*
 * Is DB.key the key that this mark (settings, 'key_mark') stands for? For a backup that is to be restored.
 * Errors: CORRUPT when it is another one's, IO when there is none.
 */
bool store_key_fits(const char *path, const char *mark, struct err *err);

#endif
