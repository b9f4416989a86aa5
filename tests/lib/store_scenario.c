#include "tests/lib/store_scenario.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static const char grams[] = "噪声 声扰 扰民";

static bool
run_with(struct db *db, const char *sql, int64_t id, const char *text, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, id);
	bind_text(s, 2, text);
	return db_run(s, err);
}

static bool
act_inside(struct store *st, int n, struct err *err)
{
	struct db *db = store_db(st);
	int64_t id = SCENARIO_CASES + n;
	char count[16];

	snprintf(count, sizeof(count), "%d", n);
	return fixture_insert_case(db, id, "噪声扰民", err) &&
		run_with(db,
			"INSERT INTO case_ft(rowid, title, body, scope) VALUES($1, $2, $2, 'c2 t3')",
			id, grams, err) &&
		run_with(db,
			"UPDATE cases SET title = $2, version = version + 1 WHERE id = $1 AND "
			"version = 1",
			n, "改过的标题", err) &&
		(n < 3 ||
			run_with(db,
				"INSERT INTO case_ft(case_ft, rowid, title, body, scope)"
				" VALUES('delete', $1, $2, $2, 'c2 t3')",
				id - 2, grams, err)) &&
		store_set_setting(st, "acts", count, err);
}

bool
scenario_act(struct store *st, int n, struct err *err)
{
	if (!store_begin(st, err))
		return false;
	if (act_inside(st, n, err))
		return store_commit(st, err);
	store_rollback(st);
	return false;
}

static void
fail_on_finding(void *ctx, const char *line)
{
	(void)ctx;
	fail_msg("%s", line);
}

void
scenario_check(const char *path, int acked, int at_most)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct store *st = fixture_open(path, 0);
	struct db *db = store_db(st);
	int acts = (int)strtol(store_setting(st, "acts", &mem, &err), NULL, 10);

	if (acts < acked || acts > at_most)
		fail_msg("%d acts acknowledged, %d begun, %d found", acked, at_most, acts);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM cases"), SCENARIO_CASES + acts);
	assert_int_equal(
		fixture_number(db, "SELECT count(*) FROM case_texts"), SCENARIO_CASES + acts);
	assert_int_equal(
		fixture_number(db, "SELECT count(*) FROM case_events"), SCENARIO_CASES + acts);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM cases WHERE version = 2"), acts);
	assert_int_equal(
		fixture_number(db, "SELECT count(*) FROM case_ft WHERE case_ft MATCH '扰民'"),
		acts < 3 ? acts : 2);
	assert_ok(db_verify(db, false, fail_on_finding, NULL, &err), &err);
	store_close(st);
	arena_release(&mem);
}
