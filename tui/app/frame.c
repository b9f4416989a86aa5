/* What stands around a screen's body: title, tabs, filter, status, hints; and dialogs over it (ux 2.1). */
#include <string.h>

#include "core/base/date.h"
#include "tui/app/core.h"
#include "tui/app/frame.h"
#include "tui/widget/chart.h"
#include "tui/widget/rect.h"

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

static void
paint_title(struct app *app, struct canvas *cv, const struct head *head)
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
	else if (age > 3 * (app->slow ? POLL_SLOW_MS : POLL_MS) && age >= 60000)
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
	ink_add(k, ROLE_FG, on ? "[" : " ");
	ink_addf(k, on ? ROLE_TAB_ON_FG : ROLE_TAB_OFF, "%s%s", label, count);
	ink_add(k, ROLE_FG, on ? "]" : " ");
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

static void
paint_tabs(const struct app *app, struct canvas *cv, int row, const struct head *head,
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

/* --- status and hints */

static void
paint_job(const struct app *app, struct canvas *cv, int row)
{
	const struct job_state *s = &app->job.state;
	struct ink k;

	ink_init(&k);
	ink_addf(&k, ROLE_FG, "%s ", s->what != NULL ? s->what : "");
	if (s->total > 0) {
		chart_progress(&k, app->glyphs, s->done, s->total, 20);
		ink_addf(&k, ROLE_FG, " %lld/%lld", (long long)s->done, (long long)s->total);
	} else {
		ink_addf(&k, ROLE_FG, _("已做 %lld"), (long long)s->done);
	}
	ink_addf(&k, ROLE_DIM, "   %s", _("Esc 停下"));
	ink_paint(&k, cv, row, 1, app->cols - 2, ROLE_BG, false);
	ink_release(&k);
}

static void
status_left(const struct app *app, const struct head *head, struct ink *k, enum role *ground)
{
	const struct toast *t = app_toast_now(app);
	int64_t now = app_now_ms(app);

	*ground = ROLE_BG;
	if (t == NULL) {
		ink_add(k, ROLE_FG, head->status != NULL ? head->status : "");
		return;
	}
	if (t->error) {
		ink_addf(k, ROLE_ERR, "! %s", t->text);
	} else {
		*ground = ROLE_TOAST_BG;
		ink_add(k, ROLE_TOAST_FG, t->text);
		if (t->hold_until_ms > now && !app->slow)
			ink_addf(k, ROLE_TOAST_FG, _("   u 撤销 (%d秒)"),
				(int)((t->hold_until_ms - now + 999) / 1000));
		else if (t->hold_until_ms > now) {
			struct civil c =
				civil_from_utc(app_now_utc(app) + (t->hold_until_ms - now) / 1000);

			ink_addf(k, ROLE_TOAST_FG, _("   u 撤销 (%02d:%02d:%02d 前)"), c.hour,
				c.minute, c.second);
		}
	}
	int more = app->toast_count - 1 + app->toasts_lost;

	if (more > 0)
		ink_addf(k, ROLE_DIM, _("   另有 %d 条"), more);
}

static void
status_right(const struct app *app, const struct head *head, struct ink *k)
{
	if (head->status_right != NULL)
		ink_add(k, ROLE_NEW, head->status_right);
	if (app->stray_ms > 0)
		ink_addf(k, ROLE_WARN, "%s[%s]", k->text.len > 0 ? "  " : "",
			C_("status.ime|2", "中"));
}

static void
paint_status(const struct app *app, struct canvas *cv, int row, const struct head *head)
{
	struct ink left, right;
	enum role ground;

	if (app->job.ops != NULL) {
		paint_job(app, cv, row);
		return;
	}
	ink_init(&left);
	ink_init(&right);
	status_left(app, head, &left, &ground);
	status_right(app, head, &right);
	int width = ink_cells(&right), room = app->cols - 2 - (width > 0 ? width + 2 : 0);

	if (ground != ROLE_BG)
		canvas_fill(cv, (struct rect){row, 0, 1, app->cols},
			(struct style){ROLE_TOAST_FG, (uint8_t)ground});
	ink_paint(&left, cv, row, 1, room, ground, false);
	if (width > 0)
		ink_paint(&right, cv, row, app->cols - 1 - width, width, ground, false);
	ink_release(&left);
	ink_release(&right);
}

static int
hint_rows(int rows)
{
	return rows >= 30 ? 2 : 1;
}

static void
add_hint(const struct app *app, const struct hint *h, enum key_scope scope, struct ink *k)
{
	char key[32], also[32];

	if (h->keys != NULL) {
		snprintf(key, sizeof(key), "%s", slot_text(h->keys));
	} else {
		action_key(scope, h->act, app->digits, key, sizeof(key));
		if (h->also != ACT_NONE) {
			size_t n = strlen(key);

			action_key(scope, h->also, app->digits, also, sizeof(also));
			snprintf(key + n, sizeof(key) - n, "/%s", also);
		}
	}
	if (key[0] == '\0')
		return;
	ink_add(k, ROLE_KEY, key);
	ink_addf(k, ROLE_LABEL, " %s",
		h->label != NULL ? slot_text(h->label) : action_label(scope, h->act));
}

static bool
hint_holds(struct app *app, struct layer *l, const struct hint *h, int lines)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	const char *why = NULL;

	if (h->wide && lines < 2)
		return false;
	return h->act == ACT_NONE || l->ops->can == NULL || l->ops->can(l->self, &ui, h->act, &why);
}

