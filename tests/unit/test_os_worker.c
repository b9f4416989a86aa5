/* A helper process: takes in, answers once, fails in words, dies. */
#include "tests/lib/test.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/base/os_worker.h"

/* Adds up bytes until the end; ctx names what it does then. */
static bool
add_up(int in, void *ctx, struct buf *answer)
{
	const char *mood = ctx;
	unsigned long sum = 0;
	unsigned char byte;

	if (strcmp(mood, "die at once") == 0)
		raise(SIGKILL);
	while (os_read_exactly(in, &byte, 1))
		sum += byte;
	if (strcmp(mood, "die") == 0)
		raise(SIGKILL);
	buf_addf(answer, "%lu", sum);
	return strcmp(mood, "fail") != 0;
}

static bool
ask(const char *mood, size_t chunks, struct buf *answer)
{
	char chunk[4096], name[16];
	struct err err = ERR_INIT;
	struct os_worker w;

	memset(chunk, 1, sizeof(chunk));
	memcpy(name, mood, strlen(mood) + 1);
	buf_clear(answer);
	assert_ok(os_worker_start(&w, add_up, name, &err), &err);
	for (size_t i = 0; i < chunks; i++)
		assert_ok(os_worker_send(&w, chunk, sizeof(chunk), &err), &err);
	bool ok = os_worker_end(&w, answer);

	assert_int_equal(w.pid, 0);
	return ok;
}

static void
test_answers(void **state)
{
	(void)state;
	struct buf answer;

	buf_init(&answer);
	assert_true(ask("work", 0, &answer));
	assert_string_equal(answer.text, "0");
	assert_true(ask("work", 500, &answer)); /* more than any pipe holds */
	assert_string_equal(answer.text, "2048000");
	assert_false(ask("fail", 1, &answer));
	assert_string_equal(answer.text, "4096");
	assert_false(ask("die", 1, &answer));
	assert_string_equal(answer.text, "");
	buf_release(&answer);
}

/* Whoever sends to a dead helper is told so, and lives. */
static void
test_dead_helper(void **state)
{
	(void)state;
	static char mood[] = "die at once";
	static char chunk[1 << 16];
	struct err err = ERR_INIT;
	struct os_worker w;
	bool ok = true;

	assert_ok(os_worker_start(&w, add_up, mood, &err), &err);
	for (int i = 0; i < 200 && ok; i++)
		ok = os_worker_send(&w, chunk, sizeof(chunk), &err);
	assert_err(ok, &err, ERR_IO);
	os_worker_stop(&w);
	assert_int_equal(w.pid, 0);
	os_worker_stop(&w);
}

static void
test_stopped(void **state)
{
	(void)state;
	static char mood[] = "work";
	struct err err = ERR_INIT;
	struct os_worker w;

	assert_ok(os_worker_start(&w, add_up, mood, &err), &err);
	pid_t pid = w.pid;

	os_worker_stop(&w);
	assert_int_equal(kill(pid, 0), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_dead_helper),
		cmocka_unit_test(test_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
