/*
 * The power goes at a random moment: what was forced to the disk is there, of later writes anything. Every
 * transaction that was acknowledged must be found, whole, in a sound file.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/base/rng.h"
#include "tests/lib/fault_vfs.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/store_scenario.h"
#include "tests/lib/test.h"

enum { ACTS = 60, CUTS = 600, PAGES_BEFORE_FOLDING = 60 };

static size_t acked_at[ACTS + 1]; /* length of the diary when the act was acknowledged */

static void
write_diary(const char *folder, const char *path)
{
	struct err err = ERR_INIT;

	fixture_make_cases(path, SCENARIO_CASES);
	diary_begin(folder);
	acked_at[0] = diary_length();
	struct store *st = fixture_open(path, 0);

	assert_ok(db_set_autocheckpoint(store_db(st), PAGES_BEFORE_FOLDING, &err), &err);
	for (int i = 1; i <= ACTS; i++) {
		assert_ok(scenario_act(st, i, &err), &err);
		acked_at[i] = diary_length();
	}
	store_close(st);
}

static int
acts_acknowledged(size_t cut)
{
	int n = 0;

	while (n < ACTS && acked_at[n + 1] <= cut)
		n++;
	return n;
}

static void
cuts(void **state)
{
	const char *folder = fixture_folder("before"), *after = fixture_folder("after");
	const char *path = fixture_in(after, "a.db");
	struct rng rng;

	(void)state;
	fault_install();
	write_diary(folder, fixture_in(folder, "a.db"));
	assert_int_equal(link(fixture_in(folder, "a.db.key"), fixture_in(after, "a.db.key")), 0);
	rng_seed(&rng, 20241209);
	size_t first = acked_at[0], last = diary_length();

	for (int i = 0; i < CUTS; i++) {
		size_t cut = first + (size_t)rng_below(&rng, (uint32_t)(last - first + 1));
		int acked = acts_acknowledged(cut);

		unlink(fixture_in(after, "a.db-shm"));
		diary_cut(cut, &rng, after);
		scenario_check(path, acked, acked + 1 < ACTS ? acked + 1 : ACTS);
	}
	diary_end();
}

/* The test can fail: without forcing, a transaction that was acknowledged is lost. */
static void
the_diary_loses_what_is_not_forced(void **state)
{
	const char *folder = fixture_folder("weak"), *after = fixture_folder("weak_after");
	const char *path = fixture_in(folder, "a.db");
	struct rng rng;
	struct err err = ERR_INIT;
	int lost = 0;

	(void)state;
	fault_install();
	fixture_make_cases(path, SCENARIO_CASES);
	assert_int_equal(link(fixture_in(folder, "a.db.key"), fixture_in(after, "a.db.key")), 0);
	diary_begin(folder);
	struct store *st = fixture_open(path, 0);

	diary_forget_syncs(true);
	for (int i = 1; i <= 5; i++)
		assert_ok(scenario_act(st, i, &err), &err);
	size_t cut = diary_length();

	store_close(st);
	diary_forget_syncs(false);
	rng_seed(&rng, 7);
	for (int i = 0; i < 20; i++) {
		unlink(fixture_in(after, "a.db-shm"));
		diary_cut(cut, &rng, after);
		struct store *found = fixture_open(fixture_in(after, "a.db"), 0);

		lost += fixture_number(store_db(found),
				"SELECT count(*) FROM cases WHERE version = 2") < 5;
		store_close(found);
	}
	diary_end();
	assert_true(lost > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts),
		cmocka_unit_test(the_diary_loses_what_is_not_forced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
