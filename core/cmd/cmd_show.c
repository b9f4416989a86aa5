#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/cmd/show_json.h"
#include "core/domain/area.h"
#include "core/domain/case_find.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "core/serve/case_view.h"

enum { LABEL_CELLS = 12 };

static void
line(FILE *out, const char *label, const char *text)
{
	struct buf padded;

	if (*text == '\0')
		return;
	buf_init(&padded);
	show_pad(&padded, label, LABEL_CELLS, false);
	fprintf(out, "%s %s\n", padded.text, text);
	buf_release(&padded);
}

static void
print_head(FILE *out, const struct session *s, const struct case_view *v, struct arena *mem)
{
	const struct case_row *row = &v->row;
	const struct choice *kind = choice_by_value(s->rules, CHOICE_KIND, row->kind);
	const struct choice *channel = choice_by_value(s->rules, CHOICE_CHANNEL, row->channel);
	char full[CASE_NO_FULL_BYTES], brief[CASE_NO_BRIEF_BYTES], left[WORDS_BYTES],
		grid[GRID_CODE_BYTES];
	int64_t now = session_now(s);

	case_no_full(row->no, full);
	case_no_brief(row->no, day_from_utc(now), brief);
	words_left(row, now, left);
	grid_code_format(row->place, grid);
	line(out, _("编号"), arena_printf(mem, "%s  (%s)", full, brief));
	line(out, _("事由"), row->title);
	line(out, _("状态"),
		arena_printf(mem, "%s  %s %s", word_now(state_word(row->state)),
			words_light(case_light(row, now)), left));
	line(out, _("级别"),
		row->tier != TIER_NONE ? word_now(s->rules->tiers[row->tier].name) : "");
	if (v->category != NULL)
		line(out, _("类别"),
			arena_printf(mem, "%s %04d %s", v->category->letters, v->category->code,
				word_now(v->category->name)));
	line(out, _("性质"), kind != NULL ? word_now(kind->name) : "");
	line(out, _("来源"), channel != NULL ? word_now(channel->name) : "");
	line(out, _("网格"), arena_printf(mem, "%s %s", grid, row->grid));
	line(out, _("辖区"), v->area);
	line(out, _("小区"), row->estate);
	line(out, _("承办"), row->unit);
	line(out, _("经办人"), row->clerk);
}

static void
print_texts(FILE *out, const struct case_view *v, struct arena *mem)
{
	for (size_t i = 0; i < v->reporter_count; i++) {
		const struct reporter *r = &v->reporters[i];

		line(out, _("来件人"), arena_printf(mem, "%s %s %s", r->name, r->phone, r->room));
	}
	line(out, _("发生地"), v->texts.spot);
	line(out, _("诉求"), v->texts.body);
	line(out, _("公开答复"), v->texts.answer);
	line(out, _("办理情况"), v->texts.plan);
}

static const char *
clock_state(const struct case_clock *k, int64_t now, struct arena *mem)
{
	char at[WORDS_BYTES];

	if (k->stopped_at != 0) {
		words_time(k->stopped_at, now, at);
		return arena_printf(mem, "%s %s",
			k->outcome == OUTCOME_LATE           ? _("超期")
				: k->outcome == OUTCOME_VOID ? _("作废")
							     : _("按时"),
			at);
	}
	if (k->paused_at != 0)
		return _("暂停");
	return now > k->due_at ? _("已超期") : _("计时中");
}

static void
print_clocks(FILE *out, const struct session *s, const struct case_view *v, struct arena *mem)
{
	int64_t now = session_now(s);

	for (size_t i = 0; i < v->clock_count; i++) {
		const struct case_clock *k = &v->clocks[i];
		char start[WORDS_BYTES], due[WORDS_BYTES], limit[WORDS_BYTES];

		words_time(k->start_at, now, start);
		words_time(k->due_at, now, due);
		words_limit(k->limit, limit);
		line(out, i == 0 ? _("时钟") : " ",
			arena_printf(mem, "%s  %s  %s > %s  %s%s",
				word_now(s->rules->clock_names[k->kind]), limit, start, due,
				clock_state(k, now, mem),
				k->provisional ? _("  暂按周末推算") : ""));
	}
}

static void
print_events(FILE *out, const struct session *s, const struct case_view *v, struct arena *mem)
{
	int64_t now = session_now(s);

	for (size_t i = 0; i < v->event_count; i++) {
		const struct case_event_row *e = &v->events[i];
		char at[WORDS_BYTES];

		words_time(e->at, now, at);
		line(out, i == 0 ? _("时间线") : " ",
			arena_printf(mem, "%s  %s  %s  %s%s", at,
				word_now(event_word((enum case_event)e->event)),
				*e->actor_name != '\0' ? e->actor_name : _("系统"), e->note,
				e->open ? "" : _("  (内部)")));
	}
}

static bool
run_show(struct cmd_run *run, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_view view;
	int64_t id = 0;
	bool found = false;

	if (!cmd_open(run, true, 0, err))
		return false;
	bool ok = case_find(&run->session, run->words[0], &id, err) &&
		(id == 0 || case_view_load(&run->session, id, &mem, &view, &found, err));

	if (ok && !found)
		ok = err_set(
			err, ERR_INPUT, _("没有编号「%s」的件, 或不在本单位辖区"), run->words[0]);
	if (ok && cmd_value(run, "--json") != NULL) {
		struct buf json;

		buf_init(&json);
		show_json(&json, &run->session, &view);
		fputs(json.text, run->out);
		buf_release(&json);
	} else if (ok) {
		print_head(run->out, &run->session, &view, &mem);
		print_texts(run->out, &view, &mem);
		print_clocks(run->out, &run->session, &view, &mem);
		print_events(run->out, &run->session, &view, &mem);
	}
	arena_release(&mem);
	return ok;
}

static const struct cmd_option options[] = {
	{"--json", NULL, N_("一行 JSON")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_show = {
	.name = "show",
	.words = "NO",
	.least = 1,
	.most = 1,
	.options = options,
	.brief = N_("显示一件: 内容, 时钟, 时间线"),
	.help = N_("NO 是完整编号 (350502007-241209-0037-6) 或列表里的短编号 (1209-037)。\n"
		   "电话和姓名按账号的权限脱敏。"),
	.run = run_show,
};
