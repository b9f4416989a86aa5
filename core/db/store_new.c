#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/fts.h"
#include "core/db/schema.h"
#include "core/db/store_impl.h"

static bool
check_free(const struct store *st, const char *suffix, const char *sentence, struct err *err)
{
	struct buf name;

	buf_init(&name);
	store_side_path(st, suffix, &name);
	bool ok = !os_exists(name.text) || err_set(err, ERR_INPUT, sentence, name.text);

	buf_release(&name);
	return ok;
}

/* The working file of an attempt that was killed is replaced: the lock says that nobody is at it. */
static bool
make_working_file(struct store *st, struct err *err)
{
	struct buf name;

	buf_init(&name);
	store_side_path(st, ".new", &name);
	st->working = xstrdup(name.text);
	buf_release(&name);
	unlink(st->working);
	return os_write_new_file(st->working, "", 0, err) &&
		db_open(&st->db, st->working, DB_BULK_NEW, st->cache_kib, err);
}

static bool
take_new_lock(struct store *st, struct err *err)
{
	struct buf name;

	buf_init(&name);
	store_side_path(st, "-open", &name);
	st->made_open = !os_exists(name.text);
	buf_release(&name);
	st->open_fd = store_open_side(st->path, "-open", err);
	return st->open_fd >= 0 && store_take_open(st->open_fd, st->path, OS_LOCK_EXCLUSIVE, err);
}

static bool
first_settings(struct store *st, struct err *err)
{
	char mark[KEYS_MARK_BYTES], now[32];

	st->master = xmalloc(CRYPTO_KEY_BYTES);
	os_random(st->master, CRYPTO_KEY_BYTES);
	keys_derive(&st->keys, st->master);
	keys_mark(&st->keys, mark);
	snprintf(now, sizeof(now), "%lld", (long long)store_now(st));
	return store_set_setting(st, store_key_setting, mark, err) &&
		store_set_setting(st, "created_at", now, err);
}

bool
store_create(struct store **out, const struct store_config *config, struct err *err)
{
	*out = NULL;
	if (!crypto_init())
		return err_set(err, ERR_BUG, _("程序错误: 加密库启动不了"));
	struct store *st = store_alloc(config);

	if (config->frozen)
		clock_freeze(&st->clock, config->frozen_utc);
	bool ok = check_free(st, "", _("%s 已经存在, 没有覆盖"), err) &&
		check_free(st, ".key",
			_("没有库, 但密钥文件 %s 还在: 恢复备份要用它, 没有覆盖。要建新库请先把它移走"),
			err) &&
		take_new_lock(st, err) && check_free(st, "", _("%s 已经存在, 没有覆盖"), err) &&
		make_working_file(st, err) && schema_tables(st->db, err) && first_settings(st, err);

	if (!ok) {
		store_close(st);
		return false;
	}
	*out = st;
	return true;
}

static bool
check_frozen_is_demo(struct store *st, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = !st->clock.frozen || strcmp(store_setting(st, "demo", &mem, err), "1") == 0;

	arena_release(&mem);
	return ok || err_set(err, ERR_INPUT, _("LINLI_NOW 只能用于演示库, 没有建库"));
}

/* The key is there before the file has its name: a file without key could only be read. */
static bool
give_name(struct store *st, struct err *err)
{
	struct buf key;

	buf_init(&key);
	store_side_path(st, ".key", &key);
	bool made = os_write_new_file(key.text, (const char *)st->master, CRYPTO_KEY_BYTES, err);
	bool ok = made && os_rename(st->working, st->path, true, err);

	if (made && !ok)
		unlink(key.text);
	buf_release(&key);
	return ok;
}

static void
forget_working(struct store *st)
{
	if (st->master != NULL)
		os_wipe(st->master, CRYPTO_KEY_BYTES);
	free(st->master);
	free(st->working);
	st->master = NULL;
	st->working = NULL;
}

bool
store_finish_new(struct store *st, struct err *err)
{
	enum {
		AUTOMERGE = 8,
		CRISISMERGE = 32
	}; /* fewer merges while somebody types: the keeper does them */

	if (!check_frozen_is_demo(st, err) || !schema_indexes(st->db, err) ||
		!fts_set_merging(st->db, AUTOMERGE, CRISISMERGE, err) || !db_analyze(st->db, err) ||
		!db_use_log(st->db, err))
		return false;
	db_close(st->db);
	st->db = NULL;
	if (!os_sync_file(st->working, err) || !give_name(st, err))
		return false;
	forget_working(st);
	if (os_lock_take(st->open_fd, OS_LOCK_SHARED, 0) != OS_LOCKED)
		return err_set(
			err, ERR_BUSY, _("%s 建好了, 但正被别的进程占用, 没有打开"), st->path);
	st->gate_fd = store_open_side(st->path, "-gate", err);
	return st->gate_fd >= 0 && store_attach(st, STORE_LIVE, err);
}

static void
remove_side(const char *path, const char *suffix)
{
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s%s", path, suffix);
	unlink(name.text);
	buf_release(&name);
}

static void
remove_unfinished(const struct store *st)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		remove_side(st->working, suffixes[i]);
	if (st->made_open) /* its lock is still held: nobody waits for it */
		remove_side(st->path, "-open");
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	db_close(st->db);
	if (st->working != NULL)
		remove_unfinished(st);
	forget_working(st);
	if (st->gate_fd >= 0)
		close(st->gate_fd);
	if (st->open_fd >= 0)
		close(st->open_fd);
	keys_wipe(&st->keys);
	free(st->refusal);
	free(st->log_path);
	free(st->path);
	free(st);
}
