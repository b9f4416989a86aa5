#include "tui/term/input.h"

#include <string.h>

#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/base/width.h"

enum {
	CTRL_C = 0x03,
	CTRL_G = 0x07,
	ESC = 0x1B,
	DEL = 0x7F,
	DOUBLE_CLICK_MS = 400,
	PASTE_STALL_MS = 2000,
	RUN_BYTES = 16384,
};

void
input_init(struct input *in, int commit_ms)
{
	*in = (struct input){.commit_ms = commit_ms};
	buf_init(&in->run);
	buf_init(&in->paste);
	buf_init(&in->text);
}

void
input_release(struct input *in)
{
	for (size_t i = 0; i < in->room; i++)
		buf_release(&in->queue[i].text);
	free(in->queue);
	buf_release(&in->run);
	buf_release(&in->paste);
	buf_release(&in->text);
}

void
input_time(struct input *in, int64_t now_ms, int64_t stamp_ms)
{
	in->now_ms = now_ms;
	in->stamp_ms = stamp_ms;
}

static struct pending_event *
add_event(struct input *in, enum event_kind kind)
{
	if (in->count == in->room) {
		size_t room = in->room != 0 ? 2 * in->room : 16;

		in->queue = xrealloc(in->queue, room * sizeof(*in->queue));
		for (size_t i = in->room; i < room; i++)
			buf_init(&in->queue[i].text);
		in->room = room;
	}
	struct pending_event *p = &in->queue[in->count++];

	p->ev = (struct event){.kind = kind, .at_ms = in->stamp_ms};
	buf_clear(&p->text);
	return p;
}

static void
add_key(struct input *in, struct key key)
{
	add_event(in, EVENT_KEY)->ev.key = key;
}

static void
add_text(struct input *in, enum event_kind kind, const struct buf *raw)
{
	struct pending_event *p = add_event(in, kind);

	text_clean(&p->text, raw->text, raw->len, kind == EVENT_TEXT);
	if (p->text.len == 0)
		in->count--;
}

/* The characters so far are one commit, or, if they all stand on keys, so many keys. */
static void
end_run(struct input *in)
{
	const char *p = in->run.text;

	if (in->run_chars == 0)
		return;
	if (in->run_is_keys && !(in->run_chars == 2 && key_for_commit(p, &(struct key){0}))) {
		while (*p != '\0')
			add_key(in, (struct key){.sym = K_CHAR, .cp = utf8_next(&p)});
	} else {
		add_text(in, EVENT_TEXT, &in->run);
	}
	buf_clear(&in->run);
	in->run_chars = 0;
}

static void
add_char(struct input *in, uint32_t cp)
{
	bool ascii = cp < 0x80;
	struct key key = {.sym = K_CHAR, .cp = cp};
	bool on_a_key = ascii || key_for_list(key).cp != cp;

	if (width_class(cp) == WIDTH_CONTROL)
		return;
	if (in->run_chars == 0)
		in->run_is_ascii = in->run_is_keys = true;
	in->run_is_ascii = in->run_is_ascii && ascii;
	in->run_is_keys = in->run_is_keys && on_a_key;
	buf_addcp(&in->run, cp);
	in->run_chars++;
	in->run_ms = in->now_ms;
	if (in->run.len >= RUN_BYTES)
		end_run(in);
}

static void
add_bad(struct input *in)
{
	end_run(in);
	if (in->count == in->head || in->queue[in->count - 1].ev.kind != EVENT_BAD_INPUT)
		add_event(in, EVENT_BAD_INPUT);
}

static void
take_byte_of_text(struct input *in, uint8_t byte)
{
	uint32_t cp;

	for (;;) {
		switch (utf8_feed(&in->utf8, byte, &cp)) {
		case UTF8_CHAR:
			add_char(in, cp);
			return;
		case UTF8_MORE:
			return;
		case UTF8_BAD:
			add_bad(in);
			return;
		case UTF8_BAD_AGAIN:
			add_bad(in);
			break;
		}
	}
}

/* A key ends whatever characters came before it. */
static void
break_text(struct input *in)
{
	if (in->utf8.need > 0) {
		in->utf8.need = 0;
		add_bad(in);
	}
	end_run(in);
}

static void
take_control(struct input *in, uint8_t byte)
{
	static const uint8_t named[0x20] = {
		['\r'] = K_ENTER, ['\n'] = K_ENTER, ['\t'] = K_TAB, ['\b'] = K_BACKSPACE, [ESC] = K_ESC};
	struct key key = {.sym = K_CHAR, .cp = byte | 0x40U, .ctrl = true};

	break_text(in);
	if (byte == 0) /* Ctrl-Space: input methods switch with it */
		return;
	if (byte == DEL)
		key = (struct key){.sym = K_BACKSPACE};
	else if (named[byte] != K_NONE)
		key = (struct key){.sym = (enum key_sym)named[byte]};
	else if (key.cp >= 'A' && key.cp <= 'Z')
		key.cp += 'a' - 'A';
	add_key(in, key);
}

static void
take_plain(struct input *in, uint8_t byte)
{
	if (byte < 0x20 || byte == DEL)
		take_control(in, byte);
	else
		take_byte_of_text(in, byte);
}

static int
number(const char **p)
{
	int n = 0;

	for (; **p >= '0' && **p <= '9' && n < 10000; (*p)++)
		n = 10 * n + (**p - '0');
	return n;
}

