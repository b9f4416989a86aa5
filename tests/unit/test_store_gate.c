/* The write gate: waiting, giving up, dying, and what a transaction leaves behind. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/os.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

/* Another process that takes the gate, writes a setting without committing, and does as it is told. */
struct holder {
	pid_t pid;
	int told, tells;
};

static void
hold_gate(const char *path, int told, int tells)
{
	struct store_config config = {.path = path};
	struct store *st;
	struct err err = ERR_INIT;
	char order;

	if (!store_open(&st, &config, &err) || !store_begin(st, &err) ||
		!store_set_setting(st, "holder", "was here", &err) || write(tells, "h", 1) != 1)
		_exit(1);
	while (read(told, &order, 1) == 1) {
		if (order == 's')
			kill(getppid(), SIGUSR1);
		else if (order == 'c' && !store_commit(st, &err))
			_exit(1);
		if (order == 'c')
			break;
	}
	store_close(st);
	_exit(0);
}

static struct holder
holder_start(const char *path)
{
	struct holder h;
	int down[2], up[2];
	char said;

	assert_int_equal(pipe(down), 0);
	assert_int_equal(pipe(up), 0);
	h.pid = fork();
	if (h.pid == 0) {
		close(down[1]);
		close(up[0]);
		hold_gate(path, down[0], up[1]);
	}
	close(down[0]);
	close(up[1]);
	h.told = down[1];
	h.tells = up[0];
	assert_int_equal(read(h.tells, &said, 1), 1);
	return h;
}

static void
holder_order(const struct holder *h, const char *orders)
{
	assert_int_equal(write(h->told, orders, strlen(orders)), (ssize_t)strlen(orders));
}

static int
holder_end(struct holder *h)
{
	int status;

	close(h->told);
	close(h->tells);
	assert_int_equal(waitpid(h->pid, &status, 0), h->pid);
	return status;
}

static const char *
setting(struct store *st, const char *key)
{
	static struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	const char *value = store_setting(st, key, &mem, &err);

	assert_int_equal(err.code, ERR_NONE);
	return value;
}

static void
write_setting(struct store *st, const char *key, const char *value)
{
	struct err err = ERR_INIT;

	assert_ok(store_begin(st, &err), &err);
	assert_ok(store_set_setting(st, key, value, &err), &err);
	assert_ok(store_commit(st, &err), &err);
}

/* Waits for the kernel to list a waiter for the gate of that database. */
static void
until_somebody_waits(const char *path)
{
	char line[256], name[512], inode[32];
	struct stat st;
	bool waits = false;

	snprintf(name, sizeof(name), "%s-gate", path);
	snprintf(
		inode, sizeof(inode), ":%lu ", stat(name, &st) == 0 ? (unsigned long)st.st_ino : 0);
	while (!waits) {
		FILE *f = fopen("/proc/locks", "re");

		while (f != NULL && fgets(line, sizeof(line), f) != NULL)
			waits = waits ||
				(strstr(line, "->") != NULL && strstr(line, inode) != NULL);
		if (f != NULL)
			fclose(f);
		poll(NULL, 0, 1);
	}
}

static void
gives_up_and_says_who(void **state)
{
	const char *path = fixture_in(fixture_folder("busy"), "a.db");
	struct err err = ERR_INIT;
	char pid[32];

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 30);
	struct holder h = holder_start(path);

	snprintf(pid, sizeof(pid), "%d", (int)h.pid);
	assert_false(store_begin(st, &err));
	assert_int_equal(err.code, ERR_BUSY);
	assert_non_null(strstr(err.text, "没有存上"));
	assert_non_null(strstr(err.text, pid));
	assert_false(db_in_transaction(store_db(st)));
	assert_string_equal(setting(st, "holder"), ""); /* reading goes on meanwhile */

	holder_order(&h, "c");
	assert_int_equal(holder_end(&h), 0);
	assert_true(store_changed(st));
	assert_false(store_changed(st));
	assert_string_equal(setting(st, "holder"), "was here");
	write_setting(st, "mine", "1");
	assert_false(store_changed(st)); /* one's own commits are known */
	store_close(st);
}

