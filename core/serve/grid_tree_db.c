#include "core/serve/grid_tree_db.h"

#include <string.h>

#include "core/db/store.h"

struct grid_node *
node_add(struct node_list *l)
{
	if (l->count == l->room) {
		int room = l->room > 0 ? 2 * l->room : 32;
		struct grid_node *grown = arena_array(l->mem, (size_t)room, sizeof(*grown));

		if (l->count > 0)
			memcpy(grown, l->nodes, (size_t)l->count * sizeof(*grown));
		l->nodes = grown;
		l->room = room;
	}
	struct grid_node *n = &l->nodes[l->count++];

	*n = (struct grid_node){.name = "", .brief = ""};
	return n;
}

static bool
read_rows(struct stmt *st, struct node_list *l,
	void (*map)(struct stmt *st, struct arena *mem, struct grid_node *n), struct err *err)
{
	while (db_row(st, err))
		map(st, l->mem, node_add(l));
	return db_done(st, err);
}

static struct stmt *
ask(struct session *s, const char *sql, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st != NULL)
		bind_i64(st, 1, id);
	return st;
}

/* --- areas */

#define AREA "SELECT a.id, a.level, a.code, a.name, a.short, "
#define AREA_OF_PARENT " FROM areas a /*+ areas_parent */ WHERE a.parent_id = $1"
#define AREA_ORDER " ORDER BY a.code"
#define ESTATES_OF_VILLAGES \
	"areas v /*+ areas_parent */ CROSS JOIN estates e /*+ estates_area */" \
	" ON e.area_id = v.id"

static const char areas_of[] = AREA "a.grids" AREA_OF_PARENT AREA_ORDER;
static const char area_top[] =
	AREA "a.grids FROM areas a /*+ areas_parent */ WHERE a.parent_id IS NULL AND $1 = 0"
	     " ORDER BY a.code";
static const char area_one[] = AREA "a.grids FROM areas a WHERE a.id = $1";
static const char estate_top[] =
	AREA "(SELECT count(*) FROM estates /*scan*/)"
	     " FROM areas a /*+ areas_parent */ WHERE a.parent_id IS NULL AND $1 = 0"
	     " ORDER BY a.code";
static const char estate_counties[] =
	AREA "(SELECT count(*) FROM areas t /*+ areas_parent */ CROSS JOIN " ESTATES_OF_VILLAGES
	     " WHERE t.parent_id = a.id AND v.parent_id = t.id)" AREA_OF_PARENT AREA_ORDER;
static const char estate_towns[] = AREA "(SELECT count(*) FROM " ESTATES_OF_VILLAGES
					" WHERE v.parent_id = a.id)" AREA_OF_PARENT AREA_ORDER;

static void
map_area(struct stmt *st, struct arena *mem, struct grid_node *n)
{
	n->ref = (struct node_ref){NODE_AREA, col_i64(st)};
	n->level = (enum area_level)col_int(st);
	n->code = col_i64(st);
	n->name = col_text(st, mem);
	n->brief = col_text(st, mem);
	n->count = col_int(st);
	n->leaf = n->count == 0;
}

bool
tree_read_areas(struct session *s, int64_t parent, int level, bool estates, struct node_list *l,
	struct err *err)
{
	const char *sql = parent == 0 ? (estates ? estate_top : area_top)
		: !estates            ? areas_of
		: level == AREA_CITY  ? estate_counties
				      : estate_towns;
	struct stmt *st = ask(s, sql, parent, err);
	int kept = 0;

	if (st == NULL || !read_rows(st, l, map_area, err))
		return false;
	for (int i = 0; i < l->count; i++)
		if (!estates || l->nodes[i].count > 0)
			l->nodes[kept++] = l->nodes[i];
	l->count = kept;
	return true;
}

/* --- grids, buildings, estates */

#define GRID \
	"SELECT g.id, g.code, g.name, g.households," \
	" EXISTS(SELECT 1 FROM buildings b /*+ buildings_grid */ WHERE b.grid_id = g.id) "

static const char grids_of[] = GRID
	"FROM grids g /*+ grids_area */ WHERE g.area_id = $1 AND g.retired_at = 0 ORDER BY g.code";
static const char grid_one[] = GRID "FROM grids g WHERE g.id = $1";
static const char grids_numbered[] =
	GRID "FROM grids g WHERE g.code BETWEEN $1 AND $2 AND g.code % 1000 = $3"
	     " AND g.retired_at = 0 ORDER BY g.code LIMIT $4";

static void
map_grid(struct stmt *st, struct arena *mem, struct grid_node *n)
{
	n->ref = (struct node_ref){NODE_GRID, col_i64(st)};
	n->code = col_i64(st);
	n->number = (int)(n->code % 1000);
	n->name = n->brief = col_text(st, mem);
	n->count = col_int(st);
	n->leaf = col_int(st) == 0;
}

bool
tree_read_grids(struct session *s, int64_t area, struct node_list *l, struct err *err)
{
	struct stmt *st = ask(s, grids_of, area, err);

	return st != NULL && read_rows(st, l, map_grid, err);
}

