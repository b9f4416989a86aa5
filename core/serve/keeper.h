/*
 * Keeping house: folding the write-ahead log back, folding events into the roll-ups, merging the text index,
 * deleting what has run out, watching the disk. One console does it for all, between its keys, in slices; the
 * lock DB-keeper elects it, at start and anew each minute. `linli tick` does the same to the end, whoever is
 * elected: every act is idempotent and takes the write gate.
 */
#ifndef LINLI_KEEPER_H
#define LINLI_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/db/store.h"
#include "core/domain/session.h"

struct keeper;

/*
 * Never fails: what cannot be done now is tried again a minute later. Once a day the elected one starts
 * `linli tick` as a child for the longer work: tick_program is its file ("/proc/self/exe"; the text must
 * live as long as the keeper), NULL for never. Nothing is started or written for an archive.
 */
struct keeper *keeper_open(struct session *s, const char *tick_program);
void keeper_close(struct keeper *k);

/*
 * Does what is due for about budget_ms of the store's monotonic clock (one step is about 10 ms at most).
 * True when more is due right away: call again as soon as nobody types.
 */
bool keeper_slice(struct keeper *k, int budget_ms);

/* When the next slice has something to do, in milliseconds from now: for the console's timeout. */
int keeper_due_ms(const struct keeper *k);

/* For the status line and the system screen. */
struct keeper_state {
	bool elected;         /* this process keeps house */
	bool known;           /* somebody does */
	enum store_room room; /* on the disk */
	int64_t log_bytes; /* of the write-ahead log; above 256 MiB somebody reads for too long */
	struct err last;   /* the last thing that went wrong; cleared by the next success */
};

const struct keeper_state *keeper_state(const struct keeper *k);

/* Everything that is due, to the end, and the daily work of the engine. For `linli tick`. */
bool keeper_run(struct session *s, struct err *err);

#endif
