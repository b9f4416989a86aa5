/* When matters of the demo city come in: by year, season, weekday, holiday, weather and hour. */
#ifndef LINLI_DEMO_WHEN_H
#define LINLI_DEMO_WHEN_H

#include "core/serve/demo_inner.h"

struct when {
	const struct demo *d;
	int32_t first_day, days;
	int64_t *until; /* running weights of the days */
};

void when_init(struct when *w, const struct demo *d);
void when_release(struct when *w);

/* A second of that day within the three years, by the hours at which people write. */
int64_t when_pick(const struct when *w, int32_t day, struct rng *r);

#endif
