/* S14: the fields of both matters, one under the other. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"
#include "core/domain/words.h"
#include "tui/screen/compare_inner.h"

enum { EVENTS_SHOWN = 8 };

typedef const char *(*field_text)(
	const struct case_view *v, const struct ui *ui, struct arena *mem);

static const char *
title(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)ui, (void)mem;
	return v->row.title;
}

static const char *
category(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	const struct choice *kind = choice_by_value(ui->session->rules, CHOICE_KIND, v->row.kind);

	return arena_printf(mem, "%s %s", v->category != NULL ? word_now(v->category->name) : "-",
		kind != NULL ? word_now(kind->name) : "");
}

static const char *
tier(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)mem;
	return v->row.tier != TIER_NONE ? word_now(ui->session->rules->tiers[v->row.tier].name)
					: "-";
}

static const char *
state(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	char left[WORDS_BYTES];

	words_left(&v->row, ui->now_utc, left);
	return arena_printf(mem, "%s %s %s", word_now(state_word(v->row.state)),
		words_light(case_light(&v->row, ui->now_utc)), left);
}

static const char *
channel(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	const struct choice *c =
		choice_by_value(ui->session->rules, CHOICE_CHANNEL, v->row.channel);
	char at[WORDS_BYTES];

	words_day_time(v->row.opened_at, ui->now_utc, at);
	return arena_printf(mem, "%s  %s", at, c != NULL ? word_now(c->name) : "");
}

static const char *
place(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)ui;
	return arena_printf(mem, "%s %s %s %s", v->area, v->row.estate, v->row.grid, v->texts.spot);
}

static const char *
unit(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	struct buf b;

	(void)ui;
	buf_init(&b);
	buf_addf(&b, "%s %s", *v->row.unit != '\0' ? v->row.unit : "-", v->handler);
	for (size_t i = 0; i < v->unit_count; i++)
		buf_addf(&b, "  %s %s",
			v->units[i].role == PARTY_HELPER ? C_("case.helper|8", "协办")
							 : C_("case.copy|8", "抄送"),
			v->units[i].name);
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

static const char *
clerk(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)ui, (void)mem;
	return v->row.clerk;
}

static const char *
reporters(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < v->reporter_count; i++) {
		const struct reporter *r = &v->reporters[i];
		const struct choice *role =
			choice_by_value(ui->session->rules, CHOICE_IDENTITY, r->role);

		buf_addf(&b, "%s%s %s %s %s", i > 0 ? "\n" : "",
			*r->name != '\0' ? r->name : _("匿名"),
			role != NULL ? word_now(role->name) : "", r->room, r->phone);
	}
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

static const char *
body(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)ui, (void)mem;
	return v->texts.body;
}

static const char *
answer(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	(void)ui, (void)mem;
	return v->texts.answer;
}

/* Clocks that have not ended. */
static const char *
clocks(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < v->clock_count; i++) {
		const struct case_clock *k = &v->clocks[i];
		char due[WORDS_BYTES];

		if (k->stopped_at != 0)
			continue;
		words_time(k->due_at, ui->now_utc, due);
		buf_addf(&b, "%s%s %s", b.len > 0 ? "\n" : "",
			word_now(ui->session->rules->clock_names[k->kind]),
			k->paused_at != 0 ? _("停着") : due);
	}
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

static const char *
history(const struct case_view *v, const struct ui *ui, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < v->event_count && i < EVENTS_SHOWN; i++) {
		const struct case_event_row *e = &v->events[i];
		char at[WORDS_BYTES];

		words_time(e->at, ui->now_utc, at);
		buf_addf(&b, "%s%s %s %s", b.len > 0 ? "\n" : "", at,
			word_now(event_word((enum case_event)e->event)), e->actor_name);
		buf_addf(&b, "%s%s", *e->note != '\0' ? " " : "", e->note);
	}
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

static const struct {
	const char *label;
	field_text text;
	bool words; /* compared word by word */
} fields[] = {
	{SLOT("compare.label|8", "事由"), title, true},
	{SLOT("compare.label|8", "内容"), body, true},
	{SLOT("compare.label|8", "来件人"), reporters, true},
	{SLOT("compare.label|8", "地点"), place, true},
	{SLOT("compare.label|8", "来件"), channel, false},
	{SLOT("compare.label|8", "类别"), category, false},
	{SLOT("compare.label|8", "级别"), tier, false},
	{SLOT("compare.label|8", "状态"), state, false},
	{SLOT("compare.label|8", "计时"), clocks, false},
	{SLOT("compare.label|8", "承办"), unit, false},
	{SLOT("compare.label|8", "经办"), clerk, false},
	{SLOT("compare.label|8", "答复"), answer, true},
	{SLOT("compare.label|8", "经过"), history, false},
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

void
compare_fill(struct compare_model *m, const struct ui *ui, struct arena *mem)
{
	m->line_count = 0;
	for (int i = 0; i < FIELDS; i++) {
		struct compare_line *l = &m->lines[m->line_count];

		*l = (struct compare_line){.label = slot_text(fields[i].label)};
		for (int k = 0; k < 2; k++)
			l->text[k] = fields[i].text(&m->c.side[k], ui, mem);
		if (*l->text[0] == '\0' && *l->text[1] == '\0')
			continue;
		l->same = strcmp(l->text[0], l->text[1]) == 0;
		for (int k = 0; fields[i].words && !l->same && k < 2; k++)
			l->part_count[k] =
				text_parts(l->text[k], l->text[1 - k], mem, &l->parts[k]);
		m->line_count++;
	}
}
