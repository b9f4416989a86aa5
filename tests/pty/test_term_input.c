/*
 * What the bytes of a terminal mean, without a terminal.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/term/input.h"

enum { COMMIT_MS = 30 };

static void
begin(struct input *in)
{
	input_init(in, COMMIT_MS);
	input_time(in, 1000, 1000);
}

static void
feed(struct input *in, const char *bytes)
{
	for (; *bytes != '\0'; bytes++)
		input_code(in, (uint8_t)*bytes);
}

static void
describe(const struct event *ev, struct buf *out)
{
	char name[KEY_NAME_BYTES];

	switch (ev->kind) {
	case EVENT_KEY:
		key_print(&ev->key, name, sizeof(name));
		buf_addf(out, "%s ", name);
		break;
	case EVENT_TEXT:
		buf_addf(out, "<%s> ", ev->text);
		break;
	case EVENT_PASTE:
		buf_addf(out, "[%s] ", ev->text);
		break;
	case EVENT_BAD_INPUT:
		buf_addstr(out, "bad ");
		break;
	default:
		fail();
	}
}

static void
check_events(struct input *in, const char *want)
{
	struct buf got;
	struct event ev;

	buf_init(&got);
	while (input_next(in, &ev))
		describe(&ev, &got);
	if (got.len > 0)
		buf_cut(&got, got.len - 1);
	assert_string_equal(got.text, want);
	buf_release(&got);
}

/* What comes of bytes that arrive together, and nothing after them. */
static void
check_bytes(const char *bytes, const char *want)
{
	struct input in;

	begin(&in);
	feed(&in, bytes);
	input_pause(&in);
	input_time(&in, 1000 + COMMIT_MS, 1000 + COMMIT_MS);
	input_pause(&in);
	check_events(&in, want);
	assert_int_equal(input_wait_ms(&in, 2000), -1);
	input_release(&in);
}

static void
test_ascii_is_keys_and_a_commit_is_text(void **state)
{
	(void)state;
	check_bytes("j", "j");
	check_bytes("jjk", "j j k");
	check_bytes("泉州", "<泉州>");
	check_bytes("中", "<中>");
	check_bytes("A座3楼", "<A座3楼>");
	check_bytes("。", "。");
	check_bytes("？", "？");
	check_bytes("ｊ", "ｊ");
	check_bytes("。，1", "。 ， 1");
	check_bytes("——", "<——>");
	check_bytes("……", "<……>");
	check_bytes("—", "—");
	check_bytes("é", "<é>");
	check_bytes("泉州\r", "<泉州> Enter");
	check_bytes("泉\x18州", "<泉> Ctrl-X <州>");
}

static void
test_control_keys(void **state)
{
	(void)state;
	check_bytes("\r\n\t\b\x7f", "Enter Enter Tab Backspace Backspace");
	check_bytes("\x03\x18\x1a", "Ctrl-C Ctrl-X Ctrl-Z");
	check_bytes("\x1c\x1d\x1e\x1f", "Ctrl-\\ Ctrl-] Ctrl-^ Ctrl-_");
	check_bytes("\xC2\x85", "");
}

static void
test_what_cannot_be_seen_is_no_commit(void **state)
{
	(void)state;
	check_bytes("\xE2\x80\x8B", "");
	check_bytes("泉\xE2\x80\xAE州", "<泉州>");
}

static void
test_bad_bytes_are_told_once_and_cost_nothing(void **state)
{
	(void)state;
	check_bytes("\xFF", "bad");
	check_bytes("\xFF\xFE\xFF", "bad");
	check_bytes("\xFF"
		    "abc",
		"bad a b c");
	check_bytes("\xD6\xD0\xB9\xFA"
		    "好",
		"bad <й> bad <好>"); /* GBK that is, in part, also UTF-8 */
	check_bytes("\xC0\x80\xED\xA0\x80j", "bad j");
	check_bytes("\xE4\xB8\r", "bad Enter");
}

