/*
 * Any bytes as what a terminal sends, as what curses writes and as a text on the screen: events bear clean
 * text only, nothing sticks, squeezed output ends, and the canvas keeps its glyphs whole.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/utf8.h"
#include "tui/cells/canvas.h"
#include "tui/term/input.h"
#include "tui/term/squeeze.h"

static void
as_input(const uint8_t *bytes, size_t len)
{
	struct input in;
	struct event ev;

	input_init(&in, 30);
	for (size_t i = 0; i < len; i++) {
		int code = bytes[i];

		if (code == 0xF8) /* bytes that UTF-8 never has stand for what is no byte */
			code = INPUT_PASTE_BEGIN;
		if (code == 0xF9)
			code = INPUT_PASTE_END;
		if (code == 0xFA)
			code = INPUT_KEY + K_F5;
		input_time(&in, (int64_t)i * 15, (int64_t)i);
		input_code(&in, code);
		if (bytes[i] == 0xFB)
			input_pause(&in);
		while (input_next(&in, &ev))
			assert(ev.text == NULL || utf8_valid(ev.text, strlen(ev.text), NULL));
	}
	input_time(&in, (int64_t)len * 15 + 5000, 0);
	input_pause(&in);
	assert(input_wait_ms(&in, (int64_t)len * 15 + 5000) == -1);
	input_release(&in);
}

static void
as_output(const uint8_t *bytes, size_t len)
{
	struct squeeze s;
	struct buf out;

	buf_init(&out);
	squeeze_init(&s);
	s.repeat = REPEAT_ANY;
	s.column = true;
	squeeze_bytes(&s, (const char *)bytes, len, &out);
	squeeze_shifts(out.text, out.len);
	buf_release(&out);
}

static void
as_text(const uint8_t *bytes, size_t len)
{
	struct canvas cv;
	struct buf text;

	buf_init(&text);
	buf_add(&text, (const char *)bytes, len);
	canvas_init(&cv, 2, 20);
	for (int col = -3; col < 20; col += 5)
		canvas_text(&cv, col & 1, col, 30, (struct style){ROLE_FG, ROLE_BG}, text.text);
	for (int i = 0; i < 40; i++) {
		const struct cell *c = canvas_at(&cv, i / 20, i % 20);

		assert(c->cells != 0 || (i % 20 > 0 && c[-1].cells == 2));
		assert(c->cells != 2 || (i % 20 < 19 && c[1].cells == 0));
	}
	canvas_release(&cv);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	as_input(bytes, len);
	as_output(bytes, len);
	as_text(bytes, len);
	return 0;
}
