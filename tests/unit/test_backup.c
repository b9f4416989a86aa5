/* init, backup, restore, migrate, check: as typed, with what is found on the disk afterwards. */
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/db/schema.h"
#include "core/serve/backup.h"
#include "core/serve/check_db.h"
#include "tests/lib/cases.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static struct buf out, msg;

static int
set_up(void **state)
{
	(void)state;
	buf_init(&out);
	buf_init(&msg);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	buf_release(&msg);
	return 0;
}

static void
says(const char *words)
{
	if (strstr(msg.text, words) == NULL)
		fail_msg("no \"%s\" in: %s", words, msg.text);
}

static int64_t
number_in(const char *path, const char *sql)
{
	struct store *st = fixture_open(path, 0);
	int64_t n = fixture_number(store_db(st), sql);

	store_close(st);
	return n;
}

static void
founding_a_city(void **state)
{
	const char *dir = fixture_folder("init");
	const char *path = fixture_in(dir, "sub/folder/a.db");

	(void)state;
	assert_int_equal(LINLI(&out, &msg, "--db", path, "init"), 2);
	says("--city");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "init", "--city", "泉州市", "--code",
				 "350502000000", "--login", "admin", "--name", "王明"),
		2);
	says("--code");
	assert_false(os_exists(path));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "init", "--city", "泉州市", "--code",
				 "350500000000", "--login", "admin", "--name", "王明"),
		0);
	says(".key");
	assert_int_equal(
		number_in(path,
			"SELECT count(*) FROM staff WHERE login = 'admin' AND (roles & 2048) <> 0"),
		1);
	assert_int_equal(number_in(path, "SELECT code FROM areas WHERE id = 1"), 350500000000);
	assert_int_equal(number_in(path, "SELECT count(*) FROM audit"), 1);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "init", "--city", "泉州市", "--code",
				 "350500000000", "--login", "admin", "--name", "王明"),
		2);
	says("已经存在");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "check"), 0);
	says("没有发现问题");
}

/* Asked one by one; what is not fit is said and asked again. */
static void
founding_by_typing(void **state)
{
	const char *path = fixture_in(fixture_folder("typed"), "a.db");
	const char *const words[] = {"--db", path, "init", NULL};

	(void)state;
	assert_int_equal(
		linli_run_typing(&out, &msg,
			"\n泉州市\n3505\n350500000000\n1admin\n管理员\nadmin\n  王明  \n", words),
		0);
	says("城市名称");
	says("不能空着");
	says("12 位数字");
	says("账号要字母开头");
	assert_int_equal(
		number_in(
			path, "SELECT count(*) FROM staff WHERE login = 'admin' AND name = '王明'"),
		1);
	const char *const nowhere[] = {
		"--db", fixture_in(test_path("typed"), "b.db"), "init", NULL};

	assert_int_equal(linli_run_typing(&out, &msg, "泉州市\n\004", nowhere), 2); /* Ctrl-D */
	assert_false(os_exists(nowhere[1]));
}

/* A backup can be looked at, checked, compared by its hash, and bears no key. */
static void
backing_up(void **state)
{
	const char *dir = fixture_folder("backup");
	const char *path = fixture_in(dir, "a.db"), *copy = fixture_in(dir, "copy.db");
	char hash[CRYPTO_SHA256_TEXT];
	struct stat st;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make_cases(path, 100);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", copy), 0);
	assert_ok(crypto_sha256_file(copy, hash, &err), &err);
	assert_memory_equal(out.text, hash, strlen(hash));
	assert_non_null(strstr(out.text, copy));
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(os_exists(fixture_in(dir, "copy.db-wal")));

	struct store_config archive = {.path = copy, .archive_ok = true};
	struct store *store;

	assert_ok(store_open(&store, &archive, &err), &err);
	assert_int_equal(fixture_number(store_db(store), "SELECT count(*) FROM cases"), 100);
	store_close(store);
	assert_int_equal(number_in(path, "SELECT count(*) FROM audit"), 1);

	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", copy), 2);
	says("已经存在, 没有覆盖");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", fixture_in(dir, "a.db-wal")), 2);
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "backup", fixture_in(dir, "no/copy.db")), 3);
	says("写不了");
}

