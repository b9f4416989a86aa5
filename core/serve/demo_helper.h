/*
 * The second core: a helper process makes the full-text index and the roll-ups of the matters it is sent, in a
 * file of its own beside the new database, while the sender writes the rows. At the end the tables are
 * taken over whole.
 */
#ifndef LINLI_DEMO_HELPER_H
#define LINLI_DEMO_HELPER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/db/db.h"
#include "core/domain/case_data.h"

struct demo_helper;

/* Call before the database is opened. path: of the database. Errors: IO. */
bool helper_start(struct demo_helper **out, const char *path, struct err *err);

/* `city` is the area that stands above all others. */
bool helper_send(struct demo_helper *h, int64_t city, const struct case_data *c, struct err *err);

/* Waits for it and takes over what it made, outside of a transaction. newest: id of the last event. */
bool helper_take(struct demo_helper *h, struct db *db, int64_t newest, struct err *err);

/* Ends it in any case and removes its file. */
void helper_free(struct demo_helper *h);

#endif
