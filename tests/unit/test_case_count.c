/* Numbers about lists: tallies against SQL, views against lists, and the terms that narrow to a value. */
#include "tests/lib/cases.h"
#include "tests/lib/test.h"

#include <stdlib.h>

#include "core/domain/case_count.h"
#include "core/domain/case_list_inner.h"

static struct store *store;
static struct rules rules;
static struct session city, county, handler, leader;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(3000);

	(void)state;
	config.seed = 9;
	store = cases_make(test_path("count.db"), &config);
	cases_rules(&rules);
	cases_sign_in(&city, store, &rules, 350500000000);
	cases_sign_in(&county, store, &rules, 350502000000);
	assert_ok(session_open(&handler, store, &rules, "u17", &err), &err);
	assert_ok(session_open(&leader, store, &rules, "u1", &err), &err);
	leader.roles = ROLE_LDR;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&city);
	session_close(&county);
	session_close(&handler);
	session_close(&leader);
	store_close(store);
	arena_release(&rules.mem);
	arena_release(&mem);
	return 0;
}

static int64_t
number(const char *sql)
{
	struct stmt *st = db_stmt(store_db(store), sql, &err);

	test_ok(st != NULL, &err, sql, __FILE__, __LINE__);
	int64_t n = db_row(st, &err) ? col_i64(st) : 0;

	assert_ok(db_done(st, &err), &err);
	return n;
}

static int64_t
count_list(struct session *s, const char *filter)
{
	struct filter_fault fault;
	struct case_list *list;
	struct case_list_count count;

	test_ok(case_list_open(&list, s, filter, NULL, NULL, &fault, &err), &err, filter, __FILE__,
		__LINE__);
	do
		assert_ok(case_list_count(list, &count, &err), &err);
	while (!count.done);
	case_list_free(list);
	return count.n;
}

static struct case_tally_row *
tally(struct session *s, const char *filter, enum case_filter_field field, size_t *n,
	int64_t *total)
{
	struct filter_fault fault;
	struct case_tally *t;
	struct case_tally_row *rows;
	bool done = false;

	assert_ok(case_tally_open(&t, s, filter, NULL, field, true, &fault, &err), &err);
	while (!done)
		assert_ok(case_tally_step(t, &done, &err), &err);
	assert_ok(case_tally_rows(t, &mem, &rows, n, total, &err), &err);
	case_tally_free(t);
	return rows;
}

/* Each row's term narrows the list to just what it counted; lights add up. */
static void
test_rows_open_their_lists(void **state)
{
	(void)state;
	static const enum case_filter_field fields[] = {CF_STATE, CF_CAT, CF_KIND, CF_TIER,
		CF_LIGHT, CF_AREA, CF_GRID, CF_ESTATE, CF_UNIT, CF_DESK, CF_CHANNEL, CF_DUE,
		CF_OPENED, CF_URGED, CF_JOINT, CF_AUTHOR};
	static const char *const filters[] = {"待办", "停车 待办", "单位:金榕 待办"};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		for (size_t f = 0; f < sizeof(filters) / sizeof(filters[0]); f++) {
			size_t n;
			int64_t total, sum = 0;
			struct case_tally_row *rows =
				tally(&county, filters[f], fields[i], &n, &total);

			assert_int_equal(total, count_list(&county, filters[f]));
			for (size_t r = 0; r < n; r++) {
				int64_t lights = 0;

				for (int l = 0; l <= LIGHT_DONE; l++)
					lights += rows[r].lights[l];
				assert_int_equal(lights, rows[r].n);
				sum += rows[r].n;
				if (rows[r].filter[0] == '\0' || r >= 12)
					continue;
				const char *narrow =
					arena_printf(&mem, "(%s) %s", filters[f], rows[r].filter);
				int64_t got = count_list(&county, narrow);

				if (got != rows[r].n)
					fail_msg(
						"%s: %d, not %d", narrow, (int)got, (int)rows[r].n);
			}
			assert_int_equal(sum, total);
			arena_reset(&mem);
		}
}

