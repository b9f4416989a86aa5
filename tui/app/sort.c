/* D20: by which column a list is to be sorted. Works on any screen whose focus is a list. */
#include "tui/app/builtin.h"
#include "tui/widget/list.h"
#include "tui/widget/menu.h"

struct sort {
	struct menu menu;
	int columns[MENU_MAX];
};

static struct effect
sort_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct sort *s = self;

	(void)ui, (void)err;
	if (act->id != ACT_CHOSEN)
		return fx_pass();
	return (struct effect){.kind = FX_BACK,
		.answer = true,
		.answered = {.id = ACT_SORT, .ref = s->columns[act->ref] + 1}};
}

static void
sort_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct sort *s = self;
	int rows, cols;

	(void)ui;
	menu_size(&s->menu, &rows, &cols);
	head->rows = rows + 2;
	head->cols = 32;
}

static const struct hint hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "直接选"), .keys = "1-9"},
	{.act = ACT_OPEN, .label = SLOT("key|12", "按此排")}, {.act = ACT_BACK}, {0}};

static const struct screen_ops sort_screen = {
	.name = "sort",
	.title = N_("排序"),
	.scope = KS_DIALOG,
	.size = sizeof(struct sort),
	.hints = hints,
	.modal = true,
	.act = sort_act,
	.head = sort_head,
};

bool
open_sort(struct app *app, struct layer *over)
{
	const struct widget *w = widget_inner(over->self);
	struct arg none = {0};

	if (w->ops != &list_widget || !layer_push(app, &sort_screen, &none, ACT_SORT))
		return false;
	const struct list *l = (const struct list *)w;
	const struct column *c = l->source->columns;
	struct sort *s = layer_top(app)->self;

	menu_init(&s->menu);
	for (int i = 0; c[i].title != NULL && s->menu.count < 9; i++) {
		if (!c[i].sortable)
			continue;
		s->columns[s->menu.count] = i;
		menu_add(&s->menu, s->menu.count + 1, slot_text(c[i].title),
			l->sort == i ? "*" : NULL, false, ACT_NONE);
	}
	return true;
}
