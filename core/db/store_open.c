#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/header.h"
#include "core/db/schema.h"
#include "core/db/store_impl.h"

const char store_key_setting[] = "key_mark";

struct store *
store_alloc(const struct store_config *config)
{
	struct store *st = xcalloc(1, sizeof(*st));

	struct buf log;

	buf_init(&log);
	buf_addf(&log, "%s-wal", config->path);
	st->path = xstrdup(config->path);
	st->log_path = xstrdup(log.text);
	buf_release(&log);
	st->gate_fd = st->open_fd = -1;
	st->gate_wait_ms = config->gate_wait_ms != 0 ? config->gate_wait_ms : GATE_WAIT_MS;
	st->cache_kib = config->cache_kib != 0 ? config->cache_kib : CONSOLE_CACHE_KIB;
	clock_real(&st->clock);
	return st;
}

/* The key file is for its owner alone; a looser one may have been copied already. */
static bool
check_key_mode(const char *name, struct err *err)
{
	struct stat st;

	if (lstat(name, &st) != 0 || !S_ISREG(st.st_mode) || (st.st_mode & 077) == 0)
		return true; /* reading it says what else is wrong */
	return err_set(err, ERR_IO,
		_("密钥文件 %s 别人也能读 (权限 %03o), 没有打开。请运行: chmod 600 %s"), name,
		(unsigned)st.st_mode & 0777, name);
}

static bool
read_key(struct store *st, struct err *err)
{
	struct buf name, bytes;

	buf_init(&name);
	buf_init(&bytes);
	store_side_path(st, ".key", &name);
	bool ok = check_key_mode(name.text, err) &&
		os_read_file(name.text, CRYPTO_KEY_BYTES, &bytes, err);

	if (err->code == ERR_LIMIT || (ok && bytes.len != CRYPTO_KEY_BYTES)) {
		err_clear(err);
		ok = err_set(err, ERR_CORRUPT,
			_("密钥文件 %s 不完整, 没有打开。请放回原来的密钥文件, 数据没有动"),
			name.text);
	}
	if (ok)
		keys_derive(&st->keys, (const uint8_t *)bytes.text);
	os_wipe(bytes.text, bytes.len);
	buf_release(&bytes);
	buf_release(&name);
	return ok;
}

bool
store_check_version(struct store *st, struct err *err)
{
	int version = db_schema_version(st->db, err);

	if (version < 0)
		return err_at(err, "%s", st->path);
	if (version > SCHEMA_VERSION)
		return err_set(err, ERR_IO,
			_("%s 是更新版本的程序建的 (库 %d, 程序 %d), 没有动它。请先升级程序"),
			st->path, version, SCHEMA_VERSION);
	if (version < SCHEMA_VERSION)
		return err_set(err, ERR_IO,
			_("%s 是旧版本的库 (库 %d, 程序 %d), 没有动它。请运行: linli --db %s migrate"),
			st->path, version, SCHEMA_VERSION, st->path);
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
		return err_set(err, ERR_INPUT,
			_("LINLI_NOW 只能用于演示库, %s 不是。请去掉 LINLI_NOW 再运行, 数据没有动"),
			st->path);
	clock_freeze(&st->clock, config->frozen_utc);
	return true;
}

/* A database knows its key by a mark, so that another one's is not taken for a broken chain later. */
static bool
check_key_mark(struct store *st, struct err *err)
{
	struct arena mem = ARENA_INIT;
	char mark[KEYS_MARK_BYTES];
	const char *want = store_setting(st, store_key_setting, &mem, err);

	keys_mark(&st->keys, mark);
	bool ok = err->code == ERR_NONE;

	if (ok && strcmp(want, mark) != 0)
		ok = err_set(err, ERR_CORRUPT,
			_("密钥文件 %s.key 是另一个库的, 没有打开。请放回这个库自己的密钥文件, 数据没有动"),
			st->path);
	arena_release(&mem);
	return ok;
}

/* Only an archive may lack its key; the caller has made sure of that. */
static bool
load_keys(struct store *st, bool keyless, struct err *err)
{
	if (!keyless)
		return read_key(st, err) && check_key_mark(st, err);
	keys_absent(&st->keys);
	return true;
}

int
store_open_side(const char *path, const char *suffix, struct err *err)
{
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s%s", path, suffix);
	int fd = os_lock_open(name.text, err);

	buf_release(&name);
	return fd;
}

bool
store_take_open(int fd, const char *path, enum os_lock kind, struct err *err)
{
	int pids[8];
	struct buf name, who;

	if (os_lock_take(fd, kind, 0) == OS_LOCKED)
		return true;
	buf_init(&name);
	buf_init(&who);
	buf_addf(&name, "%s-open", path);
	int n = os_lock_holders(name.text, pids, sizeof(pids) / sizeof(pids[0]));

	for (int i = 0; i < n; i++)
		buf_addf(&who, " %d", pids[i]);
	if (kind == OS_LOCK_SHARED)
		err_set(err, ERR_BUSY,
			_("%s 正在新建, 恢复或升级 (进程%s), 没有打开。请等它做完再开"), path,
			n > 0 ? who.text : " ?");
	else
		err_set(err, ERR_BUSY, _("%s 正开着 (进程%s), 没有动它。请等这些窗口退出再做"),
			path, n > 0 ? who.text : " ?");
	buf_release(&who);
	buf_release(&name);
	return false;
}

/*
 * An archive is read as a file that nobody changes: a log beside it that waits to be folded in would be
 * overlooked, and so would writers.
 */
