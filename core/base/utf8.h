/*
 * UTF-8 as Unicode table 3-7 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef LINLI_UTF8_H
#define LINLI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX_BYTES = 4, UTF8_REPLACEMENT = 0xFFFD };

/*
 * Reads one character of the NUL-terminated string at *s and moves *s behind it. At the end returns 0
 * and does not move. A byte that begins no character yields U+FFFD and is skipped alone.
 */
uint32_t utf8_next(const char **s);

/* The same within [*s, end); a NUL byte is a character like any other. Returns 0 at the end too. */
uint32_t utf8_next_n(const char **s, const char *end);

/* Writes the character at out, without a NUL; returns 1 to 4. What is no character becomes U+FFFD. */
size_t utf8_put(char out[UTF8_MAX_BYTES], uint32_t cp);

/* Is all of text[0..len) valid UTF-8? If not and bad is not NULL, *bad is the offset of the first bad byte. */
bool utf8_valid(const char *text, size_t len, size_t *bad);

/* The largest character boundary <= at. text[0..at) must begin with a whole character. */
size_t utf8_floor(const char *text, size_t at);

/* The number of characters in a NUL-terminated string. */
size_t utf8_count(const char *text);

/*
 * A decoder for input that comes byte by byte. It never swallows a byte that could begin the next
 * character: get_wch() of the C library does, and freezes a session for up to 144 bytes.
 */
struct utf8_decoder {
	uint32_t cp;
	uint32_t min;
	int need;
	uint8_t low, high; /* bounds of the next continuation byte */
};

enum utf8_step { UTF8_MORE, UTF8_CHAR, UTF8_BAD, UTF8_BAD_AGAIN };

/*
 * Feeds one byte. UTF8_CHAR: *cp is complete. UTF8_BAD: the byte was invalid and is consumed.
 * UTF8_BAD_AGAIN: what came before was invalid; feed the same byte once more.
 */
enum utf8_step utf8_feed(struct utf8_decoder *d, uint8_t byte, uint32_t *cp);

#endif
