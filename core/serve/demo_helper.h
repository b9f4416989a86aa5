/*
 * The second core: a helper process makes history, clocks, full-text index and roll-ups of the matters it is
 * sent, in a file of its own beside the new database, while the sender writes the other rows. At the end the
 * tables are taken over whole.
 */
#ifndef LINLI_DEMO_HELPER_H
#define LINLI_DEMO_HELPER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/db/db.h"
#include "core/serve/demo_life.h"
#include "core/serve/roll_db.h"

struct demo_helper;

/* Call before the database is opened. path: of the database. Errors: IO. */
bool helper_start(struct demo_helper **out, const char *path, struct err *err);

/* The events must have their ids. */
bool helper_send(struct demo_helper *h, const struct life *l, struct err *err);

/* Waits for it and takes over what it made, outside of a transaction. newest: id of the last event. */
bool helper_take(struct demo_helper *h, struct db *db, int64_t newest, struct err *err);

/* Ends it in any case and removes its file. */
void helper_free(struct demo_helper *h);

/* --- demo_wire.c: a matter on its way to the helper. Both ends are the same program. */

enum wire_kind { WIRE_CASE = 1, WIRE_END = 2 };

/* What stands in front; behind it clocks, pauses, events, then the texts with their zeros. */
struct wire_head {
	int64_t bytes; /* of what follows */
	int64_t kind, city, id, county, town, newest;
	struct roll_part part;
	int32_t clocks, pauses, events;
};

/* The same with everything at hand; texts point into the buffer it was read from. */
struct wire_case {
	struct wire_head head;
	struct case_clock clocks[CASE_MAX_CLOCKS];
	struct case_pause pauses[CASE_MAX_PAUSES];
	struct case_event_row events[LIFE_EVENTS];
	const char *title, *body, *spot;
};

void wire_put(struct buf *out, const struct life *l);
void wire_put_end(struct buf *out, int64_t newest);

/* Reads the next one; false at the end of the line or when it is not whole. */
struct wire_line {
	int fd;
	char *bytes; /* of the last matter; free() at the end */
	size_t room;
};
bool wire_next(struct wire_line *line, struct wire_case *out);

#endif
