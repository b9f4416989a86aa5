#include "core/base/rng.h"

#include <assert.h>

void
rng_seed(struct rng *r, uint64_t seed)
{
	r->state = seed;
}

uint64_t
rng_next(struct rng *r)
{
	uint64_t z = r->state += 0x9E3779B97F4A7C15U;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
	z = (z ^ z >> 27) * 0x94D049BB133111EBU;
	return z ^ z >> 31;
}

struct rng
rng_fork(const struct rng *r, uint64_t n)
{
	struct rng child = {r->state ^ (n + 1) * 0xD1342543DE82EF95U};

	child.state = rng_next(&child);
	return child;
}

uint32_t
rng_below(struct rng *r, uint32_t n)
{
	assert(n > 0);
	return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}

int64_t
rng_range(struct rng *r, int64_t low, int64_t high)
{
	assert(low <= high);
	uint64_t span = (uint64_t)(high - low) + 1;

	return low + (int64_t)(span == 0 ? rng_next(r) : rng_next(r) % span);
}

int
rng_chance(struct rng *r, uint32_t percent)
{
	return rng_below(r, 100) < percent;
}
