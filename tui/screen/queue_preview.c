/* The matter under the cursor, in a few lines below or beside the list. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/queue_model.h"

enum {
	HIGH = 36,
	ROWS_LOW = 6,
	ROWS_HIGH = 8,
	FACT_LINES = 3, /* all but the text and the history */
	EVENT_ROWS = 7, /* from so many on there is a line of history */
	EVENTS_FITTED = 3,
	TALL = 16, /* beside the list: everything at once */
	WIDE = 100,
};

int
queue_preview_rows(const struct ui *ui)
{
	return ui->rows >= HIGH ? ROWS_HIGH : ROWS_LOW;
}

static bool
waits_for_unit(enum case_state state)
{
	return state == CASE_REGISTERED || state == CASE_ACCEPTED || state == CASE_REOPENED;
}

static bool
read_matter(struct ui *ui, int64_t id, int64_t version, struct arena *mem,
	struct queue_preview *out, struct err *err)
{
	*out = (struct queue_preview){.id = id, .version = version};
	if (!case_view_load(ui->session, id, mem, &out->view, &out->found, err))
		return false;
	if (!out->found)
		return true;
	const struct case_row *row = &out->view.row;

	if (waits_for_unit(row->state) &&
		!case_propose(ui->session, row, 0, mem, &out->proposal, err))
		return false;
	return case_duplicates(
		ui->session, row, out->view.texts.body, 0, mem, out->likes, &out->like_count, err);
}

bool
queue_preview_due(const struct queue *q)
{
	const struct queue_row *row = list_row(&q->list);
	const struct queue_preview *p = &q->preview;

	return p->on && row != NULL && (row->row.id != p->id || row->row.version != p->version);
}

bool
queue_preview_load(struct queue *q, struct ui *ui, struct err *err)
{
	const struct queue_row *row = list_row(&q->list);
	struct queue_preview *p = &q->preview, now;
	struct arena mem = ARENA_INIT;

	p->due_ms = 0;
	if (!queue_preview_due(q))
		return true;
	if (!read_matter(ui, row->row.id, row->row.version, &mem, &now, err)) {
		arena_release(&mem);
		return false;
	}
	now.scroll = now.id == p->id ? p->scroll : 0;
	now.on = true;
	now.rect = p->rect;
	arena_release(&p->mem);
	now.mem = mem;
	*p = now;
	return true;
}

static int
lines_of(const struct queue_preview *p)
{
	int n = FACT_LINES + (int)p->view.event_count, cols = p->rect.cols - 2;
	size_t skip;

	for (const char *text = p->view.texts.body; *text != '\0' && cols > 0; n++)
		text += wrap_line(text, cols, &skip), text += skip;
	return n + 1; /* what stands in front of the text may take another one */
}

void
queue_preview_scroll(struct queue *q, int by)
{
	struct queue_preview *p = &q->preview;
	int most = lines_of(p) - (p->rect.rows - 1), to = p->scroll + by;

	if (!p->on || !p->found)
		return;
	p->scroll = to > most ? most : to;
	p->scroll = p->scroll > 0 ? p->scroll : 0;
}

/* --- painting: lines one after the other, some of which lie above the window */

struct lines {
	const struct queue_preview *p;
	const struct view *v;
	bool wide; /* room for the longer forms */
	struct ink ink;
	int next; /* row of the window that the next one goes to */
};

static void
emit(struct lines *l)
{
	const struct rect *r = &l->v->rect;

	if (l->next >= 0 && l->next < r->rows)
		ink_paint(&l->ink, l->v->cv, r->row + l->next, r->col + 1, r->cols - 2, l->v->bg,
			false);
	ink_clear(&l->ink);
	l->next++;
}

static void
say(struct lines *l, const char *label, enum role role, const char *text)
{
	if (*text == '\0')
		return;
	if (l->ink.text.len > 0)
		ink_add(&l->ink, ROLE_FG, "   ");
	if (label != NULL)
		ink_addf(&l->ink, ROLE_LABEL, "%s ", label);
	ink_add(&l->ink, role, text);
}

