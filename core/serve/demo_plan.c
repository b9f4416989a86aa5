#include "core/serve/demo_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/domain/case_number.h"

enum { HOURS = 24, TWIN_PERMILLE = 32, TWIN_BACK = 24, TWIN_GAP_S = 600, NO_GRID_PERMILLE = 9, ZIPF_HEAD = 40 };

struct planner {
	struct demo *d;
	/* where: an alias table over the grids (Vose) */
	uint32_t *keep;  /* of 2^32: this one rather than the other */
	int *other;
	/* when: running weights of days */
	int64_t *until;
	int32_t first_day, days, day;
	int64_t count, given;
	const struct first_case *first;
	int first_count, first_given;
	int *last_of_town; /* numbers given on this day */
	int *last_of_county;
	struct plan *plans;
	int room;
};

/* Matters by hour of the day; people call in the morning, write in the evening. */
static const int by_hour[HOURS] = {3, 2, 1, 1, 1, 2, 8, 20, 52, 60, 58, 44, 24, 18, 40, 52, 50, 44, 30, 26, 24, 18,
	10, 5};

/* --- where */

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
weigh_grids(struct planner *p, int64_t *weight)
{
	const struct city *c = &p->d->city;
	struct rng r = city_rng(c, STREAM_CHOICE, 9);

	for (int i = 0; i < c->grid_count; i++) {
		const struct city_grid *g = &c->grids[i];
		int64_t rank = rng_below(&r, (uint32_t)c->grid_count);
		int64_t rate = c->counties[c->villages[g->village].county].case_rate;

		weight[i] = 1 + kind_rate(g->kind) * rate * c->grid_count / (rank + c->grid_count / ZIPF_HEAD + 1);
	}
}

static void
build_alias(struct planner *p)
{
	int n = p->d->city.grid_count, small = 0, large = 0;
	int64_t *scaled = xcalloc((size_t)n, sizeof(*scaled)), sum = 0;
	int *smalls = xcalloc((size_t)n, sizeof(int)), *larges = xcalloc((size_t)n, sizeof(int));

	weigh_grids(p, scaled);
	p->keep = xcalloc((size_t)n, sizeof(*p->keep));
	p->other = xcalloc((size_t)n, sizeof(*p->other));
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

		p->keep[s] = (uint32_t)((scaled[s] * UINT16_MAX / sum) << 16);
		p->other[s] = l;
		scaled[l] -= sum - scaled[s];
		if (scaled[l] < sum) {
			large--;
			smalls[small++] = l;
		}
	}
	while (large > 0)
		p->keep[larges[--large]] = UINT32_MAX;
	while (small > 0)
		p->keep[smalls[--small]] = UINT32_MAX;
	free(scaled);
	free(smalls);
	free(larges);
}

static int
pick_grid(const struct planner *p, struct rng *r)
{
	int i = (int)rng_below(r, (uint32_t)p->d->city.grid_count);

	return (uint32_t)(rng_next(r) >> 32) <= p->keep[i] ? i : p->other[i];
}

/* Some households write more than others: the flats with small numbers. */
static void
pick_door(const struct demo *d, struct plan *plan, struct rng *r)
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

/* --- when */

/* More and more people write: slowly at first, steeply since the mini-programme came. In thousandths. */
static int64_t
adoption(int64_t day, int64_t days)
{
	int64_t t = days > 1 ? 1000 * day / (days - 1) : 1000, sixth = t * t / 1000 * t / 1000;

	sixth = sixth * sixth / 1000;
	return 500 + t / 2 + sixth * 16 / 10;
}

static int64_t
day_weight(const struct planner *p, int32_t day)
{
	const struct demo *d = p->d;
	static const int by_weekday[7] = {115, 106, 104, 103, 105, 78, 68};
	static const int by_month[12] = {102, 86, 98, 98, 100, 106, 110, 110, 104, 98, 98, 100};
	int year, month, mday;
	struct rng weather = city_rng(&d->city, STREAM_WEATHER, 0);
	int64_t w = by_weekday[day_weekday(day) - 1];

	day_to_date(day, &year, &month, &mday);
	w = w * by_month[month - 1] * adoption(day - p->first_day, p->days) / 100;
	if (day_name(d->rules->calendar, day) != NULL && !day_is_makeup(d->rules->calendar, day))
		w = w * 7 / 10;
	if (storm_on(&weather, day))
		w = w * 9 / 4;
	return w;
}