static int interruptions;

static void
count_interruption(int sig)
{
	(void)sig;
	interruptions++;
}

/*
 * The console blocks its signals and reads them from a descriptor: the timer must get through all the same,
 * and everything must be as before afterwards. Other signals do not end the wait.
 */
static void
signals_while_waiting(void **state)
{
	const char *path = fixture_in(fixture_folder("signals"), "a.db");
	struct sigaction on_usr1 = {.sa_handler = count_interruption}, now;
	sigset_t all, before, after;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 30);
	struct holder h = holder_start(path);

	sigaction(SIGUSR1, &on_usr1, NULL);
	sigfillset(&all);
	sigdelset(&all, SIGUSR1);
	sigprocmask(SIG_SETMASK, &all, &before);
	assert_err(store_begin(st, &err), &err, ERR_BUSY);
	sigprocmask(SIG_SETMASK, NULL, &after);
	assert_true(sigismember(&after, SIGALRM));
	sigaction(SIGALRM, NULL, &now);
	assert_true(now.sa_handler == SIG_DFL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	store_close(st);

	pid_t teller = fork();

	if (teller == 0) { /* once the test waits: three signals to it, then the gate */
		until_somebody_waits(path);
		holder_order(&h, "sss");
		holder_order(&h, "c");
		_exit(0);
	}
	st = fixture_open(path, 60000);
	assert_ok(store_begin(st, &err), &err);
	assert_true(interruptions >= 1);
	store_rollback(st);
	assert_int_equal(waitpid(teller, NULL, 0), teller);
	assert_int_equal(holder_end(&h), 0);
	store_close(st);
}

