/* D01 and D02: accepting and routing, with the dates that follow (mock-up 10). */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/words.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/desk.h"

enum { SHOWN_EACH = 2 };

/* --- what will happen, with dates */

static void
limit_words(struct ui *ui, const struct preview_clock *k, struct buf *out)
{
	char limit[WORDS_BYTES], due[WORDS_BYTES];

	words_limit(k->limit, limit);
	words_time(k->due_at, ui->now_utc, due);
	buf_addf(out, _("%s 到 %s"), limit, due);
	if (k->provisional)
		buf_addf(out, " %s", _("(暂按周末推算)"));
}

/* Computes the preview when the answers it depends on have changed; *fresh tells. */
static bool
preview(struct dialog *d, struct ui *ui, bool accept_only, bool *fresh, struct err *err)
{
	const struct subject *s = &d->subjects[0];
	const char *cat = dialog_value(d, ui, F_CATEGORY), *tier = dialog_value(d, ui, F_TIER);
	const char *due = dialog_value(d, ui, F_DUE), *condition = desk_condition(d, ui, s);
	const char *key = arena_printf(ui->scratch, "%s|%s|%s|%s", cat, tier, due, condition);
	int64_t category = 0, level = 0, wish = 0;
	struct err late = ERR_INIT;

	*fresh = false;
	if (d->view == NULL || (d->previewed != NULL && strcmp(d->previewed, key) == 0))
		return true;
	text_to_i64(cat, &category);
	text_to_i64(tier, &level);
	if (*due != '\0')
		date_parse_time(due, &wish);
	struct case_plan plan = {(int)category, (enum tier)level, condition, wish, accept_only};

	d->previewed = arena_strdup(ui->screen, key);
	d->late = NULL;
	*fresh = case_preview(ui->session, s->row.id, &plan, &d->preview, &late);
	if (late.code == ERR_RULE) /* no shorter limit: said under the line */
		d->late = arena_strdup(ui->screen, late.text);
	else if (late.code != ERR_NONE)
		return err_set(err, late.code, "%s", late.text);
	return true;
}

/* --- D01 */

static bool
accept_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	if (!dialog_read_proposals(d, ui, err))
		return false;
	dialog_propose(d, ui, F_CATEGORY, err);
	dialog_hide(d, F_TIER, d->view == NULL);
	dialog_hide(d, F_CONDITION, true);
	return err->code == ERR_NONE;
}

static bool
accept_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct category *cat = desk_category(d, ui);
	const struct preview_clock *k;
	char due[WORDS_BYTES];
	bool fresh;

	if (cat != d->category) {
		d->category = cat;
		desk_offer_tier(d, ui, cat);
		desk_offer_conditions(d, ui, cat);
	}
	if (cat == NULL || d->view == NULL)
		return true;
	if (!preview(d, ui, true, &fresh, err))
		return false;
	k = preview_clock(&d->preview, CLOCK_ROUTE);
	if (!fresh || k == NULL)
		return true;
	words_time(k->due_at, ui->now_utc, due);
	d->then = arena_printf(ui->screen, _("随后 %s 前分办"), due);
	return true;
}

const struct face_hooks accept_hooks = {.set_up = accept_set_up,
	.propose = desk_propose,
	.follow = accept_follow,
	.value = desk_value,
	.why_not = desk_why_not};

/* --- D02 */

/* Who is told: how many, and by what. */
static bool
count_letters(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_plan plan = {0};
	int all = 0;

	for (size_t i = 0; i < d->count; i++) {
		struct subject *s = &d->subjects[i];
		struct case_preview p;

		if (s->refused != NULL)
			continue;
		if (!case_preview(ui->session, s->row.id, &plan, &p, err))
			return false;
		s->letters = p.letters;
		all += p.letters;
	}
	dialog_hide(d, F_TELL, all == 0);
	const struct choice *letter =
		choice_by_value(ui->session->rules, CHOICE_LETTER, EV_DISPATCH);

	dialog_note(d, F_TELL,
		arena_printf(ui->screen, _("告知来件人 (%d人)   模板 %s"), all,
			letter != NULL ? word_now(letter->name) : "-"));
	return true;
}

/* "24时", "到 12-23 18:00": what says most in the least room. */
static void
brief_limit(const struct ui *ui, const struct preview_clock *k, struct buf *out)
{
	char text[WORDS_BYTES];

	if (k->limit.unit == UNIT_H || k->limit.unit == UNIT_WH) {
		words_limit(k->limit, text);
		buf_addstr(out, text);
		return;
	}
	words_time(k->due_at, ui->now_utc, text);
	buf_addf(out, _("到 %s"), text);
}

