/* Reading tables in every encoding and shape, one broken row at a time; writing them so that they come back. */
#include "tests/lib/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/os.h"
#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tests/fuzz/fuzz_csv.c"
#include "tests/lib/corpus.h"

/* One line a record: "line: [field][field]" and the defect's sentence. */
static void
dump(const char *bytes, size_t len, char delimiter, struct buf *out)
{
	struct err err = ERR_INIT;
	struct pieces pieces = {(const uint8_t *)bytes, len, 0, 4096};
	struct source *source = source_new(pieces_read, &pieces, "test");
	struct csv *csv = csv_new(source, delimiter);
	struct csv_record r;
	bool found = true;

	while (found) {
		assert_ok(csv_next(csv, &r, &found, &err), &err);
		if (!found)
			break;
		buf_addf(out, "%lld: ", (long long)r.line);
		for (size_t i = 0; i < r.count; i++)
			buf_addf(out, "[%s]", r.fields[i].text);
		csv_explain(csv, &r, out);
		buf_addch(out, '\n');
	}
	csv_free(csv);
	source_close(source);
}

static void
assert_reads(const char *bytes, const char *want)
{
	struct buf out;

	buf_init(&out);
	dump(bytes, strlen(bytes), '\0', &out);
	assert_string_equal(out.text, want);
	buf_release(&out);
}

static void
plain_tables(void **state)
{
	(void)state;
	assert_reads("", "");
	assert_reads("\n\n", "");
	assert_reads("a", "1: [a]\n");
	assert_reads("a,b\n1,2\n", "1: [a][b]\n2: [1][2]\n");
	assert_reads("a,b\r\n1,2\r\n", "1: [a][b]\n2: [1][2]\n");
	assert_reads("a,b\r1,2\r", "1: [a][b]\n2: [1][2]\n");
	assert_reads("\xEF\xBB\xBF"
		     "a,b\n1,\n",
		"1: [a][b]\n2: [1][]\n");
	assert_reads("a,b\n\n\"\",\n", "1: [a][b]\n3: [][]\n");
	assert_reads("a\n\"\"\n", "1: [a]\n2: []\n");
}

static void
delimiters_are_guessed_from_the_first_line(void **state)
{
	(void)state;
	assert_reads("a;b;c,d\n1;2;3\n", "1: [a][b][c,d]\n2: [1][2][3]\n");
	assert_reads("a\tb\n1,2\t3\n", "1: [a][b]\n2: [1,2][3]\n");
	assert_reads("\"a,a,a\";b\n1;2\n", "1: [a,a,a][b]\n2: [1][2]\n");
}

