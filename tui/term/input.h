/*
 * From what the terminal sent to events: bytes become characters, characters that came together become an
 * input method's commit, what stands between paste marks becomes one paste, and replies of the terminal are
 * put aside. Knows no descriptor and no curses; times come from the caller.
 */
#ifndef LINLI_INPUT_H
#define LINLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/utf8.h"
#include "tui/term/term.h"

/* What input_code() takes: bytes as they are, and these. */
enum input_code {
	INPUT_PASTE_BEGIN = 256,
	INPUT_PASTE_END,
	INPUT_KEY, /* INPUT_KEY + an enum key_sym that is no character */
};

enum {
	INPUT_PASTE_BYTES = 1 << 18, /* of one paste; the rest is dropped */
	INPUT_REPLIES = 8,
};

/* "CSI row ; col R", the terminal's answer to the question where the cursor is. */
struct reply {
	int row, col; /* from 1 */
};

struct pending_event {
	struct event ev;
	struct buf text;
};

struct input {
	int commit_ms;    /* characters that follow each other this closely are one commit */
	int64_t now_ms;   /* time of the codes being taken */
	int64_t stamp_ms; /* the same on the clock that events are stamped with */
	struct utf8_decoder utf8;
	struct buf run; /* characters that may be one commit */
	bool run_is_ascii, run_is_keys;
	int run_chars;
	int64_t run_ms; /* when the last of them came */
	bool pasting, paste_stalled;
	struct buf paste;
	int64_t paste_ms; /* when its last byte came */
	char escape[48];  /* a sequence that no key table knew; escape[0] is ESC */
	size_t escape_len;
	struct reply replies[INPUT_REPLIES];
	int reply_count;
	bool attributes_seen;  /* "CSI ? ... c": the answer that every terminal gives */
	struct key last_press; /* for double clicks */
	int64_t last_press_ms;
	struct pending_event *queue;
	size_t head, count, room;
	struct buf text; /* of the event handed out last */
};

void input_init(struct input *in, int commit_ms);
void input_release(struct input *in);

/* Takes one code; now_ms is monotonic, stamp_ms what events get as at_ms. */
void input_time(struct input *in, int64_t now_ms, int64_t stamp_ms);
void input_code(struct input *in, int code);
void input_mouse(struct input *in, enum key_sym sym, int row, int col);

/* Nothing more has come for now: decides what can be decided. */
void input_pause(struct input *in);

/* Milliseconds until waiting characters are an event even if nothing comes; -1 when none wait. */
int input_wait_ms(const struct input *in, int64_t now_ms);

/* Is an event ready? */
bool input_waiting(const struct input *in);

/* The next event, false when there is none. Its text lives until the next call. */
bool input_next(struct input *in, struct event *ev);

#endif
