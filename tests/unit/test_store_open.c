/* What the store says to a file that it does not take, and that it leaves the file as it was. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/db/schema.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

/* Refused with this code and a sentence that holds all of the words; nothing in the folder changed. */
static void
refused(const char *folder, const struct store_config *config, enum err_code code,
	const char *const words[])
{
	struct buf before, after;
	struct store *st = NULL;
	struct err err = ERR_INIT;

	buf_init(&before);
	buf_init(&after);
	fixture_list(folder, &before);
	bool ok = store_open(&st, config, &err);

	fixture_list(folder, &after);
	assert_false(ok);
	assert_null(st);
	for (int i = 0; words[i] != NULL; i++)
		if (strstr(err.text, words[i]) == NULL)
			fail_msg("no \"%s\" in: %s", words[i], err.text);
	assert_int_equal(err.code, code);
	assert_string_equal(before.text, after.text);
	buf_release(&before);
	buf_release(&after);
}

#define REFUSED(folder, file, code, ...) \
	refused(folder, &(struct store_config){.path = (file)}, code, \
		(const char *const[]){__VA_ARGS__, NULL})

static void
missing_file(void **state)
{
	const char *dir = fixture_folder("missing");

	(void)state;
	REFUSED(dir, fixture_in(dir, "a.db"), ERR_IO, "没有数据库", "a.db", "linli init");
	REFUSED(dir, fixture_in(dir, "no/a.db"), ERR_IO, "没有数据库");
}

static void
empty_file(void **state)
{
	const char *dir = fixture_folder("empty");
	const char *path = fixture_in(dir, "a.db");

	(void)state;
	fixture_patch(path, 0, "", 0);
	REFUSED(dir, path, ERR_CORRUPT, "空文件", "没有动它", "linli restore");
}

static void
folder_and_link(void **state)
{
	const char *dir = fixture_folder("kinds");

	(void)state;
	fixture_make(fixture_in(dir, "a.db"));
	assert_int_equal(mkdir(fixture_in(dir, "sub"), 0700), 0);
	assert_int_equal(symlink(fixture_in(dir, "a.db"), fixture_in(dir, "link.db")), 0);
	assert_int_equal(mkfifo(fixture_in(dir, "pipe"), 0600), 0);
	REFUSED(dir, fixture_in(dir, "sub"), ERR_IO, "是文件夹");
	REFUSED(dir, fixture_in(dir, "link.db"), ERR_IO, "符号链接", "指向的文件");
	REFUSED(dir, fixture_in(dir, "pipe"), ERR_IO, "不是普通文件");
}

/* The folder may be reached through a link: home folders often are. */
static void
link_in_the_path(void **state)
{
	const char *dir = fixture_folder("real");
	const char *link = test_path("by_link");

	(void)state;
	fixture_make(fixture_in(dir, "a.db"));
	assert_int_equal(symlink(dir, link), 0);
	store_close(fixture_open(fixture_in(link, "a.db"), 0));
}

static void
text_file(void **state)
{
	const char *dir = fixture_folder("text");
	const char *path = fixture_in(dir, "a.db");
	static char page[4096];

	(void)state;
	fixture_patch(path, 0, "id,title\n1,a\n", 13);
	REFUSED(dir, path, ERR_CORRUPT, "不是数据库", "没有动它", "--db");
	memset(page, 'x', sizeof(page));
	fixture_patch(path, 0, page, sizeof(page));
	REFUSED(dir, path, ERR_CORRUPT, "不是数据库");
}

/* Another program's, even one with a log of its own that a careless opening would fold in. */
static void
foreign_database(void **state)
{
	const char *dir = fixture_folder("foreign");
	const char *path = fixture_in(dir, "a.db");
	const uint8_t other[4] = {0, 0, 0, 7};

	(void)state;
	fixture_make(path);
	unlink(fixture_in(dir, "a.db-open"));
	unlink(fixture_in(dir, "a.db-gate"));
	fixture_patch(path, 68, other, sizeof(other));
	fixture_patch(fixture_in(dir, "a.db-wal"), 0, "its log", 7);
	REFUSED(dir, path, ERR_IO, "别的程序的数据库", "没有动它", "--db");
}

