#include "tui/widget/tree.h"

#include <string.h>

#include "core/base/alloc.h"

enum { FIRST_ROOM = 64 };

void
tree_init(struct tree *t, struct ui *ui, const struct tree_source *source, void *self)
{
	*t = (struct tree){.w.ops = &tree_widget, .source = source, .self = self};
	ui_keep(ui, &t->mem[0]);
	ui_keep(ui, &t->mem[1]);
}

static struct arena *
arena_now(struct tree *t)
{
	return &t->mem[t->arena];
}

const struct tree_node *
tree_at(const struct tree *t)
{
	return t->cursor < t->count ? &t->nodes[t->cursor] : NULL;
}

static int
parent_of(const struct tree *t, int node)
{
	int depth = t->nodes[node].depth;

	while (node >= 0 && t->nodes[node].depth >= depth)
		node--;
	return node;
}

const struct tree_node *
tree_parent(const struct tree *t)
{
	int p = t->cursor < t->count ? parent_of(t, t->cursor) : -1;

	return p >= 0 ? &t->nodes[p] : NULL;
}

/* Behind the last node below this one. */
static int
branch_end(const struct tree *t, int node)
{
	int end = node + 1;

	while (end < t->count && t->nodes[end].depth > t->nodes[node].depth)
		end++;
	return end;
}

static void
make_room(struct tree *t, int more)
{
	int need = t->count + more;

	if (need <= t->room)
		return;
	int room = t->room > 0 ? 2 * t->room : FIRST_ROOM;
	struct tree_node *grown =
		arena_array(arena_now(t), (size_t)(room > need ? room : need), sizeof(*grown));

	if (t->count > 0)
		memcpy(grown, t->nodes, (size_t)t->count * sizeof(*grown));
	t->nodes = grown;
	t->room = room > need ? room : need;
}

static void
insert(struct tree *t, int at, const struct tree_node *nodes, int count, int depth)
{
	make_room(t, count);
	memmove(t->nodes + at + count, t->nodes + at, (size_t)(t->count - at) * sizeof(*nodes));
	for (int i = 0; i < count; i++) {
		t->nodes[at + i] = nodes[i];
		t->nodes[at + i].depth = depth;
		t->nodes[at + i].open = false;
	}
	t->count += count;
}

static bool
read_below(struct tree *t, struct ui *ui, int node, struct err *err)
{
	struct tree_node *nodes = NULL;
	int count = 0;
	const struct tree_node *parent = node >= 0 ? &t->nodes[node] : NULL;

	if (!t->source->children(t->self, ui, parent, arena_now(t), &nodes, &count, err))
		return false;
	insert(t, node + 1, nodes, count, node >= 0 ? t->nodes[node].depth + 1 : 0);
	if (node >= 0)
		t->nodes[node].open = true;
	return true;
}

bool
tree_open(struct tree *t, struct ui *ui, int node, struct err *err)
{
	int before = t->count;

	if (t->nodes[node].leaf || t->nodes[node].open ||
		t->nodes[node].depth + 1 >= TREE_DEPTH_MAX)
		return true;
	if (!read_below(t, ui, node, err))
		return false;
	if (t->cursor > node)
		t->cursor += t->count - before;
	return true;
}

void
tree_close(struct tree *t, int node)
{
	int end = branch_end(t, node), gone = end - node - 1;

	memmove(t->nodes + node + 1, t->nodes + end, (size_t)(t->count - end) * sizeof(*t->nodes));
	t->count -= gone;
	t->nodes[node].open = false;
	if (t->cursor >= end)
		t->cursor -= gone;
	else if (t->cursor > node)
		t->cursor = node;
}

static int
find_among(const struct tree *t, int from, int end, int depth, int64_t id)
{
	for (int i = from; i < end; i++)
		if (t->nodes[i].depth == depth && t->nodes[i].id == id)
			return i;
	return -1;
}

