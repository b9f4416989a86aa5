/*
 * A program at a terminal, timed from a key to the last byte of the answer. The answer has ended when the program
 * waits again and has been still for a few milliseconds; the time is that of its last byte. What the program stood
 * in the queue for a processor, and the bench before it saw the last byte, is taken off: that is the time of others.
 */
#ifndef LINLI_BENCH_TTY_H
#define LINLI_BENCH_TTY_H

#include "core/base/buf.h"
#include "core/base/os_pty.h"

struct bench_tty {
	struct os_pty pty;
	struct buf *
		frames; /* NULL, or gets every answer: its length in four bytes, the lowest first, and its bytes */
	struct buf answer;
};

struct bench_frame {
	double ms; /* to the last byte */
	double ready_ms; /* to the end of the first synchronised update; the same as ms where there is none */
	double cpu_ms; /* that the program worked: the same whatever else runs on the machine */
	int64_t bytes;
};

/* Starts it and waits for its first screen. Errors: IO, also when it ends. */
bool bench_tty_start(struct bench_tty *t, int rows, int cols, const char *const argv[],
	struct buf *frames, struct bench_frame *first, struct err *err);

/* Types and waits. No answer at all is an answer of no bytes. Errors: IO when the program has ended. */
bool bench_tty_key(struct bench_tty *t, const char *key, struct bench_frame *out, struct err *err);

/* How many bytes come while nobody types. */
int64_t bench_tty_listen(struct bench_tty *t, int ms);

void bench_tty_end(struct bench_tty *t);

#endif
