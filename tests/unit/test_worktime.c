#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "core/domain/calendar.h"
#include "core/domain/worktime.h"

/*
 * The oracle: a window of minutes, each marked open or not by looking at the files' dates one by one, and
 * everything else found by walking from minute to minute.
 */
enum { WINDOW_DAYS = 120, WINDOW = WINDOW_DAYS * 1440 };

struct oracle {
	int32_t first_day;
	bool open[WINDOW], working[WINDOW_DAYS];
	int count[WINDOW + 1]; /* open minutes before */
};

static struct arena mem = ARENA_INIT;
static struct calendar *cal;
static struct oracle o;

static void
ignore_file(void *ctx, const char *name, const struct buf *bytes)
{
	(void)name;
	*(size_t *)ctx += bytes->len;
}

static int
load_calendar(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct yaml y;
	size_t bytes = 0;
	bool confirmed = true;

	yaml_begin(&y, &mem);
	cal = calendar_read(&y, "data/calendar", ignore_file, &bytes, &confirmed);
	assert_ok(yaml_end(&y, NULL, NULL, &err), &err);
	assert_true(cal != NULL && bytes > 2000 && !confirmed);
	return 0;
}

static int
free_calendar(void **state)
{
	(void)state;
	arena_release(&mem);
	return 0;
}

/* Written out from the notices a second time, so that the files are tested too. */
static const char *const off_days[] = {"2023-12-30", "2023-12-31", "2024-01-01", "2024-02-10",
	"2024-02-11", "2024-02-12", "2024-02-13", "2024-02-14", "2024-02-15", "2024-02-16",
	"2024-02-17", "2024-04-04", "2024-04-05", "2024-04-06", "2024-05-01", "2024-05-02",
	"2024-05-03", "2024-05-04", "2024-05-05", "2025-01-01", "2025-01-28", "2025-01-29",
	"2025-01-30", "2025-01-31", "2025-02-01", "2025-02-02", "2025-02-03", "2025-02-04",
	"2025-04-04", "2025-04-05", "2025-04-06"};
static const char *const makeup_days[] = {"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28",
	"2024-05-11", "2025-01-26", "2025-02-08", "2025-04-27"};

static bool
stands_in(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], text) == 0)
			return true;
	return false;
}

static bool
naive_working(int32_t day)
{
	int y, m, d;
	char text[32];

	day_to_date(day, &y, &m, &d);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", y, m, d);
	if (stands_in(makeup_days, sizeof(makeup_days) / sizeof(char *), text))
		return true;
	if (stands_in(off_days, sizeof(off_days) / sizeof(char *), text))
		return false;
	return day_weekday(day) <= 5;
}

static void
build_oracle(int year, int month, int day)
{
	o.first_day = day_from_date(year, month, day);
	for (int i = 0; i < WINDOW; i++) {
		int minute = i % 1440;
		bool office = (minute >= 510 && minute < 720) || (minute >= 870 && minute < 1080);

		if (minute == 0)
			o.working[i / 1440] = naive_working(o.first_day + i / 1440);
		o.open[i] = office && o.working[i / 1440];
		o.count[i + 1] = o.count[i] + o.open[i];
	}
}

static int64_t
utc_at(int minute)
{
	return day_to_utc(o.first_day) + (int64_t)minute * 60;
}

/* Walks on from *m until `want` open minutes lie before it. */
static int64_t
walk_to(int *m, int want)
{
	while (o.count[*m] < want)
		++*m;
	assert_true(*m < WINDOW);
	return utc_at(*m);
}

static int64_t
naive_wd(int start, int days)
{
	int d = start / 1440;

	if (days == 0 && (!o.working[d] || start % 1440 >= 1080))
		days = 1;
	while (days > 0)
		days -= o.working[++d];
	return utc_at(d * 1440 + 1080);
}

static int64_t
naive_cd(int start, int days)
{
	int d = start / 1440 + days;

	while (!o.working[d])
		d++;
	return utc_at((d + 1) * 1440) - 1;
}

static struct limit
limit_of(int amount, enum time_unit unit)
{
	return (struct limit){amount, unit};
}

