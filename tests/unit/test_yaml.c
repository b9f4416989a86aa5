#include "tests/lib/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/nearest.h"
#include "core/base/os.h"
#include "core/base/rng.h"
#include "core/base/yaml.h"
#include "tests/fuzz/fuzz_yaml.c"
#include "tests/lib/yaml_form.h"

static const char corpus[] = "tests/corpus/yaml";

static void
add_line(void *ctx, const char *line)
{
	struct buf *out = ctx;

	buf_addstr(out, line);
	buf_addch(out, '\n');
}

/* What is told about a file, in both languages one after the other. */
static void
tell(const char *path, struct buf *out)
{
	for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct arena mem = ARENA_INIT;
		struct form form = {0};
		struct err err = ERR_INIT;
		struct yaml y;

		i18n_set_lang((enum lang)lang);
		yaml_begin(&y, &mem);
		yaml_read(&y, yaml_load(&y, path), form_fields, &form);
		if (yaml_end(&y, add_line, out, &err))
			buf_addstr(out, "ok\n");
		arena_release(&mem);
	}
	i18n_set_lang(LANG_ZH);
}

static int
is_yaml(const struct dirent *e)
{
	const char *dot = strrchr(e->d_name, '.');

	return dot != NULL && strcmp(dot, ".yaml") == 0;
}

/* Each file of the corpus has its golden: what a person is told, with the place, in Chinese and English. */
static void
test_corpus(void **state)
{
	(void)state;
	struct dirent **names;
	int n = scandir(corpus, &names, is_yaml, alphasort);
	struct buf path, out;

	buf_init(&path);
	buf_init(&out);
	assert_true(n > 40);
	for (int i = 0; i < n; i++) {
		buf_clear(&path);
		buf_clear(&out);
		buf_addf(&path, "%s/%s", corpus, names[i]->d_name);
		tell(path.text, &out);
		buf_clear(&path);
		buf_addf(&path, "yaml/%.*s.txt", (int)strlen(names[i]->d_name) - 5,
			names[i]->d_name);
		assert_golden(path.text, out.text);
		free(names[i]);
	}
	free(names);
	buf_release(&path);
	buf_release(&out);
}

static void
test_values(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct form f = {0};
	struct err err = ERR_INIT;
	struct yaml y;

	yaml_begin(&y, &mem);
	assert_true(yaml_read(&y, yaml_load(&y, "tests/corpus/yaml/good.yaml"), form_fields, &f));
	assert_ok(yaml_end(&y, NULL, NULL, &err), &err);
	assert_string_equal(f.name, "停车");
	assert_int_equal(f.number, 205);
	assert_int_equal(f.ratio, 80);
	assert_int_equal(f.level, 1);
	assert_true(f.pain_point && !f.sealed);
	assert_true(f.leads[0] == 1 && f.leads[1] == 2 && f.leads[2] == 0);
	assert_string_equal(f.keywords[3], "挪车");
	assert_null(f.keywords[4]);
	assert_int_equal(f.item_count, 2);
	assert_string_equal(f.items[1].zh, "微信: 群");
	assert_string_equal(f.items[1].next, "");
	assert_string_equal(f.words.en, "Parking");
	arena_release(&mem);
}

/* What is missing gets its preset; without one the struct keeps what the caller put there. */
static void
test_presets(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct form f = {.number = 77, .pain_point = true};
	struct err err = ERR_INIT;
	struct yaml y;
	static const char text[] = "name: 停车\n";

	yaml_begin(&y, &mem);
	assert_true(yaml_read(&y, yaml_parse(&y, "x", text, strlen(text)), form_fields, &f));
	assert_ok(yaml_end(&y, NULL, NULL, &err), &err);
	assert_true(f.number == 77 && f.ratio == 80 && !f.pain_point);
	assert_string_equal(f.letters, "");
	assert_true(f.keywords[0] == NULL && f.leads[0] == 0);
	arena_release(&mem);
}

static void
test_nearest(void **state)
{
	(void)state;
	static const char *const names[] = {
		"pain_point", "keywords", "limit", "zh", "时限_天", "级别"};
	static const char *const pairs[][2] = {{"painpoint", "pain_point"},
		{"Pain-Point", "pain_point"}, {"keyword", "keywords"}, {"limti", "limit"},
		{"ｌｉｍｉｔ", "limit"}, {"时限天", "时限_天"}, {"kewyord", "keywords"},
		{"colour", NULL}, {"en", NULL}, {"级数", NULL}, {"", NULL}};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *got = nearest_name(pairs[i][0], names, 6);

		if (pairs[i][1] == NULL)
			assert_null(got);
		else
			assert_string_equal(got != NULL ? got : "(none)", pairs[i][1]);
	}
}

static const struct yaml_node *
parse_made(struct yaml *y, const struct buf *b)
{
	return yaml_parse(y, "made.yaml", b->text, b->len);
}

