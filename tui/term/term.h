/*
 * The terminal. The only code that sees curses. Input comes as events, output goes as a whole canvas.
 */
#ifndef LINLI_TERM_H
#define LINLI_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/clock.h"
#include "core/base/err.h"
#include "tui/cells/canvas.h"
#include "tui/cells/key.h"
#include "tui/cells/theme.h"

struct term;

enum event_kind {
	EVENT_NONE, /* the timeout passed */
	EVENT_KEY, /* ASCII characters one by one, keys, and single full-width or Chinese marks (for lists
	                  key_for_list() says which key was meant) */
	EVENT_TEXT, /* characters that arrived together and are more than keys: an input method's commit;
	                  text holds them, cleaned, on one line (key_for_commit() knows the doubled dash) */
	EVENT_PASTE,     /* text pasted, cleaned, at most 256 KiB */
	EVENT_BAD_INPUT, /* bytes that are not UTF-8 came: the terminal is set to another encoding */
	EVENT_RESIZE,    /* the size may have changed, and the next flush will paint everything */
	EVENT_WAKE,      /* a descriptor that the caller watches is ready */
	EVENT_LOST, /* the line is gone, or the process is told to end: save, draw nothing, leave. Once */
};

struct event {
	enum event_kind kind;
	struct key key;
	const char *text; /* EVENT_TEXT, EVENT_PASTE: lives until the next wait */
	int64_t at_ms;    /* monotonic time of arrival, on the clock of the configuration */
	int signal;       /* EVENT_LOST: the signal, or 0 for a hang-up of the line */
};

/* What a terminal repeats on "CSI n b": blanks, frames and charts take fewer bytes then. */
enum term_repeat { REPEAT_NOTHING, REPEAT_ASCII, REPEAT_ANY };

struct term_config {
	const char *type; /* TERM; NULL or empty: unknown */
	/* for at_ms; NULL: the machine's. Waiting always takes real time */
	const struct clock *clock;
	bool no_colour; /* NO_COLOR */
	bool over_ssh;  /* waits longer for the rest of an escape sequence */
	bool mouse;
	enum term_repeat repeats; /* what an earlier probe found */
	int escape_ms;            /* 0: 50, or 100 over ssh */
	int commit_ms; /* 0: 30; characters that follow each other this closely are one commit */
	int stall_ms; /* 0: 2000; a line that took nothing for so long gets a whole screen afterwards */
};

/*
 * Takes the terminal on standard input and output; the locale must be set (i18n_init). Refuses, with a
 * sentence, what is no terminal and a TERM without cursor addressing; retries an unknown one as
 * xterm-256color or vt100 and says so through *notice (NULL otherwise; translated when it is set, lives
 * as long as the catalogue). Signals WINCH HUP TERM INT QUIT TSTP CONT belong to it until term_close():
 * a TSTP is swallowed, since nothing could continue a console in a forced session.
 */
bool term_open(
	struct term **out, const struct term_config *config, const char **notice, struct err *err);

/*
 * Gives the terminal back as it was, its screen erased first where it has no second one. Takes at most
 * two seconds on a line that does not take its bytes.
 */
void term_close(struct term *t);

/* At least 1 and 1. A terminal that does not know its size counts as 24 rows of 80. */
void term_size(const struct term *t, int *rows, int *cols);

/* What the terminal can show: 256, 16, 8 or 0. */
int term_colours(const struct term *t);

/* Uses at most so many colours: 16 cost fewer bytes than 256 on a slow line. */
void term_limit_colours(struct term *t, int most);

/* A round trip over the line as measured; sets the time waited for the rest of a sequence (50 to 600 ms). */
void term_round_trip(struct term *t, int ms);

void term_mouse(struct term *t, bool on);

/*
 * Waits for the next event, at most timeout_ms (-1: for ever); watch_fd is -1 or a descriptor that wakes
 * when it can be read. Keys that came together are handed out one by one; while term_pending() says that
 * more has come, painting can wait.
 */
void term_wait(struct term *t, int timeout_ms, int watch_fd, struct event *ev);
bool term_pending(struct term *t);

/*
 * Brings the screen to what the canvas shows, as one write of as few bytes as possible, marked as one
 * update. Never blocks: while the line does not take bytes, only the newest canvas is kept, and painted
 * by a later term_wait(). A canvas of another size is cut or filled up. False when the line is gone.
 */
bool term_flush(
	struct term *t, const struct canvas *cv, const struct theme *theme, enum glyphs glyphs);

/* Forgets what the terminal shows: the next flush paints everything. For Ctrl-L and after damage. */
void term_redraw(struct term *t);

/* Erases screen and scroll-back: for the lock screen. */
void term_wipe(struct term *t);

void term_bell(struct term *t);

/*
 * Puts text on the user's clipboard where the terminal allows it (OSC 52). False when this terminal is
 * not one that does, or the text is longer than 64 KiB.
 */
bool term_copy(struct term *t, const char *text);

struct term_facts {
	int ambiguous_cells; /* of a line drawing character: 1 or 2 */
	int rare_cells;      /* of an ideograph of plane 2: 2 where its width is known */
	int round_trip_ms;
	enum term_repeat repeats;
};

/*
 * Asks the terminal by cursor reports. It writes on the third row and erases it: flush afterwards. Keys
 * that come meanwhile are kept. False when the terminal does not answer within wait_ms.
 */
bool term_probe(struct term *t, int wait_ms, struct term_facts *facts);

/* Bytes written since the last call. */
int64_t term_take_bytes(struct term *t);

#endif
