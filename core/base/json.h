/*
 * JSON of RFC 8259, strictly: one value, nothing behind it, no trailing commas, no comments, no key twice,
 * not nested beyond sixteen levels, at most a thousand keys in an object. What is read lives in an arena and is never changed.
 */
#ifndef LINLI_JSON_H
#define LINLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/err.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_kind kind;
	const char *key; /* within an object; otherwise "" */
	const char *
		text; /* of a string; a number as it was written; "true", "false", "null"; otherwise "" */
	const struct json *first, *next; /* what an array or object holds; the neighbour in it */
	size_t count;
};

/*
 * Parses text[0..len). U+0000 and lone surrogates in a string become U+FFFD, so that every text is a C string
 * of valid UTF-8. ERR_INPUT names the byte ("第 12 字节: ..."); ERR_LIMIT when it is nested too deep or has too many keys.
 */
bool json_parse(
	const struct json **out, const char *text, size_t len, struct arena *mem, struct err *err);

/* The member of that key; NULL when there is none or `object` is none. */
const struct json *json_get(const struct json *object, const char *key);

/* The member's text whatever scalar it is, "" when it is absent, null or no scalar. */
const char *json_text(const struct json *object, const char *key);

/* A whole number, also one in quotes; false when it is anything else. */
bool json_i64(const struct json *object, const char *key, int64_t *out);

/* Appends the string in quotes; bytes that are no UTF-8 become U+FFFD. */
void json_string(struct buf *out, const char *text);

/*
 * Writing, value by value, commas as needed. Keys are NULL within arrays and at the top.
 *     struct json_out o = {.buf = &b};
 *     json_open(&o, NULL, '{'); json_put_text(&o, "no", no); json_shut(&o, '}');
 */
struct json_out {
	struct buf *buf;
	bool comma;
};

void json_open(struct json_out *o, const char *key, char bracket);
void json_shut(struct json_out *o, char bracket);
void json_put_text(struct json_out *o, const char *key, const char *text);
void json_put_i64(struct json_out *o, const char *key, int64_t value);
/* Six decimals. */
void json_put_real(struct json_out *o, const char *key, double value);
void json_put_bool(struct json_out *o, const char *key, bool value);
void json_put_null(struct json_out *o, const char *key);

#endif