static void
test_against_sql(void **state)
{
	(void)state;
	size_t n;
	int64_t total;
	struct case_tally_row *rows = tally(&city, "待办", CF_AREA, &n, &total);

	assert_int_equal(
		n, number("SELECT count(DISTINCT county) FROM cases WHERE state<12 AND cat<>1203"));
	for (size_t i = 0; i < n; i++) {
		const char *of = arena_printf(&mem,
			"FROM cases WHERE state<12 AND cat<>1203 AND place/1000000000000=%d",
			(int)(rows[i].value / 1000000));

		assert_int_equal(rows[i].n, number(arena_printf(&mem, "SELECT count(*) %s", of)));
		assert_int_equal(rows[i].lights[LIGHT_RED],
			number(arena_printf(&mem, "SELECT count(*) %s AND due_at<1733725920", of)));
		assert_int_equal(rows[i].lights[LIGHT_YELLOW],
			number(arena_printf(&mem,
				"SELECT count(*) %s AND due_at>=1733725920 AND due_at<253402300799"
				" AND light_at<=1733725920",
				of)));
		assert_true(i == 0 || rows[i - 1].n >= rows[i].n);
		assert_string_not_equal(rows[i].label, "");
	}
	/* Below a county its townships, below a township its villages; what the unit has elsewhere comes too. */
	int towns = 0;

	rows = tally(&county, "", CF_AREA, &n, &total);
	for (size_t i = 0; i < n; i++) {
		assert_true(rows[i].value % 1000 == 0);
		towns += rows[i].value / 1000000 == 350502;
	}
	assert_int_equal(towns, 2);
	rows = tally(&county, "区划:350502001", CF_AREA, &n, &total);
	assert_true(n >= 3 && rows[0].value / 1000 == 350502001 && rows[0].value % 1000 != 0);
	rows = tally(&county, "待办", CF_DUE, &n, &total);
	for (size_t i = 1; i < n; i++)
		assert_true(rows[i - 1].value < rows[i].value);
	assert_true(rows[n - 1].value == INT64_MAX && rows[n - 1].label[0] == '\0');
}

static void
test_no_such_tally(void **state)
{
	(void)state;
	struct filter_fault fault;
	struct case_tally *t;

	assert_err(case_tally_open(&t, &city, "", NULL, CF_PHONE, false, &fault, &err), &err,
		ERR_INPUT);
	assert_err(case_tally_open(&t, &city, "(", NULL, CF_CAT, false, &fault, &err), &err,
		ERR_INPUT);
	assert_null(t);
}

static void
test_views(void **state)
{
	(void)state;
	struct session *const sessions[] = {&county, &handler, &leader};

	for (size_t i = 0; i < sizeof(sessions) / sizeof(sessions[0]); i++) {
		struct case_list_count counts[CASE_VIEWS];
		struct case_views *v;
		bool done = false;
		int steps = 0;

		assert_ok(case_views_open(&v, sessions[i], &err), &err);
		for (int round = 0; round < 2; round++) {
			for (done = false; !done; steps++)
				assert_ok(case_views_step(v, counts, &done, &err), &err);
			for (int k = 0; k < CASE_VIEWS; k++) {
				assert_int_equal(counts[k].n,
					count_list(sessions[i], case_view_filter(sessions[i], k)));
				assert_string_not_equal(case_view_name(sessions[i], k), "");
			}
			assert_true(counts[0].n > 0);
			assert_ok(case_views_refresh(v, &err), &err);
		}
		case_views_free(v);
		assert_in_range(steps, 2, 12);
	}
	assert_string_equal(case_view_filter(&leader, 0), "待办");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_open_their_lists),
		cmocka_unit_test(test_against_sql),
		cmocka_unit_test(test_no_such_tally),
		cmocka_unit_test(test_views),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
