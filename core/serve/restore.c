#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/header.h"
#include "core/db/schema.h"
#include "core/db/store.h"
#include "core/serve/backup_inner.h"

/* What must be known of a backup before anything is touched. */
struct candidate {
	int version;
	char mark[KEYS_MARK_BYTES];
};

static bool
read_mark(struct db *db, char mark[KEYS_MARK_BYTES], struct err *err)
{
	struct stmt *s = db_stmt(db, "SELECT value FROM settings WHERE key = 'key_mark'", err);

	if (s == NULL)
		return false;
	snprintf(mark, KEYS_MARK_BYTES, "%s", db_row(s, err) ? col_peek(s) : "");
	return db_done(s, err);
}

static bool
inspect(const char *file, struct candidate *out, struct err *err)
{
	struct file_facts facts;
	struct db *db;

	if (!file_look(file, &facts, err))
		return false;
	if (!facts.exists)
		return err_set(err, ERR_INPUT, _("没有备份文件 %s"), file);
	if (facts.log_waiting)
		return err_set(err, ERR_INPUT,
			_("%s 旁边还有日志 (-wal), 不是 linli backup 做的副本, 没有用它"), file);
	if (!db_open(&db, file, DB_ARCHIVE, SERVICE_CACHE_KIB, err))
		return false;
	out->version = db_schema_version(db, err);
	bool ok = out->version >= 0 && read_mark(db, out->mark, err) && backup_sound(db, file, err);

	db_close(db);
	return ok;
}

/* Programs that do not know the lock file (a shell on the database) are found by the engine's own lock. */
static bool
nobody_else(const char *path, struct err *err)
{
	struct buf name;
	int pid;

	buf_init(&name);
	buf_addf(&name, "%s-shm", path);
	bool free_to_go = os_lock_holders(name.text, &pid, 1) == 0;

	buf_release(&name);
	return free_to_go ||
		err_set(err, ERR_BUSY, _("%s 正被别的程序打开 (进程 %d), 没有动它"), path, pid);
}

/* Folds a waiting log into the file, if the file is well enough for that. Nobody else has it open. */
static void
fold_log(const char *path)
{
	struct err ignored = ERR_INIT;
	struct db *db;

	if (db_open(&db, path, DB_SERVICE, SERVICE_CACHE_KIB, &ignored))
		db_script(db, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored);
	db_close(db);
}

static bool
keep_one(const char *path, const char *kept, const char *suffix, struct err *err)
{
	struct buf from, to;

	buf_init(&from);
	buf_init(&to);
	buf_addf(&from, "%s%s", path, suffix);
	buf_addf(&to, "%s%s", kept, suffix);
	bool ok = !os_exists(from.text) || link(from.text, to.text) == 0 ||
		err_set(err, ERR_IO, _("写不了 %s: %s"), to.text, strerror(errno));

	buf_release(&from);
	buf_release(&to);
	return ok;
}

static void
remove_one(const char *path, const char *suffix)
{
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s%s", path, suffix);
	unlink(name.text);
	buf_release(&name);
}

/*
 * The former database gets a second name, with its log if that could not be folded in; only then does the log
 * go away, since a copy beside a stale log is not the copy any more, and the new file takes the name at once.
 */
static bool
exchange(const char *path, const char *fresh, const char *kept, struct err *err)
{
	bool there = os_exists(path);

	if (there)
		fold_log(path);
	if (there && (!keep_one(path, kept, "", err) || !keep_one(path, kept, "-wal", err)))
		return false;
	remove_one(path, "-wal");
	remove_one(path, "-shm");
	return os_rename(fresh, path, false, err);
}

static bool
same_contents(const char *a, const char *b, struct err *err)
{
	char x[CRYPTO_SHA256_TEXT], y[CRYPTO_SHA256_TEXT];

	return crypto_sha256_file(a, x, err) && crypto_sha256_file(b, y, err) &&
		(strcmp(x, y) == 0 || err_set(err, ERR_IO, _("%s 复制得不一样, 没有用它"), b));
}

static bool
restore_held(const char *path, const char *file, int64_t now, struct restore_report *out,
	struct err *err)
{
	struct os_file facts;
	struct buf fresh, kept;

	buf_init(&fresh);
	buf_init(&kept);
	buf_addf(&fresh, "%s.restore", path);
	if (os_exists(path))
		backup_name(&kept, path, "before", now);
	bool ok = nobody_else(path, err) && os_look(file, &facts) &&
		backup_room(path, facts.bytes, err) && os_copy_file(file, fresh.text, err);

	if (ok &&
		(!same_contents(file, fresh.text, err) ||
			!exchange(path, fresh.text, kept.text, err))) {
		unlink(fresh.text);
		ok = false;
	}
	snprintf(out->kept, sizeof(out->kept), "%s", kept.text);
	buf_release(&kept);
	buf_release(&fresh);
	return ok;
}

static bool
is_itself(const char *path, const char *file)
{
	struct buf a, b;

	buf_init(&a);
	buf_init(&b);
	bool same = os_real_path(path, &a) && os_real_path(file, &b) && strcmp(a.text, b.text) == 0;

	buf_release(&b);
	buf_release(&a);
	return same;
}

bool
backup_restore(const char *path, const char *file, int64_t now, struct restore_report *out,
	struct err *err)
{
	struct candidate found = {0};
	struct store_hold *hold;

	*out = (struct restore_report){0};
	if (is_itself(path, file))
		return err_set(err, ERR_INPUT, _("%s 就是现在的库, 不是备份"), file);
	if (!inspect(file, &found, err) || !store_key_fits(path, found.mark, err) ||
		!store_hold(&hold, path, err))
		return false;
	bool ok = restore_held(path, file, now, out, err);

	out->version = found.version;
	store_hold_release(hold);
	return ok;
}

static bool
migrate_held(
	struct db *db, const char *path, int64_t now, struct migrate_report *out, struct err *err)
{
	struct buf stem, name;

	out->from = db_schema_version(db, err);
	out->to = SCHEMA_VERSION;
	if (out->from < 0 || out->from == out->to)
		return out->from >= 0;
	buf_init(&stem);
	buf_init(&name);
	buf_addf(&stem, "%s.v%d", path, out->from);
	backup_name(&name, stem.text, "before", now);
	bool ok = backup_copy(db, name.text, err);

	if (ok)
		snprintf(out->kept, sizeof(out->kept), "%s", name.text);
	ok = ok && db_use_log(db, err) && schema_migrate(db, &schema_compiled, err) &&
		db_analyze(db, err);
	if (!ok && out->kept[0] != '\0')
		err_at(err, _("升级没有做完, 升级前的副本是 %s"), out->kept);
	buf_release(&name);
	buf_release(&stem);
	return ok;
}

bool
backup_migrate(const char *path, int64_t now, struct migrate_report *out, struct err *err)
{
	struct store_hold *hold;
	struct db *db;

	*out = (struct migrate_report){0};
	if (!db_probe(path, err) || !store_hold(&hold, path, err))
		return false;
	bool ok = nobody_else(path, err) && db_open(&db, path, DB_SERVICE, SERVICE_CACHE_KIB, err);

	if (ok) {
		ok = migrate_held(db, path, now, out, err);
		db_close(db);
	}
	store_hold_release(hold);
	return ok;
}
