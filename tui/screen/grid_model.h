/* The inside of the grid browser; for its files alone. */
#ifndef LINLI_GRID_MODEL_H
#define LINLI_GRID_MODEL_H

#include "core/serve/grid_card.h"
#include "tui/screen/card_lines.h"
#include "tui/widget/bar.h"
#include "tui/widget/list.h"
#include "tui/widget/panels.h"
#include "tui/widget/screen.h"
#include "tui/widget/tree.h"

enum grid_tab {
	GT_OVERVIEW,
	GT_PEOPLE,
	GT_UNITS,
	GT_MATTERS,
	GT_SERVICES,
	GT_BUILDINGS,
	GT_VISITS,
	GT_COUNT
};

/* Parts of the screen, in the order of Tab. */
enum grid_part {
	GP_TREE,
	GP_CARD,    /* the card, or the list of another tab in its place */
	GP_KIDS,    /* of an area above villages: the areas below it, with their lights */
	GP_MATTERS, /* the side panels of the wide layout */
	GP_PEOPLE,
	GP_SERVICES,
	GP_LIST, /* people, units, matters or buildings, where the card stands else */
	GP_COUNT
};

enum { GRID_MATTERS_MOST = 200 };

struct grid_screen {
	struct panels panels;
	struct tree tree;
	struct card_lines card, services;
	struct list kids, people, side, list; /* side: matters; list: that of the tab */

	enum grid_tab tab;
	enum grid_tree which;

	/* the node under the cursor, and what is shown of it */
	struct arena mem; /* reset with the node */
	struct node_ref ref;
	/* what the person went to: another tree may have only its neighbour */
	struct node_ref anchor;
	bool known;
	struct grid_card data;
	bool side_read;     /* the side panels hold what belongs to it */
	int64_t look_at_ms; /* a slow line: the card follows the cursor after a rest; 0: it has */

	/* searching */
	struct arena found; /* of what follows */
	const char *typed;  /* "" none */
	struct grid_hit *hits;
	int hit_count, hit_at;
	struct node_ref before; /* where the cursor was when the search began */
	bool searching, warm;   /* warm: the names are in memory already */

	int64_t revealed; /* whose telephone number is shown in clear; 0 nobody's */
	const char *phone;
	int64_t reveal_ms;
};

/* --- grid_screen.c: reads all that is shown of the node under the cursor */
bool grid_show_node(struct grid_screen *g, struct ui *ui, struct err *err);

/* --- grid_layout.c */
enum grid_part grid_main_part(const struct grid_screen *g); /* where the tab is shown */
const char *grid_tab_word(enum grid_tab tab);
void grid_title_parts(struct grid_screen *g);
bool grid_place(void *self, struct ui *ui, struct rect body, struct err *err);

/* --- grid_do.c */
struct effect grid_go_text(struct ui *ui, enum action go, const char *text);
struct effect grid_start_intake(const struct grid_screen *g, struct ui *ui);
struct effect grid_copy_code(const struct grid_screen *g, struct ui *ui);
struct effect grid_change_tree(struct grid_screen *g, struct ui *ui, enum grid_tree tree,
	struct node_ref ref,
	struct err *err); /* shows that node there, or what stands nearest to it */
struct effect grid_open_it(struct grid_screen *g, struct ui *ui, struct err *err); /* Enter */
struct effect grid_show_tab(
	struct grid_screen *g, struct ui *ui, enum grid_tab tab, struct err *err);
int64_t grid_masked_person(const struct grid_screen *g); /* 0: nobody stands under the cursor */
struct effect grid_reveal_number(
	struct grid_screen *g, struct ui *ui, const char *reason, struct err *err);

/* --- grid_branches.c: the tree, and moving in it by what was found */
extern const struct tree_source grid_tree_source;
extern const struct bar_ops grid_find_bar;
bool grid_reveal(struct grid_screen *g, struct ui *ui, struct node_ref ref, struct err *err);
bool grid_find(struct grid_screen *g, struct ui *ui, const char *typed, struct err *err);
bool grid_walk(struct grid_screen *g, struct ui *ui, int step, struct err *err);
void grid_forget(struct grid_screen *g);
const char *grid_found_words(
	const struct grid_screen *g, struct arena *mem); /* NULL: nothing was looked for */
const char *grid_tree_name(enum grid_tree tree);

/* --- grid_cards.c: what the card says */
void grid_write_card(struct grid_screen *g, const struct ui *ui, int cols, bool alone);
void grid_write_services(struct grid_screen *g, const struct ui *ui, int cols);
const char *grid_card_title(const struct grid_screen *g, struct arena *mem);
const char *grid_lights_words(const struct grid_card *c, struct arena *mem);
void grid_paint_chart(const struct grid_screen *g, const struct view *v);

const char *grid_steward_word(enum staff_kind kind);

/* --- grid_lists.c: the lists of the tabs */
extern const struct list_source grid_people_list, grid_people_brief, grid_kid_list, grid_unit_list,
	grid_building_list, grid_matter_list;
bool grid_load_list(struct grid_screen *g, struct ui *ui, struct err *err);
bool grid_load_kids(struct grid_screen *g, struct ui *ui, struct err *err);
bool grid_load_side(struct grid_screen *g, struct ui *ui, struct err *err);

/* The filter of the matters of a node: "网格:350502004005002 待办". */
const char *grid_filter(const struct grid_screen *g, struct arena *mem);

#endif
