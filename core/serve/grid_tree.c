#include "core/serve/grid_tree.h"

#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/serve/grid_lights.h"
#include "core/serve/grid_tree_db.h"

enum { KINDS = 8, CODE_AREA = 12, CODE_GRID = 15, CODE_BUILDING = 18 };

int64_t
node_key(struct node_ref ref)
{
	return ref.id * KINDS + (int64_t)ref.kind;
}

struct node_ref
node_of_key(int64_t key)
{
	return (struct node_ref){(enum node_kind)(key % KINDS), key / KINDS};
}

/* --- nodes as text */

static const char *const kind_words[] = {[NODE_AREA] = "area",
	[NODE_GRID] = "grid",
	[NODE_BUILDING] = "building",
	[NODE_ESTATE] = "estate",
	[NODE_STEWARD] = "staff"};

void
node_print(struct node_ref ref, char out[NODE_TEXT_BYTES])
{
	snprintf(out, NODE_TEXT_BYTES, "%s:%lld",
		ref.kind != NODE_NONE ? kind_words[ref.kind] : "none", (long long)ref.id);
}

static bool
read_word(const char *text, struct node_ref *out)
{
	for (int k = NODE_AREA; k <= NODE_STEWARD; k++) {
		size_t n = strlen(kind_words[k]);

		if (strncmp(text, kind_words[k], n) == 0 && text[n] == ':' &&
			text_to_i64(text + n + 1, &out->id)) {
			out->kind = (enum node_kind)k;
			return true;
		}
	}
	return false;
}

/* The digits of a code, full-width ones and hyphens too; how many, 0 when it is none. */
static int
read_digits(const char *text, char digits[CODE_BUILDING + 1])
{
	struct buf b;
	int n = 0;

	buf_init(&b);
	text_narrow(&b, text);
	text_trim(&b);
	for (const char *p = b.text; *p != '\0'; p++) {
		if (*p == '-' && n > 0)
			continue;
		if (*p < '0' || *p > '9' || n == CODE_BUILDING) {
			n = 0;
			break;
		}
		digits[n++] = *p;
	}
	digits[n] = '\0';
	buf_release(&b);
	return n;
}

static bool
read_area_code(struct session *s, int64_t code, int digits, struct node_ref *out, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct area area;
	bool found = false, ok;

	for (; digits < CODE_AREA; digits++)
		code *= 10;
	ok = area_by_code(s, code, &mem, &area, &found, err);
	if (found)
		*out = (struct node_ref){NODE_AREA, area.id};
	arena_release(&mem);
	return ok;
}

bool
node_read(struct session *s, const char *text, struct node_ref *out, struct err *err)
{
	char digits[CODE_BUILDING + 1];
	int64_t code;

	*out = (struct node_ref){NODE_NONE, 0};
	if (read_word(text, out)) {
		struct node_where ignored;
		bool found;

		if (!tree_read_where(s, *out, &ignored, &found, err))
			return false;
		if (!found)
			*out = (struct node_ref){NODE_NONE, 0};
		return true;
	}
	int n = read_digits(text, digits);

	if (n < 6 || !text_to_i64(digits, &code))
		return true;
	if (n <= CODE_AREA)
		return read_area_code(s, code, n, out, err);
	if (n == CODE_GRID || n == CODE_BUILDING)
		return tree_find_code(s, code, n, out, err);
	return true;
}

/* --- the places of a node */

static struct place_range
range_of_code(int64_t code)
{
	struct scope scope;

	if (code < INT64_C(1000000000000)) /* nothing has that code */
		return (struct place_range){1, 0};
	while (code < INT64_C(100000000000000000))
		code *= 1000;
	scope = scope_of_place(code);
	return (struct place_range){scope.place_low, scope.place_high};
}

static bool
ranges_of_estate(struct session *s, int64_t estate, struct place_range out[NODE_SPANS_MOST],
	int *count, struct err *err)
{
	int64_t codes[NODE_SPANS_MOST];

	if (!tree_read_codes(s, estate, codes, NODE_SPANS_MOST, count, err))
		return false;
	for (int i = 0; i < *count; i++)
		out[i] = range_of_code(codes[i]);
	return true;
}

