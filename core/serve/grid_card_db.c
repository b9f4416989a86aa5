#include "core/serve/grid_card_db.h"

#include "core/base/date.h"
#include "core/db/store.h"
#include "core/domain/phone.h"

static struct stmt *
ask(struct session *s, const char *sql, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st != NULL)
		bind_i64(st, 1, id);
	return st;
}

/* --- facts */

static const char grid_facts[] =
	"SELECT g.name, g.code, g.kind, g.bounds, g.households, g.people, e.name"
	" FROM grids g LEFT JOIN estates e ON e.id = g.estate_id WHERE g.id = $1";
static const char buildings_facts[] =
	"SELECT count(*), coalesce(sum(chat_group), 0) FROM buildings /*+ buildings_grid */"
	" WHERE grid_id = $1";
static const char building_facts[] =
	"SELECT chat_group, households, board FROM buildings WHERE id = $1";
static const char estate_facts[] =
	"SELECT name, households,"
	" (SELECT count(*) FROM grids g /*+ grids_estate */ WHERE g.estate_id = $1 AND "
	"g.retired_at = 0),"
	" (SELECT sum(people) FROM grids g /*+ grids_estate */ WHERE g.estate_id = $1),"
	" (SELECT count(*) FROM buildings b /*+ buildings_estate */ WHERE b.estate_id = $1),"
	" (SELECT sum(chat_group) FROM buildings b /*+ buildings_estate */ WHERE b.estate_id = $1)"
	" FROM estates WHERE id = $1";
static const char village_facts[] =
	"SELECT coalesce(sum(households), 0), coalesce(sum(people), 0),"
	" (SELECT count(*) FROM estates /*+ estates_area */ WHERE area_id = $1)"
	" FROM grids /*+ grids_area */ WHERE area_id = $1 AND retired_at = 0";
static const char town_facts[] =
	"SELECT coalesce(sum(g.households), 0), coalesce(sum(g.people), 0),"
	" (SELECT count(*) FROM areas v /*+ areas_parent */ WHERE v.parent_id = $1)"
	" FROM areas v /*+ areas_parent */ CROSS JOIN grids g /*+ grids_area */ ON g.area_id = v.id"
	" WHERE v.parent_id = $1 AND g.retired_at = 0";
static const char county_facts[] =
	"SELECT count(*), (SELECT count(*) FROM areas t /*+ areas_parent */"
	" CROSS JOIN areas v /*+ areas_parent */ ON v.parent_id = t.id WHERE t.parent_id = $1)"
	" FROM areas /*+ areas_parent */ WHERE parent_id = $1";
static const char city_facts[] =
	"SELECT count(*) FILTER (WHERE level = 2), count(*) FILTER (WHERE level = 3)"
	" FROM areas WHERE id >= $1 /*scan*/";

static bool
read_grid(struct session *s, struct grid_card *c, int64_t id, struct arena *mem, struct err *err)
{
	struct stmt *st = ask(s, grid_facts, id, err);

	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		c->grid = col_text(st, mem);
		c->grid_number = (int)(col_i64(st) % 1000);
		c->kind = (enum grid_kind)col_int(st);
		c->bounds = col_text(st, mem);
		c->households = col_int(st);
		c->people = col_int(st);
		c->estate = col_text(st, mem);
	}
	if (!db_done(st, err) || (st = ask(s, buildings_facts, id, err)) == NULL)
		return false;
	if (db_row(st, err)) {
		c->buildings = col_int(st);
		c->chat_groups = col_int(st);
	}
	return db_done(st, err);
}

static bool
read_building(struct session *s, struct grid_card *c, struct err *err)
{
	struct stmt *st = ask(s, building_facts, c->node.ref.id, err);

	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		c->chat_groups = col_int(st);
		c->households = col_int(st);
		c->board = col_int(st) != 0;
	}
	c->buildings = 1;
	c->people = 0; /* counted by grid, not by building */
	return db_done(st, err);
}

static bool
read_estate(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	struct stmt *st = ask(s, estate_facts, c->node.ref.id, err);

	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		c->estate = col_text(st, mem);
		c->households = col_int(st);
		c->grids = col_int(st);
		c->people = col_int(st);
		c->buildings = col_int(st);
		c->chat_groups = col_int(st);
	}
	return db_done(st, err);
}

