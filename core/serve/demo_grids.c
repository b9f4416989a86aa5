/*
 * Grids, estates and buildings of the demo city. Each village draws from a generator of its own, so that one
 * village stays as it is when another is given more grids.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/serve/demo_city.h"

enum { LEAST_GRIDS = 3, MOST_GRIDS = 90, PINNED_GRIDS = 12 };

/* Sections of names.txt that this file speaks. */
enum phrase {
	SAY_ESTATE,
	SAY_TWO,
	SAY_THREE,
	SAY_MORE,
	SAY_FIRST_ESTATE,
	SAY_FIRST_LANE,
	SAY_LANE,
	SAY_HAMLET,
	SAY_HAMLET_KIND,
	SAY_SPECIAL_URBAN,
	SAY_SPECIAL_RURAL,
	SAY_URBAN_PART,
	SAY_BOUNDS,
	SAY_BOUNDS_RURAL,
	SAY_ROAD,
	SAY_COUNT
};

static const char *const phrase_names[SAY_COUNT] = {"estate", "parts_two", "parts_three",
	"parts_more", "first_estate", "first_lane", "lane_name", "hamlet", "hamlet_kind",
	"special_urban", "special_rural", "urban_part", "bounds", "bounds_rural", "road"};

struct filler {
	struct city *c;
	int say[SAY_COUNT];
	int *estate_share; /* estates that each village gets */
	struct city_village *v;
	int village;
	struct rng r;
	struct buf text;
};

/* Divides a whole by weights so that the parts sum to it exactly; no part goes below `least` or above `most`. */
static void
divide(int whole, const int *weight, int count, int least, const int *most, int *part,
	struct rng *r)
{
	int64_t sum = 0;
	int given = 0;

	for (int i = 0; i < count; i++)
		sum += weight[i];
	for (int i = 0; i < count; i++) {
		int64_t share = sum > 0 ? (int64_t)whole * weight[i] / sum : 0;

		part[i] = share < least ? least : share > most[i] ? most[i] : (int)share;
		given += part[i];
	}
	for (int tries = 0; given != whole && tries < 1000 * count; tries++) {
		int i = (int)rng_below(r, (uint32_t)count), step = given < whole ? 1 : -1;

		if (weight[i] > 0 && part[i] + step >= least && part[i] + step <= most[i]) {
			part[i] += step;
			given += step;
		}
	}
}

static bool
share_grids(struct filler *f, int *grids)
{
	struct city *c = f->c;
	struct rng r = city_rng(c, STREAM_CHOICE, 1);
	int *weight = arena_array(&c->mem, (size_t)c->village_count, sizeof(*weight));
	int *most = arena_array(&c->mem, (size_t)c->village_count, sizeof(*most));
	int sum = 0;

	for (int i = 0; i < c->village_count; i++) {
		const struct city_village *v = &c->villages[i];

		weight[i] = c->counties[v->county].density *
			(int)rng_range(&r, v->urban ? 100 : 40, v->urban ? 220 : 130);
		most[i] = MOST_GRIDS;
	}
	divide(c->size->grids, weight, c->village_count, LEAST_GRIDS, most, grids, &r);
	/* the first operator's village must hold what the mock-ups show */
	for (int i = 0; grids[c->first_case_village] < PINNED_GRIDS; i = (i + 1) % c->village_count)
		if (i != c->first_case_village && grids[i] > LEAST_GRIDS) {
			grids[i]--;
			grids[c->first_case_village]++;
		}
	for (int i = 0; i < c->village_count; i++)
		sum += grids[i];
	return sum == c->size->grids;
}

/* About 1.9 grids an estate; in the country hardly any. */
static void
share_estates(struct filler *f, const int *grids)
{
	struct city *c = f->c;
	struct rng r = city_rng(c, STREAM_CHOICE, 2);
	int *room = arena_array(&c->mem, (size_t)c->village_count, sizeof(*room));

	for (int i = 0; i < c->village_count; i++)
		room[i] = grids[i] * (c->villages[i].urban ? 60 : 12) / 190;
	f->estate_share = arena_array(&c->mem, (size_t)c->village_count, sizeof(int));
	int pinned = grammar_count(c->grammar, f->say[SAY_FIRST_ESTATE]);

	room[c->first_case_village] = 0;
	divide(c->size->estates - pinned, room, c->village_count, 0, room, f->estate_share, &r);
	f->estate_share[c->first_case_village] = pinned;
}

