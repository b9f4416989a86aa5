/* Where matters of the demo city come from: few grids bring many, estates more than lanes. */
#ifndef LINLI_DEMO_WHERE_H
#define LINLI_DEMO_WHERE_H

#include "core/serve/demo_inner.h"

/* An alias table over the grids (Vose): one draw and one look-up, whatever their number. */
struct where {
	const struct demo *d;
	uint32_t *keep; /* of 2^32: this one rather than the other */
	int *other;
};

void where_init(struct where *w, const struct demo *d);
void where_release(struct where *w);

/* The position of a grid. */
int where_pick(const struct where *w, struct rng *r);

/* Building, floor and flat within the plan's grid; some households write more than others. */
void where_door(const struct demo *d, struct plan *plan, struct rng *r);

#endif
