#include "core/serve/demo_first.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/serve/demo_table.h"

enum {
	COL_LOGIN,
	COL_STATE,
	COL_CAT,
	COL_DUE,
	COL_CHANNEL,
	COL_PLACE,
	COL_DOOR,
	COL_MARKS,
	COL_TITLE,
	COL_TEXT,
	COLUMNS
};

enum {
	STEP_S = 23 * 60,
	STEPS = 3600,
	SPREAD = 7,
	OVER_LEAST_S = 3600,
	OVER_MOST_S = 4 * DATE_DAY_S
};

static const char *const state_keys[CASE_STATE_COUNT] = {"draft", "registered", "accepted",
	"dispatched", "return_req", "in_progress", "mediation", "coordination", "suspended",
	"replied", "callback", "reopened", "closed", "rejected", "referred", "merged", "withdrawn"};

static const char *const due_keys[] = {"any", "over", "today", "later"};

static int
position(const char *const *keys, int count, const char *key)
{
	int i = 0;

	while (i < count && strcmp(keys[i], key) != 0)
		i++;
	return i < count ? i : -1;
}

static int
staff_of(const struct city *c, const char *login)
{
	for (int i = 0; i < c->staff_count; i++)
		if (c->staff[i].login != NULL && strcmp(c->staff[i].login, login) == 0)
			return i + 1;
	return 0;
}

/* The first grid of an estate, or the grid of a lane, in the village where these matters lie. */
static int
grid_of(const struct city *c, const char *name)
{
	const struct city_village *v = &c->villages[c->first_case_village];

	for (int i = v->first_grid; i < v->first_grid + v->grid_count; i++) {
		const struct city_grid *g = &c->grids[i];

		if (strcmp(g->name, name) == 0 ||
			(g->estate >= 0 && strcmp(c->estates[g->estate].name, name) == 0))
			return i;
	}
	return -1;
}

/* "3-1204": building and room; the grid becomes the one where that building stands. */
static void
find_door(const struct city *c, struct first_case *f, const char *door)
{
	int building = 0, room = 0;
	char name[24];

	f->building = -1;
	f->floor = f->flat = 1;
	sscanf(door, "%d-%d", &building, &room);
	if (room > 0) {
		f->floor = room / 100;
		f->flat = room % 100;
	}
	snprintf(name, sizeof(name), "%d幢", building);
	if (c->grids[f->grid].estate < 0)
		return;
	const struct city_estate *e = &c->estates[c->grids[f->grid].estate];

	for (int g = e->first_grid; g < e->first_grid + e->grid_count; g++)
		for (int b = c->grids[g].first_building;
			b < c->grids[g].first_building + c->grids[g].building_count; b++)
			if (strcmp(c->buildings[b].name, name) == 0) {
				f->building = b;
				f->grid = g;
			}
}

static bool
read_marks(struct first_case *f, const char *marks)
{
	char word[16];
	int used = 0;

	f->joint = 1;
	for (; sscanf(marks, "%15s%n", word, &used) == 1; marks += used) {
		if (strcmp(word, "urged") == 0)
			f->urged = true;
		else if (strcmp(word, "watched") == 0)
			f->watched = true;
		else if (strcmp(word, "new") == 0)
			f->unopened = true;
		else if (strcmp(word, "meeting") == 0)
			f->meeting = true;
		else if (strcmp(word, "key") == 0)
			f->tier = TIER_KEY;
		else if (strcmp(word, "hard") == 0)
			f->tier = TIER_HARD;
		else if (sscanf(word, "joint=%d", &f->joint) != 1)
			return false;
	}
	return true;
}

static bool
read_first(struct demo *d, const struct table *t, const struct table_row *row, struct first_case *f,
	struct err *err)
{
	const struct choice *channel =
		choice_by_code(d->rules, CHOICE_CHANNEL, row->field[COL_CHANNEL]);
	int state = position(state_keys, CASE_STATE_COUNT, row->field[COL_STATE]);
	int due = position(due_keys, 4, row->field[COL_DUE]), cat;