static void
facts(struct lines *l)
{
	const struct ui *ui = l->v->ui;
	const struct case_row *row = &l->p->view.row;
	const struct category *cat = l->p->view.category;
	const struct rules *rules = ui->session->rules;
	const struct choice *channel = choice_by_value(rules, CHOICE_CHANNEL, row->channel);
	bool english = i18n_lang() == LANG_EN;
	char grid[GRID_CODE_BYTES] = "";

	if (cat != NULL)
		ink_addf(&l->ink, ROLE_STRONG, "%s%s%s %s", english ? "" : cat->brief,
			english ? "" : " ", word_now(cat->name), cat->letters);
	else
		ink_add(&l->ink, ROLE_WARN, _("未定类别"));
	if (row->tier != TIER_NONE)
		say(l, NULL, row->tier == TIER_ORDINARY ? ROLE_FG : ROLE_WARN,
			arena_printf(ui->scratch, l->wide || !english ? "%s %s" : "%s",
				word_now(rules->tiers[row->tier].name),
				word_now(rules->tiers[row->tier].motto)));
	if (channel != NULL)
		say(l, C_("case.source|8", "来源"), ROLE_FG, word_now(channel->name));
	if (row->joint > 1)
		say(l, C_("case.joint|8", "联名"), ROLE_FG,
			arena_printf(ui->scratch, _("%d户"), row->joint));
	if (l->wide && (row->flags & CASE_NO_GRID) == 0)
		grid_code_format(row->place, grid);
	say(l, C_("case.grid|6", "网格"), ROLE_FG,
		(row->flags & CASE_NO_GRID) != 0 ? _("网格未定")
						 : arena_printf(ui->scratch, "%s%s%s", grid,
							   *grid != '\0' ? " " : "", row->grid));
	emit(l);
}

/* The text with who brought it in front; `most` lines of it, the last one cut if there are more. */
static void
body(struct lines *l, int most)
{
	const struct ui *ui = l->v->ui;
	const struct case_view *c = &l->p->view;
	char at[WORDS_BYTES];
	size_t skip;

	words_time(c->row.opened_at, ui->now_utc, at);
	const char *who =
		*c->author != '\0' ? arena_printf(ui->scratch, _(" %s登记"), c->author) : "";
	const char *text = arena_printf(ui->scratch, "%s%s: %s", at, who, c->texts.body);
	int cols = l->v->rect.cols - 2;

	for (int i = 0; *text != '\0' && i < most; i++) {
		size_t n = wrap_line(text, cols, &skip);
		bool cut = i + 1 == most && text[n + skip] != '\0';
		size_t fit = cut ? show_fit(text, cols - 2, NULL) : n;

		ink_addf(&l->ink, ROLE_FG, "%.*s%s", (int)(cut && fit < n ? fit : n), text,
			cut ? ".." : "");
		emit(l);
		text += n + skip;
	}
}

static const struct case_clock *
next_clock(const struct case_view *c)
{
	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == c->row.due_kind && c->clocks[i].stopped_at == 0)
			return &c->clocks[i];
	return NULL;
}

static const char *
limit_text(const struct case_view *c, const struct ui *ui)
{
	const struct case_clock *k = next_clock(c);
	char limit[WORDS_BYTES], left[WORDS_BYTES];

	words_left(&c->row, ui->now_utc, left);
	if (k == NULL)
		return state_is_open(c->row.state) ? _("不计时") : _("已结束");
	words_limit(k->limit, limit);
	return arena_printf(ui->scratch, "%s %s > %s",
		word_now(ui->session->rules->clock_briefs[k->kind]), limit, left);
}

static const char *
guess_text(const struct unit_guess *g, const struct ui *ui, bool first)
{
	if (!first)
		return arena_printf(ui->scratch, "%s %d%%", g->unit.brief, g->percent);
	return arena_printf(ui->scratch, "%s (%s) %d%%", g->unit.brief,
		g->reason == BY_PLACE ? _("属地") : _("属事"), g->percent);
}

/* What is running out, and where it goes or is. */
static void
limits(struct lines *l)
{
	const struct ui *ui = l->v->ui;
	const struct case_view *c = &l->p->view;
	const struct case_proposal *guess = &l->p->proposal;
	size_t shown = l->wide ? guess->unit_count : guess->unit_count > 0;

	say(l, C_("case.limit|8", "时限"), light_role(case_light(&c->row, ui->now_utc)),
		limit_text(c, ui));
	for (size_t i = 0; i < shown; i++)
		say(l, i == 0 ? _("建议派往") : NULL, i == 0 ? ROLE_FG : ROLE_DIM,
			guess_text(&guess->units[i], ui, i == 0));
	if (guess->unit_count == 0 && *c->row.unit != '\0')
		say(l, C_("case.unit|8", "承办"), ROLE_FG,
			arena_printf(ui->scratch, "%s%s%s", c->row.unit,
				*c->handler != '\0' ? " " : "", c->handler));
	if (case_company(ui, c) != NULL)
		say(l, NULL, ROLE_STALE, case_company(ui, c));
	emit(l);
}

