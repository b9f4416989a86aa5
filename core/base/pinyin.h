/*
 * Finding Chinese names by their pinyin: "tcc" and "tingchechang" both find 停车场, key by key. Nothing is
 * expanded: every hanzi knows all its readings (重 zhong, chong) and each key typed is tried against
 * them. The readings are those of the Unicode Han Database, without tones, u with two dots written v.
 */
#ifndef LINLI_PINYIN_H
#define LINLI_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"

enum { PINYIN_READINGS = 4, PINYIN_TYPED_MAX = 63 };

/* The readings of a hanzi, the usual one first; returns how many, 0 when it has none. They are static. */
size_t pinyin_readings(uint32_t cp, const char *out[PINYIN_READINGS]);

/* What was typed, prepared for many names. */
struct pinyin_query {
	uint32_t cp[PINYIN_TYPED_MAX];
	size_t len;
};

/*
 * Capitals, full-width letters, blanks and apostrophes do not matter; hanzi stand for themselves. False
 * when nothing is left or it is longer than anybody types.
 */
bool pinyin_query_init(struct pinyin_query *q, const char *typed);

enum pinyin_where { PINYIN_START, PINYIN_ANYWHERE };

/* Bytes [from, to) of the name that were found. */
struct pinyin_hit {
	size_t from, to;
};

/*
 * Does the name, or with PINYIN_ANYWHERE any part of it, begin with what was typed? Each hanzi takes the
 * first letter of one of its readings, or zh ch sh, or a whole reading; the last one any beginning of
 * one. Letters and digits of the name take themselves; its blanks and punctuation are passed over. A hanzi
 * without a known reading takes any letter. hit may be NULL.
 */
bool pinyin_find(const struct pinyin_query *q, const char *name, enum pinyin_where where,
	struct pinyin_hit *hit);

/*
 * The text of the columns `py`, appended: the first letter of each hanzi's usual reading, Latin letters
 * and digits as they are in small letters, '?' for a hanzi without reading, everything else left out.
 * Where hanzi have readings with different first letters, '|' and the same again follow, with those
 * letters in parentheses, the usual one first: 街巷长 is "jxz|j(xh)(zc)".
 *
 * So an index on py serves `py >= typed AND py < typed || '{'` for the usual readings at once, and
 * pinyin_key_find() decides on the column alone, all readings considered.
 */
void pinyin_key(struct buf *out, const char *name);

/* As pinyin_find(), by initials only, on the text of pinyin_key(). */
bool pinyin_key_find(const struct pinyin_query *q, const char *key, enum pinyin_where where);

#endif
