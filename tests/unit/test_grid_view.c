/* The trees of the city, their lights, cards and lists, compared with what plain SQL says. */
#include "tests/lib/fixture.h"
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/domain/area.h"
#include "core/domain/case_list.h"
#include "core/serve/grid_card.h"
#include "core/serve/grid_tree.h"

static struct store *store;
static struct session op;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	(void)state;
	store = fixture_store();
	fixture_session(&op, store, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&op);
	store_close(store);
	arena_release(&mem);
	return 0;
}

static int64_t
number(const char *sql, int64_t a, int64_t b)
{
	struct stmt *st = db_stmt(store_db(store), sql, &err);
	int64_t n = 0;

	assert_non_null(st);
	bind_i64(st, 1, a);
	bind_i64(st, 2, b);
	if (db_row(st, &err))
		n = col_i64(st);
	assert_ok(db_done(st, &err), &err);
	return n;
}

static int
children(struct session *s, enum grid_tree tree, struct node_ref parent, struct grid_node **out)
{
	int n = 0;

	assert_ok(grid_children(s, tree, parent, &mem, out, &n, &err), &err);
	return n;
}

static struct node_ref
area_of(int64_t code)
{
	return (struct node_ref){
		NODE_AREA, number("SELECT id FROM areas WHERE code = $1 AND $2 = 0", code, 0)};
}

static struct node_ref
grid_of(int64_t code)
{
	return (struct node_ref){
		NODE_GRID, number("SELECT id FROM grids WHERE code = $1 AND $2 = 0", code, 0)};
}

/* --- levels */

static int
walk(enum grid_tree tree, struct node_ref parent, enum node_kind want, int depth)
{
	struct grid_node *nodes;
	int n = children(&op, tree, parent, &nodes), found = 0;

	assert_true(depth < GRID_PATH_MOST);
	for (int i = 0; i < n; i++) {
		found += nodes[i].ref.kind == want;
		assert_true(node_of_key(node_key(nodes[i].ref)).id == nodes[i].ref.id);
		if (!nodes[i].leaf)
			found += walk(tree, nodes[i].ref, want, depth + 1);
	}
	return found;
}

static const struct node_ref top = {NODE_NONE, 0};

static void
test_every_grid_stands_in_the_tree(void **state)
{
	(void)state;
	assert_int_equal(walk(GRID_TREE_AREA, top, NODE_GRID, 0), 120);
	assert_int_equal(walk(GRID_TREE_AREA, top, NODE_BUILDING, 0),
		number("SELECT count(*) FROM buildings WHERE $1 = $2", 0, 0));
	assert_int_equal(walk(GRID_TREE_ESTATE, top, NODE_ESTATE, 0),
		number("SELECT count(*) FROM estates WHERE $1 = $2", 0, 0));
	assert_int_equal(walk(GRID_TREE_STEWARD, top, NODE_STEWARD, 0),
		number("SELECT count(*) FROM staff WHERE kind IN (1, 2, 3) AND $1 = $2", 0, 0));
}

static void
test_counts_of_the_nodes(void **state)
{
	struct grid_node *city, *counties;

	(void)state;
	for (int tree = 0; tree < GRID_TREE_COUNT; tree++) {
		int sum = 0, n;

		assert_int_equal(children(&op, (enum grid_tree)tree, top, &city), 1);
		n = children(&op, (enum grid_tree)tree, city[0].ref, &counties);
		assert_true(n >= 1);
		for (int i = 0; i < n; i++)
			sum += counties[i].count;
		assert_int_equal(sum, city[0].count);
	}
}

/* --- lights */

