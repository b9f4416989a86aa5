/*
 * The life of a matter, act by act as the program does them, on a file system that fails. Each time: a
 * sentence, the same act goes through once the disk is well, and the whole of linli's own check finds nothing:
 * pages, references, states against history, clocks, counts, the audit chain.
 */
#include <string.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/domain/case_act.h"
#include "core/domain/intake.h"
#include "core/serve/check.h"
#include "core/serve/keeper.h"
#include "tests/lib/fault_vfs.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"
#include "tests/lib/town.h"

enum { LIVES_FROM = 1733725920 }; /* 2024-12-09 14:32 in China */

static struct town town; /* its rules are everybody's */
static const char *template_dir, *dir, *path;
static int64_t last_event; /* of the newest act, for undo */

static bool
sign_in(struct store *st, struct session *s, const char *login, struct err *err)
{
	return session_open(s, st, town.rules, login, err);
}

static bool
act_as(struct store *st, const char *login, enum case_event event, const struct act_input *inputs,
	size_t n, struct err *err)
{
	struct case_step act = {event, inputs, n};
	struct act_result result;
	struct session s;
	bool ok = sign_in(st, &s, login, err) && case_act(&s, 1, 0, &act, 1, &result, err);

	if (ok)
		last_event = result.event_id;
	session_close(&s);
	return ok;
}

static bool
take_in(struct store *st, struct err *err)
{
	static const struct act_input category[] = {{"category", "403"}}, unit[] = {{"unit", "3"}};
	static const struct case_step acts[] = {{EV_ACCEPT, category, 1}, {EV_DISPATCH, unit, 1}};
	struct intake in = {.channel = 1,
		.kind = 1,
		.phone = "13900000001",
		.name = "陈丽",
		.notify = 1,
		.publicity = PUBLIC_NO_NAME,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "地下车库没有充电桩, 希望尽快安装"};
	struct act_result result;
	struct session s;
	bool ok = sign_in(st, &s, "desk", err) && case_register(&s, &in, acts, 2, &result, err);

	session_close(&s);
	return ok;
}

static bool
approve(struct store *st, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct approval *list;
	struct act_result result;
	struct session s;
	size_t n = 0;
	bool ok = sign_in(st, &s, "hl", err) && case_approvals(&s, &mem, &list, &n, err) &&
		(n == 1 || err_set(err, ERR_BUG, "%d approvals", (int)n)) &&
		case_decide(&s, list[0].id, true, "", &result, err);

	arena_release(&mem);
	session_close(&s);
	return ok;
}

static bool
undo(struct store *st, struct err *err)
{
	struct act_result result;
	struct session s;
	bool ok = sign_in(st, &s, "op", err) && case_undo(&s, last_event, &result, err);

	session_close(&s);
	return ok;
}

static bool
keep_house(struct store *st, struct err *err)
{
	struct session s = {.store = st, .rules = town.rules};

	return keeper_run(&s, err);
}

#define INPUTS(...) \
	(const struct act_input[]) \
	{ \
		__VA_ARGS__ \
	}

enum { STEPS = 11 };

static bool
step(struct store *st, int n, struct err *err)
{
	switch (n) {
	case 0:
		return take_in(st, err);
	case 1:
		return act_as(st, "hnd", EV_SIGN, NULL, 0, err);
	case 2:
		return act_as(st, "hnd", EV_CONTACT, INPUTS({"result", "1"}, {"way", "2"}), 2, err);
	case 3:
		return act_as(st, "hnd", EV_REPLY,
			INPUTS({"solved", "1"}, {"answer", "充电桩已装好"}), 2, err);
	case 4:
		return approve(st, err);
	case 5:
		return keep_house(st, err);
	case 6:
		return act_as(st, "dsp", EV_VERIFY_OK, NULL, 0, err);
	case 7:
		return act_as(st, "op", EV_CLOSE, INPUTS({"satisfied", "1"}), 1, err);
	case 8:
		return undo(st, err);
	case 9:
		return act_as(st, "op", EV_CLOSE, INPUTS({"satisfied", "2"}), 1, err);
	default:
		return keep_house(st, err);
	}
}

