/*
 * The lights of the open matters in a part of the city, read from the index of places: what trees, cards
 * and boards of areas show. A session counts what its lists show: its own area, and what its unit itself leads,
 * took in or helps with.
 */
#ifndef LINLI_GRID_LIGHTS_H
#define LINLI_GRID_LIGHTS_H

#include "core/domain/case.h"

struct light_counts {
	int of[LIGHT_DONE]; /* by enum light: green, yellow, red, grey */
};

/* Do any of these 18-digit places lie in the area that the session watches? */
bool lights_seen(const struct session *s, int64_t low, int64_t high);

/* Does it see all matters there, and not only some? */
struct place_range {
	int64_t low, high;
};
bool lights_whole(const struct session *s, const struct place_range *ranges, int count);

/* Adds the open matters of these places to the counts. */
bool lights_count(
	struct session *s, int64_t low, int64_t high, struct light_counts *out, struct err *err);

/* Calls for each open matter of these places. */
bool lights_each(struct session *s, int64_t low, int64_t high,
	void (*take)(void *ctx, int64_t place, enum light light), void *ctx, struct err *err);

/* The worst of them, and how many there are; LIGHT_GREEN and 0 where there are none. */
enum light lights_worst(const struct light_counts *counts);
int lights_sum(const struct light_counts *counts);

#endif
