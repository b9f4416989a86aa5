/*
 * A file system between the engine and the real one that fails on demand, keeps a diary of what was written
 * and forced to the disk, and can rebuild what a power cut would have left. fault_install() makes it the
 * default, so that the store under test runs as it is.
 */
#ifndef LINLI_FAULT_VFS_H
#define LINLI_FAULT_VFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/rng.h"

enum fault_kind {
	FAULT_OPEN = 1,
	FAULT_WRITE = 2,
	FAULT_SYNC = 4,
	FAULT_TRUNCATE = 8,
	FAULT_READ = 16,
	FAULT_ANY = 31
};

/* Real syncs are left out from now on: what they would have done is known from the diary. */
void fault_install(void);

/*
 * The n-th operation (from 1) of these kinds fails: once, or from then on for good. full: as on a full disk,
 * otherwise as on a broken one. fault_disarm() returns how many operations failed.
 */
void fault_arm(unsigned kinds, int n, bool for_good, bool full);
int fault_disarm(void);

/* Starts a diary of writes in the folder; everything that is in its files counts as on the disk. */
void diary_begin(const char *folder);
size_t diary_length(void);
void diary_end(void);

/* From now on syncs are not written down: a disk that lies. */
void diary_forget_syncs(bool forget);

/*
 * Writes the files as a power cut after `cut` entries may have left them into another folder: what was forced
 * to the disk is there; a later write is there, is not, or is there in whole sectors of 512 bytes only.
 */
void diary_cut(size_t cut, struct rng *rng, const char *into);

#endif
