/*
 * The terminal. The only code that sees curses. Input comes as events, output goes as a whole canvas.
 */
#ifndef LINLI_TERM_H
#define LINLI_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "tui/cells/canvas.h"
#include "tui/cells/key.h"
#include "tui/cells/theme.h"

struct term;

enum event_kind {
	EVENT_NONE,    /* the timeout passed */
	EVENT_KEY,
	EVENT_TEXT,    /* one or more characters that arrived together and are no single ASCII key: an input
	                  method's commit; text holds them, cleaned */
	EVENT_PASTE,   /* text pasted, cleaned; lives until the next wait */
	EVENT_BAD_INPUT, /* bytes that are not UTF-8 came: the terminal is set to another encoding */
	EVENT_RESIZE,
	EVENT_WAKE,    /* a descriptor that the caller watches is ready */
	EVENT_LOST,    /* the line is gone, or the process is told to end: save, draw nothing, leave */
};

struct event {
	enum event_kind kind;
	struct key key;
	const char *text;
	int64_t at_ms;    /* monotonic time of arrival */
	int signal;       /* EVENT_LOST: the signal, or 0 for a hang-up of the line */
};

struct term_config {
	const char *type;     /* TERM */
	bool no_colour;       /* NO_COLOR */
	bool over_ssh;        /* waits longer for the rest of an escape sequence */
	bool mouse;
	int escape_ms;        /* 0: 50, or 100 over ssh */
};

/*
 * Takes the terminal on standard input and output. Refuses, with a sentence, a TERM without cursor
 * addressing; retries an unknown one as xterm-256color or vt100 and says so through *notice (static).
 */
bool term_open(struct term **out, const struct term_config *config, const char **notice,
	struct err *err);

/* Gives the terminal back as it was, its screen erased first where it has no second one. */
void term_close(struct term *t);

void term_size(const struct term *t, int *rows, int *cols);

/* 256, 16, 8 or 0. */
int term_colours(const struct term *t);

/*
 * Waits for the next event, at most timeout_ms (-1: for ever). Keys that came together are handed out one
 * by one without painting in between being necessary: term_pending() tells.
 */
void term_wait(struct term *t, int timeout_ms, int watch_fd, struct event *ev);
bool term_pending(struct term *t);

/*
 * Brings the screen to what the canvas shows, as one synchronised update of as few bytes as possible.
 * False when the line is gone.
 */
bool term_flush(struct term *t, const struct canvas *cv, const struct theme *theme,
	enum glyphs glyphs);

/* Forgets what the terminal shows: the next flush paints everything. For Ctrl-L and after damage. */
void term_redraw(struct term *t);

/* Erases screen and scroll-back: for the lock screen. */
void term_wipe(struct term *t);

void term_bell(struct term *t);

/* Puts text on the user's clipboard where the terminal allows it (OSC 52). */
void term_copy(struct term *t, const char *text);

/*
 * Asks the terminal what it does with an ambiguous character and a rare ideograph, by cursor reports.
 * False when it does not answer within wait_ms.
 */
bool term_probe(struct term *t, int wait_ms, int *ambiguous_cells, int *rare_cells, int *round_trip_ms);

/* Bytes written since the last call. */
int64_t term_take_bytes(struct term *t);

#endif
