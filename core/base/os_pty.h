/*
 * Another program on a pseudo-terminal of its own, and what it uses of the machine: for measuring what a
 * person at a terminal waits for.
 */
#ifndef LINLI_OS_PTY_H
#define LINLI_OS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

struct os_pty {
	int fd;  /* our side; -1: none */
	int pid; /* 0: none */
};

/*
 * Starts argv[0] with its arguments (NULL ends them) as the leader of a session whose terminal this is, of
 * type xterm-256color, with no wish of colours, sizes or lines left in its environment. Errors: IO.
 */
bool os_pty_start(struct os_pty *p, int rows, int cols, const char *const argv[], struct err *err);

/* Hangs up and waits for the end of the program, which is killed if it stays. */
void os_pty_close(struct os_pty *p);

/* What the program has written, waiting at most wait_ms for it: bytes, 0 for none yet, -1 for its end. */
int os_pty_read(struct os_pty *p, char *bytes, size_t most, int wait_ms);

/* Types; false when nobody reads any more. */
bool os_pty_type(struct os_pty *p, const char *bytes, size_t len);

/* Does the process wait for something, with nothing left to do? */
bool os_process_waits(int pid);

/* What a process has used so far, and the memory that it shares with nobody. */
struct os_use {
	int64_t cpu_ns, wakes, private_kib;
};
struct os_use os_process_use(int pid);

/* The first of these alone, quickly. */
int64_t os_process_cpu_ns(int pid);

/* How long it has stood in the queue for a processor, ready to work; 0 for `pid` is this process. */
int64_t os_process_queued_ns(int pid);

#endif
