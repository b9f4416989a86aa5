/* Reading the levels of the three trees; shared by the files of grid_tree only. */
#ifndef LINLI_GRID_TREE_DB_H
#define LINLI_GRID_TREE_DB_H

#include "core/db/db.h"
#include "core/serve/grid_tree.h"

/* Nodes that grow in an arena. */
struct node_list {
	struct arena *mem;
	struct grid_node *nodes;
	int count, room;
};

struct grid_node *node_add(struct node_list *l);

/* Areas below one of that level, or with parent 0 the city; with estates: counted by them, those without left out. */
bool tree_read_areas(struct session *s, int64_t parent, int level, bool estates,
	struct node_list *l, struct err *err);
bool tree_read_grids(struct session *s, int64_t area, struct node_list *l, struct err *err);
bool tree_read_buildings(
	struct session *s, struct node_ref of, struct node_list *l, struct err *err);
bool tree_read_estates(struct session *s, int64_t town, struct node_list *l, struct err *err);

/* The workers of a village by grid; a grid that nobody serves stands there itself. */
bool tree_read_workers(struct session *s, int64_t area, struct node_list *l, struct err *err);

/* The street heads and building heads of the grid that this worker serves. */
bool tree_read_heads(struct session *s, int64_t worker, struct node_list *l, struct err *err);

/* One node by its id; the list stays empty when there is none. */
bool tree_read_one(struct session *s, struct node_ref ref, struct node_list *l, struct err *err);

/* Where a node belongs. */
bool tree_read_where(struct session *s, struct node_ref ref, struct node_where *out, bool *found,
	struct err *err);

/* Who serves a grid: the worker's id, 0 nobody. */
bool tree_read_worker(struct session *s, int64_t grid, int64_t *id, struct err *err);

/* 15-digit codes of the grids of an estate, at most `most`. */
bool tree_read_codes(
	struct session *s, int64_t estate, int64_t *codes, int most, int *count, struct err *err);

/* The grids of that number within codes [low, high]. */
bool tree_find_numbered(struct session *s, int64_t low, int64_t high, int number,
	struct node_list *l, struct err *err);

/* Stewards whose initials begin with `key`; name: "" or the hanzi that the name begins with. */
bool tree_find_stewards(struct session *s, const char *key, const char *name, int most,
	struct node_list *l, struct err *err);

/* The grid or building of that code; id 0 when there is none. */
bool tree_find_code(
	struct session *s, int64_t code, int digits, struct node_ref *out, struct err *err);

/* Lights the nodes of a level (grids, buildings, estates, stewards). */
bool tree_light(
	struct session *s, struct grid_node *nodes, int count, struct arena *mem, struct err *err);

#endif
