/*
 * A program on a pseudo-terminal with its screen in libvterm. Tests wait until something is true, never for
 * a time; every wait gives up after PTY_PATIENCE_MS and then fails the test that asked, with the screen.
 */
#ifndef LINLI_PTY_H
#define LINLI_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <vterm.h>

#include "core/base/buf.h"

enum { PTY_PATIENCE_MS = 20000, PTY_MARKS = 2 };

struct pty {
	int fd; /* of the master side; -1 after a hang-up */
	pid_t pid;
	bool eof, exited;
	int status; /* as from waitpid(), once exited */
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool second_screen, cursor_visible, bracketed_paste;
	int mouse; /* 0: the program does not want it */
	unsigned bells;
	char title[128]; /* set by the program: none should be */
	size_t bytes;    /* written by the program in all */
	size_t mark;     /* the same at the last thing sent to it */
	int64_t to_read; /* bytes that the program will have read when it has read all that was sent */
	int64_t rest_ms;   /* when pty_idle() last found it at rest, by the monotonic clock */
	unsigned frames;   /* ends of synchronised updates */
	struct buf *log;   /* not NULL: gets every byte that the program writes */
	char sequence[64]; /* a private-mode sequence being read */
	size_t sequence_len;
};

/*
 * Starts argv with an environment of PATH, HOME, TMPDIR, what sanitizers need, TERM=xterm-256color and
 * env ("NAME=value", NULL at the end), which wins.
 */
struct pty *pty_start(int rows, int cols, const char *const argv[], const char *const env[]);

/* Runs child(arg) on the pseudo-terminal instead; its result is the exit code. */
struct pty *pty_fork(
	int rows, int cols, int (*child)(void *arg), void *arg, const char *const env[]);

/* Hangs up, waits for the program to end (kills it if it does not) and frees everything. */
void pty_close(struct pty *p);

/* Closes the master side, as when the line drops. Nothing can be read from the program afterwards. */
void pty_hang_up(struct pty *p);

void pty_send(struct pty *p, const char *bytes, size_t len);
void pty_text(struct pty *p, const char *text);

/* Keys by the names of key.h, with blanks between: "Down Down Enter 中 Ctrl-X F5". */
void pty_keys(struct pty *p, const char *names);

/* Between paste marks if the program asked for them. */
void pty_paste(struct pty *p, const char *text);

/* Presses and releases a button (1; 4 and 5 are the wheel), in the protocol that the program asked for. */
void pty_mouse(struct pty *p, int row, int col, int button);
void pty_resize(struct pty *p, int rows, int cols);

/* Does test come true? Reads what the program writes meanwhile. */
bool pty_wait(struct pty *p, bool (*test)(struct pty *p, void *arg), void *arg);
bool pty_sees(struct pty *p, const char *text);

/* The program sleeps on its terminal and nothing is under way in either direction. */
bool pty_idle(struct pty *p);

/* The same, without reading a byte of what it writes: its line may be full. */
bool pty_idle_unread(struct pty *p);

/* The program ended; its exit code, or 128 + signal. -1 when it did not end. */
int pty_exit_code(struct pty *p);

#define assert_sees(p, text) \
	assert_pty((p), pty_sees((p), (text)), "sees " #text, __FILE__, __LINE__)
#define assert_idle(p) assert_pty((p), pty_idle(p), "idle", __FILE__, __LINE__)
void assert_pty(struct pty *p, bool ok, const char *what, const char *file, int line);

/* One cell as the terminal has it, not mended: cells is 2 for a wide glyph and 0 for its right half. */
struct pty_cell {
	uint32_t cp, marks[PTY_MARKS];
	int cells;
	int fg, bg; /* -1: the terminal's own */
	bool bold, underline, reverse;
};
struct pty_cell pty_cell(const struct pty *p, int row, int col);
void pty_cursor(const struct pty *p, int *row, int *col);

/* A row, or the whole screen, as text without blanks at the ends. Wide glyphs come once. */
void pty_row(const struct pty *p, int row, struct buf *out);
void pty_dump(const struct pty *p, struct buf *out);
bool pty_find(const struct pty *p, const char *text, int *row, int *col);

/* NULL, or where the program left half of a wide glyph for the terminal to mend: not all of them do. */
const char *pty_torn(const struct pty *p);

/* The libvterm side, for pty.c: makes the screen, and gives it what the program wrote. */
void pty_screen_start(struct pty *p);
void pty_screen_feed(struct pty *p, const char *bytes, size_t len);

/* Is the terminal described on this machine? */
bool pty_knows(const char *type);

#endif
