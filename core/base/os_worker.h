/*
 * A helper on another core: a fork of this process that takes in what it is sent and answers once at the end.
 * For loads that a single core is too slow for; consoles never have one. Start it before a database is
 * opened: a fork must not share one.
 */
#ifndef LINLI_OS_WORKER_H
#define LINLI_OS_WORKER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/buf.h"
#include "core/base/err.h"

struct os_worker {
	int pid; /* 0: none */
	int fd;
};

/*
 * In the helper: calls work with a descriptor to read from; what work puts into `answer` is sent back, and its
 * result tells whether all went well. A sender that was killed looks like one that has ended: what is sent
 * must say itself that it is whole. Errors: IO.
 */
bool os_worker_start(struct os_worker *w, bool (*work)(int in, void *ctx, struct buf *answer),
	void *ctx, struct err *err);

/* Sends all of it, waiting for the helper to keep up. Errors: IO when the helper is gone. */
bool os_worker_send(struct os_worker *w, const void *bytes, size_t len, struct err *err);

/* No more comes: waits for the answer. False when work failed (answer says why) or was killed. */
bool os_worker_end(struct os_worker *w, struct buf *answer);

/* Forgets it, however far it is. */
void os_worker_stop(struct os_worker *w);

/* Reads exactly len bytes; false at the end or on an error. For the helper. */
bool os_read_exactly(int fd, void *bytes, size_t len);

#endif