/* The database of before; not forced to the disk, since nothing here is lost with the power. */
static void
lay_out(void)
{
	struct buf bytes;
	struct err err = ERR_INIT;

	unlink(fixture_in(dir, "a.db-wal"));
	unlink(fixture_in(dir, "a.db-shm"));
	unlink(path);
	buf_init(&bytes);
	assert_ok(os_read_file(fixture_in(template_dir, "a.db"), 1 << 26, &bytes, &err), &err);
	fixture_patch(path, 0, bytes.text, bytes.len);
	buf_release(&bytes);
}

static struct store *
open_frozen(void)
{
	struct store_config config = {.path = path, .frozen = true, .frozen_utc = LIVES_FROM};
	struct store *st;
	struct err err = ERR_INIT;

	assert_ok(store_open(&st, &config, &err), &err);
	return st;
}

static void
fail_on_finding(void *ctx, const char *line)
{
	fail_msg("after fault %d: %s", *(int *)ctx, line);
}

static void
check_life(int n)
{
	struct store *st = open_frozen();
	struct session s = {.store = st, .rules = town.rules};
	struct err err = ERR_INIT;

	assert_ok(check_run(&s, false, fail_on_finding, &n, &err), &err);
	assert_int_equal(
		fixture_number(store_db(st), "SELECT state FROM cases WHERE id = 1"), CASE_CLOSED);
	assert_int_equal(fixture_number(store_db(st), "SELECT score FROM cases WHERE id = 1"), 2);
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM case_events"), 11);
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM cases"), 1);
	assert_int_equal(
		fixture_number(store_db(st), "SELECT sum(closed) FROM roll_d WHERE area_id = 1"),
		1);
	assert_int_equal(
		fixture_number(store_db(st), "SELECT sum(ontime) FROM roll_d WHERE area_id = 1"),
		1);
	store_close(st);
}

/* The n-th operation of a life fails; true when it did not come to that. */
static bool
passes_nth(unsigned kinds, int n, bool full)
{
	lay_out();
	struct store *st = open_frozen();
	bool struck = false;

	fault_arm(kinds, n, false, full);
	for (int i = 0; i < STEPS; i++) {
		struct err err = ERR_INIT, again = ERR_INIT;

		if (step(st, i, &err))
			continue;
		struck = fault_disarm() > 0 || struck;
		if (!struck || (err.code != ERR_IO && err.code != ERR_CORRUPT) ||
			err.text[0] == '\0')
			fail_msg("fault %d, step %d: error %d: %s", n, i, (int)err.code, err.text);
		assert_false(db_in_transaction(store_db(st)));
		if (!step(st, i, &again))
			fail_msg("fault %d, step %d again: %s", n, i, again.text);
	}
	struck = fault_disarm() > 0 || struck;
	store_close(st);
	check_life(n);
	return !struck;
}

/*
 * Not every n, as in test_fault_store.c, but every few: a life is longer than a transaction of the store, and
 * the fault falls somewhere else in it with each.
 */
static void
fail_in_steps(unsigned kinds, int stride, bool full)
{
	int n = 1;

	while (!passes_nth(kinds, n, full))
		n += stride;
	assert_true(n > 20);
}

static void
failing_writes(void **state)
{
	(void)state;
	fail_in_steps(FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE, 3, false);
}

static void
full_disk(void **state)
{
	(void)state;
	fail_in_steps(FAULT_WRITE, 11, true);
}

static void
failing_reads(void **state)
{
	(void)state;
	fail_in_steps(FAULT_READ, 3, false);
}

static int
prepare(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	fault_install();
	template_dir = fixture_folder("template");
	dir = fixture_folder("run");
	path = fixture_in(dir, "a.db");
	town_open(&town, "2024-12-09T14:32:00");
	assert_ok(store_begin(town.store, &err), &err);
	assert_ok(db_run(db_stmt(store_db(town.store), "UPDATE areas SET grids = 1 WHERE id = 5",
				 &err),
			  &err),
		&err);
	assert_ok(store_commit(town.store, &err), &err);
	store_close(town.store);
	town.store = NULL;
	const char *key = arena_printf(&town.rules->mem, "%s.key", town.path);

	assert_ok(os_copy_file(town.path, fixture_in(template_dir, "a.db"), &err), &err);
	assert_ok(os_copy_file(key, fixture_in(dir, "a.db.key"), &err), &err);
	return 0;
}

static int
clear(void **state)
{
	(void)state;
	rules_free(town.rules);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(failing_writes),
		cmocka_unit_test(full_disk),
		cmocka_unit_test(failing_reads),
	};

	return cmocka_run_group_tests(tests, prepare, clear);
}
