/* Finding areas, estates, grids, units and people; what is kept, and when it is read anew. */
#include "tests/lib/cases.h"
#include "tests/lib/test.h"

#include "core/domain/area.h"
#include "core/domain/lookup.h"

static struct store *store;
static struct session city, county;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(10);

	(void)state;
	config.seed = 3;
	store = cases_make(test_path("lookup.db"), &config);
	cases_sign_in(&city, store, NULL, 350500000000);
	cases_sign_in(&county, store, NULL, 350582000000);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&city);
	session_close(&county);
	store_close(store);
	arena_release(&mem);
	return 0;
}

static size_t
search(struct session *s, unsigned kinds, const char *typed, size_t most, struct lookup_hit **hits)
{
	size_t n = 0;

	assert_ok(lookup_search(s, kinds, typed, most, &mem, hits, &n, &err), &err);
	return n;
}

static void
test_hanzi_code_pinyin(void **state)
{
	(void)state;
	static const struct {
		enum lookup_kind kind;
		const char *typed, *name;
		enum lookup_rank rank;
	} cases[] = {
		{LOOKUP_AREA, "晋江", "晋江市", LOOKUP_BEGINS},
		{LOOKUP_AREA, "晋江市", "晋江市", LOOKUP_WHOLE},
		{LOOKUP_AREA, "江市", "晋江市", LOOKUP_INSIDE},
		{LOOKUP_AREA, "jjs", "晋江市", LOOKUP_INITIALS},
		{LOOKUP_AREA, "ＪＪ", "晋江市", LOOKUP_INITIALS},
		{LOOKUP_AREA, "jinjiang", "晋江市", LOOKUP_INITIALS},
		{LOOKUP_AREA, "jiangshi", "晋江市", LOOKUP_PINYIN},
		{LOOKUP_AREA, "350582", "晋江市", LOOKUP_WHOLE},
		{LOOKUP_AREA, "3505-82", "晋江市", LOOKUP_WHOLE},
		{LOOKUP_ESTATE, "jrhy", "金榕花园", LOOKUP_INITIALS},
		{LOOKUP_GRID, "350502001001002", "金榕花园2网格", LOOKUP_WHOLE},
		{LOOKUP_GRID, "350502-001-001-002", "金榕花园2网格", LOOKUP_WHOLE},
		{LOOKUP_GRID, "35050200100100", "金榕花园1网格", LOOKUP_BEGINS},
		{LOOKUP_UNIT, "刺桐派出", "刺桐派出所", LOOKUP_BEGINS},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct lookup_hit *hits;

		if (search(&city, LOOKUP_BIT(cases[i].kind), cases[i].typed, 5, &hits) == 0)
			fail_msg("%s finds nothing", cases[i].typed);
		assert_string_equal(hits[0].item.name, cases[i].name);
		assert_int_equal(hits[0].rank, cases[i].rank);
	}
	struct lookup_hit *hits;

	assert_int_equal(search(&city, ~0U, "", 5, &hits), 0);
	assert_int_equal(search(&city, ~0U, "  ", 5, &hits), 0);
	assert_int_equal(search(&city, ~0U, "没有这个", 5, &hits), 0);
	assert_int_equal(search(&city, ~0U, "\xff\xfe", 5, &hits), 0);
	assert_int_equal(search(&city, ~0U, "金榕", 0, &hits), 0);
}

/* Better ranks first, then what lies near; the same hits whether few or many are asked for. */
static void
test_order(void **state)
{
	(void)state;
	struct lookup_hit *all, *few;
	size_t n = search(&county, ~0U, "金榕", 500, &all);
	const struct scope *scope = &county.scope;

	assert_true(n > 30);
	for (size_t i = 1; i < n; i++) {
		assert_true(all[i - 1].rank <= all[i].rank);
		if (all[i - 1].rank == all[i].rank)
			assert_true(all[i - 1].near >= all[i].near);
	}
	for (size_t i = 0; i < n; i++) {
		int64_t place = place_make(all[i].area_code, 0, 0);

		assert_int_equal(
			all[i].near, place >= scope->place_low && place <= scope->place_high);
	}
	for (size_t most = 1; most < 20; most++) {
		assert_int_equal(search(&county, ~0U, "金榕", most, &few), most);
		for (size_t i = 0; i < most; i++)
			assert_true(few[i].item.id == all[i].item.id &&
				few[i].item.kind == all[i].item.kind);
	}
}

