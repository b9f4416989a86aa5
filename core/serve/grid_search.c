/* Searching the trees. */
#include <string.h>

#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/filter.h"
#include "core/domain/lookup.h"
#include "core/serve/grid_tree.h"
#include "core/serve/grid_tree_db.h"

enum { TAIL_DIGITS = 3, STEWARDS_READ = 300 };

struct hits {
	struct session *s;
	struct arena *mem;
	struct grid_hit *items;
	int count;
};

static bool
has_hit(const struct hits *h, struct node_ref ref)
{
	for (int i = 0; i < h->count; i++)
		if (h->items[i].ref.kind == ref.kind && h->items[i].ref.id == ref.id)
			return true;
	return false;
}

/* The name of the area with these digits in front; "" when there is none. */
static bool
area_name(struct hits *h, int64_t code, const char **name, struct err *err)
{
	struct area area;
	bool found;

	*name = "";
	if (code == 0)
		return true;
	if (!area_by_code(h->s, code, h->mem, &area, &found, err))
		return false;
	if (found)
		*name = area.name;
	return true;
}

static bool
add_hit(struct hits *h, struct node_ref ref, const char *name, int64_t area_code, struct err *err)
{
	if (h->count == GRID_HITS_MOST || has_hit(h, ref))
		return true;
	struct grid_hit *hit = &h->items[h->count++];

	*hit = (struct grid_hit){.ref = ref, .name = name};
	return area_name(h, area_code, &hit->where, err);
}

static bool
add_nodes(struct hits *h, const struct node_list *l, struct err *err)
{
	for (int i = 0; i < l->count; i++) {
		const struct grid_node *n = &l->nodes[i];
		int64_t village = n->code;

		while (village >= INT64_C(1000000000000))
			village /= 1000;
		if (!add_hit(h, n->ref, n->name, village, err))
			return false;
	}
	return true;
}

/* --- the last three digits: the grids of that number, from near to far */

static bool
search_tail(struct hits *h, struct node_ref from, int number, struct err *err)
{
	struct node_where where = {0};
	struct area areas[4];
	int n = 0;
	bool found = false;

	if (!grid_where(h->s, from, &where, &found, err))
		return false;
	if (found && !area_path(h->s, where.area_id, h->mem, areas, &n, err))
		return false;
	for (int i = 0; i < n && h->count < GRID_HITS_MOST; i++) {
		struct node_list l = {.mem = h->mem};
		struct scope scope = scope_of_area(&areas[i]);

		if (!tree_find_numbered(h->s, scope.place_low / 1000, scope.place_high / 1000,
			    number, &l, err) ||
			!add_nodes(h, &l, err))
			return false;
	}
	return true;
}

/* --- names and codes */

static bool
search_names(struct hits *h, enum grid_tree tree, const char *typed, struct err *err)
{
	unsigned kinds = LOOKUP_BIT(LOOKUP_AREA) |
		(tree == GRID_TREE_ESTATE ? LOOKUP_BIT(LOOKUP_ESTATE) : LOOKUP_BIT(LOOKUP_GRID));
	struct lookup_hit *found;
	size_t n;

	if (!lookup_search(h->s, kinds, typed, GRID_HITS_MOST, h->mem, &found, &n, err))
		return false;
	bool slip = n == 0 && h->count == 0;

	if (slip &&
		!lookup_search_slips(h->s, kinds, typed, GRID_HITS_MOST, h->mem, &found, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct lookup_item *it = &found[i].item;
		enum node_kind kind = it->kind == LOOKUP_AREA ? NODE_AREA
			: it->kind == LOOKUP_ESTATE           ? NODE_ESTATE
							      : NODE_GRID;
		int64_t lies_in = found[i].area_code;

		if (kind == NODE_AREA)
			lies_in = 0;
		if (!add_hit(h, (struct node_ref){kind, it->id}, it->name, lies_in, err))
			return false;
		h->items[h->count - 1].slip = slip;
	}
	return true;
}

/* --- stewards: the session's own area first */

static void
near_first(const struct session *s, struct node_list *l)
{
	struct grid_node *sorted = arena_array(l->mem, (size_t)l->count + 1, sizeof(*sorted));
	int n = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < l->count; i++) {
			int64_t place = l->nodes[i].code;

			while (place < INT64_C(100000000000000000))
				place *= 1000;
			bool near = s->scope.level == AREA_CITY ||
				(place >= s->scope.place_low && place <= s->scope.place_high);

			if (near == (pass == 0))
				sorted[n++] = l->nodes[i];
		}
	}
	l->nodes = sorted;
}

static bool
search_stewards(struct hits *h, const char *typed, struct err *err)
{
	struct node_list l = {.mem = h->mem};
	struct buf key;
	const char *p = typed;
	bool hanzi = text_is_hanzi(utf8_next(&p)), ok;

	buf_init(&key);
	if (hanzi)
		pinyin_key(&key, typed);
	else
		buf_addstr(&key, typed);
	buf_cut(&key, strcspn(key.text, "|"));
	ok = key.len == 0 ||
		tree_find_stewards(h->s, arena_strdup(h->mem, key.text), hanzi ? typed : "",
			STEWARDS_READ, &l, err);
	buf_release(&key);
	if (!ok)
		return false;
	near_first(h->s, &l);
	return add_nodes(h, &l, err);
}

bool
grid_search(struct session *s, enum grid_tree tree, struct node_ref from, const char *typed,
	struct arena *mem, struct grid_hit **out, int *count, struct err *err)
{
	struct hits h = {.s = s, .mem = mem};
	struct node_ref exact;
	struct buf text;

	h.items = arena_array(mem, GRID_HITS_MOST, sizeof(*h.items));
	buf_init(&text);
	filter_fold(&text, typed);
	text_trim(&text);
	bool tail = text.len == TAIL_DIGITS && text_is_digits(text.text);
	int64_t number = 0;
	bool ok = node_read(s, text.text, &exact, err);

	if (tail)
		text_to_i64(text.text, &number);
	if (ok && exact.kind == NODE_BUILDING)
		ok = add_hit(&h, exact, text.text, 0, err);
	if (ok && tail && tree != GRID_TREE_ESTATE)
		ok = search_tail(&h, from, (int)number, err);
	if (ok && tree == GRID_TREE_STEWARD && text.len > 0)
		ok = search_stewards(&h, text.text, err);
	if (ok && text.len > 0)
		ok = search_names(&h, tree, typed, err);
	for (int i = 0; i < h.count; i++)
		h.items[i].name = arena_strdup(mem, h.items[i].name);
	buf_release(&text);
	*out = h.items;
	*count = h.count;
	return ok;
}
