/* The tokens of the full-text index, and that asking it finds what a plain search finds. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/grams.h"
#include "core/base/rng.h"
#include "core/db/db.h"
#include "core/db/fts.h"
#include "core/db/schema.h"

static void
assert_index(const char *text, const char *want)
{
	struct buf out;

	buf_init(&out);
	grams_index(&out, text);
	assert_string_equal(out.text, want);
	buf_release(&out);
}

static void
assert_query(const char *text, size_t count, const char *want)
{
	struct buf out;

	buf_init(&out);
	assert_int_equal(grams_query(&out, text), count);
	assert_string_equal(out.text, want);
	buf_release(&out);
}

static void
index_holds_pairs_and_single_hanzi(void **state)
{
	(void)state;
	assert_index("", "");
	assert_index("停", " 停");
	assert_index("停车场", " 停车 停 车场 车 场");
	assert_index("停车, 停车", " 停车 停 车");
	assert_index("3号楼A栋WiFi", " 3 号楼 号 楼 a 栋 wifi");
	assert_index("ＡＢＣ１２，停", " abc12 停");
	assert_index("⾦⻤", " 金鬼 金 鬼"); /* radical forms */
	assert_index("\xF0\xA0\xAE\xB7\xE5\x90\x89", " \xF0\xA0\xAE\xB7吉 \xF0\xA0\xAE\xB7 吉");
	assert_index("?!。、\n", "");
}

static void
numbers_of_persons_stay_out(void **state)
{
	static const char *const out[] = {"13905952208", "139-0595-2208", "139 0595 2208",
		"+86 13905952208", "86-139-0595-2208", "０１３９０５９５２２０８", "0595-22281234",
		"059522281234", "22281234", "350502199001011234", "35050219900101123X",
		"350502 19900101 123x", "6222021234567890123", "１３９０５９５２２０８"};
	static const struct {
		const char *text, *want;
	} in[] = {
		{"20241209", " 20241209"},
		{"2024-12-09", " 2024 12 09"},
		{"12345", " 12345"},
		{"110", " 110"},
		{"3幢1204", " 3 幢 1204"},
		{"闽C12345", " 闽 c12345"},
		{"1000000元", " 1000000 元"},
		{"4008123123", " 4008123123"},
	};
	struct buf text;

	(void)state;
	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
		buf_init(&text);
		buf_addf(&text, "电%s话", out[i]);
		assert_index(text.text, " 电 话");
		assert_query(out[i], 0, "");
		buf_release(&text);
	}
	for (size_t i = 0; i < sizeof(in) / sizeof(in[0]); i++)
		assert_index(in[i].text, in[i].want);
	assert_index("tel13905952208或22281234", " tel 或");
	assert_index("20241209 13905952208", " 20241209");
}

static void
queries_ask_for_all_tokens(void **state)
{
	(void)state;
	assert_query("停", 1, "\"停\"");
	assert_query("停车", 1, "\"停车\"");
	assert_query("停车难", 2, "\"停车\" \"车难\"");
	assert_query("3号楼", 2, "\"3\" \"号楼\"");
	assert_query("wifi", 1, "\"wifi\" *");
	assert_query("C12 停车", 2, "\"c12\" \"停车\"");
	assert_query("\"'*()", 0, "");
	assert_query("AND OR", 2, "\"and\" \"or\" *");
	assert_query("", 0, "");
}

static void
words_are_held_in_any_order(void **state)
{
	(void)state;
	assert_true(grams_hold("地下车库停车难", "停车 车库"));
	assert_true(grams_hold("ＷｉＦｉ信号", "wifi"));
	assert_false(grams_hold("停放车辆", "停车"));
	assert_true(grams_hold("任何", ""));
	assert_false(grams_hold("", "停"));
}

/* A fresh database with its tables. */
static struct db *
open_db(const char *name)
{
	struct err err = ERR_INIT;
	struct db *db;

	assert_ok(db_open(&db, test_path(name), DB_BULK_NEW, 2048, &err), &err);
	assert_ok(schema_tables(db, &err), &err);
	return db;
}

