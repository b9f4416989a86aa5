#include "tui/term/term.h"

#include <string.h>

#include "tui/term/inside.h"

enum { MOST_BYTES = 65536 };

static void
add_base64(struct buf *out, const char *text, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		uint32_t bits = 0;

		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (j < n ? (uint8_t)text[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			buf_addch(out, j <= n ? digits[bits >> (18 - 6 * j) & 63] : '=');
	}
}

/* Others print the sequence, or do strange things with it. */
static bool
has_clipboard(const char *type)
{
	static const char *const types[] = {
		"xterm", "tmux", "foot", "alacritty", "kitty", "wezterm"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strncmp(type, types[i], strlen(types[i])) == 0)
			return true;
	return false;
}

bool
term_copy(struct term *t, const char *text)
{
	struct buf sequence;
	size_t len = strlen(text);

	if (len > MOST_BYTES || !has_clipboard(t->type) || t->lost)
		return false;
	buf_init(&sequence);
	buf_addstr(&sequence, "\033]52;c;");
	add_base64(&sequence, text, len);
	buf_addstr(&sequence, "\033\\");
	tty_put(&t->tty, sequence.text, sequence.len);
	buf_release(&sequence);
	term_drain(t);
	return true;
}
