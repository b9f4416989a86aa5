/*
 * A tree whose levels are read when they are opened. It holds open branches only, so that the way to one
 * of 34,000 leaves costs its levels, not the tree.
 */
#ifndef LINLI_TREE_H
#define LINLI_TREE_H

#include "tui/widget/ink.h"
#include "tui/widget/widget.h"

enum { TREE_DEPTH_MAX = 12 };

struct tree_node {
	int64_t id;
	const char *label;
	const char *right;    /* at the right edge: a count, a light */
	enum role right_role; /* 0: as the label */
	bool leaf;            /* has nothing below it */
	/* The tree's own: */
	int depth;
	bool open;
	bool match; /* found by the last search */
};

struct tree_source {
	/*
	 * The nodes below a parent (NULL: the top ones), in order; nodes and texts in mem.
	 */
	bool (*children)(void *self, struct ui *ui, const struct tree_node *parent,
		struct arena *mem, struct tree_node **nodes, int *count, struct err *err);
};

struct tree {
	struct widget w;
	const struct tree_source *source;
	void *self;
	struct arena mem[2]; /* of the nodes shown; a reload fills the other one */
	int arena;
	struct tree_node *nodes; /* shown, in order */
	int count, room;
	int cursor, top;
	const char *empty;
};

void tree_init(struct tree *t, struct ui *ui, const struct tree_source *source, void *self);

/* Reads the open branches anew; the cursor stays on its node, or on the nearest one above that is left. */
bool tree_load(struct tree *t, struct ui *ui, struct err *err);

/* The node under the cursor; NULL in an empty tree. And the nearest one above it that it belongs to. */
const struct tree_node *tree_at(const struct tree *t);
const struct tree_node *tree_parent(const struct tree *t);

/* Opens every level of the way from the top (path[0]) to a node and puts the cursor on it. */
bool tree_reveal(struct tree *t, struct ui *ui, const int64_t *path, int steps, struct err *err);

bool tree_open(struct tree *t, struct ui *ui, int node, struct err *err);
void tree_close(struct tree *t, int node);

extern const struct widget_ops tree_widget;

#endif