/* Everything that a writer was told is saved before the copy began is in the copy, and the copy is whole. */
static void
while_others_write(void **state)
{
	const char *dir = fixture_folder("online");
	const char *path = fixture_in(dir, "a.db"), *copy = fixture_in(dir, "copy.db");
	struct backup_report report;
	struct err err = ERR_INIT;
	int ends[2], number = 0, status;

	(void)state;
	fixture_make_cases(path, 500);
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();

	if (pid == 0) {
		struct store_config config = {.path = path};
		struct store *st;

		if (!store_open(&st, &config, &err))
			_exit(1);
		for (int i = 1;; i++)
			if (!store_begin(st, &err) ||
				!fixture_insert_case(store_db(st), 1000 + i, "x", &err) ||
				!store_commit(st, &err) ||
				write(ends[1], &i, sizeof(i)) != (ssize_t)sizeof(i))
				_exit(1);
	}
	while (number < 20)
		assert_int_equal(read(ends[0], &number, sizeof(number)), (ssize_t)sizeof(number));
	assert_ok(backup_make(path, copy, &report, &err), &err);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(ends[0]);
	close(ends[1]);

	struct store_config archive = {.path = copy, .archive_ok = true};
	struct store *store;

	assert_ok(store_open(&store, &archive, &err), &err);
	assert_true(fixture_number(store_db(store), "SELECT max(id) FROM cases") >= 1020);
	assert_int_equal(fixture_number(store_db(store), "SELECT count(*) FROM cases"),
		fixture_number(store_db(store), "SELECT count(*) FROM case_events"));
	store_close(store);
	assert_int_equal(report.bytes > 100000, 1);
}

/* Told to stop: no file, the sentence, and the database as it was. */
static void
stopped(void **state)
{
	const char *dir = fixture_folder("stop");
	const char *path = fixture_in(dir, "a.db"), *copy = fixture_in(dir, "copy.db");
	struct buf before, after;
	int status;

	(void)state;
	fixture_make_cases(path, 2000);
	buf_init(&before);
	buf_init(&after);
	fixture_list(dir, &before);
	pid_t pid = fork();

	if (pid == 0) {
		struct backup_report report;
		struct err err = ERR_INIT;

		os_note_stops();
		raise(SIGTERM);
		_exit(!backup_make(path, copy, &report, &err) && err.code == ERR_BUSY ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	fixture_list(dir, &after);
	assert_string_equal(before.text, after.text);
	buf_release(&before);
	buf_release(&after);
}

/* No room where the copy is to stand: told before anything is written. */
static void
no_room(void **state)
{
	const char *dir = fixture_folder("room"), *small = fixture_folder("small");
	const char *path = fixture_in(dir, "a.db");

	(void)state;
	if (geteuid() != 0 || mount("none", small, "tmpfs", 0, "size=100k") != 0)
		skip();
	fixture_make_cases(path, 100);
	int code = LINLI(&out, &msg, "--db", path, "backup", fixture_in(small, "copy.db"));
	bool there = os_exists(fixture_in(small, "copy.db"));

	assert_int_equal(umount(small), 0);
	assert_int_equal(code, 3);
	says("放不下");
	says("没有写任何文件");
	assert_false(there);
}

static void
restoring(void **state)
{
	const char *dir = fixture_folder("restore");
	const char *path = fixture_in(dir, "a.db"), *copy = fixture_in(dir, "copy.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make_cases(path, 10);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", copy), 0);
	struct store *st = fixture_open(path, 0);

	assert_ok(store_begin(st, &err), &err);
	assert_ok(fixture_insert_case(store_db(st), 77, "之后的件", &err), &err);
	assert_ok(store_commit(st, &err), &err);

	/* somebody has it open: who, and nothing happens */
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 3);
	says("正开着");
	assert_int_equal(fixture_number(store_db(st), "SELECT count(*) FROM cases"), 11);
	store_close(st);

	/* a stale log of the former database must not meet the new file */
	fixture_patch(fixture_in(dir, "a.db-wal"), 0, "stale", 5);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 0);
	assert_int_equal(number_in(path, "SELECT count(*) FROM cases"), 10);
	assert_int_equal(
		number_in(path, "SELECT count(*) FROM audit WHERE detail LIKE 'restore%'"), 1);
	st = fixture_open(path, 0); /* and it is in the mode that many may write in */
	assert_int_equal(fixture_number(store_db(st),
				 "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
		1);
	store_close(st);

	/* the former one is kept, whole */
	out.text[strcspn(out.text, "\n")] = '\0';
	assert_true(os_exists(out.text));
	assert_int_equal(link(fixture_in(dir, "a.db.key"), fixture_in(dir, "kept.db.key")), 0);
	assert_int_equal(rename(out.text, fixture_in(dir, "kept.db")), 0);
	assert_int_equal(number_in(fixture_in(dir, "kept.db"), "SELECT count(*) FROM cases"), 11);
}