static const char *
spoken(struct filler *f, enum phrase phrase)
{
	struct telling t = {.row = 0};

	for (int i = 0; i < SLOT_COUNT; i++)
		t.slots[i] = "";
	t.slots[SLOT_VILLAGE] = f->v->stem;
	buf_clear(&f->text);
	grammar_say(f->c->grammar, f->say[phrase], &t, &f->r, &f->text);
	return f->text.text;
}

static const char *
kept(struct filler *f, const char *text)
{
	return arena_strdup(&f->c->mem, text);
}

static bool
grid_name_taken(const struct filler *f, const char *name)
{
	for (int i = f->v->first_grid; i < f->c->grid_count; i++)
		if (strcmp(f->c->grids[i].name, name) == 0)
			return true;
	return false;
}

/* A name no other grid of the village has; after some tries a number is put behind it. */
static const char *
grid_name(struct filler *f, enum phrase phrase, const char *tail)
{
	enum { TRIES = 12 };

	for (int i = 0;; i++) {
		spoken(f, phrase);
		buf_addstr(&f->text, tail);
		if (i >= TRIES)
			buf_addf(&f->text, "%d", f->c->grid_count - f->v->first_grid + 1);
		if (!grid_name_taken(f, f->text.text))
			return kept(f, f->text.text);
	}
}

static struct city_grid *
add_grid(struct filler *f, enum grid_kind kind)
{
	struct city *c = f->c;
	struct city_grid *g = &c->grids[c->grid_count];
	int number = ++c->grid_count - f->v->first_grid;

	*g = (struct city_grid){.code = c->areas[f->v->area].code * 1000 + number,
		.village = f->village,
		.estate = -1,
		.kind = kind,
		.first_building = c->building_count,
		.bounds = ""};
	return g;
}

static void
add_building(struct filler *f, struct city_grid *g, int number, const char *name, int households,
	int floors)
{
	struct city *c = f->c;

	if (c->building_count == c->building_room) {
		c->building_room = c->building_room == 0 ? 1024 : 2 * c->building_room;
		c->buildings =
			xrealloc(c->buildings, (size_t)c->building_room * sizeof(*c->buildings));
	}
	c->buildings[c->building_count++] = (struct city_building){.place = g->code * 1000 + number,
		.grid = (int)(g - c->grids),
		.name = name,
		.households = households,
		.floors = floors,
		.chat_group = rng_chance(&f->r, 93) != 0,
		.board = rng_chance(&f->r, 88) != 0};
	g->building_count++;
	g->households += households;
}

static void
settle(struct filler *f, struct city_grid *g)
{
	g->people = (int)((int64_t)g->households * rng_range(&f->r, 235, 305) / 100);
	f->c->areas[f->v->area].grids++;
}

/* "1-3 5-6幢": the numbers of an estate skip 4, as people do. */
static const char *
building_range(struct filler *f, int first, int last)
{
	buf_clear(&f->text);
	for (int n = first, from = first; n <= last; n++) {
		if (n == last || n + 1 == 4) {
			buf_addf(&f->text, from == n ? "%s%d" : "%s%d-%d",
				f->text.len > 0 ? " " : "", from, n);
			from = n + 2 > 5 ? n + 2 : 5;
			n = from - 1;
		}
	}
	buf_addstr(&f->text, "幢");
	return kept(f, f->text.text);
}

