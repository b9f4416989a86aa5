/*
 * Masking by kind of field (PIPL art. 51; terminal-security 6.3), and finding what must not be published.
 */
#ifndef LINLI_MASK_H
#define LINLI_MASK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/buf.h"
#include "core/base/err.h"

/* 13812345678 -> 138****5678; a landline keeps area code and last two. */
void mask_phone(struct buf *out, const char *phone);

/* 王小明 -> 王*明, 王明 -> 王*; a single character and a Latin name keep the first character. */
void mask_name(struct buf *out, const char *name);

/* 3幢1204 -> 3幢****: the building stays, the room goes. */
void mask_room(struct buf *out, const char *room);

enum personal { PERSONAL_NONE, PERSONAL_PHONE, PERSONAL_ID, PERSONAL_ROOM };

/*
 * The first telephone number, identity number (GB 11643 check digit) or room of a dwelling in a text, also
 * when written with full-width digits, blanks or hyphens between. *at and *len in bytes.
 */
enum personal personal_find(const char *text, size_t *at, size_t *len);

/* Copies the text with all of them masked. */
void mask_text(struct buf *out, const char *text);

/* ERR_RULE, naming what was found, when a text that will be public holds personal data. */
bool mask_check_public(const char *text, struct err *err);

#endif
