#include "tests/lib/run_linli.h"

#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/cmd/cmd.h"
#include "tests/lib/test.h"

enum { MOST_WORDS = 30 };

static bool
no_console(struct cmd_run *run, struct err *err)
{
	(void)run;
	return err_set(err, ERR_BUG, "the console was opened");
}

static void
run_child(const char *const words[], int in, const char *out, const char *msg)
{
	char *argv[MOST_WORDS + 2] = {NULL};
	int argc = 1;

	argv[0] = strdup("linli");
	for (; words[argc - 1] != NULL && argc <= MOST_WORDS; argc++)
		argv[argc] = strdup(words[argc - 1]);
	if (dup2(in, STDIN_FILENO) < 0 || freopen(out, "w", stdout) == NULL ||
		freopen(msg, "w", stderr) == NULL)
		_exit(99);
	int code = cmd_main(argc, argv, no_console);

	fflush(NULL);
	_exit(code);
}

static void
read_back(const char *path, struct buf *into)
{
	struct err err = ERR_INIT;

	buf_clear(into);
	assert_ok(os_read_file(path, 1 << 20, into, &err), &err);
}

static int
run_with_input(struct buf *out, struct buf *msg, int in, const char *const words[])
{
	const char *out_path = test_path("linli.out"), *msg_path = test_path("linli.msg");
	int status;

	fflush(NULL);
	pid_t pid = fork();

	if (pid == 0)
		run_child(words, in, out_path, msg_path);
	close(in);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	read_back(out_path, out);
	read_back(msg_path, msg);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

int
linli_run(struct buf *out, struct buf *msg, const char *const words[])
{
	return run_with_input(out, msg, open("/dev/null", O_RDONLY | O_CLOEXEC), words);
}

int
linli_run_typing(struct buf *out, struct buf *msg, const char *typed, const char *const words[])
{
	int person, terminal;

	assert_int_equal(openpty(&person, &terminal, NULL, NULL, NULL), 0);
	assert_int_equal(write(person, typed, strlen(typed)), (ssize_t)strlen(typed));
	int code = run_with_input(out, msg, terminal, words);

	close(person);
	return code;
}
