/*
 * The program itself, when things go wrong below it: files that are none of its own, a database that cannot be
 * written, that is taken away or has no room. Each time a sentence that says what happened, the right exit code,
 * and nothing lost.
 */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/os.h"
#include "tests/lib/console.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static const char title[] = "地下车库无电动车充电桩";

/* --- files that are refused */

static void
of_another_program(const char *path)
{
	fixture_patch(path, 68, "\0\0\0\7", 4);
}

static void
of_a_newer_version(const char *path)
{
	fixture_patch(path, 60, "\0\0\0\143", 4);
}

static void
no_database(const char *path)
{
	fixture_cut(path, 0);
	fixture_patch(path, 0, "id,title\n1,a\n", 13);
}

static void
empty(const char *path)
{
	fixture_cut(path, 0);
}

static void
cut_off(const char *path)
{
	fixture_cut(path, 300000);
}

static void
damaged(const char *path)
{
	fixture_patch(path, 20, "\377\377\377\377", 4);
}

static void
without_key(const char *path)
{
	struct arena mem = ARENA_INIT;

	assert_int_equal(unlink(arena_printf(&mem, "%s.key", path)), 0);
	arena_release(&mem);
}

static void
gone(const char *path)
{
	assert_int_equal(unlink(path), 0);
}

static const struct refused {
	const char *name;
	void (*spoil)(const char *path);
	const char *zh, *en;
} refused[] = {
	{"another", of_another_program, "是别的程序的数据库, 没有动它",
		"is another program's database"},
	{"newer", of_a_newer_version, "是更新版本的程序建的 (库 99",
		"was made by a newer version (database 99"},
	{"none", no_database, "不是数据库, 没有动它", "is not a database; nothing was touched"},
	{"empty", empty, "是空文件, 不是数据库", "is an empty file, not a database"},
	{"cut", cut_off, "不完整: 应有", "is cut off:"},
	{"damaged", damaged, "不是完好的数据库, 没有动它",
		"is no sound database; nothing was touched"},
	{"key", without_key, "缺少密钥文件", "is missing; not opened"},
	{"gone", gone, "没有数据库", "there is no database"},
};

/* Starts the console, which must end at once with 3 and these words, before it has drawn any screen. */
static void
is_refused(const char *path, const char *lang, const char *words)
{
	const char *const argv[] = {console_program(), "--db", path, "--lang", lang, NULL};
	struct pty *p = pty_start(24, 400, argv, NULL); /* a sentence fits a row */

	assert_sees(p, words);
	assert_int_equal(pty_exit_code(p), 3);
	assert_false(p->second_screen);
	pty_close(p);
}

static void
files_that_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const struct refused *r = &refused[i];
		const char *folder, *path = console_city(r->name, &folder);
		struct buf before, after;

		buf_init(&before);
		buf_init(&after);
		r->spoil(path);
		fixture_list(folder, &before);
		is_refused(path, "zh", r->zh);
		is_refused(path, "en", r->en);
		fixture_list(folder, &after);
		assert_string_equal(after.text, before.text);
		buf_release(&before);
		buf_release(&after);
	}
}

/* --- what can only be read */

enum { NOBODY = 65534 };

struct start {
	const char *program; /* the environment of the child does not say */
	char *argv[12];
};

static struct start
start_of(const char *path, const char *lang)
{
	static char words[4][512];
	struct start s = {.program = console_program()};

	snprintf(words[0], sizeof(words[0]), "--db=%s", path);
	snprintf(words[1], sizeof(words[1]), "--lang=%s", lang);
	snprintf(words[2], sizeof(words[2]), "linli");
	s.argv[0] = words[2];
	s.argv[1] = words[0];
	s.argv[2] = words[1];
	return s;
}

/* The console as somebody who may read but not write; root may everything and becomes somebody else. */
static int
as_reader(void *arg)
{
	const struct start *s = arg;
	char rules[PATH_MAX]; /* by its whole path, as the program looks for it */

	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return 99;
	if (access(s->program, X_OK) != 0 || realpath("data/rules", rules) == NULL ||
		access(rules, R_OK) != 0)
		return 98; /* the repository itself is closed to them */
	execv(s->program, s->argv);
	return 97;
}

static void
a_file_that_can_only_be_read(void **state)
{
	const char *folder, *path = console_city("readable", &folder);
	struct arena mem = ARENA_INIT;
	const char *key = arena_printf(&mem, "%s.key", path);
	int code = 0;

	(void)state;
	chmod(test_path("."), 0711);
	if (geteuid() == 0)
		assert_int_equal(chown(key, NOBODY, NOBODY), 0);
	chmod(path, 0444);
	chmod(folder, 0555);
	for (int i = 0; i < 2; i++) {
		struct start s = start_of(path, i == 0 ? "zh" : "en");
		struct pty *p = pty_fork(24, 400, as_reader, &s, NULL);

		code = pty_exit_code(p);
		if (code != 98) {
			assert_sees(p, i == 0 ? "只能读, 没有打开" : "is read-only; not opened");
			assert_int_equal(code, 3);
		}
		pty_close(p);
	}
	chmod(folder, 0755);
	arena_release(&mem);
	if (code == 98)
		skip();
}