static void
quoted_fields(void **state)
{
	(void)state;
	assert_reads("a,b\n\"x\ny\r\nz\",2\n3,4\n", "1: [a][b]\n2: [x\ny\r\nz][2]\n5: [3][4]\n");
	assert_reads("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "1: [a][b]\n2: [say \"hi\"][\"]\n");
	assert_reads("a,b\n5\" nail,2\n", "1: [a][b]\n2: [5\" nail][2]\n");
	/* Quotes that nobody doubled, as people type them. */
	assert_reads("a,b\n\"he said \"no\", loudly\",2\n",
		"1: [a][b]\n2: [he said \"no][ loudly\"][2]"
		"应有 2 列, 这一行 3 列\n");
	assert_reads(
		"a,b\n\"he said \"no\" loudly\",2\n", "1: [a][b]\n2: [he said \"no\" loudly][2]\n");
}

static void
a_broken_row_costs_itself_only(void **state)
{
	(void)state;
	assert_reads("a,b\n1\n2,3,4\n5,6\n",
		"1: [a][b]\n2: [1]应有 2 列, 这一行 1 列\n"
		"3: [2][3][4]应有 2 列, 这一行 3 列\n4: [5][6]\n");
	/* A quote that opens and never closes: not the rest of the file. */
	assert_reads("a,b\n\"1,2\n3,4\n5,6\n",
		"1: [a][b]\n2: [\"1][2]引号没有配对\n3: [3][4]\n4: [5][6]\n");
	/* One that closes in the wrong row. */
	assert_reads("a,b\n\"1,2\n3,4\n5,\"6\"\n7,8\n",
		"1: [a][b]\n2: [\"1][2]引号没有配对\n3: [3][4]\n4: [5][6]\n5: [7][8]\n");
}

static void
nul_bytes_are_no_text(void **state)
{
	static const char bytes[] = "a,b\n1\0x,2\n";
	struct buf out;

	(void)state;
	buf_init(&out);
	dump(bytes, sizeof(bytes) - 1, '\0', &out);
	assert_string_equal(out.text, "1: [a][b]\n2: [1\xEF\xBF\xBDx][2]\n");
	buf_release(&out);
}

static void
assert_encoding(
	const char *bytes, size_t len, enum encoding encoding, int64_t bad, const char *want)
{
	struct err err = ERR_INIT;
	struct buf out;

	buf_init(&out);
	for (size_t piece = 1; piece < 9; piece++) {
		struct pieces pieces = {(const uint8_t *)bytes, len, 0, piece};
		struct source *s = source_new(pieces_read, &pieces, "test");
		bool end = false;

		buf_clear(&out);
		while (!end)
			assert_ok(source_more(s, &out, &end, &err), &err);
		assert_string_equal(out.text, want);
		assert_int_equal(source_encoding(s), encoding);
		assert_int_equal(source_bad(s), bad);
		assert_int_equal(source_offset(s), len);
		source_close(s);
	}
	buf_release(&out);
}

#define ENCODED(bytes) bytes, sizeof(bytes) - 1

static void
encodings_are_found_out(void **state)
{
	(void)state;
	assert_encoding(ENCODED("abc"), ENCODING_UNKNOWN, 0, "abc");
	assert_encoding(ENCODED("\xE6\xB3\x89\xE5\xB7\x9E"), ENCODING_UTF8, 0, "泉州");
	assert_encoding(ENCODED("\xEF\xBB\xBF\xE6\xB3\x89"), ENCODING_UTF8, 0, "泉");
	assert_encoding(ENCODED("id,\xC8\xAA\xD6\xDD"), ENCODING_GB18030, 0, "id,泉州");
	assert_encoding(ENCODED("\x81\x39\xEF\x30,\xD6\xDD"), ENCODING_GB18030, 0,
		"㐁,州"); /* four bytes */
	assert_encoding(ENCODED("\xFF\xFE\xC9\x6C\x2C\x00\xDE\x5D"), ENCODING_UTF16LE, 0, "泉,州");
	assert_encoding(ENCODED("\xFE\xFF\x6C\xC9\x00\x2C"), ENCODING_UTF16BE, 0, "泉,");
	assert_encoding(
		ENCODED("\xFF\xFE\x42\xD8\xB7\xDF"), ENCODING_UTF16LE, 0, "\xF0\xA0\xAE\xB7");
}

static void
bad_bytes_are_replaced_and_counted(void **state)
{
	(void)state;
	assert_encoding(ENCODED("泉州市鲤城区\xFF海滨街道"), ENCODING_UTF8, 1,
		"泉州市鲤城区\xEF\xBF\xBD海滨街道");
	assert_encoding(ENCODED("泉州市鲤城区海滨街道\xE6\xB3"), ENCODING_UTF8, 2,
		"泉州市鲤城区海滨街道\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_encoding(ENCODED("\xC8\xAA\xD6\xDD\xCA\xD0\xC0\xF0\xB3\xC7\xFF\xC7\xF8"),
		ENCODING_GB18030, 1, "泉州市鲤城\xEF\xBF\xBD区");
	assert_encoding(ENCODED("\xFF\xFE\xC9\x6C\x00\xDC\xDE\x5D"), ENCODING_UTF16LE, 1,
		"泉\xEF\xBF\xBD州");
	assert_encoding(ENCODED("\xFF\xFE\xC9\x6C\xDD"), ENCODING_UTF16LE, 1, "泉\xEF\xBF\xBD");
}

/* A megabyte of ASCII before the first character that tells. */
static void
encoding_may_show_late(void **state)
{
	struct err err = ERR_INIT;
	struct buf in, out;
	bool end = false;

	(void)state;
	buf_init(&in);
	buf_init(&out);
	for (int i = 0; i < 100000; i++)
		buf_addstr(&in, "0123456789");
	buf_addstr(&in, "\xC8\xAA\xD6\xDD");
	struct pieces pieces = {(const uint8_t *)in.text, in.len, 0, 5000};
	struct source *s = source_new(pieces_read, &pieces, "test");

	while (!end)
		assert_ok(source_more(s, &out, &end, &err), &err);
	assert_int_equal(out.len, 1000006);
	assert_string_equal(out.text + 1000000, "泉州");
	source_close(s);
	buf_release(&in);
	buf_release(&out);
}

/* Bytes without end and without line end. */
struct endless {
	int64_t left;
	bool quoted;
};

static ptrdiff_t
read_endless(void *ctx, char *bytes, size_t room)
{
	struct endless *e = ctx;
	size_t n = e->left < (int64_t)room ? (size_t)e->left : room;

	memset(bytes, 'x', n);
	if (e->quoted && n > 0)
		bytes[0] = '"';
	e->quoted = false;
	e->left -= (int64_t)n;
	return (ptrdiff_t)n;
}

static void
one_endless_line_takes_constant_memory(void **state)
{
	(void)state;
	for (int quoted = 0; quoted < 2; quoted++) {
		struct err err = ERR_INIT;
		struct endless bytes = {64 << 20, quoted};
		struct source *s = source_new(read_endless, &bytes, "test");
		struct csv *csv = csv_new(s, ',');
		struct csv_record r;
		int64_t before = os_private_kib();
		bool found;

		assert_ok(csv_next(csv, &r, &found, &err), &err);
		assert_true(found);
		assert_int_equal(r.defect, CSV_TOO_LONG);
		assert_int_equal(r.count, 0);
		assert_true(os_private_kib() - before < 16384);
		assert_ok(csv_next(csv, &r, &found, &err), &err);
		assert_false(found);
		csv_free(csv);
		source_close(s);
	}
}

/* Every row opens a quote that nothing closes, or that closes far away: linear, not quadratic. */
static void
stray_quotes_do_not_stall(void **state)
{
	static const char *const rows[] = {"\"x\n", "\"x,y\n", "\"\"\"x\n", "a,\"\"x\"\n", "\"\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int closed = 0; closed < 2; closed++) {
			struct err err = ERR_INIT;
			struct buf in;
			bool found = true;
			int64_t line = 0;

			buf_init(&in);
			buf_addstr(&in, "a,b,c\n");
			while (in.len < 3000000)
				buf_addstr(&in, rows[i]);
			if (closed)
				buf_addstr(&in, "\",\"\n");
			struct pieces pieces = {(const uint8_t *)in.text, in.len, 0, 65536};
			struct source *s = source_new(pieces_read, &pieces, "test");
			struct csv *csv = csv_new(s, ',');

			while (found) {
				struct csv_record r;

				assert_ok(csv_next(csv, &r, &found, &err), &err);
				if (found)
					line = r.line;
			}
			assert_true(line > 1);
			csv_free(csv);
			source_close(s);
			buf_release(&in);
		}
	}
}

