/* Faces of time and of sitting together: D05 (more time, on hold, mediation), meetings and what they resolved. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/case_extend.h"
#include "core/domain/case_history.h"
#include "core/domain/words.h"
#include "core/serve/case_phrase.h"
#include "tui/screen/dialog.h"

static int64_t
number(struct dialog *d, struct ui *ui, enum act_field field)
{
	int64_t n = 0;

	text_to_i64(dialog_value(d, ui, field), &n);
	return n;
}

/* The time that a line holds; a bare date means its close of business. 0: none, or not finished yet. */
static int64_t
moment(struct dialog *d, struct ui *ui, enum act_field field)
{
	const char *text = dialog_value(d, ui, field);
	int64_t at = 0;
	int32_t day;

	if (date_parse_day(text, &day))
		return day_to_utc(day) + 18 * 3600;
	return date_parse_time(text, &at) ? at : 0;
}

static const struct case_clock *
running(const struct dialog *d, enum clock_kind kind)
{
	for (size_t i = 0; d->view != NULL && i < d->view->clock_count; i++)
		if (d->view->clocks[i].kind == kind && d->view->clocks[i].stopped_at == 0)
			return &d->view->clocks[i];
	return NULL;
}

/* --- D05 1: more time. Days and a date exclude each other: what was typed last holds. */

static bool
extend_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_clock *clock = running(d, CLOCK_HANDLE);
	char due[WORDS_BYTES], limit[WORDS_BYTES], last[WORDS_BYTES];

	(void)err;
	dialog_note(d, F_TOLD, _("已告知来件人, 说明了理由"));
	if (clock == NULL)
		return true;
	words_day_time(clock->due_at, ui->now_utc, due);
	words_limit(clock->limit, limit);
	words_time(extend_latest(ui->session->rules, clock), ui->now_utc, last);
	dialog_info(
		d, arena_printf(ui->screen, _("时限 %s 到 %s   最晚延到 %s"), limit, due, last));
	if (d->view->row.extended > 0)
		dialog_info(d,
			arena_printf(ui->screen, _("已延期: %d, 再延由主任签批"),
				d->view->row.extended));
	return true;
}

static bool
extend_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_clock *clock = running(d, CLOCK_HANDLE);
	int days = (int)number(d, ui, F_DAYS);
	int64_t wish = moment(d, ui, F_DUE), due = 0;
	struct err why = ERR_INIT;
	char text[WORDS_BYTES];

	(void)err;
	dialog_require(d, F_DAYS, wish == 0);
	d->then = NULL;
	if (clock == NULL || (days == 0 && wish == 0))
		return true;
	if (!extend_end(ui->session->rules, clock, wish != 0 ? 0 : days, wish, &due, &why)) {
		d->then = arena_strdup(ui->scratch, why.text);
		return true;
	}
	words_day_time(due, ui->now_utc, text);
	d->then = arena_printf(ui->scratch,
		d->view->row.extended > 0 ? _("新时限 %s   第二次起由主任签批")
					  : _("新时限 %s   由单位领导签批"),
		text);
	return true;
}

/* A date that was written out stands instead of the days. */
static const char *
extend_value(struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field)
{
	(void)s;
	return field == F_DAYS && moment(d, ui, F_DUE) != 0 ? "" : NULL;
}

const struct face_hooks extend_hooks = {
	.set_up = extend_set_up, .follow = extend_follow, .value = extend_value};

/* --- D05 2: on hold, and taken up again */

static bool
hang_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	dialog_note(d, F_TOLD, _("已告知来件人, 说明了理由"));
	dialog_info(d,
		arena_printf(ui->screen,
			_("停止计时, 仍计入总数; 最长 %d 天要复查一次, 由主任签批"),
			ui->session->rules->hang_days));
	return true;
}

const struct face_hooks hang_hooks = {.set_up = hang_set_up};

