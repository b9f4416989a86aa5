#include "core/db/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/schema.h"

enum { CONSOLE_CACHE_KIB = 2048, GATE_WAIT_MS = 10000, GATE_HURRY_MS = 2000 };

struct store {
	struct db *db;
	struct clock clock;
	struct keys keys;
	char *path;
	int gate_fd, open_fd;
	int gate_wait_ms;
	int64_t data_version;
	bool bulk, finished;
	char *refusal; /* NULL: writing is allowed */
};

static bool
side_file(const struct store *st, const char *suffix, struct buf *out)
{
	buf_init(out);
	buf_addf(out, "%s%s", st->path, suffix);
	return true;
}

static bool
read_key(struct store *st, struct err *err)
{
	struct buf name, bytes;

	side_file(st, ".key", &name);
	buf_init(&bytes);
	bool ok = os_read_file(name.text, CRYPTO_KEY_BYTES, &bytes, err);

	if (ok && bytes.len != CRYPTO_KEY_BYTES)
		ok = err_set(err, ERR_CORRUPT, _("密钥文件 %s 不完整"), name.text);
	if (ok)
		keys_derive(&st->keys, (const uint8_t *)bytes.text);
	memset(bytes.text, 0, bytes.len);
	buf_release(&bytes);
	buf_release(&name);
	return ok;
}

static bool
make_key(struct store *st, struct err *err)
{
	uint8_t master[CRYPTO_KEY_BYTES];
	struct buf name;

	side_file(st, ".key", &name);
	os_random(master, sizeof(master));
	bool ok = os_write_file(name.text, (const char *)master, sizeof(master), err);

	if (ok)
		keys_derive(&st->keys, master);
	memset(master, 0, sizeof(master));
	buf_release(&name);
	return ok;
}

static bool
open_side(struct store *st, const char *suffix, int *fd, struct err *err)
{
	struct buf name;

	side_file(st, suffix, &name);
	*fd = os_lock_open(name.text, err);
	buf_release(&name);
	return *fd >= 0;
}

static struct store *
store_new(const char *path)
{
	struct store *st = xcalloc(1, sizeof(*st));

	st->path = xstrdup(path);
	st->gate_fd = st->open_fd = -1;
	st->gate_wait_ms = GATE_WAIT_MS;
	clock_real(&st->clock);
	return st;
}

static bool
check_version(struct store *st, struct err *err)
{
	int version = db_schema_version(st->db, err);

	if (version < 0)
		return err_at(err, "%s", st->path);
	if (version > SCHEMA_VERSION)
		return err_set(err, ERR_IO,
			_("%s 是更新版本的程序建的 (库 %d, 程序 %d)。请先升级程序, 数据没有动"), st->path, version,
			SCHEMA_VERSION);
	if (version < SCHEMA_VERSION)
		return err_set(err, ERR_IO,
			_("%s 是旧版本的库 (库 %d, 程序 %d)。请运行: linli --db %s migrate"), st->path, version,
			SCHEMA_VERSION, st->path);
	return true;
}

static bool
check_frozen(struct store *st, const struct store_config *config, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool demo = strcmp(store_setting(st, "demo", &mem, err), "1") == 0;

	arena_release(&mem);
	if (!config->frozen || err->code != ERR_NONE)
		return err->code == ERR_NONE;
	if (!demo)
		return err_set(err, ERR_INPUT, _("LINLI_NOW 只能用于演示库"));
	clock_freeze(&st->clock, config->frozen_utc);
	return true;
}

/* Could this process write to the database and beside it? */
static bool
writable(const char *path)
{
	struct buf dir;
	const char *slash = strrchr(path, '/');

	buf_init(&dir);
	buf_add(&dir, slash != NULL ? path : ".", slash != NULL ? (size_t)(slash - path) + 1 : 1);
	bool ok = access(path, W_OK) == 0 && access(dir.text, W_OK) == 0;

	buf_release(&dir);
	return ok;
}

static bool
open_parts(struct store *st, const struct store_config *config, struct err *err)
{
	int cache = config->cache_kib != 0 ? config->cache_kib : CONSOLE_CACHE_KIB;
	bool archive = os_exists(st->path) && !writable(st->path);

	if (archive && !config->archive_ok)
		return err_set(err, ERR_IO,
			_("%s 或它所在的文件夹只能读, 这里只能用 show search report check 查看"), st->path);
	if (!db_open(&st->db, st->path, archive ? DB_ARCHIVE : DB_WRITE, cache, err))
		return false;
	if (archive) {
		store_refuse_writes(st, _("这是只读的存档"));
	} else {
		if (!open_side(st, "-gate", &st->gate_fd, err) || !open_side(st, "-open", &st->open_fd, err))
			return false;
		if (os_lock_take(st->open_fd, OS_LOCK_SHARED, 0) != OS_LOCKED)
			return err_set(err, ERR_BUSY, _("%s 正在恢复或升级, 请稍后再开"), st->path);
	}
	if (!check_version(st, err) || !read_key(st, err) || !check_frozen(st, config, err))
		return false;
	st->data_version = db_data_version(st->db);
	return true;
}

