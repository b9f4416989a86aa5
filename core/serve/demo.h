/*
 * The demo city: the whole structure of Quanzhou with invented people, estates and firms, and three years of
 * matters that end now. The same seed and the same "now" give the same content; only what is drawn from
 * the key file (encrypted numbers, keyed hashes, the audit chain) differs from file to file.
 */
#ifndef LINLI_DEMO_H
#define LINLI_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/db/store.h"
#include "core/domain/rules.h"

enum { DEMO_CASES = 100000, DEMO_MOST_CASES = 20000000, DEMO_MONTHS = 36 };

struct demo_config {
	struct store_config store; /* path, clock; the file must not exist */
	const char *data_dir;
	const struct rules *rules;
	int64_t cases;
	uint64_t seed;
	bool corner; /* a corner of the city, for tests: 4 townships, 120 grids */
	/* What is being done and how far it is; may be NULL. */
	void (*progress)(void *ctx, const char *what, int64_t done, int64_t all);
	void *ctx;
};

/* An account that is easy to type. */
struct demo_account {
	const char *login, *name, *unit;
	uint32_t roles;
};

/* Where the time went, in milliseconds, and what came out. Release it in any case. */
struct demo_report {
	int64_t city_ms, cases_ms, roll_ms, finish_ms;
	int64_t cases, open, overdue, events;
	int64_t grids, stewards, units, staff;
	struct demo_account *accounts; /* the first is the first operator */
	size_t account_count;
	struct arena mem; /* holds the accounts */
};

void demo_report_release(struct demo_report *report);

/*
 * Makes the database. On failure nothing is left behind. Errors: INPUT (the file exists, a text of data/demo is
 * wrong), IO, LIMIT.
 */
bool demo_make(const struct demo_config *config, struct demo_report *report, struct err *err);

#endif
