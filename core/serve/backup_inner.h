/* What backup.c and restore.c share. */
#ifndef LINLI_BACKUP_INNER_H
#define LINLI_BACKUP_INNER_H

#include "core/db/db.h"
#include "core/serve/backup.h"

enum { SERVICE_CACHE_KIB = 65536 };

/* Appends "PATH.WORD-20241209-143205". */
void backup_name(struct buf *out, const char *path, const char *word, int64_t now);

/* Copies into a new file, looks it through and forces it to the disk. */
bool backup_copy(struct db *db, const char *target, struct err *err);

/* Is there room for that many bytes where the file is to stand? Errors: IO. */
bool backup_room(const char *target, int64_t bytes, struct err *err);

/* quick_check without findings. Errors: CORRUPT with the first one. */
bool backup_sound(struct db *db, const char *path, struct err *err);

#endif