static enum light
worst_by_sql(int64_t low, int64_t high, int *open)
{
	int64_t now = session_now(&op);
	static const char red[] =
		"SELECT count(*) FROM cases WHERE state < 12 AND place BETWEEN $1 AND $2"
		" AND cat <> 1203 AND due_at < $3";
	static const char yellow[] =
		"SELECT count(*) FROM cases WHERE state < 12 AND place BETWEEN $1"
		" AND $2 AND cat <> 1203 AND light_at <= $3";
	static const char all[] =
		"SELECT count(*) FROM cases WHERE state < 12 AND place BETWEEN $1 AND $2"
		" AND cat <> 1203 AND $3 > 0";
	static const char grey[] =
		"SELECT count(*) FROM cases WHERE state < 12 AND place BETWEEN $1 AND"
		" $2 AND cat <> 1203 AND due_at > $3 + 99999999";
	const char *const sql[] = {red, yellow, all, grey};
	int64_t n[4];

	for (int i = 0; i < 4; i++) {
		struct stmt *st = db_stmt(store_db(store), sql[i], &err);

		assert_non_null(st);
		bind_i64(st, 1, low);
		bind_i64(st, 2, high);
		bind_i64(st, 3, now);
		assert_true(db_row(st, &err));
		n[i] = col_i64(st);
		assert_ok(db_done(st, &err), &err);
	}
	*open = (int)n[2];
	return n[0] > 0                    ? LIGHT_RED
		: n[1] > 0                 ? LIGHT_YELLOW
		: n[2] > n[3] || n[2] == 0 ? LIGHT_GREEN
					   : LIGHT_GREY;
}

static void
check_lights(struct node_ref parent, int *lit)
{
	struct grid_node *nodes;
	int n = children(&op, GRID_TREE_AREA, parent, &nodes);

	for (int i = 0; i < n; i++) {
		if (nodes[i].ref.kind != NODE_AREA) {
			int64_t low = nodes[i].code, high = low;
			int open;

			if (nodes[i].ref.kind == NODE_GRID) {
				low *= 1000;
				high = low + 999;
			}
			assert_int_equal(nodes[i].light, worst_by_sql(low, high, &open));
			assert_int_equal(nodes[i].open, open);
			*lit += open > 0;
		}
		if (!nodes[i].leaf)
			check_lights(nodes[i].ref, lit);
	}
}

static void
test_lights_are_those_of_the_matters(void **state)
{
	struct session city;
	int lit = 0;

	(void)state;
	/* somebody of the city sees all */
	fixture_session(&city, store, "hongst");
	struct session before = op;

	op = city;
	check_lights(top, &lit);
	city = op;
	op = before;
	assert_true(lit > 10);
	session_close(&city);
}

static void
test_lights_of_other_trees(void **state)
{
	struct node_ref town = area_of(350502004000), village = area_of(350502004005);
	struct grid_node *nodes;
	int n = children(&op, GRID_TREE_ESTATE, town, &nodes), lit = 0;

	(void)state;
	assert_true(n >= 4);
	for (int i = 0; i < n; i++) {
		int64_t open = number(
			"SELECT count(*) FROM cases c JOIN grids g ON g.code = c.place / 1000"
			" WHERE c.state < 12 AND c.cat <> 1203 AND g.estate_id = $1 AND $2 = 0",
			nodes[i].ref.id, 0);

		assert_int_equal(nodes[i].ref.kind, NODE_ESTATE);
		assert_int_equal(nodes[i].open, open);
		lit += open > 0;
	}
	assert_true(lit > 0);
	n = children(&op, GRID_TREE_STEWARD, village, &nodes);
	for (int i = 0; i < n; i++) {
		int open;
		int64_t low = nodes[i].code * 1000;

		assert_int_equal(nodes[i].ref.kind, NODE_STEWARD);
		assert_int_equal(nodes[i].steward, STAFF_GRID_WORKER);
		assert_int_equal(nodes[i].light, worst_by_sql(low, low + 999, &open));
		assert_int_equal(nodes[i].open, open);
	}
}

/* --- ways */

/* Each step of the way is among the nodes below the one before it. */
static void
check_path(enum grid_tree tree, struct node_ref ref, enum node_kind last)
{
	struct node_ref path[GRID_PATH_MOST], parent = top;
	int n;

	assert_ok(grid_path(&op, tree, ref, path, &n, &err), &err);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		struct grid_node *nodes;
		int count = children(&op, tree, parent, &nodes), at = 0;

		while (at < count && node_key(nodes[at].ref) != node_key(path[i]))
			at++;
		assert_true(at < count);
		parent = path[i];
	}
	assert_int_equal(path[n - 1].kind, last);
}