static void
random_text(struct rng *rng, struct buf *out)
{
	static const char *const bits[] = {
		"停", "车", "楼", "道", "灯", "水", " ", ",", "A", "b", "1", "2", "WiFi"};
	int n = (int)rng_range(rng, 0, 12);

	buf_clear(out);
	for (int i = 0; i < n; i++)
		buf_addstr(out, bits[rng_below(rng, sizeof(bits) / sizeof(bits[0]))]);
}

enum { DOCS = 400 };

static void
put_doc(struct db *db, int64_t id, const char *text,
	bool (*write)(struct db *db, const struct fts_doc *doc, struct err *err))
{
	struct err err = ERR_INIT;
	struct buf tokens, facts;

	buf_init(&tokens);
	buf_init(&facts);
	grams_index(&tokens, text);
	grams_fact(&facts, 'c', id % 3);
	struct fts_doc doc = {id, "", tokens.text, facts.text};

	assert_ok(write(db, &doc, &err), &err);
	buf_release(&tokens);
	buf_release(&facts);
}

/* Hits of the index that hold the query, against all texts that hold it. */
static void
assert_finds(
	struct db *db, struct buf texts[DOCS], const bool gone[DOCS], const char *query, int county)
{
	struct err err = ERR_INIT;
	struct buf expression;
	int64_t last = DOCS;
	int found = 0, want = 0;

	buf_init(&expression);
	if (grams_query(&expression, query) > 0) {
		if (county >= 0)
			grams_fact(&expression, 'c', county);
		struct stmt *st = fts_find(db, expression.text, INT64_MAX, &err);

		assert_non_null(st);
		while (db_row(st, &err)) {
			int64_t id = col_i64(st);

			assert_true(id < last && !gone[id]);
			last = id;
			found += grams_hold(texts[id].text, query);
		}
		assert_ok(db_done(st, &err), &err);
		/* A query of Latin letters finds words that begin with it, not parts of words. */
		for (int i = 0; i < DOCS; i++)
			want += !gone[i] && (county < 0 || i % 3 == county) &&
				grams_hold(texts[i].text, query);
		assert_int_equal(found, want);
	}
	buf_release(&expression);
}

static void
index_finds_what_a_plain_search_finds(void **state)
{
	static const char *const queries[] = {
		"停", "停车", "停车楼", "车 水", "水灯", "楼道灯水", "道"};
	struct buf texts[DOCS];
	bool gone[DOCS] = {false};
	struct err err = ERR_INIT;
	struct rng rng;

	(void)state;
	rng_seed(&rng, 5);
	struct db *db = open_db("grams.db");

	assert_ok(fts_set_merging(db, 2, 4, &err), &err);
	for (int i = 0; i < DOCS; i++) {
		buf_init(&texts[i]);
		random_text(&rng, &texts[i]);
		put_doc(db, i, texts[i].text, fts_add);
	}
	for (int round = 0; round < 3; round++) {
		for (size_t q = 0; q < sizeof(queries) / sizeof(queries[0]); q++)
			for (int county = -1; county < 3; county++)
				assert_finds(db, texts, gone, queries[q], county);
		for (int i = 0; i < DOCS; i++) { /* some leave, some change */
			if (gone[i] || !rng_chance(&rng, 30))
				continue;
			put_doc(db, i, texts[i].text, fts_remove);
			gone[i] = rng_chance(&rng, 50) != 0;
			if (!gone[i]) {
				random_text(&rng, &texts[i]);
				put_doc(db, i, texts[i].text, fts_add);
			}
		}
		bool work = true;

		while (work)
			assert_ok(fts_merge(db, 50, &work, &err), &err);
	}
	for (int i = 0; i < DOCS; i++)
		if (!gone[i])
			put_doc(db, i, texts[i].text, fts_remove);
	for (int i = 0; i < DOCS; i++) {
		gone[i] = true;
		buf_release(&texts[i]);
		buf_init(&texts[i]);
	}
	for (size_t q = 0; q < sizeof(queries) / sizeof(queries[0]); q++)
		assert_finds(db, texts, gone, queries[q], -1);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(index_holds_pairs_and_single_hanzi),
		cmocka_unit_test(numbers_of_persons_stay_out),
		cmocka_unit_test(queries_ask_for_all_tokens),
		cmocka_unit_test(words_are_held_in_any_order),
		cmocka_unit_test(index_finds_what_a_plain_search_finds),
	};

	return cmocka_run_group_tests_name("grams", tests, NULL, NULL);
}
