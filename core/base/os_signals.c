/* Signals and bytes that come through descriptors, so that one poll() sees everything. */
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/os.h"

int
os_signals_open(const int *signals, sigset_t *before)
{
	sigset_t set;

	sigemptyset(&set);
	for (; *signals != 0; signals++)
		sigaddset(&set, *signals);
	if (sigprocmask(SIG_BLOCK, &set, before) != 0)
		return -1;
	int fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);

	if (fd < 0)
		sigprocmask(SIG_SETMASK, before, NULL);
	return fd;
}

int
os_signals_next(int fd)
{
	struct signalfd_siginfo info;

	return read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info) ? (int)info.ssi_signo : 0;
}

int
os_memory_file(const char *name)
{
	enum {
		CLOSE_ON_EXEC = 1
	}; /* MFD_CLOEXEC: the C library declares the call to GNU sources only */

	return (int)syscall(SYS_memfd_create, name, CLOSE_ON_EXEC);
}
