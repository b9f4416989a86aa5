/* SQL behind cards of the grid trees; shared by the files of grid_card only. */
#ifndef LINLI_GRID_CARD_DB_H
#define LINLI_GRID_CARD_DB_H

#include "core/db/db.h"
#include "core/serve/grid_card.h"

/* Fills bounds, kind, estate, counts of the thing itself and of what it holds. */
bool card_read_facts(struct session *s, struct grid_card *c, struct arena *mem, struct err *err);

/* The first who leads a unit; "" when nobody does. */
bool card_read_leader(
	struct session *s, int64_t unit, struct arena *mem, const char **name, struct err *err);

/* The owners' committee that bears the estate's name; id 0: none. */
bool card_read_owners(struct session *s, int64_t area, const char *estate, struct arena *mem,
	struct grid_unit *out, struct err *err);
bool card_read_firm(struct session *s, int64_t estate, struct arena *mem, struct grid_unit *out,
	struct err *err);

/* Calls for what was registered from the day on: in an area by the roll-ups, in places one by one. */
struct card_opened {
	int32_t day;
	int cat, opened, ontime, late;
};

bool card_each_of_area(struct session *s, int64_t area, int32_t from, int hidden,
	void (*take)(void *ctx, const struct card_opened *o), void *ctx, struct err *err);
bool card_each_of_places(struct session *s, struct place_range r, int32_t from, int hidden,
	void (*take)(void *ctx, const struct card_opened *o), void *ctx, struct err *err);

struct person_list {
	struct arena *mem;
	struct grid_person *items; /* GRID_LIST_MOST */
	int count;
};

/* building: a place to which building heads must belong; 0: any. */
bool card_read_stewards(
	struct session *s, int64_t grid, int64_t building, struct person_list *l, struct err *err);
bool card_read_village_stewards(
	struct session *s, int64_t area, struct person_list *l, struct err *err);
bool card_read_office(struct session *s, int64_t area, struct person_list *l, struct err *err);
bool card_read_person(struct session *s, int64_t id, struct person_list *l, struct err *err);

bool card_read_units(struct session *s, int64_t area, struct arena *mem, struct grid_unit *out,
	int most, int *count, struct err *err);
bool card_unit_open(struct session *s, int64_t unit, int *open, struct err *err);

/* Of a grid, estate or village; codes are places, in order. */
bool card_read_buildings(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_building *out, int most, int *count, struct err *err);

bool card_read_phone(struct session *s, int64_t staff, struct arena *mem, const char **phone,
	bool *found, struct err *err);

#endif