static void
expect(int64_t got, int64_t want, const char *what, int start, int amount)
{
	char g[DATE_ISO_BYTES], w[DATE_ISO_BYTES], s[DATE_ISO_BYTES];

	if (got == want)
		return;
	date_format_iso(got, g);
	date_format_iso(want, w);
	date_format_iso(utc_at(start), s);
	fail_msg("%s %d from %s: got %s, wanted %s", what, amount, s, g, w);
}

/* Every minute of eight weeks as a start, against the walk. */
static void
check_every_start(int first, int last)
{
	static const int hours[] = {1, 60, 209, 210, 211, 240, 420, 421, 2100};
	static const int days[] = {0, 1, 2, 5, 10, 20};
	static const int dates[] = {0, 1, 3, 15, 30, 60};
	bool p = false;

	for (size_t k = 0; k < sizeof(hours) / sizeof(hours[0]); k++)
		for (int s = first, m = first; s < last; s++) {
			int64_t want = walk_to(&m, o.count[s] + hours[k]);

			expect(limit_due(cal, utc_at(s) + s % 60, limit_of(hours[k], UNIT_WH), &p),
				want, "wh", s, hours[k]);
		}
	for (int s = first; s < last; s++) {
		int64_t at = utc_at(s) + s % 60;

		for (size_t k = 0; k < 6; k++) {
			expect(limit_due(cal, at, limit_of(days[k], UNIT_WD), &p),
				naive_wd(s, days[k]), "wd", s, days[k]);
			expect(limit_due(cal, at, limit_of(dates[k], UNIT_CD), &p),
				naive_cd(s, dates[k]), "cd", s, dates[k]);
		}
		expect(limit_due(cal, at, limit_of(1440, UNIT_H), &p), utc_at(s + 1440), "h", s,
			1440);
		assert_int_equal(work_is_open(cal, at), o.open[s]);
	}
	assert_false(p);
}

static void
test_every_minute_around_spring_festival(void **state)
{
	(void)state;
	build_oracle(2024, 1, 22);
	check_every_start(0, 56 * 1440);
	build_oracle(2025, 1, 13);
	check_every_start(0, 42 * 1440);
}

static void
test_minutes_between(void **state)
{
	(void)state;
	struct rng r;

	build_oracle(2024, 1, 22);
	rng_seed(&r, 3);
	for (int i = 0; i < 300000; i++) {
		int a = (int)rng_below(&r, WINDOW), b = (int)rng_below(&r, WINDOW);
		int64_t got = work_minutes_between(cal, utc_at(a) + 59, utc_at(b), NULL);

		assert_int_equal(got, a < b ? o.count[b] - o.count[a] : 0);
	}
}

static struct limit
any_limit(struct rng *r)
{
	switch (rng_below(r, 4)) {
	case 0:
		return limit_of((int)rng_below(r, 25), UNIT_WD);
	case 1:
		return limit_of(1 + (int)rng_below(r, 3000), UNIT_WH);
	case 2:
		return limit_of((int)rng_below(r, 90), UNIT_CD);
	default:
		return limit_of(1 + (int)rng_below(r, 5000), UNIT_H);
	}
}

static int64_t
any_moment(struct rng *r)
{
	/* 2021 to 2029: before, within and after the published years */
	return rng_range(
		r, day_to_utc(day_from_date(2021, 1, 1)), day_to_utc(day_from_date(2029, 12, 31)));
}

/* A pause that ends in the minute it began changes nothing; a longer one never brings the end nearer. */
static void
test_pause_and_resume(void **state)
{
	(void)state;
	struct rng r;

	rng_seed(&r, 4);
	for (int i = 0; i < 100000; i++) {
		struct limit limit = any_limit(&r);
		int64_t start = any_moment(&r), due = limit_due(cal, start, limit, NULL);
		int64_t at = due > start ? rng_range(&r, start, due) : start;
		int64_t left = limit_minutes(cal, at, due, limit);

		if (left == 0)
			continue;
		expect(limit_resume(cal, at, left, limit, NULL), due, "resume", 0, limit.amount);
		int64_t later = at + rng_range(&r, 60, 20 * DATE_DAY_S);
		int64_t then = limit_resume(cal, later, left, limit, NULL);

		assert_true(then >= due);
		if (limit.unit == UNIT_WD || limit.unit == UNIT_WH)
			assert_int_equal(limit_minutes(cal, later, then, limit), left);
		else
			assert_true(limit_minutes(cal, later, then, limit) >= left);
	}
}

