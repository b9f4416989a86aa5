/*
 * What a list should hold, found the slow way: everything about every matter is read and asked.
 */
#ifndef LINLI_TEST_CASES_ORACLE_H
#define LINLI_TEST_CASES_ORACLE_H

#include "core/domain/filter_pred.h"
#include "core/domain/session.h"

struct oracle {
	struct case_facts *facts; /* of all matters, ascending by id */
	size_t count;
	struct arena mem;
};

void oracle_read(struct oracle *o, struct session *s);
/* Whose units' help the facts tell of from now on; nobody's before. */
void oracle_ask_as(struct oracle *o, struct session *s);
void oracle_release(struct oracle *o);

/* The matters that a test is true of; in mem, ascending by id. */
size_t oracle_find(
	struct oracle *o, const struct pred *p, struct arena *mem, struct case_facts ***found);

/* Ids by an SQL condition on the row `c` of cases and `t` of case_texts, ascending. */
size_t oracle_sql(struct session *s, const char *condition, struct arena *mem, int64_t **ids);

#endif
