/*
 * The city as three trees: by area (city, counties, townships, villages, grids, buildings), by estate, and
 * by grid worker. A level is read when it is opened; nothing here reads more than one level.
 */
#ifndef LINLI_GRID_TREE_H
#define LINLI_GRID_TREE_H

#include "core/domain/area.h"
#include "core/domain/case.h"
#include "core/domain/staff.h"
#include "core/serve/grid_lights.h"

enum grid_tree { GRID_TREE_AREA, GRID_TREE_ESTATE, GRID_TREE_STEWARD, GRID_TREE_COUNT };

enum node_kind { NODE_NONE, NODE_AREA, NODE_GRID, NODE_BUILDING, NODE_ESTATE, NODE_STEWARD };

struct node_ref {
	enum node_kind kind;
	int64_t id;
};

/* One number for both, and back: for lists that hold on to numbers. */
int64_t node_key(struct node_ref ref);
struct node_ref node_of_key(int64_t key);

/*
 * A text that stands for a node: "grid:1264". Reading also takes codes of 6 to 18 digits, hyphens and zeros
 * behind allowed. kind is NODE_NONE when it is neither or there is none of that code.
 */
enum { NODE_TEXT_BYTES = 32 };
void node_print(struct node_ref ref, char out[NODE_TEXT_BYTES]);
bool node_read(struct session *s, const char *text, struct node_ref *out, struct err *err);

/* Texts live in the arena that the call was given. */
struct grid_node {
	struct node_ref ref;
	enum area_level level; /* areas */
	int64_t code;          /* 12, 15 or 18 digits; 0: none */
	const char *name, *brief;
	int number; /* of a grid in its village, of a steward the grid's */
	int count;  /* areas: grids, or estates in the tree of estates; else households */
	enum staff_kind steward;
	bool seen;        /* from grids on: the session sees the matters there, */
	int open;         /* so many are open, */
	enum light light; /* and this is the worst of their lights */
	bool leaf;
};

/* The nodes below a parent; of kind NODE_NONE: the city alone. */
bool grid_children(struct session *s, enum grid_tree tree, struct node_ref parent,
	struct arena *mem, struct grid_node **out, int *count, struct err *err);

/* *found is false when there is none. Its light is not read. */
bool grid_node_read(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_node *out, bool *found, struct err *err);

/*
 * The way from the city to a node in a tree, the city first. Where that tree does not have the node, to what
 * stands nearest: a grid's estate, a grid's worker, the area. *n is 0 when there is no such node.
 */
enum { GRID_PATH_MOST = 8 };
bool grid_path(struct session *s, enum grid_tree tree, struct node_ref ref,
	struct node_ref path[GRID_PATH_MOST], int *n, struct err *err);

/* The village (or the area itself), and the grid if there is one, that a node belongs to. */
struct node_where {
	int64_t area_id, grid_id, estate_id;
	int64_t place; /* as a matter there would have it: the building's, the grid's, the area's */
};

bool grid_where(struct session *s, struct node_ref ref, struct node_where *out, bool *found,
	struct err *err);

/* The 18-digit places that belong to a node. */
enum { NODE_SPANS_MOST = 32 };
bool grid_spans(struct session *s, struct node_ref ref, struct place_range out[NODE_SPANS_MOST],
	int *count, struct err *err);

/* What a search in a tree finds, the best first, what lies near the node `from` before others. */
struct grid_hit {
	struct node_ref ref;
	const char *name;
	const char *where; /* the village or township that it lies in; "" for those themselves */
	bool slip;         /* found only with two letters the other way round */
};

enum { GRID_HITS_MOST = 99 };

/*
 * By hanzi, a code from its beginning, the last three digits of a grid's code, or pinyin (initials or
 * syllables; of stewards initials only). At most GRID_HITS_MOST; an empty text finds nothing.
 */
bool grid_search(struct session *s, enum grid_tree tree, struct node_ref from, const char *typed,
	struct arena *mem, struct grid_hit **out, int *count, struct err *err);

#endif
