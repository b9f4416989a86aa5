/* show and act: the machine without a terminal, by the same rules as the screens. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/domain/case_number.h"
#include "core/serve/case_view.h"
#include "tests/lib/fixture.h"
#include "tests/lib/run_linli.h"

static void
test_show_and_act(void **state)
{
	struct store *st = fixture_store();
	struct arena mem = ARENA_INIT;
	struct session s;
	struct case_row row = {0};
	struct err err = ERR_INIT;
	struct buf out, msg;
	char no[CASE_NO_FULL_BYTES];
	bool found;

	(void)state;
	buf_init(&out);
	buf_init(&msg);
	fixture_session(&s, st, "wangmin");
	int64_t id = fixture_case_titled(&s, "地下车库无电动车充电桩");

	assert_ok(case_row_load(&s, id, &mem, &row, &found, &err), &err);
	case_no_full(row.no, no);
	const char *path = arena_strdup(&mem, fixture_path(st));

	session_close(&s);
	store_close(st);
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "lihang", "show", no), 0);
	assert_non_null(strstr(out.text, "待分办"));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "lihang", "act",
				 no, "dispatch", "unit=金榕物业", "opinion=请尽快"),
		0);
	assert_non_null(strstr(out.text, "给 金榕物业"));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "lihang", "act",
				 no, "close"),
		1);
	assert_non_null(strstr(msg.text, "「待签收」的件不能问效"));
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "--data", "data", "--as", "lihang", "show", no), 0);
	assert_non_null(strstr(out.text, "请尽快"));
	buf_release(&out);
	buf_release(&msg);
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_show_and_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
