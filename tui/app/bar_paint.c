/* How a bar stands over its screen: the line, the completions at the caret, how it was read, the IME box. */
#include "tui/app/bar.h"
#include "tui/widget/rect.h"

enum { BOX_COLS = 72, BOX_ROWS = 7 };

static const struct style dialog_line = {ROLE_BORDER_FOCUS, ROLE_DIALOG_BG};
static const struct style dialog_title = {ROLE_HEADER, ROLE_DIALOG_BG};

/* The bar takes the filter's row where the screen has one, else the status row. */
static int
bar_row(const struct bar *b, const struct view *v)
{
	struct head head;
	int status = v->rect.rows - (v->rect.rows >= 30 ? 3 : 2);

	layer_head(b->app, layer_base(b->app), &head);
	if (b->kind != BAR_FILTER || b->stray != NULL || head.filter == NULL)
		return status;
	return head.tab_count > 0 && v->rect.cols >= 80 ? 2 : 1;
}

static struct rect
box(const struct view *v, struct rect r, const char *title, const char *right)
{
	canvas_fill(v->cv, r, (struct style){ROLE_DIALOG_FG, ROLE_DIALOG_BG});
	canvas_frame(v->cv, r, dialog_line, title, dialog_title, right);
	return rect_inset(r, 1, 1);
}

static void
paint_note(const struct bar *b, const struct view *v)
{
	int n = 0, row;

	while (n < NOTE_LINES && b->note.lines[n] != NULL)
		n++;
	if (n == 0 || b->box)
		return;
	row = v->rect.rows - (v->rect.rows >= 30 ? 3 : 2) - n - 1;
	struct rect r = {row, 0, n + 1, v->rect.cols};
	struct view part = view_part(v, r);

	canvas_fill(v->cv, r, (struct style){ROLE_FG, ROLE_BG});
	part.bg = ROLE_BG;
	view_rule(&part, b->note.title);
	for (int i = 0; i < n; i++)
		canvas_field(v->cv, row + 1 + i, 1, r.cols - 2, (struct style){ROLE_FG, ROLE_BG},
			b->note.lines[i], false);
}

static bool
comes_often(const struct app *app)
{
	int64_t third = app->stray_times[STRAY_BOXES - 1];

	return !app->digits && third > 0 && app->stray_times[0] - third < STRAY_OFTEN_MS;
}

/* Mock-up 12: what happened, and the three ways on. */
static void
paint_ime_box(const struct bar *b, const struct view *v, int bar_at)
{
	struct rect r = {bar_at - BOX_ROWS, 0, BOX_ROWS, BOX_COLS};
	struct buf title;

	r.cols = r.cols < v->rect.cols - 4 ? r.cols : v->rect.cols - 4;
	r.col = (v->rect.cols - r.cols) / 2;
	buf_init(&title);
	buf_addf(&title, _("收到汉字 %s   输入法还开着"), b->stray);
	r = box(v, r, title.text, NULL);
	buf_release(&title);
	struct pen p = pen_at(v->cv, rect_inset(r, 0, 1), ROLE_DIALOG_BG);

	pen_put(&p, ROLE_DIALOG_FG, _("列表里按单键不认汉字。下面任选:"));
	pen_line(&p);
	pen_put(&p, ROLE_KEY, " Enter  ");
	pen_putf(&p, ROLE_DIALOG_FG, _("就按 %s 找 (等于 F3 过滤)"), b->stray);
	pen_putf(&p, ROLE_STRONG, "   %s", bar_right(b, v->ui));
	pen_line(&p);
	pen_put(&p, ROLE_KEY, " Esc    ");
	pen_put(&p, ROLE_DIALOG_FG, _("不要,回到列表   (按 Shift 切到英文后再按单键)"));
	pen_line(&p);
	pen_put(&p, ROLE_KEY, " .      ");
	pen_put(&p, ROLE_DIALOG_FG, _("不关输入法, 用数字动作单"));
	pen_line(&p);
	pen_put(&p, ROLE_LABEL,
		comes_often(b->app) ? _(" 输入法常开着? 输入 :输入法 数字 让提示只用数字")
				    : _(" 输入法开着也能用:  数字 回车 空格 Tab 方向键 F1-F12 , . "
					"; : ! ? - @"));
}

void
bar_paint(const void *self, const struct view *v)
{
	const struct bar *b = self;
	int row = bar_row(b, v), used;
	struct rect line = {row, 0, 1, v->rect.cols};
	enum role fg = b->note.error != NULL ? ROLE_INPUT_ERR : ROLE_INPUT_FG;
	struct pen p = pen_at(v->cv, line, ROLE_BG);

	paint_note(b, v);
	canvas_fill(v->cv, line, (struct style){ROLE_FG, ROLE_BG});
	pen_putf(&p, ROLE_LABEL, " %s> ", b->label);
	used = p.col;
	const char *beside = bar_right(b, v->ui);
	int right = *beside != '\0' ? show_width(beside) + 2 : 1;
	struct view edit = view_part(v, (struct rect){row, used, 1, line.cols - used - right});

	edit_paint(&b->edit, &edit, fg, ROLE_INPUT_BG, v->focus);
	if (*beside != '\0')
		canvas_text(v->cv, row, line.cols - right + 1, right - 1,
			(struct style){ROLE_LABEL, ROLE_BG}, beside);
	if (b->box)
		paint_ime_box(b, v, row);
	else if (b->listed)
		founds_paint(&b->found, b->cursor, false, v, row,
			used + show_width_n(b->edit.text, b->from) - 1,
			C_("bar.tab|16", "Tab 补全"));
}
