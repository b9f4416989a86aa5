/*
 * The full-text index of matters: title, text and where they lie, as grams (core/base/grams.h).
 */
#ifndef LINLI_CASE_INDEX_H
#define LINLI_CASE_INDEX_H

#include "core/domain/act_apply.h"
#include "core/domain/case_db.h"

bool case_index_add(struct session *s, const struct case_row *row, const struct case_texts *texts,
	struct err *err);

/* The title changed: `changes` holds what it was. */
bool case_index_title(struct session *s, const struct case_row *row, const struct case_texts *texts,
	const struct act_change *changes, size_t count, struct err *err);

#endif
