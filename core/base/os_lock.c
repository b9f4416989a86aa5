#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/os.h"

static int
open_lock(const char *path, int flags)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0600);

	/* A lock needs no right to write; the side files of an archive may be read-only. */
	if (fd < 0 && flags == 0 && (errno == EACCES || errno == EROFS))
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		errno = EINVAL;
		return -1;
	}
	return fd;
}

int
os_lock_open(const char *path, struct err *err)
{
	int fd = open_lock(path, O_CREAT);

	if (fd < 0)
		err_set(err, ERR_IO, _("锁文件 %s 打不开: %s"), path, strerror(errno));
	return fd;
}

int
os_lock_open_existing(const char *path, struct err *err)
{
	int fd = open_lock(path, 0);

	if (fd < 0 && errno != ENOENT)
		err_set(err, ERR_IO, _("锁文件 %s 打不开: %s"), path, strerror(errno));
	return fd;
}

/* Set by the handler alone, looked at only between arm() and its end. */
static volatile sig_atomic_t expired;

static void
wake(int sig)
{
	(void)sig;
	expired = 1; /* and flock() comes back with EINTR */
}

/* The timer repeats, since a signal that comes just before flock() blocks would be lost. */
static void
arm(int first_ms, int repeat_ms)
{
	struct itimerval t = {0};

	t.it_value.tv_sec = first_ms / 1000;
	t.it_value.tv_usec = first_ms % 1000 * 1000L;
	t.it_interval.tv_usec = repeat_ms * 1000L;
	setitimer(ITIMER_REAL, &t, NULL);
}

static enum os_locked
wait_for_lock(int fd, int op, int wait_ms)
{
	struct sigaction on_alarm = {.sa_handler = wake}, before;
	sigset_t alarm_only, mask;

	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	expired = 0;
	sigaction(SIGALRM, &on_alarm, &before);
	sigprocmask(SIG_UNBLOCK, &alarm_only, &mask);
	arm(wait_ms, 10);
	int rc, cause;

	do {
		rc = flock(fd, op);
		cause = errno;
	} while (rc != 0 && cause == EINTR && !expired); /* some other signal: wait on */
	arm(0, 0);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGALRM, &before, NULL);
	if (rc == 0)
		return OS_LOCKED;
	errno = cause;
	return cause == EINTR ? OS_LOCK_HELD : OS_LOCK_FAILED;
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
	return wait_for_lock(fd, op, wait_ms);
}

void
os_lock_drop(int fd)
{
	if (fd >= 0)
		flock(fd, LOCK_UN);
}

bool
os_is_same_file(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_dev == b.st_dev &&
		a.st_ino == b.st_ino;
}

static bool
is_listed(const int *pids, int n, int pid)
{
	for (int i = 0; i < n; i++)
		if (pids[i] == pid)
			return true;
	return false;
}

/*
 * The next process in /proc/locks that holds the file's lock, or waits for it; false at the end. A line is
 * "1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234 0 EOF", with "->" behind the number where it waits.
 */
static bool
next_process(FILE *f, const struct stat *st, bool waiting, int *pid)
{
	char line[256], wanted[64], pid_text[16], file[64];

	snprintf(wanted, sizeof(wanted), "%02x:%02x:%lu", major(st->st_dev), minor(st->st_dev),
		(unsigned long)st->st_ino);
	while (fgets(line, sizeof(line), f) != NULL) {
		int n = waiting ? sscanf(line, "%*s -> %*s %*s %*s %15s %63s", pid_text, file)
				: sscanf(line, "%*s %*s %*s %*s %15s %63s", pid_text, file);

		if (n != 2 || strcmp(file, wanted) != 0)
			continue;
		*pid = (int)strtol(pid_text, NULL, 10);
		if (*pid > 0 && *pid != (int)getpid())
			return true;
	}
	return false;
}

int
os_lock_holders(const char *path, int *pids, int most)
{
	struct stat st;
	int n = 0, pid;
	FILE *f;

	if (lstat(path, &st) != 0 || (f = fopen("/proc/locks", "re")) == NULL)
		return 0;
	while (n < most && next_process(f, &st, false, &pid))
		if (!is_listed(pids, n, pid))
			pids[n++] = pid;
	fclose(f);
	return n;
}

bool
os_lock_is_wanted(const char *path)
{
	struct stat st;
	int pid;
	FILE *f;

	if (lstat(path, &st) != 0 || (f = fopen("/proc/locks", "re")) == NULL)
		return false;
	bool wanted = next_process(f, &st, true, &pid);

	fclose(f);
	return wanted;
}
