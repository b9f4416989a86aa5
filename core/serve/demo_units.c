/*
 * Units of the demo city: the table of offices for every area that has a centre, then neighbourhood
 * centres, property firms and owners' committees.
 */
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/serve/demo_city.h"
#include "core/serve/demo_table.h"

enum { BRIEF_CELLS = 10 };

enum { COL_KIND, COL_LEVEL, COL_NAME, COL_BRIEF, COL_LEADERS, COL_HANDLERS, COLUMNS };

static const char *const level_names[] = {"city", "county", "town", "village"};

struct office {
	enum unit_kind kind;
	enum area_level level;
	const char *name, *brief; /* patterns */
	int leaders, handlers;
};

/* What the patterns of an area stand for. */
struct words {
	const char *whole, *stem, *tail, *kind, *seat;
};

static int
add_unit(struct city *c, struct city_unit unit)
{
	if (c->unit_count == c->unit_room) {
		c->unit_room = c->unit_room == 0 ? 1024 : 2 * c->unit_room;
		c->units = xrealloc(c->units, (size_t)c->unit_room * sizeof(*c->units));
	}
	c->units[c->unit_count++] = unit;
	return c->unit_count;
}

static const char *
without(struct arena *mem, const char *text, const char *const *tails, int count)
{
	for (int i = 0; i < count; i++) {
		size_t n = strlen(text), t = strlen(tails[i]);

		if (n > t && strcmp(text + n - t, tails[i]) == 0)
			return arena_strndup(mem, text, n - t);
	}
	return text;
}

static struct words
words_of(struct city *c, const struct city_area *a)
{
	static const char *const tails[] = {
		"街道", "回族乡", "畲族乡", "镇", "乡", "区", "县", "市"};
	struct words w = {.whole = a->name, .kind = ""};

	w.stem = without(&c->mem, a->name, tails, 8);
	w.tail = a->name + strlen(w.stem);
	w.seat = strcmp(w.tail, "街道") == 0 ? "办事处" : "人民政府";
	if (a->level == AREA_VILLAGE) {
		w.stem = c->villages[a->village].stem;
		w.kind = c->villages[a->village].kind;
	}
	return w;
}

/* Appends the pattern with its letters replaced; the stem may be cut to that many characters. */
static void
fill_pattern(struct buf *out, const char *pattern, const struct words *w, size_t stem_chars)
{
	for (const char *p = pattern; *p != '\0'; p++) {
		const char *stem = w->stem;

		if (p[0] != '{' || p[1] == '\0' || p[2] != '}') {
			buf_addch(out, *p);
			continue;
		}
		switch (p[1]) {
		case 'N':
		case 'c':
			buf_addstr(out, w->whole);
			break;
		case 'n':
			for (size_t i = 0; i < stem_chars && *stem != '\0'; i++)
				utf8_next(&stem);
			buf_add(out, w->stem, (size_t)(stem - w->stem));
			break;
		case 'q':
			buf_addstr(out, w->tail);
			break;
		case 'k':
			buf_addstr(out, w->kind);
			break;
		case 'g':
			buf_addstr(out, w->seat);
			break;
		default:
			break;
		}
		p += 2;
	}
}

static const char *
pattern_text(struct city *c, const char *pattern, const struct words *w, int cells)
{
	struct buf b;

	buf_init(&b);
	for (size_t chars = utf8_count(w->stem);; chars--) {
		buf_clear(&b);
		fill_pattern(&b, pattern, w, chars);
		if (cells == 0 || chars == 1 || show_width(b.text) <= cells)
			break;
	}
	const char *text = arena_strndup(&c->mem, b.text, b.len);

	buf_release(&b);
	return text;
}

static int *
units_of_area(struct city *c, const struct city_area *a)
{
	switch (a->level) {
	case AREA_COUNTY:
		return c->counties[a->county].unit;
	case AREA_TOWN:
		return c->towns[a->town].unit;
	case AREA_VILLAGE:
		return c->villages[a->village].unit;
	default:
		return c->unit;
	}
}

/* Centres report to the centre above; a township's offices and villages to its office, a county's to the city's. */
static int
parent_of(struct city *c, const struct city_area *a, enum unit_kind kind)
{
	if (a->parent < 0)
		return 0;
	const int *above = units_of_area(c, &c->areas[a->parent]);

	if (kind == UNITK_CENTRE || a->level == AREA_COUNTY)
		return above[kind];
	if (a->level == AREA_VILLAGE)
		return above[UNITK_STREET];
	return kind == UNITK_STREET ? 0 : units_of_area(c, a)[UNITK_STREET];
}

