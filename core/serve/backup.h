/*
 * Copies of the database: made while others write, put back when nobody has it open, and taken before the
 * schema moves on. A copy is one compact file without log and without key: the key file is kept elsewhere.
 *
 * All three are long work: run them in a process of their own (os_child.h). They tell their progress and end
 * with BUSY when os_stop_asked(), leaving everything as it was.
 */
#ifndef LINLI_BACKUP_H
#define LINLI_BACKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/crypto.h"
#include "core/base/err.h"

struct backup_report {
	int64_t bytes;
	char sha256[CRYPTO_SHA256_TEXT];
};

/*
 * Writes a copy of the database to a new file, looks it through (quick_check), forces it to the disk and only
 * then gives it its name. The caller has the database open by a store. Errors: INPUT (the target exists), IO
 * (no room, with how much is needed), CORRUPT (what was copied is damaged: the copy is not kept).
 */
bool backup_make(const char *path, const char *target, struct backup_report *out, struct err *err);

struct restore_report {
	int version;     /* of the schema in the backup; an older one must be migrated */
	char kept[4096]; /* the name under which the former database was kept; "" when there was none */
};

/*
 * Puts a backup in the place of the database, which nobody may have open. The backup is checked first (whole,
 * this program's, the key file's own), copied, compared; the former database is kept under another name, its
 * log with it. `now` is civil time, for that name. Errors: as above; BUSY naming who has it open.
 */
bool backup_restore(const char *path, const char *file, int64_t now, struct restore_report *out,
	struct err *err);

struct migrate_report {
	int from, to;
	char kept[4096]; /* the copy that was taken before; "" when nothing had to be done */
};

/* Brings the schema up to this program's version, after a copy has been taken. Nobody may have it open. */
bool backup_migrate(const char *path, int64_t now, struct migrate_report *out, struct err *err);

#endif
