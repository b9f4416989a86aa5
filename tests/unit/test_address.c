/* Rooms as people say them, and the grid that follows from estate and building. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/db/db.h"
#include "core/domain/address.h"
#include "core/domain/area.h"
#include "tests/lib/fixture.h"

static struct store *st;
static struct session desk;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static void
rooms_as_people_say_them(void **state)
{
	static const struct {
		const char *typed, *written;
	} rooms[] = {
		{"3-1204", "3幢1204"},
		{"３－１２０４", "3幢1204"},
		{"3—1204", "3幢1204"},
		{"3幢1204", "3幢1204"},
		{"3 幢 1204 室", "3幢1204"},
		{"3栋1204", "3栋1204"},
		{"3#1204", "3幢1204"},
		{"3号楼1204", "3号楼1204"},
		{"3号楼2单元1204室", "3号楼2单元1204"},
		{"3-2-1204", "3幢2单元1204"},
		{"3幢2-1204", "3幢2单元1204"},
		{"3幢2单元", "3幢2单元"},
		{"三幢", "3幢"},
		{"十二幢501", "12幢501"},
		{"二十一号楼", "21号楼"},
		{"A座12b", "A座12B"},
		{"a-1203", "A幢1203"},
		{"B2栋305", "B2栋305"},
		{"1204", "1204"},
		{"1204室", "1204"},
		{"12号301", "12号301"},
	};
	static const char *const other[] = {"", "-", "3-", "3楼", "十十幢", "北门岗亭", "A区3幢",
		"幢3", "3幢北侧", "3-1204-5-6", "3幢1204和1205", "99999999999999999999-1",
		"这里写了很长很长的一段话来说明楼室的位置所以不是楼室"};
	struct buf out;

	(void)state;
	buf_init(&out);
	for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++) {
		struct room room;

		buf_clear(&out);
		if (!room_parse(rooms[i].typed, &room))
			print_error("not understood: %s\n", rooms[i].typed);
		room_print(&out, &room);
		assert_string_equal(out.text, rooms[i].written);
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		struct room room;

		if (room_parse(other[i], &room))
			print_error("understood: %s\n", other[i]);
		assert_false(room_parse(other[i], &room));
		assert_string_equal(room.building, "");
	}
	buf_release(&out);
}

static int64_t
id_of(enum lookup_kind kind, const char *name)
{
	struct lookup_hit *hits;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(lookup_search(&desk, LOOKUP_BIT(kind), name, 1, &mem, &hits, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_string_equal(hits[0].item.name, name);
	return hits[0].item.id;
}

static struct address
find(enum lookup_kind kind, const char *name, const char *room)
{
	struct address a;
	struct err err = ERR_INIT;
	bool found;

	assert_ok(address_find(&desk, kind, id_of(kind, name), room, &mem, &a, &found, &err), &err);
	assert_true(found);
	return a;
}

static void
the_building_tells_the_grid(void **state)
{
	(void)state;
	struct address a = find(LOOKUP_ESTATE, "金榕花园", "3-1204");
	struct address b = find(LOOKUP_ESTATE, "金榕花园", "3号楼1204");

	assert_true(a.has_building);
	assert_string_equal(a.room, "3幢1204");
	assert_string_equal(a.building, "3幢");
	assert_string_equal(a.estate, "金榕花园");
	assert_int_equal(place_building(a.place), 3);
	assert_true(place_grid(a.place) > 0);
	assert_true(a.grid[0] != '\0' && a.worker[0] != '\0');
	assert_string_equal(b.room, "3幢1204"); /* with the word that the building bears */
	assert_int_equal(b.place, a.place);

	/* Every building leads to the grid that it was given to. */
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT b.place, b.name, e.name FROM buildings b JOIN estates e ON e.id = "
		"b.estate_id /*scan*/",
		&err);
	int seen = 0;

	assert_non_null(q);
	struct {
		int64_t place;
		const char *name, *estate;
	} all[400];

	while (db_row(q, &err) && seen < 400) {
		all[seen].place = col_i64(q);
		all[seen].name = col_text(q, &mem);
		all[seen++].estate = col_text(q, &mem);
	}
	assert_ok(db_done(q, &err), &err);
	assert_true(seen > 20);
	for (int i = 0; i < seen; i++)
		assert_int_equal(
			find(LOOKUP_ESTATE, all[i].estate, all[i].name).place, all[i].place);
}

static void
without_a_building_the_grid_stays_open(void **state)
{
	(void)state;
	struct address a = find(LOOKUP_ESTATE, "金榕花园", "");

	assert_int_equal(place_grid(a.place), 0); /* it spans two grids */
	assert_int_equal(a.grid_id, 0);
	assert_string_equal(a.worker, "");
	struct address b = find(LOOKUP_ESTATE, "金榕花园", "88-101");

	assert_false(b.has_building);
	assert_string_equal(b.room, "88幢101");
	assert_int_equal(b.place, a.place);
	assert_string_equal(find(LOOKUP_ESTATE, "金榕花园", "岗亭旁").room, "岗亭旁");
}

static void
a_lane_is_a_grid_without_estate(void **state)
{
	(void)state;
	struct address a = find(LOOKUP_GRID, "东门巷", "");
	struct err err = ERR_INIT;
	enum lookup_kind kind;
	int64_t id;
	bool found;

	assert_int_equal(a.estate_id, 0);
	assert_true(place_grid(a.place) > 0);
	assert_int_equal(place_building(a.place), 0);
	assert_ok(address_of_place(&desk, a.place, &kind, &id, &found, &err), &err);
	assert_true(found);
	assert_int_equal(kind, LOOKUP_GRID);
	assert_int_equal(id, a.grid_id);
	assert_ok(address_of_place(&desk, find(LOOKUP_ESTATE, "金榕花园", "3-1").place, &kind, &id,
			  &found, &err),
		&err);
	assert_int_equal(kind, LOOKUP_ESTATE);
	assert_int_equal(id, id_of(LOOKUP_ESTATE, "金榕花园"));
	assert_ok(address_of_place(&desk, INT64_C(350502004005000000), &kind, &id, &found, &err),
		&err);
	assert_false(found);
}

static void
an_area_and_nothing(void **state)
{
	(void)state;
	struct address a = find(LOOKUP_AREA, "刺桐社区居委会", "3-1204");
	struct err err = ERR_INIT;
	bool found = true;

	assert_int_equal(place_division(a.place), 350502004005);
	assert_int_equal(a.grid_id, 0);
	assert_string_equal(a.room, "3幢1204");
	assert_ok(address_find(&desk, LOOKUP_ESTATE, 999999, "", &mem, &a, &found, &err), &err);
	assert_false(found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rooms_as_people_say_them),
		cmocka_unit_test(the_building_tells_the_grid),
		cmocka_unit_test(without_a_building_the_grid_stays_open),
		cmocka_unit_test(a_lane_is_a_grid_without_estate),
		cmocka_unit_test(an_area_and_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