	if (!table_number(t, row, COL_CAT, &cat, err))
		return false;
	*f = (struct first_case){.staff = staff_of(&d->city, row->field[COL_LOGIN]),
		.entry = mix_find(&d->mix, cat),
		.grid = grid_of(&d->city, row->field[COL_PLACE]),
		.title = row->field[COL_TITLE],
		.body = row->field[COL_TEXT]};
	if (f->staff == 0 || state <= 0 || due < 0 || f->entry < 0 || f->grid < 0 ||
		channel == NULL || !read_marks(f, row->field[COL_MARKS]))
		return err_set(err, ERR_INPUT, _("%s:%d: 这一行有一项不认识"), t->file, row->line);
	f->state = (enum case_state)state;
	f->due = due;
	f->channel = channel->value;
	f->n = UINT32_MAX + (uint64_t)row->line;
	find_door(&d->city, f, row->field[COL_DOOR]);
	return true;
}

/* Does a matter that came in then lie today where the list wants it? */
static bool
fits(struct life *l, struct demo *d, const struct first_case *f, int64_t at)
{
	struct plan day[2] = {{.twin = -1}, {.twin = 0}};
	int64_t midnight = day_to_utc(day_from_utc(d->end) + 1);
	int position_of = f->state == CASE_MERGED ? 1 : 0;
	struct plan *p = &day[position_of];

	p->at = at;
	p->n = f->n;
	p->id = 2;
	p->grid = f->grid;
	p->town = d->city.villages[d->city.grids[f->grid].village].town;
	p->building = f->building;
	p->floor = f->floor;
	p->flat = f->flat;
	p->entry = f->entry;
	p->channel = f->channel;
	p->first = f;
	p->joins = f->state == CASE_MERGED;
	p->joined_at = at + 1800;
	life_run(l, d, day, position_of + 1, position_of, NULL);
	if (l->c.row.state != f->state)
		return false;
	switch (f->due) {
	case DUE_ANY:
		return l->c.row.due_at > d->end;
	case DUE_OVER:
		return l->c.row.due_at < d->end - OVER_LEAST_S &&
			l->c.row.due_at > d->end - OVER_MOST_S;
	case DUE_TODAY:
		return l->c.row.due_at > d->end && l->c.row.due_at < midnight;
	case DUE_LATER:
		return l->c.row.due_at >= midnight;
	}
	return false;
}

/* Goes back in time until it fits; each begins elsewhere, so that not all come in together. */
static bool
find_time(struct life *l, struct demo *d, struct first_case *f, int nth)
{
	for (int i = 0; i < STEPS; i++) {
		int64_t at = d->end - 240 - (int64_t)(i + nth % SPREAD) * STEP_S - nth * 37 % 600;
		struct civil c = civil_from_utc(at);

		if (f->channel != 1 && (c.hour < 7 || c.hour > 21))
			continue;
		if (fits(l, d, f, at)) {
			f->at = at;
			return true;
		}
	}
	return false;
}

/* One that is merged comes shortly after the one that takes it in. */
static void
follow_main(struct demo *d, struct first_case *all, int count, struct first_case *f)
{
	for (int i = 0; i < count; i++) {
		const struct first_case *main = &all[i];

		if (main->entry != f->entry || main->state == CASE_MERGED)
			continue;
		int64_t gap = (d->end - main->at) / 3;

		f->at = main->at + (gap < 1500 ? gap : 1500);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct first_case *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

bool
first_read(struct demo *d, struct first_case **out, int *count, struct err *err)
{
	struct life *l = xcalloc(1, sizeof(*l));
	struct table t;
	bool ok = table_read(&t, d->city.data, "first", COLUMNS, &d->city.mem, err);

	*out = arena_array(&d->city.mem, t.count + 1, sizeof(**out));
	*count = 0;
	for (size_t i = 0; ok && i < t.count; i++) {
		struct first_case *f = &(*out)[*count];

		ok = read_first(d, &t, &t.rows[i], f, err);
		/* on a day off nothing is due today: then any time at which it is in that state */
		if (ok && !find_time(l, d, f, (int)i)) {
			f->due = DUE_ANY;
			if (!find_time(l, d, f, (int)i))
				ok = err_set(err, ERR_BUG, "%s:%d: never gets there", t.file,
					t.rows[i].line);
		}
		*count += ok;
	}
	for (int i = 0; i < *count; i++)
		if ((*out)[i].state == CASE_MERGED)
			follow_main(d, *out, *count, &(*out)[i]);
	qsort(*out, (size_t)*count, sizeof(**out), by_time);
	arena_release(&l->mem);
	free(l);
	return ok;
}
