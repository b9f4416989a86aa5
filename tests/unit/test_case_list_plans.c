/* The statements that lists are read by: their plans, and that they begin where they are told to. */
#include "tests/lib/cases.h"
#include "tests/lib/test.h"

#include "core/domain/case_list_inner.h"

static struct store *store;
static struct session city;
static struct rules rules;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(8000);

	(void)state;
	store = cases_make(test_path("plans.db"), &config);
	cases_rules(&rules);
	cases_sign_in(&city, store, &rules, 350500000000);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&city);
	store_close(store);
	arena_release(&rules.mem);
	return 0;
}

/* Sets of bounded columns: none, each alone, all. */
static const uint64_t bound_sets[] = {0, 1U << COL_STATE, 1U << COL_TIER, 1U << COL_CAT,
	1U << COL_PLACE, 1U << COL_DUE, 1U << COL_OPENED, 1U << COL_LIGHT, 1U << COL_COUNTY,
	BOUND_NOT_CAT, ~(uint64_t)0};

static void
check_plan(enum case_index index, bool backward, uint64_t bounds, bool count)
{
	struct arena mem = ARENA_INIT;
	struct buf sql;
	const char *plan, *seek;

	buf_init(&sql);
	index_sql(&sql, index, backward, bounds, count);
	if (!db_explain(store_db(store), sql.text, &mem, &plan, &err))
		fail_msg("%s: %s", sql.text, err.text);
	bool helper = index_equal(index) == COL_HELPER;
	const char *covering = arena_printf(
		&mem, "USING %sINDEX %s (", helper ? "" : "COVERING ", index_name(index));

	seek = strstr(plan, covering);
	if (seek == NULL || strstr(plan, "TEMP B-TREE") != NULL ||
		strstr(plan, "SCAN cases") != NULL)
		fail_msg("%s\n%s", sql.text, plan);
	/* The value before the key, if there is one, and both ends of the walk. */
	if (index_equal(index) >= 0)
		assert_non_null(strstr(seek, "=? AND "));
	assert_true(strstr(seek, ">?") != NULL || strstr(seek, ">(?") != NULL);
	assert_true(strstr(seek, "<?") != NULL || strstr(seek, "<(?") != NULL);
	buf_release(&sql);
	arena_release(&mem);
}

static void
test_plans(void **state)
{
	(void)state;
	for (int i = 0; i < CASE_INDEX_COUNT; i++)
		for (size_t b = 0; b < sizeof(bound_sets) / sizeof(bound_sets[0]); b++)
			for (int form = 0; form < 4; form++)
				check_plan((enum case_index)i, form % 2 != 0, bound_sets[b],
					form / 2 != 0);
}

struct seen {
	struct entry first, last;
	int count;
};

static bool
take(void *ctx, struct entry *e, struct err *unused)
{
	struct seen *seen = ctx;

	(void)unused;
	if (seen->count++ == 0)
		seen->first = *e;
	seen->last = *e;
	return true;
}

/* A value of the column before the key that has many matters. */
static int64_t
common_value(enum case_index index)
{
	static const char *const names[] = {[COL_COUNTY] = "county",
		[COL_TOWN] = "town",
		[COL_DESK] = "desk_id",
		[COL_CLERK] = "clerk_id",
		[COL_HANDLER] = "handler_id",
		[COL_UNIT] = "unit_id",
		[COL_ESTATE] = "estate_id"};
	struct arena mem = ARENA_INIT;
	int column = index_equal(index);

	if (column < 0)
		return 0;
	const char *sql = column == COL_HELPER ? "SELECT unit_id, count(*) FROM case_units WHERE "
						 "role=1 AND open=1 GROUP BY 1 ORDER BY 2 DESC"
					       : arena_printf(&mem,
							 "SELECT %s, count(*) FROM cases WHERE %s "
							 "> 0 AND state<12 GROUP BY 1"
							 " ORDER BY 2 DESC",
							 names[column], names[column]);
	struct stmt *st = db_stmt(store_db(store), sql, &err);

	assert_non_null(st);
	assert_true(db_row(st, &err));
	int64_t value = col_i64(st);

	assert_ok(db_done(st, &err), &err);
	arena_release(&mem);
	return value;
}

/*
 * A window in the middle costs what its own entries cost, wherever it lies: SQLite takes any of several
 * bounds of a column as the beginning, and the plan does not show which.
 */
static void
test_beginning(void **state)
{
	(void)state;
	static const struct bounds none = {0};

	for (int i = 0; i < CASE_INDEX_COUNT; i++)
		for (int backward = 0; backward < 2; backward++) {
			struct stream stream = {.index = (enum case_index)i,
				.equal = common_value((enum case_index)i),
				.range = {INT64_MIN, INT64_MAX}};
			struct seen seen = {.count = 0}, again = {.count = 0};
			struct window w = {.stream = &stream,
				.bounds = &none,
				.backward = backward != 0,
				.limit = 20,
				.take = take,
				.ctx = &seen};
			struct index_key middle, last;
			bool ended;

			assert_ok(index_window(&city, &w, &middle, &ended, &err), &err);
			if (ended)
				fail_msg("%s: only %d", index_name((enum case_index)i), seen.count);
			assert_int_equal(seen.count, 20);
			assert_true(seen.last.at.id == middle.id && seen.last.at.key == middle.key);
			w.from = &middle;
			w.limit = 5;
			w.ctx = &again;
			db_take_steps(store_db(store));
			assert_ok(index_window(&city, &w, &last, &ended, &err), &err);
			int64_t steps = db_take_steps(store_db(store));

			/* Some hundreds end at the same moment: SQLite seeks by the key alone and passes over them. */
			if (steps > 8000)
				fail_msg("%s %d: %d steps", index_name((enum case_index)i),
					backward, (int)steps);
			assert_true(backward ? again.first.at.key <= middle.key
					     : again.first.at.key >= middle.key);
			assert_true(again.first.at.id != middle.id);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plans),
		cmocka_unit_test(test_beginning),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
