#include "core/serve/intake_view.h"

#include <string.h>

#include "core/base/date.h"
#include "core/domain/intake.h"
#include "core/serve/case_propose.h"

enum { GIVEN_PERCENT = 100, RECENT_DAYS = 30, PLEASED_BELOW = 3 };

struct look {
	struct session *s;
	const struct intake_given *given;
	struct arena *mem;
	struct intake_view *v;
};

static bool
given_text(const char *text)
{
	return text != NULL && *text != '\0';
}

/* --- who calls */

static void
count_calls(struct look *l)
{
	int64_t since = session_now(l->s) - (int64_t)RECENT_DAYS * DATE_DAY_S;

	for (size_t i = 0; i < l->v->call_count; i++) {
		const struct caller_case *c = &l->v->calls[i];

		l->v->recent += c->opened_at >= since;
		l->v->pleased += c->score > 0 && c->score < PLEASED_BELOW;
	}
}

static bool
name_place(struct look *l, const struct intake_place *place, const char **name, struct err *err)
{
	struct lookup_item item;
	bool found;

	*name = "";
	if (!lookup_by_id(l->s, place->kind, place->id, &item, &found, err))
		return false;
	if (found)
		*name = arena_strdup(l->mem, item.name);
	return true;
}

static bool
look_at_caller(struct look *l, struct err *err)
{
	struct intake_view *v = l->v;
	struct caller *c = &v->caller;
	bool placed = true;

	v->phone = given_text(l->given->phone) ? l->given->phone
		: l->given->no_phone           ? ""
					       : extract_first(&v->said, EXTRACT_PHONE);
	/* Whose number it is, desks may know; a tail alone is nobody's number. */
	if (!session_has(l->s, ROLE_OP | ROLE_DSP) || strlen(v->phone) <= 4)
		return true;
	if (!caller_last(l->s, v->phone, l->mem, c, &v->known, err) ||
		!case_by_phone(
			l->s, v->phone, INTAKE_CALLS, l->mem, &v->calls, &v->call_count, err))
		return false;
	count_calls(l);
	if (!v->known)
		return true;
	v->caller_place = (struct intake_place){LOOKUP_ESTATE, c->estate_id};
	if (c->estate_id == 0 &&
		!address_of_place(
			l->s, c->place, &v->caller_place.kind, &v->caller_place.id, &placed, err))
		return false;
	return v->caller_place.id == 0 ||
		name_place(l, &v->caller_place, &v->caller_place_name, err);
}

/* --- where */

static const char *
room_of(const struct look *l)
{
	if (given_text(l->given->room))
		return l->given->room;
	bool caller = l->v->known && l->v->place.id == l->v->caller_place.id &&
		l->v->place.kind == l->v->caller_place.kind && given_text(l->v->caller.room);

	return caller ? l->v->caller.room : extract_first(&l->v->said, EXTRACT_ROOM);
}

static bool
look_at_place(struct look *l, struct err *err)
{
	struct intake_view *v = l->v;
	bool found = false;

	v->place = l->given->place;
	if (v->place.id == 0)
		v->place = v->caller_place;
	if (v->place.id == 0 && v->says_place)
		v->place = (struct intake_place){v->said_place.item.kind, v->said_place.item.id};
	v->at = l->given->grid_place;
	if (v->place.id == 0)
		return true;
	if (!address_find(l->s, v->place.kind, v->place.id, room_of(l), l->mem, &v->address,
		    &v->located, err))
		return false;
	if (v->at == 0 && v->located)
		v->at = v->address.place;
	return v->address.estate_id == 0 ||
		estate_facts(l->s, v->address.estate_id, l->mem, &v->facts, &found, err);
}

/* --- what it is, who does it */

static void
look_at_category(struct look *l)
{
	struct intake_view *v = l->v;
	const char *body = l->given->body;
	const struct rules *rules = l->s->rules;

	if (given_text(body))
		v->guess_count = suggest_categories(rules, "", body, v->guesses);
	v->category = l->given->category;
	v->percent = GIVEN_PERCENT;
	if (v->category == 0 && v->guess_count > 0 &&
		v->guesses[0].percent >= rules->certain_percent) {
		v->category = v->guesses[0].code;
		v->percent = v->guesses[0].percent;
	}
	const struct category *cat = category_by_code(rules, v->category);
	const char *risk;

	v->risk_count =
		given_text(body) ? risk_words_find(rules, body, v->risks, SUGGEST_WORDS) : 0;
	v->tier = l->given->tier;
	if (cat == NULL)
		return;
	if (v->tier == TIER_NONE)
		v->tier = case_tier_for(rules, cat, given_text(body) ? body : "", &risk);
	v->condition = given_text(body) ? condition_find(cat, body) : NULL;
}

/* A wish that is no shorter than the rule is told where it is typed: here it is as if there were none. */
static bool
look_ahead(struct look *l, struct err *err)
{
	struct intake_view *v = l->v;
	const struct intake in = {
		.category = v->category, .tier = v->tier, .notify = l->given->notify};
	struct case_plan plan = {.condition = v->condition != NULL ? v->condition->key : NULL,
		.due_wish = l->given->due_wish,
		.accept_only = !l->given->route || (l->given->unit_id == 0 && v->unit_count == 0)};
	struct err wish = ERR_INIT;

	v->previewed = case_preview_new(l->s, &in, &plan, &v->preview, &wish);
	if (v->previewed || plan.due_wish == 0)
		return v->previewed || err_set(err, wish.code, "%s", wish.text);
	plan.due_wish = 0;
	v->previewed = case_preview_new(l->s, &in, &plan, &v->preview, err);
	return v->previewed;
}

static bool
look_at_handling(struct look *l, struct err *err)
{
	struct intake_view *v = l->v;

	if (v->category == 0)
		return true;
	if (v->at != 0 &&
		!suggest_units(l->s, v->category, v->at, v->address.estate_id, l->mem, v->units,
			&v->unit_count, err))
		return false;
	return look_ahead(l, err) &&
		(!given_text(l->given->body) ||
			suggest_duplicates(l->s, 0, v->category, v->at, v->address.estate_id, "",
				l->given->body, l->mem, v->duplicates, &v->duplicate_count, err));
}

bool
intake_view_load(struct session *s, const struct intake_given *given, struct arena *mem,
	struct intake_view *out, struct err *err)
{
	struct look l = {s, given, mem, out};

	*out = (struct intake_view){.phone = "", .caller_place_name = ""};
	out->caller = (struct caller){.name = "", .room = ""};
	out->address = (struct address){
		.estate = "", .grid = "", .building = "", .worker = "", .room = ""};
	if (given_text(given->body)) {
		extract_find(given->body, mem, &out->said);
		if (!extract_place(s, given->body, mem, &out->said_place, &out->says_place, err))
			return false;
	}
	if (!look_at_caller(&l, err) || !look_at_place(&l, err))
		return false;
	look_at_category(&l);
	return look_at_handling(&l, err);
}
