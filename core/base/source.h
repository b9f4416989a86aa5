/*
 * Text files as the world writes them, read in constant memory: UTF-8 with and without a byte order mark,
 * GB18030 (what Excel and WPS call CSV), UTF-16 with a mark (Excel's "Unicode text"). What comes out is
 * always valid UTF-8 without NULs; bytes that are no character become U+FFFD and are counted.
 */
#ifndef LINLI_SOURCE_H
#define LINLI_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"

enum encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE
};

struct source;

/* Like read(2): fills at most room bytes; 0 at the end, -1 with errno. */
typedef ptrdiff_t (*source_read)(void *ctx, char *bytes, size_t room);

/* `name` is for messages and must live as long as the source. Ends with source_close(). */
struct source *source_new(source_read read, void *ctx, const char *name);

/* A file, or standard input for "-". NULL and err (IO) when it cannot be opened. */
struct source *source_open(const char *path, struct err *err);
void source_close(struct source *s);

/*
 * Appends the next piece of text (at most about 64 KiB) to out. *end becomes true when there is nothing
 * more, now or later. The encoding is found out at the first byte beyond ASCII, from it and what follows.
 * Errors: IO.
 */
bool source_more(struct source *s, struct buf *out, bool *end, struct err *err);

/*
 * The first byte of the file above the blank, without taking it: '{' or '[' is JSON. '\0' when its first
 * 64 KiB hold none. Only before the first source_more().
 */
bool source_peek(struct source *s, char *first, struct err *err);

/* What is known so far; UNKNOWN while everything was ASCII. */
enum encoding source_encoding(const struct source *s);

/* "GB18030" */
const char *encoding_name(enum encoding e);

/* Places where bytes were no character, so far. */
int64_t source_bad(const struct source *s);

/* Bytes of the file that have been read, and its size; the size of a pipe is -1. */
int64_t source_offset(const struct source *s);
int64_t source_size(const struct source *s);

#endif
