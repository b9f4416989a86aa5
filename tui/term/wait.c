#include "tui/term/term.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>

#include "core/base/os.h"
#include "tui/term/inside.h"

enum { READ_AT_ONCE = 4096, KEYS = 0, SIGNALS, WATCH, LINE, FDS };

static void
note_lost(struct term *t, int sig)
{
	if (!t->lost)
		t->lost_signal = sig;
	t->lost = true;
}

static void
note_size(struct term *t)
{
	int rows, cols, old_rows, old_cols;

	backend_size(t->backend, &old_rows, &old_cols);
	if (tty_size(&t->tty, &rows, &cols) && (rows != old_rows || cols != old_cols))
		backend_resize(t->backend, rows, cols);
	t->resized = true;
	t->repaint = true;
}

/* A storm of signals ends in one event. */
static void
read_signals(struct term *t)
{
	bool size = false;
	int sig;

	while ((sig = os_signals_next(t->tty.signals)) != 0) {
		switch (sig) {
		case SIGWINCH:
			size = true;
			break;
		case SIGCONT: /* somebody stopped us, and the shell set its own modes */
			tty_set_modes(&t->tty);
			size = true;
			break;
		case SIGTSTP:
			break;
		default:
			note_lost(t, sig);
			break;
		}
	}
	if (size)
		note_size(t);
}

void
term_read(struct term *t)
{
	int waiting = 0;

	input_time(&t->input, term_now(t), clock_mono_ms(t->stamps));
	int n = backend_read(t->backend, &t->input, READ_AT_ONCE);

	if (n < READ_AT_ONCE)
		input_pause(&t->input);
	if (n > 0)
		return;
	/* Readable, and nothing there: that is how a terminal ends when nobody sends SIGHUP. */
	struct pollfd p = {.fd = t->tty.in, .events = POLLIN};

	if (poll(&p, 1, 0) == 1 && (ioctl(t->tty.in, FIONREAD, &waiting) != 0 || waiting == 0))
		note_lost(t, 0);
}

static bool
next_event(struct term *t, struct event *ev)
{
	*ev = (struct event){.kind = EVENT_NONE, .at_ms = clock_mono_ms(t->stamps)};
	if (t->lost_told)
		return false;
	if (t->lost) {
		t->lost_told = true;
		ev->kind = EVENT_LOST;
		ev->signal = t->lost_signal;
		return true;
	}
	if (t->resized) {
		t->resized = false;
		ev->kind = EVENT_RESIZE;
		return true;
	}
	return input_next(&t->input, ev);
}

/* The smaller of two waits, -1 being none. */
static int
sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

/* Waits for any of the descriptors and takes in what came; true when the watched one is ready. */
static bool
wait_once(struct term *t, int wait_ms, int watch_fd)
{
	bool live = !t->lost;
	struct pollfd p[FDS] = {
		[KEYS] = {.fd = live ? t->tty.in : -1, .events = POLLIN},
		[SIGNALS] = {.fd = live ? t->tty.signals : -1, .events = POLLIN},
		[WATCH] = {.fd = watch_fd, .events = POLLIN},
		[LINE] = {.fd = live && tty_waits(&t->tty) ? t->tty.out : -1, .events = POLLOUT},
	};
	int n = poll(p, FDS, sooner(wait_ms, live ? input_wait_ms(&t->input, term_now(t)) : -1));

	if (n < 0 || !live)
		return n > 0 && p[WATCH].revents != 0;
	if (p[SIGNALS].revents != 0)
		read_signals(t);
	if ((p[KEYS].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		note_lost(t, 0);
	else if ((p[KEYS].revents & POLLIN) != 0)
		term_read(t);
	else {
		input_time(&t->input, term_now(t), clock_mono_ms(t->stamps));
		input_pause(&t->input);
	}
	if (p[LINE].revents != 0)
		term_drain(t);
	return p[WATCH].revents != 0;
}

void
term_wait(struct term *t, int timeout_ms, int watch_fd, struct event *ev)
{
	int64_t end = timeout_ms < 0 ? INT64_MAX : term_now(t) + timeout_ms;
	bool ready = false, looked = false;

	while (!next_event(t, ev)) {
		int64_t left = end - term_now(t);

		if (ready)
			ev->kind = EVENT_WAKE;
		if (ready || (looked && left <= 0) || (t->lost_told && watch_fd < 0))
			return;
		ready = wait_once(t, timeout_ms < 0 ? -1 : left > 0 ? (int)left : 0, watch_fd);
		looked = true;
	}
}

bool
term_pending(struct term *t)
{
	struct pollfd p = {.fd = t->tty.in, .events = POLLIN};

	if (t->lost_told)
		return false;
	return t->lost || t->resized || input_waiting(&t->input) || poll(&p, 1, 0) > 0;
}
