/* Proposals of the desk: categories, units, copies, levels; for one matter or for each of many. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/area.h"
#include "core/domain/intake.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/desk.h"

enum { SHOWN_EACH = 2 };

/* --- shared */

bool
desk_certain(const struct ui *ui, int percent)
{
	return percent >= ui->session->rules->certain_percent;
}

bool
dialog_read_proposals(struct dialog *d, struct ui *ui, struct err *err)
{
	for (size_t i = 0; i < d->count; i++) {
		struct subject *s = &d->subjects[i];
		struct case_proposal *p = arena_alloc(ui->screen, sizeof(*p));

		if (s->refused != NULL)
			continue;
		if (!case_propose(ui->session, &s->row, 0, ui->screen, p, err))
			return false;
		s->proposal = p;
	}
	return true;
}

const char *
dialog_people(struct dialog *d, struct ui *ui)
{
	const struct reporter *r;

	if (d->view == NULL || d->view->reporter_count == 0)
		return "";
	r = &d->view->reporters[0];
	struct buf out;

	buf_init(&out);
	buf_addf(&out, "%s %s", _("来件人"), *r->name != '\0' ? r->name : _("匿名"));
	for (int i = 0; i < 2; i++) {
		const char *part = i == 0 ? r->room : r->phone;

		if (*part != '\0')
			buf_addf(&out, " %s", part);
	}
	if (d->view->reporter_count > 1)
		buf_addf(&out, _(" 等%zu人"), d->view->reporter_count);
	const char *copy = arena_strdup(ui->screen, out.text);

	buf_release(&out);
	return copy;
}

/* The category that holds for the only matter: as chosen here, else its own. */
const struct category *
desk_category(struct dialog *d, struct ui *ui)
{
	int64_t code = 0;

	text_to_i64(dialog_value(d, ui, F_CATEGORY), &code);
	return category_by_code(ui->session->rules, code != 0 ? (int)code : d->subjects[0].row.cat);
}

/* --- special limits of the category */

void
desk_offer_conditions(struct dialog *d, struct ui *ui, const struct category *cat)
{
	struct slot *s = dialog_slot(d, F_CONDITION);
	const char *text = d->view != NULL
		? arena_printf(ui->screen, "%s\n%s", d->view->row.title, d->view->texts.body)
		: "";
	const struct condition *found;
	struct field_choice *items;

	if (s == NULL)
		return;
	s->hidden = cat == NULL || cat->condition_count == 0 || d->view == NULL;
	if (s->hidden)
		return;
	items = arena_array(ui->screen, cat->condition_count + 1, sizeof(*items));
	found = condition_find(cat, text);
	items[0] = (struct field_choice){-1, _("没有"), NULL, 0};
	int64_t at = 0;

	for (size_t i = 0; i < cat->condition_count; i++) {
		char limit[WORDS_BYTES];

		words_limit(cat->conditions[i].limit, limit);
		items[i + 1] = (struct field_choice){-1,
			arena_printf(ui->screen, "%s %s", word_now(cat->conditions[i].name), limit),
			NULL, (int64_t)i + 1};
		if (&cat->conditions[i] == found)
			at = (int64_t)i + 1;
	}
	form_choices(&d->form, s->typed, items, (int)cat->condition_count + 1);
	form_suggest(&d->form, ui->screen, s->typed, "", at, 100);
}

const char *
desk_condition(struct dialog *d, struct ui *ui, const struct subject *s)
{
	const struct category *cat = desk_category(d, ui);
	const struct slot *slot = dialog_slot(d, F_CONDITION);

	if (d->view == NULL)
		return s->proposal != NULL && s->proposal->condition != NULL
			? s->proposal->condition->key
			: "";
	int64_t at = slot != NULL && !slot->hidden ? form_value(&d->form, slot->typed) : 0;

	return cat != NULL && at > 0 && (size_t)at <= cat->condition_count
		? cat->conditions[at - 1].key
		: "";
}

/* "037" of "1209-037" */
const char *
desk_tail(const struct ui *ui, const struct case_row *row)
{
	return strrchr(case_brief(ui, row), '-') + 1;
}

/* --- category and level, while the matter is not accepted */