static void
test_ways_through_the_trees(void **state)
{
	struct node_ref grid = grid_of(350502004005002), lane = grid_of(350502004005001);
	struct node_ref building = {NODE_BUILDING,
		number("SELECT id FROM buildings WHERE place = $1 AND $2 = 0", 350502004005002003,
			0)};
	struct node_ref head = {NODE_STEWARD,
		number("SELECT id FROM staff WHERE kind = 3 AND place > $1 AND $2 = 0 ORDER BY id",
			350502004005002000, 0)};
	int n;
	struct node_ref path[GRID_PATH_MOST];

	(void)state;
	check_path(GRID_TREE_AREA, area_of(350502004005), NODE_AREA);
	check_path(GRID_TREE_AREA, grid, NODE_GRID);
	check_path(GRID_TREE_AREA, building, NODE_BUILDING);
	check_path(GRID_TREE_AREA, head, NODE_GRID);
	check_path(GRID_TREE_ESTATE, grid, NODE_ESTATE);
	check_path(GRID_TREE_ESTATE, building, NODE_BUILDING);
	check_path(GRID_TREE_ESTATE, lane, NODE_AREA); /* belongs to no estate: the township */
	check_path(GRID_TREE_STEWARD, grid, NODE_STEWARD);
	check_path(GRID_TREE_STEWARD, head, NODE_STEWARD);
	check_path(GRID_TREE_STEWARD, building, NODE_STEWARD);
	assert_ok(grid_path(&op, GRID_TREE_AREA, (struct node_ref){NODE_GRID, 999999}, path, &n,
			  &err),
		&err);
	assert_int_equal(n, 0);
}

static void
test_nodes_as_text(void **state)
{
	struct node_ref grid = grid_of(350502004005002), out;
	char text[NODE_TEXT_BYTES];
	static const char *const codes[] = {
		"350502004005002", "350502-004-005-002", "３５０５０２００４００５００２"};
	static const char *const bad[] = {"", "grid:", "grid:99999999", "x:1", "350502004005999",
		"3505", "grid:12x", "35050200400500299999999", "\xff\xfe", "金榕"};

	(void)state;
	node_print(grid, text);
	assert_ok(node_read(&op, text, &out, &err), &err);
	assert_true(out.kind == NODE_GRID && out.id == grid.id);
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		assert_ok(node_read(&op, codes[i], &out, &err), &err);
		assert_true(out.kind == NODE_GRID && out.id == grid.id);
	}
	assert_ok(node_read(&op, "350502004", &out, &err), &err);
	assert_int_equal(out.id, area_of(350502004000).id);
	assert_ok(node_read(&op, "350502004005002003", &out, &err), &err);
	assert_int_equal(out.kind, NODE_BUILDING);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_ok(node_read(&op, bad[i], &out, &err), &err);
		assert_int_equal(out.kind, NODE_NONE);
	}
}

/* --- cards */

static struct grid_card
card_of(struct session *s, struct node_ref ref)
{
	struct grid_card c;
	bool found;

	assert_ok(grid_card_read(s, ref, &mem, &c, &found, &err), &err);
	assert_true(found);
	return c;
}

