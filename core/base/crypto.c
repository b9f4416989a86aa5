#include "core/base/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

_Static_assert(sizeof(struct mac) >= sizeof(crypto_generichash_state), "mac state");
_Static_assert(
	CRYPTO_KEY_BYTES == crypto_kdf_KEYBYTES && CRYPTO_KEY_BYTES == crypto_secretbox_KEYBYTES,
	"key size");

bool
crypto_init(void)
{
	return sodium_init() >= 0;
}

const char *
crypto_version(void)
{
	return sodium_version_string();
}

void
keys_derive(struct keys *k, const uint8_t master[CRYPTO_KEY_BYTES])
{
	crypto_kdf_derive_from_key(k->audit, sizeof(k->audit), 1, "audit   ", master);
	crypto_kdf_derive_from_key(k->phone, sizeof(k->phone), 2, "phone   ", master);
	crypto_kdf_derive_from_key(k->index, sizeof(k->index), 3, "index   ", master);
	crypto_kdf_derive_from_key(k->draft, sizeof(k->draft), 4, "draft   ", master);
	k->present = true;
}

void
keys_absent(struct keys *k)
{
	randombytes_buf(k, sizeof(*k));
	k->present = false;
}

void
keys_wipe(struct keys *k)
{
	sodium_memzero(k, sizeof(*k));
}

void
keys_mark(const struct keys *k, char out[KEYS_MARK_BYTES])
{
	struct mac m;
	uint8_t full[CRYPTO_MAC_BYTES];

	mac_begin(&m, k->audit, "linli-key-mark-1");
	mac_end(&m, full);
	sodium_bin2hex(out, KEYS_MARK_BYTES, full, (KEYS_MARK_BYTES - 1) / 2);
}

static crypto_generichash_state *
state_of(struct mac *m)
{
	return (crypto_generichash_state *)(void *)m->state;
}

enum { NUMBER_BYTES = 8 };

static void
put_number(uint8_t out[NUMBER_BYTES], uint64_t n)
{
	for (int i = 0; i < NUMBER_BYTES; i++)
		out[i] = (uint8_t)(n >> (8 * i));
}

void
mac_bytes(struct mac *m, const void *bytes, size_t len)
{
	uint8_t length[NUMBER_BYTES];

	put_number(length, len);
	crypto_generichash_update(state_of(m), length, sizeof(length));
	crypto_generichash_update(state_of(m), bytes, len);
}

void
mac_begin(struct mac *m, const uint8_t key[CRYPTO_KEY_BYTES], const char *purpose)
{
	crypto_generichash_init(state_of(m), key, CRYPTO_KEY_BYTES, CRYPTO_MAC_BYTES);
	mac_text(m, purpose);
}

/* Length and value at once: a line of history has seventeen of them. */
void
mac_i64(struct mac *m, int64_t value)
{
	uint8_t bytes[2 * NUMBER_BYTES];

	put_number(bytes, NUMBER_BYTES);
	put_number(bytes + NUMBER_BYTES, (uint64_t)value);
	crypto_generichash_update(state_of(m), bytes, sizeof(bytes));
}

void
mac_text(struct mac *m, const char *text)
{
	mac_bytes(m, text, strlen(text));
}

void
mac_end(struct mac *m, uint8_t out[CRYPTO_MAC_BYTES])
{
	crypto_generichash_final(state_of(m), out, CRYPTO_MAC_BYTES);
	sodium_memzero(m, sizeof(*m)); /* the state knows the key */
}

int64_t
crypto_hash63(const uint8_t key[CRYPTO_KEY_BYTES], const char *purpose, const char *text)
{
	struct mac m;
	uint8_t out[CRYPTO_MAC_BYTES];
	uint64_t n = 0;

	mac_begin(&m, key, purpose);
	mac_text(&m, text);
	mac_end(&m, out);
	for (int i = 0; i < 8; i++)
		n = n << 8 | out[i];
	n &= INT64_MAX;
	return n != 0 ? (int64_t)n : 1;
}

void
crypto_seal(struct buf *out, const uint8_t key[CRYPTO_KEY_BYTES], const char *text)
{
	size_t len = strlen(text);
	size_t box_len = len + crypto_secretbox_MACBYTES;
	uint8_t nonce[crypto_secretbox_NONCEBYTES];

	if (len == 0)
		return;
	randombytes_buf(nonce, sizeof(nonce));
	unsigned char *box = xmalloc(box_len);

	crypto_secretbox_easy(box, (const unsigned char *)text, len, nonce, key);
	buf_addch(out, CRYPTO_ALGO_1);
	buf_add(out, (const char *)nonce, sizeof(nonce));
	buf_add(out, (const char *)box, box_len);
	free(box);
}

bool
crypto_open(struct buf *out, const uint8_t key[CRYPTO_KEY_BYTES], const void *box, size_t len)
{
	const unsigned char *p = box;
	size_t head = 1 + crypto_secretbox_NONCEBYTES;

	if (len == 0)
		return true;
	if (len < head + crypto_secretbox_MACBYTES || p[0] != CRYPTO_ALGO_1)
		return false;
	size_t text_len = len - head - crypto_secretbox_MACBYTES;
	unsigned char *text = xmalloc(text_len + 1);
	bool ok = crypto_secretbox_open_easy(text, p + head, len - head, p + 1, key) == 0;

	if (ok)
		buf_add(out, (const char *)text, text_len);
	sodium_memzero(text, text_len);
	free(text);
	return ok;
}

static bool
hash_descriptor(int fd, crypto_hash_sha256_state *state)
{
	unsigned char chunk[65536];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n > 0)
			crypto_hash_sha256_update(state, chunk, (unsigned long long)n);
		else if (errno != EINTR)
			return false;
	}
	return true;
}

bool
crypto_sha256_file(const char *path, char out[CRYPTO_SHA256_TEXT], struct err *err)
{
	crypto_hash_sha256_state state;
	unsigned char digest[crypto_hash_sha256_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	crypto_hash_sha256_init(&state);
	bool ok = fd >= 0 && hash_descriptor(fd, &state);

	if (!ok)
		err_set(err, ERR_IO, "%s %s: %s", _("读不了"), path, strerror(errno));
	if (fd >= 0)
		close(fd);
	crypto_hash_sha256_final(&state, digest);
	sodium_bin2hex(out, CRYPTO_SHA256_TEXT, digest, sizeof(digest));
	return ok;
}
