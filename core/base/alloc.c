#include "core/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*death_hook)(void);

void
alloc_on_death(void (*hook)(void))
{
	death_hook = hook;
}

static void
die(void)
{
	if (death_hook != NULL)
		death_hook();
	fputs("linli: 内存不足, 已保存的内容不受影响 / out of memory, what was saved is safe\n",
		stderr);
	exit(3);
}

void *
xmalloc(size_t size)
{
	void *p = malloc(size != 0 ? size : 1);

	if (p == NULL)
		die();
	return p;
}

void *
xcalloc(size_t count, size_t size)
{
	void *p = calloc(count != 0 ? count : 1, size != 0 ? size : 1);

	if (p == NULL)
		die();
	return p;
}

void *
xrealloc(void *old, size_t size)
{
	void *p = realloc(old, size != 0 ? size : 1);

	if (p == NULL)
		die();
	return p;
}

char *
xstrdup(const char *text)
{
	size_t n = strlen(text) + 1;

	return memcpy(xmalloc(n), text, n);
}
