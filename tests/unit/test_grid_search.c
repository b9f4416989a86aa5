/* Searching the trees of the whole city: what is found, and how much work a letter is. */
#include "tests/lib/fixture.h"
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/db/db.h"
#include "core/serve/demo.h"
#include "core/serve/grid_card.h"

/* A step is an opcode of the database: a microsecond buys some thirty. */
enum { STEPS_A_LETTER = 40000, STEPS_A_LEVEL = 20000 };

static struct store *store;
static struct session city, county;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct demo_report report;
	const struct store_config file = {
		.path = test_path("whole.db"), .frozen = true, .frozen_utc = FIXTURE_NOW};
	const struct demo_config config = {.store = file,
		.data_dir = "data",
		.rules = fixture_rules(),
		.cases = 100,
		.seed = 1};

	(void)state;
	assert_ok(demo_make(&config, &report, &err), &err);
	assert_int_equal(report.grids, 34000);
	demo_report_release(&report);
	assert_ok(store_open(&store, &file, &err), &err);
	fixture_session(&city, store, "hongst");
	fixture_session(&county, store, "wangmin");
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

static struct node_ref
node_at(const char *code)
{
	struct node_ref ref;

	assert_ok(node_read(&city, code, &ref, &err), &err);
	return ref;
}

static int
search(struct session *s, enum grid_tree tree, struct node_ref from, const char *typed,
	struct grid_hit **hits)
{
	int n;

	arena_reset(&mem);
	assert_ok(grid_search(s, tree, from, typed, &mem, hits, &n, &err), &err);
	return n;
}

static const struct node_ref nowhere = {NODE_NONE, 0};

static void
test_hanzi_initials_code(void **state)
{
	static const struct {
		const char *typed, *name;
	} want[] = {
		{"金榕花园东", "金榕花园东"},
		{"jrhyd", "金榕花园东"},
		{"jrhy", "金榕花园东"},
		{"JRHY", "金榕花园东"},
		{"ｊｒｈｙ", "金榕花园东"},
		{"jinronghua", "金榕花园东"},
		{"350502004005002", "金榕花园东"},
		{"350502-004-005-002", "金榕花园东"},
		{"东门巷", "东门巷"},
		{"dmx", "东门巷"}, /* 巷 has two readings */
		{"dmh", "东门巷"},
		{"晋江", "晋江市"},
		{"刺桐社区", "刺桐社区居委会"},
	};
	struct grid_hit *hits;

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		int n = search(&county, GRID_TREE_AREA, nowhere, want[i].typed, &hits), at = 0;

		while (at < n && strcmp(hits[at].name, want[i].name) != 0)
			at++;
		if (at == n)
			fail_msg("%s does not find %s", want[i].typed, want[i].name);
	}
	search(&county, GRID_TREE_AREA, nowhere, "jrhy", &hits);
	assert_string_equal(hits[0].name, "金榕花园东");
	assert_string_equal(hits[0].where, "刺桐社区居委会");
}

static void
test_last_three_digits(void **state)
{
	struct grid_hit *hits;
	struct node_ref village = node_at("350502004005"), grid = node_at("350502004005014"),
			city_node = node_at("350500");
	int n = search(&county, GRID_TREE_AREA, village, "002", &hits);

	(void)state;
	assert_true(n > 10);
	assert_string_equal(hits[0].name, "金榕花园东");
	n = search(&county, GRID_TREE_AREA, grid, "００２", &hits); /* from a sister grid */
	assert_string_equal(hits[0].name, "金榕花园东");
	assert_int_equal(search(&county, GRID_TREE_AREA, city_node, "002", &hits), GRID_HITS_MOST);
	assert_int_equal(search(&county, GRID_TREE_AREA, city_node, "000", &hits), 0);
	n = search(&county, GRID_TREE_STEWARD, village, "002", &hits);
	assert_true(n > 0 && hits[0].ref.kind == NODE_GRID);
}

static void
test_stewards_and_estates(void **state)
{
	struct grid_hit *hits;
	int n = search(&county, GRID_TREE_STEWARD, nowhere, "陈志强", &hits);

	(void)state;
	assert_true(n > 0);
	assert_int_equal(hits[0].ref.kind, NODE_STEWARD);
	assert_string_equal(hits[0].name, "陈志强");
	assert_string_equal(hits[0].where, "刺桐社区居委会"); /* of her own county first */
	n = search(&county, GRID_TREE_STEWARD, nowhere, "czq", &hits);
	int at = 0;

	while (at < n && strcmp(hits[at].name, "陈志强") != 0)
		at++;
	assert_true(at < n);
	n = search(&county, GRID_TREE_ESTATE, nowhere, "jrhy", &hits);
	assert_true(n > 0);
	assert_int_equal(hits[0].ref.kind, NODE_ESTATE);
	assert_string_equal(hits[0].name, "金榕花园");
}

