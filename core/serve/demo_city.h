/*
 * The demo city in memory: areas, grids, estates, buildings, units and people, about 20 MB whatever the
 * number of cases. It is made from the seed alone and then written; the cases that follow only read it.
 *
 * Ids in the database are positions here plus one (areas excepted: theirs are given by the division list).
 * Positions that may be absent are -1, ids that may be absent are 0.
 */
#ifndef LINLI_DEMO_CITY_H
#define LINLI_DEMO_CITY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/base/rng.h"
#include "core/domain/area.h"
#include "core/domain/rules.h"
#include "core/serve/demo_text.h"

struct store;

/* How much of everything. The article's figures, or a corner of the city for tests. */
struct city_size {
	int counties; /* with centres; 0: all */
	int towns, villages, grids, estates, firms, owners, neighbours;
	int street_heads, building_heads; /* a grid worker for each grid comes on top */
};

extern const struct city_size city_whole, city_corner;

/* Streams of random numbers, so that one kind of object does not move when another grows. */
enum city_stream {
	STREAM_CHOICE = 1,
	STREAM_VILLAGE,
	STREAM_FIRM,
	STREAM_OWNERS,
	STREAM_PEOPLE,
	STREAM_STEWARD,
	STREAM_WEATHER,
	STREAM_DAY,
	STREAM_CASE,
	STREAM_WRITER,
};

struct city_area {
	int64_t id, code;
	enum area_level level;
	int parent; /* position, -1 for the city */
	const char *name, *brief;
	bool centre; /* has a governance centre */
	int grids;
	int county, town, village; /* positions in the arrays below, -1 none */
};

struct city_county {
	int area;
	const char *letters;        /* logins begin with them */
	int density;                /* grids per village */
	int case_rate;              /* hundredths of the mean, per grid */
	int unit[UNITK_KIND_COUNT]; /* ids, 0 none */
	int first_firm, firm_count; /* positions in units */
};

struct city_town {
	int area, county;
	int first_village, village_count;
	int unit[UNITK_KIND_COUNT];
};

struct city_village {
	int area, town, county;
	bool urban;
	const char *stem, *kind; /* 刺桐, 社区 */
	int first_grid, grid_count;
	int first_estate, estate_count;
	int unit[UNITK_KIND_COUNT];
};

struct city_grid {
	int64_t code;
	int village, estate;
	enum grid_kind kind;
	const char *name, *lane;
	const char *bounds;
	int households, people;
	int first_building, building_count;
	int worker, street_head; /* staff ids */
};

struct city_building {
	int64_t place;
	int grid;
	const char *name;
	int households, floors;
	bool chat_group, board;
};

struct city_estate {
	int village;
	const char *name;
	int firm, owners; /* unit ids */
	int first_grid, grid_count;
	int households;
};

struct city_unit {
	enum unit_kind kind;
	int parent; /* id */
	int area;   /* position */
	const char *name, *brief;
	int leaders, handlers;        /* how many people it is given */
	int first_staff, staff_count; /* positions in staff_of_unit */
};

struct city_staff {
	const char *name, *login; /* NULL: no account */
	uint32_t roles;
	int kind; /* enum staff_kind */
	int unit; /* id */
	int grid; /* position, -1 none */
	int64_t place;
	int32_t term_end;
};

struct city {
	struct arena mem;
	const struct city_size *size;
	const struct grammar *grammar;
	const char *data; /* folder of the tables */
	struct rng root;
	int32_t today;

	struct city_area *areas;
	int area_count;
	int unit[UNITK_KIND_COUNT]; /* of the whole city */
	struct city_county *counties;
	int county_count;
	struct city_town *towns;
	int town_count;
	struct city_village *villages;
	int village_count;
	struct city_grid *grids;
	int grid_count;
	struct city_building *buildings;
	int building_count, building_room;
	struct city_estate *estates;
	int estate_count;
	struct city_unit *units;
	int unit_count, unit_room;
	struct city_staff *staff;
	int staff_count, staff_room;
	int account_count;      /* of accounts.txt; they come first */
	int *staff_of_unit;     /* positions of staff, those of one unit together */
	int first_case_village; /* where the first operator's matters lie */
};

/*
 * Makes everything but the cases. The areas must already be in the store's database. today: what terms
 * and ages are counted from. *out is made in any case; city_release() it.
 */
bool city_make(struct city *out, struct store *store, const struct city_size *size,
	const struct grammar *grammar, const struct rules *rules, const char *data_dir,
	uint64_t seed, int32_t today, struct err *err);
void city_release(struct city *c);

/* Steps of city_make(), each in a file of its own. */
bool city_read_areas(struct city *c, struct store *store, struct err *err); /* demo_city_db.c */
bool city_choose(struct city *c, struct err *err);                          /* demo_city.c */
bool city_fill_grids(struct city *c, struct err *err);                      /* demo_grids.c */
bool city_make_units(struct city *c, const struct rules *rules, struct err *err); /* demo_units.c */
bool city_make_people(
	struct city *c, const struct rules *rules, struct err *err); /* demo_people.c */

/* Writes areas' grid counts, units, estates, grids, buildings and staff. */
bool city_write(struct city *c, struct store *store, struct err *err); /* demo_city_db.c */

/* A generator for the n-th object of a stream. */
struct rng city_rng(const struct city *c, enum city_stream stream, uint64_t n);

/* A text of a section that needs no telling, in the city's memory. */
const char *city_say(struct city *c, int section, struct rng *r);

/* The nearest unit of a kind for a village: its own, its township's, its county's, the city's; 0 none. */
int city_unit_for(const struct city *c, enum unit_kind kind, int village);

/* One of the unit's people who hold one of the roles; a staff id, 0 when there is none. */
int city_person(const struct city *c, int unit, uint32_t roles, struct rng *r);

#endif
