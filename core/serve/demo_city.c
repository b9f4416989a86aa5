#include "core/serve/demo_city.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/serve/demo_table.h"

/* What the article tells of Quanzhou; estates are more than the 1,920 that have a party organisation. */
const struct city_size city_whole = {.counties = 0,
	.towns = 163,
	.villages = 2299,
	.grids = 34000,
	.estates = 2060,
	.firms = 420,
	.owners = 1260,
	.neighbours = 832,
	.street_heads = 8000,
	.building_heads = 32000};

const struct city_size city_corner = {.counties = 2,
	.towns = 4,
	.villages = 12,
	.grids = 120,
	.estates = 16,
	.firms = 6,
	.owners = 10,
	.neighbours = 3,
	.street_heads = 20,
	.building_heads = 60};

/* The village that the first operator's matters lie in is always there. */
static const int64_t first_village = 350502004005;

enum { DEFAULT_DENSITY = 10, DEFAULT_RATE = 100 };

struct rng
city_rng(const struct city *c, enum city_stream stream, uint64_t n)
{
	struct rng r = rng_fork(&c->root, stream);

	return rng_fork(&r, n);
}

const char *
city_say(struct city *c, int section, struct rng *r)
{
	struct buf b;

	buf_init(&b);
	grammar_say(c->grammar, section, NULL, r, &b);
	const char *text = arena_strndup(&c->mem, b.text, b.len);

	buf_release(&b);
	return text;
}

static bool
is_virtual(const struct city_area *a)
{
	return strstr(a->name, "虚拟") != NULL;
}

static void
cut_tail(char *text, const char *tail)
{
	size_t n = strlen(text), t = strlen(tail);

	if (n > t && strcmp(text + n - t, tail) == 0)
		text[n - t] = '\0';
}

/* "刺桐社区居委会" -> 刺桐, 社区; "下村村委会" -> 下村, 村 */
static void
split_village(struct city *c, struct city_village *v)
{
	static const char *const tails[] = {
		"居民委员会", "村民委员会", "居委会", "村委会", "居民会", "生活区"};
	char *stem = arena_strdup(&c->mem, c->areas[v->area].name);

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		cut_tail(stem, tails[i]);
	cut_tail(stem, "社区");
	v->urban = c->areas[v->area].code % 1000 < 200;
	v->kind = v->urban ? "社区" : "村";
	v->stem = stem;
}

static int
county_row(const struct table *t, int64_t code)
{
	for (size_t i = 0; i < t->count; i++)
		if (strtoll(t->rows[i].field[0], NULL, 10) == code / 1000000)
			return (int)i;
	return -1;
}

/* Every county of the list that has grids; the first ones of the table for a corner. */
static bool
choose_counties(struct city *c, const struct table *t, struct err *err)
{
	c->counties = arena_array(&c->mem, (size_t)c->area_count, sizeof(*c->counties));
	for (int i = 0; i < c->area_count; i++) {
		struct city_area *a = &c->areas[i];
		struct city_county county = {
			.area = i, .density = DEFAULT_DENSITY, .case_rate = DEFAULT_RATE};

		if (a->level != AREA_COUNTY)
			continue;
		int row = county_row(t, a->code);

		county.letters = row >= 0
			? t->rows[row].field[1]
			: arena_printf(&c->mem, "k%02d", (int)(a->code / 1000000 % 100));
		if (row >= 0 &&
			(!table_number(t, &t->rows[row], 2, &county.density, err) ||
				!table_number(t, &t->rows[row], 3, &county.case_rate, err)))
			return false;
		if (county.density == 0 ||
			(c->size->counties != 0 && (row < 0 || row >= c->size->counties)))
			continue;
		a->centre = true;
		a->county = c->county_count;
		c->counties[c->county_count++] = county;
	}
	return c->county_count > 0 || err_set(err, ERR_INPUT, _("区划表里没有可用的区县"));
}

static void
shuffle(int *list, int count, struct rng *r)
{
	for (int i = count - 1; i > 0; i--) {
		int k = (int)rng_below(r, (uint32_t)i + 1), kept = list[i];

		list[i] = list[k];
		list[k] = kept;
	}
}

