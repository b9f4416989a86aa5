#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/serve/demo_life.h"
#include "core/serve/demo_plan.h"

enum { WOMEN_PERCENT = 54, ANONYMOUS_PERCENT = 6, PHONE_BYTES = 12 };

static const char *
kept(struct life *l, struct buf *b)
{
	const char *text = arena_strndup(&l->mem, b->text, b->len);

	buf_release(b);
	return text;
}

const char *
life_say(struct life *l, enum demo_phrase phrase)
{
	struct buf b;

	buf_init(&b);
	grammar_say(l->d->grammar, l->d->say[phrase], &l->t, &l->words, &b);
	return kept(l, &b);
}

const char *
life_part(struct life *l, enum demo_part part)
{
	struct buf b;

	buf_init(&b);
	grammar_part(l->d->grammar, part, &l->t, &l->words, &b);
	return kept(l, &b);
}

static const char *
brief_of_unit(const struct life *l, int unit)
{
	return unit != 0 ? l->d->city.units[unit - 1].brief : "";
}

void
life_name_unit(struct life *l, int unit, int handler)
{
	static const enum unit_kind others[] = {UNITK_URBAN, UNITK_POLICE, UNITK_HOUSING,
		UNITK_MARKET, UNITK_TRAFFIC, UNITK_STREET, UNITK_FIRE};
	enum { OTHERS = sizeof(others) / sizeof(others[0]) };
	int other = city_unit_for(&l->d->city, others[rng_below(&l->words, OTHERS)], l->village);

	if (other == unit)
		other = city_unit_for(&l->d->city, UNITK_COMMUNITY, l->village);
	l->t.slots[SLOT_UNIT] = l->c.row.unit = brief_of_unit(l, unit);
	l->t.slots[SLOT_UNIT2] = brief_of_unit(l, other);
	if (handler != 0)
		l->t.slots[SLOT_HANDLER] = l->d->city.staff[handler - 1].name;
}

/* 金榕花园, 3幢, 1204; 东门巷, 12号, 2楼; what stands for a place depends on what kind of grid it is. */
static void
tell_place(struct life *l)
{
	const struct demo *d = l->d;
	const struct city *c = &d->city;
	const struct plan *p = l->p;
	const struct city_village *v = &c->villages[l->village];
	const struct city_grid *g = p->grid >= 0 ? &c->grids[p->grid] : NULL;
	bool estate = g != NULL && g->estate >= 0;
	const char **slots = l->t.slots;

	slots[SLOT_VILLAGE] = arena_printf(&l->mem, "%s%s", v->stem, v->kind);
	slots[SLOT_TOWN] = c->areas[c->towns[p->town].area].name;
	slots[SLOT_COUNTY] = c->areas[c->counties[v->county].area].name;
	slots[SLOT_AREA] = g == NULL                               ? slots[SLOT_TOWN]
		: estate                                           ? c->estates[g->estate].name
		: g->kind == GRIDK_RURAL || g->kind == GRIDK_LANES ? g->lane
								   : g->name;
	slots[SLOT_HOUSE] = estate && p->building >= 0
		? c->buildings[p->building].name
		: arena_printf(&l->mem, "%d号", 1 + (p->flat * 7 + p->floor) % 98);
	slots[SLOT_HERE] = arena_printf(&l->mem, "%s%s", slots[SLOT_AREA], slots[SLOT_HOUSE]);
	slots[SLOT_FLOOR] = arena_printf(&l->mem, "%d", p->floor);
	slots[SLOT_ROOM] = arena_printf(&l->mem, "%d%02d", p->floor, p->flat % 100);
	slots[SLOT_LANE] = g != NULL ? g->lane : slots[SLOT_TOWN];
	slots[SLOT_FIRM] = estate ? brief_of_unit(l, c->estates[g->estate].firm)
		: v->urban        ? "居委会"
				  : "村委会";
	slots[SLOT_WORKER] = g != NULL ? c->staff[g->worker - 1].name : "";
}

/* The people of a door are the same whenever they write. */
static void
reporter_of(struct life *l, struct life_reporter *out, uint64_t door, bool talks)
{
	struct rng r = city_rng(&l->d->city, STREAM_WRITER, door);
	const struct grammar *g = l->d->grammar;
	const int *say = l->d->say;
	bool woman = rng_chance(&r, WOMEN_PERCENT) != 0;
	struct buf name, title;

	buf_init(&name);
	buf_init(&title);
	grammar_say(g, say[SAY_SURNAME], NULL, &r, &name);
	size_t surname = name.len;

	grammar_say(g, say[woman ? SAY_GIVEN_WOMAN : SAY_GIVEN_MAN], NULL, &r, &name);
	if (talks) {
		buf_add(&title, name.text, surname);
		grammar_say(g, say[woman ? SAY_TITLE_WOMAN : SAY_TITLE_MAN], NULL, &r, &title);
		l->t.slots[SLOT_WHO] = kept(l, &title);
	}
	out->name = kept(l, &name);
	/* see demo_people.c: 154 belongs to nobody */
	out->phone = arena_printf(&l->mem, "154%08d", (int)rng_below(&r, 100000000));
	out->role = rng_chance(&r, 70) ? 1 : (int)rng_range(&r, 2, 4);
}

