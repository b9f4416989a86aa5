/* Runs a command of linli in a child process, as from a script: no terminal, its own environment. */
#ifndef LINLI_RUN_LINLI_H
#define LINLI_RUN_LINLI_H

#include "core/base/buf.h"

/*
 * The words after "linli", NULL at the end. Standard output and error are put into out and msg (cleared
 * first). Returns the exit code; a child that a signal ended fails the test.
 */
int linli_run(struct buf *out, struct buf *msg, const char *const words[]);

/* The same with a person at a terminal who types these lines, whatever is asked. */
int linli_run_typing(
	struct buf *out, struct buf *msg, const char *typed, const char *const words[]);

#define LINLI(out, msg, ...) linli_run((out), (msg), (const char *const[]){__VA_ARGS__, NULL})

#endif
