/* The tree of the grid browser, and searching it. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/grid_model.h"

const char *
grid_tree_name(enum grid_tree tree)
{
	switch (tree) {
	case GRID_TREE_ESTATE:
		return C_("grid.tree|12", "小区树");
	case GRID_TREE_STEWARD:
		return C_("grid.tree|12", "网格员树");
	default:
		return C_("grid.tree|12", "辖区树");
	}
}

/* --- nodes */

static const char *
steward_label(const struct grid_node *n, struct arena *mem)
{
	if (n->steward == STAFF_GRID_WORKER)
		return arena_printf(mem, "%03d %s", n->number, n->name);
	return arena_printf(mem, "%s %s", grid_steward_word(n->steward), n->name);
}

static const char *
node_label(const struct grid_screen *g, const struct grid_node *n, struct arena *mem)
{
	switch (n->ref.kind) {
	case NODE_AREA:
		return area_spoken(n->name, mem);
	case NODE_GRID:
		return arena_printf(mem,
			g->which == GRID_TREE_STEWARD ? _("%03d 缺网格员 %s") : "%03d %s",
			n->number, n->name);
	case NODE_STEWARD:
		return steward_label(n, mem);
	case NODE_BUILDING:
		return n->count > 0
			? arena_printf(mem, P_("%s %d户", "%s %d户", n->count), n->name, n->count)
			: n->name;
	default:
		return n->name;
	}
}

static void
put_right(struct tree_node *t, const struct grid_node *n, struct arena *mem)
{
	char count[WORDS_BYTES];

	if (n->ref.kind == NODE_AREA) {
		words_count(n->count, count);
		t->right = arena_strdup(mem, count);
	} else if (n->seen) {
		t->right = words_light(n->light);
		t->right_role = n->open > 0 ? light_role(n->light) : ROLE_DIM;
	}
}

static bool
is_hit(const struct grid_screen *g, int64_t key)
{
	for (int i = 0; i < g->hit_count; i++)
		if (node_key(g->hits[i].ref) == key)
			return true;
	return false;
}

static bool
branches(void *self, struct ui *ui, const struct tree_node *parent, struct arena *mem,
	struct tree_node **nodes, int *count, struct err *err)
{
	const struct grid_screen *g = self;
	struct node_ref of =
		parent != NULL ? node_of_key(parent->id) : (struct node_ref){NODE_NONE, 0};
	struct grid_node *level = NULL;

	*count = 0;
	if (!grid_children(ui->session, g->which, of, mem, &level, count, err))
		return false;
	*nodes = arena_array(mem, (size_t)*count + 1, sizeof(**nodes));
	for (int i = 0; i < *count; i++) {
		struct tree_node *t = &(*nodes)[i];

		t->id = node_key(level[i].ref);
		t->label = node_label(g, &level[i], mem);
		t->leaf = level[i].leaf;
		t->match = is_hit(g, t->id);
		put_right(t, &level[i], mem);
	}
	return true;
}

const struct tree_source grid_tree_source = {.children = branches};

/* A node far from what was shown comes to stand with some of its surroundings. */
static void
look_around(struct tree *t)
{
	int rows = t->w.rect.rows, edge = rows / 4;

	if (rows > 0 && (t->cursor < t->top + edge || t->cursor >= t->top + rows - edge))
		t->top = t->cursor - rows / 2 > 0 ? t->cursor - rows / 2 : 0;
}

bool
grid_reveal(struct grid_screen *g, struct ui *ui, struct node_ref ref, struct err *err)
{
	struct node_ref path[GRID_PATH_MOST];
	int64_t keys[GRID_PATH_MOST];
	int n;

	if (!grid_path(ui->session, g->which, ref, path, &n, err))
		return false;
	for (int i = 0; i < n; i++)
		keys[i] = node_key(path[i]);
	if (!tree_reveal(&g->tree, ui, keys, n, err))
		return false;
	look_around(&g->tree);
	return true;
}

/* --- searching */

static void
mark(struct grid_screen *g)
{
	for (int i = 0; i < g->tree.count; i++)
		g->tree.nodes[i].match = is_hit(g, g->tree.nodes[i].id);
}

void
grid_forget(struct grid_screen *g)
{
	arena_reset(&g->found);
	g->typed = "";
	g->hits = NULL;
	g->hit_count = g->hit_at = 0;
	g->searching = false;
	mark(g);
}

bool
grid_find(struct grid_screen *g, struct ui *ui, const char *typed, struct err *err)
{
	struct arena found = ARENA_INIT;
	struct grid_hit *hits;
	int count;
	const struct tree_node *at = tree_at(&g->tree);
	struct node_ref from = at != NULL ? node_of_key(at->id) : (struct node_ref){NODE_NONE, 0};

	if (!g->searching)
		g->before = from;
	if (!grid_search(ui->session, g->which, g->before, typed, &found, &hits, &count, err)) {
		arena_release(&found);
		return false;
	}
	arena_release(&g->found);
	g->found = found;
	g->typed = arena_strdup(&g->found, typed);
	g->hits = hits;
	g->hit_count = count;
	g->hit_at = 0;
	g->searching = true;
	mark(g);
	/* nothing found: back to where the search began */
	return grid_reveal(g, ui, count > 0 ? hits[0].ref : g->before, err);
}

bool
grid_walk(struct grid_screen *g, struct ui *ui, int step, struct err *err)
{
	if (g->hit_count == 0)
		return true;
	g->hit_at = (g->hit_at + step + g->hit_count) % g->hit_count;
	return grid_reveal(g, ui, g->hits[g->hit_at].ref, err);
}

const char *
grid_found_words(const struct grid_screen *g, struct arena *mem)
{
	enum { SHOWN = 4 };
	struct buf b;

	if (*g->typed == '\0')
		return NULL;
	if (g->hit_count == 0)
		return arena_printf(mem, _("没有叫 %s 的。 换个字, 首字母或编码"), g->typed);
	buf_init(&b);
	const char *fmt = g->hits[0].slip       ? _("没有 %s, 相近的 %d: ")
		: g->hit_count < GRID_HITS_MOST ? _("%s 命中 %d: ")
						: _("%s 命中 %d 以上: ");

	buf_addf(&b, fmt, g->typed, g->hit_count);
	for (int i = g->hit_at; i < g->hit_count && i < g->hit_at + SHOWN; i++) {
		const struct grid_hit *h = &g->hits[i];

		buf_addf(&b, "%s%s", i > g->hit_at ? "  " : "", area_spoken(h->name, mem));
		if (i == g->hit_at && *h->where != '\0')
			buf_addf(&b, "(%s)", area_spoken(h->where, mem));
	}
	const char *words = arena_strdup(mem, b.text);

	buf_release(&b);
	return words;
}

static void
note(void *self, struct ui *ui, const char *text, struct bar_note *out)
{
	const struct grid_screen *g = self;

	if (strcmp(text, g->typed) != 0 || *text == '\0')
		return;
	out->status = grid_found_words(g, ui->load);
	if (g->hit_count > 0)
		out->right = arena_printf(ui->load, "%d/%d%s", g->hit_at + 1, g->hit_count,
			g->hit_count < GRID_HITS_MOST ? "" : "+");
}

static const char *
nothing(const void *self)
{
	(void)self;
	return NULL;
}

const struct bar_ops grid_find_bar = {
	.label = SLOT("bar.label|8", "找网格"), .at_once = true, .text = nothing, .note = note};