static bool
read_area(struct session *s, struct grid_card *c, struct err *err)
{
	static const char *const sql[] = {[AREA_CITY] = city_facts,
		[AREA_COUNTY] = county_facts,
		[AREA_TOWN] = town_facts,
		[AREA_VILLAGE] = village_facts};
	enum area_level level = c->node.level;
	bool small = level >= AREA_TOWN;
	struct stmt *st = ask(s, sql[level], level == AREA_CITY ? 0 : c->node.ref.id, err);

	if (st == NULL)
		return false;
	if (db_row(st, err)) {
		int a = col_int(st), b = col_int(st), of = small ? col_int(st) : 0;

		c->households = small ? a : 0;
		c->people = small ? b : 0;
		c->towns = small ? 0 : a;
		c->villages = !small ? b : level == AREA_TOWN ? of : 0;
		c->estates = level == AREA_VILLAGE ? of : 0;
	}
	c->grids = c->node.count;
	return db_done(st, err);
}

bool
card_read_facts(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	switch (c->node.ref.kind) {
	case NODE_AREA:
		return read_area(s, c, err);
	case NODE_ESTATE:
		return read_estate(s, c, mem, err);
	case NODE_BUILDING:
		return read_grid(s, c, c->where.grid_id, mem, err) && read_building(s, c, err);
	case NODE_GRID:
	case NODE_STEWARD:
		return read_grid(s, c, c->where.grid_id, mem, err);
	case NODE_NONE:
		break;
	}
	return true;
}

/* --- units */

static const char leader_of[] =
	"SELECT name FROM staff /*+ staff_unit */ WHERE unit_id = $1 AND kind = 0 AND active = 1"
	" AND (roles & $2) <> 0 ORDER BY id LIMIT 1";

bool
card_read_leader(
	struct session *s, int64_t unit, struct arena *mem, const char **name, struct err *err)
{
	struct stmt *st = ask(s, leader_of, unit, err);

	*name = "";
	if (st == NULL)
		return false;
	bind_i64(st, 2, ROLE_DIR | ROLE_LDR | ROLE_HL);
	if (db_row(st, err))
		*name = col_text(st, mem);
	return db_done(st, err);
}

#define UNIT "SELECT u.id, u.kind, u.name, u.short FROM "

static const char owners_of[] = UNIT
	"units u /*+ units_area */ WHERE u.area_id = $1 AND u.kind = $2 AND u.active = 1"
	" AND substr(u.name, 1, length($3)) = $3 ORDER BY length(u.name), u.id LIMIT 1 /*sort*/";
static const char firm_of[] = UNIT "estates e JOIN units u ON u.id = e.firm_id WHERE e.id = $1";
static const char units_of[] =
	UNIT "units u /*+ units_area */ WHERE u.area_id = $1 AND u.active = 1 ORDER BY u.kind, u.id"
	     " LIMIT $2";
static const char open_of_unit[] =
	"SELECT count(*) FROM cases /*+ q_unit */ WHERE state<12 AND unit_id = $1";

static void
map_unit(struct stmt *st, struct arena *mem, struct grid_unit *u)
{
	u->id = col_i64(st);
	u->kind = (enum unit_kind)col_int(st);
	u->name = col_text(st, mem);
	u->brief = col_text(st, mem);
	u->leader = "";
}

static bool
read_unit(struct stmt *st, struct arena *mem, struct grid_unit *out, struct err *err)
{
	*out = (struct grid_unit){.name = "", .brief = "", .leader = ""};
	if (db_row(st, err))
		map_unit(st, mem, out);
	return db_done(st, err);
}

bool
card_read_owners(struct session *s, int64_t area, const char *estate, struct arena *mem,
	struct grid_unit *out, struct err *err)
{
	struct stmt *st = ask(s, owners_of, area, err);

	if (st == NULL)
		return false;
	bind_i64(st, 2, UNITK_OWNERS);
	bind_text(st, 3, estate);
	return read_unit(st, mem, out, err);
}

bool
card_read_firm(struct session *s, int64_t estate, struct arena *mem, struct grid_unit *out,
	struct err *err)
{
	struct stmt *st = ask(s, firm_of, estate, err);

	return st != NULL && read_unit(st, mem, out, err);
}

bool
card_read_units(struct session *s, int64_t area, struct arena *mem, struct grid_unit *out, int most,
	int *count, struct err *err)
{
	struct stmt *st = ask(s, units_of, area, err);

	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 2, most);
	while (*count < most && db_row(st, err))
		map_unit(st, mem, &out[(*count)++]);
	return db_done(st, err);
}