/* --- taken away while it is open */

/* Opens the matter and begins to answer it; the words are typed. */
static void
begin_to_answer(struct pty *p)
{
	console_keys(p, "F7 4 /");
	console_keys(p, "<充电桩> Enter");
	assert_sees(p, title);
	console_keys(p, "f Ctrl-U <充电桩下月动工>");
	assert_sees(p, "充电桩下月动工");
}

static void
removed_while_open(void **state)
{
	const char *folder, *path = console_city("removed", &folder);
	struct pty *p = console_start(&(struct console_config){.db = path});

	(void)state;
	begin_to_answer(p);
	gone(path);
	console_keys(p, "F2");
	assert_sees(p, "没有存上: 数据库文件被移走或替换了");
	assert_sees(p, "充电桩下月动工");
	pty_close(p);
}

static void
read_whole(const char *path, struct buf *out)
{
	struct err err = ERR_INIT;

	assert_ok(os_read_file(path, 64 << 20, out, &err), &err);
}

/* Another file stands in its place: nothing is written into that one. */
static void
replaced_while_open(void **state)
{
	const char *folder, *path = console_city("replaced", &folder);
	const char *other_folder, *other = console_city("other", &other_folder);
	struct pty *p = console_start(&(struct console_config){.db = path, .lang = "en"});
	struct buf before, after;

	(void)state;
	buf_init(&before);
	buf_init(&after);
	begin_to_answer(p);
	assert_int_equal(rename(other, path), 0);
	assert_int_equal(unlink(fixture_in(folder, "a.db-wal")), 0);
	read_whole(path, &before);
	console_keys(p, "F2");
	assert_sees(p, "not saved: database moved or replaced. Restart and tell the administrator");
	assert_sees(p, "充电桩下月动工");
	pty_close(p);
	read_whole(path, &after);
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.text, before.text, before.len);
	buf_release(&before);
	buf_release(&after);
}

/* --- no room */

/* No file may grow beyond a few pages; the hard limit stays, so that there can be room again. */
static int
in_little_room(void *arg)
{
	const struct start *s = arg;
	struct rlimit most;

	signal(SIGXFSZ, SIG_IGN);
	if (getrlimit(RLIMIT_FSIZE, &most) != 0)
		return 99;
	most.rlim_cur = 40000;
	if (setrlimit(RLIMIT_FSIZE, &most) != 0)
		return 98;
	execv(s->program, s->argv);
	return 97;
}

static void
make_room(pid_t pid)
{
	const struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY};

	assert_int_equal(syscall(SYS_prlimit64, pid, RLIMIT_FSIZE, &most, NULL), 0);
}

static void
no_room(const char *lang, const char *words, const char *done)
{
	static const char *const env[] = {"LINLI_NOW=2026-06-09T14:32:05+08:00", NULL};
	const char *folder, *path = console_city(lang, &folder);
	struct start s = start_of(path, lang);
	struct pty *p = pty_fork(24, 80, in_little_room, &s, env);
	assert_idle(p);
	begin_to_answer(p);
	console_keys(p, "F2");
	assert_pty(p, pty_sees(p, words), words, __FILE__, __LINE__);
	assert_sees(p, "充电桩下月动工");
	make_room(p->pid);
	console_keys(p, "F2");
	assert_pty(p, pty_sees(p, done), done, __FILE__, __LINE__);
	pty_close(p);
	console_check(path);
}

/* The same said to a script, with the exit code of trouble with storage. */
static void
no_room_for_a_command(void **state)
{
	static const char *const env[] = {"LINLI_NOW=2026-06-09T14:32:05+08:00", NULL};
	static char act[] = "act", no[] = "0609-009", event[] = "note", text[] = "text=已电话告知";
	const char *folder, *path = console_city("command", &folder);
	struct start s = start_of(path, "en");
	struct arena mem = ARENA_INIT;

	(void)state;
	s.argv[3] = act, s.argv[4] = no, s.argv[5] = event, s.argv[6] = text;
	struct pty *p = pty_fork(24, 400, in_little_room, &s, env);

	assert_sees(p, "linli: not saved: the disk is full");
	assert_int_equal(pty_exit_code(p), 3);
	pty_close(p);
	assert_null(strstr(console_events(console_show(path, no, &mem), &mem), "note"));
	console_check(path);
	arena_release(&mem);
}

static void
a_full_disk(void **state)
{
	(void)state;
	no_room("zh", "没有存上: 磁盘已满。已存的数据完好", "u 撤销");
	no_room("en", "not saved: the disk is full. Saved work is safe; tell the administrator",
		"u undo");
}

int
main(void)
{
	console_now("2026-06-09T14:32:05+08:00");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_that_are_refused),
		cmocka_unit_test(a_file_that_can_only_be_read),
		cmocka_unit_test(removed_while_open),
		cmocka_unit_test(replaced_while_open),
		cmocka_unit_test(a_full_disk),
		cmocka_unit_test(no_room_for_a_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