static void
estate_grid(struct filler *f, struct city_estate *e, int part, int parts, int *number, bool high)
{
	struct city *c = f->c;
	struct city_grid *g = add_grid(f, GRIDK_ESTATE);
	int section = f->say[parts == 2 ? SAY_TWO : parts == 3 ? SAY_THREE : SAY_MORE];
	int buildings = (int)rng_range(&f->r, 3, 7), first = *number;

	buf_clear(&f->text);
	buf_addstr(&f->text, e->name);
	if (parts > 1)
		grammar_line(c->grammar, section, part, &f->r, &f->text);
	g->name = kept(f, f->text.text);
	g->lane = kept(f, spoken(f, SAY_ROAD));
	g->estate = (int)(e - c->estates);
	for (int i = 0; i < buildings; i++, ++*number) {
		if (*number == 4)
			++*number;
		int floors = (int)(high ? rng_range(&f->r, 11, 33) : rng_range(&f->r, 5, 7));
		int flats = (int)(high ? rng_range(&f->r, 3, 4) : 2 * rng_range(&f->r, 2, 4));

		add_building(f, g, *number, arena_printf(&c->mem, "%d幢", *number), floors * flats,
			floors);
	}
	g->bounds = building_range(f, first == 4 ? 5 : first, *number - 1);
	settle(f, g);
	e->households += g->households;
	e->grid_count++;
}

static const char *
estate_name(struct filler *f, int nth)
{
	struct city *c = f->c;

	if (f->village == c->first_case_village) {
		buf_clear(&f->text);
		grammar_line(c->grammar, f->say[SAY_FIRST_ESTATE], nth, &f->r, &f->text);
		return kept(f, f->text.text);
	}
	for (;;) {
		const char *name = spoken(f, SAY_ESTATE);
		bool taken = false;

		/* the township's estates are told apart by name */
		for (int i = c->estate_count; i-- > 0 && !taken &&
			c->villages[c->estates[i].village].county == f->v->county;)
			taken = strcmp(c->estates[i].name, name) == 0;
		if (!taken)
			return kept(f, name);
	}
}

static void
add_estate(struct filler *f, int nth, int parts)
{
	struct city *c = f->c;
	struct city_estate *e = &c->estates[c->estate_count];
	bool high = rng_chance(&f->r, 45) != 0;
	int number = 1;

	*e = (struct city_estate){.village = f->village, .first_grid = c->grid_count};
	e->name = estate_name(f, nth);
	c->estate_count++;
	f->v->estate_count++;
	for (int part = 0; part < parts; part++)
		estate_grid(f, e, part, parts, &number, high);
}

static void
add_lane(struct filler *f, bool first)
{
	struct city *c = f->c;
	uint32_t kind = first ? 0 : rng_below(&f->r, 100);
	bool lane = kind < 60, special = kind >= 85;
	struct city_grid *g = add_grid(f, special ? GRIDK_SPECIAL : GRIDK_LANES);
	int number = (int)rng_range(&f->r, 1, 9), buildings = (int)rng_range(&f->r, 1, 4);

	g->name = ""; /* not yet: its own name must not count as taken */
	g->name = grid_name(f,
		first             ? SAY_FIRST_LANE
			: lane    ? SAY_LANE
			: special ? SAY_SPECIAL_URBAN
				  : SAY_URBAN_PART,
		"");
	g->lane = lane ? g->name : kept(f, spoken(f, SAY_LANE));
	g->bounds = kept(f, spoken(f, SAY_BOUNDS));
	for (int i = 0; i < buildings; i++, number += (int)rng_range(&f->r, 1, 9))
		add_building(f, g, number, arena_printf(&c->mem, "%d号楼", number),
			(int)rng_range(&f->r, 10, 42), (int)rng_range(&f->r, 4, 7));
	g->households += (int)rng_range(&f->r, 20, 85);
	settle(f, g);
}

static void
add_rural(struct filler *f, int *group)
{
	struct city *c = f->c;
	uint32_t kind = rng_below(&f->r, 100);
	bool special = kind >= 92;
	struct city_grid *g = add_grid(f, special ? GRIDK_SPECIAL : GRIDK_RURAL);

	g->name = "";
	g->lane = kept(f, spoken(f, SAY_HAMLET));
	if (kind < 45)
		g->name = arena_printf(&c->mem, "第%d村民小组", ++*group);
	else if (special)
		g->name = grid_name(f, SAY_SPECIAL_RURAL, "");
	else
		g->lane = g->name = grid_name(f, SAY_HAMLET, kept(f, spoken(f, SAY_HAMLET_KIND)));
	g->bounds = kept(f, spoken(f, SAY_BOUNDS_RURAL));
	if (rng_chance(&f->r, 55))
		add_building(f, g, 1, "1号楼", (int)rng_range(&f->r, 8, 30),
			(int)rng_range(&f->r, 4, 6));
	g->households += (int)rng_range(&f->r, 25, 95);
	settle(f, g);
}