static void
test_monotony(void **state)
{
	(void)state;
	struct rng r;

	rng_seed(&r, 5);
	for (int i = 0; i < 100000; i++) {
		struct limit limit = any_limit(&r), longer = limit;
		int64_t a = any_moment(&r), b = a + rng_range(&r, 0, 40 * DATE_DAY_S);
		int64_t due = limit_due(cal, a, limit, NULL);

		longer.amount += (int)rng_below(&r, 40);
		assert_true(due >= a - 59);
		assert_true(limit_due(cal, b, limit, NULL) >= due);
		assert_true(limit_due(cal, a, longer, NULL) >= due);
		int64_t light = limit_light(cal, a, due, limit, 80);

		assert_true(light <= due && (light >= a || due <= a));
		assert_true(limit_light(cal, a, due, limit, 60) <= light);
		assert_true(work_minutes_between(cal, a, b, NULL) +
				work_minutes_between(cal, b, b + 864000, NULL) ==
			work_minutes_between(cal, a, b + 864000, NULL));
	}
}

static int64_t
at(const char *text)
{
	int64_t utc = 0;

	assert_true(date_parse_time(text, &utc));
	return utc;
}

static void
expect_due(const char *start, int amount, enum time_unit unit, const char *want)
{
	char got[DATE_ISO_BYTES];

	date_format_iso(limit_due(cal, at(start), limit_of(amount, unit), NULL), got);
	got[19] = '\0';
	assert_string_equal(got, want);
}

/* Cases that a clerk would look up on the wall calendar. */
static void
test_by_hand(void **state)
{
	(void)state;
	/* 4 working hours from a Friday afternoon run on through Monday's lunch */
	expect_due("2024-12-06 16:30", 240, UNIT_WH, "2024-12-09T11:00:00");
	/* the last half day before Spring Festival; the Sunday after it is a make-up day */
	expect_due("2024-02-09 15:00", 210, UNIT_WH, "2024-02-18T09:00:00");
	expect_due("2024-02-09 15:00", 1, UNIT_WD, "2024-02-18T18:00:00");
	expect_due("2024-02-08 09:00", 5, UNIT_WD, "2024-02-21T18:00:00");
	/* same day */
	expect_due("2024-12-09 07:00", 0, UNIT_WD, "2024-12-09T18:00:00");
	expect_due("2024-12-09 13:00", 0, UNIT_WD, "2024-12-09T18:00:00");
	expect_due("2024-12-09 17:59", 0, UNIT_WD, "2024-12-09T18:00:00");
	expect_due("2024-12-09 18:00", 0, UNIT_WD, "2024-12-10T18:00:00");
	expect_due("2024-12-07 10:00", 0, UNIT_WD, "2024-12-09T18:00:00");
	/* from a Saturday the first counted day is Monday */
	expect_due("2024-12-07 10:00", 1, UNIT_WD, "2024-12-09T18:00:00");
	expect_due("2024-12-06 10:00", 1, UNIT_WD, "2024-12-09T18:00:00");
	/* Civil Code 201: the first day is not counted. 15 days from 9 December end with the 24th. */
	expect_due("2024-12-09 00:00", 15, UNIT_CD, "2024-12-24T23:59:59");
	expect_due("2024-12-09 23:59", 15, UNIT_CD, "2024-12-24T23:59:59");
	/* Civil Code 203: a last day off moves behind the rest: Saturday to Monday, New Year to the 2nd */
	expect_due("2024-12-06 09:00", 15, UNIT_CD, "2024-12-23T23:59:59");
	expect_due("2024-12-17 09:00", 15, UNIT_CD, "2025-01-02T23:59:59");
	/* ... and past the whole Spring Festival to the day after; a make-up Sunday is a working day */
	expect_due("2024-01-26 09:00", 15, UNIT_CD, "2024-02-18T23:59:59");
	expect_due("2024-01-20 09:00", 15, UNIT_CD, "2024-02-04T23:59:59");
	/* by the hour it starts at once and rests never */
	expect_due("2024-02-10 10:00", 120, UNIT_H, "2024-02-10T12:00:00");
	/* the National Day make-up day of 2026 is a Sunday in September */
	expect_due("2026-09-18 10:00", 1, UNIT_WD, "2026-09-20T18:00:00");
}