static void
what_is_not_restored(void **state)
{
	const char *dir = fixture_folder("norestore");
	const char *path = fixture_in(dir, "a.db"), *other = fixture_in(dir, "b.db");
	const char *copy = fixture_in(dir, "copy.db"), *foreign = fixture_in(dir, "foreign.db");
	static char noise[4096];
	struct stat st;

	(void)state;
	fixture_make_cases(path, 200);
	fixture_make_cases(other, 5);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", copy), 0);
	assert_int_equal(LINLI(&out, &msg, "--db", other, "backup", foreign), 0);

	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", fixture_in(dir, "none")), 2);
	says("没有备份文件");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", path), 2);
	says("不是备份");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", foreign), 3);
	says("不是一个库的");
	assert_int_equal(stat(copy, &st), 0);
	memset(noise, 0x5A, sizeof(noise));
	for (long at = 4096; at < st.st_size; at += 8192)
		fixture_patch(copy, at, noise, sizeof(noise));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 3);
	says("损坏");
	fixture_cut(copy, st.st_size / 2);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 3);
	says("不完整");
	assert_int_equal(number_in(path, "SELECT count(*) FROM cases"), 200);
	assert_false(os_exists(fixture_in(dir, "a.db.restore")));
}

/* The database is damaged beyond opening: the backup takes its place all the same. */
static void
restoring_over_ruins(void **state)
{
	const char *dir = fixture_folder("ruins");
	const char *path = fixture_in(dir, "a.db"), *copy = fixture_in(dir, "copy.db");

	(void)state;
	fixture_make_cases(path, 30);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "backup", copy), 0);
	fixture_patch(path, 0, "ruined ruined ruined", 20);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "check"), 3);
	says("从备份恢复");
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 0);
	assert_int_equal(number_in(path, "SELECT count(*) FROM cases"), 30);
	unlink(path);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "restore", copy), 0);
	assert_int_equal(number_in(path, "SELECT count(*) FROM cases"), 30);
}

/* A file of version 0, as a fixture of an old version: the stamp of this program and nothing else. */
static void
migrating(void **state)
{
	const char *dir = fixture_folder("migrate");
	const char *path = fixture_in(dir, "a.db"), *fresh = fixture_in(dir, "fresh.db");
	struct arena mem = ARENA_INIT;
	struct db *db;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(db_open(&db, path, DB_BULK_NEW, 64, &err), &err);
	assert_ok(db_script(db,
			  "PRAGMA application_id=1279872588; CREATE TABLE old(a TEXT) STRICT;"
			  "INSERT INTO old VALUES('kept')",
			  &err),
		&err);
	db_close(db);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "migrate"), 0);
	says("已从版本 0 升到 1");
	out.text[strcspn(out.text, "\n")] = '\0';

	/* the copy of before */
	assert_ok(db_open(&db, out.text, DB_ARCHIVE, 64, &err), &err);
	assert_int_equal(db_schema_version(db, &err), 0);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM old WHERE a = 'kept'"), 1);
	db_close(db);

	/* the same shape as a fresh one */
	fixture_make(fresh);
	assert_ok(db_open(&db, path, DB_SERVICE, 64, &err), &err);
	assert_int_equal(db_schema_version(db, &err), SCHEMA_VERSION);
	struct db *wanted;

	assert_ok(db_open(&wanted, fresh, DB_SERVICE, 64, &err), &err);
	struct stmt *s =
		db_stmt(wanted, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL", &err);

	while (db_row(s, &err)) {
		const char *name = col_text(s, &mem), *sql = col_text(s, &mem);
		struct stmt *t = db_stmt(db, "SELECT sql FROM sqlite_schema WHERE name = $1", &err);

		bind_text(t, 1, name);
		assert_true(db_row(t, &err));
		assert_string_equal(col_peek(t), sql);
		assert_ok(db_done(t, &err), &err);
	}
	assert_ok(db_done(s, &err), &err);
	db_close(db);
	db_close(wanted);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "migrate"), 0);
	says("不用升级");
	arena_release(&mem);
}

static void
found_by_check(const char *path, const char *spoil, const char *words)
{
	struct err err = ERR_INIT;
	struct store *st = fixture_open(path, 0);

	assert_ok(store_begin(st, &err), &err);
	assert_ok(db_run(db_stmt(store_db(st), spoil, &err), &err), &err);
	assert_ok(store_commit(st, &err), &err);
	store_close(st);
	assert_int_equal(LINLI(&out, &msg, "--db", path, "check"), 1);
	if (strstr(out.text, words) == NULL)
		fail_msg("no \"%s\" after %s: %s", words, spoil, out.text);
}