bool
tree_find_numbered(struct session *s, int64_t low, int64_t high, int number, struct node_list *l,
	struct err *err)
{
	struct stmt *st = ask(s, grids_numbered, low, err);

	if (st == NULL)
		return false;
	bind_i64(st, 2, high);
	bind_i64(st, 3, number);
	bind_i64(st, 4, GRID_HITS_MOST);
	return read_rows(st, l, map_grid, err);
}

#define BUILDING "SELECT b.id, b.place, b.name, b.households FROM buildings b "

static const char buildings_of_grid[] =
	BUILDING "/*+ buildings_grid */ WHERE b.grid_id = $1 ORDER BY b.place";
static const char buildings_of_estate[] =
	BUILDING "/*+ buildings_estate */ WHERE b.estate_id = $1 ORDER BY b.place";
static const char building_one[] = BUILDING "WHERE b.id = $1";

static void
map_building(struct stmt *st, struct arena *mem, struct grid_node *n)
{
	n->ref = (struct node_ref){NODE_BUILDING, col_i64(st)};
	n->code = col_i64(st);
	n->number = place_building(n->code);
	n->name = n->brief = col_text(st, mem);
	n->count = col_int(st);
	n->leaf = true;
}

bool
tree_read_buildings(struct session *s, struct node_ref of, struct node_list *l, struct err *err)
{
	struct stmt *st = ask(
		s, of.kind == NODE_ESTATE ? buildings_of_estate : buildings_of_grid, of.id, err);

	return st != NULL && read_rows(st, l, map_building, err);
}

#define ESTATE \
	"SELECT e.id, e.name, e.households," \
	" EXISTS(SELECT 1 FROM buildings b /*+ buildings_estate */ WHERE b.estate_id = e.id) "

static const char estates_of[] =
	ESTATE "FROM " ESTATES_OF_VILLAGES " WHERE v.parent_id = $1 ORDER BY v.code, e.id /*sort*/";
static const char estate_one[] = ESTATE "FROM estates e WHERE e.id = $1";

static void
map_estate(struct stmt *st, struct arena *mem, struct grid_node *n)
{
	n->ref = (struct node_ref){NODE_ESTATE, col_i64(st)};
	n->name = n->brief = col_text(st, mem);
	n->count = col_int(st);
	n->leaf = col_int(st) == 0;
}

bool
tree_read_estates(struct session *s, int64_t town, struct node_list *l, struct err *err)
{
	struct stmt *st = ask(s, estates_of, town, err);

	return st != NULL && read_rows(st, l, map_estate, err);
}

static const char codes_of_estate[] = "SELECT code FROM grids /*+ grids_estate */ WHERE estate_id "
				      "= $1 AND retired_at = 0 LIMIT $2";

bool
tree_read_codes(
	struct session *s, int64_t estate, int64_t *codes, int most, int *count, struct err *err)
{
	struct stmt *st = ask(s, codes_of_estate, estate, err);

	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 2, most);
	while (*count < most && db_row(st, err))
		codes[(*count)++] = col_i64(st);
	return db_done(st, err);
}

/* --- stewards */

#define STEWARD \
	"SELECT coalesce(s.id, 0), s.name, coalesce(s.kind, 0), g.id, g.code, s.place, g.name," \
	" EXISTS(SELECT 1 FROM staff h /*+ staff_grid */" \
	" WHERE h.grid_id = g.id AND h.kind IN (2, 3) AND h.active = 1) "

static const char workers_of[] =
	STEWARD "FROM grids g /*+ grids_area */ LEFT JOIN staff s /*+ staff_grid */"
		" ON s.grid_id = g.id AND s.kind = 1 AND s.active = 1"
		" WHERE g.area_id = $1 AND g.retired_at = 0 ORDER BY g.code";
static const char heads_of[] = STEWARD
	"FROM staff w CROSS JOIN grids g ON g.id = w.grid_id CROSS JOIN staff s /*+ staff_grid */"
	" ON s.grid_id = g.id AND s.kind IN (2, 3) AND s.active = 1"
	" WHERE w.id = $1 AND w.kind = 1 ORDER BY s.kind, s.place, s.id /*sort*/";
static const char steward_one[] =
	STEWARD "FROM staff s CROSS JOIN grids g ON g.id = s.grid_id WHERE s.id = $1";
static const char stewards_named[] =
	STEWARD "FROM staff s /*+ staff_py */ CROSS JOIN grids g ON g.id = s.grid_id"
		" WHERE s.py >= $1 AND s.py < $2 AND s.kind IN (1, 2, 3) AND s.active = 1"
		" AND substr(s.name, 1, length($3)) = $3 ORDER BY s.py LIMIT $4";

