/*
 * Verbs on matters that are no acts of the machine: comparing, putting off. case_verb() hands them on.
 */
#ifndef LINLI_BESIDES_H
#define LINLI_BESIDES_H

#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

bool besides_has(enum action verb);

/* FX_PASS for what is none of them. */
struct effect besides_verb(
	struct ui *ui, enum action verb, const int64_t *ids, size_t count, struct err *err);

#endif
