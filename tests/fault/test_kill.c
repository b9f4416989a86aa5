/* Processes that are killed with kill -9, and disks that are really full. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/base/rng.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/store_scenario.h"
#include "tests/lib/test.h"

enum { WRITERS = 3, ROUNDS = 15 };

/* What a writer says through the pipe once a transaction is acknowledged. */
struct said {
	int writer, number;
};

static bool
count_up(struct store *st, int writer, int number, struct err *err)
{
	char key[16], value[16];

	snprintf(key, sizeof(key), "w%d", writer);
	snprintf(value, sizeof(value), "%d", number);
	if (!store_begin(st, err))
		return false;
	if (fixture_insert_case(store_db(st), 1000000 * (writer + 1) + number, "井盖缺失", err) &&
		store_set_setting(st, key, value, err))
		return store_commit(st, err);
	store_rollback(st);
	return false;
}

static void
write_on(const char *path, int writer, int number, int tells)
{
	struct store_config config = {.path = path};
	struct store *st;
	struct err err = ERR_INIT;

	if (!store_open(&st, &config, &err))
		_exit(1);
	for (;;) {
		if (!count_up(st, writer, ++number, &err))
			_exit(1);
		struct said s = {writer, number};

		if (write(tells, &s, sizeof(s)) != (ssize_t)sizeof(s))
			_exit(1);
	}
}

static void
hear(int fd, int acked[WRITERS], int most)
{
	struct said s;

	while (most-- != 0 && read(fd, &s, sizeof(s)) == (ssize_t)sizeof(s))
		acked[s.writer] = s.number;
}

static void
fail_on_finding(void *ctx, const char *line)
{
	(void)ctx;
	fail_msg("%s", line);
}

static void
check_counts(const char *path, int acked[WRITERS])
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct store *st = fixture_open(path, 0);

	for (int w = 0; w < WRITERS; w++) {
		char key[16], sql[128];

		snprintf(key, sizeof(key), "w%d", w);
		int found = (int)strtol(store_setting(st, key, &mem, &err), NULL, 10);

		assert_in_range(found, acked[w], acked[w] + 1);
		snprintf(sql, sizeof(sql),
			"SELECT count(*) FROM case_texts WHERE case_id BETWEEN %d AND %d",
			1000000 * (w + 1), 1000000 * (w + 1) + 999999);
		assert_int_equal(fixture_number(store_db(st), sql), found);
		acked[w] = found;
	}
	assert_ok(db_verify(store_db(st), false, fail_on_finding, NULL, &err), &err);
	store_close(st);
	arena_release(&mem);
}

/* Several writers die at the same moment, again and again: nothing acknowledged is lost. */
static void
kill_nine(void **state)
{
	const char *path = fixture_in(fixture_folder("kill"), "a.db");
	int acked[WRITERS] = {0}, ends[2];
	struct rng rng;

	(void)state;
	fixture_make(path);
	rng_seed(&rng, 9);
	for (int round = 0; round < ROUNDS; round++) {
		pid_t pids[WRITERS];

		assert_int_equal(pipe(ends), 0);
		for (int w = 0; w < WRITERS; w++)
			if ((pids[w] = fork()) == 0)
				write_on(path, w, acked[w], ends[1]);
		close(ends[1]);
		hear(ends[0], acked, 5 + (int)rng_below(&rng, 40));
		for (int w = 0; w < WRITERS; w++)
			kill(pids[w], SIGKILL);
		for (int w = 0; w < WRITERS; w++)
			assert_int_equal(waitpid(pids[w], NULL, 0), pids[w]);
		hear(ends[0], acked, -1);
		close(ends[0]);
		check_counts(path, acked);
	}
	assert_true(acked[0] + acked[1] + acked[2] > ROUNDS * 5);
}

/* Acts until one fails; says how many were acknowledged, and the sentence. */
static void
act_until_full(const char *path, int *acked, struct err *err)
{
	struct store_config config = {.path = path};
	struct store *st;

	*acked = 0;
	if (!store_open(&st, &config, err))
		return;
	while (*acked < 100 && scenario_act(st, *acked + 1, err))
		++*acked;
	/* Reading goes on, and the next attempt says the same. */
	struct err again = ERR_INIT;
	struct stmt *s = db_stmt(store_db(st), "SELECT count(*) FROM cases", &again);

	if (s == NULL || !db_row(s, &again) || col_i64(s) != SCENARIO_CASES + *acked ||
		!db_done(s, &again))
		*acked = -1;
	if (*acked < 100 &&
		(scenario_act(st, *acked + 1, &again) || strcmp(err->text, again.text) != 0))
		*acked = -2;
	store_close(st);
}

/* Runs it in a child; results come through a pipe. */
static int
in_child(const char *path, void (*confine)(const char *path), struct err *err)
{
	struct {
		int acked;
		struct err err;
	} result = {-9, ERR_INIT};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();

	if (pid == 0) {
		confine(path);
		act_until_full(path, &result.acked, &result.err);
		_exit(write(ends[1], &result, sizeof(result)) != (ssize_t)sizeof(result));
	}
	close(ends[1]);
	if (read(ends[0], &result, sizeof(result)) != (ssize_t)sizeof(result))
		result.acked = -9;
	close(ends[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	*err = result.err;
	return result.acked;
}

static void
limit_file_size(const char *path)
{
	struct rlimit most = {200000, 200000};

	(void)path;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &most);
}

static void
file_size_limit(void **state)
{
	const char *path = fixture_in(fixture_folder("limit"), "a.db");
	struct err err = ERR_INIT;

	(void)state;
	fixture_make_cases(path, SCENARIO_CASES);
	int acked = in_child(path, limit_file_size, &err);

	assert_in_range(acked, 1, 99);
	assert_int_equal(err.code, ERR_IO);
	assert_non_null(strstr(err.text, "磁盘已满"));
	scenario_check(path, acked, acked);
}

/* A tiny file system of its own under the folder, where this is allowed. */
static bool
mount_small(const char *dir)
{
	return geteuid() == 0 && mount("none", dir, "tmpfs", 0, "size=1600k") == 0;
}

static void
nothing_more(const char *path)
{
	(void)path;
}

static void
really_full(void **state)
{
	const char *dir = fixture_folder("full");
	const char *path = fixture_in(dir, "a.db");
	struct err err = ERR_INIT;

	(void)state;
	if (!mount_small(dir))
		skip();
	fixture_make_cases(path, SCENARIO_CASES);
	int acked = in_child(path, nothing_more, &err);
	int percent;
	int64_t bytes;

	assert_in_range(acked, 1, 99);
	assert_int_equal(err.code, ERR_IO);
	assert_non_null(strstr(err.text, "磁盘已满"));
	scenario_check(path, acked, acked);
	assert_true(os_free_space(dir, &percent, &bytes));
	assert_int_equal(store_judge_room(percent, bytes), ROOM_NONE);
	assert_int_equal(umount(dir), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kill_nine),
		cmocka_unit_test(file_size_limit),
		cmocka_unit_test(really_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
