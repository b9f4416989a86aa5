#include "tui/app/bar.h"

#include <string.h>

#include "core/base/alloc.h"
#include "core/base/show.h"

enum { BAR_TEXT_MAX = 300 };

/* --- history */

const char *
history_at(const struct app *app, enum bar_kind kind, int n)
{
	return kind != BAR_PROMPT && n >= 0 && n < HISTORY_MAX ? app->history[kind][n] : NULL;
}

void
history_add(struct app *app, enum bar_kind kind, const char *text)
{
	char **h = kind != BAR_PROMPT ? app->history[kind] : NULL;
	int n = 0;

	if (h == NULL || text[0] == '\0')
		return;
	while (n < HISTORY_MAX - 1 && h[n] != NULL && strcmp(h[n], text) != 0)
		n++;
	free(h[n]);
	memmove(h + 1, h, (size_t)n * sizeof(*h));
	h[0] = xstrdup(text);
}

/* --- what is offered */

static void
look(struct bar *b, struct ui *ui)
{
	struct arena *load = ui->load;

	b->found = (struct founds){0};
	b->note = (struct bar_note){0};
	b->cursor = -1;
	b->from = b->edit.caret;
	arena_reset(&b->mem);
	ui->load = &b->mem;
	if (b->ops != NULL && b->ops->complete != NULL)
		b->ops->complete(b->self, ui, b->edit.text, b->edit.caret, &b->found, &b->from);
	if (b->ops != NULL && b->ops->note != NULL)
		b->ops->note(b->self, ui, b->edit.text, &b->note);
	b->listed = b->found.count > 0 && b->edit.len > 0;
	ui->load = load;
}

/* What has been searched for has changed the offers and the note; a list that was closed stays closed. */
static void
look_again(struct bar *b, struct ui *ui)
{
	bool listed = b->listed;
	int cursor = b->cursor;

	look(b, ui);
	b->listed = listed && b->found.count > 0;
	b->cursor = cursor < b->found.count ? cursor : -1;
}

/* F4: everything that may stand here, whatever has been typed. */
static void
look_at_all(struct bar *b, struct ui *ui)
{
	size_t from;
	struct arena *load = ui->load;

	if (b->ops == NULL || b->ops->complete == NULL)
		return;
	b->found = (struct founds){0};
	ui->load = &b->mem;
	b->ops->complete(b->self, ui, "", 0, &b->found, &from);
	ui->load = load;
	b->from = b->edit.caret;
	b->cursor = -1;
	b->listed = b->found.count > 0;
}

static void
take(struct bar *b, struct ui *ui)
{
	const struct found *f = &b->found.items[b->cursor >= 0 ? b->cursor : 0];

	if (b->found.count == 0)
		return;
	edit_replace(&b->edit, b->from, f->insert != NULL ? f->insert : f->text);
	look(b, ui);
	b->listed = false;
}

static bool
is_search(const struct bar *b)
{
	return b->kind == BAR_FILTER && b->ops->at_once;
}

static void
recall(struct bar *b, struct ui *ui, int by)
{
	const char *text = is_search(b) ? NULL : history_at(b->app, b->kind, b->history + by);

	if (b->history + by == -1)
		text = "";
	if (text == NULL)
		return;
	b->history += by;
	edit_set(&b->edit, text);
	look(b, ui);
	b->listed = false;
}

/* A search that lists nothing walks its hits on the screen. */
static void
choose(struct bar *b, struct ui *ui, int by)
{
	if (is_search(b) && b->found.count == 0) {
		app_dispatch(b->app, b->over,
			(struct act){.id = by > 0 ? ACT_FIND_NEXT : ACT_FIND_PREV,
				.at_ms = ui->mono_ms});
		look(b, ui);
		return;
	}
	if (!b->listed && (b->edit.len == 0 || b->history >= 0)) {
		recall(b, ui, -by);
		return;
	}
	if (b->found.count == 0)
		return;
	b->listed = true;
	b->cursor += by;
	if (b->cursor >= b->found.count)
		b->cursor = 0;
	if (b->cursor < 0)
		b->cursor = b->found.count - 1;
}

/* --- actions */

