#include "core/base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days from civil and back: the era algorithm on a year that begins in March. */
int32_t
day_from_date(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return (int32_t)(era * 146097 + doe - 719468);
}

void
day_to_date(int32_t day, int *year, int *month, int *day_of_month)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day_of_month = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

int32_t
day_from_utc(int64_t utc)
{
	return (int32_t)floor_div(utc + DATE_ZONE_S, DATE_DAY_S);
}

int64_t
day_to_utc(int32_t day)
{
	return (int64_t)day * DATE_DAY_S - DATE_ZONE_S;
}

int
day_weekday(int32_t day)
{
	int w = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */

	return (w < 0 ? w + 7 : w) + 1;
}

struct civil
civil_from_utc(int64_t utc)
{
	struct civil c;
	int32_t day = day_from_utc(utc);
	int s = (int)(utc - day_to_utc(day));

	day_to_date(day, &c.year, &c.month, &c.day);
	c.hour = s / 3600;
	c.minute = s / 60 % 60;
	c.second = s % 60;
	c.weekday = day_weekday(day);
	return c;
}

int64_t
civil_to_utc(const struct civil *c)
{
	return day_to_utc(day_from_date(c->year, c->month, c->day)) + c->hour * 3600 +
		c->minute * 60 + c->second;
}

int
date_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool
date_exists(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
		day <= date_month_days(year, month);
}

/* Reads up to max digits; false when there is none. */
static bool
take_number(const char **p, int max, int *out)
{
	int n = 0;

	*out = 0;
	for (; n < max && **p >= '0' && **p <= '9'; n++, (*p)++)
		*out = *out * 10 + (**p - '0');
	return n > 0;
}

static bool
take_date(const char **p, struct civil *c)
{
	if (!take_number(p, 4, &c->year) || **p == '\0' || strchr("-/.", **p) == NULL)
		return false;
	char separator = *(*p)++;

	return take_number(p, 2, &c->month) && *(*p)++ == separator && take_number(p, 2, &c->day) &&
		date_exists(c->year, c->month, c->day);
}

static bool
take_clock(const char **p, struct civil *c)
{
	if (!take_number(p, 2, &c->hour) || *(*p)++ != ':' || !take_number(p, 2, &c->minute))
		return false;
	if (**p == ':') {
		(*p)++;
		if (!take_number(p, 2, &c->second))
			return false;
	}
	if (**p == '.') {
		int fraction;

		(*p)++;
		if (!take_number(p, 9, &fraction))
			return false;
	}
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

/* Seconds east of UTC. */
static bool
take_zone(const char **p, int *offset)
{
	int hour, minute = 0;
	char sign = **p;

	*offset = DATE_ZONE_S;
	if (sign == '\0')
		return true;
	(*p)++;
	if (sign == 'Z' || sign == 'z') {
		*offset = 0;
		return true;
	}
	if ((sign != '+' && sign != '-') || !take_number(p, 2, &hour))
		return false;
	if (**p == ':')
		(*p)++;
	if (**p != '\0' && !take_number(p, 2, &minute))
		return false;
	*offset = (hour * 60 + minute) * (sign == '-' ? -60 : 60);
	return hour <= 14 && minute < 60;
}

bool
date_parse_day(const char *text, int32_t *day)
{
	struct civil c = {0};

	if (!take_date(&text, &c) || *text != '\0')
		return false;
	*day = day_from_date(c.year, c.month, c.day);
	return true;
}

bool
date_parse_time(const char *text, int64_t *utc)
{
	struct civil c = {0};
	int offset = DATE_ZONE_S;

	if (!take_date(&text, &c))
		return false;
	if (*text == 'T' || *text == ' ') {
		while (*text == 'T' || *text == ' ')
			text++;
		if (!take_clock(&text, &c) || !take_zone(&text, &offset))
			return false;
	}
	if (*text != '\0')
		return false;
	*utc = civil_to_utc(&c) + DATE_ZONE_S - offset;
	return true;
}

/* The year in which that day of the year is nearest; this one where it does not exist in any of them. */
static int
nearest_year(const struct civil *today, int month, int day)
{
	int32_t now = day_from_date(today->year, today->month, today->day);
	int best = today->year;
	int32_t least = INT32_MAX;

	for (int year = today->year - 1; year <= today->year + 1; year++) {
		int32_t apart = date_exists(year, month, day)
			? abs(day_from_date(year, month, day) - now)
			: INT32_MAX;

		if (apart < least) {
			least = apart;
			best = year;
		}
	}
	return best;
}

void
date_expand(const char *typed, int64_t now, char out[DATE_TYPED_BYTES])
{
	struct civil today = civil_from_utc(now), c = {0};
	const char *p = typed;

	snprintf(out, DATE_TYPED_BYTES, "%s", typed);
	if (take_clock(&p, &c) && *p == '\0') {
		snprintf(out, DATE_TYPED_BYTES, "%04d-%02d-%02d %.20s", today.year % 10000,
			today.month, today.day, typed);
		return;
	}
	p = typed;
	if (!take_number(&p, 2, &c.month) || *p == '\0' || strchr("-/.", *p) == NULL)
		return;
	p++;
	if (!take_number(&p, 2, &c.day) || (*p != '\0' && *p != ' '))
		return;
	snprintf(out, DATE_TYPED_BYTES, "%04d-%02d-%02d%.20s",
		nearest_year(&today, c.month, c.day) % 10000, c.month % 100, c.day % 100, p);
}

void
date_format_iso(int64_t utc, char out[DATE_ISO_BYTES])
{
	struct civil c = civil_from_utc(utc);

	snprintf(out, DATE_ISO_BYTES, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", c.year % 10000,
		c.month, c.day, c.hour, c.minute, c.second);
}