static void
test_card_of_a_grid(void **state)
{
	struct node_ref ref = grid_of(350502004005002);
	struct grid_card c = card_of(&op, ref);
	int open;
	int64_t low = 350502004005002000, since = day_to_utc(day_from_utc(session_now(&op)) - 29);

	(void)state;
	assert_string_equal(c.grid, "金榕花园东");
	assert_string_equal(c.estate, "金榕花园");
	assert_string_equal(c.firm.name, "金榕物业服务有限公司");
	assert_string_equal(c.owners.name, "金榕花园业主委员会");
	assert_int_equal(c.chain_count, 3);
	assert_string_equal(c.chain[0].name, "开元街道办事处");
	assert_string_equal(c.chain[1].name, "刺桐社区居委会");
	assert_string_equal(c.chain[1].leader, "黄国平");
	assert_int_equal(c.depth, 4);
	assert_string_equal(c.path[1].name, "鲤城区");
	assert_string_equal(c.worker.name, "陈志强");
	assert_int_equal(c.workers, 1);
	assert_non_null(strstr(c.worker.phone, "****"));
	assert_int_equal(strlen(c.worker.phone), 11);
	worst_by_sql(low, low + 999, &open);
	assert_int_equal(lights_sum(&c.lights), open);
	assert_true(c.seen && c.charted);
	assert_int_equal(c.opened,
		number("SELECT count(*) FROM cases WHERE place / 1000 = "
		       "350502004005002 AND cat <> 1203"
		       " AND opened_at >= $1 AND $2 = 0",
			since, 0));
	int sum = 0, shown = c.others;

	for (int i = 0; i < CARD_DAYS; i++)
		sum += c.days[i];
	for (int i = 0; i < CARD_CATS; i++)
		shown += c.cats[i].count;
	assert_int_equal(sum, c.opened);
	assert_int_equal(shown, c.opened);
}

static void
test_cards_of_areas(void **state)
{
	struct grid_card city = card_of(&op, area_of(350500000000)),
			 town = card_of(&op, area_of(350502004000)),
			 village = card_of(&op, area_of(350502004005));
	int64_t since = day_to_utc(day_from_utc(session_now(&op)) - 29);

	(void)state;
	assert_int_equal(city.grids, 120);
	assert_int_equal(city.opened,
		number("SELECT count(*) FROM cases WHERE cat <> 1203 AND "
		       "opened_at >= $1 AND $2 = 0",
			since, 0));
	assert_true(city.ontime_permille > 0 && city.ontime_permille <= 1000);
	assert_int_equal(town.opened,
		number("SELECT count(*) FROM cases WHERE cat <> 1203 AND "
		       "opened_at >= $1 AND town = $2",
			since, town.node.ref.id));
	assert_int_equal(village.households,
		number("SELECT sum(households) FROM grids WHERE area_id = $1 AND $2 = 0",
			village.node.ref.id, 0));
	assert_int_equal(village.estates, 4);
	assert_string_equal(village.centre.name, "刺桐社区综治中心");
	/* the operator's county alone counts for her, wherever she looks */
	assert_int_equal(lights_sum(&city.lights),
		number("SELECT count(*) FROM cases WHERE state < 12 AND "
		       "cat <> 1203 AND county = $1 AND $2 = 0",
			area_of(350502000000).id, 0));
}

static void
test_card_of_people_and_houses(void **state)
{
	struct node_ref worker = {NODE_STEWARD,
		number("SELECT id FROM staff WHERE login = 'chenzq' AND $1 = $2", 0, 0)};
	struct node_ref estate = {NODE_ESTATE,
		number("SELECT id FROM estates WHERE name = '金榕花园' AND $1 = $2", 0, 0)};
	struct node_ref building = {NODE_BUILDING,
		number("SELECT id FROM buildings WHERE place = $1 AND $2 = 0", 350502004005002003,
			0)};
	struct grid_card w = card_of(&op, worker), e = card_of(&op, estate),
			 b = card_of(&op, building);

	(void)state;
	assert_string_equal(w.node.name, "陈志强");
	assert_int_equal(w.node.steward, STAFF_GRID_WORKER);
	assert_string_equal(w.grid, "金榕花园东");
	assert_int_equal(e.grids, 2);
	assert_int_equal(e.workers, 2);
	assert_true(e.buildings >= 8);
	assert_int_equal(b.grid_number, 2);
	assert_true(b.households > 0 && b.people == 0);
	assert_true(b.heads <= 1);
}

/* --- who sees what */

