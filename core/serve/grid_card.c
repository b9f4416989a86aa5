#include "core/serve/grid_card.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/serve/grid_card_db.h"
#include "core/serve/grid_tree_db.h"

/* --- what came in */

struct tally {
	struct grid_card *c;
	int32_t first;
	int64_t ontime, late;
	int by_cat[CATEGORY_CODES]; /* 0: matters without one, never among the commonest */
};

static void
take_opened(void *ctx, const struct card_opened *o)
{
	struct tally *t = ctx;
	int at = (int)(o->day - t->first);

	t->ontime += o->ontime;
	t->late += o->late;
	if (at < 0 || at >= CARD_DAYS)
		return;
	t->c->days[at] += o->opened;
	t->c->opened += o->opened;
	if (o->cat > 0 && o->cat < CATEGORY_CODES)
		t->by_cat[o->cat] += o->opened;
}

static void
rank_categories(struct tally *t)
{
	struct grid_card *c = t->c;

	c->others = c->opened;
	for (int n = 0; n < CARD_CATS; n++) {
		int best = 0;

		for (int code = 1; code < CATEGORY_CODES; code++)
			if (t->by_cat[code] > t->by_cat[best])
				best = code;
		if (best == 0)
			return;
		c->cats[n].code = best;
		c->cats[n].count = t->by_cat[best];
		c->others -= t->by_cat[best];
		t->by_cat[best] = 0;
	}
}

/* Areas have roll-ups, which are everybody's to know; in smaller places one must see the matters themselves. */
static bool
read_opened(struct session *s, struct grid_card *c, const struct place_range *ranges, int count,
	struct arena *mem, struct err *err)
{
	struct tally *t = arena_alloc(mem, sizeof(*t));
	bool rolled = c->node.ref.kind == NODE_AREA && c->node.level <= AREA_TOWN, ok = true;
	int hidden = session_hidden_category(s);

	*t = (struct tally){.c = c, .first = day_from_utc(session_now(s)) - CARD_DAYS + 1};
	c->ontime_permille = -1;
	c->charted = rolled || lights_whole(s, ranges, count);
	if (!c->charted)
		return true;
	if (rolled)
		ok = card_each_of_area(s, c->node.ref.id, t->first, hidden, take_opened, t, err);
	for (int i = 0; ok && !rolled && i < count; i++)
		ok = card_each_of_places(s, ranges[i], t->first, hidden, take_opened, t, err);
	if (t->ontime + t->late > 0)
		c->ontime_permille = (int)(1000 * t->ontime / (t->ontime + t->late));
	rank_categories(t);
	return ok;
}

static bool
read_matters(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	struct place_range ranges[NODE_SPANS_MOST];
	int count;

	if (!grid_spans(s, c->node.ref, ranges, &count, err))
		return false;
	for (int i = 0; i < count; i++) {
		c->seen |= lights_seen(s, ranges[i].low, ranges[i].high);
		if (!lights_count(s, ranges[i].low, ranges[i].high, &c->lights, err))
			return false;
	}
	c->seen |= lights_sum(&c->lights) > 0;
	return read_opened(s, c, ranges, count, mem, err);
}

/* --- units */

static bool
nearest(struct session *s, enum unit_kind kind, int64_t area, struct arena *mem,
	struct grid_unit *out, struct err *err)
{
	struct unit u;
	bool found;

	*out = (struct grid_unit){.name = "", .brief = "", .leader = ""};
	if (!unit_nearest(s, kind, area, mem, &u, &found, err))
		return false;
	if (!found)
		return true;
	out->id = u.id;
	out->kind = u.kind;
	out->name = u.name;
	out->brief = u.brief;
	return card_read_leader(s, u.id, mem, &out->leader, err);
}

static void
add_to_chain(struct grid_card *c, const struct grid_unit *u)
{
	if (u->id != 0 && c->chain_count < CARD_CHAIN)
		c->chain[c->chain_count++] = *u;
}

static bool
read_chain(struct session *s, struct grid_card *c, int64_t area, struct arena *mem, struct err *err)
{
	struct grid_unit office, community;

	if (!nearest(s, UNITK_STREET, area, mem, &office, err) ||
		!nearest(s, UNITK_COMMUNITY, area, mem, &community, err))
		return false;
	add_to_chain(c, &office);
	add_to_chain(c, &community);
	add_to_chain(c, &c->owners);
	return true;
}

