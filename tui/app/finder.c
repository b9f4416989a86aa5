/* Finding one of many by typing: the palette S06, and pick lists for screens (FX_PICK). */
#include <string.h>

#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/domain/recent.h"
#include "tui/app/builtin.h"
#include "tui/widget/edit.h"
#include "tui/widget/rect.h"

enum {
	QUERY_MAX = 60,
	SHOWN = 9,
	FINDER_ROWS = 15,
	FINDER_COLS = 60,
	KIND_CELLS = 4,
	SOURCES_MAX = 16
};

struct finder {
	struct edit edit;
	struct app *app;
	const char *title;
	const struct finder_source *sources[SOURCES_MAX];
	int source_count;
	bool palette; /* choosing does something instead of answering */
	struct founds found;
	struct arena mem; /* of found */
	int cursor, first;
	int warmed; /* sources that have been asked something already */
};

static const struct finder_source command_source = {N_("命令"), ':', command_find};

/* The source that the query's first character asks for alone; NULL: all. */
static const struct finder_source *
forced(const struct finder *f, const char **query)
{
	const char *p = *query;
	uint32_t first = utf8_next(&p);

	for (int i = 0; i < f->source_count; i++) {
		if (f->sources[i]->prefix != 0 && f->sources[i]->prefix == first) {
			*query = p;
			return f->sources[i];
		}
	}
	return NULL;
}

/* Matters, places and filters are noted by the screens that they lead to. */
static void
remember(struct app *app, const struct found *item)
{
	bool command = item->id == 0 && (item->arg_text == NULL || *item->arg_text == '\0');
	struct err ignored = ERR_INIT;

	if (app->config.session != NULL && command)
		recent_add(
			app->config.session, RECENT_ACTION, 0, action_name(item->action), &ignored);
}

/*
 * In the palette no kind crowds out the others: among what fits equally well each gives two, then each two
 * more.
 */
static void
mix_in(struct finder *f, const struct founds *of_one)
{
	for (int i = 0; i < of_one->count; i++) {
		struct found item = of_one->items[i];

		if (f->palette)
			item.rank = item.rank * FOUND_MAX + i / 2;
		founds_add(&f->found, item);
	}
}

static void
search(struct finder *f, struct ui *ui, struct err *err)
{
	const char *query = f->edit.text;
	const struct finder_source *only = forced(f, &query);
	struct arena *load = ui->load;
	bool all = only == NULL && (*query != '\0' || !f->palette);

	f->found = (struct founds){0};
	f->cursor = f->first = 0;
	arena_reset(&f->mem);
	ui->load = &f->mem; /* the app may load the layer anew while these are shown */
	if (f->palette && only == NULL && *query == '\0') {
		struct founds commands = {0};

		for (int i = 0; i < f->source_count; i++)
			if (f->sources[i]->prefix == FINDER_RECENT)
				f->sources[i]->find(ui, query, &f->found, err);
		command_find(ui, query, &commands, err);
		mix_in(f, &commands);
	}
	for (int i = 0; i < f->source_count && err->code == ERR_NONE; i++) {
		struct founds of_one = {0};

		if (!all && (only == NULL || f->sources[i] != only))
			continue;
		if (f->sources[i]->prefix == FINDER_SPARE && f->found.count > 0)
			continue;
		f->sources[i]->find(ui, query, &of_one, err);
		mix_in(f, &of_one);
	}
	ui->load = load;
}

/*
 * Sources read whole registers when they are asked for the first time. They are asked while the person still
 * looks for the first key, one after the other, so that no letter waits for all of them.
 */
static void
warm_up(struct finder *f, struct ui *ui)
{
	struct founds nothing = {0};
	struct err ignored = ERR_INIT;
	struct arena *load = ui->load;

	if (f->warmed == f->source_count)
		return;
	ui->load = ui->scratch;
	f->sources[f->warmed++]->find(ui, "a", &nothing, &ignored);
	ui->load = load;
	ui->call_at_ms = f->warmed < f->source_count ? ui->mono_ms : 0;
}

/* "/噪音" filters the list below, "#1209-037" goes to a number. */
static struct effect
direct(const struct finder *f, struct ui *ui)
{
	struct effect fx =
		fx_answer(0, arena_strdup(ui->scratch, f->edit.len > 0 ? f->edit.text + 1 : ""));

	if (!f->palette || f->edit.len < 2 || strchr("/#", f->edit.text[0]) == NULL)
		return fx_none();
	fx.answered.id = f->edit.text[0] == '/' ? ACT_FILTER_SET : ACT_GOTO;
	return fx;
}