static void
paint_hints(struct app *app, struct canvas *cv, int row, int lines)
{
	static const struct hint usual[] = {{.act = ACT_OPEN}, {.act = ACT_TAG},
		{.act = ACT_FILTER}, {.act = ACT_ACTIONS}, {.act = ACT_HELP}, {.act = ACT_BACK},
		{0}};
	struct layer *l = layer_top(app);
	const struct hint *h = l->ops->hints != NULL ? l->ops->hints : usual;
	int line = 0, col = 1;
	struct ink k;

	ink_init(&k);
	for (; h->act != ACT_NONE || h->keys != NULL; h++) {
		if (!hint_holds(app, l, h, lines))
			continue;
		ink_clear(&k);
		add_hint(app, h, layer_scope(l), &k);
		int cells = ink_cells(&k);

		if (cells == 0)
			continue;
		if (col + cells > app->cols - 1) {
			if (++line == lines)
				break;
			col = 1;
		}
		ink_paint(&k, cv, row + line, col, cells, ROLE_BG, false);
		col += cells + 2;
	}
	ink_release(&k);
}

/* --- the whole */

static void
paint_too_small(const struct app *app, struct canvas *cv)
{
	struct pen p = pen_at(cv, (struct rect){0, 0, app->rows, app->cols}, ROLE_BG);
	struct buf b;

	buf_init(&b);
	buf_addf(&b, _("窗口太小 %dx%d, 需要 %dx%d"), app->cols, app->rows, MIN_COLS, MIN_ROWS);
	pen_wrap(&p, ROLE_FG, 0, b.text);
	buf_release(&b);
}

/* Rows above the body, painted; returns how many. */
static int
paint_top(struct app *app, struct canvas *cv, const struct head *head)
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
		paint_tabs(app, cv, row++, head, &tabs_right);
	if (head->filter != NULL)
		paint_filter(app, cv, row++, head, &filter_right);
	ink_release(&tabs_right);
	ink_release(&filter_right);
	return row;
}

static void
paint_screen(struct app *app, struct layer *l, struct canvas *cv, struct rect body, bool focus,
	bool dialog)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	struct err err = ERR_INIT;
	bool ok = l->ops->place != NULL ? l->ops->place(l->self, &ui, body, &err)
					: widget_place(l->self, &ui, body, &err);
	struct view v = {.cv = cv,
		.ui = &ui,
		.rect = body,
		.focus = focus,
		.fg = dialog ? ROLE_DIALOG_FG : ROLE_FG,
		.bg = dialog ? ROLE_DIALOG_BG : ROLE_BG};
	struct rect before = canvas_clip(cv, body);

	layer_done(app, l, &ui);
	if (!ok)
		app_error(app, &err);
	l->body = body;
	if (l->ops->paint != NULL)
		l->ops->paint(l->self, &v);
	else
		widget_paint(l->self, &v);
	canvas_unclip(cv, before);
	if (l->appeared) {
		l->appeared = false;
		l->shown_ms = app_now_ms(app);
	}
}

struct rect
frame_dialog_rect(const struct app *app, const struct head *head, struct rect body)
{
	int rows = head->rows > 0 ? head->rows : 18, cols = head->cols > 0 ? head->cols : 72;
	struct rect r;

	if (size_class_of(app->cols) == SIZE_NARROW)
		return body;
	rows = rows < body.rows - 1 ? rows : body.rows - 1;
	cols = cols < app->cols - 8 ? cols : app->cols - 8;
	r = rect_centre(body, rows, cols);
	r.row = body.row + (body.rows - rows) / 4;
	return r;
}

static void
paint_dialog(struct app *app, struct layer *l, struct canvas *cv, struct rect body, bool focus)
{
	struct head head;

	layer_head(app, l, &head);
	cv->caret = false;
	if (l->bare) {
		paint_screen(app, l, cv, (struct rect){0, 0, app->rows, app->cols}, focus, true);
		return;
	}
	struct rect r = frame_dialog_rect(app, &head, body);
	struct style ground = {ROLE_DIALOG_FG, ROLE_DIALOG_BG};

	canvas_fill(cv, r, ground);
	canvas_frame(cv, r, (struct style){ROLE_BORDER_FOCUS, ROLE_DIALOG_BG}, head.crumb,
		(struct style){ROLE_HEADER, ROLE_DIALOG_BG}, head.title_right);
	paint_screen(app, l, cv, rect_inside_box(r), focus, true);
}

void
frame_paint(struct app *app, struct canvas *cv)
{
	struct layer *base = layer_base(app), *top = layer_top(app);
	struct head head, top_head;
	int lines = hint_rows(app->rows), below = 1 + lines;
	bool narrow = size_class_of(app->cols) == SIZE_NARROW;

	canvas_erase(cv, (struct style){ROLE_FG, ROLE_BG});
	if (app->rows < MIN_ROWS || app->cols < MIN_COLS) {
		paint_too_small(app, cv);
		return;
	}
	layer_head(app, base, &head);
	layer_head(app, top, &top_head);
	paint_title(app, cv, &head);
	int above = paint_top(app, cv, &head);

	if (narrow && head.tab_count > 0) {
		struct ink none;

		ink_init(&none);
		paint_tabs(app, cv, app->rows - below - 1, &head, &none);
		ink_release(&none);
		below++;
	}
	struct rect body = {above, 0, app->rows - above - below, app->cols};

	paint_screen(app, base, cv, body, top == base, false);
	paint_status(app, cv, app->rows - 1 - lines, top == base ? &head : &top_head);
	for (struct layer *l = base + 1; l <= top; l++)
		if (l->show_at_ms == 0 || app_now_ms(app) >= l->show_at_ms)
			paint_dialog(app, l, cv, body, l == top);
	if (app->prefix_on && app_now_ms(app) - app->prefix_ms >= PREFIX_MENU_MS)
		prefix_paint(app, cv, body);
	paint_hints(app, cv, app->rows - lines, lines);
}
