/* What store.c, store_open.c and store_new.c share; nobody else includes it. */
#ifndef LINLI_STORE_IMPL_H
#define LINLI_STORE_IMPL_H

#include "core/base/os.h"
#include "core/db/store.h"

enum { CONSOLE_CACHE_KIB = 2048, GATE_WAIT_MS = 10000, GATE_HURRY_MS = 2000 };

struct store {
	struct db *db;
	struct clock clock;
	struct keys keys;
	char *path;
	char *working;   /* the name of a new file until it is finished; NULL otherwise */
	uint8_t *master; /* the key of a new file until it is written; NULL otherwise */
	int gate_fd, open_fd;
	bool made_open; /* the lock file of a new database is new too */
	int gate_wait_ms;
	int cache_kib;
	int64_t data_version;
	char *log_path;
	struct os_identity file, log; /* what the names stood for when it was opened */
	char *refusal;                /* NULL: writing is allowed */
};

struct store *store_alloc(const struct store_config *config);

/* Opens (making it if need be) a side file; -1 and err on failure. */
int store_open_side(const char *path, const char *suffix, struct err *err);

/* The "open" lock of a side file that is already open; err names who holds it. */
bool store_take_open(int fd, const char *path, enum os_lock kind, struct err *err);

/* The settings row by which a database knows its key. */
extern const char store_key_setting[];

enum store_access {
	STORE_LIVE,
	STORE_ARCHIVE,
	STORE_KEYLESS /* an archive without its key file */
};

/* Opens the file, checks its version and its key. For STORE_LIVE the "open" lock is held already. */
bool store_attach(struct store *st, enum store_access access, struct err *err);

bool store_check_version(struct store *st, struct err *err);

#endif