bool
card_unit_open(struct session *s, int64_t unit, int *open, struct err *err)
{
	struct stmt *st = ask(s, open_of_unit, unit, err);

	*open = 0;
	if (st == NULL)
		return false;
	if (db_row(st, err))
		*open = col_int(st);
	return db_done(st, err);
}

/* --- what came in */

static const char opened_in_area[] =
	"SELECT day, cat, opened, ontime, late FROM roll_d WHERE area_id = $1 AND day >= $2"
	" AND cat <> $3";
static const char opened_in_places[] =
	"SELECT opened_at, cat FROM cases /*+ h_place */ WHERE place BETWEEN $1 AND $4"
	" AND opened_at >= $2 AND cat <> $3";

bool
card_each_of_area(struct session *s, int64_t area, int32_t from, int hidden,
	void (*take)(void *ctx, const struct card_opened *o), void *ctx, struct err *err)
{
	struct stmt *st = ask(s, opened_in_area, area, err);

	if (st == NULL)
		return false;
	bind_i64(st, 2, from);
	bind_i64(st, 3, hidden);
	while (db_row(st, err)) {
		struct card_opened o;

		o.day = col_int(st);
		o.cat = col_int(st);
		o.opened = col_int(st);
		o.ontime = col_int(st);
		o.late = col_int(st);
		take(ctx, &o);
	}
	return db_done(st, err);
}

bool
card_each_of_places(struct session *s, struct place_range r, int32_t from, int hidden,
	void (*take)(void *ctx, const struct card_opened *o), void *ctx, struct err *err)
{
	struct stmt *st = ask(s, opened_in_places, r.low, err);

	if (st == NULL)
		return false;
	bind_i64(st, 2, day_to_utc(from));
	bind_i64(st, 3, hidden);
	bind_i64(st, 4, r.high);
	while (db_row(st, err)) {
		struct card_opened o = {.opened = 1};

		o.day = day_from_utc(col_i64(st));
		o.cat = col_int(st);
		take(ctx, &o);
	}
	return db_done(st, err);
}

/* --- buildings */

#define BUILDING \
	"SELECT b.id, b.place, b.name, b.households, b.chat_group, b.board," \
	" (SELECT s.name FROM staff s /*+ staff_grid */ WHERE s.grid_id = b.grid_id AND s.kind = " \
	"3" \
	" AND s.place = b.place AND s.active = 1 LIMIT 1) FROM "

static const char of_grid[] =
	BUILDING "buildings b /*+ buildings_grid */ WHERE b.grid_id = $1 ORDER BY b.place LIMIT $2";
static const char of_estate[] = BUILDING
	"buildings b /*+ buildings_estate */ WHERE b.estate_id = $1 ORDER BY b.place LIMIT $2";
static const char of_village[] = BUILDING
	"grids g /*+ grids_area */ CROSS JOIN buildings b /*+ buildings_grid */ ON b.grid_id = g.id"
	" WHERE g.area_id = $1 AND g.retired_at = 0 ORDER BY g.code, b.place LIMIT $2 /*sort*/";

bool
card_read_buildings(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_building *out, int most, int *count, struct err *err)
{
	const char *sql = ref.kind == NODE_GRID ? of_grid
		: ref.kind == NODE_ESTATE       ? of_estate
						: of_village;
	struct stmt *st = ask(s, sql, ref.id, err);

	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 2, most);
	while (*count < most && db_row(st, err)) {
		struct grid_building *b = &out[(*count)++];

		b->node.ref = (struct node_ref){NODE_BUILDING, col_i64(st)};
		b->node.code = col_i64(st);
		b->node.name = b->node.brief = col_text(st, mem);
		b->node.count = col_int(st);
		b->chat_group = col_int(st) != 0;
		b->board = col_int(st) != 0;
		b->head = col_text(st, mem);
		b->node.leaf = true;
	}
	return db_done(st, err);
}

static const char phone_of[] = "SELECT phone FROM staff WHERE id = $1";

bool
card_read_phone(struct session *s, int64_t staff, struct arena *mem, const char **phone,
	bool *found, struct err *err)
{
	struct stmt *st = ask(s, phone_of, staff, err);

	*phone = "";
	if (st == NULL)
		return false;
	*found = db_row(st, err);
	if (*found)
		*phone = phone_open(s, st, mem);
	return db_done(st, err);
}
