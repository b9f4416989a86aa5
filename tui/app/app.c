#include "tui/app/app.h"

#include "core/base/alloc.h"
#include "tui/app/builtin.h"
#include "tui/app/core.h"

void
app_set_theme(struct app *app, const char *name, struct err *err)
{
	struct theme theme;

	theme_from_base(&theme, app->config.mono ? BASE_MONO : BASE_DARK);
	if (name != NULL && name[0] != '\0') {
		if (app->config.theme_dir == NULL) {
			err_set(err, ERR_INPUT, _("找不到主题文件夹, 用默认的"));
			return;
		}
		if (!theme_load(&theme, app->config.theme_dir, name, err))
			return;
	}
	app->theme = theme;
	app->glyphs = app->config.glyphs == GLYPHS_ASCII ? GLYPHS_ASCII : theme.glyphs;
	app->wants.redraw = app->dirty = true;
}

struct app *
app_new(const struct app_config *config, int rows, int cols)
{
	struct app *app = xcalloc(1, sizeof(*app));
	struct err err = ERR_INIT;

	app->config = *config;
	app->rows = rows;
	app->cols = cols;
	app->slow = config->slow;
	app->dirty = true;
	buf_init(&app->copy);
	buf_init(&app->repeat_form);
	app->last_poll_ms = app->last_good_ms = app->last_tick_ms = app_now_ms(app);
	app->last_key_ms = app_now_ms(app) - QUIET_MS;
	app->minute = app_now_utc(app) / 60;
	theme_from_base(&app->theme, config->mono ? BASE_MONO : BASE_DARK);
	app->glyphs = config->glyphs;
	app_set_theme(app, config->theme, &err);
	if (err.code != ERR_NONE)
		app_error(app, &err);
	if (config->screens[0].screen == NULL) {
		open_help(app, KS_NAV);
	} else if (!layer_push(app, config->screens[0].screen, &config->first, ACT_NONE)) {
		app->ended = true;
		app->exit_code = 3;
	}
	return app;
}

void
app_free(struct app *app)
{
	while (app->depth > 0)
		layer_pop(app);
	for (int kind = 0; kind < 2; kind++)
		for (int i = 0; i < HISTORY_MAX; i++)
			free(app->history[kind][i]);
	remember_release(app);
	arena_release(&app->scratch);
	buf_release(&app->copy);
	free(app);
}

void
app_resize(struct app *app, int rows, int cols)
{
	app->rows = rows;
	app->cols = cols;
	app->dirty = true;
}

void
app_update(struct app *app, const struct event *ev)
{
	struct err err = ERR_INIT;

	if (app->ended)
		return;
	arena_reset(&app->scratch);
	app->dirty |= app->again; /* what was left over is done when the frame is placed */
	app->again = false;
	app->wants.copy = NULL;
	switch (ev->kind) {
	case EVENT_KEY:
		app_key(app, ev->key, ev->at_ms);
		break;
	case EVENT_TEXT:
		app_text(app, ev->text, ev->at_ms);
		break;
	case EVENT_PASTE:
		app_paste(app, ev->text, ev->at_ms);
		break;
	case EVENT_BAD_INPUT:
		err_set(&err, ERR_INPUT, _("终端送来的不是 UTF-8。请把终端的字符集改成 UTF-8"));
		app_error(app, &err);
		break;
	case EVENT_LOST:
		layers_save(app);
		app->ended = true;
		app->exit_code = 129;
		return;
	case EVENT_RESIZE:
		app->dirty = true;
		break;
	case EVENT_NONE:
	case EVENT_WAKE:
		break;
	}
	if (!app->ended)
		app_tick(app);
}

bool
app_dirty(const struct app *app)
{
	return app->dirty;
}

void
app_paint(struct app *app, struct canvas *cv)
{
	app->dirty = false;
	if (app->depth > 0)
		frame_paint(app, cv);
}

void
app_open(struct app *app, const struct screen_ops *screen, const struct arg *arg)
{
	layer_push(app, screen, arg, ACT_CHOSEN);
}

void
app_say(struct app *app, const char *text)
{
	app_toast(app, text, 0);
}

bool
app_ended(const struct app *app, int *code)
{
	*code = app->exit_code;
	return app->ended;
}

struct app_wants
app_take_wants(struct app *app)
{
	struct app_wants wants = app->wants;

	app->wants = (struct app_wants){0};
	return wants;
}

const struct theme *
app_theme(const struct app *app)
{
	return &app->theme;
}

enum glyphs
app_glyphs(const struct app *app)
{
	return app->glyphs;
}

const char *
app_screen_name(const struct app *app)
{
	return app->layers[app->depth - 1].ops->name;
}

void *
app_screen_model(struct app *app)
{
	return layer_top(app)->self;
}

int
app_depth(const struct app *app)
{
	return app->depth;
}

const char *
app_message(const struct app *app)
{
	const struct toast *t = app_toast_now(app);

	return t != NULL ? t->text : "";
}
