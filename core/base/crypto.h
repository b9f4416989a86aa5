/*
 * Keyed hashes and secret boxes; crypto.c is the only file that sees libsodium. Every stored value begins
 * with an algorithm byte, so that another set of algorithms can be added beside this one.
 */
#ifndef LINLI_CRYPTO_H
#define LINLI_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"

enum { CRYPTO_KEY_BYTES = 32, CRYPTO_MAC_BYTES = 32, CRYPTO_ALGO_1 = 1 };

/*
 * All keys of one database, derived from the 32 bytes of its key file. An archive that is read without its
 * key has `present` false and random keys: boxes do not open, hashes find nothing, and callers show the mask
 * they show anyway.
 */
struct keys {
	bool present;
	uint8_t audit[CRYPTO_KEY_BYTES]; /* chain of the audit log */
	uint8_t phone[CRYPTO_KEY_BYTES]; /* encryption of telephone numbers */
	uint8_t index[CRYPTO_KEY_BYTES]; /* keyed hashes that numbers are found by */
	uint8_t draft[CRYPTO_KEY_BYTES]; /* encryption of drafts */
};

/* Call once before anything else here; false when the library cannot start. */
bool crypto_init(void);

/* "1.0.18" */
const char *crypto_version(void);

void keys_derive(struct keys *k, const uint8_t master[CRYPTO_KEY_BYTES]);
void keys_absent(struct keys *k);
void keys_wipe(struct keys *k);

/* 32 hexadecimal digits by which a database knows its own key without holding it. */
enum { KEYS_MARK_BYTES = 33 };
void keys_mark(const struct keys *k, char out[KEYS_MARK_BYTES]);

/* BLAKE2b-256 over fields; each field is preceded by its length, so that fields cannot flow together. */
struct mac {
	_Alignas(64) unsigned char state[384];
};

void mac_begin(struct mac *m, const uint8_t key[CRYPTO_KEY_BYTES], const char *purpose);
void mac_i64(struct mac *m, int64_t value);
void mac_text(struct mac *m, const char *text);
void mac_bytes(struct mac *m, const void *bytes, size_t len);
void mac_end(struct mac *m, uint8_t out[CRYPTO_MAC_BYTES]);

/* A keyed hash of 63 bits, never 0: for finding a value without storing it. */
int64_t crypto_hash63(const uint8_t key[CRYPTO_KEY_BYTES], const char *purpose, const char *text);

/* Appends algorithm byte, nonce and box. An empty text stays empty. */
void crypto_seal(struct buf *out, const uint8_t key[CRYPTO_KEY_BYTES], const char *text);

/* Appends the text; false when the box is not whole or the key is another one. */
bool crypto_open(struct buf *out, const uint8_t key[CRYPTO_KEY_BYTES], const void *box, size_t len);

/*
 * SHA-256 of a finished file as 64 hexadecimal digits: what sha256sum prints, so that a copy can be checked
 * where linli is not. Never on a database that is open (see os.h).
 */
enum { CRYPTO_SHA256_TEXT = 65 };
bool crypto_sha256_file(const char *path, char out[CRYPTO_SHA256_TEXT], struct err *err);

#endif
