/* The demo city killed half-way, and on a disk that is too small. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/serve/demo.h"
#include "tests/lib/fixture.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

enum { MANY = 100000, SMALL_FILE = 3 << 20, PATIENCE = 5000 };

static void
tell(void *ctx, const char *what, int64_t done, int64_t all)
{
	(void)what;
	(void)all;
	if (done > 0 && write(*(const int *)ctx, "x", 1) != 1)
		_exit(1);
}

static bool
make(const char *path, int64_t cases, int tells, struct err *err)
{
	const struct demo_config config = {
		.store = {.path = path, .frozen = true, .frozen_utc = FIXTURE_NOW},
		.data_dir = "data",
		.rules = fixture_rules(),
		.cases = cases,
		.seed = 1,
		.corner = true,
		.progress = tells >= 0 ? tell : NULL,
		.ctx = &tells};
	struct demo_report report;
	bool ok = demo_make(&config, &report, err);

	demo_report_release(&report);
	return ok;
}

/* The helper sees that nobody sends any more, and takes its file away. */
static bool
helper_is_gone(const char *folder)
{
	const struct timespec moment = {0, 2000000};
	struct buf names;
	bool there = true;

	buf_init(&names);
	for (int i = 0; i < PATIENCE && there; i++) {
		buf_clear(&names);
		fixture_list(folder, &names);
		there = strstr(names.text, "helper") != NULL;
		if (there)
			nanosleep(&moment, NULL);
	}
	buf_release(&names);
	return !there;
}

static void
test_killed(void **state)
{
	(void)state;
	const char *folder = fixture_folder("killed"), *path = fixture_in(folder, "k.db");
	struct err err = ERR_INIT;
	int ends[2];
	char byte;

	fixture_rules();
	for (int round = 1; round <= 3; round++) {
		assert_int_equal(pipe(ends), 0);
		pid_t pid = fork();

		if (pid == 0) {
			close(ends[0]);
			_exit(make(path, MANY, ends[1], &err) ? 0 : 1);
		}
		close(ends[1]);
		for (int i = 0; i < round; i++)
			assert_int_equal(read(ends[0], &byte, 1), 1);
		assert_int_equal(kill(pid, SIGKILL), 0);
		assert_int_equal(waitpid(pid, NULL, 0), pid);
		close(ends[0]);
		assert_true(helper_is_gone(folder));
		assert_false(os_exists(path));
	}
	/* what the killed ones left is replaced */
	assert_ok(make(path, 3, -1, &err), &err);
	assert_true(os_exists(path));
	assert_false(os_exists(fixture_in(folder, "k.db.new")));
}

static void
test_full_disk(void **state)
{
	(void)state;
	const char *folder = fixture_folder("full"), *path = fixture_in(folder, "f.db");
	int status;

	fixture_rules();
	pid_t pid = fork();

	if (pid == 0) {
		const struct rlimit small = {SMALL_FILE, SMALL_FILE};
		struct err err = ERR_INIT;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &small);
		bool ok = make(path, 20000, -1, &err);

		_exit(ok ? 1 : err.code == ERR_IO && err.text[0] != '\0' ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	struct buf names;

	buf_init(&names);
	fixture_list(folder, &names);
	assert_string_equal(names.text, "");
	buf_release(&names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