bool
grid_spans(struct session *s, struct node_ref ref, struct place_range out[NODE_SPANS_MOST],
	int *count, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct node_where where;
	struct area area;
	bool found, ok = true;

	*count = 0;
	if (ref.kind == NODE_ESTATE)
		return ranges_of_estate(s, ref.id, out, count, err);
	if (ref.kind == NODE_AREA) {
		ok = area_by_id(s, ref.id, &mem, &area, &found, err);
		if (ok && found) {
			struct scope scope = scope_of_area(&area);

			out[(*count)++] = (struct place_range){scope.place_low, scope.place_high};
		}
		arena_release(&mem);
		return ok;
	}
	if (!tree_read_where(s, ref, &where, &found, err))
		return false;
	if (found)
		out[(*count)++] = range_of_code(where.place);
	return true;
}

/* --- lights of the nodes of one level */

struct matter {
	int64_t place;
	enum light light;
};

struct matters {
	struct arena *mem;
	struct matter *items;
	int count, room;
};

static void
take_matter(void *ctx, int64_t place, enum light light)
{
	struct matters *m = ctx;

	if (m->count == m->room) {
		int room = m->room > 0 ? 2 * m->room : 64;
		struct matter *grown = arena_array(m->mem, (size_t)room, sizeof(*grown));

		if (m->count > 0)
			memcpy(grown, m->items, (size_t)m->count * sizeof(*grown));
		m->items = grown;
		m->room = room;
	}
	m->items[m->count++] = (struct matter){place, light};
}

struct node_ranges {
	struct place_range of[NODE_SPANS_MOST];
	int count;
};

static void
light_node(const struct session *s, struct grid_node *n, const struct node_ranges *r,
	const struct matters *m)
{
	struct light_counts counts = {{0}};

	for (int i = 0; i < m->count; i++)
		for (int k = 0; k < r->count; k++)
			if (m->items[i].place >= r->of[k].low && m->items[i].place <= r->of[k].high)
				counts.of[m->items[i].light]++;
	n->open = lights_sum(&counts);
	n->light = lights_worst(&counts);
	n->seen = n->open > 0 || lights_whole(s, r->of, r->count);
}

/* The matters of all these places are read at once: neighbours lie side by side in the index. */
bool
tree_light(
	struct session *s, struct grid_node *nodes, int count, struct arena *mem, struct err *err)
{
	struct node_ranges *ranges = arena_array(mem, (size_t)count + 1, sizeof(*ranges));
	struct matters matters = {.mem = mem};
	struct place_range all = {INT64_MAX, 0};

	for (int i = 0; i < count; i++) {
		struct node_ranges *r = &ranges[i];

		if (nodes[i].ref.kind == NODE_ESTATE) {
			if (!ranges_of_estate(s, nodes[i].ref.id, r->of, &r->count, err))
				return false;
		} else {
			r->of[r->count++] = range_of_code(nodes[i].code);
		}
		for (int k = 0; k < r->count; k++) {
			all.low = r->of[k].low < all.low ? r->of[k].low : all.low;
			all.high = r->of[k].high > all.high ? r->of[k].high : all.high;
		}
	}
	if (all.low > all.high)
		return true;
	if (!lights_each(s, all.low, all.high, take_matter, &matters, err))
		return false;
	for (int i = 0; i < count; i++)
		light_node(s, &nodes[i], &ranges[i], &matters);
	return true;
}

/* --- levels */

static bool
below_area(struct session *s, enum grid_tree tree, const struct area *area, struct node_list *l,
	struct err *err)
{
	if (tree == GRID_TREE_ESTATE && area->level == AREA_TOWN)
		return tree_read_estates(s, area->id, l, err);
	if (area->level != AREA_VILLAGE)
		return tree_read_areas(
			s, area->id, (int)area->level, tree == GRID_TREE_ESTATE, l, err);
	return tree == GRID_TREE_STEWARD ? tree_read_workers(s, area->id, l, err)
					 : tree_read_grids(s, area->id, l, err);
}