bool
tree_reveal(struct tree *t, struct ui *ui, const int64_t *path, int steps, struct err *err)
{
	int from = 0, end = t->count, at = -1;

	for (int depth = 0; depth < steps; depth++) {
		at = find_among(t, from, end, depth, path[depth]);
		if (at < 0)
			return true;
		t->cursor = at;
		if (depth + 1 == steps)
			break;
		if (!tree_open(t, ui, at, err))
			return false;
		from = at + 1;
		end = branch_end(t, at);
	}
	return true;
}

/* --- reading anew: the old nodes say which branches were open */

struct open_set {
	const struct tree_node *nodes;
	int count;
};

static bool
was_open(const struct open_set *set, const struct tree_node *node)
{
	for (int i = 0; i < set->count; i++)
		if (set->nodes[i].id == node->id && set->nodes[i].depth == node->depth)
			return set->nodes[i].open;
	return false;
}

static void
keep_cursor(struct tree *t, const struct open_set *old, int cursor)
{
	/* Its node, or the nearest one it belonged to that still exists. */
	for (int i = cursor, depth = TREE_DEPTH_MAX; i >= 0 && i < old->count; i--) {
		if (old->nodes[i].depth >= depth)
			continue;
		depth = old->nodes[i].depth;
		int now = find_among(t, 0, t->count, depth, old->nodes[i].id);

		if (now >= 0) {
			t->cursor = now;
			return;
		}
	}
	t->cursor = 0;
}

bool
tree_load(struct tree *t, struct ui *ui, struct err *err)
{
	struct tree before = *t;
	struct open_set old = {t->nodes, t->count};

	t->arena = !t->arena;
	arena_reset(arena_now(t));
	t->nodes = NULL;
	t->count = t->room = 0;
	bool ok = read_below(t, ui, -1, err);

	for (int i = 0; ok && i < t->count; i++)
		if (was_open(&old, &t->nodes[i]))
			ok = read_below(t, ui, i, err);
	if (!ok) {
		struct arena swap[2] = {t->mem[0], t->mem[1]};

		*t = before;
		t->mem[0] = swap[0];
		t->mem[1] = swap[1];
		return false;
	}
	keep_cursor(t, &old, before.cursor);
	return true;
}

/* --- moving */

static void
move_to(struct tree *t, int to)
{
	if (to > t->count - 1)
		to = t->count - 1;
	t->cursor = to > 0 ? to : 0;
}

static bool
unfold_below(struct tree *t, struct ui *ui, struct err *err)
{
	int depth = t->nodes[t->cursor].depth + 1;

	if (!tree_open(t, ui, t->cursor, err))
		return false;
	for (int i = t->cursor + 1; i < branch_end(t, t->cursor); i++)
		if (t->nodes[i].depth == depth && !tree_open(t, ui, i, err))
			return false;
	return true;
}

static void
fold_level(struct tree *t)
{
	int depth = t->nodes[t->cursor].depth, parent = parent_of(t, t->cursor);

	for (int i = parent + 1; i < (parent >= 0 ? branch_end(t, parent) : t->count); i++)
		if (t->nodes[i].depth == depth)
			tree_close(t, i);
}

