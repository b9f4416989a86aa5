#include <stdio.h>
#include <string.h>

#include "core/cmd/cmd.h"
#include "core/db/store.h"

void
cmd_print_line(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

static bool
open_store(struct cmd_run *run, bool archive_ok, int cache_kib, struct err *err)
{
	const struct options *o = &run->options;
	struct store_config config = {.path = o->db,
		.archive_ok = archive_ok,
		.frozen = o->frozen,
		.frozen_utc = o->frozen_utc,
		.cache_kib = cache_kib};

	if (o->db == NULL)
		return err_set(err, ERR_INPUT, _("不知道数据库在哪里: 没有 HOME, 请用 --db 指定"));
	return store_open(&run->store, &config, err);
}

/* Anybody may say that they are somebody else only where nothing is real. */
static bool
may_choose_account(struct cmd_run *run, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool demo = strcmp(store_setting(run->store, "demo", &mem, err), "1") == 0;

	arena_release(&mem);
	if (err->code != ERR_NONE)
		return false;
	return demo || err_set(err, ERR_INPUT, _("--as 只能用于演示库"));
}

bool
cmd_open(struct cmd_run *run, bool archive_ok, int cache_kib, struct err *err)
{
	const struct options *o = &run->options;

	if (o->data_dir == NULL)
		return err_set(err, ERR_INPUT, _("没有找到规则数据的文件夹, 请用 --data 指定"));
	if (!rules_load(&run->rules, o->data_dir, cmd_print_line, NULL, err) ||
		!open_store(run, archive_ok, cache_kib, err))
		return false;
	if (o->as != NULL && !may_choose_account(run, err))
		return false;
	return session_open(&run->session, run->store, run->rules, o->as, err);
}

void
cmd_close(struct cmd_run *run)
{
	session_close(&run->session);
	store_close(run->store);
	rules_free(run->rules);
	run->store = NULL;
	run->rules = NULL;
}