static const char *
category_label(struct ui *ui, int code)
{
	const struct category *c = category_by_code(ui->session->rules, code);

	return c != NULL ? arena_printf(ui->screen, "%s %s", c->letters, word_now(c->name)) : "-";
}

static const char *
guess_note(struct ui *ui, const struct category_guess *g)
{
	struct buf out;

	buf_init(&out);
	buf_addf(&out, "%d%%", g->percent);
	for (size_t i = 0; i < g->word_count; i++)
		buf_addf(&out, " %s", g->words[i]);
	const char *copy = arena_strdup(ui->screen, out.text);

	buf_release(&out);
	return copy;
}

static void
add(struct proposals *p, const char *label, const char *note, int64_t value)
{
	if (p->count < PROPOSALS_MAX)
		p->items[p->count++] =
			(struct field_choice){.label = label, .note = note, .value = value};
}

static void
propose_each_category(struct dialog *d, struct ui *ui, struct proposals *p)
{
	struct buf note;
	int shown = 0;

	buf_init(&note);
	for (size_t i = 0; i < d->count && shown < SHOWN_EACH; i++) {
		const struct subject *s = &d->subjects[i];

		if (s->proposal != NULL)
			buf_addf(&note, "%s%s %s %d%%", shown++ > 0 ? "  " : "",
				desk_tail(ui, &s->row), category_brief(ui, s->proposal->category),
				s->proposal->category_percent);
	}
	add(p, _("按各件建议"), arena_strdup(ui->screen, note.text), PICK_EACH);
	p->sure = PICK_EACH;
	buf_release(&note);
}

static void
propose_categories(struct dialog *d, struct ui *ui, struct proposals *p)
{
	const struct case_proposal *own = d->subjects[0].proposal;
	int standing = d->subjects[0].row.cat;

	if (d->view == NULL) {
		propose_each_category(d, ui, p);
	} else {
		if (standing != 0)
			add(p, category_label(ui, standing), _("登记时定的"), standing);
		for (size_t i = 0;
			own != NULL && i < own->category_count && p->count < SUGGEST_CATEGORIES;
			i++)
			if (own->categories[i].code != standing)
				add(p, category_label(ui, own->categories[i].code),
					guess_note(ui, &own->categories[i]),
					own->categories[i].code);
		if (own != NULL && own->category != 0 && desk_certain(ui, own->category_percent))
			p->sure = own->category;
	}
	add(p, _("另选 (两字母 / 汉字 / 拼音)"), NULL, PICK_OTHER);
}

/* The level follows the category until somebody sets it. */
void
desk_offer_tier(struct dialog *d, struct ui *ui, const struct category *cat)
{
	const struct case_row *row = &d->subjects[0].row;
	const char *risk = NULL;
	struct slot *s = dialog_slot(d, F_TIER);

	if (cat == NULL || d->view == NULL || s == NULL)
		return;
	enum tier tier = case_tier_for(ui->session->rules, cat,
		arena_printf(ui->scratch, "%s\n%s", d->view->row.title, d->view->texts.body),
		&risk);

	if (row->tier != TIER_NONE && cat->code == row->cat)
		tier = row->tier;
	form_suggest(&d->form, ui->screen, s->typed, "", (int64_t)tier, 100);
	dialog_note(d, F_TIER,
		risk != NULL ? arena_printf(ui->screen, _("有「%s」, 建议升级   - + 改"), risk)
			     : _("- + 改"));
}

/* --- units */

static const char *
unit_note(struct ui *ui, const struct unit_guess *g, bool percent)
{
	const char *side = g->reason == BY_PLACE ? _("属地") : _("属事");
	int ended = g->load.due_in_90_days;
	const char *rate = ended > 0
		? arena_printf(ui->screen, _("  按时 %d%%"), 100 * g->load.on_time / ended)
		: "";

	return percent ? arena_printf(ui->screen, _("把握 %d%%  %s  在办 %d%s"), g->percent, side,
				 g->load.open, rate)
		       : arena_printf(ui->screen, _("%s  在办 %d%s"), side, g->load.open, rate);
}