static struct effect
answer(enum action id, const char *text)
{
	return (struct effect){
		.kind = FX_BACK, .answer = true, .answered = {.id = id, .text = text}};
}

static struct effect
enter(struct bar *b, struct ui *ui)
{
	const char *text = arena_strdup(ui->scratch, b->edit.text);

	if (b->listed && b->cursor >= 0) {
		take(b, ui);
		return fx_none();
	}
	if (b->note.error != NULL) {
		b->edit.caret = b->note.error_at <= b->edit.len ? b->note.error_at : b->edit.len;
		return fx_toast(b->note.error);
	}
	if (!is_search(b))
		history_add(b->app, b->kind, text);
	if (b->kind == BAR_FILTER)
		return answer(ACT_FILTER_SET, text);
	return b->kind == BAR_PROMPT ? fx_answer(0, text) : answer(ACT_COMMAND, text);
}

static struct effect
leave(struct bar *b)
{
	if (b->listed) { /* one layer at a time: the list first */
		b->listed = false;
		b->cursor = -1;
		return fx_none();
	}
	return b->kind == BAR_FILTER ? answer(ACT_FILTER_END, "") : fx_back();
}

static void
try_filter(struct bar *b, int64_t at_ms)
{
	app_dispatch(b->app, b->over,
		(struct act){.id = ACT_FILTER_TRY, .text = b->edit.text, .at_ms = at_ms});
}

static struct effect
edited(struct bar *b, struct ui *ui)
{
	bool tries = b->kind == BAR_FILTER && !ui->slow;

	b->box = false;
	b->history = -1;
	if (tries && is_search(b))
		try_filter(b, ui->mono_ms);
	look(b, ui);
	if (tries && !is_search(b))
		ui->call_at_ms = ui->mono_ms + FILTER_PAUSE_MS;
	return fx_none();
}

static bool
asks_for_actions(const struct bar *b, const struct act *act)
{
	return b->stray != NULL && (strcmp(act->text, ".") == 0 || strcmp(act->text, "。") == 0) &&
		strcmp(b->edit.text, b->stray) == 0;
}

/* What was typed behind an input method's commit: a '.' asks for the numbered actions instead. */
static struct act
bar_widget_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct bar *b = (struct bar *)w;

	(void)ui, (void)err;
	if (act.id == ACT_TEXT && asks_for_actions(b, &act))
		return (struct act){.id = ACT_ACTIONS, .at_ms = act.at_ms};
	return edit_act(&b->edit, act);
}

static bool
always(const struct widget *w)
{
	(void)w;
	return true;
}

static const struct widget_ops bar_widget = {.act = bar_widget_act, .text = always};

static struct effect
bar_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct bar *b = self;

	(void)err;
	switch (act->id) {
	case ACT_EDITED:
		return edited(b, ui);
	case ACT_DUE:
		try_filter(b, act->at_ms);
		look_again(b, ui);
		return fx_none();
	case ACT_FORM_NEXT:
	case ACT_FORM_SUBMIT:
		return enter(b, ui);
	case ACT_FORM_PICK:
		look_at_all(b, ui);
		return fx_none();
	case ACT_SAVEVIEW: /* the filter as it stands, then what the screen does with it */
		if (b->kind != BAR_FILTER)
			return fx_pass();
		app_dispatch(b->app, b->over,
			(struct act){
				.id = ACT_FILTER_SET, .text = b->edit.text, .at_ms = act->at_ms});
		return answer(ACT_SAVEVIEW, arena_strdup(ui->scratch, b->edit.text));
	case ACT_BACK:
		return leave(b);
	case ACT_FORM_TAB:
	case ACT_FORM_RIGHT:
		take(b, ui);
		return edited(b, ui);
	case ACT_FORM_DOWN:
		choose(b, ui, 1);
		return fx_none();
	case ACT_FORM_UP:
	case ACT_FORM_BACKTAB:
		choose(b, ui, -1);
		return fx_none();
	case ACT_ACTIONS:
		app_dispatch(b->app, b->over,
			(struct act){.id = ACT_FILTER_END, .text = "", .at_ms = act->at_ms});
		return answer(ACT_ACTIONS, "");
	default:
		return fx_pass();
	}
}