/* Positions of villages that may get a centre, in a random order; the first operator's comes first. */
static int *
village_candidates(struct city *c, struct rng *r, int *count)
{
	int *list = arena_array(&c->mem, (size_t)c->area_count, sizeof(*list));
	int n = 0;

	for (int i = 0; i < c->area_count; i++) {
		const struct city_area *a = &c->areas[i];
		int town = a->level == AREA_VILLAGE ? a->parent : -1;

		if (town >= 0 && !is_virtual(a) && c->areas[town].parent >= 0 &&
			c->areas[c->areas[town].parent].county >= 0)
			list[n++] = i;
	}
	shuffle(list, n, r);
	for (int i = 1; i < n; i++) {
		if (c->areas[list[i]].code == first_village) {
			int kept = list[0];

			list[0] = list[i];
			list[i] = kept;
		}
	}
	*count = n;
	return list;
}

/*
 * Townships by turns, one of each county, so that every county has some; the first candidate of a
 * township is its first village.
 */
static int
choose_towns(struct city *c, const int *list, int count)
{
	int towns = 0;

	for (bool more = true; more && towns < c->size->towns;) {
		bool *served = arena_array(&c->mem, (size_t)c->county_count, sizeof(*served));

		more = false;
		for (int i = 0; i < count && towns < c->size->towns; i++) {
			struct city_area *town = &c->areas[c->areas[list[i]].parent];
			int county = c->areas[town->parent].county;

			if (town->centre || served[county])
				continue;
			served[county] = more = true;
			town->centre = c->areas[list[i]].centre = true;
			towns++;
		}
	}
	return towns;
}

static void
choose_villages(struct city *c, const int *list, int count, int chosen)
{
	for (int i = 0; i < count && chosen < c->size->villages; i++) {
		struct city_area *a = &c->areas[list[i]];

		if (!a->centre && c->areas[a->parent].centre) {
			a->centre = true;
			chosen++;
		}
	}
}

/* The areas come ordered by code, so that what belongs together lies together. */
static void
list_chosen(struct city *c)
{
	c->towns = arena_array(&c->mem, (size_t)c->size->towns, sizeof(*c->towns));
	c->villages = arena_array(&c->mem, (size_t)c->size->villages, sizeof(*c->villages));
	for (int i = 0; i < c->area_count; i++) {
		struct city_area *a = &c->areas[i];

		if (!a->centre || a->level < AREA_TOWN)
			continue;
		a->county = c->areas[a->parent].county;
		if (a->level == AREA_TOWN) {
			a->town = c->town_count;
			c->towns[c->town_count++] = (struct city_town){
				.area = i, .county = a->county, .first_village = c->village_count};
			continue;
		}
		struct city_village *v = &c->villages[c->village_count];

		a->town = c->areas[a->parent].town;
		a->village = c->village_count++;
		*v = (struct city_village){.area = i, .town = a->town, .county = a->county};
		split_village(c, v);
		c->towns[a->town].village_count++;
		if (a->code == first_village)
			c->first_case_village = a->village;
	}
}

bool
city_choose(struct city *c, struct err *err)
{
	struct rng r = city_rng(c, STREAM_CHOICE, 0);
	struct table counties;
	int count;

	if (!table_read(&counties, c->data, "city", 4, &c->mem, err) ||
		!choose_counties(c, &counties, err))
		return false;
	int *list = village_candidates(c, &r, &count);
	int towns = choose_towns(c, list, count);

	choose_villages(c, list, count, towns);
	list_chosen(c);
	return c->town_count == c->size->towns && c->village_count == c->size->villages
		? true
		: err_set(err, ERR_INPUT, _("区划表不够大: 只有 %d 个乡镇街道, %d 个村社区"),
			  c->town_count, c->village_count);
}

bool
city_make(struct city *c, struct store *store, const struct city_size *size,
	const struct grammar *grammar, const struct rules *rules, const char *data_dir,
	uint64_t seed, int32_t today, struct err *err)
{
	*c = (struct city){.size = size, .grammar = grammar, .data = data_dir, .today = today};
	rng_seed(&c->root, seed);
	return city_read_areas(c, store, err) && city_choose(c, err) && city_fill_grids(c, err) &&
		city_make_units(c, rules, err) && city_make_people(c, rules, err);
}

void
city_release(struct city *c)
{
	free(c->buildings);
	free(c->units);
	free(c->staff);
	arena_release(&c->mem);
	*c = (struct city){0};
}
