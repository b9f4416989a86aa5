/*
 * From what people say ("金榕花园 3-1204") to where it lies: the building, its grid, its place.
 */
#ifndef LINLI_ADDRESS_H
#define LINLI_ADDRESS_H

#include "core/base/buf.h"
#include "core/domain/lookup.h"

enum { ROOM_PART_BYTES = 16 };

/* A room as typed, taken apart; parts that were not said are "". */
struct room {
	char building[ROOM_PART_BYTES]; /* "3", "A", "12": what tells it from its neighbours */
	char word[ROOM_PART_BYTES]; /* what it was called: "幢", "号楼", "座"; "" with a mere hyphen */
	char stair[ROOM_PART_BYTES]; /* 单元 */
	char flat[ROOM_PART_BYTES];  /* "1204" */
};

/*
 * Reads "3-1204", "3幢1204", "3号楼2单元1204室", "三幢", "A座12B", "3#1204", "1204", full-width forms too.
 * False when it is anything else: then it stays as it was typed.
 */
bool room_parse(const char *typed, struct room *out);

/* Appends "3幢1204", "3幢2单元1204": with the word that the building bears, 幢 where none is known. */
void room_print(struct buf *out, const struct room *room);

/* Texts live in the arena that the search was given; "" and 0 where there is nothing. */
struct address {
	int64_t estate_id, grid_id;
	int64_t place; /* the building's, else the grid's, else the area's with the grid unknown */
	const char *estate, *grid, *building;
	const char *worker; /* who serves the grid */
	const char *room;   /* as it is to be written */
	bool has_building;  /* the building that was named stands there */
};

/*
 * kind: LOOKUP_ESTATE, LOOKUP_GRID or LOOKUP_AREA. An estate may span several grids: which one follows from the
 * building; without it the grid stays open, unless there is only one. *found is false when there is no
 * such estate, grid or area.
 */
bool address_find(struct session *s, enum lookup_kind kind, int64_t id, const char *typed_room,
	struct arena *mem, struct address *out, bool *found, struct err *err);

/*
 * What to look up for a place that a matter lies at (its estate, or its grid): for filling a form from an
 * earlier matter. *found is false when only an area is known.
 */
bool address_of_place(struct session *s, int64_t place, enum lookup_kind *kind, int64_t *id,
	bool *found, struct err *err);

#endif
