#include <stdio.h>

#include "core/base/crypto.h"
#include "core/base/pinyin.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/staff.h"
#include "core/serve/demo_city.h"
#include "core/serve/demo_table.h"

enum { PHONE_BYTES = 16 };

static bool
count_areas(struct db *db, int *count, struct err *err)
{
	struct stmt *st = db_stmt(db, "SELECT count(*) FROM areas /*scan*/", err);

	if (st == NULL)
		return false;
	*count = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

/* Parents come before their children by code, zones with codes of their own excepted: found by a second look. */
static void
link_parents(struct city *c, const int64_t *parent_ids)
{
	for (int i = 0; i < c->area_count; i++) {
		c->areas[i].parent = -1;
		for (int k = i; k-- > 0 && c->areas[i].parent < 0;)
			if (c->areas[k].id == parent_ids[i])
				c->areas[i].parent = k;
		for (int k = i + 1;
			k < c->area_count && parent_ids[i] != 0 && c->areas[i].parent < 0; k++)
			if (c->areas[k].id == parent_ids[i])
				c->areas[i].parent = k;
	}
}

bool
city_read_areas(struct city *c, struct store *store, struct err *err)
{
	struct db *db = store_db(store);
	int count;

	if (!count_areas(db, &count, err))
		return false;
	int64_t *parents = arena_array(&c->mem, (size_t)count + 1, sizeof(*parents));
	struct stmt *st = db_stmt(db,
		"SELECT id, parent_id, level, code, name, short FROM areas ORDER BY code /*scan*/",
		err);

	c->areas = arena_array(&c->mem, (size_t)count + 1, sizeof(*c->areas));
	if (st == NULL)
		return false;
	while (c->area_count < count && db_row(st, err)) {
		struct city_area *a = &c->areas[c->area_count];

		a->id = col_i64(st);
		parents[c->area_count++] = col_i64(st);
		a->level = (enum area_level)col_int(st);
		a->code = col_i64(st);
		a->name = col_text(st, &c->mem);
		a->brief = col_text(st, &c->mem);
		a->county = a->town = a->village = -1;
	}
	link_parents(c, parents);
	return db_done(st, err);
}

/* The name's pinyin in a buffer that is used again and again. */
static const char *
sound(struct buf *py, const char *name)
{
	buf_clear(py);
	pinyin_key(py, name);
	return py->text;
}

static void
seal(const struct store *store, const char *number, struct buf *out)
{
	buf_clear(out);
	crypto_seal(out, store_keys(store)->phone, number);
}

static bool
write_areas(struct city *c, struct db *db, struct err *err)
{
	for (int i = 0; i < c->area_count; i++) {
		if (c->areas[i].grids == 0)
			continue;
		struct stmt *st = db_stmt(db, "UPDATE areas SET grids = $2 WHERE id = $1", err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, c->areas[i].id);
		bind_i64(st, 2, c->areas[i].grids);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
write_units(struct city *c, struct store *store, struct err *err)
{
	struct buf phone, py;
	bool ok = true;

	buf_init(&phone);
	buf_init(&py);
	for (int i = 0; ok && i < c->unit_count; i++) {
		const struct city_unit *u = &c->units[i];
		struct stmt *st = db_stmt(store_db(store),
			"INSERT INTO units(id, kind, parent_id, area_id, name, short, py, phone)"
			" VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
			err);
		char number[PHONE_BYTES];

		if (st == NULL)
			break;
		/* no local number begins with 1 */
		snprintf(number, sizeof(number), "0595%08d", 10000000 + (i * 37 + 1009) % 10000000);
		seal(store, number, &phone);
		bind_i64(st, 1, i + 1);
		bind_i64(st, 2, (int64_t)u->kind);
		bind_ref(st, 3, u->parent);
		bind_i64(st, 4, c->areas[u->area].id);
		bind_text(st, 5, u->name);
		bind_text(st, 6, u->brief);
		bind_text(st, 7, sound(&py, u->name));
		bind_blob(st, 8, phone.text, phone.len);
		ok = db_run(st, err);
	}
	buf_release(&phone);
	buf_release(&py);
	return ok && err->code == ERR_NONE;
}

static bool
write_estates(struct city *c, struct db *db, struct err *err)
{
	struct buf py;
	bool ok = true;

	buf_init(&py);
	for (int i = 0; ok && i < c->estate_count; i++) {
		const struct city_estate *e = &c->estates[i];
		struct stmt *st = db_stmt(db,
			"INSERT INTO estates(id, area_id, name, py, firm_id, households) "
			"VALUES($1, $2, $3, $4, $5, $6)",
			err);

		if (st == NULL)
			break;
		bind_i64(st, 1, i + 1);
		bind_i64(st, 2, c->areas[c->villages[e->village].area].id);
		bind_text(st, 3, e->name);
		bind_text(st, 4, sound(&py, e->name));
		bind_ref(st, 5, e->firm);
		bind_i64(st, 6, e->households);
		ok = db_run(st, err);
	}
	buf_release(&py);
	return ok && err->code == ERR_NONE;
}

static bool
write_grids(struct city *c, struct db *db, struct err *err)
{
	struct buf py;
	bool ok = true;

	buf_init(&py);
	for (int i = 0; ok && i < c->grid_count; i++) {
		const struct city_grid *g = &c->grids[i];
		struct stmt *st = db_stmt(db,
			"INSERT INTO grids(id, code, area_id, estate_id, name, py, kind, bounds, "
			"households, people)"
			" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			err);

		if (st == NULL)
			break;
		bind_i64(st, 1, i + 1);
		bind_i64(st, 2, g->code);
		bind_i64(st, 3, c->areas[c->villages[g->village].area].id);
		bind_ref(st, 4, g->estate + 1);
		bind_text(st, 5, g->name);
		bind_text(st, 6, sound(&py, g->name));
		bind_i64(st, 7, (int64_t)g->kind);
		bind_text(st, 8, g->bounds);
		bind_i64(st, 9, g->households);
		bind_i64(st, 10, g->people);
		ok = db_run(st, err);
	}
	buf_release(&py);
	return ok && err->code == ERR_NONE;
}

static bool
write_buildings(struct city *c, struct db *db, struct err *err)
{
	for (int i = 0; i < c->building_count; i++) {
		const struct city_building *b = &c->buildings[i];
		struct stmt *st = db_stmt(db,
			"INSERT INTO buildings(id, place, grid_id, estate_id, name, households, "
			"chat_group, board)"
			" VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
			err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, i + 1);
		bind_i64(st, 2, b->place);
		bind_i64(st, 3, b->grid + 1);
		bind_ref(st, 4, c->grids[b->grid].estate + 1);
		bind_text(st, 5, b->name);
		bind_i64(st, 6, b->households);
		bind_i64(st, 7, b->chat_group);
		bind_i64(st, 8, b->board);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
write_person(struct city *c, int i, struct store *store, struct buf *phone, struct buf *py,
	struct err *err)
{
	const struct city_staff *s = &c->staff[i];
	struct stmt *st = db_stmt(store_db(store),
		"INSERT INTO staff(id, login, name, py, unit_id, roles, kind, grid_id, place, "
		"phone, term_end)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		err);
	char number[PHONE_BYTES];

	if (st == NULL)
		return false;
	snprintf(number, sizeof(number), "154%08d", (int)((int64_t)i * 7919 % 100000000));
	seal(store, number, phone);
	bind_i64(st, 1, i + 1);
	if (s->login != NULL)
		bind_text(st, 2, s->login);
	bind_text(st, 3, s->name);
	bind_text(st, 4, sound(py, s->name));
	bind_i64(st, 5, s->unit);
	bind_i64(st, 6, s->roles);
	bind_i64(st, 7, s->kind);
	bind_ref(st, 8, s->grid + 1);
	bind_i64(st, 9, s->place);
	bind_blob(st, 10, phone->text, phone->len);
	bind_i64(st, 11, s->term_end);
	return db_run(st, err);
}

static bool
write_staff(struct city *c, struct store *store, struct err *err)
{
	struct buf phone, py;
	bool ok = true;

	buf_init(&phone);
	buf_init(&py);
	for (int i = 0; ok && i < c->staff_count; i++)
		ok = write_person(c, i, store, &phone, &py, err);
	buf_release(&phone);
	buf_release(&py);
	return ok;
}

/* What was published elsewhere stands beside what is counted here, with its source. */
static bool
write_baselines(struct city *c, struct db *db, struct err *err)
{
	enum { KEY, VALUE, AS_OF, SOURCE, FIELDS };
	struct table t;

	if (!table_read(&t, c->data, "baselines", FIELDS, &c->mem, err))
		return false;
	for (size_t i = 0; i < t.count; i++) {
		const char *const *field = t.rows[i].field;
		struct stmt *st = db_stmt(db,
			"INSERT INTO baselines(key, value, as_of, source) VALUES($1, $2, $3, $4)",
			err);
		int value;

		if (st == NULL || !table_number(&t, &t.rows[i], VALUE, &value, err))
			return false;
		bind_text(st, 1, field[KEY]);
		bind_i64(st, 2, value);
		bind_text(st, 3, field[AS_OF]);
		bind_text(st, 4, field[SOURCE]);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

/* Accounts are the first of the staff; 0, which is everybody, for any other name. */
static int
account_of(const struct city *c, const char *login)
{
	for (int i = 0; i < c->account_count; i++)
		if (strcmp(c->staff[i].login, login) == 0)
			return i + 1;
	return 0;
}

static bool
write_views(struct city *c, struct db *db, struct err *err)
{
	enum { OWNER, NAME, FILTER, FIELDS };
	struct table t;

	if (!table_read(&t, c->data, "views", FIELDS, &c->mem, err))
		return false;
	for (size_t i = 0; i < t.count; i++) {
		const char *const *field = t.rows[i].field;
		struct stmt *st = db_stmt(db,
			"INSERT INTO views(owner_id, list, name, filter)"
			" VALUES($1, 'cases', $2, $3)",
			err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, account_of(c, field[OWNER]));
		bind_text(st, 2, field[NAME]);
		bind_text(st, 3, field[FILTER]);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

bool
city_write(struct city *c, struct store *store, struct err *err)
{
	struct db *db = store_db(store);

	return write_baselines(c, db, err) && write_areas(c, db, err) &&
		write_units(c, store, err) && write_estates(c, db, err) &&
		write_grids(c, db, err) && write_buildings(c, db, err) &&
		write_staff(c, store, err) && write_views(c, db, err);
}
