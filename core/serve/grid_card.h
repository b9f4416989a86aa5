/*
 * What is known of a node of the grid trees: its card, the people who serve it, its units, its buildings.
 * Telephone numbers come masked. There is no register of residents: households and people are counts.
 */
#ifndef LINLI_GRID_CARD_H
#define LINLI_GRID_CARD_H

#include "core/domain/unit.h"
#include "core/serve/grid_lights.h"
#include "core/serve/grid_tree.h"

/* A person who serves there: a steward, or somebody of an office with an account's roles. */
struct grid_person {
	int64_t id;
	enum staff_kind kind;
	const char *name, *phone;
	const char *where; /* the grid's or building's name, the unit's short one */
	int grid;          /* number in its village; 0 none */
	uint32_t roles;
	int32_t term_end; /* day; 0 none */
};

struct grid_unit {
	int64_t id;
	enum unit_kind kind;
	const char *name, *brief;
	const char *leader; /* "" nobody */
	int open;           /* matters that it leads; not in cards */
};

struct grid_building {
	struct grid_node node;
	bool chat_group, board;
	const char *head; /* "" nobody */
};

enum { CARD_DAYS = 30, CARD_CATS = 4, CARD_CHAIN = 4 };

struct grid_card {
	struct grid_node node;
	struct node_where where;
	struct area path[4]; /* from the city down to the village, or to the area itself */
	int depth;

	enum grid_kind kind; /* grids */
	const char *bounds;
	bool board;       /* buildings: a notice board is posted */
	const char *grid; /* below grids: the name of the grid; "" else */
	int grid_number;
	const char *estate; /* "" none */
	int towns, villages, grids, estates, buildings, chat_groups;
	int households, people; /* 0 for counties and the city, where nobody adds them up */

	struct grid_unit chain[CARD_CHAIN]; /* township office, community, owners' committee */
	int chain_count;
	struct grid_unit centre, neighbour, mediation, police, firm, owners; /* id 0: none */
	struct grid_person worker, street, head; /* id 0: none; the first of several */
	int workers, streets, heads;

	bool seen; /* the session sees matters there */
	struct light_counts lights;
	bool charted;
	int days[CARD_DAYS]; /* matters registered on each of the last days, today last */
	int opened;          /* their sum */
	struct {
		int code, count;
	} cats[CARD_CATS]; /* the commonest of these */
	int others;
	int ontime_permille; /* of the replies of these days; -1: none was judged */
};

/* *found is false when there is no such node. */
bool grid_card_read(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_card *out, bool *found, struct err *err);

/* The areas below one above villages, each with the lights of its matters; nothing else has any. */
struct grid_kid {
	struct grid_node node;
	struct light_counts lights;
};

bool grid_kids(struct session *s, struct node_ref ref, struct arena *mem, struct grid_kid **out,
	int *count, struct err *err);

/* Lists of at most GRID_LIST_MOST rows. People: of villages and below the stewards, then the offices. */
enum { GRID_LIST_MOST = 500 };
bool grid_people(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_person **out, int *count, struct err *err);
bool grid_units(struct session *s, struct node_ref ref, struct arena *mem, struct grid_unit **out,
	int *count, struct err *err);

/* Empty above villages: there they would be thousands. */
bool grid_buildings(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_building **out, int *count, struct err *err);

/* The telephone number of a person of the staff in clear: with a reason, written to the audit log. */
bool grid_reveal_phone(struct session *s, int64_t staff_id, const char *reason, struct arena *mem,
	const char **phone, struct err *err);

#endif
