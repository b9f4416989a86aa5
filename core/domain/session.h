/*
 * Who acts, with which rights, where, on which store and by which rules. Every function of the core that
 * reads or writes cases takes one; authorisation and audit happen behind it, not in the screens.
 */
#ifndef LINLI_SESSION_H
#define LINLI_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/rules.h"

struct store;
struct lookup;

/* A part of the city: what a person may see, and what a list is narrowed to. */
struct scope {
	int level;         /* 0 city, 1 county, 2 township, 3 village, 4 grid, 5 building */
	int64_t area_id;   /* levels 0-3 */
	int64_t place_low; /* levels 2 and deeper: the 18-digit places it covers */
	int64_t place_high;
};

struct session {
	struct store *store;
	const struct rules *rules;
	int64_t staff_id;
	const char *login, *name;
	uint32_t roles; /* bits of enum role_bit */
	int64_t unit_id;
	enum unit_kind unit_kind;
	const char *unit_name, *unit_brief;
	struct scope scope;
	struct arena mem; /* holds the strings above */
	int64_t many_first,
		many_last; /* events of the last act upon several matters: taken back as one */
	struct lookup *
		lookup; /* names of places, units and people, read when first asked for (lookup.h) */
};

/*
 * Signs in as that account, or with NULL as the first operator of the database. Errors: INPUT when there is
 * no such account or it is not active.
 */
bool session_open(struct session *s, struct store *store, const struct rules *rules,
	const char *login, struct err *err);
void session_close(struct session *s);

/* The program itself: what falls due by itself. It sees the whole city but sealed matters; closed like any other. */
void session_system(struct session *s, struct store *store, const struct rules *rules);

/* Civil time by the store's clock. */
int64_t session_now(const struct session *s);

/* Does the person hold one of these roles? */
bool session_has(const struct session *s, uint32_t roles);

/* Does this place, in that county and township, lie in the person's part of the city? */
bool session_covers(const struct session *s, int64_t county, int64_t town, int64_t place);

/* Is the person's work an area (a centre, a subdistrict, supervision) and not single matters? */
bool session_watches_area(const struct session *s);

/* The category of sealed matters, which the session must not even count; -1: it may. */
int session_hidden_category(const struct session *s);

#endif