static bool
read_units(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	int64_t area = c->where.area_id, estate = c->where.estate_id;

	c->firm = c->owners = (struct grid_unit){.name = "", .brief = "", .leader = ""};
	if (estate != 0 &&
		(!card_read_firm(s, estate, mem, &c->firm, err) ||
			!card_read_owners(s, area, c->estate, mem, &c->owners, err)))
		return false;
	return nearest(s, UNITK_CENTRE, area, mem, &c->centre, err) &&
		nearest(s, UNITK_NEIGHBOUR, area, mem, &c->neighbour, err) &&
		nearest(s, UNITK_MEDIATION, area, mem, &c->mediation, err) &&
		nearest(s, UNITK_POLICE, area, mem, &c->police, err) &&
		read_chain(s, c, area, mem, err);
}

/* --- people */

static struct person_list
new_list(struct arena *mem)
{
	return (struct person_list){
		.mem = mem, .items = arena_array(mem, GRID_LIST_MOST, sizeof(struct grid_person))};
}

static bool
stewards_of(struct session *s, struct node_ref ref, const struct node_where *where,
	struct person_list *l, struct err *err)
{
	int64_t codes[NODE_SPANS_MOST], building;
	int n = 0;

	if (ref.kind == NODE_AREA)
		return card_read_village_stewards(s, ref.id, l, err);
	if (ref.kind != NODE_ESTATE) {
		building = place_building(where->place) != 0 ? where->place : 0;
		return card_read_stewards(s, where->grid_id, building, l, err);
	}
	if (!tree_read_codes(s, ref.id, codes, NODE_SPANS_MOST, &n, err))
		return false;
	for (int i = 0; i < n; i++) {
		struct node_ref grid;

		if (!tree_find_code(s, codes[i], 15, &grid, err) ||
			!card_read_stewards(s, grid.id, 0, l, err))
			return false;
	}
	return true;
}

static void
count_person(struct grid_card *c, const struct grid_person *p)
{
	struct grid_person *first = p->kind == STAFF_GRID_WORKER ? &c->worker
		: p->kind == STAFF_STREET_HEAD                   ? &c->street
		: p->kind == STAFF_BUILDING_HEAD                 ? &c->head
								 : NULL;
	int *count = first == &c->worker ? &c->workers
		: first == &c->street    ? &c->streets
					 : &c->heads;

	if (first == NULL)
		return;
	if ((*count)++ == 0)
		*first = *p;
}

static bool
read_people(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	struct person_list l = new_list(mem);

	c->worker = c->street = c->head =
		(struct grid_person){.name = "", .phone = "", .where = ""};
	if (c->node.ref.kind == NODE_AREA)
		return true;
	if (!stewards_of(s, c->node.ref, &c->where, &l, err))
		return false;
	for (int i = 0; i < l.count; i++)
		count_person(c, &l.items[i]);
	return true;
}

/* --- the card */

static bool
read_path(struct session *s, struct grid_card *c, struct arena *mem, struct err *err)
{
	struct area up[4];

	if (!area_path(s, c->where.area_id, mem, up, &c->depth, err))
		return false;
	for (int i = 0; i < c->depth; i++)
		c->path[i] = up[c->depth - 1 - i];
	return true;
}

bool
grid_card_read(struct session *s, struct node_ref ref, struct arena *mem, struct grid_card *c,
	bool *found, struct err *err)
{
	*c = (struct grid_card){.bounds = "", .grid = "", .estate = ""};
	if (!grid_where(s, ref, &c->where, found, err) || !*found)
		return err->code == ERR_NONE;
	return grid_node_read(s, ref, mem, &c->node, found, err) && read_path(s, c, mem, err) &&
		card_read_facts(s, c, mem, err) && read_units(s, c, mem, err) &&
		read_people(s, c, mem, err) && read_matters(s, c, mem, err);
}

bool
grid_kids(struct session *s, struct node_ref ref, struct arena *mem, struct grid_kid **out,
	int *count, struct err *err)
{
	struct grid_node *nodes;
	int n;

	*count = 0;
	*out = NULL;
	if (ref.kind != NODE_AREA)
		return true;
	if (!grid_children(s, GRID_TREE_AREA, ref, mem, &nodes, &n, err))
		return false;
	if (n == 0 || nodes[0].ref.kind != NODE_AREA)
		return true;
	*out = arena_array(mem, (size_t)n, sizeof(**out));
	for (int i = 0; i < n; i++) {
		struct area area = {.level = nodes[i].level, .code = nodes[i].code};
		struct scope scope = scope_of_area(&area);
		struct grid_kid *kid = &(*out)[(*count)++];

		kid->node = nodes[i];
		kid->node.seen = lights_seen(s, scope.place_low, scope.place_high);
		if (!lights_count(s, scope.place_low, scope.place_high, &kid->lights, err))
			return false;
		kid->node.open = lights_sum(&kid->lights);
		kid->node.seen |= kid->node.open > 0;
	}
	return true;
}

