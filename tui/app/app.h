/*
 * The console without its terminal: events in, a painted canvas out. Tests drive it like this; loop.c
 * joins it to a real terminal.
 *
 *	for (;;) {
 *		app_paint(app, &cv) and flush;                 if app_dirty()
 *		wait at most app_timeout_ms() for an event;
 *		app_update(app, &event);                       until none is pending
 *	}
 */
#ifndef LINLI_APP_H
#define LINLI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/cells/theme.h"
#include "tui/term/term.h"
#include "tui/widget/screen.h"

struct app;

/* A screen that keys, the main menu and commands lead to. The table ends with a NULL screen. */
struct screen_entry {
	const struct screen_ops *screen;
	enum action go; /* ACT_GO_HOME ... */
	bool over; /* opens over what is there (intake, triage); others go back to the first screen first */
};

enum poll_result { POLL_SAME, POLL_CHANGED, POLL_FAILED };

struct app_config {
	struct session *session;
	const struct clock *clock;
	const struct screen_entry *screens; /* the first is where the console begins */
	struct arg first;                   /* what it is opened with */

	const char *user, *shift, *place; /* title row; shift and place may be "" */
	const char *theme, *theme_dir;    /* "" or NULL: the compiled-in one */
	enum glyphs glyphs;
	bool mono; /* a terminal without colours: the compiled-in mono theme */
	bool slow;

	/* Has the store changed since the last call? Asked once a second. NULL: never. */
	enum poll_result (*poll)(void *ctx);
	void *ctx;

	/* Verbs that are the same on every screen (undo, go to a number, lock); FX_PASS for the rest. */
	struct effect (*global)(struct ui *ui, const struct act *act, struct err *err);

	/* What stands behind the date of a make-up workday or a holiday, "补", "休"; NULL or "": nothing. */
	const char *(*day_mark)(const struct session *session, int64_t utc);

	/* Pages of help behind the two of keys, ending with a NULL title; NULL: none. */
	const struct help_page *help;

	/* Sources of the palette beside commands and screens; NULL-terminated, or NULL. */
	const struct finder_source *const *finders;

	/* Work that is done while nobody types, and what is known of the terminal from earlier; the loop's. NULL: none. */
	const struct app_background *background;
	const struct app_memory *memory;
};

struct app_background {
	int (*due_ms)(void *ctx); /* until there is something to do */
	void (*slice)(void *ctx, int budget_ms);
	const char *(*notice)(
		void *ctx); /* what should be told now; NULL nothing. Asked after a slice */
};

/* What a terminal of that type answered when it was asked: asked once, kept for the person. */
struct app_memory {
	bool (*recall)(
		void *ctx, const char *type, struct term_facts *facts); /* false: never asked */
	void (*keep)(void *ctx, const char *type, const struct term_facts *facts);
};

/* Opens the first screen; a failure is shown on it. */
struct app *app_new(const struct app_config *config, int rows, int cols);
void app_free(struct app *app);

void app_resize(struct app *app, int rows, int cols);
void app_update(struct app *app, const struct event *event);

/* Is there something new to paint, and how long may be waited before it would be (-1: for ever)? */
bool app_dirty(const struct app *app);
int app_timeout_ms(struct app *app);
void app_paint(struct app *app, struct canvas *cv);

/* Opens a screen over the present one, as an FX_OPEN would. */
void app_open(struct app *app, const struct screen_ops *screen, const struct arg *arg);

/* Shows a line in the status row. */
void app_say(struct app *app, const char *text);

/* Ended: *code is the exit code. */
bool app_ended(const struct app *app, int *code);

/* What the terminal is asked to do beside painting; asking clears it. */
struct app_wants {
	bool redraw, bell;
	const char *copy; /* NULL, or a text for the clipboard; lives until the next update */
};
struct app_wants app_take_wants(struct app *app);

const struct theme *app_theme(const struct app *app);
enum glyphs app_glyphs(const struct app *app);

/* For tests: the name and the model of the topmost screen, how many lie below it, the message shown. */
const char *app_screen_name(const struct app *app);
void *app_screen_model(struct app *app);
int app_depth(const struct app *app);
const char *app_message(const struct app *app);

#endif
