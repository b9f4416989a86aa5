/* Roll-ups: whatever happens to matters, and in whatever slices it is folded, the counts are a full recount. */
#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/rng.h"
#include "core/domain/case_db.h"
#include "core/serve/roll.h"
#include "tests/lib/cases.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

enum { CASES = 60, STEPS = 400 };

static struct store *st;
static struct session session;
static struct rng rng;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(CASES);
	struct err err = ERR_INIT;

	(void)state;
	st = cases_make(fixture_in(fixture_folder("roll"), "a.db"), &config);
	session = (struct session){.store = st};
	fixture_first_events(st);
	rng_seed(&rng, 5);
	assert_ok(store_begin(st, &err), &err);
	assert_ok(roll_rebuild(&session, &err), &err);
	assert_ok(store_commit(st, &err), &err);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(st);
	return 0;
}

static void
complain(void *ctx, const char *line)
{
	int *n = ctx;

	print_error("%s\n", line);
	++*n;
}

static int
differences(void)
{
	struct err err = ERR_INIT;
	int n = 0;

	assert_ok(roll_check(&session, 5, complain, &n, &err), &err);
	return n;
}

static void
run(const char *sql, const int64_t *values, size_t count)
{
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(store_db(st), sql, &err);

	assert_non_null(s);
	bind_i64s(s, 1, values, count);
	assert_ok(db_run(s, &err), &err);
}

static int64_t
some_time(void)
{
	return rng_range(&rng, 1700000000, 1733724720);
}

/* Any state that a matter can be in, without regard to how it got there. */
static void
shake_row(int64_t id)
{
	static const int cats[] = {101, 403, 1001};
	const int64_t values[] = {id, rng_chance(&rng, 50) ? CASE_CLOSED : rng_range(&rng, 1, 16),
		cats[rng_below(&rng, 3)], rng_range(&rng, 2, 6),
		rng_chance(&rng, 90) ? rng_range(&rng, 7, 12) : 0,
		rng_chance(&rng, 70) ? some_time() : 0, rng_chance(&rng, 50) ? some_time() : 0,
		some_time(), rng_range(&rng, 0, 6), rng_chance(&rng, 20) ? CASE_SPOT : 0,
		rng_range(&rng, 1, 4)};

	run("UPDATE cases SET state = $2, cat = $3, county = $4, town = $5, accepted_at = $6, replied_at = $7,"
	    " closed_at = $8, score = $9, flags = $10, joint = $11, version = version + 1 WHERE id = $1",
		values, sizeof(values) / sizeof(values[0]));
}

static void
shake_clock(int64_t id)
{
	const int64_t values[] = {id, rng_range(&rng, 1, 3), some_time(),
		rng_chance(&rng, 60) ? some_time() : 0, rng_range(&rng, 0, 3)};

	run("INSERT INTO clocks(case_id, kind, round, start_at, due_at, light_at, amount, unit, stopped_at, outcome)"
	    " VALUES($1, 5, $2, $3, $3, $3, 5, 1, $4, $5) ON CONFLICT(case_id, kind, round) DO UPDATE SET"
	    " start_at = excluded.start_at, stopped_at = excluded.stopped_at, outcome = excluded.outcome",
		values, sizeof(values) / sizeof(values[0]));
}

static void
drop_clocks(int64_t id)
{
	run("DELETE FROM clocks WHERE case_id = $1 AND kind = 5", &id, 1);
}

static void
note_event(int64_t id)
{
	run("INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, cat, tier, place, note)"
	    " SELECT $1, max(seq) + 1, 1, 1, 34, 1, 1, 1, 1, 1, '' FROM case_events WHERE case_id = $1",
		&id, 1);
}

static void
something_happens(void)
{
	struct err err = ERR_INIT;
	int64_t id = rng_range(&rng, 1, CASES);

	assert_ok(store_begin(st, &err), &err);
	shake_row(id);
	if (rng_chance(&rng, 50))
		shake_clock(id);
	else if (rng_chance(&rng, 20))
		drop_clocks(id);
	note_event(id);
	assert_ok(store_commit(st, &err), &err);
}

/* Folds in slices of any size until nothing is left. */
static void
fold_all(void)
{
	struct err err = ERR_INIT;
	bool left = true;

	while (left)
		assert_ok(roll_fold(&session, (int)rng_range(&rng, 1, 30), &left, &err), &err);
}

static void
random_histories(void **state)
{
	struct err err = ERR_INIT;
	bool left;

	(void)state;
	for (int i = 0; i < STEPS; i++) {
		something_happens();
		if (rng_chance(&rng, 20))
			assert_ok(
				roll_fold(&session, (int)rng_range(&rng, 1, 9), &left, &err), &err);
		if (i % 50 == 49) {
			fold_all();
			assert_int_equal(differences(), 0);
		}
	}
}

