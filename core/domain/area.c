#include "core/domain/area.h"

#include <stdio.h>
#include <string.h>

enum { BUILDINGS = 1000, GRIDS = 1000 };

int64_t
place_make(int64_t division, int grid, int building)
{
	return (division * GRIDS + grid) * BUILDINGS + building;
}

int64_t
place_division(int64_t place)
{
	return place / BUILDINGS / GRIDS;
}

int
place_grid(int64_t place)
{
	return (int)(place / BUILDINGS % GRIDS);
}

int
place_building(int64_t place)
{
	return (int)(place % BUILDINGS);
}

/* How many tail digits of the 18 an area of that level leaves open. */
static int64_t
span_of(enum area_level level)
{
	switch (level) {
	case AREA_CITY:
		return 100000000000000;
	case AREA_COUNTY:
		return 1000000000000;
	case AREA_TOWN:
		return 1000000000;
	case AREA_VILLAGE:
		return 1000000;
	case AREA_GRID:
		return 1000;
	case AREA_BUILDING:
		break;
	}
	return 1;
}

struct scope
scope_of_area(const struct area *a)
{
	int64_t low = place_make(a->code, 0, 0);

	return (struct scope){a->level, a->id, low, low + span_of(a->level) - 1};
}

struct scope
scope_of_place(int64_t place)
{
	enum area_level level = place_building(place) != 0 ? AREA_BUILDING
		: place_grid(place) != 0                   ? AREA_GRID
							   : AREA_VILLAGE;

	return (struct scope){level, 0, place, place + span_of(level) - 1};
}

void
grid_code_format(int64_t place, char out[GRID_CODE_BYTES])
{
	int64_t division = place_division(place);
	int n = snprintf(out, GRID_CODE_BYTES, "%06lld-%03lld-%03lld",
		(long long)(division / 1000000), (long long)(division / 1000 % 1000),
		(long long)(division % 1000));

	if (place_grid(place) != 0)
		snprintf(out + n, (size_t)(GRID_CODE_BYTES - n), "-%03d", place_grid(place));
}

void
area_code_format(int64_t code, enum area_level level, char out[GRID_CODE_BYTES])
{
	static const size_t lengths[] = {
		[AREA_CITY] = 4, [AREA_COUNTY] = 6, [AREA_TOWN] = 10, [AREA_VILLAGE] = 14};

	grid_code_format(place_make(code, 0, 0), out);
	if (level <= AREA_VILLAGE)
		out[lengths[level]] = '\0';
}

const char *
area_spoken(const char *name, struct arena *mem)
{
	static const struct {
		const char *tail, *keep;
	} tails[] = {{"社区居委会", "社区"}, {"居委会", ""}, {"村委会", "村"}};
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		size_t len = strlen(tails[i].tail);

		if (n > len && strcmp(name + n - len, tails[i].tail) == 0)
			return arena_printf(mem, "%.*s%s", (int)(n - len), name, tails[i].keep);
	}
	return name;
}

bool
area_path(struct session *s, int64_t id, struct arena *mem, struct area path[4], int *n,
	struct err *err)
{
	*n = 0;
	while (id != 0 && *n < 4) {
		bool found;

		if (!area_by_id(s, id, mem, &path[*n], &found, err))
			return false;
		if (!found)
			break;
		id = path[*n].parent_id;
		++*n;
	}
	return true;
}

bool
place_areas(struct session *s, int64_t place, struct place_areas *out, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct area path[4], self;
	int64_t code = place_division(place);
	bool found = false, ok = true;
	int n = 0;

	*out = (struct place_areas){.town9 = code / 1000};
	/* A place that names no village is the area's own code with zeros behind it. */
	ok = area_by_code(s, code, &mem, &self, &found, err);
	if (ok && found)
		ok = area_path(s, self.id, &mem, path, &n, err);
	for (int i = 0; i < n; i++) {
		if (path[i].level == AREA_COUNTY)
			out->county = path[i].id;
		if (path[i].level == AREA_TOWN)
			out->town = path[i].id;
		if (path[i].level == AREA_VILLAGE)
			out->village = path[i].id;
	}
	arena_release(&mem);
	return ok;
}