static struct effect
choose(struct finder *f, struct ui *ui, int at)
{
	if (at < 0 || at >= f->found.count)
		return direct(f, ui);
	const struct found *item = &f->found.items[at];

	if (f->palette)
		remember(f->app, item);
	struct effect fx = fx_answer(item->id,
		arena_strdup(ui->scratch,
			f->palette ? (item->arg_text != NULL ? item->arg_text : "") : item->text));

	if (f->palette)
		fx.answered.id = item->action;
	return fx;
}

static void
step(struct finder *f, int by)
{
	if (f->found.count == 0)
		return;
	f->cursor = (f->cursor + by + f->found.count) % f->found.count;
	if (f->cursor < f->first)
		f->first = f->cursor;
	if (f->cursor >= f->first + SHOWN)
		f->first = f->cursor - SHOWN + 1;
}

/* Digits choose, unless a number is being typed: in the palette one may be from the first character. */
static bool
digits_choose(const struct finder *f)
{
	return f->found.count > 0 && (!f->palette || f->edit.len > 0) &&
		strpbrk(f->edit.text, "0123456789#") == NULL;
}

static bool
digit_chooses(const struct finder *f, const struct act *act)
{
	return act->text[0] >= '1' && act->text[0] <= '9' && act->text[1] == '\0' &&
		digits_choose(f);
}

static struct act
finder_widget_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct finder *f = (struct finder *)w;

	(void)ui, (void)err;
	if (act.id == ACT_TEXT && digit_chooses(f, &act))
		return (struct act){
			.id = ACT_CHOSEN, .ref = f->first + act.text[0] - '1', .at_ms = act.at_ms};
	return edit_act(&f->edit, act);
}

static bool
always(const struct widget *w)
{
	(void)w;
	return true;
}

static const struct widget_ops finder_widget = {.act = finder_widget_act, .text = always};

static struct effect
finder_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct finder *f = self;

	switch (act->id) {
	case ACT_EDITED:
		search(f, ui, err);
		return err->code != ERR_NONE ? fx_fail() : fx_none();
	case ACT_DUE:
		warm_up(f, ui);
		return fx_none();
	case ACT_CHOSEN:
		return choose(f, ui, (int)act->ref);
	case ACT_FORM_NEXT:
	case ACT_FORM_SUBMIT:
		return choose(f, ui, f->cursor);
	case ACT_FORM_DOWN:
	case ACT_FORM_TAB:
		step(f, 1);
		return fx_none();
	case ACT_FORM_UP:
	case ACT_FORM_BACKTAB:
		step(f, -1);
		return fx_none();
	case ACT_FORM_PGDN:
		step(f, SHOWN);
		return fx_none();
	case ACT_FORM_PGUP:
		step(f, -SHOWN);
		return fx_none();
	case ACT_PALETTE:
		return fx_back();
	default:
		return fx_pass();
	}
}

static void
finder_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct finder *f = self;

	head->crumb = f->title;
	head->rows = FINDER_ROWS;
	head->cols = FINDER_COLS;
	head->status = arena_printf(
		ui->scratch, _("%d 项  输得越多越准; 数字 1-9 直接选第几项"), f->found.count);
}

static bool
finder_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct finder *f = self;

	(void)ui, (void)err;
	edit_place(&f->edit, (struct rect){body.row, body.col + 2, 1, body.cols - 2});
	return true;
}

