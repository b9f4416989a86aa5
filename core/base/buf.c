#include "core/base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/utf8.h"

static char empty[1];

void
buf_init(struct buf *b)
{
	b->text = empty;
	b->len = b->cap = 0;
}

void
buf_release(struct buf *b)
{
	if (b->cap != 0)
		free(b->text);
	buf_init(b);
}

static void
grow(struct buf *b, size_t more)
{
	if (b->text == NULL) /* a zeroed struct is as good as an initialised one */
		buf_init(b);
	if (b->cap - b->len > more)
		return;
	size_t want = b->cap < 16 ? 32 : 2 * b->cap;

	if (want <= b->len + more)
		want = b->len + more + 1;
	b->text = xrealloc(b->cap != 0 ? b->text : NULL, want);
	b->cap = want;
	b->text[b->len] = '\0';
}

void
buf_clear(struct buf *b)
{
	buf_cut(b, 0);
}

void
buf_add(struct buf *b, const char *bytes, size_t len)
{
	if (b->cap - b->len <= len)
		grow(b, len);
	memcpy(b->text + b->len, bytes, len);
	b->len += len;
	b->text[b->len] = '\0';
}

void
buf_addstr(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_addch(struct buf *b, char byte)
{
	buf_add(b, &byte, 1);
}

void
buf_addcp(struct buf *b, uint32_t cp)
{
	char bytes[UTF8_MAX_BYTES];

	buf_add(b, bytes, utf8_put(bytes, cp));
}

void
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);

	assert(n >= 0);
	grow(b, (size_t)n);
	vsnprintf(b->text + b->len, (size_t)n + 1, fmt, again);
	va_end(again);
	b->len += (size_t)n;
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

void
buf_insert(struct buf *b, size_t at, const char *bytes, size_t len)
{
	assert(at <= b->len);
	grow(b, len);
	memmove(b->text + at + len, b->text + at, b->len - at + 1);
	memcpy(b->text + at, bytes, len);
	b->len += len;
}

void
buf_remove(struct buf *b, size_t at, size_t len)
{
	assert(at <= b->len && len <= b->len - at);
	if (len == 0)
		return;
	memmove(b->text + at, b->text + at + len, b->len - at - len + 1);
	b->len -= len;
}

void
buf_cut(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->text[len] = '\0';
	}
}
