/* S90: the keys of the screen below, and all keys, generated from the table that binds them. */
#include "core/base/show.h"
#include "tui/app/builtin.h"
#include "tui/widget/pager.h"

struct help {
	struct pager pager;
	struct app *app;
	enum key_scope scope;
	int tab;
};

static void
add_pair(struct buf *out, const char *keys, const char *label, int *col, int columns)
{
	char key[32];

	for (int i = 0; keys_alternative(keys, i, key, sizeof(key)); i++)
		buf_addf(out, "%s%s", i > 0 ? " " : "", key);
	buf_addf(out, "\t%s", label);
	*col = (*col + 1) % columns;
	buf_addch(out, *col == 0 ? '\n' : '\t');
}

static void
add_scope(struct buf *out, enum key_scope scope, int columns)
{
	struct binding_walk walk = binding_walk(KS_NONE);
	struct binding b;
	int col = 0;

	buf_addf(out, "# %s\n", scope_title(scope));
	while (binding_next(&walk, &b))
		if (b.scope == scope && b.keys[0] != '\0')
			add_pair(out, b.keys, binding_label(&b), &col, columns);
	buf_addstr(out, col != 0 ? "\n\n" : "\n");
}

static void
fill(struct help *h, struct ui *ui)
{
	int columns = pager_columns(ui->cols - 2);
	struct buf text;

	buf_init(&text);
	if (h->tab == 0)
		for (enum key_scope s = h->scope; s != KS_NONE; s = scope_parent(s))
			add_scope(&text, s, columns);
	else if (h->tab == 1)
		for (int s = 1; s < KS_COUNT; s++)
			add_scope(&text, (enum key_scope)s, columns);
	else
		buf_addstr(&text, h->app->config.help[h->tab - 2].text(ui));
	pager_set(&h->pager, arena_strdup(ui->load, text.text), false);
	buf_release(&text);
}

static int
tabs(const struct help *h)
{
	int n = 2;

	while (h->app->config.help != NULL && n < TABS_MAX &&
		h->app->config.help[n - 2].title != NULL)
		n++;
	return n;
}

static bool
help_load(void *self, struct ui *ui, struct err *err)
{
	struct help *h = self;

	(void)err;
	if (h->app != NULL) /* else it has only just been opened */
		fill(h, ui);
	return true;
}

static struct effect
help_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct help *h = self;

	(void)ui, (void)err;
	if (act->id == ACT_HELP)
		return fx_back();
	if (act->id != ACT_PICK || act->digit > tabs(h))
		return fx_pass();
	h->tab = act->digit - 1;
	h->pager.top = 0;
	return (struct effect){.kind = FX_RELOAD};
}

static void
help_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct help *h = self;

	head->tab_count = tabs(h);
	head->tab_on = h->tab;
	for (int i = 0; i < head->tab_count; i++) {
		const char *title = i == 0 ? _("本屏")
			: i == 1           ? _("全部")
					   : tr(h->app->config.help[i - 2].title);

		head->tabs[i] =
			(struct tab){arena_printf(ui->scratch, "%d %s", i + 1, title), NULL, -1};
	}
	head->tabs_right = scope_title(h->scope);
}

static bool
help_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct help *h = self;

	if (h->pager.cols != 0 && h->pager.cols != body.cols - 2)
		fill(h, ui); /* the columns of keys follow the width */
	body.col++;
	body.cols -= 2;
	return widget_place(&h->pager.w, ui, body, err);
}

static void
help_paint(const void *self, const struct view *v)
{
	const struct help *h = self;
	struct view text = view_part(v, h->pager.w.rect);

	widget_paint(&h->pager.w, &text);
}

static const struct hint hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "栏目"), .keys = "1-9"},
	{.act = ACT_FILTER, .label = SLOT("key|12", "查找")}, {.act = ACT_FIND_NEXT},
	{.act = ACT_PGDN}, {.act = ACT_BACK}, {0}};

static const struct screen_ops help_screen = {
	.name = "help",
	.title = N_("帮助"),
	.scope = KS_PAGER,
	.size = sizeof(struct help),
	.hints = hints,
	.load = help_load,
	.act = help_act,
	.head = help_head,
	.place = help_place,
	.paint = help_paint,
};

void
open_help(struct app *app, enum key_scope scope)
{
	struct arg none = {0};

	if (!layer_push(app, &help_screen, &none, ACT_NONE))
		return;
	struct layer *l = layer_top(app);
	struct help *h = l->self;
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	pager_init(&h->pager, &ui);
	h->app = app;
	h->scope = scope;
	fill(h, &ui);
}