static bool
read_offices(struct city *c, const struct rules *rules, struct office **out, size_t *count,
	struct err *err)
{
	struct table t;

	if (!table_read(&t, c->data, "units", COLUMNS, &c->mem, err))
		return false;
	*out = arena_array(&c->mem, t.count + 1, sizeof(**out));
	*count = t.count;
	for (size_t i = 0; i < t.count; i++) {
		const struct table_row *row = &t.rows[i];
		const struct choice *kind =
			choice_by_code(rules, CHOICE_UNIT_KIND, row->field[COL_KIND]);
		struct office *o = &(*out)[i];
		int level = 0;

		while (level < 4 && strcmp(level_names[level], row->field[COL_LEVEL]) != 0)
			level++;
		if (kind == NULL || level == 4)
			return err_set(
				err, ERR_INPUT, _("%s:%d: 没有这种单位或层级"), t.file, row->line);
		*o = (struct office){.kind = (enum unit_kind)kind->value,
			.level = (enum area_level)level,
			.name = row->field[COL_NAME],
			.brief = row->field[COL_BRIEF]};
		if (!table_number(&t, row, COL_LEADERS, &o->leaders, err) ||
			!table_number(&t, row, COL_HANDLERS, &o->handlers, err))
			return false;
	}
	return true;
}

static void
add_offices(struct city *c, int area, const struct office *offices, size_t count)
{
	const struct city_area *a = &c->areas[area];
	struct words w = words_of(c, a);
	int *slots = units_of_area(c, a);

	for (size_t i = 0; i < count; i++) {
		const struct office *o = &offices[i];

		if (o->level == a->level)
			slots[o->kind] = add_unit(c,
				(struct city_unit){.kind = o->kind,
					.parent = parent_of(c, a, o->kind),
					.area = area,
					.name = pattern_text(c, o->name, &w, 0),
					.brief = pattern_text(c, o->brief, &w, BRIEF_CELLS),
					.leaders = o->leaders,
					.handlers = o->handlers});
	}
}

/* In towns first, then in the country; chance decides which. */
static void
add_neighbours(struct city *c)
{
	struct rng r = city_rng(c, STREAM_CHOICE, 3);
	int left = c->size->neighbours, candidates = 0;

	for (int i = 0; i < c->village_count; i++)
		candidates += c->villages[i].urban ? 4 : 1;
	for (int i = 0; i < c->village_count && left > 0; i++) {
		struct city_village *v = &c->villages[i];
		int weight = v->urban ? 4 : 1;
		bool must = left >= c->village_count - i;

		if (must || rng_below(&r, (uint32_t)candidates) < (uint32_t)(left * weight)) {
			struct words w = words_of(c, &c->areas[v->area]);

			v->unit[UNITK_NEIGHBOUR] = add_unit(c,
				(struct city_unit){.kind = UNITK_NEIGHBOUR,
					.parent = v->unit[UNITK_COMMUNITY],
					.area = v->area,
					.name = pattern_text(c, "{n}{k}邻里中心", &w, 0),
					.brief = pattern_text(c, "{n}邻里", &w, BRIEF_CELLS),
					.leaders = 1,
					.handlers = 1});
			left--;
		}
		candidates -= weight;
	}
}

static bool
firm_taken(const struct city *c, const struct city_county *county, const char *brief)
{
	for (int i = 0; i < county->firm_count; i++)
		if (strcmp(c->units[county->first_firm + i].brief, brief) == 0)
			return true;
	return false;
}

static void
add_firm(struct city *c, struct city_county *county, const char *stem, int area)
{
	const char *brief = arena_printf(&c->mem, "%s物业", stem);

	if (firm_taken(c, county, brief))
		brief = arena_printf(&c->mem, "%s二物业", stem);
	add_unit(c,
		(struct city_unit){.kind = UNITK_PROPERTY,
			.area = area,
			.name = arena_printf(&c->mem, "%s服务有限公司", brief),
			.brief = brief,
			.leaders = 1,
			.handlers = 2});
	county->firm_count++;
}

/* The estates of one county. */
struct estate_list {
	int *at;
	int count, pinned; /* how many of the first operator's are among them */
};

