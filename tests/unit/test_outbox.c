/* Letters: held, taken once, stopped while that is possible. */
#include <errno.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/os.h"
#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/outbox.h"
#include "tests/lib/fixture.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/test.h"

static struct store *st;
static struct session desk;
static struct arena mem;
static int64_t id;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	id = fixture_case_titled(&desk, "地下车库无电动车充电桩");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	if (st != NULL) {
		session_close(&desk);
		store_close(st);
	}
	arena_release(&mem);
	return 0;
}

static struct act_result
act(enum case_event event, const char *key, const char *value)
{
	const struct act_input in = {key, value};
	const struct case_step step = {event, &in, key != NULL};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_act(&desk, id, 0, &step, 1, &r, &err), &err);
	return r;
}

static size_t
take(struct posted **out)
{
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(outbox_take(&desk, 1000, &mem, NULL, NULL, out, &n, &err), &err);
	return n;
}

/* What waits from the fixture itself. */
static void
empty_the_box(void)
{
	struct posted *p;

	clock_advance_ms(store_clock(st), 60000);
	while (take(&p) > 0)
		;
}

static void
held_then_taken_once(void **state)
{
	struct posted *p;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(
		store_clock(st), 30000); /* the last second in which it may be taken back */
	assert_int_equal(take(&p), 0);
	clock_advance_ms(store_clock(st), 1000);
	assert_int_equal(take(&p), 1);
	assert_non_null(strstr(p[0].letter.text, "金榕物业"));
	assert_string_equal(p[0].written, "dispatch");
	assert_true(strlen(p[0].phone) >= 7 && *p[0].to != '\0');
	assert_int_equal(take(&p), 0);
}

static void
undone_is_never_sent(void **state)
{
	struct act_result r, u;
	struct err err = ERR_INIT;
	struct posted *p;

	(void)state;
	empty_the_box();
	r = act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 30000);
	assert_ok(case_undo(&desk, r.event_id, &u, &err), &err);
	clock_advance_ms(store_clock(st), 3600000);
	assert_int_equal(take(&p), 0);
}

/* The routing is recalled: its letter stays here, or the history says that it has gone. */
static void
recall_of_a_routing(void **state)
{
	struct case_event_row *events;
	struct err err = ERR_INIT;
	struct posted *p;
	size_t n;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	act(EV_RECALL, NULL, NULL);
	assert_int_equal(take(&p), 0);
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	assert_int_equal(take(&p), 1);
	act(EV_RECALL, NULL, NULL);
	assert_ok(case_read_events(store_db(st), id, 0, 1, &mem, &events, &n, &err), &err);
	assert_non_null(strstr(events[0].note, "告知信已发出 1 封"));
}

static void
recall_of_a_letter(void **state)
{
	struct posted *p;
	struct err err = ERR_INIT;
	struct session handler;
	struct letter *letters;
	size_t n;
	int64_t newest;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	assert_ok(outbox_read(&desk, id, &mem, &letters, &n, &err), &err);
	newest = letters[n - 1].id;
	fixture_session(&handler, st, "linjl"); /* who handles does not write to the public */
	assert_err(outbox_recall(&handler, newest, &err), &err, ERR_RULE);
	session_close(&handler);
	assert_ok(outbox_recall(&desk, newest, &err), &err);
	assert_err(outbox_recall(&desk, newest, &err), &err, ERR_RULE);
	assert_int_equal(take(&p), 0);
	act(EV_RECALL, NULL, NULL);
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	assert_int_equal(take(&p), 1);
	assert_false(outbox_recall(&desk, p[0].letter.id, &err));
	assert_int_equal(err.code, ERR_RULE);
	assert_non_null(strstr(err.text, "已经导出发送, 撤不回了"));
	err_clear(&err);
	assert_err(outbox_recall(&desk, 99999999, &err), &err, ERR_INPUT);
}

static bool
full_disk(void *ctx, const struct posted *letters, size_t count, struct err *err)
{
	(void)ctx, (void)letters, (void)count;
	return err_set(err, ERR_IO, "disk full");
}

static void
not_handed_over_is_not_taken(void **state)
{
	struct posted *p;
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	assert_err(outbox_take(&desk, 100, &mem, full_disk, NULL, &p, &n, &err), &err, ERR_IO);
	assert_int_equal(take(&p), 1);
	assert_ok(outbox_put_back(&desk, p, 1, &err), &err);
	assert_int_equal(take(&p), 1);
}

/* Others' letters are neither seen nor taken. */
static void
only_what_may_be_seen(void **state)
{
	struct session other;
	struct posted *p;
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	clock_advance_ms(store_clock(st), 60000);
	fixture_session(&other, st, "xuwei");
	assert_err(outbox_take(&other, 100, &mem, NULL, NULL, &p, &n, &err), &err, ERR_RULE);
	other.roles |= ROLE_OP; /* the post, but another part of the city */
	assert_ok(outbox_take(&other, 100, &mem, NULL, NULL, &p, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		assert_true(p[i].letter.case_id != id);
	session_close(&other);
	assert_int_equal(take(&p), 1);
}

static void
the_command(void **state)
{
	const char *path = arena_strdup(&mem, fixture_path(st)), *file = test_path("letters.csv");
	struct buf out, msg;
	const struct json *line;
	struct err err = ERR_INIT;

	(void)state;
	empty_the_box();
	act(EV_DISPATCH, "unit", "金榕物业");
	session_close(&desk);
	store_close(st);
	st = NULL;
	buf_init(&out);
	buf_init(&msg);
#define EXPORT(...) \
	LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "wangmin", "export", __VA_ARGS__)
	assert_int_equal(EXPORT("outbox", "--format", "jsonl"), 0);
	assert_ok(json_parse(&line, out.text, strcspn(out.text, "\n"), &mem, &err), &err);
	assert_string_equal(json_text(line, "event"), "dispatch");
	assert_string_equal(json_text(line, "way"), "chat");
	assert_non_null(strstr(json_text(line, "text"), "金榕物业"));
	assert_true(strlen(json_text(line, "phone")) >= 7);
	assert_non_null(strstr(msg.text, "取走 1 封信"));
	assert_int_equal(EXPORT("outbox", "--format", "jsonl"), 0);
	assert_string_equal(out.text, "");
	assert_int_equal(EXPORT("outbox", "-o", file), 0);
	assert_true(os_exists(file));
	assert_true(EXPORT("outbox", "-o", file) != 0); /* nothing is overwritten */
	assert_int_equal(EXPORT("letters"), 2);
	assert_int_equal(EXPORT("outbox", "--format", "xml"), 2);
	buf_release(&out);
	buf_release(&msg);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(held_then_taken_once), T(undone_is_never_sent),
		T(recall_of_a_routing), T(recall_of_a_letter), T(not_handed_over_is_not_taken),
		T(only_what_may_be_seen), T(the_command)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
