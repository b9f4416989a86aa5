/* Readings, matching key by key, and the keys stored in the columns py. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/os.h"
#include "core/base/pinyin.h"
#include "core/base/rng.h"
#include "core/base/utf8.h"

static bool
finds(const char *typed, const char *name, enum pinyin_where where)
{
	struct pinyin_query q;

	return pinyin_query_init(&q, typed) && pinyin_find(&q, name, where, NULL);
}

static bool
key_finds(const char *typed, const char *name, enum pinyin_where where)
{
	struct pinyin_query q;
	struct buf key;

	buf_init(&key);
	pinyin_key(&key, name);
	bool found = pinyin_query_init(&q, typed) && pinyin_key_find(&q, key.text, where);

	buf_release(&key);
	return found;
}

static void
assert_key(const char *name, const char *want)
{
	struct buf key;

	buf_init(&key);
	pinyin_key(&key, name);
	assert_string_equal(key.text, want);
	buf_release(&key);
}

static void
readings_are_those_of_the_data(void **state)
{
	const char *r[PINYIN_READINGS];

	(void)state;
	assert_int_equal(pinyin_readings(0x91CD, r), 2); /* 重 */
	assert_string_equal(r[0], "zhong");
	assert_string_equal(r[1], "chong");
	assert_int_equal(pinyin_readings(0x3400, r), 1);
	assert_string_equal(r[0], "qiu");
	assert_int_equal(pinyin_readings('a', r), 0);
	assert_int_equal(pinyin_readings(0x3402, r), 0); /* none known */
	assert_int_equal(pinyin_readings(0x20BB7, r), 0);
	assert_int_equal(pinyin_readings(0x9FFF, r), 0);
}

/* The whole table against the file it was packed from. */
static void
table_holds_every_reading(void **state)
{
	struct err err = ERR_INIT;
	struct buf file, joined;
	unsigned long cp = 0;
	size_t hanzi = 0;

	(void)state;
	buf_init(&file);
	buf_init(&joined);
	assert_ok(os_read_file("data/pinyin/readings.txt", 1 << 20, &file, &err), &err);
	for (char *line = file.text, *next; *line != '\0'; line = next) {
		next = strchr(line, '\n');
		*next++ = '\0';
		if (*line == '#')
			continue;
		char *p = NULL;

		cp = strtoul(line, &p, 16);
		for (; *p == ' '; cp++) {
			const char *r[PINYIN_READINGS];
			size_t len = strcspn(++p, " "), n = pinyin_readings((uint32_t)cp, r);

			buf_clear(&joined);
			for (size_t i = 0; i < n; i++)
				buf_addf(&joined, i > 0 ? ",%s" : "%s", r[i]);
			if (n == 0)
				buf_addch(&joined, '-');
			assert_int_equal(joined.len, len);
			assert_memory_equal(joined.text, p, len);
			hanzi += n > 0;
			p += len;
		}
	}
	assert_int_equal(hanzi, 26676);
	buf_release(&file);
	buf_release(&joined);
}

static void
words_of_the_field_are_found(void **state)
{
	struct err err = ERR_INIT;
	struct buf file, full;
	int words = 0;

	(void)state;
	buf_init(&file);
	buf_init(&full);
	assert_ok(os_read_file("tests/corpus/pinyin_words.tsv", 1 << 20, &file, &err), &err);
	for (char *word = file.text, *next; *word != '\0'; word = next, words++) {
		char *pinyin = strchr(word, '\t'), *initials;

		next = strchr(word, '\n') + 1;
		next[-1] = '\0';
		*pinyin++ = '\0';
		initials = strchr(pinyin, '\t');
		*initials++ = '\0';
		buf_clear(&full);
		buf_addf(&full, "x%sx", word);
		if (!finds(initials, word, PINYIN_START) || !finds(pinyin, word, PINYIN_START) ||
			!finds(initials, full.text, PINYIN_ANYWHERE) ||
			!key_finds(initials, word, PINYIN_START) ||
			!key_finds(initials, full.text, PINYIN_ANYWHERE))
			fail_msg("%s is not found by %s or %s", word, initials, pinyin);
	}
	assert_int_equal(words, 101);
	buf_release(&file);
	buf_release(&full);
}

