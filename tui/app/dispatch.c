/* From an action to its effect: widget first, then screen, then what holds everywhere. */
#include <string.h>

#include "tui/app/builtin.h"
#include "tui/app/core.h"
#include "tui/widget/form.h"
#include "tui/widget/pager.h"

static struct effect
screen_act(struct layer *l, struct ui *ui, const struct act *act, struct err *err)
{
	return l->ops->act != NULL ? l->ops->act(l->self, ui, act, err) : fx_pass();
}

static int
index_of(const struct app *app, const struct layer *l)
{
	return (int)(l - app->layers);
}

/* Esc: exactly one layer, in the order of ux 4.1.6. */
static bool
go_back(struct app *app, struct layer *l, struct act act)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	struct err err = ERR_INIT;
	struct effect fx = fx_pass();

	if (l->ops->filter != NULL) {
		struct act unfilter = act;

		unfilter.id = ACT_UNFILTER;
		fx = screen_act(l, &ui, &unfilter, &err);
	}
	if (fx.kind == FX_PASS && widget_back(l->self))
		return true;
	if (fx.kind == FX_PASS)
		fx = screen_act(l, &ui, &act, &err);
	if (fx.kind == FX_PASS)
		fx = app->depth > 1 ? fx_back() : fx_none();
	layer_done(app, l, &ui);
	app_apply(app, l, fx, &err);
	return true;
}

static bool
refused(struct app *app, struct layer *l, const struct ui *ui, const struct act *act)
{
	const char *why = NULL;
	enum key_scope scope = layer_scope(l);

	if (act->id >= ACT_BOUND_COUNT || l->ops->can == NULL ||
		l->ops->can(l->self, ui, act->id, &why))
		return false;
	app_toast(app,
		why != NULL ? why
			    : arena_printf(
				      &app->scratch, _("现在不能%s"), action_label(scope, act->id)),
		0);
	return true;
}

bool
app_dispatch(struct app *app, struct layer *l, struct act act)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	struct err err = ERR_INIT;

	app->dirty = true;
	if (act.id == ACT_BACK)
		return go_back(app, l, act);
	if (refused(app, l, &ui, &act))
		return true;
	act = widget_act(l->self, &ui, act, &err);
	layer_done(app, l, &ui);
	if (err.code != ERR_NONE) {
		app_error(app, &err);
		return true;
	}
	if (act.id == ACT_NONE)
		return true;
	struct effect fx = screen_act(l, &ui, &act, &err);
	enum action outer = app->doing;

	layer_done(app, l, &ui);
	if (fx.kind == FX_PASS)
		fx = app_default(app, l, &act, &err);
	if (fx.kind == FX_PASS)
		return false;
	if (fx.repeats && err.code == ERR_NONE)
		remember_verb(app, act.id);
	app->doing = act.id < ACT_BOUND_COUNT ? act.id : ACT_NONE;
	app_apply(app, l, fx, &err);
	app->doing = outer;
	return true;
}

static const struct screen_entry *
entry_for(const struct app *app, enum action go)
{
	for (const struct screen_entry *e = app->config.screens; e->screen != NULL; e++)
		if (e->go == go)
			return e;
	return NULL;
}

bool
app_can_go(const struct app *app, enum action go)
{
	return entry_for(app, go) != NULL;
}

static void
pop_to(struct app *app, int depth)
{
	while (app->depth > depth) {
		struct layer *l = layer_top(app);
		struct ui ui = layer_ui(app, l, LOAD_FRESH);

		if (l->ops->save != NULL)
			l->ops->save(l->self, &ui);
		layer_pop(app);
	}
}

/* Where a screen is open already; -1: nowhere. */
static int
depth_of(const struct app *app, const struct screen_ops *screen)
{
	for (int i = 0; i < app->depth; i++)
		if (app->layers[i].ops == screen)
			return i;
	return -1;
}

static int
top_if(const struct app *app, const struct screen_ops *screen)
{
	return app->layers[app->depth - 1].ops == screen ? app->depth - 1 : -1;
}

/* A screen that was open already is told the key that led back to it: it may begin anew. */
static void
arrive(struct app *app, struct layer *l, enum action go)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	struct err err = ERR_INIT;
	struct act act = {.id = go, .at_ms = app_now_ms(app)};
	struct effect fx = screen_act(l, &ui, &act, &err);

	layer_done(app, l, &ui);
	if (fx.kind != FX_PASS)
		app_apply(app, l, fx, &err);
}

