/* The status row's messages, long work in slices, and what happens as time passes. */
#include "core/base/date.h"
#include "tui/app/core.h"

int64_t
app_now_ms(const struct app *app)
{
	return clock_mono_ms(app->config.clock);
}

int64_t
app_now_utc(const struct app *app)
{
	return clock_now(app->config.clock);
}

/* --- messages: at most three wait, errors until a key has been pressed */

static struct toast *
next_toast(struct app *app)
{
	app->dirty = true;
	if (app->toast_count == TOASTS_MAX) {
		app->toasts_lost++;
		return &app->toasts[TOASTS_MAX - 1];
	}
	return &app->toasts[app->toast_count++];
}

void
app_toast(struct app *app, const char *text, int hold_s)
{
	struct toast *t;

	/* A message answers the last key: what stood there before has been seen. */
	while (app->toast_count > 0 && !app->toasts[app->toast_count - 1].error)
		app->toast_count--;
	t = next_toast(app);
	*t = (struct toast){.until_ms = app_now_ms(app) + TOAST_MS};
	snprintf(t->text, sizeof(t->text), "%s", text);
	if (hold_s > 0)
		t->until_ms = t->hold_until_ms = app_now_ms(app) + 1000 * (int64_t)hold_s;
}

void
app_error(struct app *app, const struct err *err)
{
	struct toast *t = next_toast(app);

	*t = (struct toast){.error = true};
	snprintf(t->text, sizeof(t->text), "%s", err->text);
}

void
app_toast_key(struct app *app)
{
	int kept = 0;

	for (int i = 0; i < app->toast_count; i++)
		if (!app->toasts[i].error)
			app->toasts[kept++] = app->toasts[i];
	app->toast_count = kept;
	app->toasts_lost = 0;
}

const struct toast *
app_toast_now(const struct app *app)
{
	for (int i = 0; i < app->toast_count; i++)
		if (app->toasts[i].error)
			return &app->toasts[i];
	return app->toast_count > 0 ? &app->toasts[0] : NULL;
}

static void
expire_toasts(struct app *app)
{
	int64_t now = app_now_ms(app);
	int kept = 0;

	for (int i = 0; i < app->toast_count; i++)
		if (app->toasts[i].error || app->toasts[i].until_ms > now)
			app->toasts[kept++] = app->toasts[i];
	app->dirty |= kept != app->toast_count;
	app->toast_count = kept;
}

/* --- jobs */

void
app_job_start(struct app *app, const struct effect *fx, int owner)
{
	if (app->job.ops != NULL)
		app_job_cancel(app);
	app->job.ops = fx->job;
	app->job.self = fx->job_self;
	app->job.owner = owner;
	app->job.then = fx->then;
	app->job.state = (struct job_state){0};
	app->again = true;
}

void
app_job_step(struct app *app)
{
	struct err err = ERR_INIT;
	struct act done = {.id = app->job.then, .at_ms = app_now_ms(app)};

	if (app->job.ops->step(app->job.self, JOB_BUDGET_MS, &app->job.state, &err)) {
		app->dirty = true;
		return;
	}
	app->job.ops = NULL;
	app->dirty = true;
	if (err.code != ERR_NONE)
		app_error(app, &err);
	if (done.id != ACT_NONE)
		app_dispatch(app, &app->layers[app->job.owner], done);
}

void
app_job_cancel(struct app *app)
{
	const struct job_ops *ops = app->job.ops;

	app->job.ops = NULL;
	if (ops->cancel != NULL)
		ops->cancel(app->job.self);
	app_toast(app, _("已停下。做完的部分留着"), 0);
}

/* --- time */

static void
poll_store(struct app *app, int64_t now)
{
	if (app->config.poll == NULL ||
		now - app->last_poll_ms < (app->slow ? POLL_SLOW_MS : POLL_MS))
		return;
	app->last_poll_ms = now;
	switch (app->config.poll(app->config.ctx)) {
	case POLL_CHANGED:
		layers_reload(app, LOAD_POLL);
		app->last_good_ms = now;
		break;
	case POLL_SAME:
		app->last_good_ms = now;
		break;
	case POLL_FAILED:
		app->dirty |= !app->poll_failed;
		app->poll_failed = true;
		return;
	}
	app->dirty |= app->poll_failed;
	app->poll_failed = false;
}

