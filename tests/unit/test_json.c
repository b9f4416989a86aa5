/* JSON read strictly and written so that it reads the same; texts line by line. */
#include "tests/lib/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/lines.h"
#include "tests/fuzz/fuzz_json.c"
#include "tests/lib/corpus.h"

static struct arena mem;

static const struct json *
parse(const char *text)
{
	struct err err = ERR_INIT;
	const struct json *j;

	assert_ok(json_parse(&j, text, strlen(text), &mem, &err), &err);
	return j;
}

static void
values_of_an_object(void **state)
{
	const struct json *j = parse(
		" {\"id\": 17, \"title\": \"\\u6cc9\\u5dde \\\"x\\\"\", \"ok\": true, \"no\": null,"
		" \"list\": [1, \"2\", {}], \"s\": \"-5\", \"f\": 1.5}\r\n");
	int64_t n = 0;

	(void)state;
	assert_int_equal(j->kind, JSON_OBJECT);
	assert_int_equal(j->count, 7);
	assert_string_equal(json_text(j, "id"), "17");
	assert_string_equal(json_text(j, "title"), "泉州 \"x\"");
	assert_string_equal(json_text(j, "ok"), "true");
	assert_string_equal(json_text(j, "no"), "");
	assert_string_equal(json_text(j, "absent"), "");
	assert_string_equal(json_text(j, "list"), "");
	assert_true(json_i64(j, "id", &n) && n == 17);
	assert_true(json_i64(j, "s", &n) && n == -5);
	assert_false(json_i64(j, "f", &n));
	assert_false(json_i64(j, "title", &n));
	const struct json *list = json_get(j, "list");

	assert_non_null(list);
	assert_int_equal(list->count, 3);
	assert_string_equal(list->first->next->text, "2");
	assert_null(json_get(list, "id"));
	assert_null(json_get(NULL, "id"));
}

static void
escapes(void **state)
{
	(void)state;
	assert_string_equal(parse("\"\\ud842\\udfb7\"")->text, "\xF0\xA0\xAE\xB7");
	assert_string_equal(parse("\"\\ud842x\"")->text, "\xEF\xBF\xBDx");
	assert_string_equal(parse("\"\\ud842\\u0041\"")->text,
		"\xEF\xBF\xBD"
		"A");
	assert_string_equal(parse("\"\\udfb7\\u0000\"")->text, "\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_string_equal(parse("\"\\/\\b\\f\\n\\r\\t\\\\\"")->text, "/\b\f\n\r\t\\");
}

static void
what_is_no_json_is_refused(void **state)
{
	static const char *const bad[] = {"", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}",
		"{\"a\" 1}", "{\"a\":1 \"b\":2}", "01", "+1", "1.", ".5", "1e", "-", "tru", "nul",
		"'a'", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "\"\xFF\"", "\"\xC0\x80\"", "1 2",
		"[1] x", "{\"a\":1,\"a\":2}", "//x\n1", "NaN", "[1 2]", "\"\\"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = ERR_INIT;
		const struct json *j;

		if (json_parse(&j, bad[i], strlen(bad[i]), &mem, &err))
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(err.code, ERR_INPUT);
		assert_null(j);
	}
}

static void
limits(void **state)
{
	struct err err = ERR_INIT;
	const struct json *j;
	struct buf b;

	(void)state;
	buf_init(&b);
	for (int i = 0; i < 100000; i++)
		buf_addch(&b, '[');
	assert_err(json_parse(&j, b.text, b.len, &mem, &err), &err, ERR_LIMIT);
	buf_clear(&b);
	buf_addch(&b, '{');
	for (int i = 0; i < 100000; i++)
		buf_addf(&b, "\"%d\":1,", i);
	assert_err(json_parse(&j, b.text, b.len, &mem, &err), &err, ERR_LIMIT);
	buf_clear(&b);
	buf_addstr(&b, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
	assert_ok(json_parse(&j, b.text, b.len, &mem, &err), &err);
	buf_release(&b);
}

static void
mistakes_name_the_byte(void **state)
{
	struct err err = ERR_INIT;
	const struct json *j;

	(void)state;
	assert_false(json_parse(&j, "{\"a\":tru}", 9, &mem, &err));
	assert_non_null(strstr(err.text, "6"));
}

static void
writing(void **state)
{
	struct buf b;
	struct json_out o = {.buf = &b};

	(void)state;
	buf_init(&b);
	json_open(&o, NULL, '{');
	json_put_text(&o, "title", "泉州\n\"\\\t\x01\x7F\xFF");
	json_put_i64(&o, "id", INT64_MIN);
	json_open(&o, "list", '[');
	json_put_bool(&o, NULL, true);
	json_put_null(&o, NULL);
	json_open(&o, NULL, '{');
	json_shut(&o, '}');
	json_shut(&o, ']');
	json_put_bool(&o, "last", false);
	json_shut(&o, '}');
	assert_string_equal(b.text,
		"{\"title\":\"泉州\\n\\\"\\\\\\t\\u0001\\u007f\xEF\xBF\xBD\","
		"\"id\":-9223372036854775808,"
		"\"list\":[true,null,{}],\"last\":false}");
	buf_release(&b);
}

static void
corpus_reads_the_same_again(void **state)
{
	(void)state;
	corpus_spoil("tests/corpus/json", LLVMFuzzerTestOneInput, 3000);
}

static void
lines_of_any_length(void **state)
{
	struct err err = ERR_INIT;
	struct buf in, out;

	(void)state;
	buf_init(&in);
	buf_init(&out);
	buf_addstr(&in, "one\r\n\ntwo\n");
	for (int i = 0; i <= LINE_MOST; i++)
		buf_addch(&in, 'x');
	buf_addstr(&in, "\nthree\n");
	for (int i = 0; i < 3 * LINE_MOST; i++)
		buf_addch(&in, 'y');
	buf_addstr(&in, "\nlast");
	for (size_t piece = 1000; piece < 100000; piece += 33333) {
		struct pieces pieces = {(const uint8_t *)in.text, in.len, 0, piece};
		struct source *s = source_new(pieces_read, &pieces, "test");
		struct lines *l = lines_new(s);
		bool found = true;

		buf_clear(&out);
		while (found) {
			struct line line;

			assert_ok(lines_next(l, &line, &found, &err), &err);
			if (found)
				buf_addf(&out, "%d%s%s\n", (int)line.number,
					line.too_long ? "!" : ":", line.text);
		}
		assert_string_equal(out.text, "1:one\n2:\n3:two\n4!\n5:three\n6!\n7:last\n");
		lines_free(l);
		source_close(s);
	}
	buf_release(&in);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_an_object),
		cmocka_unit_test(escapes),
		cmocka_unit_test(what_is_no_json_is_refused),
		cmocka_unit_test(limits),
		cmocka_unit_test(mistakes_name_the_byte),
		cmocka_unit_test(writing),
		cmocka_unit_test(corpus_reads_the_same_again),
		cmocka_unit_test(lines_of_any_length),
	};
	int failed = cmocka_run_group_tests_name("json", tests, NULL, NULL);

	arena_release(&mem);
	return failed;
}
