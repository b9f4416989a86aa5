#include "core/serve/demo_where.h"

#include <stdlib.h>

#include "core/base/alloc.h"

enum { ZIPF_HEAD = 40 };

/* Estates bring more than lanes, lanes more than the country. */
static int64_t
kind_rate(enum grid_kind kind)
{
	switch (kind) {
	case GRIDK_ESTATE:
		return 300;
	case GRIDK_LANES:
		return 110;
	case GRIDK_SPECIAL:
		return 90;
	case GRIDK_RURAL:
		break;
	}
	return 55;
}

/* Few grids bring many matters: the weight falls with a rank that chance gives. */
static void
weigh_grids(struct where *w, int64_t *weight)
{
	const struct city *c = &w->d->city;
	struct rng r = city_rng(c, STREAM_CHOICE, 9);

	for (int i = 0; i < c->grid_count; i++) {
		const struct city_grid *g = &c->grids[i];
		int64_t rank = rng_below(&r, (uint32_t)c->grid_count);
		int64_t rate = c->counties[c->villages[g->village].county].case_rate;

		weight[i] = 1 +
			kind_rate(g->kind) * rate * c->grid_count /
				(rank + c->grid_count / ZIPF_HEAD + 1);
	}
}

void
where_init(struct where *w, const struct demo *d)
{
	w->d = d;
	int n = d->city.grid_count, small = 0, large = 0;
	int64_t *scaled = xcalloc((size_t)n, sizeof(*scaled)), sum = 0;
	int *smalls = xcalloc((size_t)n, sizeof(int)), *larges = xcalloc((size_t)n, sizeof(int));

	weigh_grids(w, scaled);
	w->keep = xcalloc((size_t)n, sizeof(*w->keep));
	w->other = xcalloc((size_t)n, sizeof(*w->other));
	for (int i = 0; i < n; i++)
		sum += scaled[i];
	for (int i = 0; i < n; i++) {
		scaled[i] *= n;
		if (scaled[i] < sum)
			smalls[small++] = i;
		else
			larges[large++] = i;
	}
	while (small > 0 && large > 0) {
		int s = smalls[--small], l = larges[large - 1];

		w->keep[s] = (uint32_t)((scaled[s] * UINT16_MAX / sum) << 16);
		w->other[s] = l;
		scaled[l] -= sum - scaled[s];
		if (scaled[l] < sum) {
			large--;
			smalls[small++] = l;
		}
	}
	while (large > 0)
		w->keep[larges[--large]] = UINT32_MAX;
	while (small > 0)
		w->keep[smalls[--small]] = UINT32_MAX;
	free(scaled);
	free(smalls);
	free(larges);
}

int
where_pick(const struct where *w, struct rng *r)
{
	int i = (int)rng_below(r, (uint32_t)w->d->city.grid_count);

	return (uint32_t)(rng_next(r) >> 32) <= w->keep[i] ? i : w->other[i];
}

/* Some households write more than others: the flats with small numbers. */
void
where_door(const struct demo *d, struct plan *plan, struct rng *r)
{
	const struct city_grid *g = &d->city.grids[plan->grid];
	int percent = g->kind == GRIDK_ESTATE ? 88 : 45;

	plan->building = -1;
	plan->floor = (int)rng_range(r, 1, 3);
	plan->flat = (int)rng_range(r, 1, 60);
	if (g->building_count == 0 || !rng_chance(r, (uint32_t)percent))
		return;
	plan->building = g->first_building + (int)rng_below(r, (uint32_t)g->building_count);
	const struct city_building *b = &d->city.buildings[plan->building];
	int64_t u = rng_below(r, 1000), flats = b->households / b->floors;
	int nth = (int)(b->households * u * u / 1000000);

	plan->floor = nth / (int)(flats > 0 ? flats : 1) + 1;
	plan->flat = nth % (int)(flats > 0 ? flats : 1) + 1;
}

void
where_release(struct where *w)
{
	free(w->keep);
	free(w->other);
}
