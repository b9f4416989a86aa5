#include "core/serve/bench_tty.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"

enum {
	CALM_LOOKS = 4,	   /* a millisecond apart: the answer is at an end */
	SILENT_LOOKS = 60, /* without a byte: there is none */
	START_MS = 20000,
	LOOK_MS = 1,
};

/* Takes in what comes until it is over; *last is when the last byte came. */
static bool
take_answer(struct bench_tty *t, int64_t from, int64_t *last, bool patient)
{
	char bytes[65536];
	int calm = 0;

	*last = from;
	buf_clear(&t->answer);
	for (;;) {
		int n = os_pty_read(&t->pty, bytes, sizeof(bytes), LOOK_MS);

		if (n < 0)
			return false;
		if (n > 0) {
			*last = clock_stopwatch_ns();
			buf_add(&t->answer, bytes, (size_t)n);
			calm = 0;
			continue;
		}
		calm = os_process_waits(t->pty.pid) ? calm + 1 : 0;
		bool any = t->answer.len > 0;

		if (calm >= (any ? CALM_LOOKS : SILENT_LOOKS) && (any || !patient))
			return true;
		if (clock_stopwatch_ns() - from > (int64_t)START_MS * 1000000)
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

static bool
finish(struct bench_tty *t, bool ok, int64_t from, int64_t last, struct bench_frame *out,
	struct err *err)
{
	out->ms = (double)(last - from) / 1e6;
	out->bytes = (int64_t)t->answer.len;
	if (ok)
		keep_frame(t);
	return ok || err_set(err, ERR_IO, _("程序在测量中结束了: %.200s"), t->answer.text);
}

bool
bench_tty_start(struct bench_tty *t, int rows, int cols, const char *const argv[],
	struct buf *frames, struct bench_frame *first, struct err *err)
{
	int64_t from = clock_stopwatch_ns(), last = from;

	*t = (struct bench_tty){.frames = frames};
	buf_init(&t->answer);
	if (!os_pty_start(&t->pty, rows, cols, argv, err))
		return false;
	bool ok = take_answer(t, from, &last, true);

	return finish(t, ok, from, last, first, err);
}

bool
bench_tty_key(struct bench_tty *t, const char *key, struct bench_frame *out, struct err *err)
{
	int64_t from = clock_stopwatch_ns(), last = from;
	bool ok = os_pty_type(&t->pty, key, strlen(key)) && take_answer(t, from, &last, false);

	return finish(t, ok, from, last, out, err);
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
