#include "core/serve/demo_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/domain/case_number.h"
#include "core/serve/demo_when.h"
#include "core/serve/demo_where.h"

enum { TWIN_PERMILLE = 32, TWIN_BACK = 24, TWIN_GAP_S = 600, NO_GRID_PERMILLE = 9 };

struct planner {
	struct demo *d;
	struct where where;
	struct when when;
	int32_t day; /* the next one, from the first */
	int64_t count, given;
	const struct first_case *first;
	int first_count, first_given;
	int *last_of_town; /* numbers given on this day */
	struct plan *plans;
	int room;
};

/* --- how it came */

struct channel_share {
	const char *code;
	int day, evening, night;
};

static int
pick_channel(const struct planner *p, int64_t at, struct rng *r)
{
	static const struct channel_share shares[] = {{"RX", 340, 400, 560}, {"WX", 170, 270, 130},
		{"XC", 120, 180, 200}, {"LF", 120, 0, 0}, {"WG", 170, 70, 5}, {"ZZ", 26, 8, 0},
		{"LD", 24, 26, 10}, {"GA", 16, 30, 90}, {"TJ", 10, 0, 0}, {"HY", 4, 16, 0}};
	enum { COUNT = sizeof(shares) / sizeof(shares[0]) };
	struct civil c = civil_from_utc(at);
	int part = mix_part_of_day(c.hour), sum = 0;
	int weight[COUNT];

	for (int i = 0; i < COUNT; i++) {
		weight[i] = part == 0 ? shares[i].night
			: part == 1   ? shares[i].day
				      : shares[i].evening;
		if (strcmp(shares[i].code, "LF") == 0 && !work_is_open(p->d->rules->calendar, at))
			weight[i] = 0;
		sum += weight[i];
	}
	int k = (int)rng_below(r, (uint32_t)sum), i = 0;

	while (k >= weight[i])
		k -= weight[i++];
	const struct choice *channel = choice_by_code(p->d->rules, CHOICE_CHANNEL, shares[i].code);

	return channel != NULL ? channel->value : 1;
}

/* --- a day */