static void
test_sessions_see_their_own(void **state)
{
	struct session firm, grid_worker;
	struct node_ref village = area_of(350502004005), other = area_of(350503000000);

	(void)state;
	fixture_session(&firm, store, "linjl");
	fixture_session(&grid_worker, store, "chenzq");
	struct grid_card c = card_of(&firm, village), g = card_of(&grid_worker, village);

	assert_int_equal(lights_sum(&c.lights),
		number("SELECT count(*) FROM cases WHERE state < 12 AND unit_id = $1 AND $2 = 0",
			firm.unit_id, 0));
	assert_false(c.charted); /* not all that happened there is theirs */
	assert_true(g.charted && lights_sum(&g.lights) >= lights_sum(&c.lights));
	if (other.id != 0) {
		struct grid_card far = card_of(&op, other);

		assert_int_equal(lights_sum(&far.lights), 0);
	}
	struct grid_node *nodes;
	int n = children(&firm, GRID_TREE_AREA, village, &nodes), open = 0;

	for (int i = 0; i < n; i++)
		open += nodes[i].open;
	assert_int_equal(open, lights_sum(&c.lights));
	session_close(&firm);
	session_close(&grid_worker);
}

static int64_t
count_list(struct session *s, const char *filter)
{
	struct filter_fault fault;
	struct case_list_count count;
	struct case_list *list;

	assert_ok(case_list_open(&list, s, filter, NULL, NULL, &fault, &err), &err);
	do
		assert_ok(case_list_count(list, &count, &err), &err);
	while (!count.done);
	case_list_free(list);
	return count.n;
}

static void
check_lights_are_lists(struct session *s)
{
	static const int64_t codes[] = {350500000000, 350502000000, 350503000000, 350502001000,
		350502004000, 350502004005, 350502004006};
	struct grid_kid *kids;
	int n;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct node_ref ref = area_of(codes[i]);

		if (ref.id == 0)
			continue;
		int64_t want =
			count_list(s, arena_printf(&mem, "待办 区划:%lld", (long long)codes[i]));
		struct grid_card c = card_of(s, ref);

		assert_int_equal(lights_sum(&c.lights), want);
		assert_true(c.seen || want == 0);
		assert_ok(grid_kids(s, ref, &mem, &kids, &n, &err), &err);
		for (int k = 0; k < n; k++)
			assert_int_equal(kids[k].node.open,
				count_list(s,
					arena_printf(&mem, "待办 区划:%lld",
						(long long)kids[k].node.code)));
	}
	struct grid_node *grids;

	n = children(s, GRID_TREE_AREA, area_of(350502004005), &grids);
	for (int k = 0; k < n; k++)
		assert_int_equal(grids[k].open,
			count_list(
				s, arena_printf(&mem, "待办 网格:%lld", (long long)grids[k].code)));
}

/* Everybody's numbers are as long as the lists that they open, wherever the unit's own matters lie. */
static void
test_lights_are_as_long_as_lists(void **state)
{
	static const char *const logins[] = {"wangmin", "linjing", "hongst", "xuwei", "linjl",
		"chenzq", "huanggp", "sushi", "yelz", "dsj", "audit"};
	int64_t own = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(logins) / sizeof(logins[0]); i++) {
		struct session s;

		fixture_session(&s, store, logins[i]);
		assert_ok(store_begin(store, &err), &err);
		/* Some came in at this desk and others are helped with, all over the city. */
		number("UPDATE cases SET desk_id = $1 WHERE id % 17 = $2", s.unit_id, 3);
		number("INSERT INTO case_units(case_id, unit_id, role, open, due, opened)"
		       " SELECT id, $1, 1, state < 12, due_at, opened_at FROM cases WHERE id % 13 = $2"
		       " ON CONFLICT DO NOTHING",
			s.unit_id, 4);
		check_lights_are_lists(&s);
		own += session_watches_area(&s) ? 0 : count_list(&s, "待办");
		store_rollback(store);
		session_close(&s);
		arena_reset(&mem);
	}
	assert_true(own > 10);
}

/* --- lists */