static void
likes(struct lines *l)
{
	const struct ui *ui = l->v->ui;
	const struct case_row *row = &l->p->view.row;
	size_t shown = l->wide ? l->p->like_count : l->p->like_count > 0;

	for (size_t i = 0; i < shown; i++) {
		const struct duplicate_guess *g = &l->p->likes[i];
		char brief[CASE_NO_BRIEF_BYTES];

		case_no_brief(g->no, day_from_utc(ui->now_utc), brief);
		say(l,
			i == 0 ? arena_printf(ui->scratch, _("疑似重复 %zu:"), l->p->like_count)
			       : NULL,
			i == 0 ? ROLE_WARN : ROLE_DIM,
			arena_printf(ui->scratch, "%s %s %d%%", brief,
				word_now(state_word(g->state)), g->percent));
	}
	if (shown == 0)
		say(l, NULL, ROLE_DIM, _("没有疑似重复"));
	if (row->merged > 0)
		say(l, NULL, ROLE_FG, arena_printf(ui->scratch, _("已并入 %d 件"), row->merged));
	if ((row->flags & CASE_HAS_FILES) != 0)
		say(l, NULL, ROLE_FG, _("有附件"));
	if ((row->flags & CASE_ON_AGENDA) != 0)
		say(l, NULL, ROLE_INFO, _("已列入会议"));
	emit(l);
}

static void
event_text(const struct case_event_row *e, const struct ui *ui, struct ink *k)
{
	char at[WORDS_BYTES];

	words_time(e->at, ui->now_utc, at);
	ink_addf(k, ROLE_DIM, "%s%s ", k->text.len > 0 ? "   " : "", at);
	ink_addf(k, ROLE_FG, "%s %s", word_now(event_word((enum case_event)e->event)),
		e->actor_name);
}

/* The last few in one line, oldest first; or, scrolled to, each in its own, newest first, with what was said. */
static void
events(struct lines *l, bool all)
{
	const struct case_view *c = &l->p->view;
	size_t n = c->event_count < EVENTS_FITTED ? c->event_count : EVENTS_FITTED;

	for (size_t i = n; i > 0 && !all; i--)
		event_text(&c->events[i - 1], l->v->ui, &l->ink);
	if (!all)
		emit(l);
	for (size_t i = 0; i < c->event_count && all; i++) {
		event_text(&c->events[i], l->v->ui, &l->ink);
		ink_addf(&l->ink, ROLE_FG, "  %s", c->events[i].note);
		emit(l);
	}
}

void
queue_preview_paint(const struct queue *q, const struct view *v)
{
	const struct queue_preview *p = &q->preview;
	const struct rect *r = &p->rect;
	bool beside = r->cols < v->rect.cols;
	struct view top = view_part(v, (struct rect){r->row, r->col, 1, r->cols});
	struct view under = view_part(
		v, (struct rect){r->row + 1, r->col + beside, r->rows - 1, r->cols - beside});
	struct lines l = {.p = p, .v = &under, .wide = r->cols >= WIDE, .next = -p->scroll};
	bool has_events = under.rect.rows >= EVENT_ROWS,
	     all = p->scroll > 0 || under.rect.rows >= TALL;
	const char *keys = l.wide || beside ? _("i 收起预览  J/K 滚动") : _("i 收起预览");

	if (beside && !v->ui->slow)
		canvas_vline(v->cv, r->row, r->col, r->rows,
			(struct style){ROLE_BORDER, (uint8_t)v->bg});
	if (!p->found || list_row(&q->list) == NULL) {
		view_rule(&top, keys);
		return;
	}
	/* Of the matter that has been read: the next one follows a frame behind the cursor. */
	view_rule(&top,
		arena_printf(v->ui->scratch, "%s  %s", case_brief(v->ui, &p->view.row), keys));
	ink_init(&l.ink);
	facts(&l);
	body(&l, p->scroll > 0 ? INT32_MAX : under.rect.rows - FACT_LINES - has_events);
	limits(&l);
	likes(&l);
	if (has_events || all)
		events(&l, all);
	ink_release(&l.ink);
}
