#include "core/serve/bench_tty.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"

enum {
	CALM_LOOKS = 4,    /* a millisecond apart: the answer is at an end */
	SILENT_LOOKS = 60, /* without a byte: there is none */
	START_MS = 20000,
	LOOK_MS = 1,
};

/* When a key was typed, the screen first was whole, and the last byte came. */
struct watch {
	int64_t from, ready, last;
	int64_t cpu, queued, queued_ready, queued_last;
};

static int64_t
queued(const struct bench_tty *t)
{
	return t->pty.pid != 0 ? os_process_queued_ns(t->pty.pid) : 0;
}

static struct watch
begin(const struct bench_tty *t)
{
	struct watch w = {
		.cpu = t->pty.pid != 0 ? os_process_cpu_ns(t->pty.pid) : 0, .queued = queued(t)};

	w.from = w.last = clock_stopwatch_ns();
	return w;
}

static void
take_bytes(struct bench_tty *t, const char *bytes, int n, int64_t late, struct watch *w)
{
	w->last = clock_stopwatch_ns() - late;
	w->queued_last = queued(t) - w->queued;
	buf_add(&t->answer, bytes, (size_t)n);
	if (w->ready == 0 && strstr(t->answer.text, "\033[?2026l") != NULL) {
		w->ready = w->last;
		w->queued_ready = w->queued_last;
	}
}

/* Takes in what comes until it is over. */
static bool
take_answer(struct bench_tty *t, struct watch *w, bool patient)
{
	char bytes[65536];
	int calm = 0;

	buf_clear(&t->answer);
	for (;;) {
		int64_t stood = os_process_queued_ns(0);
		int n = os_pty_read(&t->pty, bytes, sizeof(bytes), LOOK_MS);

		if (n < 0)
			return false;
		if (n > 0) {
			take_bytes(t, bytes, n, os_process_queued_ns(0) - stood, w);
			calm = 0;
			continue;
		}
		calm = os_process_waits(t->pty.pid) ? calm + 1 : 0;
		bool any = t->answer.len > 0;

		if (calm >= (any ? CALM_LOOKS : SILENT_LOOKS) && (any || !patient))
			return true;
		if (clock_stopwatch_ns() - w->from > (int64_t)START_MS * 1000000)
			return any;
	}
}

static void
keep_frame(struct bench_tty *t)
{
	size_t len = t->answer.len;

	if (t->frames == NULL)
		return;
	for (int shift = 0; shift < 32; shift += 8)
		buf_addch(t->frames, (char)(len >> shift & 0xFF));
	buf_add(t->frames, t->answer.text, len);
}

static double
ms_between(int64_t from, int64_t to, int64_t queued_ns)
{
	int64_t ns = to - from - queued_ns;

	return ns > 0 ? (double)ns / 1e6 : 0;
}

static bool
finish(struct bench_tty *t, bool ok, const struct watch *w, struct bench_frame *out,
	struct err *err)
{
	*out = (struct bench_frame){.ms = ms_between(w->from, w->last, w->queued_last),
		.ready_ms = w->ready != 0 ? ms_between(w->from, w->ready, w->queued_ready)
					  : ms_between(w->from, w->last, w->queued_last),
		.cpu_ms = (double)(os_process_cpu_ns(t->pty.pid) - w->cpu) / 1e6,
		.bytes = (int64_t)t->answer.len};
	if (ok)
		keep_frame(t);
	return ok || err_set(err, ERR_IO, _("程序在测量中结束了: %.200s"), t->answer.text);
}

bool
bench_tty_start(struct bench_tty *t, int rows, int cols, const char *const argv[],
	struct buf *frames, struct bench_frame *first, struct err *err)
{
	*t = (struct bench_tty){.frames = frames};
	buf_init(&t->answer);
	struct watch w = begin(t);

	if (!os_pty_start(&t->pty, rows, cols, argv, err))
		return false;
	bool ok = take_answer(t, &w, true);

	return finish(t, ok, &w, first, err);
}

bool
bench_tty_key(struct bench_tty *t, const char *key, struct bench_frame *out, struct err *err)
{
	struct watch w = begin(t);
	bool ok = os_pty_type(&t->pty, key, strlen(key)) && take_answer(t, &w, false);

	return finish(t, ok, &w, out, err);
}

int64_t
bench_tty_listen(struct bench_tty *t, int ms)
{
	int64_t end = clock_stopwatch_ns() + (int64_t)ms * 1000000, left, bytes = 0;
	char chunk[4096];

	while ((left = end - clock_stopwatch_ns()) > 0) {
		int n = os_pty_read(&t->pty, chunk, sizeof(chunk), (int)(left / 1000000 + 1));

		if (n < 0)
			break;
		bytes += n;
	}
	return bytes;
}

void
bench_tty_end(struct bench_tty *t)
{
	os_pty_close(&t->pty);
	buf_release(&t->answer);
}