static bool
check_still(const struct store *st, struct err *err)
{
	struct file_facts facts;
	struct buf name;
	int pid;

	if (!file_look(st->path, &facts, err))
		return false;
	buf_init(&name);
	store_side_path(st, "-open", &name);
	bool live = os_lock_holders(name.text, &pid, 1) > 0;

	buf_release(&name);
	if (live)
		return err_set(err, ERR_BUSY,
			_("%s 正开着 (进程 %d), 没有钥匙或只读的账户看不到一致的内容, 没有打开。请看备份副本"),
			st->path, pid);
	if (facts.log_waiting)
		return err_set(err, ERR_IO,
			_("%s 旁边还有没并入的日志 (-wal), 只读打开会漏掉新内容, 没有打开。"
			  "请用数据库属主的账户打开一次, 或看备份副本"),
			st->path);
	return true;
}

bool
store_attach(struct store *st, enum store_access access, struct err *err)
{
	bool archive = access != STORE_LIVE;

	if (!db_open(&st->db, st->path, archive ? DB_ARCHIVE : DB_WRITE, st->cache_kib, err) ||
		!store_check_version(st, err) || !load_keys(st, access == STORE_KEYLESS, err))
		return false;
	if (archive)
		store_refuse_writes(st, _("这是只读的存档, 不能改。数据没有动"));
	else if (!db_use_log(st->db, err))
		return false;
	st->data_version = db_data_version(st->db);
	st->file = os_identify(st->path);
	st->log = os_identify(st->log_path);
	return true;
}

/*
 * The "open" lock comes before the file is opened, or a restore could exchange it in between. Where there is
 * no lock file yet the database is looked at first: beside another program's file nothing is made.
 */
static bool
lock_sides(struct store *st, struct err *err)
{
	struct buf name;

	buf_init(&name);
	store_side_path(st, "-open", &name);
	st->open_fd = os_lock_open_existing(name.text, err);
	if (st->open_fd < 0 && err->code == ERR_NONE && db_probe(st->path, err))
		st->open_fd = os_lock_open(name.text, err);
	buf_release(&name);
	if (st->open_fd < 0)
		return false;
	return store_take_open(st->open_fd, st->path, OS_LOCK_SHARED, err);
}

/* Could this process write to the database and beside it? */
static bool
writable(const char *path)
{
	struct buf dir;

	buf_init(&dir);
	os_folder_of(path, &dir);
	bool ok = os_writable(path) && os_writable(dir.text);

	buf_release(&dir);
	return ok;
}

static bool
open_live(struct store *st, struct err *err)
{
	if (!lock_sides(st, err) || !store_attach(st, STORE_LIVE, err))
		return false;
	st->gate_fd = store_open_side(st->path, "-gate", err);
	return st->gate_fd >= 0;
}

static bool
has_key_file(const struct store *st)
{
	struct buf name;

	buf_init(&name);
	store_side_path(st, ".key", &name);
	bool yes = os_exists(name.text);

	buf_release(&name);
	return yes;
}

static bool
open_archive(struct store *st, bool archive_ok, bool keyless, struct err *err)
{
	if (archive_ok)
		return check_still(st, err) &&
			store_attach(st, keyless ? STORE_KEYLESS : STORE_ARCHIVE, err);
	if (!db_probe(st->path, err)) /* what is wrong with the file itself comes first */
		return false;
	if (!keyless)
		return err_set(err, ERR_IO,
			_("%s 或它所在的文件夹只能读, 没有打开。只读时只能用 show search report check 和"
			  " audit verify 查看"),
			st->path);
	return err_set(err, ERR_IO,
		_("缺少密钥文件 %s.key, 没有打开。请从保管处放回; 没有它电话解不开, 审计对不上。数据没有动"),
		st->path);
}

static bool
open_parts(struct store *st, const struct store_config *config, struct err *err)
{
	if (!os_exists(st->path))
		return db_probe(st->path, err); /* says so */
	bool keyless = !has_key_file(st);
	bool ok = keyless || !writable(st->path)
		? open_archive(st, config->archive_ok, keyless, err)
		: open_live(st, err);

	return ok && check_frozen(st, config, err);
}

bool
store_open(struct store **out, const struct store_config *config, struct err *err)
{
	*out = NULL;
	if (!crypto_init())
		return err_set(err, ERR_BUG, _("程序错误: 加密库启动不了"));
	struct store *st = store_alloc(config);

	if (!open_parts(st, config, err)) {
		store_close(st);
		return false;
	}
	*out = st;
	return true;
}

bool
store_key_fits(const char *path, const char *mark, struct err *err)
{
	struct store_config config = {.path = path};
	struct store *st = store_alloc(&config);
	char own[KEYS_MARK_BYTES];
	bool ok =
		(has_key_file(st) ||
			err_set(err, ERR_IO,
				_("没有密钥文件 %s.key, 没有动任何文件。恢复要用建库时的密钥文件, 请先放回"),
				path)) &&
		crypto_init() && read_key(st, err);

	if (ok) {
		keys_mark(&st->keys, own);
		ok = strcmp(own, mark) == 0 ||
			err_set(err, ERR_CORRUPT,
				_("备份与密钥文件 %s.key 不是一个库的, 没有动它。请先放回备份那个库的密钥文件"),
				path);
	}
	store_close(st);
	return ok;
}

struct store_hold {
	int fd;
};

bool
store_hold(struct store_hold **out, const char *path, struct err *err)
{
	int fd = store_open_side(path, "-open", err);

	*out = NULL;
	if (fd < 0)
		return false;
	if (!store_take_open(fd, path, OS_LOCK_EXCLUSIVE, err)) {
		close(fd);
		return false;
	}
	*out = xmalloc(sizeof(**out));
	(*out)->fd = fd;
	return true;
}

void
store_hold_release(struct store_hold *hold)
{
	if (hold == NULL)
		return;
	close(hold->fd);
	free(hold);
}
