/*
 * Allocation that cannot fail from the caller's point of view. When memory is gone nothing useful can be
 * done in a console; what matters is that the terminal is given back and no half-written row is left
 * (SQLite rolls back by itself). The die hook does the first.
 */
#ifndef LINLI_ALLOC_H
#define LINLI_ALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);

/* Called once before the process ends with exit code 3. Set by the terminal layer; NULL removes it. */
void alloc_on_death(void (*hook)(void));

#endif
