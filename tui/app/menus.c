/* The numbered menus: main menu S05, actions D24, confirmation D25, and the keys behind a prefix. */
#include <string.h>

#include "tui/app/builtin.h"
#include "tui/app/frame.h"
#include "tui/widget/menu.h"
#include "tui/widget/rect.h"

enum { MAIN_PAGES = 3, LEAVE_PAGE = 9 };

/* --- S05 */

struct main_menu {
	struct menu menu;
	struct app *app;
	int page;
};

static void
fill_main(struct main_menu *m, struct ui *ui)
{
	static const int order[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0};

	menu_clear(&m->menu);
	m->menu.columns = m->page == LEAVE_PAGE ? 1 : 2;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const char *label;
		enum action action = menu_at(m->page, order[i], &label);
		bool go = strncmp(action_name(action), "go.", 3) == 0;
		char key[32];

		if (action == ACT_NONE)
			continue;
		action_key(KS_NAV, action, false, key, sizeof(key));
		menu_add(&m->menu, order[i], label, arena_strdup(ui->screen, key),
			go && !app_can_go(m->app, action), action);
	}
}

static void
turn_main(struct main_menu *m, struct ui *ui, int page)
{
	m->page = page;
	fill_main(m, ui);
	layer_top(m->app)->show_at_ms = 0; /* who turns the page wants to read it */
}

static struct effect
main_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct main_menu *m = self;
	const struct menu_item *it;

	(void)err;
	switch (act->id) {
	case ACT_ACTIONS:
		turn_main(m, ui, m->page % MAIN_PAGES + 1);
		return fx_none();
	case ACT_CHOSEN:
		it = &m->menu.items[act->ref];
		if (it->action == ACT_LEAVE_MENU) {
			turn_main(m, ui, LEAVE_PAGE);
			return fx_none();
		}
		return (struct effect){
			.kind = FX_BACK, .answer = true, .answered = {.id = it->action}};
	case ACT_PICK: {
		const char *label;
		enum action off = menu_at(m->page, act->digit, &label);

		if (off == ACT_NONE)
			return fx_none();
		return fx_toast(arena_printf(ui->scratch, _("这一版还没有 %s"), label));
	}
	default:
		return fx_pass();
	}
}

static void
menu_head(const struct menu *menu, struct head *head)
{
	int rows, cols;

	menu_size(menu, &rows, &cols);
	head->rows = rows + 2;
	head->cols = cols + 4 > 32 ? cols + 4 : 32;
}

static void
main_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct main_menu *m = self;

	(void)ui;
	menu_head(&m->menu, head);
	head->title_right = m->page == LEAVE_PAGE ? NULL : _(". 下一页");
}

static const struct hint menu_hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "直接选"), .keys = "0-9"},
	{.act = ACT_OPEN, .label = SLOT("key|12", "打开")}, {.act = ACT_ACTIONS},
	{.act = ACT_BACK, .label = SLOT("key|12", "关闭")}, {0}};

static const struct screen_ops main_menu_screen = {
	.name = "menu",
	.title = N_("主菜单"),
	.scope = KS_NUMBERS,
	.size = sizeof(struct main_menu),
	.hints = menu_hints,
	.modal = true,
	.act = main_act,
	.head = main_head,
};

static void
open_main(struct app *app, int page, bool at_once)
{
	struct arg none = {0};

	if (!layer_push(app, &main_menu_screen, &none, ACT_NONE))
		return;
	struct layer *l = layer_top(app);
	struct main_menu *m = l->self;
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	menu_init(&m->menu);
	m->app = app;
	m->page = page;
	fill_main(m, &ui);
	l->show_at_ms = at_once ? 0 : app_now_ms(app) + PREFIX_MENU_MS;
}

void
open_main_menu(struct app *app)
{
	open_main(app, 1, false);
}

void
open_leave_menu(struct app *app)
{
	open_main(app, LEAVE_PAGE, true);
}

/* --- D24 */

struct actions {
	struct menu menu;
	const struct layer *over;
	enum key_scope scope;
	int page;
};

static void
fill_actions(struct actions *a, struct ui *ui)
{
	menu_clear(&a->menu);
	for (int digit = 1; digit <= 9; digit++) {
		const char *label, *why = NULL;
		enum action action = actions_at(a->scope, a->page, digit, &label);
		const struct screen_ops *ops = a->over->ops;
		bool off = ops->can != NULL && action != ACT_MORE &&
			   !ops->can(a->over->self, ui, action, &why);
		char key[32];

		if (action == ACT_NONE)
			continue;
		action_key(a->scope, action, false, key, sizeof(key));
		menu_add(&a->menu, digit, label,
			action == ACT_MORE ? "." : arena_strdup(ui->screen, key), off, action);
	}
}

static void
turn_page(struct actions *a, struct ui *ui)
{
	a->page = a->page % actions_pages(a->scope) + 1;
	fill_actions(a, ui);
}

