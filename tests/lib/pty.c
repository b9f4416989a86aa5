#include "tests/lib/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/clock.h"
#include "core/base/utf8.h"
#include "tests/lib/test.h"
#include "tui/cells/key.h"

enum { STEP_MS = 20, CALM_LOOKS = 4 };

static int64_t
now_ms(void)
{
	struct clock c;

	clock_real(&c);
	return clock_mono_ms(&c);
}

/* In the child: replaces the environment by what the header promises. */
static void
set_environment(const char *const env[])
{
	static const char *const kept[] = {"PATH", "HOME", "TMPDIR", "LSAN_OPTIONS", "ASAN_OPTIONS",
		"UBSAN_OPTIONS", "LLVM_PROFILE_FILE"};
	char *values[sizeof(kept) / sizeof(kept[0])];

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		const char *value = getenv(kept[i]);

		values[i] = value != NULL ? xstrdup(value) : NULL;
	}
	clearenv();
	setenv("TERM", "xterm-256color", 1);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (values[i] != NULL)
			setenv(kept[i], values[i], 1);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		free(values[i]); /* the leak checker runs in the child too */
	for (; env != NULL && *env != NULL; env++) {
		char *copy = xstrdup(*env), *value = strchr(copy, '=');

		*value = '\0';
		setenv(copy, value + 1, 1);
		free(copy);
	}
}

/* Returns in both processes; pid is 0 in the child. */
static struct pty *
fork_on_pty(int rows, int cols, const char *const env[])
{
	struct pty *p = xcalloc(1, sizeof(*p));
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	p->rows = rows > 0 ? rows : 24;
	p->cols = cols > 0 ? cols : 80;
	fflush(NULL);
	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	assert_true(p->pid >= 0);
	if (p->pid == 0) {
		set_environment(env);
		return p;
	}
	pty_screen_start(p);
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	return p;
}

struct pty *
pty_start(int rows, int cols, const char *const argv[], const char *const env[])
{
	struct pty *p = fork_on_pty(rows, cols, env);

	if (p->pid == 0) {
		union {
			const char *const *in;
			char *const *out;
		} args = {.in = argv}; /* execvp() promises not to change them, its type does not */

		execvp(argv[0], args.out);
		perror(argv[0]);
		_exit(127);
	}
	return p;
}

struct pty *
pty_fork(int rows, int cols, int (*child)(void *arg), void *arg, const char *const env[])
{
	struct pty *p = fork_on_pty(rows, cols, env);

	if (p->pid == 0) {
		free(p);
		exit(child(arg));
	}
	return p;
}

static void
reap(struct pty *p, int options)
{
	if (!p->exited && waitpid(p->pid, &p->status, options) == p->pid)
		p->exited = true;
}

void
pty_hang_up(struct pty *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	p->eof = true;
}

void
pty_close(struct pty *p)
{
	pty_hang_up(p);
	if (pty_exit_code(p) < 0) {
		kill(p->pid, SIGKILL);
		reap(p, 0);
	}
	vterm_free(p->vt);
	free(p);
}

/* Bytes that the program has read from wherever; -1 when that is secret. */
static int64_t
bytes_read(const struct pty *p)
{
	char path[64];
	long long n = -1;

	snprintf(path, sizeof(path), "/proc/%d/io", (int)p->pid);
	FILE *f = fopen(path, "re");

	if (f == NULL)
		return -1;
	if (fscanf(f, "rchar: %lld", &n) != 1)
		n = -1;
	fclose(f);
	return n;
}

/*
 * Has the program read everything that was sent to it? The line itself cannot be asked: bytes may still be
 * on their way through the kernel when both of its ends look empty.
 */
static bool
input_is_taken(const struct pty *p)
{
	int64_t n = bytes_read(p);

	return n < 0 || n >= p->to_read;
}