static void
test_lights_by_hand(void **state)
{
	(void)state;
	static const struct {
		const char *start;
		int amount;
		enum time_unit unit;
		int percent;
		const char *want;
	} cases[] = {
		/* five days, 80 %: 4.8 of the 6 until Monday's close; a late start leaves less than a day at 80 % */
		{"2024-12-09 08:30", 5, UNIT_WD, 80, "2024-12-13T16:36:00"},
		{"2024-12-09 17:00", 2, UNIT_WD, 80, "2024-12-10T18:00:00"},
		/* at 60 % the percentage comes sooner: 3.6 of 6 days */
		{"2024-12-09 08:30", 5, UNIT_WD, 60, "2024-12-12T15:12:00"},
		/* one day: only the percentage */
		{"2024-12-09 08:30", 1, UNIT_WD, 80, "2024-12-10T15:12:00"},
		/* hours: two thirds */
		{"2024-12-09 08:30", 240, UNIT_WH, 80, "2024-12-09T11:10:00"},
		{"2024-12-07 08:00", 1440, UNIT_H, 60, "2024-12-08T00:00:00"},
		/* 30 calendar days, 80 %: 24.8 of 31 days after midnight */
		{"2024-12-09 00:00", 30, UNIT_CD, 80, "2025-01-02T19:12:00"},
	};
	char got[DATE_ISO_BYTES];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct limit limit = limit_of(cases[i].amount, cases[i].unit);
		int64_t start = at(cases[i].start), due = limit_due(cal, start, limit, NULL);

		date_format_iso(limit_light(cal, start, due, limit, cases[i].percent), got);
		got[19] = '\0';
		assert_string_equal(got, cases[i].want);
	}
	assert_true(limit_light(cal, 0, TIME_NEVER, limit_of(0, UNIT_NONE), 80) == TIME_NEVER);
}

static void
test_days_left_and_over(void **state)
{
	(void)state;
	int64_t due = at("2024-12-16 18:00");

	assert_int_equal(work_days_between(cal, at("2024-12-09 08:30"), due), 6);
	assert_int_equal(work_days_between(cal, at("2024-12-09 10:00"), due), 5);
	assert_int_equal(work_days_between(cal, at("2024-12-13 18:00"), due), 1);
	assert_int_equal(work_days_between(cal, due, due), 0);
	assert_int_equal(work_days_between(cal, at("2024-12-18 18:00"), due), -2);
	assert_int_equal(work_days_between(cal, at("2024-12-17 17:59"), due), 0);
}

static void
test_years_without_data(void **state)
{
	(void)state;
	bool p = false;
	struct limit far = {INT32_MAX, UNIT_WD};

	day_is_working(cal, day_from_date(2026, 12, 31), &p);
	assert_false(p);
	assert_true(day_is_working(cal, day_from_date(2027, 1, 1), &p));
	assert_true(p); /* a Friday, New Year or not */
	p = false;
	/* the notice of 2023 speaks of New Year's Eve 2022, the rest of that year is not known */
	assert_false(day_is_working(cal, day_from_date(2022, 12, 31), &p));
	assert_true(p);
	p = false;
	limit_due(cal, at("2026-12-28 10:00"), limit_of(3, UNIT_WD), &p);
	assert_false(p);
	limit_due(cal, at("2026-12-28 10:00"), limit_of(4, UNIT_WD), &p);
	assert_true(p);
	p = false;
	/* calendar days and hours do not ask about the days between */
	limit_due(cal, at("2022-12-20 10:00"), limit_of(30, UNIT_CD), &p);
	limit_due(cal, at("2030-12-20 10:00"), limit_of(30, UNIT_H), &p);
	assert_false(p);
	/* nothing is too far, and nothing takes long */
	assert_true(limit_due(cal, at("2024-12-09 10:00"), far, &p) == TIME_NEVER);
	assert_true(p);
	far.unit = UNIT_CD;
	assert_true(limit_due(cal, at("2024-12-09 10:00"), far, NULL) == TIME_NEVER);
	far.unit = UNIT_WH;
	assert_true(limit_due(cal, at("9998-12-09 10:00"), far, NULL) == TIME_NEVER);
	assert_true(
		work_minutes_between(cal, at("1970-01-01 00:00"), TIME_NEVER, NULL) > 800000000);
	for (int year = 1; year < 9990; year += 7) {
		int32_t day = day_from_date(year, 3, 1);
		int64_t start = day_to_utc(day) + 36000;
		int64_t due = limit_due(cal, start, limit_of(10, UNIT_WD), NULL);

		assert_int_equal(day_from_utc(due) - day,
			day_weekday(day) > 6           ? 12
				: day_weekday(day) > 5 ? 13
						       : 14);
	}
}

