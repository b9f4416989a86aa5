#include "core/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os_child.h"

static bool
io_error(struct err *err, const char *what, const char *path, int cause)
{
	return err_set(err, ERR_IO, "%s %s: %s", what, path, strerror(cause));
}

static bool
read_all(int fd, const char *path, size_t most, struct buf *out, struct err *err)
{
	char chunk[16384];
	size_t before = out->len;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_error(err, _("读不了"), path, errno);
		if (out->len - before + (size_t)n > most)
			return err_set(err, ERR_LIMIT, _("%s 太大, 最多 %zu 字节"), path, most);
		buf_add(out, chunk, (size_t)n);
	}
	return true;
}

bool
os_read_file(const char *path, size_t most, struct buf *out, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && errno == ELOOP)
		return err_set(err, ERR_IO, _("%s 是符号链接, 没有打开"), path);
	if (fd < 0)
		return io_error(err, _("打不开"), path, errno);
	bool ok = fstat(fd, &st) == 0 || io_error(err, _("读不了"), path, errno);

	if (ok && !S_ISREG(st.st_mode))
		ok = err_set(err, ERR_IO, _("%s 不是普通文件"), path);
	ok = ok && read_all(fd, path, most, out, err);
	close(fd);
	return ok;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

void
os_folder_of(const char *path, struct buf *out)
{
	const char *slash = strrchr(path, '/');

	buf_add(out, slash != NULL ? path : "./", slash != NULL ? (size_t)(slash - path) + 1 : 2);
}

bool
os_real_path(const char *path, struct buf *out)
{
	const char *slash = strrchr(path, '/');
	struct buf dir;

	buf_init(&dir);
	os_folder_of(path, &dir);
	char *real = realpath(dir.text, NULL);

	buf_release(&dir);
	if (real == NULL)
		return false;
	buf_addf(
		out, "%s/%s", strcmp(real, "/") == 0 ? "" : real, slash != NULL ? slash + 1 : path);
	free(real);
	return true;
}

static bool
sync_path(const char *path, int flags, struct err *err)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	int cause = errno;

	if (fd >= 0)
		close(fd);
	return ok || io_error(err, _("写不到盘上"), path, cause);
}

/* A rename is durable only once its folder is. */
static bool
sync_folder_of(const char *path, struct err *err)
{
	struct buf dir;

	buf_init(&dir);
	os_folder_of(path, &dir);
	bool ok = sync_path(dir.text, O_RDONLY | O_DIRECTORY, err);

	buf_release(&dir);
	return ok;
}

bool
os_sync_file(const char *path, struct err *err)
{
	return sync_path(path, O_RDONLY | O_NOFOLLOW, err);
}

bool
os_rename(const char *from, const char *to, bool keep, struct err *err)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, keep ? RENAME_NOREPLACE : 0) == 0)
		return sync_folder_of(to, err);
	if (keep && errno == EINVAL) { /* a file system without that flag: link() refuses as well */
		if (link(from, to) == 0)
			return unlink(from) == 0 && sync_folder_of(to, err);
	}
	if (errno == EEXIST)
		return err_set(err, ERR_INPUT, _("%s 已经存在, 没有覆盖"), to);
	return io_error(err, _("写不了"), to, errno);
}

