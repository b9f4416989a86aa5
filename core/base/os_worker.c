#include "core/base/os_worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/i18n.h"

enum { PIPE_BYTES = 1 << 20 };

bool
os_read_exactly(int fd, void *bytes, size_t len)
{
	char *at = bytes;

	while (len > 0) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
send_all(int fd, const char *at, size_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, at, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Ends the helper without running what the parent has left for its own end. */
static void
be_worker(int fd, bool (*work)(int in, void *ctx, struct buf *answer), void *ctx)
{
	struct buf answer;

	buf_init(&answer);
	bool ok = work(fd, ctx, &answer);

	send_all(fd, ok ? "+" : "-", 1);
	send_all(fd, answer.text, answer.len);
	_exit(ok ? 0 : 1);
}

bool
os_worker_start(struct os_worker *w, bool (*work)(int in, void *ctx, struct buf *answer), void *ctx,
	struct err *err)
{
	int ends[2], bytes = PIPE_BYTES;

	*w = (struct os_worker){0, -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return err_set(err, ERR_IO, _("启动不了后台任务: %s"), strerror(errno));
	setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
	pid_t pid = fork();

	if (pid == 0) {
		close(ends[0]);
		be_worker(ends[1], work, ctx);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return err_set(err, ERR_IO, _("启动不了后台任务: %s"), strerror(errno));
	}
	*w = (struct os_worker){pid, ends[0]};
	return true;
}

bool
os_worker_send(struct os_worker *w, const void *bytes, size_t len, struct err *err)
{
	return send_all(w->fd, bytes, len) || err_set(err, ERR_IO, _("后台任务中断了"));
}

static void
collect(struct os_worker *w)
{
	while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(w->fd);
	*w = (struct os_worker){0, -1};
}

bool
os_worker_end(struct os_worker *w, struct buf *answer)
{
	char mark = '-', chunk[512];

	shutdown(w->fd, SHUT_WR);
	bool told = os_read_exactly(w->fd, &mark, 1);

	for (ssize_t n; told && (n = read(w->fd, chunk, sizeof(chunk))) != 0;) {
		if (n < 0 && errno != EINTR)
			break;
		if (n > 0)
			buf_add(answer, chunk, (size_t)n);
	}
	collect(w);
	return told && mark == '+';
}

void
os_worker_stop(struct os_worker *w)
{
	if (w->pid == 0)
		return;
	kill(w->pid, SIGKILL);
	collect(w);
}
