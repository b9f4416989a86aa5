/* The rows above the body: title with breadcrumbs, tabs, the filter in words. */
#include <string.h>

#include "core/base/date.h"
#include "tui/app/frame.h"

static const struct style title_style = {ROLE_TITLE_FG, ROLE_TITLE_BG};

/* --- title row */

static const char *
weekday(int day)
{
	static const char *const names[] = {SLOT("weekday|4", "周一"), SLOT("weekday|4", "周二"),
		SLOT("weekday|4", "周三"), SLOT("weekday|4", "周四"), SLOT("weekday|4", "周五"),
		SLOT("weekday|4", "周六"), SLOT("weekday|4", "周日")};

	return slot_text(names[day - 1]);
}

static void
add_date(const struct app *app, struct buf *b)
{
	int64_t now = app_now_utc(app);
	struct civil c = civil_from_utc(now);
	const char *mark = app->config.day_mark != NULL
		? app->config.day_mark(app->config.session, now)
		: NULL;

	if (i18n_lang() == LANG_EN)
		buf_addf(b, "%s %02d-%02d", weekday(c.weekday), c.month, c.day);
	else
		buf_addf(b, "%02d-%02d %s", c.month, c.day, weekday(c.weekday));
	buf_addf(b, "%s%s %02d:%02d ", mark != NULL && *mark != '\0' ? " " : "",
		mark != NULL ? mark : "", c.hour, c.minute);
}

static void
title_right(const struct app *app, const struct head *head, struct buf *b)
{
	const struct app_config *c = &app->config;

	if (head->mark != NULL)
		buf_addf(b, "%s  ", head->mark);
	if (app->slow)
		buf_addf(b, "%s  ", C_("title.slow|4", "慢"));
	if (size_class_of(app->cols) == SIZE_NARROW) {
		struct civil t = civil_from_utc(app_now_utc(app));

		buf_addf(b, "%s %02d:%02d ", c->user, t.hour, t.minute);
		return;
	}
	if (app->cols >= 100 && c->place != NULL && c->place[0] != '\0')
		buf_addf(b, "%s  ", c->place);
	buf_addf(b, "%s%s%s  ", c->user, c->shift != NULL && c->shift[0] != '\0' ? " " : "",
		c->shift != NULL ? c->shift : "");
	add_date(app, b);
}

/* The steps from `from` on; a cut beginning shows as "..". */
static void
add_crumbs(struct app *app, struct buf *b, int from)
{
	buf_addf(b, " %s ", C_("title.name|5", "邻里"));
	if (from > 0)
		buf_addstr(b, ".. > ");
	for (int i = from; i < app->depth; i++) {
		struct head head;

		if (app->layers[i].ops->modal)
			continue;
		layer_head(app, &app->layers[i], &head);
		buf_addf(b, "%s%s", i > from ? " > " : "", head.crumb);
	}
}

void
frame_title(struct app *app, struct canvas *cv, const struct head *head)
{
	int last = (int)(layer_base(app) - app->layers);
	int from = size_class_of(app->cols) == SIZE_NARROW ? last : 0, width;
	struct buf left, right;

	buf_init(&left);
	buf_init(&right);
	title_right(app, head, &right);
	width = show_width(right.text);
	for (;; from++) {
		buf_clear(&left);
		add_crumbs(app, &left, size_class_of(app->cols) == SIZE_NARROW ? 0 : from);
		if (size_class_of(app->cols) == SIZE_NARROW) {
			buf_clear(&left);
			buf_addf(&left, " %s %s", C_("title.name|5", "邻里"), head->crumb);
		}
		if (from >= last || show_width(left.text) + 1 + width <= app->cols)
			break;
	}
	canvas_field(cv, 0, 0, app->cols, title_style, "", false);
	canvas_field(cv, 0, 0, app->cols - width, title_style, left.text, false);
	canvas_text(cv, 0, app->cols - width, width, title_style, right.text);
	buf_release(&left);
	buf_release(&right);
}

/* --- tabs and filter */

