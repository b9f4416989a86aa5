/* Lights, rates, the loop of today, alerts and categories on the rise: small lists, each line of which leads to one. */
#include <stddef.h>

#include "core/base/i18n.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/home_model.h"
#include "tui/widget/chart.h"

enum { BAR = 18, BAR_WIDE = 24, FIRST_HOUR = 8, LAST_HOUR = 18, SPARK = 14, PERCENT = 10 };

static int64_t
line_id(const void *row)
{
	return ((const struct home_line *)row)->id;
}

static void
cell_line(const void *row, const struct ui *ui, struct ink *out)
{
	const struct home_line *l = row;

	ink_addf(out, l->role, "%s ", l->label);
	if (l->text != NULL)
		ink_add(out, ROLE_STRONG, l->text);
	else
		ink_addf(out, ROLE_STRONG, l->most > 0 ? "%5lld " : "%4lld", (long long)l->value);
	if (l->most > 0)
		chart_bar(out, ui->glyphs, l->role, l->value, l->most,
			ui->size >= SIZE_WIDE ? BAR_WIDE : BAR);
	if (l->rest != NULL)
		ink_addf(out, ROLE_DIM, " %s", l->rest);
}

static const struct column line_columns[] = {
	{"", {20, 20, 20, 20}, {0}, 1, false, false, cell_line},
	{0},
};

static const struct list_source lines = {.columns = line_columns, .id = line_id};

static int64_t
alert_id(const void *row)
{
	const struct alert *a = row;

	return 1 + (int64_t)a->kind * 10000 + a->category;
}

static void
cell_alert(const void *row, const struct ui *ui, struct ink *out)
{
	const struct alert *a = row;

	(void)ui;
	ink_addf(out, a->kind == ALERT_HOT || a->kind == ALERT_DRAFT ? ROLE_INFO : ROLE_WARN, "%s ",
		alert_word(a->kind));
	ink_add(out, ROLE_FG, a->text);
}

static const struct column alert_columns[] = {
	{"", {20, 20, 20, 20}, {0}, 1, false, false, cell_alert},
	{0},
};

static const struct list_source alerts_source = {.columns = alert_columns, .id = alert_id};

static int64_t
hot_id(const void *row)
{
	return ((const struct board_hot *)row)->category;
}

static void
cell_hot(const void *row, const struct ui *ui, struct ink *out)
{
	const struct board_hot *hot = row;
	const struct category *c = category_by_code(ui->session->rules, hot->category);

	ink_addf(out, ROLE_FG, "%s", c != NULL ? word_now(c->name) : "?");
}

static void
cell_hot_now(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_addf(out, ROLE_STRONG, "%lld", (long long)((const struct board_hot *)row)->week);
}

static void
cell_hot_rise(const void *row, const struct ui *ui, struct ink *out)
{
	const struct board_hot *hot = row;

	(void)ui;
	if (hot->before > 0)
		ink_addf(out, ROLE_WARN, "+%lld%%",
			(long long)((hot->week - hot->before) * 100 / hot->before));
	else
		ink_addf(out, ROLE_WARN, "+%lld", (long long)hot->week);
}

static const struct column hot_columns[] = {
	{SLOT("hot|12", "类别"), {12, 12, 12, 12}, {0}, 1, false, false, cell_hot},
	{SLOT("hot|6", "7天"), {4, 4, 6, 6}, {0}, 0, true, false, cell_hot_now},
	{SLOT("hot|6", "较前"), {6, 6, 8, 8}, {0}, 0, true, false, cell_hot_rise},
	{0},
};

static const struct list_source hot_source = {.columns = hot_columns, .id = hot_id};

static void
small_list(struct list *l, struct ui *ui, const struct list_source *source, const char *empty)
{
	list_init(l, ui, source, NULL);
	l->boxed = true;
	l->no_tags = true;
	l->headless = source != &hot_source;
	l->empty = empty;
}

void
home_lines_init(struct home *h, struct ui *ui)
{
	small_list(&h->lines, ui, &lines, "");
	small_list(&h->alerts, ui, &alerts_source, _("没有要提醒的"));
	small_list(&h->hot, ui, &hot_source, _("没有升得快的类别"));
}

static struct home_line *
add(struct home *h, const char *label, const char *filter)
{
	struct home_line *l = &h->line_rows[h->line_count++];

	*l = (struct home_line){
		.id = h->line_count, .label = label, .role = ROLE_LABEL, .filter = filter};
	return l;
}

static void
add_light(struct home *h, enum light light, const char *filter)
{
	struct home_line *l = add(h, words_light(light), filter);
	int64_t most = 1;

	for (int i = 0; i <= LIGHT_GREY; i++)
		most = h->areas.lights[i] > most ? h->areas.lights[i] : most;
	l->role = light_role(light);
	l->value = h->areas.lights[light];
	l->most = most;
}

