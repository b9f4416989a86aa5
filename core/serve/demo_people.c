/*
 * People of the demo city: named accounts, the staff of every unit, and the stewards of the grids. Names are
 * put together by chance from common characters. Telephone numbers begin with 154, the one prefix between 150 and
 * 159 that has never been given to an operator (list of the ministry, March 2023): they look like
 * numbers and nobody has them.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/domain/staff.h"
#include "core/serve/demo_city.h"
#include "core/serve/demo_table.h"

enum { COL_LOGIN, COL_NAME, COL_KIND, COL_WHERE, COL_ROLES, COLUMNS };

enum { WOMEN_PERCENT = 46, LONG_TERM = 1095 };

struct crowd {
	struct city *c;
	const struct rules *rules;
	int surname, given_man, given_woman;
	int *logins; /* last number given, per county; the city's is the last one */
	struct rng r;
};

static int
add_staff(struct city *c, struct city_staff s)
{
	if (c->staff_count == c->staff_room) {
		c->staff_room = c->staff_room == 0 ? 4096 : 2 * c->staff_room;
		c->staff = xrealloc(c->staff, (size_t)c->staff_room * sizeof(*c->staff));
	}
	c->staff[c->staff_count++] = s;
	return c->staff_count;
}

static const char *
person_name(struct crowd *p)
{
	struct buf b;

	buf_init(&b);
	grammar_say(p->c->grammar, p->surname, NULL, &p->r, &b);
	grammar_say(p->c->grammar, rng_chance(&p->r, WOMEN_PERCENT) ? p->given_woman : p->given_man,
		NULL, &p->r, &b);
	const char *name = arena_strndup(&p->c->mem, b.text, b.len);

	buf_release(&b);
	return name;
}

static const char *
next_login(struct crowd *p, int unit)
{
	struct city *c = p->c;
	const struct city_area *a = &c->areas[c->units[unit].area];
	int county = a->county >= 0 ? a->county : c->county_count;
	const char *letters = a->county >= 0 ? c->counties[a->county].letters : "qz";

	return arena_printf(&c->mem, "%s%04d", letters, ++p->logins[county]);
}

/* What leaders and handlers of a kind of unit may do; the first leader of a centre directs, the second watches. */
static uint32_t
roles_for(enum unit_kind kind, bool leader, int nth)
{
	switch (kind) {
	case UNITK_CENTRE:
		return !leader ? ROLE_OP | ROLE_DSP : nth == 0 ? ROLE_DIR : ROLE_SUP;
	case UNITK_STREET:
		return leader ? ROLE_LDR | ROLE_HL : ROLE_HND;
	case UNITK_MEDIATION:
		return (leader ? ROLE_HL : ROLE_HND) | ROLE_MED;
	case UNITK_DISCIPLINE:
		return ROLE_DISC;
	case UNITK_EFFICIENCY:
		return leader ? ROLE_HL | ROLE_SUP : ROLE_HND;
	default:
		return leader ? ROLE_HL : ROLE_HND;
	}
}

static void
staff_unit(struct crowd *p, int unit)
{
	struct city *c = p->c;
	int leaders = c->units[unit].leaders, count = leaders + c->units[unit].handlers;

	p->r = city_rng(c, STREAM_PEOPLE, (uint64_t)unit);
	for (int i = 0; i < count; i++)
		add_staff(c,
			(struct city_staff){.name = person_name(p),
				.login = next_login(p, unit),
				.roles = roles_for(c->units[unit].kind, i < leaders, i),
				.kind = STAFF_OFFICE,
				.unit = unit + 1,
				.grid = -1});
}

static int
add_steward(struct crowd *p, enum staff_kind kind, int grid, int64_t place)
{
	struct city *c = p->c;

	return add_staff(c,
		(struct city_staff){.name = person_name(p),
			.roles = kind == STAFF_GRID_WORKER ? ROLE_GRD : 0,
			.kind = kind,
			.unit = c->villages[c->grids[grid].village].unit[UNITK_COMMUNITY],
			.grid = grid,
			.place = place,
			.term_end = c->today + (int32_t)rng_range(&p->r, -30, LONG_TERM)});
}

/* Chooses exactly `wanted` of `count`, each with the same chance. */
static bool
chosen(struct rng *r, int left_of_all, int left_wanted)
{
	return rng_below(r, (uint32_t)left_of_all) < (uint32_t)left_wanted;
}

static void
staff_grids(struct crowd *p)
{
	struct city *c = p->c;
	int streets = c->size->street_heads, heads = c->size->building_heads;

	for (int i = 0; i < c->grid_count; i++) {
		struct city_grid *g = &c->grids[i];

		p->r = city_rng(c, STREAM_STEWARD, (uint64_t)g->code);
		if (g->worker == 0)
			g->worker = add_steward(p, STAFF_GRID_WORKER, i, 0);
		if (chosen(&p->r, c->grid_count - i, streets)) {
			g->street_head = add_steward(p, STAFF_STREET_HEAD, i, 0);
			streets--;
		}
		for (int k = g->first_building; k < g->first_building + g->building_count; k++) {
			if (!chosen(&p->r, c->building_count - k, heads))
				continue;
			add_steward(p, STAFF_BUILDING_HEAD, i, c->buildings[k].place);
			heads--;
		}
	}
}

