/*
 * A small city with cases in every state, for tests of lists, counts and look-ups: the same seed gives the
 * same rows. Names and texts are put together from a few words, so that any of them is found many times.
 */
#ifndef LINLI_TEST_CASES_H
#define LINLI_TEST_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/db/store.h"
#include "core/domain/session.h"

struct cases_config {
	uint64_t seed;
	int cases;
	int towns, villages, grids; /* per county, town, village */
	int open_permille;          /* of the cases */
	int days;                   /* that they are spread over, ending at `now` */
	int64_t now;
};

/* 13 counties x 2 towns x 3 villages x 3 grids, a fifth of the cases open, now 2024-12-09 14:32. */
struct cases_config cases_small(int cases);

/* Makes the database and opens it; the path must be new. Ends the program when that fails. */
struct store *cases_make(const char *path, const struct cases_config *config);

/* An account that sees the area of that division code: a clerk of its centre. */
void cases_sign_in(
	struct session *s, struct store *store, const struct rules *rules, int64_t division);

/* A rule set of its own: twenty categories, plain weekdays. Released with arena_release(&r->mem). */
void cases_rules(struct rules *r);

#endif