static ptrdiff_t
read_failing(void *ctx, char *bytes, size_t room)
{
	int *left = ctx;

	if ((*left)-- > 0) {
		memset(bytes, 'a', 4 < room ? 4 : room);
		return 4;
	}
	errno = EIO;
	return -1;
}

static void
a_failing_disk_is_an_error(void **state)
{
	struct err err = ERR_INIT;
	struct csv_record r;
	bool found;
	int pieces = 2;

	(void)state;
	struct source *s = source_new(read_failing, &pieces, "disk.csv");
	struct csv *csv = csv_new(s, ',');

	assert_err(csv_next(csv, &r, &found, &err), &err, ERR_IO);
	csv_free(csv);
	source_close(s);
	assert_null(source_open("no/such/file.csv", &err));
	assert_int_equal(err.code, ERR_IO);
}

static void
formulas_are_guarded(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"=1+1", "\"'=1+1\""},
		{"+86", "\"'+86\""},
		{"-1", "\"'-1\""},
		{"@SUM(A1)", "\"'@SUM(A1)\""},
		{"|cmd", "\"'|cmd\""},
		{"\t=1", "\"'\t=1\""},
		{"＝1", "\"'＝1\""},
		{"－1", "\"'－1\""},
		{"'=1", "\"''=1\""},
		{"'tis", "\"'tis\""},
		{"a=1", "\"a=1\""},
		{"say \"hi\"", "\"say \"\"hi\"\"\""},
		{"", "\"\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out;

		buf_init(&out);
		csv_put(&out, cases[i].text, true);
		assert_string_equal(out.text, cases[i].want);
		buf_release(&out);
	}
}

static void
random_text(struct rng *rng, struct buf *out)
{
	static const char *const bits[] = {"a", ",", "\"", "\n", "\r\n", "'", "=", "-", "泉", "州",
		" ", ";", "\t", "\xF0\xA0\xAE\xB7", "＝", "@", "\r"};
	int n = (int)rng_below(rng, 8);

	buf_clear(out);
	for (int i = 0; i < n; i++)
		buf_addstr(out, bits[rng_below(rng, sizeof(bits) / sizeof(bits[0]))]);
}

/* What is written comes back field by field, in any mixture of awkward characters. */
static void
written_tables_come_back(void **state)
{
	enum { ROWS = 400, COLUMNS = 3 };
	static struct buf cells[ROWS][COLUMNS];
	struct err err = ERR_INIT;
	struct rng rng;
	struct buf file;
	bool found;

	(void)state;
	rng_seed(&rng, 3);
	buf_init(&file);
	csv_put_bom(&file);
	for (int row = 0; row < ROWS; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			buf_init(&cells[row][column]);
			random_text(&rng, &cells[row][column]);
			csv_put(&file, cells[row][column].text, column == 0);
		}
		csv_put_i64(&file, row - 5, false);
		csv_put_end(&file);
	}
	struct pieces pieces = {(const uint8_t *)file.text, file.len, 0, 777};
	struct source *s = source_new(pieces_read, &pieces, "test");
	struct csv *csv = csv_new(s, ',');

	for (int row = 0; row < ROWS; row++) {
		struct csv_record r;

		assert_ok(csv_next(csv, &r, &found, &err), &err);
		assert_true(found && r.defect == CSV_SOUND && r.count == COLUMNS + 1);
		for (int column = 0; column < COLUMNS; column++) {
			const struct csv_field *f = &r.fields[column];

			assert_string_equal(
				f->text + csv_unguard(f->text, f->len), cells[row][column].text);
			buf_release(&cells[row][column]);
		}
	}
	csv_free(csv);
	source_close(s);
	buf_release(&file);
}