static const struct city_estate *
estate_named(const struct city *c, const char *name)
{
	for (int i = 0; i < c->estate_count; i++)
		if (strcmp(c->estates[i].name, name) == 0)
			return &c->estates[i];
	return NULL;
}

static int
unit_in_area(const struct city *c, int kind, int64_t code)
{
	for (int i = 0; i < c->unit_count; i++)
		if ((int)c->units[i].kind == kind && c->areas[c->units[i].area].code == code)
			return i + 1;
	return 0;
}

static bool
parse_roles(const struct rules *rules, const char *text, uint32_t *roles)
{
	char word[16];
	int used = 0;

	for (*roles = 0; sscanf(text, "%15s%n", word, &used) == 1; text += used) {
		const struct choice *role = choice_by_code(rules, CHOICE_ROLE, word);

		if (role == NULL)
			return false;
		*roles |= (uint32_t)role->value;
	}
	return *roles != 0;
}

/* A line of accounts.txt: the grid worker of an estate, somebody of a firm, or of a unit of an area. */
static bool
add_account(struct crowd *p, const struct table *t, const struct table_row *row, struct err *err)
{
	struct city *c = p->c;
	const struct city_estate *e = estate_named(c, row->field[COL_WHERE]);
	const struct choice *kind =
		choice_by_code(p->rules, CHOICE_UNIT_KIND, row->field[COL_KIND]);
	bool grid = strcmp(row->field[COL_KIND], "grid") == 0;
	struct city_staff s = {
		.name = row->field[COL_NAME], .login = row->field[COL_LOGIN], .grid = -1};
	int64_t code = 0;

	if (e != NULL && grid) {
		s.grid = e->first_grid;
		s.kind = STAFF_GRID_WORKER;
		s.unit = c->villages[e->village].unit[UNITK_COMMUNITY];
		s.term_end = c->today + LONG_TERM;
	} else if (e != NULL) {
		s.unit = e->firm;
	} else if (kind != NULL && sscanf(row->field[COL_WHERE], "%lld", (long long *)&code) == 1) {
		s.unit = unit_in_area(c, kind->value, code);
	}
	if (s.unit == 0 || !parse_roles(p->rules, row->field[COL_ROLES], &s.roles))
		return err_set(err, ERR_INPUT, _("%s:%d: 没有这个单位或岗位"), t->file, row->line);
	int id = add_staff(c, s);

	if (grid)
		c->grids[s.grid].worker = id;
	return true;
}

/* Positions of staff, those of one unit together. */
static void
index_by_unit(struct city *c)
{
	c->staff_of_unit = arena_array(&c->mem, (size_t)c->staff_count + 1, sizeof(int));
	for (int i = 0; i < c->staff_count; i++)
		c->units[c->staff[i].unit - 1].staff_count++;
	for (int i = 0, at = 0; i < c->unit_count; i++) {
		c->units[i].first_staff = at;
		at += c->units[i].staff_count;
		c->units[i].staff_count = 0;
	}
	for (int i = 0; i < c->staff_count; i++) {
		struct city_unit *u = &c->units[c->staff[i].unit - 1];

		c->staff_of_unit[u->first_staff + u->staff_count++] = i;
	}
}

bool
city_make_people(struct city *c, const struct rules *rules, struct err *err)
{
	struct crowd p = {.c = c,
		.rules = rules,
		.surname = grammar_section(c->grammar, "surname", err),
		.given_man = grammar_section(c->grammar, "given_man", err),
		.given_woman = grammar_section(c->grammar, "given_woman", err)};
	struct table accounts;

	if (p.surname < 0 || p.given_man < 0 || p.given_woman < 0 ||
		!table_read(&accounts, c->data, "accounts", COLUMNS, &c->mem, err))
		return false;
	p.logins = arena_array(&c->mem, (size_t)c->county_count + 1, sizeof(int));
	for (size_t i = 0; i < accounts.count; i++)
		if (!add_account(&p, &accounts, &accounts.rows[i], err))
			return false;
	c->account_count = c->staff_count;
	for (int i = 0; i < c->unit_count; i++)
		staff_unit(&p, i);
	staff_grids(&p);
	index_by_unit(c);
	return true;
}

int
city_person(const struct city *c, int unit, uint32_t roles, struct rng *r)
{
	const struct city_unit *u = &c->units[unit - 1];
	int first = u->staff_count > 0 ? (int)rng_below(r, (uint32_t)u->staff_count) : 0;

	for (int i = 0; i < u->staff_count; i++) {
		int at = c->staff_of_unit[u->first_staff + (first + i) % u->staff_count];

		if ((c->staff[at].roles & roles) != 0)
			return at + 1;
	}
	return 0;
}
