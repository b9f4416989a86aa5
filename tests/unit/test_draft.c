/* Unfinished forms: kept, found, resumed, dropped; and nobody reads them in the file. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/os.h"
#include "core/db/db.h"
#include "core/domain/draft.h"
#include "core/domain/intake.h"
#include "tests/lib/town.h"

static struct town town;
static struct session desk, other;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	town_open(&town, "2024-12-09T14:32:00");
	town_session(&town, &desk, TOWN_DESK);
	town_session(&town, &other, TOWN_OP);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	session_close(&other);
	town_close(&town);
	arena_release(&mem);
	return 0;
}

static const struct act_input fields[] = {
	{"phone", "13905952208"}, {"body", "地下车库没有充电桩\n第二行: 5,"}};

static struct draft
a_draft(void)
{
	return (struct draft){.form = "intake",
		.title = "地下车库没有充电桩",
		.caret = "body 12",
		.filled = 7,
		.required = 9,
		.fields = fields,
		.field_count = 2};
}

static void
kept_and_read_again(void **state)
{
	struct draft d = a_draft(), got;
	struct err err = ERR_INIT;
	bool found;

	(void)state;
	assert_ok(draft_save(&desk, &d, &err), &err);
	assert_true(d.id != 0);
	assert_ok(draft_read(&desk, d.id, &mem, &got, &found, &err), &err);
	assert_true(found);
	assert_string_equal(got.form, "intake");
	assert_string_equal(got.title, d.title);
	assert_string_equal(got.caret, d.caret);
	assert_int_equal(got.filled, 7);
	assert_int_equal(got.required, 9);
	assert_int_equal(got.field_count, 2);
	assert_string_equal(got.fields[1].key, "body");
	assert_string_equal(got.fields[1].value, fields[1].value);
	assert_ok(draft_read(&other, d.id, &mem, &got, &found, &err), &err);
	assert_false(found); /* another's */
	assert_ok(draft_delete(&other, d.id, &err), &err);
	assert_ok(draft_read(&desk, d.id, &mem, &got, &found, &err), &err);
	assert_true(found);
}

static void
saved_over_and_saved_anew(void **state)
{
	struct draft d = a_draft();
	struct err err = ERR_INIT;
	int count;

	(void)state;
	assert_ok(draft_save(&desk, &d, &err), &err);
	int64_t id = d.id;

	d.filled = 8;
	assert_ok(draft_save(&desk, &d, &err), &err);
	assert_int_equal(d.id, id);
	assert_ok(draft_count(&desk, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_ok(draft_delete(&desk, id, &err),
		&err); /* as by another console, or when it ran out */
	assert_ok(draft_save(&desk, &d, &err), &err);
	assert_ok(draft_count(&desk, &count, &err), &err);
	assert_int_equal(count, 1);
	struct draft late = d; /* another console read it too */

	assert_ok(draft_save(&desk, &d, &err), &err);
	assert_ok(draft_save(&desk, &late, &err), &err);
	assert_int_not_equal(late.id, d.id); /* its text stays beside the other */
	assert_ok(draft_count(&desk, &count, &err), &err);
	assert_int_equal(count, 2);
}

static void
listed_newest_first(void **state)
{
	struct draft d = a_draft(), e = a_draft(), *list;
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	assert_ok(draft_save(&desk, &d, &err), &err);
	town_advance(&town, 60);
	e.title = "第二件";
	assert_ok(draft_save(&desk, &e, &err), &err);
	assert_ok(draft_list(&desk, &mem, &list, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].title, "第二件");
	assert_int_equal(list[0].updated_at - list[1].updated_at, 60);
	assert_int_equal(list[1].filled, 7);
	assert_ok(draft_list(&other, &mem, &list, &n, &err), &err);
	assert_int_equal(n, 0);
}

static void
registering_takes_the_draft_along(void **state)
{
	struct draft d = a_draft();
	struct intake in = {.channel = 1,
		.phone = "13905952208",
		.name = "陈丽华",
		.body = "地下车库没有充电桩",
		.notice_told = true,
		.place = town_place()};
	static const struct act_input category[] = {{"category", "CD"}},
				      nobody[] = {{"unit", "999"}};
	const struct case_step acts[] = {{EV_ACCEPT, category, 1}, {EV_DISPATCH, nobody, 1}};
	struct act_result r;
	struct err err = ERR_INIT;
	int count;

	(void)state;
	assert_ok(draft_save(&desk, &d, &err), &err);
	in.draft_id = d.id;
	assert_err(case_register(&desk, &in, acts, 2, &r, &err), &err, ERR_INPUT);
	assert_ok(draft_count(&desk, &count, &err), &err);
	assert_int_equal(count, 1); /* nothing happened: the draft is still there */
	assert_ok(case_register(&desk, &in, acts, 1, &r, &err), &err);
	assert_ok(draft_count(&desk, &count, &err), &err);
	assert_int_equal(count, 0);
}

static bool
holds(const struct buf *bytes, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= bytes->len; i++)
		if (memcmp(bytes->text + i, text, n) == 0)
			return true;
	return false;
}

static void
nothing_is_readable_in_the_file(void **state)
{
	struct draft d = a_draft();
	struct err err = ERR_INIT;
	struct buf bytes;

	(void)state;
	assert_ok(draft_save(&desk, &d, &err), &err);
	session_close(&desk);
	session_close(&other);
	store_close(town.store);
	buf_init(&bytes);
	assert_ok(os_read_file(town.path, 64 << 20, &bytes, &err), &err);
	assert_false(holds(&bytes, "充电桩"));
	assert_false(holds(&bytes, "13905952208"));
	assert_true(holds(&bytes, "body 12")); /* it is the right file */
	buf_release(&bytes);
	struct store_config config = {.path = town.path, .frozen = true, .frozen_utc = 1733726000};

	assert_ok(store_open(&town.store, &config, &err), &err);
	town_session(&town, &desk, TOWN_DESK);
	town_session(&town, &other, TOWN_OP);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kept_and_read_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(saved_over_and_saved_anew, set_up, tear_down),
		cmocka_unit_test_setup_teardown(listed_newest_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			registering_takes_the_draft_along, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_is_readable_in_the_file, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