/* --- lists */

bool
grid_people(struct session *s, struct node_ref ref, struct arena *mem, struct grid_person **out,
	int *count, struct err *err)
{
	struct person_list l = new_list(mem);
	struct node_where where;
	struct grid_node node;
	bool found, ok;

	ok = grid_where(s, ref, &where, &found, err) &&
		grid_node_read(s, ref, mem, &node, &found, err);
	if (ok && found && (ref.kind != NODE_AREA || node.level == AREA_VILLAGE))
		ok = stewards_of(s, ref, &where, &l, err);
	if (ok && found && ref.kind == NODE_AREA)
		ok = card_read_office(s, ref.id, &l, err);
	*out = l.items;
	*count = l.count;
	return ok;
}

static void
list_chain(const struct grid_card *c, struct grid_unit *out, int *count)
{
	const struct grid_unit *all[] = {
		&c->centre, &c->neighbour, &c->mediation, &c->police, &c->firm};

	for (int i = 0; i < c->chain_count; i++)
		out[(*count)++] = c->chain[i];
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i]->id != 0)
			out[(*count)++] = *all[i];
}

bool
grid_units(struct session *s, struct node_ref ref, struct arena *mem, struct grid_unit **out,
	int *count, struct err *err)
{
	struct grid_card *c = arena_alloc(mem, sizeof(*c));
	bool found, ok = true;

	*out = arena_array(mem, GRID_LIST_MOST, sizeof(**out));
	*count = 0;
	if (ref.kind == NODE_AREA) {
		ok = card_read_units(s, ref.id, mem, *out, GRID_LIST_MOST, count, err);
	} else {
		*c = (struct grid_card){.estate = ""};
		ok = grid_where(s, ref, &c->where, &found, err) &&
			grid_node_read(s, ref, mem, &c->node, &found, err) &&
			card_read_facts(s, c, mem, err) && read_units(s, c, mem, err);
		list_chain(c, *out, count);
	}
	for (int i = 0; ok && i < *count; i++)
		ok = card_unit_open(s, (*out)[i].id, &(*out)[i].open, err) &&
			card_read_leader(s, (*out)[i].id, mem, &(*out)[i].leader, err);
	return ok;
}

bool
grid_buildings(struct session *s, struct node_ref ref, struct arena *mem,
	struct grid_building **out, int *count, struct err *err)
{
	struct node_ref of = ref;
	struct node_where where;
	struct grid_node node, *nodes;
	bool found;

	*count = 0;
	*out = NULL;
	if (!grid_where(s, ref, &where, &found, err) ||
		!grid_node_read(s, ref, mem, &node, &found, err))
		return false;
	if (!found || (ref.kind == NODE_AREA && node.level != AREA_VILLAGE))
		return true;
	if (ref.kind == NODE_BUILDING || ref.kind == NODE_STEWARD)
		of = (struct node_ref){NODE_GRID, where.grid_id};
	*out = arena_array(mem, GRID_LIST_MOST, sizeof(**out));
	if (!card_read_buildings(s, of, mem, *out, GRID_LIST_MOST, count, err))
		return false;
	nodes = arena_array(mem, (size_t)*count + 1, sizeof(*nodes));
	for (int i = 0; i < *count; i++)
		nodes[i] = (*out)[i].node;
	if (!tree_light(s, nodes, *count, mem, err))
		return false;
	for (int i = 0; i < *count; i++)
		(*out)[i].node = nodes[i];
	return true;
}

bool
grid_reveal_phone(struct session *s, int64_t staff_id, const char *reason, struct arena *mem,
	const char **phone, struct err *err)
{
	struct audit_chain chain = {0};
	bool found = false;

	if (*reason == '\0')
		return err_set(err, ERR_INPUT, _("原因: 必填"));
	if (!card_read_phone(s, staff_id, mem, phone, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这个人"));
	if (!store_begin(s->store, err))
		return false;
	if (audit_add(s, &chain, AUDIT_REVEAL, AUDIT_OBJ_STAFF, staff_id,
		    arena_printf(mem, "phone: %s", reason), NULL, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}
