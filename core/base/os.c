#define _GNU_SOURCE
#include "core/base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

static bool
io_error(struct err *err, const char *what, const char *path)
{
	return err_set(err, ERR_IO, "%s %s: %s", what, path, strerror(errno));
}

static bool
read_all(int fd, const char *path, size_t most, struct buf *out, struct err *err)
{
	char chunk[65536];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_error(err, _("读不了"), path);
		if (out->len + (size_t)n > most)
			return err_set(err, ERR_LIMIT, _("%s 太大, 最多 %zu 字节"), path, most);
		buf_add(out, chunk, (size_t)n);
	}
	return true;
}

bool
os_read_file(const char *path, size_t most, struct buf *out, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return io_error(err, _("打不开"), path);
	bool ok = fstat(fd, &st) == 0 || io_error(err, _("读不了"), path);

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
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* A rename is durable only once its folder is. */
static void
sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf dir;

	buf_init(&dir);
	buf_add(&dir, slash != NULL ? path : ".", slash != NULL ? (size_t)(slash - path) + 1 : 1);
	int fd = open(dir.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	buf_release(&dir);
}

bool
os_write_file(const char *path, const char *bytes, size_t len, struct err *err)
{
	struct buf temp;

	buf_init(&temp);
	buf_addf(&temp, "%s.%ld.new", path, (long)getpid());
	int fd = open(temp.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = fd >= 0;

	if (ok) {
		ok = write_all(fd, bytes, len) && fsync(fd) == 0;
		ok = close(fd) == 0 && ok;
		ok = ok && rename(temp.text, path) == 0;
	}
	if (!ok) {
		io_error(err, _("写不了"), path);
		if (fd >= 0)
			unlink(temp.text);
	} else {
		sync_folder_of(path);
	}
	buf_release(&temp);
	return ok;
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
			if (part.len > 0 && mkdir(part.text, 0700) != 0 && errno != EEXIST)
				ok = io_error(err, _("建不了文件夹"), part.text);
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

int
os_lock_open(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		io_error(err, _("打不开"), path);
	return fd;
}

static void
wake(int sig)
{
	(void)sig; /* its only use is to interrupt flock() */
}

/* The timer repeats, since a signal that comes just before flock() blocks would be lost. */
static void
arm(int first_ms, int repeat_ms)
{
	struct itimerval t = {0};

	t.it_value.tv_sec = first_ms / 1000;
	t.it_value.tv_usec = first_ms % 1000 * 1000;
	t.it_interval.tv_usec = repeat_ms * 1000;
	setitimer(ITIMER_REAL, &t, NULL);
}

enum os_locked
os_lock_take(int fd, enum os_lock kind, int wait_ms)
{
	int op = kind == OS_LOCK_SHARED ? LOCK_SH : LOCK_EX;

	if (flock(fd, op | LOCK_NB) == 0)
		return OS_LOCKED;
	if (errno != EWOULDBLOCK)
		return OS_LOCK_FAILED;
	if (wait_ms <= 0)
		return OS_LOCK_HELD;

	struct sigaction on_alarm = {.sa_handler = wake}, before;

	sigaction(SIGALRM, &on_alarm, &before);
	arm(wait_ms, 10);
	int rc = flock(fd, op);
	int cause = errno;

	arm(0, 0);
	sigaction(SIGALRM, &before, NULL);
	if (rc == 0)
		return OS_LOCKED;
	return cause == EINTR ? OS_LOCK_HELD : OS_LOCK_FAILED;
}

void
os_lock_drop(int fd)
{
	flock(fd, LOCK_UN);
}

bool
os_free_space(const char *path, int *percent, int64_t *bytes)
{
	struct statvfs s;

	if (statvfs(path, &s) != 0 || s.f_blocks == 0)
		return false;
	*percent = (int)(100.0 * (double)s.f_bavail / (double)s.f_blocks);
	*bytes = (int64_t)(s.f_bavail * s.f_frsize);
	return true;
}

bool
os_program_dir(struct buf *out)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	if (n <= 0 || (size_t)n == sizeof(path))
		return false;
	while (n > 1 && path[n - 1] != '/')
		n--;
	buf_add(out, path, (size_t)n - (n > 1));
	return true;
}

bool
os_terminal_size(int fd, int *rows, int *cols)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		return false;
	*rows = size.ws_row;
	*cols = size.ws_col;
	return true;
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

int64_t
os_private_kib(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "re");
	char line[256];
	long kib = 0, part;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "Private_%*[^:]: %ld", &part) == 1)
			kib += part;
	fclose(f);
	return kib;
}

void
os_random(void *bytes, size_t len)
{
	unsigned char *p = bytes;

	while (len > 0) {
		ssize_t n = getrandom(p, len, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			abort();
		p += n;
		len -= (size_t)n;
	}
}

void
os_harden(void)
{
	struct rlimit none = {0, 0};
	int fd;

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	do {
		fd = open("/dev/null", O_RDWR);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

extern char **environ;

static bool
is_named(const char *entry, const char *const *names, const char *prefix)
{
	size_t len = strcspn(entry, "=");

	if (strncmp(entry, prefix, strlen(prefix)) == 0)
		return true;
	for (; *names != NULL; names++)
		if (strlen(*names) == len && memcmp(*names, entry, len) == 0)
			return true;
	return false;
}

void
os_reduce_environment(const char *const *names, const char *prefix)
{
	size_t count = 0;

	for (char **e = environ; e != NULL && *e != NULL; e++)
		count += is_named(*e, names, prefix);
	char **kept = xcalloc(count + 1, sizeof(*kept));

	count = 0;
	for (char **e = environ; e != NULL && *e != NULL; e++)
		if (is_named(*e, names, prefix))
			kept[count++] = xstrdup(*e);
	clearenv();
	for (size_t i = 0; i < count; i++) {
		char *equals = strchr(kept[i], '=');

		if (equals != NULL) {
			*equals = '\0';
			setenv(kept[i], equals + 1, 1);
		}
		free(kept[i]);
	}
	free(kept);
}