/* "各按类别: 037 到 12-23 18:00   036 24时" */
static bool
show_limits(struct dialog *d, struct ui *ui, struct err *err)
{
	struct buf out;
	int shown = 0;

	buf_init(&out);
	buf_addstr(&out, _("各按类别"));
	for (size_t i = 0; i < d->count && shown < SHOWN_EACH; i++) {
		const struct subject *s = &d->subjects[i];
		struct case_preview p;

		if (s->refused != NULL || s->proposal == NULL)
			continue;
		const struct case_plan plan = {.category = s->proposal->category,
			.tier = s->proposal->tier,
			.condition = s->proposal->condition != NULL ? s->proposal->condition->key
								    : NULL};

		if (!case_preview(ui->session, s->row.id, &plan, &p, err))
			break;
		const struct preview_clock *k = preview_clock(&p, CLOCK_HANDLE);

		buf_addf(&out, "%s%s ", shown++ > 0 ? "  " : ": ", desk_tail(ui, &s->row));
		if (k != NULL)
			brief_limit(ui, k, &out);
	}
	struct slot *slot = dialog_slot(d, F_DUE);

	form_suggest(&d->form, ui->screen, slot->typed, out.text, 0, 100);
	buf_release(&out);
	return err->code == ERR_NONE;
}

static void
offer_copies(struct dialog *d, struct ui *ui)
{
	struct slot *s = dialog_slot(d, F_COPIES);
	enum tier tier =
		d->subjects[0].proposal != NULL ? d->subjects[0].proposal->tier : TIER_NONE;
	int64_t bits = tier >= TIER_HARD ? 3 : tier >= TIER_KEY ? 1 : 0;

	form_suggest(&d->form, ui->screen, s->typed, "", bits, 100);
}

static bool
route_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_proposal *own;
	bool fresh = d->subjects[0].row.state == CASE_REGISTERED && d->view != NULL;

	if (!dialog_read_proposals(d, ui, err))
		return false;
	own = d->subjects[0].proposal;
	dialog_hide(d, F_CATEGORY, !fresh);
	dialog_hide(d, F_TIER, !fresh);
	dialog_hide(d, F_CONDITION, true);
	if (fresh && own != NULL && own->category != 0 && desk_certain(ui, own->category_percent))
		dialog_put(
			d, ui, F_CATEGORY, arena_printf(ui->screen, "%04d", own->category), true);
	dialog_propose(d, ui, F_UNIT, err);
	dialog_propose(d, ui, F_COPIES, err);
	if (err->code != ERR_NONE)
		return false;
	offer_copies(d, ui);
	if (d->view == NULL && !show_limits(d, ui, err))
		return false;
	return count_letters(d, ui, err);
}

/* Another category: other units, another level and limit. */
static bool
recategorise(struct dialog *d, struct ui *ui, const struct category *cat, struct err *err)
{
	struct subject *s = &d->subjects[0];
	struct case_proposal *p = arena_alloc(ui->screen, sizeof(*p));
	bool first = d->category == NULL;

	d->category = cat;
	desk_offer_tier(d, ui, cat);
	desk_offer_conditions(d, ui, cat);
	if (first || cat == NULL || d->view == NULL)
		return true;
	if (!case_propose(ui->session, &s->row, cat->code, ui->screen, p, err))
		return false;
	s->proposal = p;
	dialog_propose(d, ui, F_UNIT, err);
	return err->code == ERR_NONE;
}

static bool
fill_opinion(struct dialog *d, struct ui *ui, struct err *err)
{
	const char *text;
	struct case_view view = {0};
	int64_t unit = 0;

	if (d->view != NULL)
		view = *d->view;
	if (d->category != NULL)
		view.row.cat = d->category->code;
	text_to_i64(dialog_value(d, ui, F_UNIT), &unit);
	if (!case_phrase(ui->session, &view, PHRASE_OPINION, unit, ui->scratch, &text, err))
		return false;
	dialog_fill(d, ui, F_OPINION, text);
	return true;
}

static bool
route_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct category *cat = d->view != NULL ? desk_category(d, ui) : NULL;
	const struct preview_clock *k;
	struct slot *due = dialog_slot(d, F_DUE);
	bool fresh = false;
	struct buf out;

	if (cat != d->category && !recategorise(d, ui, cat, err))
		return false;
	if (!fill_opinion(d, ui, err) || !preview(d, ui, false, &fresh, err))
		return false;
	if (d->late != NULL)
		form_error(&d->form, due->typed, d->late);
	k = preview_clock(&d->preview, CLOCK_HANDLE);
	if (!fresh || k == NULL)
		return true;
	buf_init(&out);
	limit_words(ui, k, &out);
	form_suggest(&d->form, ui->screen, due->typed, out.text, 0, 100);
	buf_release(&out);
	return true;
}

const struct face_hooks route_hooks = {.set_up = route_set_up,
	.propose = desk_propose,
	.follow = route_follow,
	.value = desk_value,
	.why_not = desk_why_not};
