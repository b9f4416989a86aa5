#include "tui/term/rescue.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"

static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

enum { DEADLY = sizeof(deadly) / sizeof(deadly[0]) };

/* A handler can reach nothing but this: the terminal belongs to the process. */
static struct {
	bool armed;
	int fd;
	char farewell[512];
	size_t len;
	struct termios modes;
	struct sigaction before[DEADLY];
} rescue;

static void
give_back(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = false;
	tcsetattr(STDIN_FILENO, TCSANOW, &rescue.modes);
	if (write(rescue.fd, rescue.farewell, rescue.len) < 0)
		return; /* the line is dead or full: nothing more can be done */
}

/* Whoever handled the signal before gets it next: on return the faulting instruction runs again. */
static void
on_fault(int sig)
{
	give_back();
	for (int i = 0; i < DEADLY; i++)
		if (deadly[i] == sig)
			sigaction(sig, &rescue.before[i], NULL);
	raise(sig);
}

void
rescue_arm(int fd, const char *farewell, size_t len, const struct termios *modes)
{
	struct sigaction fault = {.sa_handler = on_fault};

	rescue.len = len < sizeof(rescue.farewell) ? len : sizeof(rescue.farewell);
	memcpy(rescue.farewell, farewell, rescue.len);
	rescue.fd = fd;
	rescue.modes = *modes;
	for (int i = 0; i < DEADLY; i++)
		sigaction(deadly[i], &fault, &rescue.before[i]);
	rescue.armed = true;
	alloc_on_death(give_back);
}

void
rescue_disarm(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = false;
	alloc_on_death(NULL);
	for (int i = 0; i < DEADLY; i++)
		sigaction(deadly[i], &rescue.before[i], NULL);
}
