/*
 * The line to the terminal: its modes, its size, the signals that concern it, and output that never blocks.
 * What the line does not take at once waits here; the caller goes on reading keys.
 */
#ifndef LINLI_TTY_H
#define LINLI_TTY_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

#include "core/base/buf.h"
#include "core/base/err.h"

struct tty {
	int in;  /* standard input */
	int out; /* an open file of our own, so that not blocking is our own affair */
	int signals;
	sigset_t mask_before;
	struct termios before, raw;
	struct buf waiting; /* what the line has not taken yet, from sent on */
	size_t sent;
	int64_t blocked_ms; /* since when something waits; 0 when nothing does */
	int64_t bytes;      /* taken by the line in all */
	bool lost;
};

/*
 * Takes standard input and output, which must be a terminal, and blocks the signals that it will read.
 * The modes are set by tty_set_modes(), at the start and again after a stop: no echo, no line editing, no
 * key that makes a signal or stops the flow, nothing translated. tty_close() is called in any case.
 */
bool tty_open(struct tty *t, struct err *err);

/* Tries for at most wait_ms to send what waits, then restores modes and signals. */
void tty_close(struct tty *t, int wait_ms);

void tty_set_modes(struct tty *t);

/* False when the terminal does not know its size. */
bool tty_size(const struct tty *t, int *rows, int *cols);

void tty_put(struct tty *t, const char *bytes, size_t len);

/* Sends what the line takes now; true when nothing waits any more. A dead line is noted as lost. */
bool tty_send(struct tty *t, int64_t now_ms);
bool tty_waits(const struct tty *t);

#endif