bool
store_open(struct store **out, const struct store_config *config, struct err *err)
{
	struct store *st = store_new(config->path);

	*out = NULL;
	if (!open_parts(st, config, err)) {
		store_close(st);
		return false;
	}
	*out = st;
	return true;
}

bool
store_create(struct store **out, const struct store_config *config, struct err *err)
{
	struct store *st = store_new(config->path);

	*out = NULL;
	st->bulk = true;
	if (config->frozen)
		clock_freeze(&st->clock, config->frozen_utc);
	bool ok = !os_exists(config->path) ||
		err_set(err, ERR_INPUT, _("%s 已经存在, 没有覆盖"), config->path);

	if (!ok)
		st->finished = true; /* not ours to remove */
	ok = ok && make_key(st, err) && open_side(st, "-gate", &st->gate_fd, err) &&
		open_side(st, "-open", &st->open_fd, err) &&
		db_open(&st->db, st->path, DB_BULK_NEW,
			config->cache_kib != 0 ? config->cache_kib : CONSOLE_CACHE_KIB, err) &&
		schema_tables(st->db, err);

	if (!ok) {
		store_close(st);
		return false;
	}
	*out = st;
	return true;
}

bool
store_finish_new(struct store *st, struct err *err)
{
	if (!schema_indexes(st->db, err) || !db_analyze(st->db, err) || !db_finish_bulk(st->db, err))
		return false;
	st->finished = true;
	return true;
}

static void
remove_new_files(const struct store *st)
{
	static const char *const suffixes[] = {"", ".key", "-gate", "-open", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		struct buf name;

		side_file(st, suffixes[i], &name);
		unlink(name.text);
		buf_release(&name);
	}
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	db_close(st->db);
	if (st->bulk && !st->finished)
		remove_new_files(st);
	if (st->gate_fd >= 0)
		close(st->gate_fd);
	if (st->open_fd >= 0)
		close(st->open_fd);
	memset(&st->keys, 0, sizeof(st->keys));
	free(st->refusal);
	free(st->path);
	free(st);
}

struct db *
store_db(struct store *st)
{
	return st->db;
}

struct clock *
store_clock(struct store *st)
{
	return &st->clock;
}

const struct keys *
store_keys(const struct store *st)
{
	return &st->keys;
}

const char *
store_path(const struct store *st)
{
	return st->path;
}

int64_t
store_now(const struct store *st)
{
	return clock_now(&st->clock);
}

bool
store_read_only(const struct store *st)
{
	return st->refusal != NULL;
}

void
store_refuse_writes(struct store *st, const char *reason)
{
	free(st->refusal);
	st->refusal = xstrdup(reason);
}

void
store_hurry(struct store *st)
{
	st->gate_wait_ms = GATE_HURRY_MS;
}

bool
store_begin(struct store *st, struct err *err)
{
	if (st->refusal != NULL)
		return err_set(err, ERR_RULE, "%s", st->refusal);
	if (st->bulk && !st->finished)
		return db_begin_write(st->db, err);
	switch (os_lock_take(st->gate_fd, OS_LOCK_EXCLUSIVE, st->gate_wait_ms)) {
	case OS_LOCKED:
		break;
	case OS_LOCK_HELD:
		return err_set(err, ERR_BUSY, _("数据库正被别人占用, 没有存上。稍后再试"));
	case OS_LOCK_FAILED:
		return err_set(err, ERR_IO, _("锁不住 %s-gate: %s"), st->path, strerror(errno));
	}
	if (!db_begin_write(st->db, err) || !check_version(st, err)) {
		store_rollback(st);
		return false;
	}
	return true;
}

bool
store_commit(struct store *st, struct err *err)
{
	bool ok = db_commit(st->db, err);

	if (!ok)
		db_rollback(st->db);
	os_lock_drop(st->gate_fd);
	return ok;
}

void
store_rollback(struct store *st)
{
	db_rollback(st->db);
	os_lock_drop(st->gate_fd);
}

bool
store_changed(struct store *st)
{
	int64_t now = db_data_version(st->db);
	bool changed = now != st->data_version;

	st->data_version = now;
	return changed;
}

const char *
store_setting(struct store *st, const char *key, struct arena *mem, struct err *err)
{
	struct stmt *s = db_stmt(st->db, "SELECT value FROM settings WHERE key = $1", err);
	const char *value = "";

	if (s == NULL)
		return value;
	bind_text(s, 1, key);
	if (db_row(s, err))
		value = col_text(s, mem);
	db_done(s, err);
	return value;
}

bool
store_set_setting(struct store *st, const char *key, const char *value, struct err *err)
{
	struct stmt *s = db_stmt(st->db,
		"INSERT INTO settings(key, value) VALUES($1, $2)"
		" ON CONFLICT(key) DO UPDATE SET value = excluded.value",
		err);

	if (s == NULL)
		return false;
	bind_text(s, 1, key);
	bind_text(s, 2, value);
	return db_run(s, err);
}
