/*
 * What was given to an act, in words a person reads: for requests that wait for a second signature, for what
 * two people did to one matter at once, and as the form in which a matter's present fields stand.
 */
#ifndef LINLI_ACT_WORDS_H
#define LINLI_ACT_WORDS_H

#include "core/domain/case_act.h"
#include "core/domain/case_db.h"

/* The field that a key stands for with that event; F_NONE when it has none such. */
enum act_field act_field_by_key(enum case_event event, const char *key);

/*
 * A value as the act reads it ("403", "12,15", "1") in words ("CD 充电", "城管大队 消防站", "是"). What is not understood
 * is returned as it is. Texts live in mem.
 */
bool act_words(struct session *s, enum act_field field, const char *value, struct arena *mem,
	const char **words, struct err *err);

/* What stands in a field of an edit now, as the act would read it; "" when nothing does. */
const char *act_field_now(const struct case_row *row, const struct case_texts *texts,
	enum act_field field, struct arena *mem);

#endif
