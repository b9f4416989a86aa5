/*
 * From a row of a file to a matter to be registered.
 */
#ifndef LINLI_IMPORT_CASE_H
#define LINLI_IMPORT_CASE_H

#include "core/domain/area.h"
#include "core/domain/intake.h"
#include "core/serve/import_map.h"

enum {
	IMPORT_TEXT_MOST = 20000, /* characters; the id: bytes */
	IMPORT_TITLE_MOST = 60,
	IMPORT_SPOT_MOST = 100,
	IMPORT_NAME_MOST = 60,
	IMPORT_ID_MOST = 64,
};

/* The areas of places met before: a city has some thousand. */
enum { IMPORT_PLACES = 4096 };

struct import_place {
	int64_t division; /* 0: empty */
	struct place_areas areas;
};

struct import_target {
	struct session *s;
	const struct import_map *map;
	const char *source;          /* "csv:messages": whose ids these are */
	int64_t desk_id;             /* centre that they come to */
	int channel;                 /* where the row names none */
	int64_t desk_place;          /* the centre's area: where the row names no place */
	struct import_place *places; /* IMPORT_PLACES of them, zeroed at first */
	struct arena *mem;           /* for what is read once; lives as long as the import */
	struct import_grid *grids;   /* read with the first row that names one */
	size_t grid_count;
};

/*
 * Fills *in (texts live in mem; cleaned). A row without an id gets one made of what it says, so that the same
 * row is known again. Without a category it gets the one that its words speak for, if they leave no doubt
 * (take_percent of the rules); otherwise none: whoever accepts the matter names it. False: the row cannot be taken; `why` holds the reason. Errors of the database: IO and
 * the like, `why` is empty then.
 */
bool import_prepare(struct import_target *t, const struct import_row *row, struct arena *mem,
	struct intake *in, struct buf *why, struct err *err);

/*
 * A moment as tables have it: all that date_parse_time() takes, 2020年1月6日 12时09分, and the day numbers
 * of spreadsheets (43836.5). An empty text is 0.
 */
bool import_time(const char *text, int64_t *utc);

#endif