static bool
read_level(struct session *s, enum grid_tree tree, struct node_ref parent, struct node_list *l,
	struct err *err)
{
	struct area area;
	bool found;

	switch (parent.kind) {
	case NODE_NONE:
		return tree_read_areas(s, 0, 0, tree == GRID_TREE_ESTATE, l, err);
	case NODE_AREA:
		if (!area_by_id(s, parent.id, l->mem, &area, &found, err))
			return false;
		return !found || below_area(s, tree, &area, l, err);
	case NODE_STEWARD:
		return tree_read_heads(s, parent.id, l, err);
	case NODE_GRID:
	case NODE_ESTATE:
		return tree_read_buildings(s, parent, l, err);
	case NODE_BUILDING:
		break;
	}
	return true;
}

bool
grid_children(struct session *s, enum grid_tree tree, struct node_ref parent, struct arena *mem,
	struct grid_node **out, int *count, struct err *err)
{
	struct node_list l = {.mem = mem};

	if (!read_level(s, tree, parent, &l, err))
		return false;
	*out = l.nodes;
	*count = l.count;
	if (l.count == 0 || l.nodes[0].ref.kind == NODE_AREA)
		return true;
	return tree_light(s, l.nodes, l.count, mem, err);
}

bool
grid_node_read(struct session *s, struct node_ref ref, struct arena *mem, struct grid_node *out,
	bool *found, struct err *err)
{
	struct node_list l = {.mem = mem};

	if (!tree_read_one(s, ref, &l, err))
		return false;
	*found = l.count > 0;
	if (*found)
		*out = l.nodes[0];
	return true;
}

/* --- ways */

bool
grid_where(struct session *s, struct node_ref ref, struct node_where *out, bool *found,
	struct err *err)
{
	return tree_read_where(s, ref, out, found, err);
}

/* What stands below the village or township, in the order of the way. */
static bool
lower_steps(struct session *s, enum grid_tree tree, struct node_ref ref,
	const struct node_where *where, struct node_ref *steps, int *n, struct err *err)
{
	int64_t worker = 0;

	*n = 0;
	if (tree == GRID_TREE_STEWARD && where->grid_id != 0 &&
		!tree_read_worker(s, where->grid_id, &worker, err))
		return false;
	if (tree == GRID_TREE_AREA && where->grid_id != 0)
		steps[(*n)++] = (struct node_ref){NODE_GRID, where->grid_id};
	if (tree == GRID_TREE_ESTATE && where->estate_id != 0)
		steps[(*n)++] = (struct node_ref){NODE_ESTATE, where->estate_id};
	if (tree == GRID_TREE_STEWARD && where->grid_id != 0)
		steps[(*n)++] = worker != 0 ? (struct node_ref){NODE_STEWARD, worker}
					    : (struct node_ref){NODE_GRID, where->grid_id};
	bool leaf = ref.kind == NODE_BUILDING ? tree != GRID_TREE_STEWARD && *n > 0
					      : ref.kind == NODE_STEWARD && ref.id != worker;

	if (leaf && (ref.kind == NODE_BUILDING || tree == GRID_TREE_STEWARD))
		steps[(*n)++] = ref;
	return true;
}

bool
grid_path(struct session *s, enum grid_tree tree, struct node_ref ref,
	struct node_ref path[GRID_PATH_MOST], int *n, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct area areas[4];
	struct node_ref steps[2];
	struct node_where where;
	int depth = 0, below = 0;
	bool found, ok;

	*n = 0;
	ok = tree_read_where(s, ref, &where, &found, err);
	if (ok && found)
		ok = area_path(s, where.area_id, &mem, areas, &depth, err);
	if (ok && found && ref.kind != NODE_AREA)
		ok = lower_steps(s, tree, ref, &where, steps, &below, err);
	for (int i = depth; i-- > 0;)
		if (tree != GRID_TREE_ESTATE || areas[i].level < AREA_VILLAGE)
			path[(*n)++] = (struct node_ref){NODE_AREA, areas[i].id};
	for (int i = 0; i < below; i++)
		path[(*n)++] = steps[i];
	arena_release(&mem);
	return ok;
}