/* "升 0.8" against the month before, and on wide screens whether the target is met. */
static const char *
judge(struct home *h, const struct ui *ui, int now, int before, int target)
{
	const char *trend = "";

	if (before >= 0 && now != before)
		trend = arena_printf(&h->line_mem, now > before ? _("升 %d.%d") : _("降 %d.%d"),
			(now > before ? now - before : before - now) / 10,
			(now > before ? now - before : before - now) % 10);
	if (ui->size < SIZE_WIDE)
		return trend;
	return arena_printf(&h->line_mem, _("%s 目标 %d.%d%% %s"), trend, target / 10, target % 10,
		now >= target ? _("达标") : _("未达"));
}

static void
add_rate(struct home *h, const struct ui *ui, const char *label, int now, int before, int target,
	const char *filter)
{
	struct home_line *l;

	if (now < 0)
		return;
	l = add(h, label, filter);
	l->text = arena_printf(&h->line_mem, "%3d.%d%%", now / 10, now % 10);
	l->rest = judge(h, ui, now, before, target);
}

static void
add_loop(struct home *h, const char *label, int64_t n, const char *filter)
{
	add(h, label, filter)->value = n;
}

static void
add_hours(struct home *h, const struct ui *ui)
{
	int peak = FIRST_HOUR;
	struct ink k;

	ink_init(&k);
	chart_spark(&k, ui->glyphs, ROLE_CHART_1, h->board.hours + FIRST_HOUR,
		LAST_HOUR - FIRST_HOUR, SPARK);
	for (int i = FIRST_HOUR; i < LAST_HOUR; i++)
		if (h->board.hours[i] > h->board.hours[peak])
			peak = i;
	struct home_line *l = add(h, C_("home.line|12", "来件"), _("受理:今天"));

	l->text = arena_printf(&h->line_mem, "%02d %s %d", FIRST_HOUR, k.text.text, LAST_HOUR);
	if (ui->size >= SIZE_WIDE && h->board.hours[peak] > 0)
		l->rest = arena_printf(&h->line_mem, _("峰 %d时"), peak);
	ink_release(&k);
}

void
home_lines_set(struct home *h, struct ui *ui)
{
	const struct rules *rules = ui->session->rules;
	const struct board_day *today = &h->board.days[BOARD_DAYS - 1];

	arena_reset(&h->line_mem);
	h->line_count = 0;
	add_light(h, LIGHT_RED, _("灯:红"));
	add_light(h, LIGHT_YELLOW, _("灯:黄"));
	add_light(h, LIGHT_GREEN, _("灯:绿"));
	if (h->areas.lights[LIGHT_GREY] > 0)
		add_light(h, LIGHT_GREY, _("灯:灰"));
	if (h->board.counted) {
		add_rate(h, ui, C_("home.line|12", "按时率"), board_on_time(&h->board, 0),
			board_on_time(&h->board, BOARD_RATE_DAYS), rules->ontime_target_permille,
			NULL);
		add_rate(h, ui, C_("home.line|12", "满意率"), board_pleased(&h->board, 0),
			board_pleased(&h->board, BOARD_RATE_DAYS), rules->pleased_target_permille,
			NULL);
		add_loop(h, C_("home.line|12", "今日受理"), today->accepted, _("受理:今天"));
		add_loop(h, C_("home.line|12", "今日分办"), today->routed, NULL);
		add_loop(h, C_("home.line|12", "今日反馈"), today->replied, NULL);
		add_loop(h, C_("home.line|12", "今日办结"), today->closed, _("办结日:今天"));
		if (!ui->slow)
			add_hours(h, ui);
	}
	list_set_rows(&h->lines, ui, h->line_rows, sizeof(h->line_rows[0]), h->line_count);
}

void
home_hot_set(struct home *h, struct ui *ui)
{
	list_set_rows(&h->hot, ui, h->board.hot, sizeof(h->board.hot[0]), (int)h->board.hot_count);
}

const char *
home_hot_filter(struct ui *ui, const struct board_hot *hot)
{
	const struct category *c = category_by_code(ui->session->rules, hot->category);

	return c != NULL ? arena_printf(ui->scratch, _("类:%s 受理<7天"), c->letters) : NULL;
}

bool
home_alerts_set(struct home *h, struct ui *ui, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct alert *alerts;
	size_t count;

	if (!alerts_list(h->counted_alerts, &h->board, &mem, &alerts, &count, err)) {
		arena_release(&mem);
		return false;
	}
	list_set_rows(&h->alerts, ui, alerts, sizeof(*alerts), (int)count);
	arena_release(&h->alert_mem);
	h->alert_mem = mem;
	return true;
}
