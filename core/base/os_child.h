/*
 * Long work as a child process of this same program, with progress on a pipe: backup, restore, check,
 * roll-up rebuild, password hashing. The console reads the pipe between keys and never waits for it.
 *
 * The child's standard output is the pipe; so is its standard error. A line "@ 34 100" is progress (done,
 * of all); every other line is a message, and the last of them is the sentence to show at the end. A child
 * prints progress with os_progress() and only when LINLI_PROGRESS is set in its environment, which
 * os_child_start() does.
 */
#ifndef LINLI_OS_CHILD_H
#define LINLI_OS_CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"

struct os_child {
	int pid;       /* 0: none, or ended and collected */
	int fd;        /* to be read, non-blocking; -1 when the pipe has ended */
	int exit_code; /* after the end; 128 + signal when a signal ended it */
	int64_t done, all;
	struct buf line; /* what has come of the current line */
	struct buf message;
	struct buf *results; /* NULL, or gets every message, a line each; to be set after the start */
};

/*
 * Starts a program with its arguments (argv[0] is its name, NULL ends the list); program NULL is the running
 * one. The child has no terminal for input, default signals, a process group of its own and only the
 * descriptors 0-2. Errors: IO.
 */
bool os_child_start(
	struct os_child *c, const char *program, const char *const argv[], struct err *err);

/*
 * Takes in what has come, without waiting. True while the child works; false once it has ended, its output
 * is read and exit_code stands.
 */
bool os_child_poll(struct os_child *c);

/* Waits for output or the end, at most wait_ms. For commands; a console polls its own descriptors. */
void os_child_wait(struct os_child *c, int wait_ms);

/* Asks it to stop (SIGTERM); os_child_poll() tells when it has. */
void os_child_stop(struct os_child *c);

/* Forgets it; a child that still works is stopped and waited for. */
void os_child_release(struct os_child *c);

/* In a child: tells how far it is. Does nothing when nobody listens. */
void os_progress(int64_t done, int64_t all);

#endif