static void
damaged_header(void **state)
{
	const char *dir = fixture_folder("header");
	const char *path = fixture_in(dir, "a.db");

	(void)state;
	fixture_make(path);
	fixture_patch(path, 3, "???", 3);
	REFUSED(dir, path, ERR_CORRUPT, "文件头已损坏", "没有动它", "linli restore");
	fixture_patch(path, 0, "SQLite format 3", 16);
	fixture_patch(path, 16, "\x12\x34", 2);
	REFUSED(dir, path, ERR_CORRUPT, "文件头已损坏", "没有动它", "linli restore");
}

static void
cut_off(void **state)
{
	const char *dir = fixture_folder("cut");
	const char *path = fixture_in(dir, "a.db");
	struct stat st;

	(void)state;
	fixture_make(path);
	assert_int_equal(stat(path, &st), 0);
	fixture_cut(path, st.st_size - 4096);
	REFUSED(dir, path, ERR_CORRUPT, "不完整", "没有动它", "linli restore");
	fixture_cut(path, 40);
	REFUSED(dir, path, ERR_CORRUPT, "不是数据库");
}

/* A page that is gone is found when it is read: with a sentence, and without a wrong answer. */
static void
damaged_page(void **state)
{
	const char *dir = fixture_folder("page");
	const char *path = fixture_in(dir, "a.db");
	static char noise[4096];
	struct stat st;
	struct err err = ERR_INIT;
	int refusals = 0;

	(void)state;
	fixture_make_cases(path, 500);
	assert_int_equal(stat(path, &st), 0);
	memset(noise, 0xA5, sizeof(noise));
	for (long at = 4096; at < st.st_size; at += 4096)
		if (at / 4096 % 3 == 1)
			fixture_patch(path, at, noise, sizeof(noise));
	struct store_config config = {.path = path};
	struct store *store;

	if (store_open(&store, &config, &err)) {
		struct stmt *s = db_stmt(store_db(store), "SELECT title FROM cases", &err);

		while (s != NULL && db_row(s, &err))
			refusals--;
		if (s != NULL)
			db_done(s, &err);
		store_close(store);
	}
	assert_true(refusals > -500);
	assert_int_equal(err.code, ERR_CORRUPT);
	assert_non_null(strstr(err.text, "已损坏"));
	assert_non_null(strstr(err.text, "linli restore"));
}

static void
set_version(const char *path, int version)
{
	const uint8_t bytes[4] = {0, 0, (uint8_t)(version >> 8), (uint8_t)version};

	fixture_patch(path, 60, bytes, sizeof(bytes));
}

static void
other_versions(void **state)
{
	const char *dir = fixture_folder("version");
	const char *path = fixture_in(dir, "a.db");

	(void)state;
	fixture_make(path);
	set_version(path, SCHEMA_VERSION + 1);
	REFUSED(dir, path, ERR_IO, "更新版本的程序", "没有动它", "请先升级程序");
	set_version(path, 0);
	REFUSED(dir, path, ERR_IO, "旧版本的库", "没有动它", "linli --db", "migrate");
}

/* --- what an ordinary user is told where root would be let through */

static void
try_open(void *ctx, struct err *err)
{
	struct store *st;

	if (store_open(&st, ctx, err))
		store_close(st);
}

/* An archive tells the number of its matters in the error, for want of another way out of the child. */
static void
count_cases(void *ctx, struct err *err)
{
	struct store *st;

	if (!store_open(&st, ctx, err))
		return;
	struct stmt *s = db_stmt(store_db(st), "SELECT count(*) FROM cases", err);
	int64_t n = s != NULL && db_row(s, err) ? col_i64(s) : -1;
	bool ended = s != NULL && db_done(s, err);

	if (ended && !store_begin(st, err)) {
		bool rule = err->code == ERR_RULE;

		err_clear(err);
		err_set(err, ERR_RULE, "%d cases, %s, key %d", (int)n, rule ? "read-only" : "?",
			store_keys(st)->present);
	}
	store_close(st);
}

static void
as_user(const char *dir, const struct store_config *config, void (*run)(void *, struct err *),
	enum err_code code, const char *words)
{
	struct err err = ERR_INIT;
	struct store_config copy = *config;