static int
by_time(const void *a, const void *b)
{
	const struct plan *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

/* Somebody else wrote of the same an hour ago. */
static bool
repeat_earlier(const struct planner *p, int i, struct rng *r)
{
	struct plan *plan = &p->plans[i];
	int back = (int)rng_range(r, 1, TWIN_BACK);
	const struct plan *of = back <= i ? &p->plans[i - back] : NULL;

	if (rng_below(r, 1000) >= TWIN_PERMILLE || of == NULL || of->twin >= 0 || of->grid < 0 ||
		of->first != NULL || plan->at < of->at + TWIN_GAP_S)
		return false;
	plan->twin = i - back;
	plan->grid = of->grid;
	plan->town = of->town;
	plan->entry = of->entry;
	return true;
}

static void
fill_plan(const struct planner *p, int i)
{
	const struct demo *d = p->d;
	struct plan *plan = &p->plans[i];
	struct rng r = city_rng(&d->city, STREAM_CASE, plan->n),
		   weather = city_rng(&d->city, STREAM_WEATHER, 0);
	struct civil c = civil_from_utc(plan->at);
	bool storm = storm_on(&weather, day_from_utc(plan->at));

	plan->channel = pick_channel(p, plan->at, &r);
	if (!repeat_earlier(p, i, &r)) {
		plan->grid = where_pick(&p->where, &r);
		plan->town = d->city.villages[d->city.grids[plan->grid].village].town;
		plan->entry = mix_pick(
			&d->mix, d->city.grids[plan->grid].kind, c.month, c.hour, storm, &r);
	}
	where_door(d, plan, &r);
	if (plan->twin < 0 && rng_below(&r, 1000) < NO_GRID_PERMILLE) {
		plan->grid = -1;
		plan->building = -1;
	}
}

static void
number_plans(struct planner *p, int count)
{
	const struct city *c = &p->d->city;
	int32_t day = p->when.first_day + p->day;

	memset(p->last_of_town, 0, (size_t)c->town_count * sizeof(int));
	for (int i = 0; i < count; i++) {
		struct plan *plan = &p->plans[i];
		int64_t town9 = c->areas[c->towns[plan->town].area].code / 1000;

		plan->id = p->given + i + 1;
		plan->no = case_no_make(town9, day, ++p->last_of_town[plan->town]);
	}
}

static void
make_room(struct planner *p, int count)
{
	if (count > p->room) {
		p->room = count;
		p->plans = xrealloc(p->plans, (size_t)count * sizeof(*p->plans));
	}
}

/* Those that are always there join the others of their day. */
static int
add_first(struct planner *p, int32_t day, int count)
{
	for (; p->first_given < p->first_count && day_from_utc(p->first[p->first_given].at) <= day;
		p->first_given++) {
		const struct first_case *f = &p->first[p->first_given];

		make_room(p, count + 1);
		p->plans[count++] = (struct plan){.at = f->at,
			.n = f->n,
			.grid = f->grid,
			.town = p->d->city.villages[p->d->city.grids[f->grid].village].town,
			.building = f->building,
			.floor = f->floor,
			.flat = f->flat,
			.entry = f->entry,
			.channel = f->channel,
			.twin = -1,
			.first = f};
	}
	return count;
}

/* One that is merged is given the one that takes it in: earlier that day, of the same kind, listed too. */
static void
tie_first(struct planner *p, int count)
{
	for (int i = 0; i < count; i++) {
		struct plan *plan = &p->plans[i];

		if (plan->first == NULL || plan->first->state != CASE_MERGED)
			continue;
		for (int k = 0; k < i; k++)
			if (p->plans[k].first != NULL && p->plans[k].entry == plan->entry)
				plan->twin = k;
	}
}

bool
planner_next(struct planner *p, struct plan **plans, int *count)
{
	int64_t by_chance = p->count - p->first_count;

	if (p->day >= p->when.days || p->given >= p->count)
		return false;
	int32_t day = p->when.first_day + p->day;
	int64_t sum = p->when.until[p->when.days - 1],
		before = p->day > 0 ? p->when.until[p->day - 1] : 0;
	int64_t upto = by_chance * p->when.until[p->day] / sum;
	int64_t from = by_chance * before / sum;
	struct rng r = city_rng(&p->d->city, STREAM_DAY, (uint64_t)day);
	int n = (int)(upto - from);

	make_room(p, n + 1);
	for (int i = 0; i < n; i++)
		p->plans[i] = (struct plan){
			.at = when_pick(&p->when, day, &r), .n = (uint64_t)(from + i), .twin = -1};
	n = add_first(p, day, n);
	qsort(p->plans, (size_t)n, sizeof(*p->plans), by_time);
	for (int i = 0; i < n; i++)
		if (p->plans[i].first == NULL)
			fill_plan(p, i);
	tie_first(p, n);
	number_plans(p, n);
	p->given += n;
	p->day++;
	*plans = p->plans;
	*count = n;
	return true;
}

void
planner_numbers(const struct planner *p,
	bool (*give)(void *ctx, int64_t town9, int32_t day, int last), void *ctx)
{
	const struct city *c = &p->d->city;
	int32_t day = p->when.first_day + p->day - 1;

	for (int i = 0; i < c->town_count; i++)
		if (p->last_of_town[i] > 0 &&
			!give(ctx, c->areas[c->towns[i].area].code / 1000, day, p->last_of_town[i]))
			return;
}

struct planner *
planner_new(struct demo *d, const struct first_case *first, int first_count)
{
	struct planner *p = xcalloc(1, sizeof(*p));

	p->d = d;
	p->first = first;
	p->count = d->config->cases;
	p->first_count = first_count < p->count ? first_count : (int)p->count;
	p->last_of_town = xcalloc((size_t)d->city.town_count + 1, sizeof(int));
	where_init(&p->where, d);
	when_init(&p->when, d);
	return p;
}

void
planner_free(struct planner *p)
{
	if (p == NULL)
		return;
	where_release(&p->where);
	when_release(&p->when);
	free(p->last_of_town);
	free(p->plans);
	free(p);
}

int64_t
plan_place(const struct demo *d, const struct plan *p)
{
	const struct city *c = &d->city;

	if (p->building >= 0)
		return c->buildings[p->building].place;
	if (p->grid >= 0)
		return c->grids[p->grid].code * 1000;
	return place_make(c->areas[c->towns[p->town].area].code, 0, 0);
}