/* The same figures by other means: one sum in SQL for each of the counts. */
static void
an_independent_count(void **state)
{
	static const char *const pairs[][2] = {
		{"SELECT sum(merged) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE state = 15"},
		{"SELECT sum(reports) FROM roll_d WHERE area_id = 1",
			"SELECT sum(joint) FROM cases WHERE state <> 15"},
		{"SELECT sum(opened) FROM roll_d WHERE area_id = 1", "SELECT count(*) FROM cases"},
		{"SELECT sum(accepted) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE accepted_at > 0"},
		{"SELECT sum(replied) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE replied_at > 0"},
		{"SELECT sum(closed) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE state = 12"},
		{"SELECT sum(pleased) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE state = 12 AND score BETWEEN 1 AND 3"},
		{"SELECT sum(scored) FROM roll_d WHERE area_id = 1",
			"SELECT count(*) FROM cases WHERE state = 12 AND score BETWEEN 1 AND 4"},
		{"SELECT sum(opened) FROM roll_d WHERE area_id = 3 AND cat = 403",
			"SELECT count(*) FROM cases WHERE (county = 3 OR town = 3) AND cat = 403"},
		{"SELECT sum(closed) FROM roll_d WHERE area_id = 1 AND day = (SELECT max(day) FROM roll_d"
		 " WHERE closed > 0)",
			"SELECT count(*) FROM cases WHERE state = 12 AND (closed_at + 28800) / 86400 ="
			" (SELECT max(day) FROM roll_d WHERE closed > 0)"},
	};

	(void)state;
	fold_all();
	assert_int_equal(
		fixture_number(store_db(st), "SELECT id FROM areas WHERE parent_id IS NULL"), 1);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		int64_t stored = fixture_number(store_db(st), pairs[i][0]);

		if (stored != fixture_number(store_db(st), pairs[i][1]))
			fail_msg("%s: %lld", pairs[i][0], (long long)stored);
		assert_true(stored > 0);
	}
}

/* Undoing is an act like any other: what it puts back is counted as if nothing had been. */
static void
undo_is_exact(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	const int64_t id = 7;
	int64_t before[4], after[4];

	(void)state;
	fold_all();
	for (int round = 0; round < 2; round++) {
		int64_t *sums = round == 0 ? before : after;

		sums[0] = fixture_number(store_db(st),
			"SELECT sum(replied * (day + 7 * cat)) FROM roll_d WHERE area_id = 1");
		sums[1] = fixture_number(store_db(st),
			"SELECT sum(closed * (day + 7 * cat)) FROM roll_d WHERE area_id = 1");
		sums[2] = fixture_number(
			store_db(st), "SELECT sum(opened * area_id * (day + cat)) FROM roll_d");
		sums[3] = fixture_number(
			store_db(st), "SELECT sum(ontime * (day + cat)) FROM roll_d");
		if (round == 1)
			break;
		struct case_row kept;
		struct case_clock *clocks;
		size_t clock_count;
		bool found;

		assert_ok(case_read_row(store_db(st), id, &mem, &kept, &found, &err), &err);
		assert_ok(case_read_clocks(store_db(st), id, &mem, &clocks, &clock_count, &err),
			&err);
		assert_ok(store_begin(st, &err), &err);
		shake_row(id);
		drop_clocks(id);
		note_event(id);
		assert_ok(store_commit(st, &err), &err);
		fold_all();
		assert_ok(store_begin(st, &err), &err);
		assert_ok(case_update(store_db(st), &kept, &err), &err);
		for (size_t i = 0; i < clock_count; i++)
			assert_ok(case_put_clock(store_db(st), id, &clocks[i], &err), &err);
		note_event(id);
		assert_ok(store_commit(st, &err), &err);
		fold_all();
	}
	assert_memory_equal(before, after, sizeof(before));
	arena_release(&mem);
}

/* Twice the same does nothing, and nothing to do writes nothing. */
static void
folding_twice(void **state)
{
	struct err err = ERR_INIT;
	bool left;

	(void)state;
	fold_all();
	int64_t changes = db_changes_total(store_db(st));

	assert_ok(roll_fold(&session, 100, &left, &err), &err);
	assert_false(left);
	assert_int_equal(db_changes_total(store_db(st)), changes);
	assert_ok(store_begin(st, &err), &err);
	run("UPDATE roll_mark SET last_event = 0 /*scan*/", NULL, 0);
	assert_ok(store_commit(st, &err), &err);
	fold_all();
	assert_int_equal(differences(), 0);
}

/* The check can find: a count that was spoilt is named, and rebuilding mends it. */
static void
spoilt_and_rebuilt(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(store_begin(st, &err), &err);
	run("UPDATE roll_d SET opened = opened + 1 WHERE opened > 0 /*scan*/", NULL, 0);
	assert_ok(store_commit(st, &err), &err);
	assert_int_equal(differences(), 5);
	assert_ok(store_begin(st, &err), &err);
	assert_ok(roll_rebuild(&session, &err), &err);
	assert_ok(store_commit(st, &err), &err);
	assert_int_equal(differences(), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_histories),
		cmocka_unit_test(an_independent_count),
		cmocka_unit_test(undo_is_exact),
		cmocka_unit_test(folding_twice),
		cmocka_unit_test(spoilt_and_rebuilt),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
