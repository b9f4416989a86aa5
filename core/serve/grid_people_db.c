/* The people who serve a part of the city. */
#include "core/db/store.h"
#include "core/domain/phone.h"
#include "core/serve/grid_card_db.h"

#define PERSON "SELECT s.id, s.kind, s.name, s.roles, s.term_end, "
#define STEWARD \
	PERSON "g.code % 1000, CASE WHEN s.place > 0 THEN b.name ELSE g.name END, s.phone FROM "
#define PEOPLE_OF_GRID \
	" CROSS JOIN staff s /*+ staff_grid */ ON s.grid_id = g.id AND s.active = 1" \
	" LEFT JOIN buildings b ON b.place = s.place"

static const char of_grid[] = STEWARD "grids g" PEOPLE_OF_GRID " WHERE g.id = $1"
				      " AND ($2 = 0 OR s.place = 0 OR s.place = $2) ORDER BY "
				      "s.kind, s.place, s.id LIMIT $3 /*sort*/";
static const char of_village[] = STEWARD
	"grids g /*+ grids_area */" PEOPLE_OF_GRID " WHERE g.area_id = $1 AND g.retired_at = $2"
	" ORDER BY g.code, s.kind, s.place, s.id LIMIT $3 /*sort*/";
static const char of_office[] =
	PERSON "0, u.short, s.phone FROM units u /*+ units_area */"
	       " CROSS JOIN staff s /*+ staff_unit */ ON s.unit_id = u.id"
	       " WHERE u.area_id = $1 AND u.active = 1 AND s.kind = $2 AND s.active = 1"
	       " ORDER BY u.kind, s.id LIMIT $3 /*sort*/";
static const char one[] = STEWARD
	"staff s JOIN grids g ON g.id = s.grid_id LEFT JOIN buildings b ON b.place = s.place"
	" WHERE s.id = $1 AND $2 = 0 LIMIT $3";

static bool
read(struct session *s, const char *sql, int64_t id, int64_t second, struct person_list *l,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, second);
	bind_i64(st, 3, GRID_LIST_MOST - l->count);
	while (l->count < GRID_LIST_MOST && db_row(st, err)) {
		struct grid_person *p = &l->items[l->count++];

		p->id = col_i64(st);
		p->kind = (enum staff_kind)col_int(st);
		p->name = col_text(st, l->mem);
		p->roles = (uint32_t)col_i64(st);
		p->term_end = col_int(st);
		p->grid = col_int(st);
		p->where = col_text(st, l->mem);
		p->phone = phone_open_masked(s, st, l->mem);
	}
	return db_done(st, err);
}

bool
card_read_stewards(
	struct session *s, int64_t grid, int64_t building, struct person_list *l, struct err *err)
{
	return read(s, of_grid, grid, building, l, err);
}

bool
card_read_village_stewards(struct session *s, int64_t area, struct person_list *l, struct err *err)
{
	return read(s, of_village, area, 0, l, err);
}

bool
card_read_office(struct session *s, int64_t area, struct person_list *l, struct err *err)
{
	return read(s, of_office, area, STAFF_OFFICE, l, err);
}

bool
card_read_person(struct session *s, int64_t id, struct person_list *l, struct err *err)
{
	return read(s, one, id, 0, l, err);
}