static struct effect
actions_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct actions *a = self;
	const char *why = NULL;

	(void)err;
	if (act->id == ACT_ACTIONS || act->id == ACT_FORM_ACTIONS ||
		(act->id == ACT_CHOSEN && a->menu.items[act->ref].action == ACT_MORE)) {
		turn_page(a, ui);
		return fx_none();
	}
	if (act->id == ACT_CHOSEN)
		return (struct effect){.kind = FX_BACK,
			.answer = true,
			.answered = {.id = a->menu.items[act->ref].action}};
	if (act->id != ACT_PICK)
		return fx_pass();
	for (int i = 0; i < a->menu.count; i++) {
		const struct menu_item *it = &a->menu.items[i];

		if (it->digit != act->digit)
			continue;
		a->over->ops->can(a->over->self, ui, it->action, &why);
		return fx_toast(
			why != NULL ? why : arena_printf(ui->scratch, _("现在不能%s"), it->label));
	}
	return fx_none();
}

static void
actions_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct actions *a = self;

	menu_head(&a->menu, head);
	head->title_right = arena_printf(ui->scratch, "%d/%d", a->page, actions_pages(a->scope));
}

static const struct screen_ops actions_screen = {
	.name = "actions",
	.title = N_("动作"),
	.scope = KS_NUMBERS,
	.size = sizeof(struct actions),
	.hints = menu_hints,
	.modal = true,
	.act = actions_act,
	.head = actions_head,
};

void
open_actions(struct app *app, struct layer *over)
{
	struct arg none = {0};
	enum key_scope scope = layer_scope(over);

	if (actions_pages(scope) == 0) {
		app_toast(app, _("这里没有动作单"), 0);
		return;
	}
	if (!layer_push(app, &actions_screen, &none, ACT_NONE))
		return;
	struct layer *l = layer_top(app);
	struct actions *a = l->self;
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	menu_init(&a->menu);
	a->over = over;
	a->scope = scope;
	a->page = 1;
	fill_actions(a, &ui);
}

/* --- D25 */

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

static int
lines_of(const char *text, int cols)
{
	int n = 0;
	size_t skip;

	for (; *text != '\0'; n++) {
		text += wrap_line(text, cols, &skip);
		text += skip;
	}
	return n;
}

static void
confirm_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct confirm *c = self;

	(void)ui;
	head->cols = CONFIRM_COLS;
	head->rows = 2 + lines_of(c->question, CONFIRM_COLS - 4) +
		     lines_of(c->consequence, CONFIRM_COLS - 4) + 3;
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

/* --- the keys that may follow a prefix key */

static bool
follows(const char *alt, const char *first)
{
	size_t n = strlen(first);

	return strncmp(alt, first, n) == 0 && alt[n] == ' ' && alt[n + 1] != '\0';
}

/* The digits in their order on the keyboard, then letters as the table has them. */
static int
key_order(const char *key)
{
	if (key[0] >= '1' && key[0] <= '9')
		return key[0] - '0';
	return key[0] == '0' ? 10 : 11;
}

static void
add_follower(struct menu_item *items, int *n, const char *key, const char *label)
{
	int at = *n;

	if (*n == MENU_MAX)
		return;
	for (; at > 0 && key_order(items[at - 1].right) > key_order(key); at--)
		items[at] = items[at - 1];
	items[at] = (struct menu_item){.label = label, .right = key};
	++*n;
}

static int
collect(enum key_scope scope, const char *first, struct menu_item *items, struct arena *mem)
{
	struct binding_walk walk = binding_walk(scope);
	struct binding b;
	char alt[32];
	int n = 0, number;

	while (binding_next(&walk, &b)) {
		for (int i = 0; keys_alternative(b.keys, i, alt, sizeof(alt)); i++) {
			if (follows(alt, first))
				add_follower(items, &n, arena_strdup(mem, alt + strlen(first) + 1),
					binding_label(&b));
			else if (strcmp(first, "Ctrl-X") == 0 && sscanf(alt, "F%d", &number) == 1 &&
				 number <= 10)
				add_follower(items, &n, arena_printf(mem, "%d", number % 10),
					binding_label(&b));
		}
	}
	return n;
}

void
prefix_paint(struct app *app, struct canvas *cv, struct rect body)
{
	struct menu_item items[MENU_MAX];
	char first[KEY_NAME_BYTES];
	struct layer *l = layer_top(app);

	key_print(&app->prefix, first, sizeof(first));
	int n = collect(layer_scope(l),
		app->prefix.ctrl || app->prefix.cp == ',' ? "Ctrl-X" : first, items, &app->scratch);
	int columns = (body.cols - 12) / 18, rows = (n + columns - 1) / columns;
	struct rect r = body;

	r = rect_cut_bottom(&r, rows + 2);
	r = rect_inset(r, 0, 4);
	canvas_fill(cv, r, (struct style){ROLE_DIALOG_FG, ROLE_DIALOG_BG});
	canvas_frame(cv, r, (struct style){ROLE_BORDER_FOCUS, ROLE_DIALOG_BG}, first,
		(struct style){ROLE_HEADER, ROLE_DIALOG_BG}, _("Esc 不按了"));
	r = rect_inside_box(r);
	for (int i = 0; i < n; i++) {
		struct pen p =
			pen_at(cv, (struct rect){r.row + i % rows, r.col + i / rows * 18, 1, 17},
				ROLE_DIALOG_BG);

		pen_put(&p, ROLE_KEY, items[i].right);
		pen_gap(&p, 1);
		pen_put(&p, ROLE_DIALOG_FG, items[i].label);
	}
}
