#include "core/domain/address.h"

#include <string.h>

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/staff.h"

/* The place of a grid, no building named: 15 digits and three zeros. */
static int64_t
grid_place(int64_t code)
{
	return code * 1000;
}

/* Where an estate lies, and its grid when it has only one. */
static bool
of_estate(struct session *s, int64_t id, struct arena *mem, struct address *out, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT e.name, a.code FROM estates e JOIN areas a ON a.id = e.area_id WHERE e.id "
		"= $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found) {
		out->estate_id = id;
		out->estate = col_text(st, mem);
		out->place = place_make(col_i64(st), 0, 0);
	}
	if (!db_done(st, err) || !*found)
		return err->code == ERR_NONE;
	st = db_stmt(store_db(s->store),
		"SELECT id, code, name FROM grids /*+ grids_estate */ WHERE estate_id = $1 AND "
		"retired_at = 0 LIMIT 2",
		err);
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	if (db_row(st, err)) {
		out->grid_id = col_i64(st);
		out->place = grid_place(col_i64(st));
		out->grid = col_text(st, mem);
		if (db_row(st, err)) { /* several: the building tells which */
			out->grid_id = 0;
			out->place = place_make(place_division(out->place), 0, 0);
			out->grid = "";
		}
	}
	return db_done(st, err);
}

static bool
of_grid(struct session *s, int64_t id, struct arena *mem, struct address *out, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT g.code, g.name, g.estate_id, e.name FROM grids g LEFT JOIN estates e ON "
		"e.id = g.estate_id"
		" WHERE g.id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found) {
		out->grid_id = id;
		out->place = grid_place(col_i64(st));
		out->grid = col_text(st, mem);
		out->estate_id = col_i64(st);
		out->estate = col_text(st, mem);
	}
	return db_done(st, err);
}

static bool
of_area(struct session *s, int64_t id, struct arena *mem, struct address *out, bool *found,
	struct err *err)
{
	struct area area;

	if (!area_by_id(s, id, mem, &area, found, err))
		return false;
	if (*found)
		out->place = place_make(area.code, 0, 0);
	return true;
}

static const char in_estate[] =
	"SELECT b.place, b.name, g.id, g.name FROM buildings b /*+ buildings_estate */"
	" CROSS JOIN grids g ON g.id = b.grid_id WHERE b.estate_id = $1";
static const char in_grid[] =
	"SELECT b.place, b.name, g.id, g.name FROM buildings b /*+ buildings_grid */"
	" CROSS JOIN grids g ON g.id = b.grid_id WHERE b.grid_id = $1";

/* The building that was named, by what tells it from its neighbours: "3" is 3幢 here and 3号楼 there. */
static bool
find_building(struct session *s, struct room *room, struct arena *mem, struct address *out,
	struct err *err)
{
	bool estate = out->grid_id == 0;
	struct stmt *st = db_stmt(store_db(s->store), estate ? in_estate : in_grid, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, estate ? out->estate_id : out->grid_id);
	while (!out->has_building && db_row(st, err)) {
		int64_t place = col_i64(st);
		const char *name = col_peek(st);
		struct room own;

		if (!room_parse(name, &own) || strcmp(own.building, room->building) != 0)
			continue;
		memcpy(room->word, own.word, sizeof(room->word));
		out->has_building = true;
		out->building = arena_strdup(mem, name);
		out->place = place;
		out->grid_id = col_i64(st);
		out->grid = col_text(st, mem);
	}
	return db_done(st, err);
}

static bool
find_worker(struct session *s, struct arena *mem, struct address *out, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT name FROM staff /*+ staff_grid */ WHERE grid_id = $1 AND kind = $2 AND "
		"active = 1"
		" ORDER BY id LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, out->grid_id);
	bind_i64(st, 2, STAFF_GRID_WORKER);
	if (db_row(st, err))
		out->worker = col_text(st, mem);
	return db_done(st, err);
}

static const char *
room_text(struct arena *mem, const struct room *room, bool parsed, const char *typed)
{
	struct buf text;

	if (!parsed)
		return arena_strdup(mem, typed);
	buf_init(&text);
	room_print(&text, room);
	const char *copy = arena_strdup(mem, text.text);

	buf_release(&text);
	return copy;
}

bool
address_find(struct session *s, enum lookup_kind kind, int64_t id, const char *typed_room,
	struct arena *mem, struct address *out, bool *found, struct err *err)
{
	struct room room;
	bool parsed = room_parse(typed_room, &room);

	*out = (struct address){.estate = "", .grid = "", .building = "", .worker = ""};
	bool ok = kind == LOOKUP_ESTATE ? of_estate(s, id, mem, out, found, err)
		: kind == LOOKUP_GRID   ? of_grid(s, id, mem, out, found, err)
					: of_area(s, id, mem, out, found, err);

	if (ok && *found && kind != LOOKUP_AREA && room.building[0] != '\0')
		ok = find_building(s, &room, mem, out, err);
	if (ok && out->grid_id != 0)
		ok = find_worker(s, mem, out, err);
	out->room = room_text(mem, &room, parsed, typed_room);
	return ok;
}

bool
address_of_place(struct session *s, int64_t place, enum lookup_kind *kind, int64_t *id, bool *found,
	struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), "SELECT id, estate_id FROM grids WHERE code = $1", err);

	*found = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, place / 1000);
	if (place_grid(place) != 0 && db_row(st, err)) {
		*found = true;
		*kind = LOOKUP_GRID;
		*id = col_i64(st);
		int64_t estate = col_i64(st);

		if (estate != 0) {
			*kind = LOOKUP_ESTATE;
			*id = estate;
		}
	}
	return db_done(st, err);
}
