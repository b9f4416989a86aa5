/* A database open in this process, as a person, for what is measured without a terminal. */
#ifndef LINLI_BENCH_SESSION_H
#define LINLI_BENCH_SESSION_H

#include "core/db/store.h"
#include "core/serve/bench_inner.h"

struct bench_house {
	struct store *store;
	struct session session;
};

enum {
	BENCH_CONSOLE_CACHE = 2048,
	BENCH_IMPORT_CACHE = 65536
}; /* KiB, as the program itself has them */

/* Errors: those of store_open() and session_open(). Close it either way, as often as you like. */
bool bench_house_open(
	struct bench_house *h, struct bench *b, const char *db, int cache_kib, struct err *err);
void bench_house_close(struct bench_house *h);

#endif
