/* The whole frame: what stands above the body, the screens, dialogs over them, status and hints (ux 2.1). */
#include <string.h>

#include "core/base/date.h"
#include "tui/app/core.h"
#include "tui/app/frame.h"
#include "tui/widget/chart.h"
#include "tui/widget/rect.h"

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

/* The hint's own word, the screen's for what the key does now, else the table's. */
static const char *
hint_label(struct app *app, struct layer *l, const struct hint *h)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	const char *name = NULL;

	if (h->label != NULL)
		return slot_text(h->label);
	if (l->ops->names != NULL)
		name = l->ops->names(l->self, &ui, h->act);
	return name != NULL ? name : action_label(layer_scope(l), h->act);
}

static void
add_hint(struct app *app, struct layer *l, const struct hint *h, struct ink *k)
{
	enum key_scope scope = layer_scope(l);
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
	ink_addf(k, ROLE_LABEL, " %s", hint_label(app, l, h));
}

static bool
hint_holds(struct app *app, struct layer *l, const struct hint *h, int lines)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	const char *why = NULL;

	if ((h->wide == HINT_WIDE && lines < 2) ||
		(h->wide == HINT_ROOMY && size_class_of(app->cols) == SIZE_NARROW))
		return false;
	if (h->act != ACT_NONE && l->ops->offers != NULL)
		return l->ops->offers(l->self, &ui, h->act);
	return h->act == ACT_NONE || l->ops->can == NULL || l->ops->can(l->self, &ui, h->act, &why);
}

static void
paint_hints(struct app *app, const struct head *head, struct canvas *cv, int row, int lines)
{
	static const struct hint usual[] = {{.act = ACT_OPEN}, {.act = ACT_TAG},
		{.act = ACT_FILTER}, {.act = ACT_ACTIONS}, {.act = ACT_HELP}, {.act = ACT_BACK},
		{0}};
	struct layer *l = layer_top(app);
	const struct hint *h = head->hints != NULL ? head->hints
		: l->ops->hints != NULL            ? l->ops->hints
						   : usual;
	int line = 0, col = 1;
	struct ink k;

	ink_init(&k);
	for (; h->act != ACT_NONE || h->keys != NULL; h++) {
		if (!hint_holds(app, l, h, lines))
			continue;
		ink_clear(&k);
		add_hint(app, l, h, &k);
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
	/* The mark of a dialog's line stands in the blank beside its border. */
	struct rect before = canvas_clip(
		cv, (struct rect){body.row, body.col - dialog, body.rows, body.cols + dialog});

	ui.again = ui.again &&
		ok; /* what failed is tried again when something happens, not at once for ever */
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
	frame_title(app, cv, &head);
	int above = frame_top(app, cv, &head);

	if (narrow && head.tab_count > 0) {
		struct ink none;

		ink_init(&none);
		frame_tabs(app, cv, app->rows - below - 1, &head, &none);
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
	paint_hints(app, &top_head, cv, app->rows - lines, lines);
}
