#include "core/base/os_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

static const char progress_variable[] = "LINLI_PROGRESS";

/* The environment as it is, with the variable that asks for progress. Only the array is ours to free. */
static char **
child_environment(void)
{
	static char ask[] = "LINLI_PROGRESS=1";
	size_t n = 0;

	while (environ[n] != NULL)
		n++;
	char **copy = xcalloc(n + 2, sizeof(*copy));

	memcpy(copy, environ, n * sizeof(*copy));
	copy[n] = ask;
	return copy;
}

static int
spawn(pid_t *pid, const char *program, const char *const argv[], int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	char **env = child_environment();

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(
		&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	/* posix_spawn takes the arguments as char *const[] for old times' sake and does not change them. */
	union {
		const char *const *in;
		char *const *out;
	} arguments = {.in = argv};
	int rc = posix_spawn(pid, program != NULL ? program : "/proc/self/exe", &files, &attr,
		arguments.out, env);

	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	free(env);
	return rc;
}

bool
os_child_start(struct os_child *c, const char *program, const char *const argv[], struct err *err)
{
	int ends[2];
	pid_t pid;

	*c = (struct os_child){.fd = -1};
	buf_init(&c->line);
	buf_init(&c->message);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, ERR_IO, _("启动不了后台任务: %s"), strerror(errno));
	int rc = spawn(&pid, program, argv, ends[1]);

	close(ends[1]);
	if (rc != 0) {
		close(ends[0]);
		return err_set(err, ERR_IO, _("启动不了后台任务: %s"), strerror(rc));
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	c->pid = pid;
	c->fd = ends[0];
	return true;
}

/* "@ 34 100" */
static bool
read_progress(const char *line, int64_t *done, int64_t *all)
{
	char *end;

	if (strncmp(line, "@ ", 2) != 0)
		return false;
	*done = strtoll(line + 2, &end, 10);
	if (*end != ' ')
		return false;
	*all = strtoll(end + 1, &end, 10);
	return *end == '\0';
}

static void
take_line(struct os_child *c)
{
	int64_t done, all;

	if (read_progress(c->line.text, &done, &all)) {
		c->done = done;
		c->all = all;
	} else if (c->line.len > 0) {
		buf_clear(&c->message);
		buf_add(&c->message, c->line.text, c->line.len);
		if (c->results != NULL)
			buf_addf(c->results, "%s\n", c->line.text);
	}
	buf_clear(&c->line);
}

static void
take_bytes(struct os_child *c, const char *bytes, size_t len)
{
	enum { LONGEST_LINE = 4096 };

	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\n')
			take_line(c);
		else if (c->line.len < LONGEST_LINE)
			buf_addch(&c->line, bytes[i]);
	}
}

static void
collect(struct os_child *c)
{
	int status;

	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	c->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	c->pid = 0;
}

bool
os_child_poll(struct os_child *c)
{
	char chunk[4096];
	ssize_t n;

	while (c->fd >= 0) {
		n = read(c->fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return true;
		if (n <= 0) {
			take_line(c);
			close(c->fd);
			c->fd = -1;
			break;
		}
		take_bytes(c, chunk, (size_t)n);
	}
	if (c->pid != 0)
		collect(c); /* its pipe has ended: it is on its way out */
	return false;
}

void
os_child_wait(struct os_child *c, int wait_ms)
{
	struct pollfd p = {.fd = c->fd, .events = POLLIN};

	if (c->fd >= 0)
		poll(&p, 1, wait_ms);
}

void
os_child_stop(struct os_child *c)
{
	if (c->pid != 0)
		kill(c->pid, SIGTERM);
}

void
os_child_release(struct os_child *c)
{
	os_child_stop(c);
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	if (c->pid != 0)
		collect(c);
	buf_release(&c->line);
	buf_release(&c->message);
}

void
os_progress(int64_t done, int64_t all)
{
	if (getenv(progress_variable) == NULL)
		return;
	printf("@ %lld %lld\n", (long long)done, (long long)all);
	fflush(stdout);
}
