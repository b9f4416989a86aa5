/* What belongs to the process: its environment, memory, terminal, luck. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/os.h"

void
os_harden(void)
{
	struct rlimit none = {0, 0};
	int fd;

	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	do {
		fd = open("/dev/null", O_RDWR);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

bool
os_reader_gone(int fd)
{
	struct pollfd ask = {.fd = fd, .events = POLLOUT};

	return poll(&ask, 1, 0) == 1 && (ask.revents & POLLERR) != 0;
}

static volatile sig_atomic_t stop_asked;

static void
note_stop(int sig)
{
	(void)sig;
	stop_asked = 1;
}

void
os_note_stops(void)
{
	struct sigaction noted = {.sa_handler = note_stop};

	sigaction(SIGINT, &noted, NULL);
	sigaction(SIGTERM, &noted, NULL);
	sigaction(SIGHUP, &noted, NULL);
}

bool
os_stop_asked(void)
{
	return stop_asked != 0;
}

static bool
is_named(const char *entry, const char *const *names, const char *prefix)
{
	size_t len = strcspn(entry, "=");

	if (strncmp(entry, prefix, strlen(prefix)) == 0)
		return true;
	for (; *names != NULL; names++)
		if (strlen(*names) == len && memcmp(*names, entry, len) == 0)
			return true;
	return false;
}

void
os_reduce_environment(const char *const *names, const char *prefix)
{
	size_t count = 0;

	for (char **e = environ; e != NULL && *e != NULL; e++)
		count += is_named(*e, names, prefix);
	char **kept = xcalloc(count + 1, sizeof(*kept));

	count = 0;
	for (char **e = environ; e != NULL && *e != NULL; e++)
		if (is_named(*e, names, prefix))
			kept[count++] = xstrdup(*e);
	clearenv();
	for (size_t i = 0; i < count; i++) {
		char *equals = strchr(kept[i], '=');

		if (equals != NULL) {
			*equals = '\0';
			setenv(kept[i], equals + 1, 1);
		}
		free(kept[i]);
	}
	free(kept);
}

bool
os_terminal_size(int fd, int *rows, int *cols)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		return false;
	*rows = size.ws_row;
	*cols = size.ws_col;
	return true;
}

bool
os_program_dir(struct buf *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	if (n <= 0 || (size_t)n == sizeof(path))
		return false;
	while (n > 1 && path[n - 1] != '/')
		n--;
	buf_add(out, path, (size_t)n - (n > 1));
	return true;
}

int64_t
os_private_kib(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "re");
	char line[256];
	int64_t kib = 0;

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL) {
		const char *colon = strchr(line, ':');

		if (strncmp(line, "Private_", 8) == 0 && colon != NULL)
			kib += strtol(colon + 1, NULL, 10);
	}
	fclose(f);
	return kib;
}

void
os_random(void *bytes, size_t len)
{
	unsigned char *p = bytes;

	while (len > 0) {
		ssize_t n = getrandom(p, len, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			abort();
		p += n;
		len -= (size_t)n;
	}
}

void
os_wipe(void *bytes, size_t len)
{
	explicit_bzero(bytes, len);
}