static void
keys_match_initials_syllables_and_mixtures(void **state)
{
	static const struct {
		const char *typed, *name;
		bool start, anywhere;
	} cases[] = {
		{"tcc", "停车场", true, true},
		{"t", "停车场", true, true},
		{"cc", "停车场", false, true},
		{"tingche", "停车场", true, true},
		{"tingch", "停车场", true, true},
		{"tchechang", "停车场", true, true},
		{"ting che chang", "停车场", true, true},
		{"ting'c", "停车场", true, true},
		{"tiche", "停车场", false, false}, /* half a syllable stands at the end only */
		{"zh", "中山", true, true},
		{"zhs", "中山", true, true},
		{"jxz", "街巷长", true, true},
		{"jhc", "街巷长", true, true},
		{"JXC", "街巷长", true, true},
		{"ｊｘｃ", "街巷长", true, true},
		{"lv", "绿化", true, true},
		{"lu", "绿化", true, true},
		{"lü", "绿化", true, true},
		{"a3q", "A3区物业", true, true},
		{"3hl", "A3-3号楼", false, true},
		{"qwy", "A3区(物业)", false, true},
		{"水m", "水门社区", true, true},
		{"门s", "水门社区", false, true},
		{"水社", "水门社区", false, false},
		{"wj", "王\xF0\xA0\xAE\xB7", true, true}, /* U+20BB7 has no reading */
		{"w3", "王\xF0\xA0\xAE\xB7", false, false},
		{"tccx", "停车场", false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (finds(cases[i].typed, cases[i].name, PINYIN_START) != cases[i].start ||
			finds(cases[i].typed, cases[i].name, PINYIN_ANYWHERE) != cases[i].anywhere)
			fail_msg("%s in %s", cases[i].typed, cases[i].name);
	}
}

static void
hit_tells_the_bytes(void **state)
{
	struct pinyin_query q;
	struct pinyin_hit hit;

	(void)state;
	assert_true(pinyin_query_init(&q, "mensh"));
	assert_true(pinyin_find(&q, "水门(社)区", PINYIN_ANYWHERE, &hit));
	assert_int_equal(hit.from, 3);
	assert_int_equal(hit.to, 10);
}

static void
nothing_typed_finds_nothing(void **state)
{
	struct pinyin_query q;
	char longest[PINYIN_TYPED_MAX + 2];

	(void)state;
	assert_false(pinyin_query_init(&q, ""));
	assert_false(pinyin_query_init(&q, " '-"));
	memset(longest, 'a', sizeof(longest));
	longest[PINYIN_TYPED_MAX + 1] = '\0';
	assert_false(pinyin_query_init(&q, longest));
	longest[PINYIN_TYPED_MAX] = '\0';
	assert_true(pinyin_query_init(&q, longest));
	assert_false(pinyin_find(&q, "", PINYIN_ANYWHERE, NULL));
	assert_false(pinyin_key_find(&q, "", PINYIN_ANYWHERE));
}

static void
keys_of_columns(void **state)
{
	(void)state;
	assert_key("水门", "sm");
	assert_key("街巷长", "jxz|j(xh)(zc)");
	assert_key("A3栋(旧)", "a3dj");
	assert_key("王\xF0\xA0\xAE\xB7", "w?");
	assert_key("", "");
	assert_key("\xff\xfe", "");
	assert_true(key_finds("c", "街巷长", PINYIN_ANYWHERE));
	assert_false(key_finds("c", "街巷长", PINYIN_START));
	assert_true(key_finds("jh", "街巷长", PINYIN_START));
	assert_false(key_finds("jxzz", "街巷长", PINYIN_START));
}

/* Whatever initials a name can be read with find it, by the name and by its key; wrong ones do not. */
static void
any_reading_finds_any_name(void **state)
{
	struct rng rng;

	(void)state;
	rng_seed(&rng, 7);
	for (int round = 0; round < 20000; round++) {
		char name[64], typed[16];
		size_t n = 0, len = 0;
		int count = (int)rng_range(&rng, 1, 6);

		while (count > 0) {
			const char *r[PINYIN_READINGS];
			uint32_t cp = 0x4E00 + rng_below(&rng, 0x9FA5 - 0x4E00);
			size_t readings = pinyin_readings(cp, r);

			if (readings == 0)
				continue;
			n += utf8_put(name + n, cp);
			typed[len++] = r[rng_below(&rng, (uint32_t)readings)][0];
			count--;
		}
		name[n] = '\0';
		typed[len] = '\0';
		assert_true(finds(typed, name, PINYIN_START));
		assert_true(key_finds(typed, name, PINYIN_START));
		assert_true(key_finds(typed + len - 1, name, PINYIN_ANYWHERE));
		typed[len] = '1';
		typed[len + 1] = '\0';
		assert_false(finds(typed, name, PINYIN_START));
		assert_false(key_finds(typed, name, PINYIN_ANYWHERE));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readings_are_those_of_the_data),
		cmocka_unit_test(table_holds_every_reading),
		cmocka_unit_test(words_of_the_field_are_found),
		cmocka_unit_test(keys_match_initials_syllables_and_mixtures),
		cmocka_unit_test(hit_tells_the_bytes),
		cmocka_unit_test(nothing_typed_finds_nothing),
		cmocka_unit_test(keys_of_columns),
		cmocka_unit_test(any_reading_finds_any_name),
	};

	return cmocka_run_group_tests_name("pinyin", tests, NULL, NULL);
}