static bool
do_act(struct tree *t, struct ui *ui, const struct act *act, bool *mine, struct err *err)
{
	int page = t->w.rect.rows > 1 ? t->w.rect.rows : 1, parent;
	const struct tree_node *at = tree_at(t);

	*mine = at != NULL;
	if (at == NULL)
		return true;
	switch (act->id) {
	case ACT_UP:
		move_to(t, t->cursor - 1);
		return true;
	case ACT_DOWN:
		move_to(t, t->cursor + 1);
		return true;
	case ACT_PGUP:
	case ACT_HALFUP:
		move_to(t, t->cursor - (act->id == ACT_PGUP ? page : page / 2));
		return true;
	case ACT_PGDN:
	case ACT_HALFDOWN:
		move_to(t, t->cursor + (act->id == ACT_PGDN ? page : page / 2));
		return true;
	case ACT_WHEEL:
		move_to(t, t->cursor + act->digit);
		return true;
	case ACT_CLICK:
		move_to(t, t->top + act->digit);
		return true;
	case ACT_TOP:
		move_to(t, 0);
		return true;
	case ACT_BOTTOM:
		move_to(t, t->count - 1);
		return true;
	case ACT_RIGHT:
		if (!at->open)
			return tree_open(t, ui, t->cursor, err);
		move_to(t, t->cursor + 1);
		return true;
	case ACT_LEFT:
		parent = parent_of(t, t->cursor);
		if (at->open)
			tree_close(t, t->cursor);
		else if (parent >= 0)
			t->cursor = parent;
		return true;
	case ACT_GRID_UNFOLD:
		return unfold_below(t, ui, err);
	case ACT_GRID_FOLD:
		fold_level(t);
		return true;
	case ACT_OPEN:
		*mine = !at->leaf &&
			!at->open; /* an open branch and a leaf are the screen's to go into */
		return !*mine || tree_open(t, ui, t->cursor, err);
	default:
		*mine = false;
		return true;
	}
}

static struct act
tree_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct tree *t = (struct tree *)w;
	int64_t before = tree_at(t) != NULL ? tree_at(t)->id : 0;
	bool mine, ok = do_act(t, ui, &act, &mine, err);

	if (!mine)
		return act;
	if (!ok || tree_at(t) == NULL || tree_at(t)->id == before)
		return (struct act){0};
	return (struct act){.id = ACT_MOVED, .ref = tree_at(t)->id, .at_ms = act.at_ms};
}

static bool
tree_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct tree *t = (struct tree *)w;

	(void)ui, (void)err;
	w->rect = rect;
	if (t->cursor >= t->top + rect.rows)
		t->top = t->cursor - rect.rows + 1;
	if (t->top > t->count - rect.rows)
		t->top = t->count - rect.rows;
	if (t->cursor < t->top)
		t->top = t->cursor;
	if (t->top < 0)
		t->top = 0;
	return true;
}

static void
paint_node(const struct tree *t, const struct view *v, int n, int row)
{
	const struct tree_node *node = &t->nodes[n];
	struct rect line = {row, v->rect.col, 1, v->rect.cols};
	bool cursor = n == t->cursor;
	enum role ground = !cursor ? v->bg : v->focus ? ROLE_SEL_BG : ROLE_SEL2_BG;
	struct pen p = pen_at(v->cv, line, ground);

	canvas_fill(v->cv, line, (struct style){(uint8_t)v->fg, (uint8_t)ground});
	pen_put(&p, ROLE_STRONG, cursor ? ">" : " ");
	pen_gap(&p, 2 * node->depth);
	pen_put(&p, ROLE_LABEL, node->leaf ? "  " : node->open ? "- " : "+ ");
	if (node->right != NULL) {
		struct pen right = p;

		right.col = 0;
		pen_right(&right, node->right_role != ROLE_BG ? node->right_role : v->fg,
			node->right);
		p.rect.cols -= show_width(node->right) + 1;
	}
	pen_put(&p, node->match ? ROLE_MATCH : v->fg, node->label);
	if (cursor && v->focus) {
		canvas_tint(v->cv, line, (struct style){ROLE_SEL_FG, ROLE_SEL_BG});
		canvas_rest(v->cv, row, line.col);
	}
}

static void
tree_paint(const struct widget *w, const struct view *v)
{
	const struct tree *t = (const struct tree *)w;

	for (int i = 0; i < v->rect.rows && t->top + i < t->count; i++)
		paint_node(t, v, t->top + i, v->rect.row + i);
	if (t->count == 0 && t->empty != NULL) {
		struct pen p = view_pen(v);

		pen_gap(&p, 1);
		pen_wrap(&p, ROLE_DIM, 1, t->empty);
	}
}

const struct widget_ops tree_widget = {.act = tree_act, .place = tree_place, .paint = tree_paint};