/* Each rule between rows can be broken, and is found broken. */
static void
checking(void **state)
{
	static const char *const spoilt[][2] = {
		{"UPDATE cases SET state = 5 WHERE id = 1", "状态与最后一条经过不符"},
		{"INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, cat, tier, place, note)"
		 " VALUES(2, 5, 1, 1, 1, 1, 1, 1, 1, 1, '')",
			"经过的序号不连续"},
		{"DELETE FROM case_texts WHERE case_id = 3", "没有正文"},
		{"UPDATE cases SET due_at = 5 WHERE id = 4", "时限与在走的时钟不符"},
		{"UPDATE cases SET due_kind = 5 WHERE id = 5", "时限记的不是最先到期的时钟"},
		{"INSERT INTO clocks(case_id, kind, round, start_at, due_at, light_at, amount, unit)"
		 " VALUES(6, 5, 1, 1, 1, 1, 1, 1), (6, 5, 2, 1, 1, 1, 1, 1)",
			"同一种时钟有两个在走"},
		{"INSERT INTO clock_pauses(case_id, kind, round, from_at, to_at) VALUES(6, 5, 1, 9, 8)",
			"起止时间不对"},
		{"INSERT INTO case_units(case_id, unit_id, role, open, due, opened) VALUES(6, 1, 1, 1, 7, 7)",
			"协办单位记的时限与件不符"},
		{"UPDATE cases SET closed_at = 9 WHERE id = 7", "没有办结, 却有办结时间"},
		{"UPDATE cases SET flags = 8 WHERE id = 8", "待批标记与送审记录不符"},
		{"UPDATE cases SET merged = 1 WHERE id = 9", "并入件数与记的不符"},
		{"UPDATE cases SET main_id = 1 WHERE id = 10", "已并案, 但没有主件"},
		{"UPDATE cases SET place = 350503001001001000 WHERE id = 11",
			"乡镇街道与地点编码不符"},
		{"UPDATE cases SET county = 1 WHERE id = 12", "区县与乡镇街道不符"},
		{"UPDATE areas SET level = 3, grids = 4 WHERE id = 3", "记的网格数与实有的不符"},
		{"INSERT INTO cases(no, state, tier, cat, kind, channel, place, county, town, desk_id, opened_at, due_at,"
		 " light_at, updated_at, title) VALUES(1, 12, 1, 1, 1, 1, 1, 0, 0, 1, 1, 253402300799, 1, 1, '')",
			"没有经过"},
		{"UPDATE roll_d SET opened = opened + 1 /*scan*/", "与重算不符"},
	};
	const char *path = fixture_in(fixture_folder("check"), "a.db");

	(void)state;
	fixture_make_cases(path, 20);
	assert_int_equal(
		LINLI(&out, &msg, "--db", path, "check"), 1); /* history without audit rows */
	assert_non_null(strstr(out.text, "审计链"));
	assert_int_equal(LINLI(&out, &msg, "--db", path, "check", "--quick"), 0);
	for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		if (strncmp(spoilt[i][0], "UPDATE roll_d", 13) == 0)
			assert_int_equal(
				LINLI(&out, &msg, "--db", path, "--data", "data", "tick"), 0);
		found_by_check(path, spoilt[i][0], spoilt[i][1]);
	}
}

/* The console starts it as a child and reads how far it is. */
static void
as_a_child(void **state)
{
	const char *const quiet[] = {
		"sh", "-c", "printf '@ 3 10\\nfirst\\n@ 10 10\\nlast line'; exit 3", NULL};
	const char *const endless[] = {"sh", "-c", "echo '@ 1 2'; exec sleep 1000", NULL};
	struct os_child child;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(os_child_start(&child, "/bin/sh", quiet, &err), &err);
	while (os_child_poll(&child))
		os_child_wait(&child, 10000);
	assert_int_equal(child.exit_code, 3);
	assert_int_equal(child.done, 10);
	assert_int_equal(child.all, 10);
	assert_string_equal(child.message.text, "last line");
	os_child_release(&child);

	assert_ok(os_child_start(&child, "/bin/sh", endless, &err), &err);
	while (child.all == 0 && os_child_poll(&child))
		os_child_wait(&child, 10000);
	assert_int_equal(child.done, 1);
	os_child_stop(&child);
	while (os_child_poll(&child))
		os_child_wait(&child, 10000);
	assert_int_equal(child.exit_code, 128 + SIGTERM);
	os_child_release(&child);
	assert_false(os_child_start(&child, "/no/such/program", quiet, &err));
	assert_int_equal(err.code, ERR_IO);
	os_child_release(&child);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(founding_a_city),
		cmocka_unit_test(founding_by_typing),
		cmocka_unit_test(backing_up),
		cmocka_unit_test(while_others_write),
		cmocka_unit_test(stopped),
		cmocka_unit_test(no_room),
		cmocka_unit_test(restoring),
		cmocka_unit_test(what_is_not_restored),
		cmocka_unit_test(restoring_over_ruins),
		cmocka_unit_test(migrating),
		cmocka_unit_test(checking),
		cmocka_unit_test(as_a_child),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
