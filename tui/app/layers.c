#include <assert.h>
#include <string.h>

#include "core/base/i18n.h"
#include "tui/app/core.h"

struct layer *
layer_top(struct app *app)
{
	assert(app->depth > 0);
	return &app->layers[app->depth - 1];
}

static int
base_index(const struct app *app)
{
	int i = app->depth - 1;

	while (i > 0 && app->layers[i].ops->modal)
		i--;
	return i;
}

struct layer *
layer_base(struct app *app)
{
	assert(app->depth > 0);
	return &app->layers[base_index(app)];
}

void
ui_keep(struct ui *ui, struct arena *arena)
{
	struct layer *l = ui->layer;

	for (int i = 0; i < l->kept_count; i++)
		if (l->kept[i] == arena)
			return;
	if (l->kept_count < KEPT_MAX)
		l->kept[l->kept_count++] = arena;
}

struct ui
layer_ui(struct app *app, struct layer *l, enum load_why why)
{
	return (struct ui){.session = app->config.session,
		.screen = &l->screen,
		.load = &l->load,
		.scratch = &app->scratch,
		.why = why,
		.rows = app->rows,
		.cols = app->cols,
		.size = size_class_of(app->cols),
		.glyphs = app->glyphs,
		.mono = app->theme.base == BASE_MONO,
		.slow = app->slow,
		.digits = app->digits,
		.now_utc = app_now_utc(app),
		.mono_ms = app_now_ms(app),
		.shown_ms = l->shown_ms,
		.call_at_ms = l->due_ms,
		.layer = l};
}

void
layer_done(struct app *app, struct layer *l, const struct ui *ui)
{
	app->again |= ui->again;
	l->due_ms = ui->call_at_ms;
	if (ui->appeared)
		l->appeared = true;
}

enum key_scope
layer_scope(const struct layer *l)
{
	if (!widget_text(l->self) || scope_is_text(l->ops->scope))
		return l->ops->scope;
	return KS_FORM;
}

static struct arg
copy_arg(struct arena *mem, const struct arg *arg)
{
	struct arg copy = {.id = arg->id,
		.count = arg->count,
		.text = arena_strdup(mem, arg->text != NULL ? arg->text : "")};
	int64_t *ids = arena_array(mem, arg->count + 1, sizeof(*ids));

	if (arg->count > 0)
		memcpy(ids, arg->ids, arg->count * sizeof(*ids));
	copy.ids = ids;
	return copy;
}

static void
release(struct layer *l)
{
	for (int i = 0; i < l->kept_count; i++)
		arena_release(l->kept[i]);
	arena_release(&l->load);
	arena_release(&l->screen);
	*l = (struct layer){0};
}

bool
layer_load(struct app *app, struct layer *l, enum load_why why)
{
	struct arena before = l->load;
	struct err err = ERR_INIT;
	bool ok = true;

	l->load = (struct arena)ARENA_INIT;
	struct ui ui = layer_ui(app, l, why);

	if (l->ops->load != NULL)
		ok = l->ops->load(l->self, &ui, &err);
	layer_done(app, l, &ui);
	if (ok) {
		arena_release(&before);
		l->stale = false;
	} else {
		arena_join(&l->load, &before); /* the model may point into either */
		app_error(app, &err);
	}
	app->dirty = true;
	return ok;
}

bool
layer_push(struct app *app, const struct screen_ops *ops, const struct arg *arg, enum action then)
{
	struct err err = ERR_INIT;

	if (app->depth == LAYERS_MAX) {
		err_set(&err, ERR_LIMIT, _("开着的屏太多了。先按 Esc 关几层"));
		app_error(app, &err);
		return false;
	}
	struct layer *l = &app->layers[app->depth];

	*l = (struct layer){.ops = ops, .then = then, .opened_by = app->doing, .appeared = true};
	l->arg = copy_arg(&l->screen, arg);
	l->self = arena_alloc(&l->screen, ops->size);
	struct ui ui = layer_ui(app, l, LOAD_OPEN);
	bool ok = ops->open == NULL || ops->open(l->self, &ui, &l->arg, &err);

	layer_done(app, l, &ui);
	if (!ok) {
		release(l);
		app_error(app, &err);
		return false;
	}
	app->depth++;
	layer_load(app, l, LOAD_OPEN);
	if (remember_opening(app, l))
		layer_load(app, l, LOAD_FRESH); /* what follows from the answers */
	return true;
}

void
layer_pop(struct app *app)
{
	struct layer *l = layer_top(app);
	struct ui ui = layer_ui(app, l, LOAD_FRESH);

	if (app->job.ops != NULL && app->job.owner == app->depth - 1)
		app_job_cancel(app);
	if (l->ops->close != NULL)
		l->ops->close(l->self, &ui);
	release(l);
	app->depth--;
	app->dirty = true;
	for (int i = app->depth > 0 ? base_index(app) : 0; i < app->depth; i++)
		if (app->layers[i].stale)
			layer_load(app, &app->layers[i], LOAD_FRESH);
}

void
layers_reload(struct app *app, enum load_why why)
{
	int base = base_index(app);

	for (int i = 0; i < app->depth; i++) {
		if (i >= base)
			layer_load(app, &app->layers[i], why);
		else
			app->layers[i].stale = true;
	}
}

void
layers_save(struct app *app)
{
	for (int i = app->depth - 1; i >= 0; i--) {
		struct layer *l = &app->layers[i];
		struct ui ui = layer_ui(app, l, LOAD_FRESH);

		if (l->ops->save != NULL)
			l->ops->save(l->self, &ui);
	}
}

void
layer_head(struct app *app, struct layer *l, struct head *head)
{
	struct ui ui = layer_ui(app, l, LOAD_FRESH);

	*head = (struct head){0};
	if (l->ops->head != NULL)
		l->ops->head(l->self, &ui, head);
	if (head->crumb == NULL)
		head->crumb = slot_text(l->ops->title);
}