static bool
second_counts(const struct app *app)
{
	for (int i = 0; i < app->toast_count && !app->slow; i++)
		if (app->toasts[i].hold_until_ms > 0)
			return true;
	return false;
}

static void
tick_screens(struct app *app, int64_t now)
{
	if (now - app->last_tick_ms < 1000)
		return;
	app->last_tick_ms = now;
	app->dirty |= second_counts(app);
	for (int i = 0; i < app->depth; i++)
		if (app->layers[i].ops->ticks && i == app->depth - 1)
			app_dispatch(
				app, &app->layers[i], (struct act){.id = ACT_TICK, .at_ms = now});
}

static void
call_due(struct app *app, int64_t now)
{
	for (int i = app->depth - 1; i >= 0 && i < app->depth; i--) {
		struct layer *l = &app->layers[i];

		if (l->due_ms == 0 || now < l->due_ms)
			continue;
		l->due_ms = 0;
		app_dispatch(app, l, (struct act){.id = ACT_DUE, .at_ms = now});
	}
}

static bool
menu_is_due(const struct app *app, int64_t now)
{
	const struct layer *l = &app->layers[app->depth - 1];

	return (app->prefix_on && now - app->prefix_ms >= PREFIX_MENU_MS) ||
		(l->show_at_ms > 0 && now >= l->show_at_ms);
}

void
app_tick(struct app *app)
{
	int64_t now = app_now_ms(app), minute = app_now_utc(app) / 60;

	if (app->job.ops != NULL)
		app_job_step(app);
	if (menu_is_due(app, now)) {
		app->dirty = true;
		layer_top(app)->show_at_ms = 0;
	}
	expire_toasts(app);
	call_due(app, now);
	poll_store(app, now);
	if (app->stray_ms > 0 && now - app->stray_ms >= STRAY_MARK_MS) {
		app->stray_ms = 0;
		app->dirty = true;
	}
	if (now - app->last_key_ms < QUIET_MS)
		return;
	tick_screens(app, now);
	app->dirty |= minute != app->minute;
	app->minute = minute;
}

static void
sooner(int64_t *wait, int64_t ms)
{
	if (ms < 0)
		ms = 0;
	if (*wait < 0 || ms < *wait)
		*wait = ms;
}

int
app_timeout_ms(struct app *app)
{
	int64_t now = app_now_ms(app), wait = -1, quiet = app->last_key_ms + QUIET_MS - now;
	const struct layer *top = layer_top(app);

	if (app->again || app->job.ops != NULL)
		return 0;
	if (app->prefix_on && now - app->prefix_ms < PREFIX_MENU_MS)
		sooner(&wait, app->prefix_ms + PREFIX_MENU_MS - now);
	if (top->show_at_ms > 0)
		sooner(&wait, top->show_at_ms - now);
	for (int i = 0; i < app->depth; i++)
		if (app->layers[i].due_ms > 0)
			sooner(&wait, app->layers[i].due_ms - now);
	if (app->config.poll != NULL)
		sooner(&wait, app->last_poll_ms + (app->slow ? POLL_SLOW_MS : POLL_MS) - now);
	if (app->stray_ms > 0)
		sooner(&wait, app->stray_ms + STRAY_MARK_MS - now);
	for (int i = 0; i < app->toast_count; i++)
		if (!app->toasts[i].error)
			sooner(&wait, app->toasts[i].until_ms - now);
	if (second_counts(app) || top->ops->ticks)
		sooner(&wait,
			app->last_tick_ms + 1000 - now > quiet ? app->last_tick_ms + 1000 - now
							       : quiet);
	int64_t minute = (60 - app_now_utc(app) % 60) * 1000;

	if (app_now_utc(app) / 60 != app->minute)
		minute = quiet;
	sooner(&wait, minute);
	return (int)wait;
}