static void
test_a_character_may_come_in_pieces(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	feed(&in, "\xE6");
	input_pause(&in);
	feed(&in, "\xB3");
	input_pause(&in);
	check_events(&in, "");
	feed(&in, "\x89");
	input_pause(&in);
	assert_int_equal(input_wait_ms(&in, 1010), COMMIT_MS - 10);
	check_events(&in, "");
	input_time(&in, 1020, 1020);
	feed(&in, "州");
	input_pause(&in);
	check_events(&in, "");
	input_time(&in, 1050, 1050);
	input_pause(&in);
	check_events(&in, "<泉州>");
	input_release(&in);
}

static void
test_esc_and_unknown_sequences(void **state)
{
	(void)state;
	check_bytes("\033", "Esc");
	check_bytes("\033q", "Esc q");
	check_bytes("\033\033", "Esc Esc");
	check_bytes("\033[", "Esc [");
	check_bytes("\033[I", "");
	check_bytes("\033[1;9Pj", "j");
	check_bytes("\033[?1;2c\033[24;80Rj", "j");
	check_bytes("\033[<0;1;1Mj", "j");
	check_bytes("\033[12345678901234567890123456789012345678901234567890123456789;1~j", "j");
	check_bytes("\033[1\rj", "Enter j");
	check_bytes("\033泉", "Esc <泉>");
}

static void
test_a_sequence_ends_later_than_it_began(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	feed(&in, "\033[1;");
	input_pause(&in);
	feed(&in, "9Pj");
	input_pause(&in);
	check_events(&in, "j");
	input_release(&in);
}

static void
test_replies_are_put_aside(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	feed(&in, "a\033[3;2R\033[3;5Rb\033[0;5R\033[;R\033[99999999;1R\033[?65;1c");
	input_pause(&in);
	check_events(&in, "a b");
	assert_int_equal(in.reply_count, 2);
	assert_int_equal(in.replies[1].row, 3);
	assert_int_equal(in.replies[1].col, 5);
	assert_true(in.attributes_seen);
	for (int i = 0; i < 100; i++)
		feed(&in, "\033[1;1R");
	assert_int_equal(in.reply_count, INPUT_REPLIES);
	input_release(&in);
}

static void
feed_paste(struct input *in, const char *text)
{
	input_code(in, INPUT_PASTE_BEGIN);
	feed(in, text);
	input_code(in, INPUT_PASTE_END);
}

static void
test_a_paste_is_text_whatever_it_holds(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	feed(&in, "a");
	feed_paste(&in, "q\x11泉州\r\n第二行\033[A\x7f\xFF");
	feed(&in, "b");
	input_pause(&in);
	check_events(&in, "a [q�泉州\n第二行�[A��] b");
	feed_paste(&in, "");
	check_events(&in, "");
	input_code(&in, INPUT_PASTE_BEGIN);
	input_code(&in, INPUT_KEY + K_F5);
	input_mouse(&in, K_MOUSE_PRESS, 1, 1);
	feed(&in, "x");
	input_code(&in, INPUT_PASTE_END);
	check_events(&in, "[x]");
	input_release(&in);
}

static void
test_a_long_paste_is_cut_at_a_character(void **state)
{
	(void)state;
	struct input in;
	struct event ev;

	begin(&in);
	input_code(&in, INPUT_PASTE_BEGIN);
	feed(&in, "a");
	for (int i = 0; i < INPUT_PASTE_BYTES; i++)
		feed(&in, "泉");
	input_code(&in, INPUT_PASTE_END);
	assert_true(input_next(&in, &ev));
	assert_int_equal(ev.kind, EVENT_PASTE);
	assert_int_equal(strlen(ev.text), (INPUT_PASTE_BYTES - 1) / 3 * 3 + 1);
	assert_true(utf8_valid(ev.text, strlen(ev.text), NULL));
	input_release(&in);
}

static void
test_a_paste_without_an_end_gives_the_keyboard_back(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	input_code(&in, INPUT_PASTE_BEGIN);
	feed(&in, "one");
	input_pause(&in);
	check_events(&in, "");
	assert_int_equal(input_wait_ms(&in, 1500), 1500);
	input_time(&in, 3000, 3000);
	input_pause(&in);
	check_events(&in, "[one]");
	assert_int_equal(input_wait_ms(&in, 3000), -1);
	feed(&in, "q"); /* the slow rest of it, never a command */
	check_events(&in, "");
	feed(&in, "\033");
	input_pause(&in);
	feed(&in, "j");
	input_pause(&in);
	check_events(&in, "[q] Esc j");
	input_release(&in);
}