/* What would cost another reader minutes or gigabytes is refused at once. */
static void
test_bombs(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct buf b;
	struct yaml y;

	buf_init(&b);
	for (int kind = 0; kind < 6; kind++) {
		struct err err = ERR_INIT;
		int n = kind == 3 ? 60000 : kind == 5 ? 90000 : 100000;

		buf_clear(&b);
		for (int i = 0; i < n; i++)
			buf_addstr(&b,
				kind == 0           ? "["
					: kind == 1 ? "{a: "
					: kind == 2 ? "- a\n"
						    : "");
		if (kind == 3)
			for (int i = 0; i < n; i++)
				buf_addf(&b, "k%d: 1\n", i);
		if (kind == 4)
			buf_addf(&b, "name: %0*d\n", YAML_SCALAR_BYTES + 1, 1);
		if (kind == 5)
			for (int i = 0; i < n; i++)
				buf_addf(&b, "- &a%d a\n", i);
		yaml_begin(&y, &mem);
		assert_null(parse_made(&y, &b));
		assert_err(yaml_end(&y, NULL, NULL, &err), &err, ERR_INPUT);
	}
	buf_clear(&b);
	for (int i = 0; i <= YAML_FILE_BYTES / 4; i++)
		buf_addstr(&b, "a: b");
	struct err err = ERR_INIT;

	yaml_begin(&y, &mem);
	assert_null(parse_made(&y, &b));
	assert_err(yaml_end(&y, NULL, NULL, &err), &err, ERR_INPUT);
	buf_release(&b);
	arena_release(&mem);
}

static void
test_files_that_cannot_be_read(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct yaml y;
	const char *file = test_path("open.yaml"), *link = test_path("link.yaml");

	assert_ok(os_write_file(file, "name: a\n", 8, &err), &err);
	assert_int_equal(symlink(file, link), 0);
	assert_int_equal(chmod(file, 0666), 0);
	const char *paths[] = {test_path("none.yaml"), "tests/corpus/yaml", link, file};

	for (int i = 0; i < 4; i++) {
		yaml_begin(&y, &mem);
		assert_null(yaml_load(&y, paths[i]));
		assert_false(yaml_end(&y, NULL, NULL, &err));
		assert_non_null(strstr(err.text, paths[i]));
		err_clear(&err);
	}
	assert_int_equal(chmod(file, 0644), 0);
	yaml_begin(&y, &mem);
	assert_non_null(yaml_load(&y, file));
	assert_ok(yaml_end(&y, NULL, NULL, &err), &err);
	arena_release(&mem);
}

/* Names may stand in one file and be referred to in another; order does not matter. */
static void
test_names_across_files(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct form a = {0}, b = {0};
	struct err err = ERR_INIT;
	struct buf out;
	struct yaml y;
	static const char one[] = "name: a\nitems: [{code: AA, zh: a, next: BB}]\n";
	static const char two[] =
		"name: b\nitems: [{code: BB, zh: b, next: CC}, {code: AA, zh: c}]\n";

	buf_init(&out);
	yaml_begin(&y, &mem);
	assert_true(yaml_read(&y, yaml_parse(&y, "1.yaml", one, strlen(one)), form_fields, &a));
	assert_true(yaml_read(&y, yaml_parse(&y, "2.yaml", two, strlen(two)), form_fields, &b));
	assert_false(yaml_end(&y, add_line, &out, &err));
	assert_string_equal(out.text,
		"2.yaml:2:33: 「CC」 没有定义\n"
		"2.yaml:2:45: 「AA」 重复, 前一个在 1.yaml 第 2 行\n");
	buf_release(&out);
	arena_release(&mem);
}

/* Every file of the corpus, cut at every place and with bytes changed, through the fuzzer's entry. */
static void
test_fuzz_replay(void **state)
{
	(void)state;
	struct dirent **names;
	int n = scandir(corpus, &names, is_yaml, alphasort);
	struct buf path, bytes;
	struct rng r;

	rng_seed(&r, 7);
	buf_init(&path);
	buf_init(&bytes);
	for (int i = 0; i < n; i++) {
		struct err err = ERR_INIT;

		buf_clear(&path);
		buf_clear(&bytes);
		buf_addf(&path, "%s/%s", corpus, names[i]->d_name);
		assert_ok(os_read_file(path.text, YAML_FILE_BYTES, &bytes, &err), &err);
		for (size_t cut = 0; cut <= bytes.len; cut += 1 + bytes.len / 200)
			LLVMFuzzerTestOneInput((const uint8_t *)bytes.text, cut);
		for (int round = 0; round < 100 && bytes.len > 0; round++) {
			bytes.text[rng_below(&r, (uint32_t)bytes.len)] =
				"\n :-[]{}\"'#&*!|>%@,?\t"[rng_below(&r, 22)];
			LLVMFuzzerTestOneInput((const uint8_t *)bytes.text, bytes.len);
		}
		free(names[i]);
	}
	free(names);
	buf_release(&path);
	buf_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_corpus),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_files_that_cannot_be_read),
		cmocka_unit_test(test_names_across_files),
		cmocka_unit_test(test_fuzz_replay),
	};

	i18n_init("build/locale", LANG_ZH);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
