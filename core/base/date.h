/*
 * Civil dates and times of China: one zone, UTC+08:00, no daylight saving since 1991. Stored times are
 * seconds UTC; a day is counted in days since 1970-01-01 in that zone.
 */
#ifndef LINLI_DATE_H
#define LINLI_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DATE_ZONE_S = 8 * 3600, DATE_DAY_S = 86400 };

struct civil {
	int year, month, day;     /* 1-12, 1-31 */
	int hour, minute, second; /* 0-23, 0-59, 0-59 */
	int weekday;              /* 1 Monday .. 7 Sunday */
};

struct civil civil_from_utc(int64_t utc);
int64_t civil_to_utc(const struct civil *c);

/* Day number of a civil date; the date must exist (see date_exists). */
int32_t day_from_date(int year, int month, int day);
void day_to_date(int32_t day, int *year, int *month, int *day_of_month);

int32_t day_from_utc(int64_t utc);

/* The first second of that day. */
int64_t day_to_utc(int32_t day);

/* 1 Monday .. 7 Sunday. */
int day_weekday(int32_t day);

bool date_exists(int year, int month, int day);
int date_month_days(int year, int month);

/* "2024-12-09", also with '/' or '.'; the whole text must match. */
bool date_parse_day(const char *text, int32_t *day);

/*
 * A point in time: a date, then optionally 'T' or blanks and "14:32" or "14:32:05" (fractions are
 * dropped), then optionally 'Z', "+08:00" or "+0800"; without a zone it is Chinese time.
 */
bool date_parse_time(const char *text, int64_t *utc);

/*
 * What a person types for a moment near `now`, in full: "14:20" is today, "6-8" and "6-8 14:20" lie in the
 * year that brings them nearest. Anything else is copied as it is, for date_parse_time() to judge.
 */
enum { DATE_TYPED_BYTES = 64 };
void date_expand(const char *typed, int64_t now, char out[DATE_TYPED_BYTES]);

/* "2024-12-09T14:32:05+08:00"; out must have DATE_ISO_BYTES. */
enum { DATE_ISO_BYTES = 26 };
void date_format_iso(int64_t utc, char out[DATE_ISO_BYTES]);

#endif