void
pty_send(struct pty *p, const char *bytes, size_t len)
{
	int64_t before = bytes_read(p);

	p->mark = p->bytes;
	p->to_read = (before > p->to_read ? before : p->to_read) + (int64_t)len;
	while (len > 0 && p->fd >= 0) {
		ssize_t n = write(p->fd, bytes, len);

		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return;
		if (n < 0)
			poll(&(struct pollfd){.fd = p->fd, .events = POLLOUT}, 1, STEP_MS);
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
}

void
pty_text(struct pty *p, const char *text)
{
	pty_send(p, text, strlen(text));
}

/*
 * libvterm makes a key in pieces; they go out as one write, since a pause in the middle would be read as
 * Esc and something else.
 */
static void
send_made_keys(struct pty *p)
{
	char bytes[4096];
	size_t len = vterm_output_read(p->vt, bytes, sizeof(bytes));

	if (len > 0)
		pty_send(p, bytes, len);
}

static void
send_key(struct pty *p, const struct key *key)
{
	static const VTermKey keys[] = {[K_ENTER] = VTERM_KEY_ENTER,
		[K_TAB] = VTERM_KEY_TAB,
		[K_ESC] = VTERM_KEY_ESCAPE,
		[K_BACKSPACE] = VTERM_KEY_BACKSPACE,
		[K_DELETE] = VTERM_KEY_DEL,
		[K_INSERT] = VTERM_KEY_INS,
		[K_UP] = VTERM_KEY_UP,
		[K_DOWN] = VTERM_KEY_DOWN,
		[K_LEFT] = VTERM_KEY_LEFT,
		[K_RIGHT] = VTERM_KEY_RIGHT,
		[K_HOME] = VTERM_KEY_HOME,
		[K_END] = VTERM_KEY_END,
		[K_PGUP] = VTERM_KEY_PAGEUP,
		[K_PGDN] = VTERM_KEY_PAGEDOWN};
	char utf8[UTF8_MAX_BYTES];

	if (key->sym == K_CHAR) {
		pty_send(p, utf8, utf8_put(utf8, key->ctrl ? key->cp & 0x1F : key->cp));
		return;
	}
	if (key->sym == K_BACKTAB)
		vterm_keyboard_key(p->vt, VTERM_KEY_TAB, VTERM_MOD_SHIFT);
	else if (key->sym >= K_F1 && key->sym <= K_F12)
		vterm_keyboard_key(
			p->vt, (VTermKey)VTERM_KEY_FUNCTION(key->sym - K_F1 + 1), VTERM_MOD_NONE);
	else
		vterm_keyboard_key(p->vt, keys[key->sym], VTERM_MOD_NONE);
	send_made_keys(p);
}

void
pty_keys(struct pty *p, const char *names)
{
	while (*names != '\0') {
		size_t len = strcspn(names, " ");
		char name[KEY_NAME_BYTES];
		struct key key;

		snprintf(name, sizeof(name), "%.*s", (int)len, names);
		if (!key_parse(name, &key))
			fail_msg("no such key: %s", name);
		send_key(p, &key);
		names += len + (names[len] == ' ');
	}
}

void
pty_paste(struct pty *p, const char *text)
{
	struct buf b;

	buf_init(&b);
	buf_addf(&b, p->bracketed_paste ? "\033[200~%s\033[201~" : "%s", text);
	pty_send(p, b.text, b.len);
	buf_release(&b);
}

void
pty_mouse(struct pty *p, int row, int col, int button)
{
	vterm_mouse_move(p->vt, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, button, true, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, button, false, VTERM_MOD_NONE);
	send_made_keys(p);
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	if (rows > 0 && cols > 0) {
		p->rows = rows;
		p->cols = cols;
		vterm_set_size(p->vt, rows, cols);
	}
	p->mark = p->bytes;
	ioctl(p->fd, TIOCSWINSZ, &size); /* sends SIGWINCH */
}

/* Reads once, waiting at most ms; true when something came. */
static bool
pump(struct pty *p, int ms)
{
	struct pollfd poll_fd = {.fd = p->fd, .events = POLLIN};
	char bytes[65536];

	if (p->eof || poll(&poll_fd, 1, ms) <= 0)
		return false;
	ssize_t n = read(p->fd, bytes, sizeof(bytes));

	if (n > 0) {
		p->bytes += (size_t)n;
		if (p->log != NULL)
			buf_add(p->log, bytes, (size_t)n);
		pty_screen_feed(p, bytes, (size_t)n);
		send_made_keys(p); /* answers to questions about the terminal */
		return true;
	}
	p->eof = n == 0 || (errno != EAGAIN && errno != EINTR);
	return false;
}

bool
pty_wait(struct pty *p, bool (*test)(struct pty *p, void *arg), void *arg)
{
	int64_t end = now_ms() + PTY_PATIENCE_MS;

	for (;;) {
		while (pump(p, 0))
			continue;
		if (test(p, arg))
			return true;
		if (p->eof || now_ms() >= end)
			return false;
		pump(p, STEP_MS);
	}
}

static bool
shows(struct pty *p, void *text)
{
	return pty_find(p, text, NULL, NULL);
}

bool
pty_sees(struct pty *p, const char *text)
{
	char *copy = xstrdup(text);
	bool seen = pty_wait(p, shows, copy);

	free(copy);
	return seen;
}

/* Is the program asleep in a call that waits for descriptors? Where that is secret, is it asleep at all? */
static bool
sleeps(const struct pty *p)
{
	char path[64], line[512] = "";
	long call = -1;

	snprintf(path, sizeof(path), "/proc/%d/syscall", (int)p->pid);
	FILE *f = fopen(path, "re");

	if (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		fclose(f);
		return sscanf(line, "%ld", &call) == 1 &&
			(call == SYS_read || call == SYS_poll || call == SYS_ppoll ||
				call == SYS_pselect6);
	}
	if (f != NULL)
		fclose(f);
	snprintf(path, sizeof(path), "/proc/%d/stat", (int)p->pid);
	f = fopen(path, "re");
	if (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		const char *state = strrchr(line, ')');

		call = state != NULL && state[2] == 'S';
	}
	if (f != NULL)
		fclose(f);
	return call == 1;
}

bool
pty_idle(struct pty *p)
{
	int64_t end = now_ms() + PTY_PATIENCE_MS;
	int calm = 0;

	while (!p->eof && now_ms() < end) {
		if (pump(p, 0))
			calm = 0;
		else if (sleeps(p) && input_is_taken(p) && !pump(p, 1))
			calm++;
		else
			calm = 0;
		if (calm == CALM_LOOKS) {
			p->rest_ms = now_ms();
			return true;
		}
		pump(p, 1);
	}
	return p->eof;
}

bool
pty_idle_unread(struct pty *p)
{
	int64_t end = now_ms() + PTY_PATIENCE_MS;
	int calm = 0;

	while (calm < CALM_LOOKS && now_ms() < end) {
		calm = sleeps(p) && input_is_taken(p) ? calm + 1 : 0;
		poll(NULL, 0, 1);
	}
	return calm == CALM_LOOKS;
}

int
pty_exit_code(struct pty *p)
{
	int64_t end = now_ms() + PTY_PATIENCE_MS;

	for (;;) {
		while (pump(p, 0))
			continue;
		reap(p, WNOHANG);
		if (p->exited)
			return WIFSIGNALED(p->status) ? 128 + WTERMSIG(p->status)
						      : WEXITSTATUS(p->status);
		if (now_ms() >= end)
			return -1;
		if (p->eof)
			poll(NULL, 0, 1);
		else
			pump(p, STEP_MS);
	}
}

void
assert_pty(struct pty *p, bool ok, const char *what, const char *file, int line)
{
	if (!ok) {
		struct buf row;

		buf_init(&row);
		for (int i = 0; i < p->rows; i++) { /* the printer takes 1,024 bytes at a time */
			buf_clear(&row);
			pty_row(p, i, &row);
			print_error("|%s\n", row.text);
		}
		buf_release(&row);
	}
	_assert_true(ok, what, file, line);
}

bool
pty_knows(const char *type)
{
	static const char *const folders[] = {
		"/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"};
	char path[256];

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/%c/%s", folders[i], type[0], type);
		if (access(path, R_OK) == 0)
			return true;
	}
	return false;
}