/* The name holds this process's id: a file of that name that is already there was left by a dead one. */
static bool
write_beside(const char *path, const char *bytes, size_t len, bool keep, struct err *err)
{
	struct buf temp;

	buf_init(&temp);
	buf_addf(&temp, "%s.%ld.new", path, (long)getpid());
	unlink(temp.text);
	int fd = open(temp.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = fd >= 0 && write_all(fd, bytes, len) && fsync(fd) == 0;
	int cause = errno;

	if (fd >= 0 && close(fd) != 0 && ok) {
		cause = errno;
		ok = false;
	}
	if (!ok)
		io_error(err, _("写不了"), path, cause);
	ok = ok && os_rename(temp.text, path, keep, err);
	if (!ok)
		unlink(temp.text);
	buf_release(&temp);
	return ok;
}

bool
os_write_file(const char *path, const char *bytes, size_t len, struct err *err)
{
	return write_beside(path, bytes, len, false, err);
}

bool
os_write_new_file(const char *path, const char *bytes, size_t len, struct err *err)
{
	return write_beside(path, bytes, len, true, err);
}

static bool
copy_bytes(int in, int out, int64_t size, struct err *err, const char *from, const char *to)
{
	enum { CHUNK = 1 << 20 };
	char *chunk = xmalloc(CHUNK);
	int64_t done = 0;
	ssize_t n = 1;
	bool ok = true;

	while (ok && n > 0) {
		n = read(in, chunk, CHUNK);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n < 0)
			ok = io_error(err, _("读不了"), from, errno);
		else if (!write_all(out, chunk, (size_t)n))
			ok = io_error(err, _("写不了"), to, errno);
		else
			os_progress(done += n, size);
		if (ok && os_stop_asked())
			ok = err_set(err, ERR_BUSY, _("已停止, 原来的数据没有动"));
	}
	free(chunk);
	return ok && (fsync(out) == 0 || io_error(err, _("写不到盘上"), to, errno));
}

bool
os_copy_file(const char *from, const char *to, struct err *err)
{
	struct stat st;
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (in < 0 || fstat(in, &st) != 0 || !S_ISREG(st.st_mode)) {
		io_error(err, _("打不开"), from, in < 0 ? errno : EINVAL);
		if (in >= 0)
			close(in);
		return false;
	}
	unlink(to);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = out >= 0 ? copy_bytes(in, out, st.st_size, err, from, to)
			   : io_error(err, _("写不了"), to, errno);

	close(in);
	if (out >= 0)
		close(out);
	if (!ok && out >= 0)
		unlink(to);
	return ok;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

FILE *
os_create(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;

	if (f == NULL && fd >= 0)
		close(fd);
	return f;
}

bool
os_make_dirs(const char *path, struct err *err)
{
	struct buf part;
	bool ok = true;

	buf_init(&part);
	for (const char *p = path; ok; p++) {
		if ((*p == '/' && p > path) || *p == '\0') {
			buf_clear(&part);
			buf_add(&part, path, (size_t)(p - path));
			if (part.len > 0 && mkdir(part.text, 0700) != 0) {
				int cause = errno;

				ok = is_folder(part.text) ||
					io_error(err, _("建不了文件夹"), part.text,
						cause == EEXIST ? ENOTDIR : cause);
			}
		}
		if (*p == '\0')
			break;
	}
	buf_release(&part);
	return ok;
}

bool
os_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
os_others_may_write(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && (st.st_mode & S_IWOTH) != 0;
}

bool
os_look(const char *path, struct os_file *out)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return false;
	*out = (struct os_file){.regular = S_ISREG(st.st_mode),
		.folder = S_ISDIR(st.st_mode),
		.private = (st.st_mode & (S_IRWXG | S_IRWXO)) == 0,
		.bytes = (int64_t)st.st_size};
	return true;
}

struct os_identity
os_identify(const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return (struct os_identity){0, 0};
	return (struct os_identity){st.st_dev, st.st_ino};
}

bool
os_writable(const char *path)
{
	return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0;
}

bool
os_free_space(const char *path, int *percent, int64_t *bytes)
{
	struct statvfs s;

	if (statvfs(path, &s) != 0 || s.f_blocks == 0)
		return false;
	/* As df counts: the part reserved for root is neither free nor used. */
	double mine = (double)(s.f_blocks - s.f_bfree + s.f_bavail);

	*percent = mine > 0 ? (int)(100.0 * (double)s.f_bavail / mine) : 0;
	*bytes = (int64_t)(s.f_bavail * s.f_frsize);
	return true;
}