static void
show_line(struct dialog *d, struct ui *ui, enum case_event event)
{
	const struct case_event_row *e = d->view != NULL ? case_newest(d->view, event) : NULL;
	char at[WORDS_BYTES];

	if (e == NULL)
		return;
	words_time(e->at, ui->now_utc, at);
	dialog_info(d,
		arena_printf(ui->screen, "%s %s %s  %s", at, e->actor_name,
			word_now(event_word(event)), e->note));
}

static bool
unhang_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	show_line(d, ui, EV_HANG);
	d->then = _("恢复计时, 剩多少还是多少");
	return true;
}

const struct face_hooks unhang_hooks = {.set_up = unhang_set_up};

/* --- D05 3: mediation, and how it ends */

static bool
mediation_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	dialog_info(d, dialog_people(d, ui));
	dialog_note(d, F_CONSENT, _("双方都同意调解; 一方拒绝的不得调解"));
	d->then = _("办理停止计时, 调解 30 天");
	return true;
}

const struct face_hooks mediation_hooks = {.set_up = mediation_set_up};

static bool
agreement_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const char *parties;

	if (!history_fact(ui->session, d->subjects[0].row.id, EV_OPEN_MEDIATION, F_PARTIES,
		    ui->screen, &parties, err))
		return false;
	dialog_put(d, ui, F_PARTIES, parties, true);
	dialog_put(d, ui, F_FORM, "1", true);
	return true;
}

static bool
agreement_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct choice *form = choice_by_value(
		ui->session->rules, CHOICE_AGREEMENT_FORM, (int)number(d, ui, F_FORM));

	(void)err;
	d->then = form != NULL ? form->note : NULL;
	dialog_note(d, F_SIGNED,
		number(d, ui, F_FORM) == 2 ? _("调解员已记录") : _("各方和调解员已签字盖章"));
	return true;
}

const struct face_hooks agreement_hooks = {.set_up = agreement_set_up, .follow = agreement_follow};

static bool
failed_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	struct case_view view = {0};
	const char *text;

	if (d->view != NULL)
		view = *d->view;
	if (!case_phrase(ui->session, &view, PHRASE_REMEDIES, 0, ui->screen, &text, err))
		return false;
	dialog_fill(d, ui, F_TEXT, text);
	dialog_note(d, F_TOLD, _("已告知双方"));
	return true;
}

static bool
failed_follow(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)ui, (void)err;
	d->then = _("恢复办理计时, 剩多少还是多少");
	return true;
}

const struct face_hooks failed_hooks = {.set_up = failed_set_up, .follow = failed_follow};

/* --- o */

static bool
meeting_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	const struct case_row *row = &d->subjects[0].row;
	bool waits = row->state == CASE_IN_PROGRESS;
	char due[WORDS_BYTES];
	int64_t last;

	(void)err;
	dialog_put(d, ui, F_MEETING, waits ? "协调会" : "三方联席会", true);
	if (!waits)
		return true;
	last = limit_due(ui->session->rules->calendar, ui->now_utc,
		ui->session->rules->tiers[row->tier].clocks[CLOCK_MEETING], NULL);
	words_time(last, ui->now_utc, due);
	dialog_info(d, arena_printf(ui->screen, _("办理照常计时, %s 前要开会"), due));
	return true;
}

const struct face_hooks meeting_hooks = {.set_up = meeting_set_up};

bool
resolution_is_likely(const struct dialog *d)
{
	return d->subjects[0].row.state == CASE_COORDINATION;
}

static bool
resolution_set_up(struct dialog *d, struct ui *ui, struct err *err)
{
	(void)err;
	show_line(d, ui, EV_CALL_MEETING);
	dialog_put(d, ui, F_UNIT,
		arena_printf(ui->screen, "%lld", (long long)d->subjects[0].row.unit_id), true);
	d->then = _("换了牵头单位的, 原单位改为协办");
	return true;
}

const struct face_hooks resolution_hooks = {.set_up = resolution_set_up};
