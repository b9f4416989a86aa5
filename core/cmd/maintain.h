/* What the commands share that look after the file and know no rules of the field. */
#ifndef LINLI_MAINTAIN_H
#define LINLI_MAINTAIN_H

#include "core/cmd/cmd.h"
#include "core/domain/audit.h"

/* The database's path. Errors: INPUT when nothing names one. */
bool maintain_path(const struct cmd_run *run, const char **path, struct err *err);

/*
 * Opens the database into run->store and run->session, without rules: as the account of --as, or as the
 * system where none is named. From now on a signal asks the work to stop (os_note_stops).
 */
bool maintain_open(struct cmd_run *run, bool archive_ok, struct err *err);

/* One row of the audit log on the file, in a transaction of its own. */
bool maintain_audit(struct cmd_run *run, enum audit_op op, const char *detail, struct err *err);

#endif