static void
death_of_the_holder(void **state)
{
	const char *path = fixture_in(fixture_folder("death"), "a.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 60000);
	struct holder h = holder_start(path);
	pid_t killer = fork();

	if (killer == 0) { /* once the test waits */
		until_somebody_waits(path);
		kill(h.pid, SIGKILL);
		_exit(0);
	}
	write_setting(st, "after", "1");
	assert_int_equal(waitpid(killer, NULL, 0), killer);
	assert_true(WIFSIGNALED(holder_end(&h)));
	assert_string_equal(setting(st, "holder"), ""); /* what it had not committed is gone */
	assert_string_equal(setting(st, "after"), "1");
	assert_ok(store_begin(st, &err), &err);
	store_rollback(st);
	store_close(st);
}

static void
bugs_are_named(void **state)
{
	const char *path = fixture_in(fixture_folder("bugs"), "a.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 0);

	assert_ok(store_begin(st, &err), &err);
	assert_ok(store_set_setting(st, "outer", "1", &err), &err);
	assert_err(store_begin(st, &err), &err, ERR_BUG);
	assert_ok(store_commit(st, &err), &err); /* the outer one is as it was */
	assert_string_equal(setting(st, "outer"), "1");

	assert_err(store_commit(st, &err), &err, ERR_BUG);
	store_rollback(st);
	store_rollback(st);
	assert_err(store_set_setting(st, "loose", "1", &err), &err, ERR_BUG);
	assert_string_equal(setting(st, "loose"), "");
	write_setting(st, "later", "1");
	store_close(st);
}

static void
refused_writes(void **state)
{
	const char *path = fixture_in(fixture_folder("refused"), "a.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 0);

	assert_false(store_read_only(st));
	store_refuse_writes(st, "规则不同");
	assert_true(store_read_only(st));
	assert_false(store_begin(st, &err));
	assert_int_equal(err.code, ERR_RULE);
	assert_string_equal(err.text, "规则不同");
	store_close(st);
}

/* A program that does not know the gate holds the engine's own lock: BUSY, and the gate stays free for others. */
static void
behind_the_gate(void **state)
{
	const char *path = fixture_in(fixture_folder("behind"), "a.db");
	struct db *shell;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 120);

	assert_ok(db_open(&shell, path, DB_SERVICE, 64, &err), &err);
	assert_ok(db_begin_write(shell, &err), &err);
	assert_err(store_begin(st, &err), &err, ERR_BUSY);
	assert_false(db_in_transaction(store_db(st)));
	int fd = os_lock_open(fixture_in(test_path("behind"), "a.db-gate"), &err);

	assert_int_equal(os_lock_take(fd, OS_LOCK_EXCLUSIVE, 0), OS_LOCKED);
	close(fd);
	db_rollback(shell);
	write_setting(st, "after", "1");
	db_close(shell);
	store_close(st);
}

/* Somebody moves another file over the database, or takes its log away: nothing is written into the void. */
static void
moved_away(void **state)
{
	const char *dir = fixture_folder("moved");
	const char *path = fixture_in(dir, "a.db"), *other = fixture_in(dir, "b.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	fixture_make(other);
	struct store *st = fixture_open(path, 0);

	write_setting(st, "before", "1");
	assert_int_equal(rename(path, fixture_in(dir, "aside.db")), 0);
	assert_err(store_begin(st, &err), &err, ERR_IO);
	assert_int_equal(rename(other, path), 0);
	assert_false(store_begin(st, &err));
	assert_non_null(strstr(err.text, "移走或替换"));
	err_clear(&err);
	assert_int_equal(rename(fixture_in(dir, "aside.db"), path), 0);
	write_setting(st, "again", "1");
	unlink(fixture_in(dir, "a.db-wal"));
	assert_err(store_begin(st, &err), &err, ERR_IO);
	store_close(st);
}

/* A console that has it open while the schema moves on stops writing. */
static void
newer_schema_seen(void **state)
{
	const char *path = fixture_in(fixture_folder("newer"), "a.db");
	struct db *other;
	struct err err = ERR_INIT;

	(void)state;
	fixture_make(path);
	struct store *st = fixture_open(path, 0);

	assert_ok(db_open(&other, path, DB_SERVICE, 64, &err), &err);
	assert_ok(db_script(other, "PRAGMA user_version=99", &err), &err);
	db_close(other);
	assert_err(store_begin(st, &err), &err, ERR_IO);
	assert_false(db_in_transaction(store_db(st)));
	store_close(st);
}

enum { WRITERS = 5, TURNS = 20 };

static void
take_turns(const char *path, int me)
{
	struct store_config config = {.path = path};
	struct store *st;
	struct err err = ERR_INIT;
	char value[32];

	if (!store_open(&st, &config, &err))
		_exit(1);
	for (int i = 0; i < TURNS; i++) {
		struct arena mem = ARENA_INIT;
		long n;

		if (!store_begin(st, &err))
			_exit(2);
		n = strtol(store_setting(st, "turns", &mem, &err), NULL, 10);
		arena_release(&mem);
		snprintf(value, sizeof(value), "%ld", n + 1);
		if (!store_set_setting(st, "turns", value, &err) || !store_commit(st, &err))
			_exit(3);
	}
	store_close(st);
	_exit(me * 0);
}

static void
several_writers(void **state)
{
	const char *path = fixture_in(fixture_folder("several"), "a.db");
	pid_t pids[WRITERS];
	char want[32];

	(void)state;
	fixture_make(path);
	for (int i = 0; i < WRITERS; i++)
		if ((pids[i] = fork()) == 0)
			take_turns(path, i);
	for (int i = 0; i < WRITERS; i++) {
		int status;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	struct store *st = fixture_open(path, 0);

	snprintf(want, sizeof(want), "%d", WRITERS * TURNS);
	assert_string_equal(setting(st, "turns"), want);
	store_close(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_up_and_says_who),
		cmocka_unit_test(signals_while_waiting),
		cmocka_unit_test(death_of_the_holder),
		cmocka_unit_test(bugs_are_named),
		cmocka_unit_test(refused_writes),
		cmocka_unit_test(behind_the_gate),
		cmocka_unit_test(moved_away),
		cmocka_unit_test(newer_schema_seen),
		cmocka_unit_test(several_writers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
