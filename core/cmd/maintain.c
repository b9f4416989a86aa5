#include "core/cmd/maintain.h"

#include "core/base/os.h"
#include "core/db/store.h"

enum { CACHE_KIB = 65536 };

bool
maintain_path(const struct cmd_run *run, const char **path, struct err *err)
{
	*path = run->options.db;
	return *path != NULL || err_set(err, ERR_INPUT, _("没有指定数据库, 请用 --db 写出文件"));
}

bool
maintain_open(struct cmd_run *run, bool archive_ok, struct err *err)
{
	const struct options *o = &run->options;
	struct store_config config = {.archive_ok = archive_ok,
		.frozen = o->frozen,
		.frozen_utc = o->frozen_utc,
		.cache_kib = CACHE_KIB};

	if (!maintain_path(run, &config.path, err) || !store_open(&run->store, &config, err))
		return false;
	os_note_stops();
	if (o->as != NULL)
		return session_open(&run->session, run->store, NULL, o->as, err);
	run->session = (struct session){.store = run->store};
	return true;
}

bool
maintain_audit(struct cmd_run *run, enum audit_op op, const char *detail, struct err *err)
{
	struct audit_chain chain = {0};

	if (!store_begin(run->store, err))
		return false;
	if (audit_add(&run->session, &chain, op, AUDIT_OBJ_FILE, 0, detail, NULL, err))
		return store_commit(run->store, err);
	store_rollback(run->store);
	return false;
}
