/* D25: yes or no, and no is preset. */
#include "tui/app/builtin.h"
#include "tui/widget/menu.h"
#include "tui/widget/rect.h"

struct confirm {
	struct menu menu;
	const char *question, *consequence;
	enum action then;
};

enum { CONFIRM_COLS = 60 };

static struct effect
confirm_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct confirm *c = self;

	(void)ui, (void)err;
	if (act->id == ACT_STRAY)
		return fx_toast(_("输入法还开着: 这里只认 1 2 回车 Esc"));
	if (act->id != ACT_CHOSEN)
		return fx_pass();
	if (act->digit == 1)
		return (struct effect){
			.kind = FX_BACK, .answer = true, .answered = {.id = c->then}};
	return fx_back();
}

static void
confirm_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct confirm *c = self;

	(void)ui;
	head->cols = CONFIRM_COLS;
	head->rows = 2 + wrap_lines(c->question, CONFIRM_COLS - 4) +
		wrap_lines(c->consequence, CONFIRM_COLS - 4) + 3;
	head->title_right = _("Enter 不办");
}

static void
confirm_paint(const void *self, const struct view *v)
{
	const struct confirm *c = self;
	struct pen p = view_pen(v);
	struct rect rest = v->rect;

	pen_wrap(&p, v->fg, 0, c->question);
	pen_line(&p);
	if (c->consequence[0] != '\0') {
		pen_wrap(&p, ROLE_WARN, 0, c->consequence);
		pen_line(&p);
	}
	pen_line(&p);
	rect_cut_top(&rest, p.row);
	struct view menu = view_part(v, rest);

	widget_paint(&c->menu.w, &menu);
}

static const struct hint confirm_hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "选"), .keys = "1 2"},
	{.act = ACT_OPEN, .label = SLOT("key|12", "按所选")}, {.act = ACT_BACK}, {0}};

static const struct screen_ops confirm_screen = {
	.name = "confirm",
	.title = N_("确认"),
	.scope = KS_DIALOG,
	.size = sizeof(struct confirm),
	.hints = confirm_hints,
	.modal = true,
	.act = confirm_act,
	.head = confirm_head,
	.paint = confirm_paint,
};

void
open_confirm(struct app *app, const char *question, const char *consequence, enum action then)
{
	struct arg none = {0};

	if (!layer_push(app, &confirm_screen, &none, then))
		return;
	struct layer *l = layer_top(app);
	struct confirm *c = l->self;

	menu_init(&c->menu);
	c->question = arena_strdup(&l->screen, question);
	c->consequence = arena_strdup(&l->screen, consequence != NULL ? consequence : "");
	c->then = then;
	menu_add(&c->menu, 1, C_("confirm|10", "办"), NULL, false, ACT_NONE);
	menu_add(&c->menu, 2, C_("confirm|10", "不办"), NULL, false, ACT_NONE);
	c->menu.cursor = 1;
}
