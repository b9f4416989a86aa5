/*
 * The full-text index of matters: title, text and spot as grams (core/base/grams.h), and as facts the county
 * and township where they lie ('c' and 't' with the area's id), so that a search in a part of the city reads
 * no more of the index than it needs.
 */
#ifndef LINLI_CASE_INDEX_H
#define LINLI_CASE_INDEX_H

#include "core/domain/case_data.h"

bool case_index_add(struct session *s, const struct case_row *row, const struct case_texts *texts,
	struct err *err);

/* What of a matter is in the index. Points into its row and texts. */
struct case_indexed {
	int64_t id, county, town;
	const char *title, *body, *spot;
};

struct case_indexed case_indexed(const struct case_row *row, const struct case_texts *texts);

/* For a bulk load that fills the index of a file of its own. */
bool case_index_load(struct db *db, const struct case_indexed *x, struct err *err);

/* Brings the index from what it holds to what it should hold; nothing is written when they are the same. */
bool case_index_change(struct session *s, const struct case_indexed *before,
	const struct case_indexed *after, struct err *err);

#endif
