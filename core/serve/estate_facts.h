/*
 * What is known of an estate, for whoever takes a matter from there: its size, its firm, and what it has been
 * about lately.
 */
#ifndef LINLI_ESTATE_FACTS_H
#define LINLI_ESTATE_FACTS_H

#include "core/domain/session.h"

enum { ESTATE_TOP = 3, ESTATE_DAYS = 30 };

struct estate_facts {
	const char *name;
	const char *firm;      /* property firm; "" if none */
	const char *community; /* the village or residents' committee it belongs to */
	int households, buildings;
	int open;   /* matters that have not ended */
	int recent; /* registered in the last ESTATE_DAYS days */
	struct {
		int cat, count;
	} top[ESTATE_TOP]; /* their most frequent categories */
	size_t top_count;
};

/* *found is false when there is no such estate. Texts live in mem. */
bool estate_facts(struct session *s, int64_t estate_id, struct arena *mem, struct estate_facts *out,
	bool *found, struct err *err);

#endif
