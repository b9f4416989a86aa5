/* The shipped tree of divisions, and what is refused in one of one's own. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/os.h"
#include "core/db/store.h"
#include "core/serve/divisions.h"
#include "tests/lib/store_fixture.h"

static struct division
find(const struct divisions *d, int64_t code)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->items[i].code == code)
			return d->items[i];
	fail_msg("no division %lld", (long long)code);
	return (struct division){.name = ""};
}

static void
shipped_list_is_a_tree(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct divisions d;
	int levels[4] = {0};

	(void)state;
	assert_ok(divisions_read(&d, "data", &mem, &err), &err);
	for (size_t i = 0; i < d.count; i++) {
		levels[d.items[i].level]++;
		assert_true(d.items[i].name[0] != '\0' && d.items[i].brief[0] != '\0');
		assert_true(strstr(d.items[i].name, d.items[i].brief) != NULL ||
			d.items[i].level == AREA_COUNTY);
	}
	assert_int_equal(levels[AREA_CITY], 1);
	assert_int_equal(levels[AREA_COUNTY], 14);
	assert_int_equal(levels[AREA_TOWN], 174);
	assert_int_equal(levels[AREA_VILLAGE], 2572);
	assert_string_equal(find(&d, 350502000000).brief, "鲤城");
	assert_string_equal(find(&d, 350572000000).brief, "台商区");
	/* 洛阳镇 keeps its code and belongs to the zone. */
	assert_int_equal(find(&d, 350521104000).parent, 350572000000);
	assert_int_equal(find(&d, 350521100000).parent, 350521000000);
	arena_release(&mem);
}

static void
briefs(void **state)
{
	static const struct {
		enum area_level level;
		const char *name, *want;
	} cases[] = {
		{AREA_CITY, "泉州市", "泉州"},
		{AREA_COUNTY, "晋江市", "晋江"},
		{AREA_COUNTY, "惠安县", "惠安"},
		{AREA_TOWN, "海滨街道", "海滨"},
		{AREA_TOWN, "百崎回族乡", "百崎"},
		{AREA_TOWN, "洛阳镇", "洛阳"},
		{AREA_TOWN, "石化工业园区", "石化工业园区"},
		{AREA_VILLAGE, "金山社区居委会", "金山"},
		{AREA_VILLAGE, "下村村委会", "下村"},
		{AREA_VILLAGE, "东村委会", "东村委会"}, /* one hanzi is no name */
		{AREA_GRID, "第一网格", "第一网格"},
	};
	struct arena mem = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
			division_brief(cases[i].level, cases[i].name, &mem), cases[i].want);
	arena_release(&mem);
}

static void
write_list(const char *text)
{
	struct err err = ERR_INIT;

	assert_ok(os_make_dirs(test_path("own/divisions"), &err), &err);
	assert_ok(os_write_file(test_path("own/divisions/a.csv"), text, strlen(text), &err), &err);
}

static void
mistakes_are_named_with_their_line(void **state)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{"", "没有市"},
		{"code,name\n", "level"},
		{"code,name,level,parent_code\n35050,x,city,350000000000\n", ":2:"},
		{"code,name,level,parent_code\n350500000000,x,region,350000000000\n", ":2:"},
		{"code,name,level,parent_code\n350500000000,,city,350000000000\n", ":2:"},
		{"code,name,level,parent_code\n350500000000,x,city\n", ":2:"},
		{"code,name,level,parent_code\n350500000000,x,city,350000000000\n"
		 "350502001000,y,township,350500000000\n",
			"350502001000"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct arena mem = ARENA_INIT;
		struct err err = ERR_INIT;
		struct divisions d;

		write_list(bad[i].text);
		assert_false(divisions_read(&d, test_path("own"), &mem, &err));
		assert_int_equal(err.code, ERR_INPUT);
		if (strstr(err.text, bad[i].says) == NULL)
			fail_msg("%s", err.text);
		arena_release(&mem);
	}
}

static void
a_missing_folder_is_an_error(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct divisions d;

	(void)state;
	assert_err(divisions_read(&d, test_path("nowhere"), &mem, &err), &err, ERR_IO);
	arena_release(&mem);
}

static void
areas_are_loaded(void **state)
{
	struct err err = ERR_INIT;
	struct store *st;
	struct store_config config = {.path = test_path("areas.db")};

	(void)state;
	assert_ok(store_create(&st, &config, &err), &err);
	assert_ok(store_begin(st, &err), &err);
	assert_ok(divisions_load(st, "data", &err), &err);
	assert_ok(store_commit(st, &err), &err);
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM areas"), 2761);
	assert_int_equal(
		fixture_number(store_db(st), "SELECT count(*) FROM areas WHERE parent_id IS NULL"),
		1);
	assert_int_equal(fixture_number(store_db(st),
				 "SELECT count(*) FROM areas a JOIN areas p ON p.id = a.parent_id"
				 " WHERE p.level <> a.level - 1"),
		0);
	assert_int_equal(
		fixture_number(store_db(st),
			"SELECT count(*) FROM areas WHERE name = '海滨街道' AND short = '海滨'"
			" AND py = 'hbjd'"),
		1);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_list_is_a_tree),
		cmocka_unit_test(briefs),
		cmocka_unit_test(mistakes_are_named_with_their_line),
		cmocka_unit_test(a_missing_folder_is_an_error),
		cmocka_unit_test(areas_are_loaded),
	};

	return cmocka_run_group_tests_name("divisions", tests, NULL, NULL);
}