static const char *
door_name(struct life *l, int floor, int flat)
{
	if (l->p->building < 0)
		return "";
	return arena_printf(
		&l->mem, "%s%d%02d", l->d->city.buildings[l->p->building].name, floor, flat);
}

static uint64_t
door_number(const struct life *l, int floor, int flat)
{
	return (uint64_t)plan_place(l->d, l->p) * 10000 + (uint64_t)(floor * 100 + flat);
}

static bool
anonymous(struct life *l)
{
	int cat = l->c.row.cat;

	return rng_chance(&l->r, cat == 1202 || cat == 802 ? 45 : ANONYMOUS_PERCENT) &&
		l->p->first == NULL;
}

static void
tell_reporters(struct life *l)
{
	struct plan *p = l->p;
	int count = l->c.row.joint < LIFE_REPORTERS ? l->c.row.joint : LIFE_REPORTERS;

	if (anonymous(l)) {
		reporter_of(l, &l->reporters[0], door_number(l, p->floor, p->flat), true);
		l->reporters[0] = (struct life_reporter){.name = "", .room = "", .phone = ""};
		l->reporter_count = 1;
		l->c.row.flags |= CASE_ANONYMOUS;
		return;
	}
	for (int i = 0; i < count; i++) {
		int flat = p->flat + i * 3, floor = p->floor + i;

		reporter_of(l, &l->reporters[i], door_number(l, floor, flat), i == 0);
		l->reporters[i].room = door_name(l, floor, flat);
		l->reporters[i].notify = p->channel == 2 ? 3 : rng_chance(&l->r, 80) ? 1 : 2;
	}
	l->reporter_count = count;
}

static enum demo_phrase
season(int64_t at, enum demo_phrase spring)
{
	static const int of_month[12] = {3, 3, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3};
	struct civil c = civil_from_utc(at);

	return (enum demo_phrase)((int)spring + of_month[c.month - 1]);
}

static void
tell_time(struct life *l)
{
	struct civil c = civil_from_utc(l->p->at);
	enum demo_phrase when = c.hour < 10 ? SAY_WHEN_MORNING
		: c.hour < 18               ? SAY_WHEN_DAY
					    : SAY_WHEN_EVENING;

	l->t.slots[SLOT_SEASON] = life_say(l, season(l->p->at, SAY_SEASON_SPRING));
	if (rng_chance(&l->words, 18))
		when = season(l->p->at, SAY_WHEN_SPRING);
	l->t.slots[SLOT_WHEN] = life_say(l, when);
}

/* Only what goes on for a while is told with "these days", and not when the text says itself since when. */
static bool
takes_time(const struct life *l, const char *text)
{
	static const char *const words[] = {"昨", "今", "前天", "前两天", "刚", "去年", "上周",
		"台风天", "暑假", "每天", "天一热", "这个月", "一个星期", "半个月", "一下",
		"放学时"};
	int group = l->d->mix.entries[l->p->entry].cat->code / 100;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(text, words[i]) != NULL)
			return false;
	return group <= 4 || group == 10;
}

static void
tell_text(struct life *l)
{
	const struct first_case *f = l->p->first;
	int channel = l->p->channel;

	l->t.story = grammar_story(l->d->grammar, l->t.row, &l->words);
	l->t.slots[SLOT_WHAT] = life_part(l, PART_WHAT);
	if (!takes_time(l, l->t.slots[SLOT_WHAT]))
		l->t.slots[SLOT_WHEN] = "";
	l->t.slots[SLOT_OPEN] = channel >= 1 && channel <= 10
		? life_say(l, (enum demo_phrase)((int)SAY_OPEN_RX + channel - 1))
		: "";
	l->c.row.title = f != NULL ? f->title : life_part(l, PART_TITLE);
	l->c.texts.body = f != NULL ? f->body : life_say(l, SAY_BODY);
	l->c.texts.spot = life_part(l, PART_SPOT);
}

void
life_tell(struct life *l)
{
	const struct city *c = &l->d->city;

	for (int i = 0; i < SLOT_COUNT; i++)
		l->t.slots[i] = "";
	l->t.row = l->d->mix.entries[l->p->entry].row;
	tell_place(l);
	l->t.slots[SLOT_SHOP] = life_say(l, SAY_SHOP);
	l->t.slots[SLOT_SCHOOL] = life_say(l, SAY_SCHOOL);
	l->t.slots[SLOT_GIVEN] = life_say(l, SAY_SURNAME);
	l->t.slots[SLOT_CENTRE] = c->units[l->desk - 1].name;
	l->t.slots[SLOT_CLERK] = c->staff[l->clerk - 1].name;
	if (l->p->grid < 0)
		l->t.slots[SLOT_LANE] = life_say(l, SAY_LANE);
	life_name_unit(l, 0, 0);
	tell_time(l);
	tell_reporters(l);
	tell_text(l);
}
