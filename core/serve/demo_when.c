#include "core/serve/demo_when.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"

enum { HOURS = 24 };

/* Matters by hour of the day; people call in the morning, write in the evening. */
static const int by_hour[HOURS] = {
	3, 2, 1, 1, 1, 2, 8, 20, 52, 60, 58, 44, 24, 18, 40, 52, 50, 44, 30, 26, 24, 18, 10, 5};

/* More and more people write: slowly at first, steeply since the mini-programme came. In thousandths. */
static int64_t
adoption(int64_t day, int64_t days)
{
	int64_t t = days > 1 ? 1000 * day / (days - 1) : 1000, sixth = t * t / 1000 * t / 1000;

	sixth = sixth * sixth / 1000;
	return 500 + t / 2 + sixth * 16 / 10;
}

static int64_t
day_weight(const struct when *w, int32_t day)
{
	const struct demo *d = w->d;
	static const int by_weekday[7] = {115, 106, 104, 103, 105, 78, 68};
	static const int by_month[12] = {102, 86, 98, 98, 100, 106, 110, 110, 104, 98, 98, 100};
	int year, month, mday;
	struct rng weather = city_rng(&d->city, STREAM_WEATHER, 0);
	int64_t n = by_weekday[day_weekday(day) - 1];

	day_to_date(day, &year, &month, &mday);
	n = n * by_month[month - 1] * adoption(day - w->first_day, w->days) / 100;
	if (day_name(d->rules->calendar, day) != NULL && !day_is_makeup(d->rules->calendar, day))
		n = n * 7 / 10;
	if (storm_on(&weather, day))
		n = n * 9 / 4;
	return n;
}

/* Of the first and last day only a part counts. */
static int64_t
part_of_day(const struct when *w, int32_t day)
{
	int64_t sum = 0, all = 0, from = day_to_utc(day);

	for (int h = 0; h < HOURS; h++) {
		int64_t begin = from + h * 3600, end = begin + 3600;
		int64_t low = begin > w->d->start ? begin : w->d->start,
			high = end < w->d->end ? end : w->d->end;

		all += by_hour[h] * 3600;
		sum += high > low ? by_hour[h] * (high - low) : 0;
	}
	return sum * 1000 / all;
}

void
when_init(struct when *w, const struct demo *d)
{
	w->d = d;
	w->first_day = day_from_utc(d->start);
	w->days = day_from_utc(d->end) - w->first_day + 1;
	int64_t sum = 0;

	w->until = xcalloc((size_t)w->days, sizeof(*w->until));
	for (int32_t i = 0; i < w->days; i++) {
		int64_t part = i == 0 || i == w->days - 1 ? part_of_day(w, w->first_day + i) : 1000;

		sum += day_weight(w, w->first_day + i) * part / 1000;
		w->until[i] = sum;
	}
}

/* A second of that day within the three years, by the hours people call. */
int64_t
when_pick(const struct when *w, int32_t day, struct rng *r)
{
	static const int all = 593; /* sum of by_hour */
	int64_t from = day_to_utc(day);

	for (int tries = 0; tries < 64; tries++) {
		int k = (int)rng_below(r, all), h = 0;

		while (k >= by_hour[h])
			k -= by_hour[h++];
		int64_t at = from + h * 3600 + (int64_t)rng_below(r, 3600);
		if (at >= w->d->start && at < w->d->end)
			return at;
	}
	return w->d->end - 1 - (int64_t)rng_below(r, 60);
}

void
when_release(struct when *w)
{
	free(w->until);
}
