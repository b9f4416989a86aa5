/* kill -9 before each write of an act, in the program itself: what was shown as done is done, and all is whole. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/console.h"
#include "tests/lib/test.h"

enum { MANY_WRITES = 500 }; /* more than one act takes */

static bool
is_done(struct pty *p)
{
	return pty_find(p, "   u 撤销 (30秒)", NULL, NULL);
}

static bool
drained(struct pty *p, void *arg)
{
	(void)p, (void)arg;
	return true;
}

static bool
shows_done(struct pty *p, void *arg)
{
	(void)arg;
	return is_done(p);
}

static bool
is_writing(uint64_t call)
{
	return call == SYS_write || call == SYS_pwrite64 || call == SYS_ftruncate ||
		call == SYS_fsync || call == SYS_fdatasync;
}

static bool
is_waiting(uint64_t call)
{
#ifdef SYS_poll
	if (call == SYS_poll)
		return true;
#endif
	return call == SYS_ppoll;
}

/* Lets the program, which is being traced, go on until it enters a call of the system; false: it has ended. */
static bool
next_call(pid_t pid, uint64_t *call)
{
	for (int deliver = 0;;) {
		struct __ptrace_syscall_info info;
		int status;

		if (ptrace(PTRACE_SYSCALL, pid, 0, deliver) != 0 ||
			waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status))
			return false;
		deliver = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
		if (WSTOPSIG(status) != (SIGTRAP | 0x80))
			continue;
		deliver = 0;
		if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) > 0 &&
			info.op == PTRACE_SYSCALL_INFO_ENTRY) {
			*call = info.entry.nr;
			return true;
		}
	}
}

/*
 * Presses the key and kills the program before its n-th write since, or when it waits again with the act shown as
 * done. Where tracing is not allowed it is killed at once, or when it is done.
 */
static void
kill_before(struct pty *p, const char *key, int n)
{
	uint64_t call;
	int status, writes = 0;
	bool traced = ptrace(PTRACE_SEIZE, p->pid, 0, PTRACE_O_TRACESYSGOOD) == 0 &&
		ptrace(PTRACE_INTERRUPT, p->pid, 0, 0) == 0 &&
		waitpid(p->pid, &status, __WALL) == p->pid;

	pty_keys(p, key);
	while (traced && writes < n && next_call(p->pid, &call)) {
		writes += is_writing(call);
		if (is_waiting(call) && pty_wait(p, drained, NULL) && is_done(p))
			break;
	}
	if (!traced && n >= MANY_WRITES)
		pty_wait(p, shows_done, NULL);
	kill(p->pid, SIGKILL);
	assert_int_equal(pty_exit_code(p), 128 + SIGKILL);
}

/*
 * Killed before the first, second, .. write of an act until rounds pass in which the act was shown as done
 * first: what was shown is in the database, what is there is whole, and work goes on where it was.
 */
static void
killed_while_triaging(void **state)
{
	const char *folder, *path = console_city("kill", &folder);
	int shown = 0, rounds = 0;

	(void)state;
	for (int n = 1; shown < 2 && n < 2 * MANY_WRITES; n += 1 + n / 4, rounds++) {
		struct pty *p = console_start(&(struct console_config){.db = path});
		struct arena mem = ARENA_INIT;
		char no[24];

		console_keys(p, "F8");
		const char *at = strstr(console_row(p, 2), "─ ") + strlen("─ ");

		snprintf(no, sizeof(no), "%.*s", (int)strcspn(at, " "), at);
		console_keys(p, "f <这一件当面说明过了>");
		kill_before(p, "F2", n);
		bool acknowledged = is_done(p);

		pty_close(p);
		console_check(path);
		const char *events = console_events(console_show(path, no, &mem), &mem);
		const char *done = strstr(events, "solve");

		if (acknowledged && done == NULL)
			fail_msg("%s was shown as done after %d writes: %s", no, n, events);
		shown += acknowledged;
		arena_release(&mem);
	}
	print_message("killed %d times\n", rounds);
	assert_true(shown > 0 && rounds > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(killed_while_triaging)};

	console_now("2026-06-09T14:32:05+08:00");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
