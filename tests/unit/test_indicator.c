/*
 * Indicators: the times of some thousand real replies, taken over as closed history, give the figures that were
 * computed of them elsewhere. The file stands beside the repository and is never part of it; without it only the
 * invented delays of the second test are used, whose figures are computed here.
 */
#include "tests/lib/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/os.h"
#include "core/base/rng.h"
#include "tests/lib/run_linli.h"

static struct buf out, msg;

/* One line of the program's own JSON: the number behind a key of the indicator. */
static double
value_of(const char *indicator, const char *key)
{
	char find[64];
	const char *at;

	snprintf(find, sizeof(find), "\"indicator\":\"%s\"", indicator);
	at = strstr(out.text, find);
	assert_non_null(at);
	snprintf(find, sizeof(find), "\"%s\":", key);
	at = strstr(at, find);
	assert_non_null(at);
	return strtod(at + strlen(find), NULL);
}

static void
expect(const char *indicator, double want, double within)
{
	double got = value_of(indicator, "value");

	if (fabs(got - want) > within)
		fail_msg("%s: %f, not %f", indicator, got, want);
}

/* A city that has only this history, of before 2021. */
static const char *
history_of(const char *file)
{
	static int count;
	char name[32];

	snprintf(name, sizeof(name), "history%d.db", ++count);
	const char *db = test_path(name);

	setenv("LINLI_NOW", "2024-12-09T14:32:00", 1);
	if (LINLI(&out, &msg, "--db", db, "--data", "data", "demo", "--cases", "1") != 0 ||
		LINLI(&out, &msg, "--db", db, "--data", "data", "import", "cases", file) != 0)
		fail_msg("%s", msg.text);
	return db;
}

static void
test_real_replies(void **state)
{
	const char *file = test_shared("messages/replies.csv");

	(void)state;
	if (file == NULL)
		skip();
	const char *db = history_of(file);

	assert_non_null(strstr(msg.text, "imported 2816"));
	assert_int_equal(LINLI(&out, &msg, "--db", db, "--data", "data", "search",
				 "受理<2021-01-01", "--indicators", "--json"),
		0);
	assert_true(value_of("cases", "numerator") == 2816);
	expect("days_p50", 11.2, 0.05);
	expect("days_p75", 22.3, 0.05);
	expect("days_p90", 41.0, 0.05);
	expect("days_p95", 67.9, 0.05);
	expect("within_15", 0.615, 0.0005);
	expect("within_60", 0.944, 0.0005);
	assert_true(value_of("days_p50", "denominator") == 2816);
}

enum { INVENTED = 997 };

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Delays of seconds up to hundreds of days, with a copy of each figure counted here. */
static void
test_invented_replies(void **state)
{
	const char *file = test_path("invented.csv");
	struct rng r;
	double days[INVENTED];
	int soon = 0;
	struct buf csv;
	struct err err = ERR_INIT;

	(void)state;
	rng_seed(&r, 5);
	buf_init(&csv);
	buf_addstr(&csv, "id,time,text,reply_time,reply\n");
	for (int i = 0; i < INVENTED; i++) {
		int64_t from = 1500000000 + (int64_t)rng_below(&r, 90000000);
		int64_t wait = (int64_t)rng_below(&r, 1U << (4 + rng_below(&r, 21)));
		struct civil a = civil_from_utc(from), b = civil_from_utc(from + wait);

		days[i] = (double)wait / DATE_DAY_S;
		soon += days[i] <= 15;
		buf_addf(&csv,
			"x%d,%04d-%02d-%02d %02d:%02d:%02d,路灯不亮,%04d-%02d-%02d %02d:%02d:%02d,修好了\n",
			i, a.year, a.month, a.day, a.hour, a.minute, a.second, b.year, b.month,
			b.day, b.hour, b.minute, b.second);
	}
	assert_ok(os_write_file(file, csv.text, csv.len, &err), &err);
	buf_release(&csv);
	qsort(days, INVENTED, sizeof(*days), by_size);
	const char *db = history_of(file);

	assert_int_equal(LINLI(&out, &msg, "--db", db, "--data", "data", "search",
				 "受理<2021-01-01", "--indicators", "--json"),
		0);
	expect("days_p50", days[INVENTED / 2], 1e-6);
	expect("days_p90", days[INVENTED * 9 / 10], 1e-6);
	expect("within_15", (double)soon / INVENTED, 1e-6);
	assert_true(value_of("within_15", "numerator") == soon);
	assert_true(value_of("on_time", "denominator") == 0);
	assert_int_equal(LINLI(&out, &msg, "--db", db, "--data", "data", "search",
				 "受理<2021-01-01", "--indicators"),
		0);
	assert_non_null(strstr(out.text, "n=997"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_real_replies),
		cmocka_unit_test(test_invented_replies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