	fixture_as_user(dir, run, &copy, &err);
	if (err.code != code || strstr(err.text, words) == NULL)
		fail_msg("wanted %d with \"%s\", got %d: %s", (int)code, words, (int)err.code,
			err.text);
}

static void
read_only_places(void **state)
{
	const char *dir = fixture_folder("readonly");
	const char *path = fixture_in(dir, "a.db");
	struct store_config plain = {.path = path}, archive = {.path = path, .archive_ok = true};

	(void)state;
	fixture_make_cases(path, 3);
	chmod(path, 0400);
	as_user(dir, &plain, try_open, ERR_IO, "只能读, 没有打开");
	as_user(dir, &archive, count_cases, ERR_RULE, "3 cases, read-only, key 1");
	chmod(path, 0600);
	chmod(dir, 0500);
	as_user(dir, &plain, try_open, ERR_IO, "只能读, 没有打开");
	as_user(dir, &archive, count_cases, ERR_RULE, "3 cases, read-only, key 1");
	chmod(dir, 0700);
	chmod(path, 0000);
	as_user(dir, &archive, try_open, ERR_IO, "没有权限读");
	as_user(dir, &plain, try_open, ERR_IO, "没有权限读");
	chmod(path, 0600);
	as_user(dir, &plain, count_cases, ERR_NONE, "");
}

/* An archive that would show old contents is not opened. */
static void
archive_with_a_log(void **state)
{
	const char *dir = fixture_folder("log");
	const char *path = fixture_in(dir, "a.db");
	struct store_config archive = {.path = path, .archive_ok = true};

	(void)state;
	fixture_make(path);
	fixture_patch(fixture_in(dir, "a.db-wal"), 0, "x", 1);
	chmod(path, 0400);
	as_user(dir, &archive, try_open, ERR_IO, "没并入的日志");
}

/* ? # % and others mean something in the address of an archive, and "file:" does everywhere. */
static void
strange_names(void **state)
{
	static const char *const names[] = {"a?mode=memory", "a#b", "a%41%", "file:x?cache=shared",
		":memory:", "a b'c\"d", "中文 库.db", "-x"};
	const char *dir = fixture_folder("names");

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *path = fixture_in(dir, names[i]);
		struct store_config archive = {.path = path, .archive_ok = true};
		struct stat st;

		fixture_make_cases(path, 2);
		assert_int_equal(stat(path, &st), 0);
		assert_true(st.st_size > 0);
		store_close(fixture_open(path, 0));
		chmod(path, 0400);
		as_user(dir, &archive, count_cases, ERR_RULE, "2 cases, read-only");
	}
}

static void
key_file(void **state)
{
	const char *dir = fixture_folder("key");
	const char *path = fixture_in(dir, "a.db"), *key = fixture_in(dir, "a.db.key");
	const char *other = fixture_in(dir, "b.db");

	(void)state;
	fixture_make(path);
	chmod(key, 0640);
	REFUSED(dir, path, ERR_IO, "密钥文件", "别人也能读", "chmod 600");
	chmod(key, 0600);
	fixture_cut(key, 31);
	REFUSED(dir, path, ERR_CORRUPT, "密钥文件", "不完整", "数据没有动");
	fixture_patch(key, 0, "0123456789012345678901234567890123456789", 40);
	REFUSED(dir, path, ERR_CORRUPT, "密钥文件", "不完整");
	fixture_make(other);
	assert_int_equal(rename(fixture_in(dir, "b.db.key"), key), 0);
	REFUSED(dir, path, ERR_CORRUPT, "是另一个库的", "数据没有动");
	unlink(key);
	REFUSED(dir, path, ERR_IO, "缺少密钥文件", "保管处", "数据没有动");
}