/* The fields of a record as the members of an object whose keys are those of the first record. */
static void
assert_same_row(const struct csv_record *r, const struct json *want, const char *file)
{
	size_t i = 0;

	assert_int_equal(r->count, want->count);
	for (const struct json *m = want->first; m != NULL; m = m->next, i++) {
		/* The suite's own expectation differs from its table in this one field. */
		if (strcmp(m->key, "Contact Phone Number") != 0 &&
			strcmp(r->fields[i].text, m->text) != 0)
			fail_msg("%s: %s is %s, not %s", file, m->key, r->fields[i].text, m->text);
	}
}

static void
assert_conforms(const char *folder, const char *name)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *file = arena_printf(&mem, "%s/%s.csv", folder, name);
	struct source *s = source_open(file, &err);
	struct csv *csv = csv_new(s, ',');
	struct csv_record r;
	struct buf expected;
	const struct json *all;
	bool found;

	buf_init(&expected);
	assert_ok(os_read_file(arena_printf(&mem, "%s/json/%s.json", folder, name), 1 << 20,
			  &expected, &err),
		&err);
	assert_ok(json_parse(&all, expected.text, expected.len, &mem, &err), &err);
	assert_ok(csv_next(csv, &r, &found, &err), &err);
	for (const struct json *row = all->kind == JSON_ARRAY ? all->first : all; row != NULL;
		row = row->next) {
		assert_ok(csv_next(csv, &r, &found, &err), &err);
		assert_true(found && r.defect == CSV_SOUND);
		assert_same_row(&r, row, name);
	}
	assert_ok(csv_next(csv, &r, &found, &err), &err);
	assert_false(found);
	buf_release(&expected);
	csv_free(csv);
	source_close(s);
	arena_release(&mem);
}

static void
conformance_suite(void **state)
{
	static const char *const names[] = {"comma_in_quotes", "empty", "empty_crlf",
		"escaped_quotes", "json", "location_coordinates", "newlines", "newlines_crlf",
		"quotes_and_newlines", "simple", "simple_crlf", "utf8"};
	const char *folder = test_shared("conformance/csv/csv_spectrum");

	(void)state;
	for (size_t i = 0; folder != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		assert_conforms(folder, names[i]);
}

static void
corpus_is_read_the_same_in_any_pieces(void **state)
{
	(void)state;
	corpus_spoil("tests/corpus/csv", LLVMFuzzerTestOneInput, 500);
}

static void
random_bytes_are_read_the_same_in_any_pieces(void **state)
{
	static const char alphabet[] = "ab,;\t\"\"\n\r\xE6\xB3\x89\xC8\xAA\xFF\xFE\0x";
	struct rng rng;

	(void)state;
	rng_seed(&rng, 11);
	for (int round = 0; round < 20000; round++) {
		uint8_t bytes[80];
		size_t len = rng_below(&rng, sizeof(bytes)) + 1;

		for (size_t i = 0; i < len; i++)
			bytes[i] = (uint8_t)alphabet[rng_below(&rng, sizeof(alphabet))];
		bytes[0] = (uint8_t)rng_next(&rng);
		LLVMFuzzerTestOneInput(bytes, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_tables),
		cmocka_unit_test(delimiters_are_guessed_from_the_first_line),
		cmocka_unit_test(quoted_fields),
		cmocka_unit_test(a_broken_row_costs_itself_only),
		cmocka_unit_test(nul_bytes_are_no_text),
		cmocka_unit_test(encodings_are_found_out),
		cmocka_unit_test(bad_bytes_are_replaced_and_counted),
		cmocka_unit_test(encoding_may_show_late),
		cmocka_unit_test(one_endless_line_takes_constant_memory),
		cmocka_unit_test(stray_quotes_do_not_stall),
		cmocka_unit_test(a_failing_disk_is_an_error),
		cmocka_unit_test(formulas_are_guarded),
		cmocka_unit_test(written_tables_come_back),
		cmocka_unit_test(conformance_suite),
		cmocka_unit_test(corpus_is_read_the_same_in_any_pieces),
		cmocka_unit_test(random_bytes_are_read_the_same_in_any_pieces),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
