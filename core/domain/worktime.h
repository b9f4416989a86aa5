/*
 * Working time: office hours, weekends, public holidays and make-up workdays (调休).
 *
 * Limits come in four units (domain 5.3). `wd` working days: the first day does not count and the limit
 * ends at the close of the last day's office hours; 0 wd is the close of the same working day, or of the
 * next one when it began after close or on a day off. `wh` working minutes. `cd` calendar days: the first
 * day does not count, ends 24:00, and moves to the next working day when it falls on a day off (Civil Code
 * 201, 203). `h` minutes around the clock.
 *
 * Clocks count whole minutes: the seconds of a beginning are dropped, so limits end on a whole minute; 24:00
 * is kept as the last second of its day. Every answer costs the same however far apart the moments are.
 */
#ifndef LINLI_WORKTIME_H
#define LINLI_WORKTIME_H

#include <stdbool.h>
#include <stdint.h>

struct calendar;

enum time_unit { UNIT_NONE, UNIT_WD, UNIT_WH, UNIT_CD, UNIT_H };

/* amount: days for wd and cd, minutes for wh and h. UNIT_NONE: no limit. */
struct limit {
	int32_t amount;
	enum time_unit unit;
};

/* 9999-12-31: the far date of columns that may not be NULL. Larger than an enumerator may be. */
#define TIME_NEVER INT64_C(253402300799)

/*
 * Is it a working day? *provisional (may be NULL) becomes true when the year has no published holidays and
 * only weekends are known; it is never set to false.
 */
bool day_is_working(const struct calendar *cal, int32_t day, bool *provisional);

/* Have the holidays of that year been published? */
bool year_is_published(const struct calendar *cal, int year);

/* Name of the holiday, also on its make-up days, in the language of now; NULL on an ordinary day. */
const char *day_name(const struct calendar *cal, int32_t day);
bool day_is_makeup(const struct calendar *cal, int32_t day);

/* Working minutes of one full working day. */
int work_day_minutes(const struct calendar *cal);

/* Is it within office hours of a working day? */
bool work_is_open(const struct calendar *cal, int64_t utc);

/* Working minutes in [from, to), both cut to minutes; 0 when to <= from. */
int64_t work_minutes_between(
	const struct calendar *cal, int64_t from, int64_t to, bool *provisional);

/* The first moment at which that many working minutes have passed since from. */
int64_t work_add_minutes(
	const struct calendar *cal, int64_t from, int64_t minutes, bool *provisional);

/* "5wd", "3.5wh", "24h", "60cd", "0wd" as rule files write limits; false when it is anything else. */
bool limit_parse(const char *text, struct limit *out);

/* When a limit that starts now ends; TIME_NEVER for UNIT_NONE. */
int64_t limit_due(const struct calendar *cal, int64_t start, struct limit limit, bool *provisional);

/*
 * From which moment the light is yellow: percent of the clock's own minutes have passed or, where a limit
 * of several days has one working day left, whichever comes first. Clocks given in hours: at two thirds.
 */
int64_t limit_light(
	const struct calendar *cal, int64_t start, int64_t due, struct limit limit, int percent);

/*
 * Minutes of the clock's own kind between two moments: working minutes for wd and wh, minutes for cd and h.
 * What a pause keeps and a resumption adds again, and what percentages are taken of. A resumed limit in
 * calendar days ends with its last day again, which must be a working day; so pausing and resuming within
 * a minute changes nothing.
 */
int64_t limit_minutes(const struct calendar *cal, int64_t from, int64_t to, struct limit limit);
int64_t limit_resume(const struct calendar *cal, int64_t at, int64_t minutes_left,
	struct limit limit, bool *provisional);

/* Whole working days between two moments for "2 days left" and "2 days over"; negative when to < from. */
int32_t work_days_between(const struct calendar *cal, int64_t from, int64_t to);

#endif
