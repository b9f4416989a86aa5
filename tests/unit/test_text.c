#include "tests/lib/test.h"

#include <string.h>

#include "core/base/rng.h"
#include "core/base/show.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/base/width.h"

static void
check_clean(const char *in, size_t len, bool one_line, const char *want)
{
	struct buf b;

	buf_init(&b);
	text_clean(&b, in, len, one_line);
	assert_string_equal(b.text, want);
	buf_release(&b);
}

static void
test_utf8_rejects_what_table_3_7_rejects(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t bad;
	} cases[] = {
		{"a\xC0\x80", 1},
		{"\xED\xA0\x80", 0},
		{"中\xF4\x90\x80\x80", 3},
		{"\xE0\x9F\xBF", 0},
		{"\xF0\x8F\xBF\xBF", 0},
		{"ab\xE4\xB8", 2},
		{"\xFF", 0},
		{"\x80", 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t bad = 99;

		assert_false(utf8_valid(cases[i].bytes, strlen(cases[i].bytes), &bad));
		assert_int_equal(bad, cases[i].bad);
	}
	assert_true(
		utf8_valid("泉州𬀩😀\xF4\x8F\xBF\xBF", strlen("泉州𬀩😀") + 4, NULL));
}

static void
test_utf8_decoder_never_swallows_the_next_character(void **state)
{
	(void)state;
	struct utf8_decoder d = {0};
	static const char bytes[] = "\xE4\xB8好";
	uint32_t cp = 0, got[8];
	int n = 0;

	for (size_t i = 0; i + 1 < sizeof(bytes);) {
		enum utf8_step step = utf8_feed(&d, (uint8_t)bytes[i], &cp);

		if (step == UTF8_CHAR)
			got[n++] = cp;
		if (step == UTF8_BAD || step == UTF8_BAD_AGAIN)
			got[n++] = UTF8_REPLACEMENT;
		if (step != UTF8_BAD_AGAIN)
			i++;
	}
	assert_int_equal(n, 2);
	assert_int_equal(got[0], UTF8_REPLACEMENT);
	assert_int_equal(got[1], 0x597D);
}

static void
test_utf8_round_trip(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		char bytes[UTF8_MAX_BYTES + 1] = "";
		const char *p = bytes;
		bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;

		bytes[utf8_put(bytes, cp)] = '\0';
		assert_int_equal(utf8_next(&p), surrogate ? UTF8_REPLACEMENT : cp);
		assert_int_equal(*p, '\0');
	}
}

static void
test_clean_is_the_gate(void **state)
{
	(void)state;
	check_clean("a\r\nb\rc", 6, false, "a\nb\nc");
	check_clean("a\r\nb\tc", 6, true, "a b c");
	check_clean("x\x1b[31my\x9b", 8, false, "x\xEF\xBF\xBD[31my\xEF\xBF\xBD");
	check_clean("左\xE2\x80\xAE右\xE2\x80\x8B", 12, false, "左右");
	check_clean("n\0ul", 4, false, "n\xEF\xBF\xBDul");
	check_clean("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", 13, false,
		"e\xCC\x81\xCC\x81\xCC\x81\xCC\x81");
}

static void
test_fold_for_search(void **state)
{
	(void)state;
	assert_int_equal(text_fold_cp(0xFF21), 'a'); /* full-width A */
	assert_int_equal(text_fold_cp('Z'), 'z');
	assert_int_equal(text_fold_cp(0x2F00), 0x4E00); /* radical one */
	assert_int_equal(text_fold_cp(0xF900), 0x8C48); /* compatibility ideograph */
	assert_int_equal(text_fold_cp(0x2E81), 0x5382); /* radical supplement */
	assert_int_equal(text_fold_cp(0x6C34), 0x6C34);
	assert_int_equal(text_fold_cp(0x2460), '1');
}

