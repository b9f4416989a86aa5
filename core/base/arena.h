/*
 * Memory by lifetime. There are four: the process, a screen (freed when it is left), a load (reset when
 * the screen reads anew) and scratch (reset after each event). Nothing in an arena is freed alone.
 */
#ifndef LINLI_ARENA_H
#define LINLI_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used;                /* bytes handed out since the last reset */
};

/* clang-format off */
#define ARENA_INIT {NULL, 0}
/* clang-format on */

/* Zeroed, aligned for any type; lives until arena_reset() or arena_release(). */
void *arena_alloc(struct arena *a, size_t size);

/* Room for `count` objects of `size` bytes; a product that overflows ends the program. */
void *arena_array(struct arena *a, size_t count, size_t size);

char *arena_strdup(struct arena *a, const char *text);
char *arena_strndup(struct arena *a, const char *text, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* Forgets all objects; keeps one block for the next round. */
void arena_reset(struct arena *a);

/* `to` takes over all that `from` holds; `from` is empty afterwards. */
void arena_join(struct arena *to, struct arena *from);

/* Gives everything back to the system. The arena may be used again. */
void arena_release(struct arena *a);

#endif