/* "037 金榕物业 74%  036 刺桐物业 83%" */
static const char *
each_note(struct dialog *d, struct ui *ui, bool *certain)
{
	struct buf out;
	int shown = 0;

	*certain = true;
	buf_init(&out);
	for (size_t i = 0; i < d->count; i++) {
		const struct subject *s = &d->subjects[i];
		const struct unit_guess *g = s->proposal != NULL && s->proposal->unit_count > 0
			? &s->proposal->units[0]
			: NULL;

		if (s->refused != NULL)
			continue;
		*certain = *certain && g != NULL && desk_certain(ui, g->percent);
		if (g != NULL && shown < SHOWN_EACH)
			buf_addf(&out, "%s%s %s %d%%", shown++ > 0 ? "  " : "",
				desk_tail(ui, &s->row), g->unit.brief, g->percent);
	}
	const char *copy = arena_strdup(ui->screen, out.text);

	buf_release(&out);
	return copy;
}

static bool
has(const struct proposals *p, int64_t value)
{
	for (int i = 0; i < p->count; i++)
		if (p->items[i].value == value)
			return true;
	return false;
}

static void
propose_for_many(struct dialog *d, struct ui *ui, struct proposals *p)
{
	bool certain;
	const char *note = each_note(d, ui, &certain);

	add(p, _("按各件建议"), note, PICK_EACH);
	if (certain)
		p->sure = PICK_EACH;
	for (size_t i = 0; i < d->count && p->count < SUGGEST_UNITS; i++) {
		const struct case_proposal *own = d->subjects[i].proposal;

		for (size_t k = 0; own != NULL && k < own->unit_count && p->count < SUGGEST_UNITS;
			k++)
			if (!has(p, own->units[k].unit.id))
				add(p,
					arena_printf(
						ui->screen, _("都派 %s"), own->units[k].unit.brief),
					unit_note(ui, &own->units[k], false),
					own->units[k].unit.id);
	}
}

static void
propose_units(struct dialog *d, struct ui *ui, struct proposals *p)
{
	const struct case_proposal *own = d->subjects[0].proposal;

	if (d->view == NULL) {
		propose_for_many(d, ui, p);
	} else if (own != NULL) {
		for (size_t i = 0; i < own->unit_count; i++)
			add(p, own->units[i].unit.brief, unit_note(ui, &own->units[i], true),
				own->units[i].unit.id);
		if (own->unit_count > 0 && desk_certain(ui, own->units[0].percent))
			p->sure = own->units[0].unit.id;
	}
	add(p, _("另选 (汉字 / 拼音首字母 / 单位码)"), NULL, PICK_OTHER);
}

bool
desk_copy_units(struct ui *ui, const struct case_row *row, struct unit out[COPIES],
	bool found[COPIES], struct err *err)
{
	static const enum unit_kind kinds[COPIES] = {UNITK_COMMUNITY, UNITK_STREET};
	struct place_areas areas;

	if (!place_areas(ui->session, row->place, &areas, err))
		return false;
	int64_t area = areas.village != 0 ? areas.village : areas.town;

	for (int i = 0; i < COPIES; i++) {
		found[i] = false;
		if (area != 0 &&
			!unit_nearest(
				ui->session, kinds[i], area, ui->screen, &out[i], &found[i], err))
			return false;
	}
	return true;
}

static bool
propose_copies(struct dialog *d, struct ui *ui, struct proposals *p, struct err *err)
{
	struct slot *s = dialog_slot(d, F_COPIES);
	int64_t *ids = arena_array(ui->screen, COPIES, sizeof(*ids));
	struct unit units[COPIES];
	bool found[COPIES];

	if (d->view == NULL) {
		add(p, _("所在社区"), NULL, 0);
		add(p, _("所在街道"), NULL, 1);
		return true;
	}
	if (!desk_copy_units(ui, &d->view->row, units, found, err))
		return false;
	for (int i = 0; i < COPIES; i++) {
		if (!found[i])
			continue;
		ids[p->count] = units[i].id;
		add(p, units[i].brief, NULL, p->count);
	}
	s->ids = ids;
	s->hidden = p->count == 0;
	return true;
}

bool
desk_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err)
{
	switch (field) {
	case F_CATEGORY:
		propose_categories(d, ui, out);
		return true;
	case F_UNIT:
		propose_units(d, ui, out);
		return true;
	case F_COPIES:
		return propose_copies(d, ui, out, err);
	default:
		return false;
	}
}