static void
map_steward(struct stmt *st, struct arena *mem, struct grid_node *n)
{
	int64_t id = col_i64(st), grid;

	n->name = col_text(st, mem);
	n->steward = (enum staff_kind)col_int(st);
	grid = col_i64(st);
	n->code = col_i64(st);
	n->number = (int)(n->code % 1000);
	int64_t place = col_i64(st);
	const char *grid_name = col_text(st, mem);
	bool heads = col_int(st) != 0;

	n->ref = (struct node_ref){id != 0 ? NODE_STEWARD : NODE_GRID, id != 0 ? id : grid};
	n->leaf = id == 0 || n->steward != STAFF_GRID_WORKER || !heads;
	n->brief = n->name;
	if (id == 0)
		n->name = n->brief = grid_name;
	if (place != 0)
		n->code = place;
}

bool
tree_read_workers(struct session *s, int64_t area, struct node_list *l, struct err *err)
{
	struct stmt *st = ask(s, workers_of, area, err);

	return st != NULL && read_rows(st, l, map_steward, err);
}

bool
tree_read_heads(struct session *s, int64_t worker, struct node_list *l, struct err *err)
{
	struct stmt *st = ask(s, heads_of, worker, err);

	return st != NULL && read_rows(st, l, map_steward, err);
}

bool
tree_find_stewards(struct session *s, const char *key, const char *name, int most,
	struct node_list *l, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), stewards_named, err);

	if (st == NULL)
		return false;
	bind_text(st, 1, key);
	bind_text(st, 2, arena_printf(l->mem, "%s\x7f", key));
	bind_text(st, 3, name);
	bind_i64(st, 4, most);
	return read_rows(st, l, map_steward, err);
}

static const char worker_of[] = "SELECT id FROM staff /*+ staff_grid */ WHERE grid_id = $1 AND "
				"kind = 1 AND active = 1 LIMIT 1";

bool
tree_read_worker(struct session *s, int64_t grid, int64_t *id, struct err *err)
{
	struct stmt *st = ask(s, worker_of, grid, err);

	*id = 0;
	if (st == NULL)
		return false;
	if (db_row(st, err))
		*id = col_i64(st);
	return db_done(st, err);
}

/* --- one node, and where it is */

bool
tree_read_one(struct session *s, struct node_ref ref, struct node_list *l, struct err *err)
{
	static const char *const sql[] = {[NODE_AREA] = area_one,
		[NODE_GRID] = grid_one,
		[NODE_BUILDING] = building_one,
		[NODE_ESTATE] = estate_one,
		[NODE_STEWARD] = steward_one};
	static void (*const map[])(struct stmt *, struct arena *, struct grid_node *) = {
		[NODE_AREA] = map_area,
		[NODE_GRID] = map_grid,
		[NODE_BUILDING] = map_building,
		[NODE_ESTATE] = map_estate,
		[NODE_STEWARD] = map_steward};

	if (ref.kind == NODE_NONE)
		return true;
	struct stmt *st = ask(s, sql[ref.kind], ref.id, err);

	return st != NULL && read_rows(st, l, map[ref.kind], err);
}

/* area, grid, estate, place */
static const char *const where[] = {
	[NODE_AREA] = "SELECT id, 0, 0, code * 1000000 FROM areas WHERE id = $1",
	[NODE_GRID] = "SELECT area_id, id, estate_id, code * 1000 FROM grids WHERE id = $1",
	[NODE_BUILDING] = "SELECT g.area_id, g.id, b.estate_id, b.place FROM buildings b"
			  " JOIN grids g ON g.id = b.grid_id WHERE b.id = $1",
	[NODE_ESTATE] = "SELECT e.area_id, 0, e.id, a.code * 1000000 FROM estates e"
			" JOIN areas a ON a.id = e.area_id WHERE e.id = $1",
	[NODE_STEWARD] = "SELECT g.area_id, g.id, g.estate_id,"
			 " CASE WHEN s.place > 0 THEN s.place ELSE g.code * 1000 END"
			 " FROM staff s JOIN grids g ON g.id = s.grid_id WHERE s.id = $1",
};

bool
tree_read_where(struct session *s, struct node_ref ref, struct node_where *out, bool *found,
	struct err *err)
{
	*found = false;
	if (ref.kind == NODE_NONE)
		return true;
	struct stmt *st = ask(s, where[ref.kind], ref.id, err);

	if (st == NULL)
		return false;
	*found = db_row(st, err);
	if (*found) {
		out->area_id = col_i64(st);
		out->grid_id = col_i64(st);
		out->estate_id = col_i64(st);
		out->place = col_i64(st);
	}
	return db_done(st, err);
}

static const char grid_of_code[] = "SELECT id FROM grids WHERE code = $1";
static const char building_of_code[] = "SELECT id FROM buildings WHERE place = $1";

bool
tree_find_code(struct session *s, int64_t code, int digits, struct node_ref *out, struct err *err)
{
	bool building = digits > 15;
	struct stmt *st = ask(s, building ? building_of_code : grid_of_code, code, err);

	*out = (struct node_ref){NODE_NONE, 0};
	if (st == NULL)
		return false;
	if (db_row(st, err))
		*out = (struct node_ref){building ? NODE_BUILDING : NODE_GRID, col_i64(st)};
	return db_done(st, err);
}
