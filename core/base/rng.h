/*
 * A small deterministic generator (splitmix64) for the demo city and for property tests: the same seed
 * gives the same numbers on every machine. Never for keys: those come from libsodium.
 */
#ifndef LINLI_RNG_H
#define LINLI_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;
};

void rng_seed(struct rng *r, uint64_t seed);

/* A generator for the n-th object of a stream, independent of how many numbers earlier objects drew. */
struct rng rng_fork(const struct rng *r, uint64_t n);

uint64_t rng_next(struct rng *r);

/* 0 <= result < n, n > 0. */
uint32_t rng_below(struct rng *r, uint32_t n);

/* low <= result <= high. */
int64_t rng_range(struct rng *r, int64_t low, int64_t high);

/* True in percent of 100 draws. */
int rng_chance(struct rng *r, uint32_t percent);

#endif