static void
paint_item(const struct finder *f, const struct view *v, int at, struct rect line)
{
	const struct found *item = &f->found.items[at];
	bool on = at == f->cursor;
	enum role ground = on ? ROLE_SEL_BG : v->bg;
	struct pen p = pen_at(v->cv, line, ground);
	int right = item->right != NULL ? show_width(item->right) + 1 : 0;

	canvas_fill(v->cv, line, (struct style){(uint8_t)v->fg, (uint8_t)ground});
	pen_put(&p, ROLE_STRONG, on ? ">" : " ");
	if (digits_choose(f))
		pen_putf(&p, ROLE_KEY, "%d ", at - f->first + 1);
	else
		pen_gap(&p, 2);
	pen_field(&p, ROLE_LABEL, item->kind != NULL ? KIND_CELLS : 0,
		item->kind != NULL ? item->kind : "");
	pen_gap(&p, item->kind != NULL);
	p.rect.cols -= right;
	pen_put(&p, v->fg, item->text);
	if (item->code != NULL && f->source_count == 1)
		pen_putf(&p, ROLE_LABEL, "  %s", item->code);
	p.rect.cols += right;
	if (item->right != NULL)
		pen_right(&p, ROLE_KEY, item->right);
	if (on)
		canvas_tint(v->cv, line, (struct style){ROLE_SEL_FG, ROLE_SEL_BG});
}

static void
finder_paint(const void *self, const struct view *v)
{
	const struct finder *f = self;
	struct rect r = v->rect, line = rect_cut_top(&r, 1);
	struct view edit = view_part(v, f->edit.w.rect);

	canvas_text(v->cv, line.row, line.col, 2, (struct style){ROLE_KEY, (uint8_t)v->bg}, "> ");
	edit_paint(&f->edit, &edit, ROLE_INPUT_FG, ROLE_INPUT_BG, v->focus);
	rect_cut_top(&r, 1);
	for (int i = 0; i < SHOWN && f->first + i < f->found.count; i++)
		paint_item(f, v, f->first + i, rect_cut_top(&r, 1));
	if (!f->palette)
		return;
	r.row = v->rect.row + v->rect.rows - 1;
	r.rows = 1;
	struct pen p = pen_at(v->cv, r, v->bg);

	pen_put(&p, ROLE_LABEL, _("前缀  : 命令  / 过滤  # 编号  @ 单位或人  ! 模板"));
}

static const struct hint hints[] = {{.act = ACT_FORM_NEXT, .label = SLOT("key|12", "去")},
	{.act = ACT_FORM_UP, .label = SLOT("key|12", "选"), .keys = SLOT("keys|8", "上下")},
	{.act = ACT_FORM_TAB, .label = SLOT("key|12", "直选"), .keys = "1-9"},
	{.act = ACT_BACK, .label = SLOT("key|12", "关闭")}, {0}};

static const struct screen_ops finder_screen = {
	.name = "finder",
	.title = N_("命令面板"),
	.scope = KS_BAR,
	.size = sizeof(struct finder),
	.hints = hints,
	.modal = true,
	.act = finder_act,
	.head = finder_head,
	.place = finder_place,
	.paint = finder_paint,
};

static struct finder *
open_finder(struct app *app, const char *title, enum action then)
{
	struct arg none = {0};

	if (!layer_push(app, &finder_screen, &none, then))
		return NULL;
	struct layer *l = layer_top(app);
	struct finder *f = l->self;
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	ui_keep(&ui, &f->mem);
	edit_init(&f->edit, &l->screen, QUERY_MAX, false);
	f->edit.w.ops = &finder_widget;
	f->app = app;
	f->title = arena_strdup(&l->screen, title);
	return f;
}

static void
add_sources(struct finder *f, const struct finder_source *const *sources)
{
	for (; sources != NULL && *sources != NULL && f->source_count < SOURCES_MAX; sources++)
		f->sources[f->source_count++] = *sources;
}

void
open_palette(struct app *app)
{
	struct finder *f = open_finder(app, _("命令面板  拼音首字母 汉字 英文都可"), ACT_NONE);

	if (f == NULL)
		return;
	struct layer *l = layer_top(app);
	struct ui ui = layer_ui(app, l, LOAD_OPEN);
	struct err err = ERR_INIT;

	f->palette = true;
	f->sources[f->source_count++] = &command_source;
	add_sources(f, app->config.finders);
	search(f, &ui, &err);
	ui.call_at_ms = ui.mono_ms;
	layer_done(app, l, &ui);
}

void
open_pick(struct app *app, const struct effect *fx, struct err *err)
{
	struct finder *f = open_finder(app, fx->text, fx->then);

	if (f == NULL)
		return;
	struct layer *l = layer_top(app);
	struct ui ui = layer_ui(app, l, LOAD_OPEN);

	add_sources(f, fx->sources);
	if (fx->arg.text != NULL)
		edit_set(&f->edit, fx->arg.text);
	search(f, &ui, err);
}
