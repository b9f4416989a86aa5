#include "core/serve/backup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/db/store.h"
#include "core/serve/backup_inner.h"

void
backup_name(struct buf *out, const char *path, const char *word, int64_t now)
{
	struct civil c = civil_from_utc(now);

	buf_addf(out, "%s.%s-%04d%02d%02d-%02d%02d%02d", path, word, c.year, c.month, c.day, c.hour,
		c.minute, c.second);
}

bool
backup_room(const char *target, int64_t bytes, struct err *err)
{
	struct buf dir;
	int percent;
	int64_t free_bytes = INT64_MAX;

	buf_init(&dir);
	os_folder_of(target, &dir);
	bool ok = !os_free_space(dir.text, &percent, &free_bytes) ||
		free_bytes > bytes + (1 << 20) ||
		err_set(err, ERR_IO,
			_("%s 放不下: 要 %lld MB, 只剩 %lld MB。没有写任何文件, 请换个地方"),
			dir.text, (long long)(bytes >> 20) + 1, (long long)(free_bytes >> 20));

	buf_release(&dir);
	return ok;
}

static void
first_finding(void *ctx, const char *line)
{
	err_set(ctx, ERR_CORRUPT, "%s", line);
}

bool
backup_sound(struct db *db, const char *path, struct err *err)
{
	struct err found = ERR_INIT;

	if (!db_verify(db, true, first_finding, &found, err))
		return false;
	return found.code == ERR_NONE ||
		err_set(err, ERR_CORRUPT, _("%s 里有损坏: %s"), path, found.text);
}

/* The copy as it grows, told now and then in whole percents. */
struct growth {
	const char *path;
	int64_t all, told;
};

static bool
tell_growth(void *ctx)
{
	struct growth *g = ctx;
	struct os_file file;

	if (os_look(g->path, &file) && (file.bytes - g->told) * 100 >= g->all) {
		os_progress(file.bytes < g->all ? file.bytes : g->all, g->all);
		g->told = file.bytes;
	}
	return os_stop_asked();
}

static bool
copy_watched(struct db *db, const char *target, int64_t bytes, struct err *err)
{
	struct growth g = {target, bytes, 0};

	db_stop_when(db, tell_growth, &g);
	bool ok = db_copy_into(db, target, err);

	db_stop_when(db, NULL, NULL);
	return ok;
}

/* The finished copy is opened as what it is: a file that nobody changes. */
static bool
look_through(const char *copy, struct err *err)
{
	struct db *db;

	if (!db_open(&db, copy, DB_ARCHIVE, SERVICE_CACHE_KIB, err))
		return false;
	bool ok = backup_sound(db, copy, err);

	db_close(db);
	return ok;
}

bool
backup_copy(struct db *db, const char *target, struct err *err)
{
	int64_t bytes;

	/* The empty file is made first, so that it is the owner's alone from its first byte on. */
	if (!db_size(db, &bytes, err) || !backup_room(target, bytes, err) ||
		!os_write_new_file(target, "", 0, err))
		return false;
	bool ok = copy_watched(db, target, bytes, err) && look_through(target, err) &&
		os_sync_file(target, err);

	if (!ok)
		unlink(target);
	return ok;
}

static bool
fill_report(const char *file, struct backup_report *out, struct err *err)
{
	struct os_file facts;

	out->bytes = os_look(file, &facts) ? facts.bytes : 0;
	return crypto_sha256_file(file, out->sha256, err);
}

/* Absolute, and not a name that the database itself uses. */
static bool
resolve_target(const char *path, const char *target, struct buf *out, struct err *err)
{
	struct buf own;

	if (!os_real_path(target, out))
		return err_set(err, ERR_IO, _("写不了 %s: %s"), target, strerror(errno));
	if (os_exists(out->text))
		return err_set(err, ERR_INPUT, _("%s 已经存在, 没有覆盖"), target);
	buf_init(&own);
	bool ok = os_real_path(path, &own);
	size_t len = own.len;

	/* "DB-wal", "DB.key", ... */
	ok = !ok || strncmp(out->text, own.text, len) != 0 ||
		(strcmp(out->text + len, "-wal") != 0 && strcmp(out->text + len, "-shm") != 0 &&
			strcmp(out->text + len, ".key") != 0 &&
			strcmp(out->text + len, ".new") != 0) ||
		err_set(err, ERR_INPUT, _("%s 这个名字数据库自己要用, 请换一个"), target);
	buf_release(&own);
	return ok;
}

bool
backup_make(const char *path, const char *target, struct backup_report *out, struct err *err)
{
	struct buf real, temp;
	struct db *db = NULL;

	buf_init(&real);
	buf_init(&temp);
	bool ok = resolve_target(path, target, &real, err) &&
		db_open(&db, path, DB_SERVICE, SERVICE_CACHE_KIB, err);

	if (ok) {
		buf_addf(&temp, "%s.%ld.part", real.text, (long)getpid());
		unlink(temp.text);
		ok = backup_copy(db, temp.text, err);
		if (ok &&
			(!fill_report(temp.text, out, err) ||
				!os_rename(temp.text, real.text, true, err))) {
			unlink(temp.text);
			ok = false;
		}
	}
	db_close(db);
	buf_release(&temp);
	buf_release(&real);
	return ok;
}
