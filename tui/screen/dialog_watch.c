/* Faces beside a matter's course: D06 urging and cards, D07 supervision, the answer to it, D12 links, D15 assigning. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/dialog.h"

enum { MOST_OTHERS = 3, MOST_COLLEAGUES = 8 };

static bool
is_watched(const struct dialog *d)
{
	for (size_t i = 0; d->view != NULL && i < d->view->clock_count; i++)
		if (d->view->clocks[i].kind == CLOCK_SUPERVISE &&
			d->view->clocks[i].stopped_at == 0)
			return true;
	return false;
}

static bool
fill_phrase(struct dialog *d, struct ui *ui, enum phrase_use use, struct err *err)
{
	struct case_view view = {0};
	const char *text;

	if (d->view != NULL)
		view = *d->view;
	if (!case_phrase(ui->session, &view, use, 0, ui->scratch, &text, err))
		return false;
	dialog_fill(d, ui, F_TEXT, text);
	return true;
}

/* --- D06: how often it was urged, and by when it is answered if nobody says otherwise */

static bool
urge_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct slot *due = dialog_slot(d, F_DUE);
	const struct case_row *row = &d->subjects[0].row;
	enum tier tier = row->tier != TIER_NONE ? row->tier : TIER_ORDINARY;
	struct limit limit = ui->session->rules->tiers[tier].clocks[CLOCK_SUPERVISE];
	char text[WORDS_BYTES];

	(void)err;
	if (d->view == NULL)
		return true;
	if (row->urged > 0)
		dialog_info(d, arena_printf(ui->screen, _("已催办: %d"), row->urged));
	dialog_put(d, ui, F_TO, tier > TIER_ORDINARY ? "3" : "1", true);
	words_time(limit_due(ui->session->rules->calendar, ui->now_utc, limit, NULL), ui->now_utc,
		text);
	form_suggest(&d->form, ui->screen, due->typed, text, 0, 100);
	return true;
}

static bool
urge_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	enum case_event event = dialog_face(d)->event;

	return fill_phrase(d, ui,
		event == EV_URGE             ? PHRASE_URGE
			: event == EV_YELLOW ? PHRASE_YELLOW
					     : PHRASE_RED,
		err);
}

const struct face_hooks urge_hooks = {.set_up = urge_set_up, .follow = urge_follow};

/* --- D07: a second clock beside the limit */

static bool
watch_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	enum case_event event = dialog_face(d)->event;
	const struct case_row *row = &d->subjects[0].row;
	bool own = event != EV_INSTRUCT || session_has(ui->session, ROLE_LDR);
	char due[WORDS_BYTES] = "-";

	dialog_fill(d, ui, F_BY, own ? ui->session->name : "");
	if (event == EV_INSTRUCT)
		dialog_fill(d, ui, F_TEXT, ""); /* leaders have their own words */
	else if (!fill_phrase(d, ui, event == EV_JOINT ? PHRASE_JOINT : PHRASE_RAISE, err))
		return false;
	if (row->due_at < TIME_NEVER)
		words_time(row->due_at, ui->now_utc, due);
	d->then = arena_printf(ui->scratch,
		event == EV_JOINT ? _("两个时限: 原 %s, 答复另计; 定为难点, 5个工作日内会商")
				  : _("两个时限: 原 %s, 答复另计; 至少为重点"),
		due);
	return true;
}

const struct face_hooks watch_hooks = {.follow = watch_follow};

/* --- D08 4 */

bool
answer_is_asked(const struct dialog *d)
{
	return is_watched(d) || d->view == NULL;
}

bool
answer_is_likely(const struct dialog *d)
{
	return is_watched(d) && !contact_is_likely(d);
}

static bool
answer_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	static const enum case_event asked[] = {
		EV_URGE, EV_YELLOW, EV_RED, EV_RAISE, EV_JOINT, EV_INSTRUCT};
	const struct case_event_row *newest = NULL;
	char at[WORDS_BYTES];

	(void)err;
	for (size_t i = 0; d->view != NULL && i < sizeof(asked) / sizeof(asked[0]); i++) {
		const struct case_event_row *e = case_newest(d->view, asked[i]);

		if (e != NULL && (newest == NULL || e->seq > newest->seq))
			newest = e;
	}
	if (newest == NULL)
		return true;
	words_time(newest->at, ui->now_utc, at);
	dialog_info(d,
		arena_printf(ui->screen, "%s %s %s  %s", at, newest->actor_name,
			word_now(event_word((enum case_event)newest->event)), newest->note));
	return true;
}

const struct face_hooks answer_hooks = {.set_up = answer_set_up};

