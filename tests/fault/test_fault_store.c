/*
 * The store on a file system that fails: the n-th operation, once or for good, for n = 1, 2, .. until a run
 * passes. Each time: a sentence, no half transaction, a sound file, and everything acknowledged is there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/os.h"
#include "tests/lib/fault_vfs.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/store_scenario.h"
#include "tests/lib/test.h"

static const char *template_dir, *dir, *path;

static void
copy_file(const char *from, const char *to)
{
	struct buf bytes;
	struct err err = ERR_INIT;

	buf_init(&bytes);
	assert_ok(os_read_file(from, 1 << 26, &bytes, &err), &err);
	unlink(to);
	fixture_patch(to, 0, bytes.text, bytes.len);
	buf_release(&bytes);
}

/* The database of before, and nothing of the last run. */
static void
lay_out(void)
{
	copy_file(fixture_in(template_dir, "a.db"), path);
	copy_file(fixture_in(template_dir, "a.db.key"), fixture_in(dir, "a.db.key"));
	unlink(fixture_in(dir, "a.db-wal"));
	unlink(fixture_in(dir, "a.db-shm"));
}

/* Opens, acts, folds the log in now and then, closes. *acked counts the acts that were said to be saved. */
static bool
scenario(int *acked, struct store **left_open, struct err *err)
{
	enum { ACTS = 4 };
	struct store_config config = {.path = path};
	struct store *st;
	int pages, done;

	*acked = 0;
	*left_open = NULL;
	if (!store_open(&st, &config, err))
		return false;
	*left_open = st;
	for (int i = 1; i <= ACTS; i++) {
		if (!scenario_act(st, i, err))
			return false;
		*acked = i;
		if (i % 2 == 0 && !db_checkpoint_passive(store_db(st), &pages, &done, err))
			return false;
	}
	*left_open = NULL;
	store_close(st);
	return true;
}

/* The n-th operation fails; true when the run did not get that far. */
static bool
passes_nth(unsigned kinds, int n, bool for_good, bool full)
{
	struct err err = ERR_INIT, later = ERR_INIT;
	struct store *st;
	int acked;

	lay_out();
	fault_arm(kinds, n, for_good, full);
	bool ok = scenario(&acked, &st, &err);
	bool struck = fault_disarm() > 0;
	int at_most = ok ? acked : acked + 1;

	if (ok != (err.code == ERR_NONE) || (!ok && err.text[0] == '\0'))
		fail_msg("fault %d: ok %d, error %d: %s", n, ok, (int)err.code, err.text);
	if (!ok && !struck)
		fail_msg("failed without a fault: %s", err.text);
	if (!ok && full && strstr(err.text, "磁盘已满") == NULL)
		fail_msg("a full disk is called: %s", err.text);
	if (st !=
		NULL) { /* the console lives on: what failed can be done again once the disk is well */
		assert_false(db_in_transaction(store_db(st)));
		assert_ok(scenario_act(st, acked + 1, &later), &later);
		at_most = ++acked;
		store_close(st);
	}
	scenario_check(path, acked, at_most);
	return !struck;
}

/* Once at every n; for good at growing steps, since what follows the first failure hardly differs. */
static void
until_it_passes(unsigned kinds, bool full)
{
	for (int for_good = 0; for_good <= 1; for_good++) {
		int n = 1;

		while (!passes_nth(kinds, n, for_good, full))
			n += for_good ? 1 + n / 8 : 1;
		assert_true(n > 1);
	}
}

static void
failing_writes(void **state)
{
	(void)state;
	until_it_passes(FAULT_WRITE, false);
}

/* From some write on nothing fits any more. */
static void
full_disk(void **state)
{
	int n = 1;

	(void)state;
	while (!passes_nth(FAULT_WRITE, n, true, true))
		n += 3;
}

static void
failing_syncs(void **state)
{
	(void)state;
	until_it_passes(FAULT_SYNC, false);
}

static void
failing_truncates(void **state)
{
	(void)state;
	until_it_passes(FAULT_TRUNCATE, false);
}

static void
failing_opens(void **state)
{
	(void)state;
	until_it_passes(FAULT_OPEN, false);
}

static void
failing_reads(void **state)
{
	(void)state;
	until_it_passes(FAULT_READ, false);
}

/* A new database is there whole, or not at all. */
static void
failing_while_made(void **state)
{
	const char *place = fixture_folder("made");
	const char *made = fixture_in(place, "b.db");
	struct store_config config = {.path = made};
	bool passed = false;

	(void)state;
	for (int n = 1; !passed; n += n < 40 ? 1 : 17) {
		struct err err = ERR_INIT;
		struct store *st = NULL;

		fault_arm(FAULT_ANY & ~FAULT_READ, n, true, true);
		bool ok = store_create(&st, &config, &err) &&
			store_set_setting(st, "demo", "1", &err) && store_finish_new(st, &err);

		store_close(st);
		passed = fault_disarm() == 0;
		if (ok != (err.code == ERR_NONE))
			fail_msg("fault %d: ok %d, error %d: %s", n, ok, (int)err.code, err.text);
		if (os_exists(made)) {
			store_close(fixture_open(made, 0));
			unlink(made);
			unlink(fixture_in(place, "b.db.key"));
		}
		assert_false(os_exists(fixture_in(place, "b.db.new")));
		assert_false(os_exists(fixture_in(place, "b.db.key")));
	}
}

static int
prepare(void **state)
{
	(void)state;
	fault_install();
	template_dir = fixture_folder("template");
	dir = fixture_folder("run");
	path = fixture_in(dir, "a.db");
	fixture_make_cases(fixture_in(template_dir, "a.db"), SCENARIO_CASES);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(failing_writes),
		cmocka_unit_test(full_disk),
		cmocka_unit_test(failing_syncs),
		cmocka_unit_test(failing_truncates),
		cmocka_unit_test(failing_opens),
		cmocka_unit_test(failing_reads),
		cmocka_unit_test(failing_while_made),
	};

	return cmocka_run_group_tests(tests, prepare, NULL);
}