static void
test_people(void **state)
{
	struct grid_person *p;
	int n, stewards = 0, office = 0;

	(void)state;
	assert_ok(grid_people(&op, grid_of(350502004005002), &mem, &p, &n, &err), &err);
	assert_int_equal(n,
		number("SELECT count(*) FROM staff s JOIN grids g ON g.id = s.grid_id"
		       " WHERE g.code = $1 AND $2 = 0",
			350502004005002, 0));
	for (int i = 0; i < n; i++)
		assert_true(p[i].phone[0] == '\0' || strstr(p[i].phone, "***") != NULL);
	assert_ok(grid_people(&op, area_of(350502004005), &mem, &p, &n, &err), &err);
	for (int i = 0; i < n; i++) {
		stewards += p[i].kind != STAFF_OFFICE;
		office += p[i].kind == STAFF_OFFICE;
	}
	assert_true(stewards > 20 && office > 3);
	assert_ok(grid_people(&op, area_of(350500000000), &mem, &p, &n, &err), &err);
	assert_true(n > 0 && n <= GRID_LIST_MOST);
	assert_int_equal(p[0].kind, STAFF_OFFICE);
}

static void
test_units_and_buildings(void **state)
{
	struct grid_unit *u;
	struct grid_building *b;
	int n;

	(void)state;
	assert_ok(grid_units(&op, grid_of(350502004005002), &mem, &u, &n, &err), &err);
	assert_true(n >= 7);
	for (int i = 0; i < n; i++)
		assert_int_equal(u[i].open,
			number("SELECT count(*) FROM cases WHERE state < 12 "
			       "AND unit_id = $1 AND $2 = 0",
				u[i].id, 0));
	assert_ok(grid_units(&op, area_of(350502000000), &mem, &u, &n, &err), &err);
	assert_true(n > 10);
	assert_ok(grid_buildings(&op, grid_of(350502004005002), &mem, &b, &n, &err), &err);
	assert_int_equal(n,
		number("SELECT count(*) FROM buildings b JOIN grids g ON g.id = b.grid_id"
		       " WHERE g.code = $1 AND $2 = 0",
			350502004005002, 0));
	assert_ok(grid_buildings(&op, area_of(350502004000), &mem, &b, &n, &err), &err);
	assert_int_equal(n, 0);
	assert_ok(grid_buildings(&op, area_of(350502004005), &mem, &b, &n, &err), &err);
	assert_true(n > 20);
}

static void
test_revealing_is_audited(void **state)
{
	int64_t id = number("SELECT id FROM staff WHERE login = 'chenzq' AND $1 = $2", 0, 0);
	const char *phone;
	int64_t before = number("SELECT count(*) FROM audit WHERE op = 6 AND $1 = $2", 0, 0);

	(void)state;
	assert_err(grid_reveal_phone(&op, id, "", &mem, &phone, &err), &err, ERR_INPUT);
	assert_err(grid_reveal_phone(&op, 999999, "联系", &mem, &phone, &err), &err, ERR_INPUT);
	assert_ok(grid_reveal_phone(&op, id, "联系网格员", &mem, &phone, &err), &err);
	assert_int_equal(strspn(phone, "0123456789"), 11);
	assert_int_equal(
		number("SELECT count(*) FROM audit WHERE op = 6 AND $1 = $2", 0, 0), before + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_grid_stands_in_the_tree),
		cmocka_unit_test(test_counts_of_the_nodes),
		cmocka_unit_test(test_lights_are_those_of_the_matters),
		cmocka_unit_test(test_lights_of_other_trees),
		cmocka_unit_test(test_ways_through_the_trees),
		cmocka_unit_test(test_nodes_as_text),
		cmocka_unit_test(test_card_of_a_grid),
		cmocka_unit_test(test_cards_of_areas),
		cmocka_unit_test(test_card_of_people_and_houses),
		cmocka_unit_test(test_sessions_see_their_own),
		cmocka_unit_test(test_lights_are_as_long_as_lists),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_units_and_buildings),
		cmocka_unit_test(test_revealing_is_audited),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
