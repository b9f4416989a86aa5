/* Lists added up by one of their fields. */
#include "core/domain/case_count.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/area.h"
#include "core/domain/case_list_inner.h"

struct tally_group {
	int64_t value;
	int64_t n; /* 0: a free slot */
	int64_t lights[LIGHT_DONE + 1];
};

struct case_tally {
	struct case_list *list;
	enum case_filter_field field;
	enum case_col column;
	bool lights;
	int64_t area_size;          /* CF_AREA: places of an area that is counted for itself */
	struct tally_group *groups; /* open addressing; room is a power of two */
	size_t room, used;
	size_t phase;
	bool begun;
	struct index_key at;
};

enum { FIRST_ROOM = 64, MEMBERS_A_STEP = 256 };

static size_t
slot_of(const struct tally_group *groups, size_t room, int64_t value)
{
	uint64_t h = (uint64_t)value * 0x9E3779B97F4A7C15U;
	size_t at = (size_t)(h >> 32) & (room - 1);

	while (groups[at].n != 0 && groups[at].value != value)
		at = (at + 1) & (room - 1);
	return at;
}

static struct tally_group *
group_of(struct case_tally *t, int64_t value)
{
	if (4 * t->used >= 3 * t->room) {
		size_t room = 2 * t->room;
		struct tally_group *bigger = xcalloc(room, sizeof(*bigger));

		for (size_t i = 0; i < t->room; i++)
			if (t->groups[i].n != 0)
				bigger[slot_of(bigger, room, t->groups[i].value)] = t->groups[i];
		free(t->groups);
		t->groups = bigger;
		t->room = room;
	}
	struct tally_group *g = &t->groups[slot_of(t->groups, t->room, value)];

	t->used += g->n == 0;
	g->value = value;
	return g;
}

/* The areas next below the one that is asked about, or seen: counties of the city, and so on. */
static int64_t
area_size(const struct case_list *list)
{
	const struct pred *place = pred_top(list->filter.pred, COL_PLACE);

	if (place == NULL)
		place = pred_top(list->rights.area, COL_PLACE);
	if (place == NULL || place->count != 1 || !cover_inside(place, PLACES_OF_COUNTY))
		return PLACES_OF_COUNTY;
	return cover_inside(place, PLACES_OF_TOWN) ? PLACES_OF_VILLAGE : PLACES_OF_TOWN;
}

static int64_t
group_value(const struct case_tally *t, const struct case_facts *f)
{
	int64_t value = f->value[t->column];

	switch (t->field) {
	case CF_LIGHT:
		return (int64_t)case_facts_light(f, t->list->now);
	case CF_AREA:
		return place_division(value / t->area_size * t->area_size);
	case CF_GRID:
		return value / 1000 * 1000;
	case CF_DUE:
		return value >= TIME_NEVER ? INT64_MAX : day_from_utc(value);
	case CF_OPENED:
	case CF_UPDATED:
	case CF_CLOSED:
		return value == 0 ? INT64_MAX : day_from_utc(value);
	case CF_SCORE:
		return value >= 1 && value <= 4 ? 5 - value : 0;
	default:
		return value;
	}
}

static bool
add_member(struct case_tally *t, struct member *m, struct work *work, struct err *err)
{
	uint64_t columns = (uint64_t)1 << t->column;
	bool found = true;

	if (t->lights || t->field == CF_LIGHT)
		columns |= (uint64_t)1 << COL_STATE | (uint64_t)1 << COL_DUE |
			(uint64_t)1 << COL_LIGHT;
	if ((m->facts.known & columns) != columns) {
		work->left -= WORK_LOOKUP;
		if (!facts_read_row(t->list->s, &m->facts, &found, err))
			return false;
	}
	if (!found)
		return true;
	struct tally_group *g = group_of(t, group_value(t, &m->facts));

	g->n++;
	if (t->lights)
		g->lights[case_facts_light(&m->facts, t->list->now)]++;
	return true;
}

bool
case_tally_step(struct case_tally *t, bool *done, struct err *err)
{
	struct work work = {t->list->work};
	struct member *members = xmalloc(MEMBERS_A_STEP * sizeof(*members));
	bool ok = true;

	while (ok && work.left > 0 && t->phase < t->list->phase_count) {
		struct phase_walk w = {.list = t->list,
			.phase = &t->list->phases[t->phase],
			.from = t->begun ? &t->at : NULL,
			.want = MEMBERS_A_STEP,
			.work = &work,
			.members = members};

		ok = phase_walk(&w, err);
		for (size_t i = 0; ok && i < w.count; i++)
			ok = add_member(t, &members[i], &work, err);
		t->begun = !w.ended;
		t->at = w.reached;
		t->phase += w.ended;
	}
	free(members);
	*done = t->phase == t->list->phase_count;
	return ok;
}

bool
case_tally_open(struct case_tally **out, struct session *s, const char *filter,
	const struct case_tags *tags, enum case_filter_field field, bool lights,
	struct filter_fault *fault, struct err *err)
{
	struct case_tally *t = xcalloc(1, sizeof(*t));
	int column = sort_column(field);

	*out = NULL;
	t->field = field;
	t->lights = lights;
	t->room = FIRST_ROOM;
	t->groups = xcalloc(t->room, sizeof(*t->groups));
	bool ok = column >= 0 || err_set(err, ERR_INPUT, _("这一列不能统计"));

	if (!ok || !case_list_open(&t->list, s, filter, NULL, tags, fault, err)) {
		case_tally_free(t);
		return false;
	}
	t->column = (enum case_col)column;
	t->area_size = area_size(t->list);
	*out = t;
	return true;
}

void
case_tally_free(struct case_tally *t)
{
	if (t == NULL)
		return;
	case_list_free(t->list);
	free(t->groups);
	free(t);
}

enum case_filter_field
case_tally_field(const struct case_tally *t)
{
	return t->field;
}

static int
most_first(const void *a, const void *b)
{
	const struct case_tally_row *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->value < y->value ? -1 : x->value > y->value;
}

static int
in_order(const void *a, const void *b)
{
	const struct case_tally_row *x = a, *y = b;

	return x->value < y->value ? -1 : x->value > y->value;
}

static bool
is_date(enum case_filter_field field)
{
	return field == CF_DUE || field == CF_OPENED || field == CF_UPDATED || field == CF_CLOSED;
}

bool
case_tally_rows(struct case_tally *t, struct arena *mem, struct case_tally_row **rows,
	size_t *count, int64_t *total, struct err *err)
{
	*rows = arena_array(mem, t->used + 1, sizeof(**rows));
	*count = 0;
	*total = 0;
	for (size_t i = 0; i < t->room; i++) {
		struct case_tally_row *row = &(*rows)[*count];

		if (t->groups[i].n == 0)
			continue;
		row->value = t->groups[i].value;
		row->n = t->groups[i].n;
		memcpy(row->lights, t->groups[i].lights, sizeof(row->lights));
		*total += row->n;
		++*count;
		if (!case_filter_value(
			    t->list->s, t->field, row->value, mem, &row->label, &row->filter, err))
			return false;
	}
	if (*count > 0)
		qsort(*rows, *count, sizeof(**rows), is_date(t->field) ? in_order : most_first);
	return true;
}