/* Sizes of the village's estates that fit its grids: most have one or two, a few up to eight. */
static int
estate_sizes(struct filler *f, int estates, int room, int *sizes)
{
	static const uint8_t usual[20] = {
		1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 6};
	bool pinned = f->village == f->c->first_case_village;
	int used = 0;

	for (int i = 0; i < estates; i++) {
		int most = room - used - (estates - i - 1);

		sizes[i] = pinned ? 2 : usual[rng_below(&f->r, 20)];
		if (sizes[i] > most)
			sizes[i] = most > 1 ? most : 1;
		used += sizes[i];
	}
	return used;
}

/* What stands where: -1 an ordinary grid, else an estate. Chance orders them; the first operator's are listed. */
static int *
order_of_items(struct filler *f, int estates, int others)
{
	int *items = arena_array(&f->c->mem, (size_t)(estates + others) + 1, sizeof(*items));
	int n = 0;

	if (f->village == f->c->first_case_village)
		items[n++] = -1;
	for (int i = 0; i < estates; i++)
		items[n++] = i;
	while (n < estates + others)
		items[n++] = -1;
	if (f->village != f->c->first_case_village) {
		for (int i = n - 1; i > 0; i--) {
			int k = (int)rng_below(&f->r, (uint32_t)i + 1), kept_item = items[i];

			items[i] = items[k];
			items[k] = kept_item;
		}
	}
	return items;
}

static void
fill_village(struct filler *f, int grids)
{
	int estates = f->estate_share[f->village], group = 0;
	int *sizes = arena_array(&f->c->mem, (size_t)estates + 1, sizeof(*sizes));
	int room = grids * 2 / 3 > estates ? grids * 2 / 3 : estates;
	bool pinned = f->village == f->c->first_case_village;

	f->r = city_rng(f->c, STREAM_VILLAGE, (uint64_t)f->c->areas[f->v->area].code);
	f->v->first_grid = f->c->grid_count;
	f->v->first_estate = f->c->estate_count;
	f->v->grid_count = grids;
	int others = grids - estate_sizes(f, estates, room, sizes);
	const int *items = order_of_items(f, estates, others);

	for (int i = 0; i < estates + others; i++) {
		if (items[i] >= 0)
			add_estate(f, items[i], sizes[items[i]]);
		else if (f->v->urban)
			add_lane(f, pinned && i == 0);
		else
			add_rural(f, &group);
	}
}

static void
add_up(struct city *c)
{
	for (int i = 0; i < c->village_count; i++) {
		int n = c->areas[c->villages[i].area].grids;

		for (int up = c->areas[c->villages[i].area].parent; up >= 0;
			up = c->areas[up].parent)
			c->areas[up].grids += n;
	}
}

bool
city_fill_grids(struct city *c, struct err *err)
{
	struct filler f = {.c = c};
	int *grids = arena_array(&c->mem, (size_t)c->village_count, sizeof(*grids));

	for (int i = 0; i < SAY_COUNT; i++)
		if ((f.say[i] = grammar_section(c->grammar, phrase_names[i], err)) < 0)
			return false;
	if (!share_grids(&f, grids))
		return err_set(err, ERR_BUG, "the grids cannot be shared out");
	share_estates(&f, grids);
	c->grids = arena_array(&c->mem, (size_t)c->size->grids, sizeof(*c->grids));
	c->estates = arena_array(&c->mem, (size_t)c->size->estates, sizeof(*c->estates));
	for (f.village = 0; f.village < c->village_count; f.village++) {
		f.v = &c->villages[f.village];
		fill_village(&f, grids[f.village]);
	}
	buf_release(&f.text);
	add_up(c);
	return c->grid_count == c->size->grids && c->estate_count == c->size->estates
		? true
		: err_set(err, ERR_BUG, "the city has %d grids and %d estates", c->grid_count,
			  c->estate_count);
}
