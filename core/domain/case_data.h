/*
 * One matter in memory while an act is done to it: its row, texts and clocks, and what has changed.
 */
#ifndef LINLI_CASE_DATA_H
#define LINLI_CASE_DATA_H

#include "core/domain/case_db.h"

enum { CASE_MAX_CLOCKS = 64, CASE_MAX_PAUSES = 16, CASE_MAX_LINKS = 8 };

struct case_data {
	struct case_row row;
	struct case_texts texts;
	bool texts_changed;
	struct case_clock *clocks; /* room for CASE_MAX_CLOCKS */
	size_t clock_count;
	bool clock_changed[CASE_MAX_CLOCKS];
	struct case_pause pauses[CASE_MAX_PAUSES]; /* that ended now */
	size_t pause_count;
	int64_t links[CASE_MAX_LINKS]; /* matters that an act tied to it */
	size_t link_count;
};

/* Reads all of it. *found is false when there is no such matter. */
bool case_data_read(struct db *db, int64_t id, struct arena *mem, struct case_data *c, bool *found,
	struct err *err);

/*
 * Writes what has changed: the row always (its version goes up), texts clocks and pauses where they did.
 * event_id: the line of history that ends those pauses.
 */
bool case_data_write(struct db *db, struct case_data *c, int64_t event_id, struct err *err);

#endif