static void
test_anything_may_be_typed(void **state)
{
	static const char *const typed[] = {"", " ", "　", "\xff\xfe\x80", "%_*?", "'", "\\", "|",
		"((", "~", "没有这样的网格", "\xf0\xa0\x80\x80", "0", "99", "-", "--"};
	struct grid_hit *hits;
	char longest[4000];

	(void)state;
	memset(longest, 'j', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	for (int tree = 0; tree < GRID_TREE_COUNT; tree++) {
		assert_int_equal(search(&city, (enum grid_tree)tree, nowhere, longest, &hits), 0);
		for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
			assert_true(search(&city, (enum grid_tree)tree, nowhere, typed[i], &hits) <=
				GRID_HITS_MOST);
		assert_int_equal(search(&city, (enum grid_tree)tree, nowhere, "", &hits), 0);
	}
}

/* Once the names are in memory a letter asks the database next to nothing. */
static void
test_work_of_a_letter(void **state)
{
	static const char *const words[] = {"j", "jr", "jrh", "jrhy", "jrhyd", "金", "金榕", "dmx",
		"350502", "cz", "tongan", "00", "002"};
	struct node_ref from = node_at("350502004005");
	struct grid_hit *hits;

	(void)state;
	for (int tree = 0; tree < GRID_TREE_COUNT; tree++) {
		search(&city, (enum grid_tree)tree, from, "a", &hits);
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			db_take_steps(store_db(store));
			search(&city, (enum grid_tree)tree, from, words[i], &hits);
			int64_t steps = db_take_steps(store_db(store));

			/* the last three digits of all grids are read from their index */
			int64_t most =
				strcmp(words[i], "002") == 0 ? 10 * STEPS_A_LETTER : STEPS_A_LETTER;

			if (steps > most)
				fail_msg("%s: %lld steps", words[i], (long long)steps);
		}
	}
}

/* No level costs more than what stands on it, whatever the size of the city. */
static void
open_levels(struct node_ref parent, enum grid_tree tree, int depth)
{
	struct arena level = ARENA_INIT;
	struct grid_node *nodes;
	int n;

	db_take_steps(store_db(store));
	assert_ok(grid_children(&city, tree, parent, &level, &nodes, &n, &err), &err);
	int64_t steps = db_take_steps(store_db(store));

	/* the tree of estates adds up estates: about 2,700 areas once */
	if (steps > (tree == GRID_TREE_ESTATE ? 4 : 1) * STEPS_A_LEVEL)
		fail_msg("tree %d depth %d: %lld steps for %d nodes", tree, depth, (long long)steps,
			n);
	for (int i = 0; i < n; i += n / 3 + 1)
		if (!nodes[i].leaf)
			open_levels(nodes[i].ref, tree, depth + 1);
	arena_release(&level);
}

static void
test_work_of_a_level(void **state)
{
	(void)state;
	for (int tree = 0; tree < GRID_TREE_COUNT; tree++)
		open_levels(nowhere, (enum grid_tree)tree, 0);
}

/* Nor does a card: nothing of the city is counted for it but its open matters, from their index. */
static void
test_work_of_a_card(void **state)
{
	static const char *const codes[] = {"350500", "350582", "350502004", "350502004005",
		"350502004005002", "350502004005002003"};
	struct grid_card c;
	bool found;

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct node_ref ref = node_at(codes[i]);

		db_take_steps(store_db(store));
		assert_ok(grid_card_read(&city, ref, &mem, &c, &found, &err), &err);
		int64_t steps = db_take_steps(store_db(store));

		if (!found || steps > 2 * STEPS_A_LEVEL)
			fail_msg("%s: %lld steps", codes[i], (long long)steps);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hanzi_initials_code),
		cmocka_unit_test(test_last_three_digits),
		cmocka_unit_test(test_stewards_and_estates),
		cmocka_unit_test(test_anything_may_be_typed),
		cmocka_unit_test(test_work_of_a_letter),
		cmocka_unit_test(test_work_of_a_level),
		cmocka_unit_test(test_work_of_a_card),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
