/*
 * From what was typed to what an event needs: every field checked and in its own type before anything is
 * touched.
 */
#ifndef LINLI_ACT_VALUE_H
#define LINLI_ACT_VALUE_H

#include "core/domain/case_act.h"

enum { ACT_MAX_IDS = 8 };

struct act_value {
	bool given;
	int64_t number; /* choice value, category code, tier, id, time, 0 or 1, place */
	int64_t ids[ACT_MAX_IDS];
	int id_count;
	const char *text; /* "" when not given */
	const char *raw;  /* of any kind, as it was typed, cleaned; "" when not given */
};

/*
 * Fills values[F_COUNT]. Unknown keys, missing required fields and bad values are ERR_INPUT with a text that
 * begins with the field's label. Texts live in mem.
 */
bool act_values_read(struct session *s, const struct transition *t, const struct case_step *act,
	struct arena *mem, struct act_value values[F_COUNT], struct err *err);

#endif
