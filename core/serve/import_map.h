/*
 * Which column of a file means what. Usual names are known; a map in YAML says the rest:
 *
 *	id: 工单编号          # field: column
 *	text: 诉求内容
 *	channel: =WX          # field: = the same for every row
 *	source: 12345         # whose ids these are, where the file's name does not say
 */
#ifndef LINLI_IMPORT_MAP_H
#define LINLI_IMPORT_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/serve/import_read.h"

enum import_field {
	IF_ID,
	IF_TIME,
	IF_TITLE,
	IF_TEXT,
	IF_NAME,
	IF_PHONE,
	IF_PLACE,
	IF_ESTATE,
	IF_ROOM,
	IF_GRID,
	IF_CATEGORY,
	IF_KIND,
	IF_CHANNEL,
	IF_REPLY_TIME,
	IF_REPLY,
	IF_COUNT
};

/* "reply_time": as in maps and in the help. */
const char *import_field_key(enum import_field field);

struct import_map {
	const char *column[IF_COUNT];   /* by the map; NULL: the usual names; "": none */
	const char *constant[IF_COUNT]; /* NULL: from a column */
	const char *source;             /* NULL: the file's name */
	int at[IF_COUNT];               /* position of the column; -1 none so far */
	size_t resolved;                /* how many columns were looked at */
};

/* No map: usual names only. */
void import_map_usual(struct import_map *m);

/* Reads a map; mistakes are told through `report` as file:line:column. Errors: INPUT, IO. */
bool import_map_read(struct import_map *m, const char *path, struct arena *mem,
	void (*report)(void *ctx, const char *line), void *ctx, struct err *err);

/* Finds the columns; call again when there are more of them. */
void import_map_resolve(struct import_map *m, const char *const *columns, size_t count);

/*
 * Is there enough to make matters of, and is every column there that the map names? For tables, whose
 * columns are all known at once. Errors: INPUT, with the columns there are.
 */
bool import_map_check(
	const struct import_map *m, const char *const *columns, size_t count, struct err *err);

/* "编号=id 时间=time (未用: likes)", appended: what the import understood. */
void import_map_tell(
	const struct import_map *m, const char *const *columns, size_t count, struct buf *out);

/* The row's text for a field; "" when there is none. */
const char *import_value(
	const struct import_map *m, const struct import_row *row, enum import_field field);

#endif
