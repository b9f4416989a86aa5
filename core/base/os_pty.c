#include "core/base/os_pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

enum { END_LOOKS = 200, LOOK_MS = 10 };

static bool
is_of_terminal(const char *entry)
{
	static const char *const names[] = {
		"TERM=", "TERM_PROGRAM=", "LINES=", "COLUMNS=", "NO_COLOR=", "SSH_CONNECTION="};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* Only the array is ours to free. */
static char **
terminal_environment(void)
{
	static char type[] = "TERM=xterm-256color";
	size_t n = 0, kept = 0;

	while (environ[n] != NULL)
		n++;
	char **copy = xcalloc(n + 2, sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		if (!is_of_terminal(environ[i]))
			copy[kept++] = environ[i];
	copy[kept] = type;
	return copy;
}

/* The first terminal that a session leader opens becomes its own. */
static int
spawn(pid_t *pid, const char *terminal, const char *const argv[])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	char **env = terminal_environment();

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, terminal, O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDERR_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(
		&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	union {
		const char *const *in;
		char *const *out;
	} arguments = {.in = argv};
	int rc = posix_spawn(pid, argv[0], &files, &attr, arguments.out, env);

	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	free(env);
	return rc;
}

bool
os_pty_start(struct os_pty *p, int rows, int cols, const char *const argv[], struct err *err)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	char terminal[64];
	pid_t pid;

	*p = (struct os_pty){.fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
	if (p->fd < 0 || grantpt(p->fd) != 0 || unlockpt(p->fd) != 0 ||
		ptsname_r(p->fd, terminal, sizeof(terminal)) != 0 ||
		ioctl(p->fd, TIOCSWINSZ, &size) != 0) {
		err_set(err, ERR_IO, _("得不到伪终端: %s"), strerror(errno));
		os_pty_close(p);
		return false;
	}
	int rc = spawn(&pid, terminal, argv);

	if (rc != 0) {
		err_set(err, ERR_IO, _("启动不了 %s: %s"), argv[0], strerror(rc));
		os_pty_close(p);
		return false;
	}
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	p->pid = pid;
	return true;
}

void
os_pty_close(struct os_pty *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	if (p->pid == 0)
		return;
	for (int i = 0; i < END_LOOKS && waitpid(p->pid, NULL, WNOHANG) == 0; i++) {
		if (i == END_LOOKS - 1) {
			kill(p->pid, SIGKILL);
			waitpid(p->pid, NULL, 0);
			break;
		}
		poll(NULL, 0, LOOK_MS);
	}
	p->pid = 0;
}

int
os_pty_read(struct os_pty *p, char *bytes, size_t most, int wait_ms)
{
	struct pollfd ready = {.fd = p->fd, .events = POLLIN};

	if (poll(&ready, 1, wait_ms) <= 0)
		return 0;
	ssize_t n = read(p->fd, bytes, most);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	return n > 0 ? (int)n : -1;
}

bool
os_pty_type(struct os_pty *p, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(p->fd, bytes, len);
		struct pollfd ready = {.fd = p->fd, .events = POLLOUT};

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno != EINTR && (errno != EAGAIN || poll(&ready, 1, 1000) <= 0)) {
			return false;
		}
	}
	return true;
}

static FILE *
process_file(int pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return fopen(path, "re");
}

bool
os_process_waits(int pid)
{
	FILE *f = process_file(pid, "stat");
	char line[512] = "";

	if (f == NULL)
		return false;
	bool read = fgets(line, sizeof(line), f) != NULL;
	const char *state = strrchr(line, ')');

	fclose(f);
	return read && state != NULL && state[1] == ' ' && state[2] == 'S';
}

/* The sum of the numbers on the lines that begin so. */
static int64_t
sum_of(int pid, const char *file, const char *begin)
{
	FILE *f = process_file(pid, file);
	char line[256];
	int64_t sum = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL) {
		const char *colon = strchr(line, ':');

		if (strncmp(line, begin, strlen(begin)) == 0)
			sum += strtoll(colon != NULL ? colon + 1 : line, NULL, 10);
	}
	fclose(f);
	return sum;
}

int64_t
os_process_cpu_ns(int pid)
{
	return sum_of(pid, "schedstat", "");
}

int64_t
os_process_queued_ns(int pid)
{
	FILE *f = process_file(pid != 0 ? pid : getpid(), "schedstat");
	long long worked, queued = 0;

	if (f == NULL)
		return 0;
	if (fscanf(f, "%lld %lld", &worked, &queued) != 2)
		queued = 0;
	fclose(f);
	return queued;
}

struct os_use
os_process_use(int pid)
{
	return (struct os_use){.cpu_ns = os_process_cpu_ns(pid),
		.wakes = sum_of(pid, "status", "voluntary_ctxt_switches"),
		.private_kib = sum_of(pid, "smaps_rollup", "Private_")};
}