void
app_go(struct app *app, enum action go, const struct arg *arg, struct err *err)
{
	const struct screen_entry *e = entry_for(app, go);
	bool with_text = arg->text != NULL && arg->text[0] != '\0';

	if (e == NULL) {
		err_set(err, ERR_INPUT, _("这一版还没有 %s"), action_label(KS_NAV, go));
		return;
	}
	pop_to(app, index_of(app, layer_base(app)) + 1); /* a dialog is left first */
	int open = e->over ? top_if(app, e->screen) : depth_of(app, e->screen);

	if (open >= 0 && (!with_text || e->screen->filter != NULL)) {
		pop_to(app, open + 1);
		if (with_text)
			app_dispatch(app, layer_top(app),
				(struct act){.id = ACT_FILTER_SET, .text = arg->text});
		else
			arrive(app, layer_top(app), go);
		return;
	}
	if (!e->over)
		pop_to(app, 1);
	layer_push(app, e->screen, arg, ACT_CHOSEN);
}

/* Outlives the screen that gave it. */
static struct arg
arg_copy(struct app *app, const struct arg *from)
{
	struct arg arg = *from;
	int64_t *ids = arena_array(&app->scratch, from->count + 1, sizeof(*ids));

	if (from->text != NULL)
		arg.text = arena_strdup(&app->scratch, from->text);
	for (size_t i = 0; i < from->count; i++)
		ids[i] = from->ids[i];
	arg.ids = ids;
	return arg;
}

static void
apply_back(struct app *app, struct layer *l, const struct effect *fx)
{
	struct act answer = fx->answered;
	enum action then = l->then;

	pop_to(app, index_of(app, l) + 1);
	if (app->depth == 1) {
		app->ended = l->ops->modal; /* a console that began with a dialog ends with it */
		return;
	}
	remember_closing(app, l, fx->wrote);
	if (fx->answer && answer.text != NULL)
		answer.text = arena_strdup(&app->scratch, answer.text);
	layer_pop(app);
	if (!fx->answer)
		return;
	if (answer.id == ACT_NONE)
		answer.id = then;
	app_dispatch(app, layer_top(app), answer);
}

static void
apply_move(struct app *app, struct layer *l, const struct effect *fx, struct err *err)
{
	switch (fx->kind) {
	case FX_OPEN:
		layer_push(app, fx->screen, &fx->arg, fx->then);
		break;
	case FX_REPLACE: {
		enum action then = l->then;
		struct arg arg = arg_copy(app, &fx->arg);

		if (app->depth > 1)
			layer_pop(app);
		layer_push(app, fx->screen, &arg, then);
		break;
	}
	case FX_BACK:
		apply_back(app, l, fx);
		break;
	case FX_GO:
		app_go(app, fx->then, &fx->arg, err);
		break;
	case FX_ASK:
		open_confirm(app, fx->text, fx->detail, fx->then);
		break;
	case FX_PICK:
		open_pick(app, fx, err);
		break;
	case FX_PROMPT:
		open_prompt(app, l, fx->text, fx->arg.text, fx->then);
		break;
	case FX_JOB:
		app_job_start(app, fx, index_of(app, l));
		break;
	case FX_RELOAD:
		layer_load(app, l, LOAD_FRESH);
		break;
	default:
		break;
	}
}

static void
apply_terminal(struct app *app, const struct effect *fx)
{
	switch (fx->kind) {
	case FX_REDRAW:
		app->wants.redraw = true;
		break;
	case FX_COPY:
		buf_clear(&app->copy);
		buf_addstr(&app->copy, fx->text);
		app->wants.copy = app->copy.text;
		break;
	case FX_LANG:
		i18n_set_lang(i18n_lang() == LANG_ZH ? LANG_EN : LANG_ZH);
		layers_reload(app, LOAD_FRESH);
		break;
	case FX_BELL:
		app->wants.bell = true;
		break;
	case FX_QUIT:
		layers_save(app);
		app->ended = true;
		break;
	default:
		break;
	}
}

void
app_apply(struct app *app, struct layer *l, struct effect fx, struct err *err)
{
	const char *toast = fx.toast != NULL ? arena_strdup(&app->scratch, fx.toast) : NULL;

	app->dirty = true;
	if (fx.kind == FX_THEME)
		app_set_theme(app, fx.text, err);
	apply_move(app, l, &fx, err);
	apply_terminal(app, &fx);
	if (fx.wrote)
		layers_reload(app, LOAD_FRESH);
	if (err->code != ERR_NONE)
		app_error(app, err);
	else if (toast != NULL)
		app_toast(app, toast, fx.hold_s);
}