/* --- D12 */

bool
has_links(const struct dialog *d)
{
	return d->view != NULL && d->view->link_count > 0;
}

static void
add(struct proposals *p, const char *label, const char *note, int64_t value)
{
	if (p->count < PROPOSALS_MAX)
		p->items[p->count++] =
			(struct field_choice){.label = label, .note = note, .value = value};
}

/* What looks alike and is not linked yet. */
static bool
propose_like(struct dialog *d, struct ui *ui, struct proposals *p, struct err *err)
{
	struct duplicate_guess like[SUGGEST_DUPLICATES];
	size_t n;

	if (!case_duplicates(
		    ui->session, &d->view->row, d->view->texts.body, 0, ui->screen, like, &n, err))
		return false;
	for (size_t i = 0; i < n && p->count < MOST_OTHERS; i++) {
		const struct case_row row = {.no = like[i].no};
		bool linked = false;

		for (size_t k = 0; k < d->view->link_count; k++)
			linked = linked || d->view->links[k].id == like[i].case_id;
		if (!linked)
			add(p,
				arena_printf(
					ui->screen, "%s %s", case_brief(ui, &row), like[i].title),
				arena_printf(ui->screen, "%d%%  %s", like[i].percent,
					word_now(state_word(like[i].state))),
				like[i].case_id);
	}
	return true;
}

/* Of several that were tagged each may be the one that the others are tied to; of two the second. */
static void
propose_tagged(struct dialog *d, struct ui *ui, struct proposals *p)
{
	for (size_t i = 0; i < d->count && p->count < MOST_OTHERS; i++) {
		const struct case_row *row = &d->subjects[i].row;

		if (row->id == 0)
			continue;
		add(p, arena_printf(ui->screen, "%s %s", case_brief(ui, row), row->title),
			word_now(state_word(row->state)), row->id);
		p->sure = row->id;
	}
}

static void
propose_linked(struct dialog *d, struct ui *ui, struct proposals *p)
{
	for (size_t i = 0; i < d->view->link_count && p->count < MOST_OTHERS; i++) {
		const struct case_link *k = &d->view->links[i];

		add(p, arena_printf(ui->screen, "%s %s", case_link_brief(ui, k), k->title),
			case_link_word(ui, k->kind), k->id);
	}
}

static bool
link_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err)
{
	if (field != F_OTHER)
		return false;
	if (d->view != NULL && dialog_face(d)->event == EV_UNLINK)
		propose_linked(d, ui, out);
	else if (d->view == NULL)
		propose_tagged(d, ui, out);
	else if (!propose_like(d, ui, out, err))
		return false;
	add(out, _("另选 (编号)"), NULL, PICK_OTHER);
	return true;
}

/* The list belongs to the kind that is chosen now. */
static bool
link_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	if (d->proposed == dialog_face(d))
		return true;
	d->proposed = dialog_face(d);
	dialog_propose(d, ui, F_OTHER, err);
	return err->code == ERR_NONE;
}

static bool
link_skips(const struct dialog *d, const struct subject *s)
{
	const struct slot *other = &d->slots[0]; /* the face's first line */
	int64_t picked = form_value(&d->form, other->list);

	return s->row.id == (picked == PICK_OTHER ? form_value(&d->form, other->typed) : picked);
}

const struct face_hooks link_hooks = {
	.propose = link_propose, .follow = link_follow, .skips = link_skips};

/* --- D15 */

static bool
assign_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err)
{
	int64_t desk = d->subjects[0].row.desk_id,
		clerk = d->view != NULL ? d->view->row.clerk_id : 0;
	struct person *people;
	size_t n;

	if (field != F_STAFF)
		return false;
	if (!unit_people(ui->session, desk, ROLE_OP | ROLE_DSP, MOST_COLLEAGUES, ui->screen,
		    &people, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		int open = 0;

		if (people[i].id == clerk)
			continue;
		if (!clerk_load(ui->session, people[i].id, &open, err))
			return false;
		add(out, people[i].name, arena_printf(ui->screen, _("在办 %d"), open),
			people[i].id);
	}
	add(out, _("另选 (汉字 / 拼音首字母)"), NULL, PICK_OTHER);
	return true;
}

static bool
assign_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	if (d->view != NULL)
		dialog_info(d,
			arena_printf(ui->screen, _("现在由 %s 经办"),
				*d->view->row.clerk != '\0' ? d->view->row.clerk : "-"));
	dialog_propose(d, ui, F_STAFF, err);
	return err->code == ERR_NONE;
}

const struct face_hooks assign_hooks = {.set_up = assign_set_up, .propose = assign_propose};