static void
test_widths_that_matter(void **state)
{
	(void)state;
	static const struct {
		uint32_t cp;
		int cells;
	} cases[] = {
		{'a', 1},
		{0x4E2D, 2},
		{0x3002, 2},
		{0xFF0C, 2},
		{0x2500, 1},
		{0x2026, 1},
		{0x31350, 2},
		{0x20000, 2},
		{0x3FFFD, 2},
		{0x1FAE8, 2},
		{0x0301, 0},
		{0x200B, 0},
		{0x1160, 0},
		{0xE000, 1},
		{0x28FF, 1},
		{0x00AD, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(width_cp(cases[i].cp), cases[i].cells);
	assert_int_equal(wcwidth(0x31350), 2); /* the C library says -1 */
	width_set_ambiguous(2);
	assert_int_equal(width_cp(0x2026), 2);
	assert_int_equal(width_cp(0x28FF), 1);
	width_set_ambiguous(1);
}

static void
check_show(const char *in, int cells, const char *want)
{
	struct show s;
	struct glyph g;
	struct buf b;
	int n = 0;

	buf_init(&b);
	show_init(&s, in);
	while (show_next(&s, &g)) {
		buf_addcp(&b, g.cp);
		for (int i = 0; i < GLYPH_MARKS && g.marks[i] != 0; i++)
			buf_addcp(&b, g.marks[i]);
		n += g.cells;
	}
	assert_string_equal(b.text, want);
	assert_int_equal(n, cells);
	assert_int_equal(show_width(in), cells);
	buf_release(&b);
}

static void
test_show_is_safe_and_measured(void **state)
{
	(void)state;
	check_show("鲤城a", 5, "鲤城a");
	check_show("a\x1b[2Jb", 6, "a?[2Jb");
	check_show("👨‍👩‍👧家", 4, "〓家");
	check_show("🇨🇳x", 3, "〓x");
	check_show("👍🏽", 2, "〓");
	check_show("e\xCC\x81", 1, "e\xCC\x81");
	check_show("一\t二\n三", 8, "一 二 三");
	check_show("a\xE2\x80\xAE"
		   "b",
		2, "ab");
	check_show("\xCC\x81", 0, "");
	width_set_ambiguous(2);
	check_show("“好”…①", 9, "\"好\"..(1)");
	width_set_ambiguous(1);
	check_show("“好”…①", 6, "“好”…①");
}

static void
check_cut(const char *in, int cells, const char *want)
{
	struct buf b;

	buf_init(&b);
	show_cut(&b, in, cells);
	assert_string_equal(b.text, want);
	buf_release(&b);
}

static void
test_cut_never_splits(void **state)
{
	(void)state;
	check_cut("金榕花园", 8, "金榕花园");
	check_cut("金榕花园", 7, "金榕.. ");
	check_cut("金榕花园", 6, "金榕..");
	check_cut("abc", 2, "..");
	check_cut("金", 1, ".");
	check_cut("金", 0, "");
}

/* Random texts: cutting keeps within the cells and keeps valid UTF-8. */
static void
test_cut_property(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a", "中", "👍🏽", "e\xCC\x81", "\xFF", "…", "\t", "🇨🇳", "𬀩", "\xE4\xB8"};
	struct rng r;

	rng_seed(&r, 7);
	for (int round = 0; round < 20000; round++) {
		struct buf in, out;
		int cells = (int)rng_below(&r, 12);

		buf_init(&in);
		buf_init(&out);
		for (uint32_t n = rng_below(&r, 10); n > 0; n--)
			buf_addstr(&in, pieces[rng_below(&r, 10)]);
		show_cut(&out, in.text, cells);
		assert_true(show_width(out.text) <= cells);
		buf_clear(&out);
		show_pad(&out, in.text, cells, round % 2);
		assert_int_equal(show_width(out.text), cells);
		buf_release(&in);
		buf_release(&out);
	}
}

static void
test_templates(void **state)
{
	static const struct text_filling f[] = {
		{"{编号}", "1209-037"}, {"{事由}", "{编号}"}, {"{}", "x"}};
	struct buf out;

	(void)state;
	buf_init(&out);
	text_fill(&out, "{编号} {事由}{} {无} {编", f, 3);
	assert_string_equal(out.text, "1209-037 {编号}x {无} {编");
	buf_clear(&out);
	text_fill(&out, "", f, 3);
	assert_string_equal(out.text, "");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8_rejects_what_table_3_7_rejects),
		cmocka_unit_test(test_utf8_decoder_never_swallows_the_next_character),
		cmocka_unit_test(test_utf8_round_trip),
		cmocka_unit_test(test_clean_is_the_gate),
		cmocka_unit_test(test_fold_for_search),
		cmocka_unit_test(test_widths_that_matter),
		cmocka_unit_test(test_show_is_safe_and_measured),
		cmocka_unit_test(test_cut_never_splits),
		cmocka_unit_test(test_cut_property),
		cmocka_unit_test(test_templates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