static struct estate_list
estates_of(struct city *c, int county)
{
	struct estate_list list = {
		arena_array(&c->mem, (size_t)c->estate_count + 1, sizeof(int)), 0, 0};

	for (int i = 0; i < c->estate_count; i++) {
		if (c->villages[c->estates[i].village].county != county)
			continue;
		list.at[list.count++] = i;
		list.pinned += c->estates[i].village == c->first_case_village;
	}
	return list;
}

/* Firms of one county, and which estate has which: a few have many, most have few. */
static bool
add_firms(struct city *c, int county_at, const struct estate_list *list, int firms, struct err *err)
{
	struct city_county *county = &c->counties[county_at];
	struct rng r = city_rng(c, STREAM_FIRM, (uint64_t)c->areas[county->area].code);
	int names = grammar_section(c->grammar, "firm_name", err);
	int first_names = grammar_section(c->grammar, "first_firm", err);
	int pinned = 0;

	if (names < 0 || first_names < 0)
		return false;
	county->first_firm = c->unit_count;
	for (int i = 0; i < firms; i++) {
		const struct city_estate *e =
			&c->estates[list->at[rng_below(&r, (uint32_t)list->count)]];
		struct buf b;

		buf_init(&b);
		if (i < list->pinned)
			grammar_line(c->grammar, first_names, i, &r, &b);
		else
			grammar_say(c->grammar, names, NULL, &r, &b);
		int village = i < list->pinned ? c->first_case_village : e->village;

		add_firm(c, county, b.text, c->villages[village].area);
		buf_release(&b);
	}
	for (int i = 0; i < list->count; i++) {
		struct city_estate *e = &c->estates[list->at[i]];
		int64_t u = rng_below(&r, 1000), nth = firms * u * u / 1000000;

		if (e->village == c->first_case_village)
			nth = pinned++;
		e->firm = county->first_firm + (int)nth + 1;
	}
	return true;
}

/* Each county with estates has firms in proportion, one at least. */
static bool
add_all_firms(struct city *c, struct err *err)
{
	int estates = 0, given = 0;

	for (int i = 0; i < c->county_count; i++) {
		struct estate_list list = estates_of(c, i);

		estates += list.count;
		int upto = (int)((int64_t)c->size->firms * estates / c->estate_count);
		int firms = upto - given;

		if (firms < list.pinned)
			firms = list.pinned;
		if (firms < 1)
			firms = 1;
		if (list.count > 0 && !add_firms(c, i, &list, firms, err))
			return false;
		given = upto;
	}
	return true;
}

static void
add_owners(struct city *c)
{
	struct rng r = city_rng(c, STREAM_OWNERS, 0);
	int left = c->size->owners;

	for (int i = 0; i < c->estate_count; i++) {
		struct city_estate *e = &c->estates[i];
		const struct city_village *v = &c->villages[e->village];
		bool must = e->village == c->first_case_village;

		if (left == 0 ||
			(!must && rng_below(&r, (uint32_t)(c->estate_count - i)) >= (uint32_t)left))
			continue;
		struct words w = {
			.whole = e->name, .stem = e->name, .tail = "", .kind = "", .seat = ""};

		e->owners = add_unit(c,
			(struct city_unit){.kind = UNITK_OWNERS,
				.parent = v->unit[UNITK_COMMUNITY],
				.area = v->area,
				.name = arena_printf(&c->mem, "%s业主委员会", e->name),
				.brief = pattern_text(c, "{n}业委会", &w, BRIEF_CELLS),
				.leaders = 1});
		left--;
	}
}

bool
city_make_units(struct city *c, const struct rules *rules, struct err *err)
{
	struct office *offices;
	size_t count;

	if (!read_offices(c, rules, &offices, &count, err))
		return false;
	for (enum area_level level = AREA_CITY; level <= AREA_VILLAGE; level++)
		for (int i = 0; i < c->area_count; i++)
			if (c->areas[i].level == level &&
				(c->areas[i].centre || level == AREA_CITY))
				add_offices(c, i, offices, count);
	add_neighbours(c);
	if (!add_all_firms(c, err))
		return false;
	add_owners(c);
	return true;
}

int
city_unit_for(const struct city *c, enum unit_kind kind, int village)
{
	const struct city_village *v = &c->villages[village];

	if (v->unit[kind] != 0)
		return v->unit[kind];
	if (c->towns[v->town].unit[kind] != 0)
		return c->towns[v->town].unit[kind];
	return c->counties[v->county].unit[kind] != 0 ? c->counties[v->county].unit[kind]
						      : c->unit[kind];
}
