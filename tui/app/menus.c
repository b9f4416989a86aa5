/* The numbered menus: main menu S05 and actions D24. */
#include <string.h>

#include "tui/app/builtin.h"
#include "tui/widget/menu.h"

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