/* A calendar without any file, and one with a year missing in between. */
static void
test_calendars_with_gaps(void **state)
{
	(void)state;
	static const int years[] = {2024, 2026};
	static const struct calendar_day days[] = {
		{19723, false, {"元旦", "New Year"}}, /* 2024-01-01 */
		{20454, false, {"元旦", "New Year"}}, /* 2026-01-01 */
	};
	struct arena a = ARENA_INIT;
	struct calendar_data data = {.spans = {{540, 1020}}, .span_count = 1};
	struct calendar *bare = calendar_make(&a, &data);
	bool p = false;

	assert_int_equal(work_day_minutes(bare), 480);
	assert_true(day_is_working(bare, 19723, &p) && p);
	data.years = years;
	data.year_count = 2;
	data.days = days;
	data.day_count = 2;
	struct calendar *gap = calendar_make(&a, &data);

	p = false;
	assert_false(day_is_working(gap, 19723, &p));
	assert_false(p);
	assert_true(year_is_published(gap, 2024) && year_is_published(gap, 2026));
	assert_false(year_is_published(gap, 2025) || year_is_published(gap, 2027) ||
		year_is_published(bare, 2024));
	assert_true(day_is_working(gap, 20089, &p)); /* 2025-01-01, not published */
	assert_true(p);
	assert_int_equal(work_minutes_between(gap, at("2024-01-01"), at("2026-01-02"), NULL) / 480,
		work_minutes_between(bare, at("2024-01-01"), at("2026-01-02"), NULL) / 480 - 2);
	i18n_set_lang(LANG_EN);
	assert_string_equal(day_name(gap, 19723), "New Year");
	i18n_set_lang(LANG_ZH);
	assert_string_equal(day_name(gap, 19723), "元旦");
	assert_null(day_name(gap, 19724));
	arena_release(&a);
}

/* What the notices say, counted (domain 3.1). */
static void
test_published_days(void **state)
{
	(void)state;
	static const struct {
		int year, off, makeup;
	} want[] = {{2023, 26, 7}, {2024, 28, 8}, {2025, 28, 5}, {2026, 33, 6}};

	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		int off = 0, makeup = 0;
		int32_t end = day_from_date(want[i].year + 1, 1, 1);

		for (int32_t day = day_from_date(want[i].year, 1, 1); day < end; day++) {
			off += day_name(cal, day) != NULL && !day_is_makeup(cal, day);
			makeup += day_is_makeup(cal, day);
			assert_true(!day_is_makeup(cal, day) || day_weekday(day) > 5);
		}
		assert_int_equal(off, want[i].off);
		assert_int_equal(makeup, want[i].makeup);
	}
	assert_string_equal(day_name(cal, day_from_date(2026, 9, 20)), "国庆节");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_minute_around_spring_festival),
		cmocka_unit_test(test_minutes_between),
		cmocka_unit_test(test_pause_and_resume),
		cmocka_unit_test(test_monotony),
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_lights_by_hand),
		cmocka_unit_test(test_days_left_and_over),
		cmocka_unit_test(test_years_without_data),
		cmocka_unit_test(test_calendars_with_gaps),
		cmocka_unit_test(test_published_days),
	};

	i18n_init("build/locale", LANG_ZH);
	return cmocka_run_group_tests(tests, load_calendar, free_calendar);
}