/* A whole "ESC [ ... final" that is no key: a reply, or something that this program never asked for. */
static void
end_sequence(struct input *in, char final)
{
	const char *p = in->escape + 2;

	if (final == 'R' && in->reply_count < INPUT_REPLIES) {
		struct reply reply = {.row = number(&p)};

		if (*p == ';') {
			p++;
			reply.col = number(&p);
		}
		if (*p == 'R' && reply.row > 0 && reply.col > 0)
			in->replies[in->reply_count++] = reply;
	}
	if (final == 'c' && *p == '?')
		in->attributes_seen = true;
	in->escape_len = 0;
}

/* Gives up on a sequence: what was taken for one was Esc and, at most, a bracket typed with it. */
static void
drop_sequence(struct input *in)
{
	size_t len = in->escape_len;

	in->escape_len = 0;
	if (len > 2)
		return;
	take_control(in, ESC);
	if (len == 2)
		take_plain(in, '[');
}

/* True when the byte belongs to a sequence. */
static bool
take_sequence(struct input *in, uint8_t byte)
{
	if (in->escape_len == 0 && byte != ESC)
		return false;
	bool fits = in->escape_len == 0 || (in->escape_len == 1 && byte == '[') ||
		(in->escape_len >= 2 && byte >= 0x20 && byte < DEL);

	if (!fits) {
		drop_sequence(in);
		return take_sequence(in, byte);
	}
	bool ends = in->escape_len >= 2 && byte >= 0x40;

	break_text(in);
	if (in->escape_len + 1 < sizeof(in->escape)) {
		in->escape[in->escape_len++] = (char)byte;
		in->escape[in->escape_len] = '\0';
	}
	if (ends)
		end_sequence(in, (char)byte);
	return true;
}

static void
hand_out_paste(struct input *in)
{
	if (in->paste.len >= INPUT_PASTE_BYTES)
		buf_cut(&in->paste, utf8_floor(in->paste.text, in->paste.len));
	add_text(in, EVENT_PASTE, &in->paste);
	buf_clear(&in->paste);
	in->paste_stalled = false;
}

/* In a paste every byte is text. One that stalled, its end mark perhaps lost, can be left by Esc or a key. */
static bool
take_pasted(struct input *in, int code)
{
	bool leaves = code >= INPUT_KEY || code == ESC || code == CTRL_C || code == CTRL_G;

	if (code == INPUT_PASTE_END || (in->paste_stalled && leaves)) {
		in->pasting = false;
		hand_out_paste(in);
		return code == INPUT_PASTE_END;
	}
	in->paste_ms = in->now_ms;
	if (code < 256 && in->paste.len < INPUT_PASTE_BYTES)
		buf_addch(&in->paste, (char)code);
	return true;
}

void
input_code(struct input *in, int code)
{
	if (in->pasting && take_pasted(in, code))
		return;
	if (code < 256) {
		if (!take_sequence(in, (uint8_t)code))
			take_plain(in, (uint8_t)code);
		return;
	}
	if (in->escape_len > 0)
		drop_sequence(in);
	break_text(in);
	if (code == INPUT_PASTE_BEGIN) {
		in->pasting = true;
		in->paste_ms = in->now_ms;
	} else if (code >= INPUT_KEY) {
		add_key(in, (struct key){.sym = (enum key_sym)(code - INPUT_KEY)});
	}
}

void
input_mouse(struct input *in, enum key_sym sym, int row, int col)
{
	struct key key = {.sym = sym, .row = row, .col = col};

	if (in->pasting)
		return;
	break_text(in);
	if (sym == K_MOUSE_PRESS) {
		bool again = in->last_press.sym == K_MOUSE_PRESS && in->last_press.row == row &&
			in->last_press.col == col &&
			in->now_ms - in->last_press_ms <= DOUBLE_CLICK_MS;

		if (again)
			key.sym = K_MOUSE_DOUBLE;
		in->last_press = key;
		in->last_press_ms = in->now_ms;
	}
	add_key(in, key);
}

void
input_pause(struct input *in)
{
	if (in->escape_len > 0 && in->escape_len <= 2)
		drop_sequence(in);
	if (in->run_chars > 0 && (in->run_is_ascii || in->now_ms - in->run_ms >= in->commit_ms))
		end_run(in);
	if (in->pasting && in->now_ms - in->paste_ms >= PASTE_STALL_MS) {
		hand_out_paste(in);
		in->paste_stalled = true;
	}
}

int
input_wait_ms(const struct input *in, int64_t now_ms)
{
	int64_t at;

	if (in->run_chars > 0)
		at = in->run_ms + in->commit_ms;
	else if (in->pasting && !in->paste_stalled)
		at = in->paste_ms + PASTE_STALL_MS;
	else
		return -1;
	return at > now_ms ? (int)(at - now_ms) : 0;
}

bool
input_waiting(const struct input *in)
{
	return in->head < in->count;
}

bool
input_next(struct input *in, struct event *ev)
{
	if (!input_waiting(in))
		return false;
	struct pending_event *p = &in->queue[in->head++];
	struct buf text = in->text;

	in->text = p->text;
	p->text = text;
	*ev = p->ev;
	if (ev->kind == EVENT_TEXT || ev->kind == EVENT_PASTE)
		ev->text = in->text.text;
	if (in->head == in->count)
		in->head = in->count = 0;
	return true;
}