static void
test_clicks(void **state)
{
	(void)state;
	struct input in;

	begin(&in);
	input_mouse(&in, K_MOUSE_PRESS, 4, 9);
	input_time(&in, 1100, 1100);
	input_mouse(&in, K_MOUSE_PRESS, 4, 9);
	input_mouse(&in, K_MOUSE_PRESS, 4, 9);
	input_time(&in, 1600, 1600);
	input_mouse(&in, K_MOUSE_PRESS, 4, 9);
	input_mouse(&in, K_MOUSE_PRESS, 5, 9);
	input_mouse(&in, K_WHEEL_DOWN, 5, 9);
	check_events(&in, "Click Double-Click Click Click Click Wheel-Down");
	input_release(&in);
}

static void
test_events_bear_the_stamp_of_their_arrival(void **state)
{
	(void)state;
	struct input in;
	struct event ev;

	begin(&in);
	input_time(&in, 5, 77);
	feed(&in, "j");
	input_pause(&in);
	assert_true(input_next(&in, &ev) && ev.at_ms == 77);
	input_release(&in);
}

static void
check_clean(const struct event *ev)
{
	struct buf again;

	if (ev->text == NULL)
		return;
	buf_init(&again);
	text_clean(&again, ev->text, strlen(ev->text), ev->kind == EVENT_TEXT);
	assert_string_equal(again.text, ev->text);
	buf_release(&again);
}

/* Whatever comes: no event with text that is not clean, no key that cannot be named, nothing that sticks. */
static void
test_any_codes_at_all(void **state)
{
	(void)state;
	static const uint8_t often[] = {
		0x1B, '[', 'O', ';', '1', '~', 'R', 0xE6, 0xB3, 0x89, 0x0D, 'j'};
	struct rng r;

	for (uint64_t seed = 0; seed < 300; seed++) {
		struct input in;
		struct event ev;

		rng_seed(&r, seed);
		begin(&in);
		for (int i = 0; i < 400; i++) {
			uint32_t kind = rng_below(&r, 20);
			int code = kind < 10 ? often[rng_below(&r, sizeof(often))]
					     : (int)rng_below(&r, 256);

			if (kind == 18)
				code = INPUT_PASTE_BEGIN + (int)rng_below(&r, 2);
			if (kind == 19)
				code = INPUT_KEY + K_ENTER +
					(int)rng_below(&r, K_F12 - K_ENTER + 1);
			input_time(&in, 1000 + 20 * i, i);
			input_code(&in, code);
			if (rng_chance(&r, 30))
				input_pause(&in);
			while (input_next(&in, &ev))
				check_clean(&ev);
		}
		input_code(&in, INPUT_PASTE_END);
		feed(&in, "~\rj");
		input_pause(&in);
		bool last_is_j = false;

		while (input_next(&in, &ev))
			last_is_j = ev.kind == EVENT_KEY && ev.key.cp == 'j';
		assert_true(last_is_j);
		input_release(&in);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ascii_is_keys_and_a_commit_is_text),
		cmocka_unit_test(test_control_keys),
		cmocka_unit_test(test_what_cannot_be_seen_is_no_commit),
		cmocka_unit_test(test_bad_bytes_are_told_once_and_cost_nothing),
		cmocka_unit_test(test_a_character_may_come_in_pieces),
		cmocka_unit_test(test_esc_and_unknown_sequences),
		cmocka_unit_test(test_a_sequence_ends_later_than_it_began),
		cmocka_unit_test(test_replies_are_put_aside),
		cmocka_unit_test(test_a_paste_is_text_whatever_it_holds),
		cmocka_unit_test(test_a_long_paste_is_cut_at_a_character),
		cmocka_unit_test(test_a_paste_without_an_end_gives_the_keyboard_back),
		cmocka_unit_test(test_clicks),
		cmocka_unit_test(test_events_bear_the_stamp_of_their_arrival),
		cmocka_unit_test(test_any_codes_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