static void
bar_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct bar *b = self;

	(void)ui;
	head->status = b->note.error != NULL ? b->note.error : b->note.status;
}

const char *
bar_right(const struct bar *b, const struct ui *ui)
{
	const char *right = b->ops != NULL && b->ops->right != NULL ? b->ops->right(b->self, ui)
								    : b->note.right;

	return right != NULL ? right : "";
}

static bool
bar_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct bar *b = self;
	const char *right = bar_right(b, ui);

	(void)err;
	body.rows = 1;
	body.cols -= show_width(b->label) + 4 + (*right != '\0' ? show_width(right) + 2 : 1);
	edit_place(&b->edit, body);
	return true;
}

static bool
bar_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct bar *b = self;

	(void)ui, (void)why;
	switch (action) {
	case ACT_FORM_TAB:
		return b->found.count > 0;
	case ACT_FORM_PICK:
		return b->kind == BAR_FILTER && b->stray == NULL && b->ops->complete != NULL;
	case ACT_ACTIONS:
		return b->stray != NULL;
	default:
		return true;
	}
}

static const struct hint bar_hints[] = {{.act = ACT_FORM_NEXT}, {.act = ACT_FORM_TAB},
	{.act = ACT_FORM_UP, .label = SLOT("key|12", "选"), .keys = SLOT("keys|8", "上下")},
	{.act = ACT_FORM_PICK}, {.act = ACT_FORM_CLEAR}, {.act = ACT_BACK},
	{.act = ACT_ACTIONS, .label = SLOT("key|12", "数字动作单"), .keys = "."}, {0}};

const struct screen_ops bar_screen = {
	.name = "bar",
	.title = N_("输入"),
	.scope = KS_BAR,
	.size = sizeof(struct bar),
	.hints = bar_hints,
	.modal = true,
	.act = bar_act,
	.can = bar_can,
	.head = bar_head,
	.place = bar_place,
	.paint = bar_paint,
};

static struct bar *
open_bar(struct app *app, struct layer *over, enum bar_kind kind, const char *label,
	enum action then)
{
	struct arg none = {0};

	if (!layer_push(app, &bar_screen, &none, then))
		return NULL;
	struct layer *l = layer_top(app);
	struct bar *b = l->self;

	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	l->bare = true;
	ui_keep(&ui, &b->mem);
	edit_init(&b->edit, &l->screen, BAR_TEXT_MAX, false);
	b->edit.w.ops = &bar_widget;
	b->app = app;
	b->over = over;
	b->kind = kind;
	b->label = arena_strdup(&l->screen, label);
	b->history = b->cursor = -1;
	return b;
}

void
open_filter(struct app *app, struct layer *over, const char *typed, bool box)
{
	const struct bar_ops *ops = over->ops->filter;
	const char *label = ops->label != NULL ? slot_text(ops->label) : C_("bar.label|8", "过滤");
	struct bar *b = open_bar(app, over, BAR_FILTER, label, ACT_FILTER_SET);

	if (b == NULL)
		return;
	struct layer *l = layer_top(app);
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	b->ops = ops;
	b->self = over->self;
	if (typed == NULL && ops->text != NULL && ops->text(over->self) != NULL)
		edit_set(&b->edit, ops->text(over->self));
	if (typed != NULL) {
		edit_set(&b->edit, typed);
		b->stray = arena_strdup(&l->screen, typed);
		b->box = box;
		ui.call_at_ms = ui.mono_ms; /* preview the hits */
	}
	look(b, &ui);
	b->listed = false;
	layer_done(app, l, &ui);
}

void
open_command(struct app *app, struct layer *over)
{
	struct bar *b = open_bar(app, over, BAR_COMMAND, C_("bar.label|8", "命令"), ACT_COMMAND);

	if (b != NULL)
		b->ops = &command_ops;
}

void
open_prompt(struct app *app, struct layer *over, const char *label, const char *preset,
	enum action then)
{
	struct bar *b = open_bar(app, over, BAR_PROMPT, label, then);

	if (b != NULL && preset != NULL)
		edit_set(&b->edit, preset);
}