static struct effect
run_command(struct app *app, struct layer *l, const struct act *act, struct err *err)
{
	struct act run;

	if (act->text == NULL) {
		open_command(app, l);
		return fx_none();
	}
	if (!command_parse(act->text, &app->scratch, &run, err))
		return fx_none();
	run.at_ms = act->at_ms;
	if (run.id == ACT_GO_THEMES && run.text[0] != '\0')
		return (struct effect){.kind = FX_THEME, .text = run.text};
	app_dispatch(app, l, run);
	return fx_none();
}

/* A list is filtered, a text is searched. */
static struct effect
filter_or_find(struct app *app, struct layer *l)
{
	if (l->ops->filter != NULL)
		open_filter(app, l, NULL, false);
	else if (widget_inner(l->self)->ops == &pager_widget)
		open_prompt(app, l, C_("bar.label|8", "查找"), "", ACT_FILTER_SET);
	else
		return fx_pass();
	return fx_none();
}

static struct effect
field_help(struct app *app, struct layer *l)
{
	const struct widget *w = widget_inner(l->self);
	const char *help = w->ops == &form_widget ? form_help((const struct form *)w) : "";

	if (help[0] != '\0')
		return fx_toast(help);
	open_help(app, layer_scope(l));
	return fx_none();
}

static struct effect
default_by_key(struct app *app, struct layer *l, const struct act *act, struct err *err)
{
	switch (act->id) {
	case ACT_MENU:
		open_main_menu(app);
		return fx_none();
	case ACT_HELP:
		open_help(app, layer_scope(l));
		return fx_none();
	case ACT_PALETTE:
		open_palette(app);
		return fx_none();
	case ACT_FILTER:
		return filter_or_find(app, l);
	case ACT_SORT:
		return open_sort(app, l) ? fx_none() : fx_pass();
	case ACT_FORM_HELP:
		return field_help(app, l);
	case ACT_FORM_GOTO:
		open_prompt(app, l, C_("bar.label|8", "第几项"), "", ACT_FORM_GOTO);
		return fx_none();
	case ACT_COMMAND:
		return run_command(app, l, act, err);
	case ACT_GOTO:
		if (act->text != NULL)
			break;
		open_prompt(app, l, C_("bar.label|8", "编号"), "", ACT_GOTO);
		return fx_none();
	case ACT_DIGITS:
		app->digits = act->text == NULL || act->text[0] == '\0'
			? !app->digits
			: strcmp(act->text, "字母") != 0;
		return fx_none();
	case ACT_REPEAT:
		return repeat_last(app, l, act->at_ms);
	case ACT_ACTIONS:
	case ACT_FORM_ACTIONS:
		open_actions(app, l);
		return fx_none();
	case ACT_LANG:
		return (struct effect){.kind = FX_LANG};
	case ACT_REDRAW:
		return (struct effect){.kind = FX_REDRAW};
	case ACT_REFRESH:
		return (struct effect){.kind = FX_RELOAD};
	case ACT_STOP:
		app_dispatch(app, l, (struct act){.id = ACT_BACK, .at_ms = act->at_ms});
		return fx_none();
	case ACT_QUIT:
		return (struct effect){.kind = FX_QUIT};
	case ACT_LEAVE_MENU:
		open_leave_menu(app);
		return fx_none();
	default:
		break;
	}
	if (app->config.global == NULL)
		return fx_pass();
	struct ui ui = layer_ui(app, l, LOAD_FRESH);
	struct effect fx = app->config.global(&ui, act, err);

	layer_done(app, l, &ui);
	return fx;
}

struct effect
app_default(struct app *app, struct layer *l, const struct act *act, struct err *err)
{
	if (act->id >= ACT_BOUND_COUNT)
		return fx_pass();
	if (strncmp(action_name(act->id), "go.", 3) == 0)
		return (struct effect){.kind = FX_GO, .then = act->id, .arg = {.text = act->text}};
	struct effect fx = default_by_key(app, l, act, err);

	if (fx.kind != FX_PASS || err->code != ERR_NONE)
		return fx;
	return fx_toast(arena_printf(
		&app->scratch, _("这里没有 %s"), action_label(layer_scope(l), act->id)));
}