static void
test_ids(void **state)
{
	(void)state;
	int64_t *ids;
	size_t has, is, sound, glob;
	struct lookup_item item;
	bool found;

	assert_ok(
		lookup_ids(&city, LOOKUP_ESTATE, LOOKUP_HAS, "金榕", &mem, &ids, &has, &err), &err);
	assert_true(has >= 3);
	for (size_t i = 0; i < has; i++) {
		assert_true(i == 0 || ids[i - 1] < ids[i]);
		assert_ok(lookup_by_id(&city, LOOKUP_ESTATE, ids[i], &item, &found, &err), &err);
		assert_true(found && strstr(item.name, "金榕") != NULL);
	}
	assert_ok(lookup_ids(&city, LOOKUP_ESTATE, LOOKUP_HAS, "金?*", &mem, &ids, &glob, &err),
		&err);
	assert_int_equal(has, glob);
	assert_ok(lookup_ids(&city, LOOKUP_ESTATE, LOOKUP_SOUND, "JR", &mem, &ids, &sound, &err),
		&err);
	assert_int_equal(has, sound);
	assert_ok(lookup_ids(&city, LOOKUP_ESTATE, LOOKUP_IS, "金榕", &mem, &ids, &is, &err), &err);
	assert_int_equal(is, 0);
	assert_ok(lookup_ids(&city, LOOKUP_ESTATE, LOOKUP_HAS, "", &mem, &ids, &is, &err), &err);
	assert_int_equal(is, 0);
	assert_ok(lookup_by_id(&city, LOOKUP_ESTATE, 123456, &item, &found, &err), &err);
	assert_false(found);
}

static void
test_nearest(void **state)
{
	(void)state;
	const char *name;

	assert_ok(lookup_nearest(&city, LOOKUP_AREA, "晋江县", &name, &err), &err);
	assert_string_equal(name, "晋江市");
	assert_ok(lookup_nearest(&city, LOOKUP_AREA, "完全不同的名字", &name, &err), &err);
	assert_null(name);
}

static void
rename_estate(const char *name)
{
	struct stmt *st =
		db_stmt(store_db(store), "UPDATE estates SET name = $1 WHERE id = 1", &err);

	assert_non_null(st);
	bind_text(st, 1, name);
	assert_ok(db_run(st, &err), &err);
}

/* Another session sees a changed register once its writer has said so. */
static void
test_changes_are_seen(void **state)
{
	(void)state;
	struct store_config config = {
		.path = test_path("lookup.db"), .frozen = true, .frozen_utc = store_now(store)};
	struct store *second;
	struct session other;
	struct lookup_hit *hits;

	assert_ok(store_open(&second, &config, &err), &err);
	cases_sign_in(&other, second, NULL, 350500000000);
	assert_int_equal(search(&other, LOOKUP_BIT(LOOKUP_ESTATE), "新名字", 5, &hits), 0);
	assert_ok(store_begin(store, &err), &err);
	rename_estate("新名字小区");
	assert_ok(lookup_changed(&city, &err), &err);
	assert_ok(store_commit(store, &err), &err);
	assert_int_equal(search(&other, LOOKUP_BIT(LOOKUP_ESTATE), "新名字", 5, &hits), 1);
	assert_int_equal(search(&city, LOOKUP_BIT(LOOKUP_ESTATE), "新名字", 5, &hits), 1);
	session_close(&other);
	store_close(second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hanzi_code_pinyin),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_changes_are_seen),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
