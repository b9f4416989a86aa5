/* Who works on a matter and who looks at it: told to others, stale after a minute, never in the way. */
#include <string.h>

#include "core/domain/case.h"
#include "core/domain/claim.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/screens.h"

extern const struct screen_ops case_screen;

static struct store *st, *st2;
static struct session wang, li, zhou;
static struct arena mem;
static int64_t id;

static int
set_up(void **state)
{
	struct store_config second = {.frozen = true, .frozen_utc = FIXTURE_NOW};
	struct err err = ERR_INIT;

	(void)state;
	st = fixture_store();
	second.path = fixture_path(st);
	assert_ok(store_open(&st2, &second, &err), &err);
	clock_inject(store_clock(st2));
	fixture_session(&wang, st, NULL);
	fixture_session(&li, st2, "lihang");
	fixture_session(&zhou, st2, "zhouting");
	id = fixture_case(&wang, CASE_ACCEPTED);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&wang);
	session_close(&li);
	session_close(&zhou);
	store_close(st2);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static void
pass(int seconds)
{
	clock_advance_ms(store_clock(st), (int64_t)seconds * 1000);
	clock_advance_ms(store_clock(st2), (int64_t)seconds * 1000);
}

static struct claim
seen_by(struct session *s)
{
	struct claim c;
	struct err err = ERR_INIT;

	assert_ok(claim_look(s, id, &mem, &c, &err), &err);
	return c;
}

static void
all_see_each_other(void **state)
{
	struct err err = ERR_INIT;
	struct claim c;

	(void)state;
	assert_ok(claim_show(&wang, id, &err), &err);
	assert_ok(claim_show(&li, id, &err), &err);
	assert_string_equal(seen_by(&wang).others, "李航");
	assert_string_equal(seen_by(&li).others, "王敏");
	assert_string_equal(seen_by(&zhou).others, "王敏, 李航");
	assert_string_equal(seen_by(&zhou).holder, "");
	assert_ok(claim_take(&wang, id, &mem, &c, &err), &err); /* begins to work */
	assert_true(c.mine);
	assert_string_equal(seen_by(&li).holder, "王敏");
	assert_string_equal(seen_by(&li).others, "");
	assert_ok(claim_take(&li, id, &mem, &c, &err), &err); /* only looks on then */
	assert_false(c.mine);
	assert_string_equal(c.holder, "王敏");
	assert_string_equal(seen_by(&wang).others, "李航");
	assert_ok(claim_show(&wang, id, &err), &err); /* the screen below renews: it stays work */
	assert_true(seen_by(&wang).mine);
	assert_ok(claim_rest(&wang, id, &err), &err);
	assert_string_equal(seen_by(&li).others, "王敏");
	assert_ok(claim_take(&li, id, &mem, &c, &err), &err); /* now it is free */
	assert_true(c.mine);
	assert_ok(claim_drop(&wang, id, &err), &err);
	assert_string_equal(seen_by(&li).others, "");
}

/* A console that was killed renews no more. */
static void
stale_after_a_minute(void **state)
{
	struct err err = ERR_INIT;
	struct claim c;
	int64_t *ids;
	size_t n;

	(void)state;
	assert_ok(claim_take(&wang, id, &mem, &c, &err), &err);
	assert_ok(claims_of_others(&li, &mem, &ids, &n, &err), &err);
	assert_true(n == 1 && ids[0] == id);
	pass(59);
	assert_string_equal(seen_by(&li).holder, "王敏");
	pass(1);
	assert_string_equal(seen_by(&li).holder, "");
	assert_ok(claims_of_others(&li, &mem, &ids, &n, &err), &err);
	assert_int_equal(n, 0);
	assert_ok(claim_take(&li, id, &mem, &c, &err), &err);
	assert_true(c.mine);
	assert_ok(claim_take(&wang, id, &mem, &c, &err), &err); /* comes back: looks on */
	assert_string_equal(c.holder, "李航");
}

static void
renewing_writes_seldom(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(claim_show(&wang, id, &err), &err);
	store_changed(st2);
	for (int i = 0; i < 20; i++) {
		pass(1);
		assert_ok(claim_show(&wang, id, &err), &err);
	}
	assert_false(store_changed(st2));
	pass(CLAIM_RENEW_MS / 1000 - 20);
	assert_ok(claim_show(&wang, id, &err), &err);
	assert_true(store_changed(st2));
	pass(CLAIM_STALE_S - 1);
	assert_string_equal(seen_by(&li).others, "王敏");
}

static enum poll_result
poll_store(void *store)
{
	return store_changed(store) ? POLL_CHANGED : POLL_SAME;
}

static struct ui_test *
open_ui(struct session *s, struct store *store, const struct screen_ops *screen)
{
	static struct screen_entry screens[2][2];
	struct screen_entry *own = screens[store == st2];

	own[0] = (struct screen_entry){screen, ACT_NONE, false};
	own[1] = (struct screen_entry){0};
	return ui_test_open(&(struct ui_test_config){.screens = own,
		.first = {.id = screen == &case_screen ? id : 0, .text = ""},
		.session = s,
		.clock = store_clock(store),
		.poll = poll_store,
		.ctx = store,
		.global = screens_global});
}

static void
on_two_screens(void **state)
{
	struct ui_test *a = open_ui(&wang, st, &case_screen), *b = open_ui(&li, st2, &case_screen);
	struct err err = ERR_INIT;
	struct claim c;

	(void)state;
	assert_shown(b, "王敏 正在看");
	ui_test_keys(a, "wait:1500");
	assert_shown(a, "李航 正在看");
	ui_test_close(b);
	ui_test_keys(a, "wait:1500");
	assert_not_shown(a, "李航");
	assert_ok(claim_take(&zhou, id, &mem, &c, &err), &err); /* and is killed */
	ui_test_keys(a, "wait:1500");
	assert_shown(a, "周婷 正在办");
	ui_test_keys(a, "wait:90000");
	assert_not_shown(a, "周婷");
	ui_test_close(a);
}

static void
a_stamp_in_the_queue(void **state)
{
	struct err err = ERR_INIT;
	struct claim c;

	(void)state;
	assert_ok(claim_take(&li, id, &mem, &c, &err), &err);
	struct ui_test *t = open_ui(&wang, st, &queue_screen);

	ui_test_keys(t, "wait:20");
	assert_shown(t, "锁");
	ui_test_close(t);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(all_see_each_other), T(stale_after_a_minute),
		T(renewing_writes_seldom), T(on_two_screens), T(a_stamp_in_the_queue)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
