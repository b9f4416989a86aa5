/*
 * The city as a tree: city, counties, townships, villages; below them grids and buildings by code.
 */
#ifndef LINLI_AREA_H
#define LINLI_AREA_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/session.h"

/* What a grid covers. Stored: never renumber. */
enum grid_kind { GRIDK_LANES = 0, GRIDK_ESTATE = 1, GRIDK_RURAL = 2, GRIDK_SPECIAL = 3 };

enum area_level { AREA_CITY, AREA_COUNTY, AREA_TOWN, AREA_VILLAGE, AREA_GRID, AREA_BUILDING };

struct area {
	int64_t id, parent_id;
	enum area_level level;
	int64_t code; /* 12 digits */
	const char *name, *brief;
	int grids;
};

/* An 18-digit place: 12 of division, 3 of grid, 3 of building. */
int64_t place_make(int64_t division, int grid, int building);
int64_t place_division(int64_t place);
int place_grid(int64_t place);
int place_building(int64_t place);

/* *found is false when there is none. */
bool area_by_id(struct session *s, int64_t id, struct arena *mem, struct area *out, bool *found,
	struct err *err);
bool area_by_code(struct session *s, int64_t code, struct arena *mem, struct area *out, bool *found,
	struct err *err);

/*
 * From the area to the city: path[0] is the area itself, up to AREA_VILLAGE + 1 entries; *n tells how many.
 */
bool area_path(struct session *s, int64_t id, struct arena *mem, struct area path[4], int *n,
	struct err *err);

/*
 * County and township of a place, and the nine digits that its case numbers begin with: the township's,
 * or the county's with 000 where the place is known no better. Unknown parts are 0.
 */
struct place_areas {
	int64_t county, town, village;
	int64_t town9;
};

bool place_areas(struct session *s, int64_t place, struct place_areas *out, struct err *err);

/* As people say it: 刺桐社区居委会 is 刺桐社区, 联星村委会 联星村. In mem, or the name itself. */
const char *area_spoken(const char *name, struct arena *mem);

/* The scope that an area or a place stands for. */
struct scope scope_of_area(const struct area *a);
struct scope scope_of_place(int64_t place);

/* "350502-007-012-003" (a place without building), "350502-007-012" for a bare division. */
enum { GRID_CODE_BYTES = 24 };
void grid_code_format(int64_t place, char out[GRID_CODE_BYTES]);

/* The code of an area as short as it can be: "3505", "350502", "350502-004", "350502-004-005". */
void area_code_format(int64_t code, enum area_level level, char out[GRID_CODE_BYTES]);

#endif