/* What `backup` writes has no key beside it: it can be read, with everything that is encrypted masked. */
static void
copy_without_key(void **state)
{
	const char *dir = fixture_folder("keyless");
	const char *path = fixture_in(dir, "a.db");
	struct store_config archive = {.path = path, .archive_ok = true};
	struct buf before, after, text;
	struct store *st;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make_cases(path, 4);
	unlink(fixture_in(dir, "a.db.key"));
	buf_init(&before);
	buf_init(&after);
	buf_init(&text);
	fixture_list(dir, &before);
	assert_ok(store_open(&st, &archive, &err), &err);
	assert_true(store_read_only(st));
	assert_false(store_keys(st)->present);
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM cases"), 4);
	crypto_seal(&text, (const uint8_t *)"01234567890123456789012345678901", "13800138000");
	size_t box = text.len;

	assert_false(crypto_open(&text, store_keys(st)->phone, text.text, box));
	store_close(st);
	fixture_list(dir, &after);
	assert_string_equal(before.text, after.text);
	buf_release(&before);
	buf_release(&after);
	buf_release(&text);
}

static void
while_restored(void **state)
{
	const char *dir = fixture_folder("held");
	const char *path = fixture_in(dir, "a.db");
	struct store_hold *hold, *second;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	assert_ok(store_hold(&hold, path, &err), &err);
	REFUSED(dir, path, ERR_BUSY, "恢复或升级", "没有打开");
	store_hold_release(hold);

	struct store *st = fixture_open(path, 0);

	assert_err(store_hold(&second, path, &err), &err, ERR_BUSY);
	store_close(st);
}

static void
frozen_time(void **state)
{
	const char *dir = fixture_folder("frozen");
	const char *path = fixture_in(dir, "a.db");
	struct store_config frozen = {.path = path, .frozen = true, .frozen_utc = 1700000000};
	struct store *st;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	assert_ok(store_open(&st, &frozen, &err), &err);
	assert_int_equal(store_now(st), 1700000000);
	assert_ok(store_begin(st, &err), &err);
	assert_ok(store_set_setting(st, "demo", "0", &err), &err);
	assert_ok(store_commit(st, &err), &err);
	store_close(st);
	refused(dir, &frozen, ERR_INPUT,
		(const char *const[]){"LINLI_NOW", "演示库", "数据没有动", NULL});
}

/* --- making */

static void
making_leaves_all_or_nothing(void **state)
{
	const char *dir = fixture_folder("make");
	const char *path = fixture_in(dir, "a.db");
	struct store_config config = {.path = path};
	struct store *st, *again;
	struct buf list;
	struct stat info;
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&list);
	assert_ok(store_create(&st, &config, &err), &err);
	assert_false(os_exists(path));
	assert_err(store_create(&again, &config, &err), &err, ERR_BUSY);
	store_close(st);
	fixture_list(dir, &list);
	assert_string_equal(list.text, "");

	fixture_patch(fixture_in(dir, "a.db.new"), 0, "left by a killed one", 20);
	fixture_make(path);
	assert_false(os_exists(fixture_in(dir, "a.db.new")));
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(stat(fixture_in(dir, "a.db.key"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_err(store_create(&again, &config, &err), &err, ERR_INPUT);
	unlink(path);
	assert_err(
		store_create(&again, &config, &err), &err, ERR_INPUT); /* its key is still needed */
	buf_release(&list);
}

static void
reopened_as_before(void **state)
{
	const char *path = fixture_in(fixture_folder("again"), "a.db");
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make_cases(path, 10);
	struct store *st = fixture_open(path, 0);

	assert_string_equal(store_setting(st, "demo", &mem, &err), "1");
	assert_string_equal(store_setting(st, "nothing", &mem, &err), "");
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM cases"), 10);
	assert_int_equal(fixture_number(store_db(st), "PRAGMA application_id"), DB_APPLICATION_ID);
	store_close(st);
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_file),
		cmocka_unit_test(empty_file),
		cmocka_unit_test(folder_and_link),
		cmocka_unit_test(link_in_the_path),
		cmocka_unit_test(text_file),
		cmocka_unit_test(foreign_database),
		cmocka_unit_test(damaged_header),
		cmocka_unit_test(cut_off),
		cmocka_unit_test(damaged_page),
		cmocka_unit_test(other_versions),
		cmocka_unit_test(read_only_places),
		cmocka_unit_test(archive_with_a_log),
		cmocka_unit_test(strange_names),
		cmocka_unit_test(key_file),
		cmocka_unit_test(copy_without_key),
		cmocka_unit_test(while_restored),
		cmocka_unit_test(frozen_time),
		cmocka_unit_test(making_leaves_all_or_nothing),
		cmocka_unit_test(reopened_as_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
