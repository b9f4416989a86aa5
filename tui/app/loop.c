#include "tui/app/loop.h"

/* Nobody has typed for QUIET_MS before background work begins; a slice of it delays a key by as much as it takes. */
enum { EXIT_LOST = 129, QUIET_MS = 200, SLICE_MS = 5, PROBE_MS = 400 };

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

/* How long to wait: for what the app wants, or what is to be done in the background. */
static int
timeout(struct app *app, const struct app_config *config, int64_t last_key_ms)
{
	int wait = app_timeout_ms(app), due;
	int64_t quiet = last_key_ms + QUIET_MS - clock_mono_ms(config->clock);

	if (config->background == NULL)
		return wait;
	due = config->background->due_ms(config->ctx);
	if (due < quiet)
		due = (int)quiet;
	return wait < 0 || due < wait ? due : wait;
}

static void
work(struct app *app, const struct app_config *config)
{
	const struct app_background *b = config->background;
	const char *notice;

	if (b == NULL || b->due_ms(config->ctx) > 0)
		return;
	b->slice(config->ctx, SLICE_MS);
	notice = b->notice(config->ctx);
	if (notice != NULL)
		app_say(app, notice);
}

static int
run(struct app *app, const struct app_config *config, struct term *term, struct canvas *cv)
{
	int64_t last_key_ms = 0;
	struct event ev;
	int code;

	while (!app_ended(app, &code)) {
		do_wants(app, term);
		if (!paint(app, term, cv)) {
			app_update(app, &(struct event){.kind = EVENT_LOST});
			return EXIT_LOST;
		}
		term_wait(term, timeout(app, config, last_key_ms), -1, &ev);
		if (ev.kind == EVENT_RESIZE)
			resize(app, term, cv);
		if (ev.kind != EVENT_NONE)
			last_key_ms = clock_mono_ms(config->clock);
		app_update(app, &ev);
		if (ev.kind == EVENT_NONE && clock_mono_ms(config->clock) - last_key_ms >= QUIET_MS)
			work(app, config);
	}
	return code;
}

/*
 * What this type of terminal can do beyond its description. It is asked once, after the first frame has been
 * painted: nobody waits for the answer to see something.
 */
static void
ask(const struct app_config *config, const struct term_config *term_config, struct term *term)
{
	struct term_facts facts = {0};

	if (config->memory == NULL || term_config->type == NULL ||
		config->memory->recall(config->ctx, term_config->type, &facts))
		return;
	term_probe(term, PROBE_MS, &facts);
	config->memory->keep(config->ctx, term_config->type, &facts);
	term_redraw(term);
}

bool
app_run(const struct app_config *config, const struct term_config *term_config, int *code,
	struct err *err)
{
	const char *notice;
	struct term *term;
	struct canvas cv;
	int rows, cols;

	struct app_config own = *config;
	struct term_config own_term = *term_config;
	struct term_facts facts = {0};

	if (config->memory != NULL && term_config->type != NULL &&
		config->memory->recall(config->ctx, term_config->type, &facts)) {
		own_term.repeats = facts.repeats;
		/* Frames of characters that this terminal draws two cells wide would be torn. */
		if (facts.ambiguous_cells > 1)
			own.glyphs = GLYPHS_ASCII;
	}
	if (!term_open(&term, &own_term, &notice, err))
		return false;
	term_size(term, &rows, &cols);
	canvas_init(&cv, rows, cols);

	own.mono |= term_config->no_colour || term_colours(term) == 0;
	struct app *app = app_new(&own, rows, cols);

	bool opened = app_depth(app) > 0;

	if (notice != NULL)
		app_say(app, notice);
	if (opened && paint(app, term, &cv))
		ask(config, term_config, term);
	if (opened)
		*code = run(app, config, term, &cv);
	else
		err_set(err, ERR_IO, "%s", app_message(app));
	app_free(app);
	canvas_release(&cv);
	term_close(term);
	return opened;
}
