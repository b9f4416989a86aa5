/* Counts by day: equal before and after folding, and to counting by SQL. */
#include "tests/lib/cases.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/domain/area.h"
#include "core/serve/roll.h"
#include "core/serve/series.h"

enum { CASES = 900, DAYS = 400 };

static struct store *store;
static struct rules rules;
static struct session city, county, town, inspector;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;
static int32_t first;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(CASES);

	(void)state;
	config.days = DAYS - 10;
	store = cases_make(test_path("series.db"), &config);
	fixture_first_events(store);
	cases_rules(&rules);
	cases_sign_in(&city, store, &rules, 350500000000);
	cases_sign_in(&county, store, &rules, 350502000000);
	cases_sign_in(&town, store, &rules, 350502001000);
	cases_sign_in(&inspector, store, &rules, 350500000000);
	inspector.roles |= ROLE_DISC;
	first = day_from_utc(config.now) - DAYS + 1;
	assert_ok(store_begin(store, &err), &err);
	assert_ok(roll_rebuild(&city, &err), &err);
	assert_ok(store_commit(store, &err), &err);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&city);
	session_close(&county);
	session_close(&town);
	session_close(&inspector);
	store_close(store);
	arena_release(&rules.mem);
	arena_release(&mem);
	return 0;
}

static struct day_counts *
series(struct session *s, const struct scope *scope)
{
	struct day_counts *out = arena_array(&mem, DAYS, sizeof(*out));
	bool behind;

	assert_ok(series_read(s, scope, first, DAYS, out, &behind, &err), &err);
	assert_false(behind);
	return out;
}

static struct day_counts
total(const struct day_counts *days)
{
	struct day_counts t = {0};

	for (int i = 0; i < DAYS; i++) {
		t.opened += days[i].opened;
		t.accepted += days[i].accepted;
		t.replied += days[i].replied;
		t.closed += days[i].closed;
		t.scored += days[i].scored;
		t.pleased += days[i].pleased;
	}
	return t;
}

static int64_t
number(const char *sql)
{
	return fixture_number(store_db(store), sql);
}

static void
check(struct session *s, const struct scope *scope, const char *condition)
{
	struct day_counts t = total(series(s, scope));

	assert_int_equal(t.opened,
		number(arena_printf(&mem, "SELECT count(*) FROM cases WHERE %s", condition)));
	assert_int_equal(t.accepted,
		number(arena_printf(
			&mem, "SELECT count(*) FROM cases WHERE accepted_at>0 AND %s", condition)));
	assert_int_equal(t.closed,
		number(arena_printf(
			&mem, "SELECT count(*) FROM cases WHERE state=12 AND %s", condition)));
	assert_int_equal(t.scored,
		number(arena_printf(&mem,
			"SELECT count(*) FROM cases WHERE state=12 AND score "
			"BETWEEN 1 AND 4 AND %s",
			condition)));
	assert_int_equal(t.pleased,
		number(arena_printf(&mem,
			"SELECT count(*) FROM cases WHERE state=12 AND score "
			"BETWEEN 1 AND 3 AND %s",
			condition)));
}

static void
test_scopes(void **state)
{
	(void)state;
	struct scope village = scope_of_place(350502001001000000),
		     elsewhere = scope_of_place(350582001001000000);
	struct day_counts none = total(series(&county, &elsewhere));

	check(&city, &city.scope, "cat<>1203");
	check(&inspector, &city.scope, "1");
	check(&city, &county.scope, "cat<>1203 AND place/1000000000000=350502");
	check(&city, &town.scope, "cat<>1203 AND place/1000000000=350502001");
	check(&city, &village, "cat<>1203 AND place/1000000=350502001001");
	check(&county, &village, "cat<>1203 AND place/1000000=350502001001");
	/* Asked for more than may be seen: what may be seen. */
	check(&county, &city.scope, "cat<>1203 AND place/1000000000000=350502");
	assert_int_equal(none.opened, 0);
}

static void
change(int64_t id, int state, int64_t at)
{
	struct stmt *st = db_stmt(store_db(store),
		"UPDATE cases SET state = $2, closed_at = $3, replied_at = $3, cat = 205, score = "
		"1 WHERE id = $1",
		&err);

	bind_i64(st, 1, id);
	bind_i64(st, 2, state);
	bind_i64(st, 3, at);
	assert_ok(db_run(st, &err), &err);
	st = db_stmt(store_db(store),
		"INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, cat, "
		"tier, place, note)"
		" SELECT $1, max(seq) + 1, 1, 1, 34, 1, 1, 1, 1, 1, '' FROM case_events WHERE "
		"case_id = $1",
		&err);
	bind_i64(st, 1, id);
	assert_ok(db_run(st, &err), &err);
}

/* Between two folds the numbers are those that the next fold will write. */
static void
test_tail(void **state)
{
	(void)state;
	struct day_counts *before = series(&city, &city.scope), *tail, *folded;
	bool left = true;
	struct rng r;

	rng_seed(&r, 8);
	assert_ok(store_begin(store, &err), &err);
	for (int i = 0; i < 300; i++)
		change(1 + rng_below(&r, CASES), rng_chance(&r, 70) ? 12 : 5,
			store_now(store) - rng_below(&r, 86400 * 30));
	assert_ok(store_commit(store, &err), &err);
	tail = series(&county, &county.scope);
	check(&city, &city.scope, "cat<>1203");
	assert_memory_not_equal(before, series(&city, &city.scope), DAYS * sizeof(*before));
	while (left)
		assert_ok(roll_fold(&city, 256, &left, &err), &err);
	folded = series(&county, &county.scope);
	assert_memory_equal(tail, folded, DAYS * sizeof(*tail));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scopes),
		cmocka_unit_test(test_tail),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
