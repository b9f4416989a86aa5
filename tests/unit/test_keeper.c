/* Who keeps house, what is done when, and that it ends. */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/serve/keeper.h"
#include "core/serve/roll.h"
#include "tests/lib/cases.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

enum { MINUTE_MS = 60000 };

static const char *path;
static struct store *first, *second;
static struct session one, two;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(200);
	struct store_config again = {.frozen = true, .frozen_utc = config.now};
	struct err err = ERR_INIT;

	(void)state;
	path = fixture_in(fixture_folder("keeper"), "a.db");
	first = cases_make(path, &config);
	fixture_first_events(first);
	again.path = path;
	assert_ok(store_open(&second, &again, &err), &err);
	clock_inject(store_clock(first));
	clock_inject(store_clock(second));
	one = (struct session){.store = first};
	two = (struct session){.store = second};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	store_close(first);
	store_close(second);
	return 0;
}

static void
pass(int64_t ms)
{
	clock_advance_ms(store_clock(first), ms);
	clock_advance_ms(store_clock(second), ms);
}

static void
one_is_elected(void **state)
{
	struct keeper *a = keeper_open(&one, NULL), *b = keeper_open(&two, NULL);

	(void)state;
	while (keeper_slice(a, 10))
		;
	assert_true(keeper_state(a)->elected);
	assert_false(keeper_slice(b, 10));
	assert_false(keeper_state(b)->elected);
	assert_true(keeper_state(b)->known);

	keeper_close(a); /* it leaves: the other takes over within a minute */
	keeper_slice(b, 10);
	assert_false(keeper_state(b)->elected);
	assert_in_range(keeper_due_ms(b), 1, MINUTE_MS);
	pass(keeper_due_ms(b));
	while (keeper_slice(b, 10))
		pass(1);
	assert_true(keeper_state(b)->elected);
	keeper_close(b);
}

static int differences;

static void
count_difference(void *ctx, const char *line)
{
	(void)ctx;
	print_error("%s\n", line);
	differences++;
}

static void
insert(struct store *st, const char *sql)
{
	struct err err = ERR_INIT;

	assert_ok(store_begin(st, &err), &err);
	assert_ok(db_run(db_stmt(store_db(st), sql, &err), &err), &err);
	assert_ok(store_commit(st, &err), &err);
}

static void
chores_end(void **state)
{
	struct keeper *k = keeper_open(&one, NULL);
	struct err err = ERR_INIT;
	struct db *db = store_db(first);
	int slices = 0;

	(void)state;
	insert(first,
		"INSERT INTO claims(case_id, staff_id, works, until_at) VALUES(1, 1, 1, 1000), (1, 2, 0, 1000), (2, 1, 0, 99999999999)");
	insert(first,
		"INSERT INTO undo_log(event_id, first_event, case_id, actor, at, until_at, version, label, snapshot)"
		" SELECT id, id, case_id, 1, 1, CASE WHEN id <= 120 THEN 1000 ELSE 99999999999 END, 1, '', ''"
		" FROM case_events WHERE id <= 121");
	while (keeper_slice(k, 1))
		assert_true(++slices < 1000);
	assert_int_equal(keeper_state(k)->last.code, ERR_NONE);
	assert_int_equal(fixture_number(db, "SELECT last_event FROM roll_mark"),
		fixture_number(db, "SELECT max(id) FROM case_events"));
	assert_ok(roll_check(&one, 5, count_difference, NULL, &err), &err);
	assert_int_equal(differences, 0);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM undo_log"), 1);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM claims"), 1);
	assert_true(keeper_state(k)->log_bytes > 0);
	assert_in_range(keeper_due_ms(k), 1, MINUTE_MS);

	int64_t written = db_changes_total(
		db); /* nothing happens: nothing is written, however long it is left alone */

	for (int i = 0; i < 30; i++) {
		pass(MINUTE_MS);
		while (keeper_slice(k, 10))
			;
	}
	assert_int_equal(db_changes_total(db), written);
	keeper_close(k);
}

/* The log is folded back while another connection reads, and nobody waits for it. */
static void
log_is_folded(void **state)
{
	struct keeper *k = keeper_open(&one, NULL);
	struct err err = ERR_INIT;
	int pages, done;

	(void)state;
	while (keeper_slice(k, 10))
		;
	insert(second, "UPDATE cases SET updated_at = updated_at + 1 WHERE id <= 100");
	pass(MINUTE_MS);
	while (keeper_slice(k, 10))
		;
	assert_ok(db_checkpoint_passive(store_db(second), &pages, &done, &err), &err);
	assert_int_equal(pages, done);
	keeper_close(k);
}

static void
room(void **state)
{
	(void)state;
	assert_int_equal(store_judge_room(50, INT64_C(1) << 40), ROOM_ENOUGH);
	assert_int_equal(store_judge_room(9, INT64_C(5) << 30), ROOM_SCARCE);
	assert_int_equal(store_judge_room(9, INT64_C(50) << 30), ROOM_ENOUGH);
	assert_int_equal(store_judge_room(1, INT64_C(100) << 20), ROOM_NONE);
	assert_int_equal(store_judge_room(1, INT64_C(5) << 30), ROOM_SCARCE);
	assert_int_equal(store_judge_room(0, 0), ROOM_NONE);
}

/* `tick` does all of it whoever is elected, and again without harm. */
static void
ticking(void **state)
{
	struct keeper *k = keeper_open(&two, NULL);
	struct err err = ERR_INIT;

	(void)state;
	keeper_slice(k, 10);
	assert_ok(keeper_run(&one, &err), &err);
	assert_ok(keeper_run(&one, &err), &err);
	assert_int_equal(fixture_number(store_db(first), "SELECT last_event FROM roll_mark"),
		fixture_number(store_db(first), "SELECT max(id) FROM case_events"));
	assert_int_equal(fixture_number(store_db(first),
				 "SELECT count(*) FROM settings WHERE key = 'tick_day'"),
		1);
	keeper_close(k);
}

/* Once a day the longer work is started as a child, by the elected one alone, and not again once it is done. */
static void
daily_child(void **state)
{
	const char *script = fixture_in(test_path("keeper"), "tick.sh"),
		   *said = fixture_in(test_path("keeper"), "said");
	static const char text[] = "#!/bin/sh\necho \"$1 $3\" >>\"$(dirname \"$2\")/said\"\n";
	struct err err = ERR_INIT;
	struct buf words;
	struct keeper *k, *other;

	(void)state;
	fixture_patch(script, 0, text, sizeof(text) - 1);
	assert_int_equal(chmod(script, 0700), 0);
	insert(first, "DELETE FROM settings WHERE key = 'tick_day'");
	k = keeper_open(&one, script);
	other = keeper_open(&two, script);
	while (keeper_slice(k, 10))
		;
	keeper_slice(other, 10);
	while (!os_exists(said))
		poll(NULL, 0, 1);
	assert_ok(keeper_run(&one, &err), &err); /* what the child would have done */
	for (int i = 0; i < 30; i++) {
		pass(MINUTE_MS);
		while (keeper_slice(k, 10))
			;
		keeper_slice(other, 10);
	}
	keeper_close(k);
	keeper_close(other);
	buf_init(&words);
	assert_ok(os_read_file(said, 1000, &words, &err), &err);
	assert_string_equal(words.text, "--db tick\n");
	buf_release(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_is_elected),
		cmocka_unit_test(chores_end),
		cmocka_unit_test(log_is_folded),
		cmocka_unit_test(room),
		cmocka_unit_test(ticking),
		cmocka_unit_test(daily_child),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
