#include "core/serve/board.h"

#include <stddef.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "tests/lib/fixture.h"
#include "tests/lib/test.h"

struct world {
	struct store *store;
	struct session session;
	struct board board;
};

static void
load(struct world *w, const char *login)
{
	struct err err = ERR_INIT;

	w->store = fixture_store();
	fixture_session(&w->session, w->store, login);
	assert_ok(board_load(&w->session, &w->board, &err), &err);
}

static void
leave(struct world *w)
{
	session_close(&w->session);
	store_close(w->store);
}

/* A count over the matters themselves. */
static int64_t
recount(struct world *w, const char *sql, int64_t a, int64_t b, int64_t c)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(w->store), sql, &err);
	int64_t n = 0;

	assert_non_null(st);
	bind_i64(st, 1, w->session.scope.area_id);
	bind_i64(st, 2, a);
	bind_i64(st, 3, b);
	bind_i64(st, 4, c);
	if (db_row(st, &err))
		n = col_i64(st);
	assert_ok(db_done(st, &err), &err);
	return n;
}

static void
test_days_are_a_recount(void **state)
{
	struct world w;
	int64_t all = 0;

	(void)state;
	load(&w, NULL);
	assert_true(w.board.counted);
	for (int i = 0; i < BOARD_DAYS; i++) {
		int64_t from = day_to_utc(w.board.today - BOARD_DAYS + 1 + i),
			to = day_to_utc(w.board.today - BOARD_DAYS + 2 + i);

		assert_int_equal(w.board.days[i].opened,
			recount(&w,
				"SELECT count(*) FROM cases WHERE county = $1 AND opened_at >= $2 AND opened_at < $3 AND $4 = 0",
				from, to, 0));
		assert_int_equal(w.board.days[i].closed,
			recount(&w,
				"SELECT count(*) FROM cases WHERE county = $1 AND closed_at >= $2 AND closed_at < $3"
				" AND state = $4",
				from, to, 12));
		all += w.board.days[i].opened;
	}
	assert_true(all > 0);
	assert_int_equal(board_sum(&w.board, BOARD_DAYS, offsetof(struct board_day, opened)), all);
	leave(&w);
}

static void
test_hours_add_up_to_today(void **state)
{
	struct world w;
	int64_t sum = 0;

	(void)state;
	load(&w, NULL);
	for (int i = 0; i < DAY_HOURS; i++)
		sum += w.board.hours[i];
	assert_true(sum > 0);
	assert_int_equal(sum, w.board.days[BOARD_DAYS - 1].opened);
	leave(&w);
}

/* Nobody learns how many sealed reports there are but the discipline office. */
static void
test_sealed_ones_are_not_counted(void **state)
{
	struct err err = ERR_INIT;
	struct board with;
	struct world w;
	int64_t hours = 0;

	(void)state;
	load(&w, NULL);
	assert_ok(store_begin(w.store, &err), &err);
	recount(&w,
		"INSERT INTO roll_d(area_id, day, cat, opened) VALUES($1, $2, $3, $4)"
		" ON CONFLICT(area_id, day, cat) DO UPDATE SET opened = opened + excluded.opened",
		w.board.today, 1203, 9);
	recount(&w,
		"UPDATE cases SET cat = $4 WHERE county = $1 AND opened_at >= $2 AND $3 = 0"
		" AND id IN (SELECT id FROM cases WHERE county = $1 AND opened_at >= $2 LIMIT 1)",
		day_to_utc(w.board.today), 0, 1203);
	struct board before = w.board;

	assert_ok(board_load(&w.session, &w.board, &err), &err);
	assert_int_equal(w.board.days[BOARD_DAYS - 1].opened, before.days[BOARD_DAYS - 1].opened);
	for (size_t i = 0; i < w.board.hot_count; i++)
		assert_int_not_equal(w.board.hot[i].category, 1203);
	w.session.roles |= ROLE_DISC;
	assert_ok(board_load(&w.session, &with, &err), &err);
	assert_int_equal(with.days[BOARD_DAYS - 1].opened, before.days[BOARD_DAYS - 1].opened + 9);
	assert_int_equal(with.hot[0].category, 1203);
	for (int i = 0; i < DAY_HOURS; i++)
		hours += with.hours[i] - w.board.hours[i];
	assert_int_equal(hours, 1);
	store_rollback(w.store);
	leave(&w);
}

static void
test_rates(void **state)
{
	struct board b = {.counted = true};

	(void)state;
	assert_int_equal(board_on_time(&b, 0), -1);
	assert_int_equal(board_pleased(&b, 0), -1);
	b.days[BOARD_DAYS - 1] = (struct board_day){
		.replied = 12, .on_time = 9, .late = 1, .scored = 3, .pleased = 2};
	b.days[BOARD_DAYS - 1 - BOARD_RATE_DAYS] = (struct board_day){.on_time = 1, .late = 1};
	assert_int_equal(board_on_time(&b, 0), 900);
	assert_int_equal(board_on_time(&b, BOARD_RATE_DAYS), 500);
	assert_int_equal(board_pleased(&b, 0), 667);
}

static void
test_hot_ones_are_steepest_first(void **state)
{
	struct world w;

	(void)state;
	load(&w, NULL);
	for (size_t i = 0; i < w.board.hot_count; i++) {
		const struct board_hot *h = &w.board.hot[i];

		assert_true(h->week > h->before);
		assert_int_equal(h->week,
			recount(&w,
				"SELECT count(*) FROM cases WHERE county = $1 AND opened_at >= $2 AND cat = $3 AND $4 = 0",
				day_to_utc(w.board.today - BOARD_WEEK + 1), h->category, 0));
		if (i > 0)
			assert_true(w.board.hot[i - 1].week - w.board.hot[i - 1].before >=
				h->week - h->before);
	}
	assert_true(w.board.hot_count > 0);
	leave(&w);
}

/* Whose work is single matters has no part of the city. */
static void
test_firms_have_none(void **state)
{
	struct world w;

	(void)state;
	load(&w, "linjl");
	assert_false(w.board.counted);
	leave(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_are_a_recount),
		cmocka_unit_test(test_hours_add_up_to_today),
		cmocka_unit_test(test_sealed_ones_are_not_counted),
		cmocka_unit_test(test_rates),
		cmocka_unit_test(test_hot_ones_are_steepest_first),
		cmocka_unit_test(test_firms_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
