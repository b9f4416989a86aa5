#include "tui/term/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/os.h"

enum { MOST_ROWS = 500, MOST_COLS = 1000 };

/*
 * Standard output may be shared with the shell that started us; making that open file non-blocking would
 * make the shell's so too. The terminal opened anew is ours alone. Where that is not allowed (after a
 * change of user) the shared one is used as it is.
 */
static int
open_own(void)
{
	const char *name = ttyname(STDOUT_FILENO);
	int fd = -1;

	if (name != NULL)
		fd = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	return fd;
}

bool
tty_open(struct tty *t, struct err *err)
{
	static const int wanted[] = {
		SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, 0};

	*t = (struct tty){.in = STDIN_FILENO, .out = -1, .signals = -1};
	buf_init(&t->waiting);
	if (tcgetattr(STDIN_FILENO, &t->before) != 0 || !isatty(STDOUT_FILENO))
		return err_set(
			err, ERR_INPUT, _("需要在终端里运行; 不进界面时用子命令, 见 linli help"));
	t->raw = t->before;
	t->raw.c_iflag &= ~(
		tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | IXOFF | PARMRK);
	t->raw.c_oflag &= ~(tcflag_t)OPOST;
	t->raw.c_cflag = (t->raw.c_cflag & ~(tcflag_t)CSIZE) | CS8;
	t->raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
	t->raw.c_cc[VMIN] = 1;
	t->raw.c_cc[VTIME] = 0;
	t->out = open_own();
	t->signals = os_signals_open(wanted, &t->mask_before);
	return (t->out >= 0 && t->signals >= 0) || err_set(err, ERR_IO, _("终端打不开"));
}

void
tty_close(struct tty *t, int wait_ms)
{
	struct clock clock;

	clock_real(&clock);
	int64_t end = clock_mono_ms(&clock) + wait_ms;

	while (!tty_send(t, clock_mono_ms(&clock)) && !t->lost) {
		int64_t left = end - clock_mono_ms(&clock);
		struct pollfd p = {.fd = t->out, .events = POLLOUT};

		if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
			break;
	}
	if (t->out >= 0)
		tcsetattr(t->in, TCSANOW, &t->before);
	if (t->signals >= 0) {
		while (os_signals_next(t->signals) != 0)
			continue;
		close(t->signals);
		sigprocmask(SIG_SETMASK, &t->mask_before, NULL);
	}
	if (t->out >= 0)
		close(t->out);
	buf_release(&t->waiting);
}

void
tty_set_modes(struct tty *t)
{
	tcsetattr(t->in, TCSANOW, &t->raw);
}

bool
tty_size(const struct tty *t, int *rows, int *cols)
{
	struct winsize ws;

	if (ioctl(t->in, TIOCGWINSZ, &ws) != 0 || ws.ws_row == 0 || ws.ws_col == 0)
		return false;
	*rows = ws.ws_row < MOST_ROWS ? ws.ws_row : MOST_ROWS;
	*cols = ws.ws_col < MOST_COLS ? ws.ws_col : MOST_COLS;
	return true;
}

void
tty_put(struct tty *t, const char *bytes, size_t len)
{
	if (!t->lost)
		buf_add(&t->waiting, bytes, len);
}

bool
tty_waits(const struct tty *t)
{
	return t->sent < t->waiting.len;
}

bool
tty_send(struct tty *t, int64_t now_ms)
{
	while (!t->lost && tty_waits(t)) {
		ssize_t n = write(t->out, t->waiting.text + t->sent, t->waiting.len - t->sent);

		if (n > 0) {
			t->sent += (size_t)n;
			t->bytes += n;
		} else if (n < 0 && errno == EAGAIN) {
			if (t->blocked_ms == 0)
				t->blocked_ms = now_ms;
			return false;
		} else if (n < 0 && errno != EINTR) {
			t->lost = true;
		}
	}
	buf_clear(&t->waiting);
	t->sent = 0;
	t->blocked_ms = 0;
	return !t->lost;
}
