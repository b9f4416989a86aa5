#include "core/domain/worktime.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/calendar.h"

/*
 * Working days are numbered. Within the years of the tables the number comes from a running count; before
 * and after them only weekends are known and it is a formula. So every question takes the same few
 * steps, however far apart the moments are. Moments are counted in whole minutes.
 */
struct calendar {
	struct work_span spans[CALENDAR_SPANS];
	size_t span_count;
	int day_minutes;
	int first_year, year_count; /* of the tables */
	int32_t first_day, day_count;
	const bool *published; /* by year */
	int32_t *before;       /* working days in [first_day, first_day + i), i = 0..day_count */
	uint16_t *exception;   /* 1 + index of the day's entry; 0 an ordinary day */
	const struct calendar_day *days;
};

enum { MINUTE = 60, MINUTES_A_DAY = 1440 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool
is_weekday(int64_t day)
{
	int64_t k = day + 3; /* 1969-12-29 was a Monday */

	return k - floor_div(k, 7) * 7 < 5;
}

/* Mondays to Fridays before that day, counted from the Monday of that week of 1969. */
static int64_t
weekdays_before(int64_t day)
{
	int64_t week = floor_div(day + 3, 7), rest = day + 3 - week * 7;

	return week * 5 + (rest < 5 ? rest : 5);
}

static int64_t
nth_weekday(int64_t n)
{
	int64_t week = floor_div(n, 5);

	return week * 7 + (n - week * 5) - 3;
}

/* How many working days the tables hold more than their Mondays to Fridays. */
static int64_t
surplus(const struct calendar *cal)
{
	return weekdays_before(cal->first_day) + cal->before[cal->day_count] -
		weekdays_before((int64_t)cal->first_day + cal->day_count);
}

static int64_t
number_of_day(const struct calendar *cal, int64_t day)
{
	int64_t i = day - cal->first_day;

	if (i <= 0)
		return weekdays_before(day);
	if (i >= cal->day_count)
		return weekdays_before(day) + surplus(cal);
	return weekdays_before(cal->first_day) + cal->before[i];
}

static bool
is_working(const struct calendar *cal, int64_t day)
{
	int64_t i = day - cal->first_day;

	if (i < 0 || i >= cal->day_count)
		return is_weekday(day);
	return cal->before[i + 1] > cal->before[i];
}

/* The working day that has that number: the one before which n working days lie. */
static int64_t
day_of_number(const struct calendar *cal, int64_t n)
{
	int64_t low = 0, high = cal->day_count, want = n - weekdays_before(cal->first_day);

	if (want < 0)
		return nth_weekday(n);
	if (want >= cal->before[cal->day_count])
		return nth_weekday(n - surplus(cal));
	while (high - low > 1) { /* before[low] <= want < before[high] */
		int64_t mid = (low + high) / 2;

		if (cal->before[mid] <= want)
			low = mid;
		else
			high = mid;
	}
	return cal->first_day + low;
}

bool
year_is_published(const struct calendar *cal, int year)
{
	int i = year - cal->first_year;

	return i >= 0 && i < cal->year_count && cal->published[i];
}

/* Sets *provisional when a day in [from, to] lies in a year without published holidays. */
static void
look_at(const struct calendar *cal, int64_t from, int64_t to, bool *provisional)
{
	int64_t last = (int64_t)cal->first_day + cal->day_count - 1;
	int year, end, month, day;

	if (provisional == NULL || *provisional)
		return;
	*provisional = from < cal->first_day || to > last;
	if (*provisional)
		return;
	day_to_date((int32_t)from, &year, &month, &day);
	day_to_date((int32_t)to, &end, &month, &day);
	for (; year <= end; year++)
		*provisional = *provisional || !year_is_published(cal, year);
}

bool
day_is_working(const struct calendar *cal, int32_t day, bool *provisional)
{
	look_at(cal, day, day, provisional);
	return is_working(cal, day);
}

static const struct calendar_day *
exception_of(const struct calendar *cal, int32_t day)
{
	int64_t i = (int64_t)day - cal->first_day;

	if (i < 0 || i >= cal->day_count || cal->exception[i] == 0)
		return NULL;
	return &cal->days[cal->exception[i] - 1];
}

const char *
day_name(const struct calendar *cal, int32_t day)
{
	const struct calendar_day *e = exception_of(cal, day);

	return e == NULL ? NULL : i18n_lang() == LANG_EN ? e->name.en : e->name.zh;
}

bool
day_is_makeup(const struct calendar *cal, int32_t day)
{
	const struct calendar_day *e = exception_of(cal, day);

	return e != NULL && e->working;
}

int
work_day_minutes(const struct calendar *cal)
{
	return cal->day_minutes;
}

static int64_t
minute_of(int64_t utc)
{
	return floor_div(utc, MINUTE);
}

/* Minutes of office hours before that minute of a working day. */
static int
minutes_before(const struct calendar *cal, int minute)
{
	int n = 0;

	for (size_t i = 0; i < cal->span_count && cal->spans[i].from < minute; i++)
		n += (minute < cal->spans[i].to ? minute : cal->spans[i].to) - cal->spans[i].from;
	return n;
}

static int
minute_of_day(int64_t utc, int64_t day)
{
	return (int)(minute_of(utc) - minute_of(day_to_utc((int32_t)day)));
}

/* The number of the working minute that runs, or would run next. */
static int64_t
number_of_moment(const struct calendar *cal, int64_t utc)
{
	int32_t day = day_from_utc(utc);
	int64_t n = number_of_day(cal, day) * cal->day_minutes;

	return is_working(cal, day) ? n + minutes_before(cal, minute_of_day(utc, day)) : n;
}

static int64_t
utc_of_minute(int64_t day, int minute)
{
	return day * DATE_DAY_S - DATE_ZONE_S + (int64_t)minute * MINUTE;
}

/* The first moment at which the working minute before that number has passed. */
static int64_t
moment_of_number(const struct calendar *cal, int64_t n)
{
	int64_t day_number = floor_div(n - 1, cal->day_minutes);
	int rest = (int)(n - day_number * cal->day_minutes); /* 1..day_minutes */
	size_t i = 0;

	while (rest > cal->spans[i].to - cal->spans[i].from) {
		rest -= cal->spans[i].to - cal->spans[i].from;
		i++;
	}
	return utc_of_minute(day_of_number(cal, day_number), cal->spans[i].from + rest);
}

bool
work_is_open(const struct calendar *cal, int64_t utc)
{
	int32_t day = day_from_utc(utc);
	int minute = minute_of_day(utc, day);

	if (!is_working(cal, day))
		return false;
	for (size_t i = 0; i < cal->span_count; i++)
		if (minute >= cal->spans[i].from && minute < cal->spans[i].to)
			return true;
	return false;
}

int64_t
work_minutes_between(const struct calendar *cal, int64_t from, int64_t to, bool *provisional)
{
	if (to <= from)
		return 0;
	look_at(cal, day_from_utc(from), day_from_utc(to - 1), provisional);
	return number_of_moment(cal, to) - number_of_moment(cal, from);
}

/* Dates end with the year 9999. */
static int64_t
at_most_never(int64_t utc)
{
	return utc < TIME_NEVER ? utc : TIME_NEVER;
}

int64_t
work_add_minutes(const struct calendar *cal, int64_t from, int64_t minutes, bool *provisional)
{
	if (minutes <= 0)
		return minute_of(from) * MINUTE;
	int64_t at = at_most_never(moment_of_number(cal, number_of_moment(cal, from) + minutes));

	look_at(cal, day_from_utc(from), day_from_utc(at - 1), provisional);
	return at;
}

static int64_t
close_of(const struct calendar *cal, int64_t day)
{
	return at_most_never(utc_of_minute(day, cal->spans[cal->span_count - 1].to));
}

/* The last second of that day, or of the next working day when it is a day off (Civil Code 203). */
static int64_t
end_of(const struct calendar *cal, int64_t day, bool *provisional)
{
	int64_t last = is_working(cal, day) ? day : day_of_number(cal, number_of_day(cal, day));

	look_at(cal, day, last, provisional);
	return at_most_never(utc_of_minute(last, MINUTES_A_DAY) - 1);
}

static int64_t
working_days_due(const struct calendar *cal, int64_t start, int32_t days, bool *provisional)
{
	int32_t day = day_from_utc(start);
	int64_t n = number_of_day(cal, day), last;

	if (days > 0)
		last = day_of_number(cal, n + is_working(cal, day) + days - 1);
	else
		last = day_of_number(
			cal, n + (is_working(cal, day) && start >= close_of(cal, day)));
	look_at(cal, day, last, provisional);
	return close_of(cal, last);
}

int64_t
limit_due(const struct calendar *cal, int64_t start, struct limit limit, bool *provisional)
{
	switch (limit.unit) {
	case UNIT_NONE:
		break;
	case UNIT_WD:
		return working_days_due(cal, start, limit.amount, provisional);
	case UNIT_WH:
		return work_add_minutes(cal, start, limit.amount, provisional);
	case UNIT_CD:
		return end_of(cal, (int64_t)day_from_utc(start) + limit.amount, provisional);
	case UNIT_H:
		return at_most_never((minute_of(start) + limit.amount) * MINUTE);
	}
	return TIME_NEVER;
}

static bool
in_working_time(struct limit limit)
{
	return limit.unit == UNIT_WD || limit.unit == UNIT_WH;
}

int64_t
limit_minutes(const struct calendar *cal, int64_t from, int64_t to, struct limit limit)
{
	if (to <= from || limit.unit == UNIT_NONE)
		return 0;
	if (in_working_time(limit))
		return work_minutes_between(cal, from, to, NULL);
	return minute_of(to + 1) - minute_of(from); /* the second before midnight is 24:00 */
}

int64_t
limit_resume(const struct calendar *cal, int64_t at, int64_t minutes_left, struct limit limit,
	bool *provisional)
{
	if (limit.unit == UNIT_NONE)
		return TIME_NEVER;
	if (in_working_time(limit))
		return work_add_minutes(cal, at, minutes_left, provisional);
	int64_t due = (minute_of(at) + (minutes_left > 0 ? minutes_left : 0)) * MINUTE;

	if (limit.unit == UNIT_CD && minutes_left > 0)
		return end_of(cal, day_from_utc(due - 1), provisional);
	return at_most_never(due);
}

int64_t
limit_light(const struct calendar *cal, int64_t start, int64_t due, struct limit limit, int percent)
{
	bool hours = limit.unit == UNIT_WH || limit.unit == UNIT_H;
	int64_t minutes = limit_minutes(cal, start, due, limit), at;

	if (due >= TIME_NEVER || due <= start || limit.unit == UNIT_NONE)
		return due;
	minutes = hours ? minutes * 2 / 3 : minutes * percent / 100;
	at = in_working_time(limit) ? work_add_minutes(cal, start, minutes, NULL)
				    : (minute_of(start) + minutes) * MINUTE;
	if (!hours && limit.amount > 1) {
		int64_t last_day =
			moment_of_number(cal, number_of_moment(cal, due) - cal->day_minutes);

		at = last_day < at ? last_day : at;
	}
	at = at < start ? start : at;
	return at < due ? at : due;
}

int32_t
work_days_between(const struct calendar *cal, int64_t from, int64_t to)
{
	if (to < from)
		return -work_days_between(cal, to, from);
	return (int32_t)(work_minutes_between(cal, from, to, NULL) / cal->day_minutes);
}

/* The years of the tables: all that are published and all that an entry lies in. */
static void
set_years(struct calendar *cal, struct arena *mem, const struct calendar_data *data)
{
	int first = INT32_MAX, last = INT32_MIN, year, month, day;

	for (size_t i = 0; i < data->year_count + data->day_count; i++) {
		if (i < data->year_count)
			year = data->years[i];
		else
			day_to_date(data->days[i - data->year_count].day, &year, &month, &day);
		first = year < first ? year : first;
		last = year > last ? year : last;
	}
	if (first > last) { /* nothing is known: an empty table anywhere */
		first = 2000;
		last = 1999;
	}
	cal->first_year = first;
	cal->year_count = last - first + 1;
	cal->first_day = day_from_date(first, 1, 1);
	cal->day_count = day_from_date(last + 1, 1, 1) - cal->first_day;
	bool *published = arena_array(mem, (size_t)cal->year_count + 1, sizeof(bool));

	for (size_t i = 0; i < data->year_count; i++)
		published[data->years[i] - first] = true;
	cal->published = published;
}

struct calendar *
calendar_make(struct arena *mem, const struct calendar_data *data)
{
	struct calendar *cal = arena_alloc(mem, sizeof(*cal));

	memcpy(cal->spans, data->spans, sizeof(cal->spans));
	cal->span_count = data->span_count;
	for (size_t i = 0; i < data->span_count; i++)
		cal->day_minutes += data->spans[i].to - data->spans[i].from;
	set_years(cal, mem, data);
	cal->days = data->days;
	cal->before = arena_array(mem, (size_t)cal->day_count + 1, sizeof(*cal->before));
	cal->exception = arena_array(mem, (size_t)cal->day_count + 1, sizeof(*cal->exception));
	for (size_t i = 0; i < data->day_count; i++)
		cal->exception[data->days[i].day - cal->first_day] = (uint16_t)(i + 1);
	for (int32_t i = 0; i < cal->day_count; i++) {
		bool working = cal->exception[i] != 0 ? data->days[cal->exception[i] - 1].working
						      : is_weekday((int64_t)cal->first_day + i);

		cal->before[i + 1] = cal->before[i] + working;
	}
	return cal;
}
