#include "core/serve/suggest.h"

#include "core/domain/area.h"
#include "core/serve/suggest_db.h"

/* The duty list names units in the order in which they are asked; history will refine it. */
static const int shares[SUGGEST_UNITS] = {78, 14, 6};

static bool
firm_of(struct session *s, int64_t estate_id, struct arena *mem, struct unit *u, bool *found,
	struct err *err)
{
	int64_t firm = 0;

	*found = false;
	if (estate_id != 0 && !suggest_estate_firm(s, estate_id, &firm, err))
		return false;
	return firm == 0 || unit_by_id(s, firm, mem, u, found, err);
}

static bool
by_kind(struct session *s, enum unit_kind kind, int64_t area_id, int64_t estate_id,
	struct arena *mem, struct unit_guess *g, bool *found, struct err *err)
{
	bool ok = kind == UNITK_PROPERTY
		? firm_of(s, estate_id, mem, &g->unit, found, err)
		: unit_nearest(s, kind, area_id, mem, &g->unit, found, err);

	if (!ok || !*found)
		return ok;
	bool local = kind == UNITK_PROPERTY || kind == UNITK_COMMUNITY || kind == UNITK_STREET;

	g->reason = local ? BY_PLACE : BY_DUTY;
	return unit_load(s, g->unit.id, &g->load, err);
}

static bool
already_there(const struct unit_guess *out, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (out[i].unit.id == id)
			return true;
	return false;
}

bool
suggest_units(struct session *s, int category, int64_t place, int64_t estate_id, struct arena *mem,
	struct unit_guess out[SUGGEST_UNITS], size_t *count, struct err *err)
{
	const struct category *cat = category_by_code(s->rules, category);
	struct place_areas areas;
	size_t n = 0;

	*count = 0;
	if (cat == NULL || cat->leads == NULL)
		return true;
	if (!place_areas(s, place, &areas, err))
		return false;
	int64_t area = areas.village != 0 ? areas.village
		: areas.town != 0         ? areas.town
					  : areas.county;

	for (const enum unit_kind *k = cat->leads; *k != UNITK_NONE && n < SUGGEST_UNITS; k++) {
		bool found = false;

		if (!by_kind(s, *k, area, estate_id, mem, &out[n], &found, err))
			return false;
		if (found && !already_there(out, n, out[n].unit.id)) {
			out[n].percent = shares[n];
			n++;
		}
	}
	if (n == 1)
		out[0].percent = shares[0] + shares[1];
	*count = n;
	return true;
}
