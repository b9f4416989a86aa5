#include "tui/app/loop.h"

enum { EXIT_LOST = 129 };

static void
do_wants(struct app *app, struct term *term)
{
	struct app_wants wants = app_take_wants(app);

	if (wants.redraw)
		term_redraw(term);
	if (wants.bell)
		term_bell(term);
	if (wants.copy != NULL && !term_copy(term, wants.copy))
		app_say(app, wants.copy); /* to be copied by hand */
}

static void
resize(struct app *app, struct term *term, struct canvas *cv)
{
	int rows, cols;

	term_size(term, &rows, &cols);
	if (rows != cv->rows || cols != cv->cols)
		canvas_resize(cv, rows, cols);
	app_resize(app, rows, cols);
}

/* Paints unless more input is waiting: frames in between would be thrown away. False: the line is gone. */
static bool
paint(struct app *app, struct term *term, struct canvas *cv)
{
	if (!app_dirty(app) || term_pending(term))
		return true;
	app_paint(app, cv);
	return term_flush(term, cv, app_theme(app), app_glyphs(app));
}

static int
run(struct app *app, struct term *term, struct canvas *cv)
{
	struct event ev;
	int code;

	while (!app_ended(app, &code)) {
		do_wants(app, term);
		if (!paint(app, term, cv)) {
			app_update(app, &(struct event){.kind = EVENT_LOST});
			return EXIT_LOST;
		}
		term_wait(term, app_timeout_ms(app), -1, &ev);
		if (ev.kind == EVENT_RESIZE)
			resize(app, term, cv);
		app_update(app, &ev);
	}
	return code;
}

bool
app_run(const struct app_config *config, const struct term_config *term_config, int *code,
	struct err *err)
{
	const char *notice;
	struct term *term;
	struct canvas cv;
	int rows, cols;

	if (!term_open(&term, term_config, &notice, err))
		return false;
	term_size(term, &rows, &cols);
	canvas_init(&cv, rows, cols);
	struct app_config own = *config;

	own.mono |= term_config->no_colour || term_colours(term) == 0;
	struct app *app = app_new(&own, rows, cols);

	bool opened = app_depth(app) > 0;

	if (notice != NULL)
		app_say(app, notice);
	if (opened)
		*code = run(app, term, &cv);
	else
		err_set(err, ERR_IO, "%s", app_message(app));
	app_free(app);
	canvas_release(&cv);
	term_close(term);
	return opened;
}
