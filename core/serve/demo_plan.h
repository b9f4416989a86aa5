/*
 * What comes in on each day: how many matters, when, where, of what kind. One day at a time, so that memory
 * does not grow with the number of matters.
 */
#ifndef LINLI_DEMO_PLAN_H
#define LINLI_DEMO_PLAN_H

#include "core/serve/demo_inner.h"

struct planner;

/* first: matters that are always there, by time; they count among the config's cases. */
struct planner *planner_new(struct demo *d, const struct first_case *first, int first_count);
void planner_free(struct planner *p);

/* The next day's matters by time, numbered; *count is 0 on a day without, false at the end. */
bool planner_next(struct planner *p, struct plan **plans, int *count);

/* The last numbers given on the day that planner_next() returned: calls back for each township. */
void planner_numbers(const struct planner *p,
	bool (*give)(void *ctx, int64_t town9, int32_t day, int last), void *ctx);

/* The 18-digit place of a plan. */
int64_t plan_place(const struct demo *d, const struct plan *p);

#endif
