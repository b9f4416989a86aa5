#include "tests/lib/test.h"

#include "core/base/date.h"

static void
test_every_day_of_two_centuries(void **state)
{
	(void)state;
	int32_t day = day_from_date(1899, 12, 31);

	for (int y = 1900; y <= 2100; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= date_month_days(y, m); d++) {
				int yy, mm, dd;

				assert_int_equal(day_from_date(y, m, d), ++day);
				day_to_date(day, &yy, &mm, &dd);
				assert_true(yy == y && mm == m && dd == d);
			}
	assert_int_equal(day_from_date(1970, 1, 1), 0);
	assert_int_equal(day_weekday(day_from_date(2024, 12, 9)), 1);
	assert_int_equal(day_weekday(day_from_date(1969, 12, 28)), 7);
}

static void
test_parse_and_format(void **state)
{
	(void)state;
	static const struct {
		const char *text, *iso;
	} good[] = {
		{"2024-12-09T14:32:05", "2024-12-09T14:32:05+08:00"},
		{"2024-12-09 14:32", "2024-12-09T14:32:00+08:00"},
		{"2024/12/9 4:32", "2024-12-09T04:32:00+08:00"},
		{"2024-12-09", "2024-12-09T00:00:00+08:00"},
		{"2024-12-09T06:32:05Z", "2024-12-09T14:32:05+08:00"},
		{"2024-12-09T06:32:05.123+00:00", "2024-12-09T14:32:05+08:00"},
		{"2024-12-08T23:00:00-0700", "2024-12-09T14:00:00+08:00"},
	};
	static const char *const bad[] = {"", "2024-13-01", "2023-02-29", "2024-12-09T25:00",
		"09-12-2024x", "2024-12/09", "2024-12-09T10:00+15:00", "yesterday", "2024-12-09 "};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		int64_t utc;
		char iso[DATE_ISO_BYTES];

		assert_true(date_parse_time(good[i].text, &utc));
		date_format_iso(utc, iso);
		assert_string_equal(iso, good[i].iso);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		int64_t utc;

		assert_false(date_parse_time(bad[i], &utc));
	}
}

static void
test_what_people_type(void **state)
{
	static const struct {
		const char *typed, *full;
	} rows[] = {{"14:20", "2026-01-05 14:20"}, {"6-8", "2026-06-08"},
		{"6-8 9:05", "2026-06-08 9:05"}, {"12/28 18:00", "2025-12-28 18:00"},
		{"2026-06-08", "2026-06-08"}, {"明天", "明天"}, {"14:", "14:"},
		{"13-40", "2026-13-40"}, {"6-8x", "6-8x"}, {"", ""}};
	int64_t now;
	char out[DATE_TYPED_BYTES];

	(void)state;
	assert_true(date_parse_time("2026-01-05 10:00", &now));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		date_expand(rows[i].typed, now, out);
		assert_string_equal(out, rows[i].full);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day_of_two_centuries),
		cmocka_unit_test(test_parse_and_format),
		cmocka_unit_test(test_what_people_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
