/*
 * A text that grows. Always NUL-terminated, so that buf->text may be passed on as it is.
 */
#ifndef LINLI_BUF_H
#define LINLI_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *text; /* never NULL: points at a shared empty string until the first byte */
	size_t len;
	size_t cap;
};

void buf_init(struct buf *b);
void buf_release(struct buf *b);

/* Empties it and keeps the memory. */
void buf_clear(struct buf *b);

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_addstr(struct buf *b, const char *text);
void buf_addch(struct buf *b, char byte);
void buf_addcp(struct buf *b, uint32_t cp);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

/* Puts len bytes in front of offset at (0..b->len). */
void buf_insert(struct buf *b, size_t at, const char *bytes, size_t len);

/* Takes len bytes out at offset at. */
void buf_remove(struct buf *b, size_t at, size_t len);

/* Cuts it to len bytes (no effect when it is shorter). */
void buf_cut(struct buf *b, size_t len);

#endif
