#include "tests/lib/test.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/domain/case_number.h"

static void
test_forms(void **state)
{
	(void)state;
	int32_t day = day_from_date(2024, 12, 9);
	int64_t no = case_no_make(350502007, day, 37);
	char out[CASE_NO_FULL_BYTES];

	case_no_full(no, out);
	assert_memory_equal(out, "350502007-241209-0037-", 22);
	case_no_brief(no, day, out);
	assert_string_equal(out, "1209-037");
	case_no_brief(no, day_from_date(2025, 1, 1), out);
	assert_string_equal(out, "24-1209-037");
	case_no_brief(case_no_make(350502007, day, 1234), day, out);
	assert_string_equal(out, "1209-1234");
	case_no_spoken(no, out);
	assert_memory_equal(out, "3505 0200 7241 2090 037", 23);
}

/* ISO 7064 MOD 11,10: the standard's own example is 0794 with check digit 5. */
static void
test_check_digit_of_the_standard(void **state)
{
	(void)state;
	assert_int_equal(mod_11_10("0794"), 5);
}

static void
test_check_digit_finds_single_errors_and_swaps(void **state)
{
	(void)state;
	struct rng r;
	int64_t no = 0;
	int32_t day = 0;
	int seq = 0;

	rng_seed(&r, 11);
	for (int round = 0; round < 3000; round++) {
		char full[CASE_NO_FULL_BYTES], digits[24];
		int n = 0;

		no = case_no_make(350500000 + rng_below(&r, 100000),
			(int32_t)rng_range(&r, 18000, 21000), (int)rng_range(&r, 1, 9999));
		int64_t want = no;

		case_no_full(no, full);
		assert_int_equal(case_no_parse(full, 20000, &no, &day, &seq), CASE_NO_FULL);
		assert_true(no == want);
		for (const char *p = full; *p != '\0'; p++)
			if (*p != '-')
				digits[n++] = *p;
		digits[n] = '\0';
		int at = (int)rng_below(&r, 20);
		char was = digits[at];

		digits[at] = (char)('0' + (was - '0' + 1 + (int)rng_below(&r, 9)) % 10);
		assert_int_equal(case_no_parse(digits, 20000, &no, &day, &seq), CASE_NO_NONE);
	}
}

static void
test_what_people_type(void **state)
{
	(void)state;
	int32_t today = day_from_date(2024, 12, 9), day;
	int64_t no;
	int seq;

	assert_int_equal(case_no_parse("1209-037", today, &no, &day, &seq), CASE_NO_DAY_SEQ);
	assert_true(day == today && seq == 37);
	assert_int_equal(case_no_parse("23-1130-1204", today, &no, &day, &seq), CASE_NO_DAY_SEQ);
	assert_true(day == day_from_date(2023, 11, 30) && seq == 1204);
	assert_int_equal(case_no_parse("0376", today, &no, &day, &seq), CASE_NO_TAIL);
	assert_int_equal(seq, 376);
	assert_int_equal(
		case_no_parse("3505020072412090037", today, &no, &day, &seq), CASE_NO_FULL);
	static const char *const bad[] = {
		"", "1332-001", "abc", "12-34", "1209-037x", "35050200724120900379999", "1209--37"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(case_no_parse(bad[i], today, &no, &day, &seq), CASE_NO_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_check_digit_of_the_standard),
		cmocka_unit_test(test_check_digit_finds_single_errors_and_swaps),
		cmocka_unit_test(test_what_people_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