/* Of the first and last day only a part counts. */
static int64_t
part_of_day(const struct planner *p, int32_t day)
{
	int64_t sum = 0, all = 0, from = day_to_utc(day);

	for (int h = 0; h < HOURS; h++) {
		int64_t begin = from + h * 3600, end = begin + 3600;
		int64_t low = begin > p->d->start ? begin : p->d->start, high = end < p->d->end ? end : p->d->end;

		all += by_hour[h] * 3600;
		sum += high > low ? by_hour[h] * (high - low) : 0;
	}
	return sum * 1000 / all;
}

static void
weigh_days(struct planner *p)
{
	int64_t sum = 0;

	p->until = xcalloc((size_t)p->days, sizeof(*p->until));
	for (int32_t i = 0; i < p->days; i++) {
		int64_t part = i == 0 || i == p->days - 1 ? part_of_day(p, p->first_day + i) : 1000;

		sum += day_weight(p, p->first_day + i) * part / 1000;
		p->until[i] = sum;
	}
}

/* A second of that day within the three years, by the hours people call. */
static int64_t
pick_time(const struct planner *p, int32_t day, struct rng *r)
{
	static const int all = 593; /* sum of by_hour */
	int64_t from = day_to_utc(day), at = from;

	for (int tries = 0; tries < 64; tries++) {
		int k = (int)rng_below(r, all), h = 0;

		while (k >= by_hour[h])
			k -= by_hour[h++];
		at = from + h * 3600 + (int64_t)rng_below(r, 3600);
		if (at >= p->d->start && at < p->d->end)
			return at;
	}
	return p->d->end - 1 - (int64_t)rng_below(r, 60);
}

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
		weight[i] = part == 0 ? shares[i].night : part == 1 ? shares[i].day : shares[i].evening;
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

	if (rng_below(r, 1000) >= TWIN_PERMILLE || of == NULL || of->twin >= 0 || of->grid < 0 || of->first != NULL ||
		plan->at < of->at + TWIN_GAP_S)
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
	struct rng r = city_rng(&d->city, STREAM_CASE, plan->n), weather = city_rng(&d->city, STREAM_WEATHER, 0);
	struct civil c = civil_from_utc(plan->at);
	bool storm = storm_on(&weather, day_from_utc(plan->at));

	plan->channel = pick_channel(p, plan->at, &r);
	if (!repeat_earlier(p, i, &r)) {
		plan->grid = pick_grid(p, &r);
		plan->town = d->city.villages[d->city.grids[plan->grid].village].town;
		plan->entry = mix_pick(&d->mix, d->city.grids[plan->grid].kind, c.month, c.hour, storm, &r);
	}
	pick_door(d, plan, &r);
	if (plan->twin < 0 && rng_below(&r, 1000) < NO_GRID_PERMILLE) {
		plan->grid = -1;
		plan->building = -1;
	}
}

static void
number_plans(struct planner *p, int count)
{
	const struct city *c = &p->d->city;
	int32_t day = p->first_day + p->day;

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
	for (; p->first_given < p->first_count && day_from_utc(p->first[p->first_given].at) <= day; p->first_given++) {
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

	if (p->day >= p->days || p->given >= p->count)
		return false;
	int32_t day = p->first_day + p->day;
	int64_t sum = p->until[p->days - 1], before = p->day > 0 ? p->until[p->day - 1] : 0;
	int64_t upto = by_chance * p->until[p->day] / sum;
	int64_t from = by_chance * before / sum;
	struct rng r = city_rng(&p->d->city, STREAM_DAY, (uint64_t)day);
	int n = (int)(upto - from);

	make_room(p, n + 1);
	for (int i = 0; i < n; i++)
		p->plans[i] = (struct plan){.at = pick_time(p, day, &r), .n = (uint64_t)(from + i), .twin = -1};
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
planner_numbers(const struct planner *p, bool (*give)(void *ctx, int64_t town9, int32_t day, int last), void *ctx)
{
	const struct city *c = &p->d->city;
	int32_t day = p->first_day + p->day - 1;

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
	p->first_day = day_from_utc(d->start);
	p->days = day_from_utc(d->end) - p->first_day + 1;
	p->last_of_town = xcalloc((size_t)d->city.town_count + 1, sizeof(int));
	build_alias(p);
	weigh_days(p);
	return p;
}

void
planner_free(struct planner *p)
{
	if (p == NULL)
		return;
	free(p->keep);
	free(p->other);
	free(p->until);
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
