#include "core/domain/act_hooks.h"

#include "core/base/i18n.h"
#include "core/domain/area.h"
#include "core/domain/case_clock.h"

void
act_refit(struct act_ctx *a)
{
	const struct case_row *row = &a->c->row;
	bool longer = row->tier == TIER_HARD && session_has(a->s, ROLE_DIR) && a->change_count > 0;
	struct case_clock *clock = NULL;

	for (size_t i = 0; i < a->c->clock_count; i++)
		if (a->c->clocks[i].kind == CLOCK_HANDLE && a->c->clocks[i].stopped_at == 0)
			clock = &a->c->clocks[i];
	if (clock == NULL || clock->paused_at != 0 || clock->paused != 0)
		return;
	struct limit limit = clock_next_limit(a->s->rules, a->c, CLOCK_HANDLE, a->condition);
	bool provisional = false;
	int64_t due = limit_due(a->s->rules->calendar, clock->start_at, limit, &provisional);

	if (due == clock->due_at || (due > clock->due_at && !longer))
		return;
	clock->limit = limit;
	clock->due_at = due;
	clock->provisional = provisional;
	clock->light_at = limit_light(a->s->rules->calendar, clock->start_at, due, limit,
		a->s->rules->tiers[row->tier].yellow_percent);
	a->c->clock_changed[clock - a->c->clocks] = true;
}

/*
 * Another category may follow another law: its limit runs from when the matter came in or was accepted, as if it
 * had been so from the beginning.
 */
static void
follow_law(struct act_ctx *a)
{
	struct case_row *row = &a->c->row;
	const struct category *cat = category_by_code(a->s->rules, row->cat);
	bool accepted = row->accepted_at != 0;
	bool over = row->state == CASE_CALLBACK || row->state == CASE_REOPENED;

	if (cat == NULL || over)
		return;
	clock_void(a->s->rules, a->c, CLOCK_STATUTE, a->now);
	clock_start(a->s->rules, a->c, CLOCK_STATUTE, accepted ? cat->statute : cat->statute_accept,
		accepted ? row->accepted_at : row->opened_at);
}

static void
edit_choice(struct act_ctx *a, enum act_field field, enum choice_list list, int *slot)
{
	const struct choice *was = choice_by_value(a->s->rules, list, *slot);

	if (!a->v[field].given || a->v[field].number == *slot)
		return;
	act_changed(a, field, was != NULL ? was->name.zh : "-", act_choice(a, list, field));
	*slot = (int)a->v[field].number;
}

static bool
edit_place(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	struct place_areas areas;
	char was[GRID_CODE_BYTES], now[GRID_CODE_BYTES];

	if (!a->v[F_PLACE].given || a->v[F_PLACE].number == row->place)
		return true;
	if (!place_areas(a->s, a->v[F_PLACE].number, &areas, err))
		return false;
	if (areas.county == 0 && areas.town == 0)
		return err_set(
			err, ERR_INPUT, _("%s: 没有这个区划或网格"), tr(field_def(F_PLACE)->label));
	grid_code_format(row->place, was);
	grid_code_format(a->v[F_PLACE].number, now);
	act_changed(a, F_PLACE, arena_strdup(a->mem, was), arena_strdup(a->mem, now));
	row->place = a->v[F_PLACE].number;
	row->county = areas.county;
	row->town = areas.town;
	if (place_grid(row->place) != 0)
		row->flags &= ~(uint32_t)CASE_NO_GRID;
	return true;
}

/* Supervisors and directors set the level; what the matter says is the desk's. */
static bool
only_tier(const struct act_ctx *a, struct err *err)
{
	for (const struct need *n = a->t->needs; n->field != F_NONE; n++)
		if (a->v[n->field].given && n->field != F_TIER && n->field != F_REASON)
			return err_set(err, ERR_RULE, _("%s由受理和分办岗改"),
				tr(field_def(n->field)->label));
	return true;
}

bool
apply_edit(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	enum tier tier = a->v[F_TIER].given ? (enum tier)a->v[F_TIER].number : row->tier;

	if (!session_has(a->s, ROLE_OP | ROLE_DSP) && !only_tier(a, err))
		return false;
	if (tier != row->tier && !a->v[F_REASON].given)
		return err_set(err, ERR_INPUT, _("%s: 改级别要写"), tr(field_def(F_REASON)->label));
	const struct category *was = category_by_code(a->s->rules, row->cat);

	if (a->v[F_CATEGORY].given && !act_set_category(a, (int)a->v[F_CATEGORY].number, err))
		return false;
	const struct category *is = category_by_code(a->s->rules, row->cat);

	if (is != was && (was == NULL || is->track != was->track))
		follow_law(a);
	if (!act_set_tier(a, tier, err) || !edit_place(a, err))
		return false;
	edit_choice(a, F_KIND, CHOICE_KIND, &row->kind);
	edit_choice(a, F_CHANNEL, CHOICE_CHANNEL, &row->channel);
	if (a->v[F_TITLE].given) {
		act_changed(a, F_TITLE, row->title, a->v[F_TITLE].text);
		row->title = a->v[F_TITLE].text;
	}
	if (a->v[F_SPOT].given) {
		act_changed(a, F_SPOT, a->c->texts.spot, a->v[F_SPOT].text);
		a->c->texts.spot = a->v[F_SPOT].text;
		a->c->texts_changed = true;
	}
	if (a->change_count == 0)
		return err_set(err, ERR_INPUT, _("没有改动"));
	act_refit(a);
	for (size_t i = 0; i < a->change_count; i++)
		buf_addf(&a->note, "%s%s %s > %s", i > 0 ? "; " : "",
			field_def(a->changes[i].field)->label, a->changes[i].was,
			a->changes[i].now);
	act_note(a, F_REASON);
	return true;
}
