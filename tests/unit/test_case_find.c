/* What a person may type for a matter, whoever they are and wherever their unit lies. */
#include "core/domain/case_find.h"

#include <string.h>

#include "core/db/db.h"
#include "core/domain/case_number.h"
#include "tests/lib/world.h"

static void
found(struct world *w, int who, const char *text, int64_t expected)
{
	struct err err = ERR_INIT;
	int64_t id = -1;

	assert_ok(case_find(&w->who[who], text, &id, &err), &err);
	assert_int_equal(id, expected);
}

static void
test_every_form_for_everybody_who_sees_it(void **state)
{
	static const int see[] = {TOWN_HND, TOWN_HL, TOWN_DESK, TOWN_LDR, TOWN_POLICE_HND};
	struct world *w = *state;
	int64_t id = world_registered(w, TOWN_DESK);
	char full[CASE_NO_FULL_BYTES], spoken[CASE_NO_FULL_BYTES], tail[5];

	case_no_full(world_row_of(w, id).no, full);
	case_no_spoken(world_row_of(w, id).no, spoken);
	memcpy(tail, full + 18, 3);
	memcpy(tail + 3, full + 22, 2);
	const char *const forms[] = {"1209-001", "24-1209-001", full, spoken, tail};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		found(w, TOWN_HND, forms[i], 0); /* not given to them yet */
	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3;helpers=4");
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		for (size_t k = 0; k < sizeof(see) / sizeof(see[0]); k++)
			found(w, see[k], forms[i], id);
		found(w, TOWN_OP_2, forms[i], 0);
		found(w, TOWN_MED, forms[i], 0);
	}
	found(w, TOWN_DESK, "1209-002", 0);
	found(w, TOWN_DESK, "不是编号", 0);
	found(w, TOWN_DESK, "", 0);
}

/* Two townships of a county have the same number of a day: nothing is done to the wrong one. */
static void
test_of_several_none_is_taken(void **state)
{
	struct world *w = *state;
	int64_t first = world_registered(w, TOWN_DESK), second = world_registered(w, TOWN_DESK);
	struct err err = ERR_INIT;
	struct case_row *rows;
	int64_t id = 0;
	size_t n;

	assert_ok(store_begin(w->town.store, &err), &err);
	assert_ok(db_script(store_db(w->town.store),
			  "INSERT INTO areas(id, parent_id, level, code, name, short, py) VALUES"
			  "(6, 2, 2, 350502008000, '临江街道', '临江', 'ljjd');"
			  "UPDATE cases SET no = 3505020082412090001 WHERE no % 10000 = 2",
			  &err),
		&err);
	assert_ok(store_commit(w->town.store, &err), &err);
	assert_false(case_find(&w->who[TOWN_DESK], "1209-001", &id, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_non_null(strstr(err.text, "350502007-241209-0001"));
	assert_non_null(strstr(err.text, "350502008-241209-0001"));
	err_clear(&err);
	assert_ok(case_find_all(&w->who[TOWN_DESK], "1209-001", 8, &w->mem, &rows, &n, &err), &err);
	assert_int_equal(n, 2);
	found(w, TOWN_DESK, "3505020072412090001", first);
	found(w, TOWN_DESK, "350502008-241209-0001", second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_every_form_for_everybody_who_sees_it, world_open, world_close),
		cmocka_unit_test_setup_teardown(
			test_of_several_none_is_taken, world_open, world_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
