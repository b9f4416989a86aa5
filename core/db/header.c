#include "core/db/header.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/db/db.h"

bool
file_look(const char *path, struct file_facts *facts, struct err *err)
{
	struct stat st;
	struct buf log;

	*facts = (struct file_facts){0};
	if (lstat(path, &st) != 0)
		return errno == ENOENT ||
			err_set(err, ERR_IO, _("打不开 %s: %s"), path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, _("%s 是文件夹, 不是数据库"), path);
	if (S_ISLNK(st.st_mode))
		return err_set(err, ERR_IO,
			_("%s 是符号链接, 为安全起见没有打开。请直接写出它指向的文件"), path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_IO, _("%s 不是普通文件"), path);
	facts->exists = true;
	facts->bytes = st.st_size;
	buf_init(&log);
	buf_addf(&log, "%s-wal", path);
	facts->log_waiting = lstat(log.text, &st) == 0 && st.st_size > 0;
	buf_release(&log);
	return true;
}

bool
file_accept(const char *path, bool as_new, struct file_facts *facts, struct err *err)
{
	if (!file_look(path, facts, err))
		return false;
	if (as_new)
		return facts->bytes == 0 ||
			err_set(err, ERR_INPUT, _("%s 已经存在, 没有覆盖"), path);
	return facts->exists ||
		err_set(err, ERR_IO,
			_("没有数据库 %s。先用 linli init 建库, 或 linli demo 建演示城市"), path);
}

void
file_uri(struct buf *out, const char *path)
{
	buf_addstr(out, "file:");
	for (; *path != '\0'; path++) {
		if (strchr("?#%", *path) != NULL)
			buf_addf(out, "%%%02X", (unsigned char)*path);
		else
			buf_addch(out, *path);
	}
	buf_addstr(out, "?immutable=1");
}

static uint32_t
number_at(const uint8_t *header, int at)
{
	return (uint32_t)header[at] << 24 | (uint32_t)header[at + 1] << 16 |
		(uint32_t)header[at + 2] << 8 | header[at + 3];
}

static bool
is_power_of_two(int64_t n)
{
	return n > 0 && (n & (n - 1)) == 0;
}

static bool
check_size(const uint8_t *header, const struct file_facts *facts, const char *path, struct err *err)
{
	int64_t page = header[16] << 8 | header[17];
	int64_t want = (int64_t)number_at(header, 28) * page;

	if (page < 512 || page > 32768 || !is_power_of_two(page))
		return err_set(err, ERR_CORRUPT,
			_("数据库 %s 的文件头已损坏, 没有动它。请从备份恢复: linli restore 备份文件"),
			path);
	/* The size stands in the header only if the last writer kept it; with a log waiting it may run ahead. */
	if (number_at(header, 24) == number_at(header, 92) && !facts->log_waiting &&
		facts->bytes < want)
		return err_set(err, ERR_CORRUPT,
			_("数据库 %s 不完整: 应有 %lld 字节, 只有 %lld。没有动它, 请从备份恢复: linli restore 备份文件"),
			path, (long long)want, (long long)facts->bytes);
	return true;
}

bool
header_check(const uint8_t *header, size_t got, const struct file_facts *facts, const char *path,
	int newest_schema, struct err *err)
{
	static const char magic[16] = "SQLite format 3";

	if (facts->bytes == 0)
		return err_set(err, ERR_CORRUPT,
			_("%s 是空文件, 不是数据库, 没有动它。原来有数据就从备份恢复: linli restore 备份文件"),
			path);
	bool ours = got >= HEADER_BYTES && number_at(header, 68) == DB_APPLICATION_ID;

	if (got < HEADER_BYTES || memcmp(header, magic, sizeof(magic)) != 0)
		return ours
			? err_set(err, ERR_CORRUPT,
				  _("数据库 %s 的文件头已损坏, 没有动它。请从备份恢复: linli restore 备份文件"),
				  path)
			: err_set(err, ERR_CORRUPT,
				  _("%s 不是数据库, 没有动它。请检查 --db 写的路径"), path);
	if (!ours)
		return err_set(err, ERR_IO,
			_("%s 是别的程序的数据库, 没有动它。请检查 --db 写的路径"), path);
	int version = (int)number_at(header, 60);

	if (version > newest_schema)
		return err_set(err, ERR_IO,
			_("%s 是更新版本的程序建的 (库 %d, 程序 %d), 没有动它。请先升级程序"), path,
			version, newest_schema);
	return check_size(header, facts, path, err);
}