static void
freshness(const struct app *app, const struct head *head, struct ink *k)
{
	int64_t now = app_now_ms(app), age = now - app->last_good_ms;
	struct civil c = civil_from_utc(app_now_utc(app));

	if (!head->live)
		return;
	if (app->poll_failed)
		ink_addf(k, ROLE_STALE, _("断 %d分"), (int)(age / 60000));
	else if (age > 3 * (int64_t)(app->slow ? POLL_SLOW_MS : POLL_MS) && age >= 60000)
		ink_addf(k, ROLE_STALE, _("旧 %d分"), (int)(age / 60000));
	else
		ink_addf(k, ROLE_LABEL, _("实时 %02d:%02d"), c.hour, c.minute);
}

static void
add_tab(struct ink *k, const struct tab *t, bool brief, bool on, bool brackets)
{
	const char *label = brief && t->brief != NULL ? t->brief : t->label;
	char count[32] = "";

	if (t->count >= 0)
		snprintf(count, sizeof(count), brackets ? "(%lld)" : "%lld", (long long)t->count);
	ink_add(k, on ? ROLE_TAB_ON_FG : ROLE_FG, on ? "[" : " ");
	ink_addf(k, on ? ROLE_TAB_ON_FG : ROLE_TAB_OFF, "%s%s", label, count);
	ink_add(k, on ? ROLE_TAB_ON_FG : ROLE_FG, on ? "]" : " ");
}

/* Cells that the tabs take in a way of writing them: long or brief, counts in brackets or not. */
static int
tabs_cells(const struct head *head, bool brief, bool brackets)
{
	struct ink k;
	int cells;

	ink_init(&k);
	for (int i = 0; i < head->tab_count; i++)
		add_tab(&k, &head->tabs[i], brief, false, brackets);
	cells = ink_cells(&k);
	ink_release(&k);
	return cells;
}

void
frame_tabs(const struct app *app, struct canvas *cv, int row, const struct head *head,
	struct ink *right)
{
	int room = app->cols - ink_cells(right) - (ink_cells(right) > 0 ? 2 : 0), col = 0;
	bool brief = tabs_cells(head, false, true) > room,
	     brackets = tabs_cells(head, brief, true) <= room;
	struct ink k;

	ink_init(&k);
	for (int i = 0; i < head->tab_count; i++) {
		bool on = i == head->tab_on;

		ink_clear(&k);
		add_tab(&k, &head->tabs[i], brief, on, brackets);
		int cells = ink_cells(&k);

		if (col + cells > app->cols)
			break; /* whole tabs only */
		ink_paint(&k, cv, row, col, cells, on ? ROLE_TAB_ON_BG : ROLE_BG, false);
		col += cells;
	}
	ink_release(&k);
	int cells = ink_cells(right) + 1;

	if (cells > 1 && col + cells <= app->cols)
		ink_paint(right, cv, row, app->cols - cells, cells - 1, ROLE_BG, false);
}

static void
paint_filter(const struct app *app, struct canvas *cv, int row, const struct head *head,
	struct ink *right)
{
	int width = ink_cells(right);
	struct pen p = pen_at(
		cv, (struct rect){row, 1, 1, app->cols - 2 - (width > 0 ? width + 1 : 0)}, ROLE_BG);

	pen_put(&p, ROLE_FG, head->filter);
	if (width > 0)
		ink_paint(right, cv, row, app->cols - 1 - width, width, ROLE_BG, false);
}

int
frame_top(struct app *app, struct canvas *cv, const struct head *head)
{
	bool narrow = size_class_of(app->cols) == SIZE_NARROW;
	struct ink tabs_right, filter_right;
	int row = 1;

	ink_init(&tabs_right);
	ink_init(&filter_right);
	if (head->filter != NULL) {
		freshness(app, head, &filter_right);
		if (head->filter_right != NULL)
			ink_addf(&filter_right, ROLE_NEW, "%s%s",
				filter_right.text.len > 0 ? "  " : "", head->filter_right);
	} else {
		freshness(app, head, &tabs_right);
	}
	if (head->tabs_right != NULL)
		ink_addf(&tabs_right, ROLE_LABEL, "%s%s", tabs_right.text.len > 0 ? "  " : "",
			head->tabs_right);
	if (head->tab_count > 0 && !narrow)
		frame_tabs(app, cv, row++, head, &tabs_right);
	if (head->filter != NULL)
		paint_filter(app, cv, row++, head, &filter_right);
	ink_release(&tabs_right);
	ink_release(&filter_right);
	return row;
}
