/* Keyed hashes and boxes: what must differ differs, what was touched does not open. */
#include <string.h>

#include "core/base/crypto.h"
#include "core/base/os.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static const uint8_t master[CRYPTO_KEY_BYTES] = "0123456789abcdef0123456789abcdef";

static int
start(void **state)
{
	(void)state;
	return crypto_init() ? 0 : 1;
}

static void
keys_of_one_file(void **state)
{
	struct keys a, b, none;
	char x[KEYS_MARK_BYTES], y[KEYS_MARK_BYTES];
	uint8_t other[CRYPTO_KEY_BYTES];

	(void)state;
	memcpy(other, master, sizeof(other));
	other[31] ^= 1;
	keys_derive(&a, master);
	keys_derive(&b, master);
	assert_memory_equal(a.audit, b.audit, CRYPTO_KEY_BYTES);
	assert_memory_not_equal(a.audit, a.phone, CRYPTO_KEY_BYTES);
	assert_memory_not_equal(a.phone, a.index, CRYPTO_KEY_BYTES);
	assert_memory_not_equal(a.index, a.draft, CRYPTO_KEY_BYTES);
	keys_mark(&a, x);
	keys_mark(&b, y);
	assert_string_equal(x, y);
	assert_int_equal(strlen(x), KEYS_MARK_BYTES - 1);
	keys_derive(&b, other);
	keys_mark(&b, y);
	assert_string_not_equal(x, y);
	keys_absent(&none);
	assert_false(none.present);
	assert_true(a.present);
	keys_wipe(&a);
	for (size_t i = 0; i < sizeof(a.audit); i++)
		assert_int_equal(a.audit[i], 0);
}

static void
fields_do_not_flow_together(void **state)
{
	static const char *const pairs[][2] = {{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}};
	uint8_t macs[4][CRYPTO_MAC_BYTES];

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct mac m;

		mac_begin(&m, master, "test");
		mac_text(&m, pairs[i][0]);
		mac_text(&m, pairs[i][1]);
		mac_end(&m, macs[i]);
		for (int j = 0; j < i; j++)
			assert_memory_not_equal(macs[i], macs[j], CRYPTO_MAC_BYTES);
	}
	assert_int_not_equal(crypto_hash63(master, "a", "13800138000"),
		crypto_hash63(master, "b", "13800138000"));
	assert_int_equal(crypto_hash63(master, "a", "1"), crypto_hash63(master, "a", "1"));
	assert_true(crypto_hash63(master, "a", "") > 0);
}

static void
boxes(void **state)
{
	const char *text = "13800138000";
	uint8_t other[CRYPTO_KEY_BYTES] = {0};
	struct buf box, again, out;

	(void)state;
	buf_init(&box);
	buf_init(&again);
	buf_init(&out);
	crypto_seal(&box, master, text);
	crypto_seal(&again, master, text);
	assert_int_equal(box.text[0], CRYPTO_ALGO_1);
	assert_true(box.len == again.len && memcmp(box.text, again.text, box.len) != 0);
	assert_true(crypto_open(&out, master, box.text, box.len));
	assert_string_equal(out.text, text);
	buf_clear(&out);
	assert_false(crypto_open(&out, other, box.text, box.len));
	for (size_t i = 0; i < box.len; i++) { /* any byte, any length */
		box.text[i] = (char)(box.text[i] ^ 4);
		assert_false(crypto_open(&out, master, box.text, box.len));
		box.text[i] = (char)(box.text[i] ^ 4);
		if (i > 0)
			assert_false(crypto_open(&out, master, box.text, i));
	}
	assert_int_equal(out.len, 0);
	buf_clear(&box);
	crypto_seal(&box, master, "");
	assert_int_equal(box.len, 0);
	assert_true(crypto_open(&out, master, box.text, 0));
	buf_release(&box);
	buf_release(&again);
	buf_release(&out);
}

/* The known sums of "abc" and of nothing. */
static void
sums_of_files(void **state)
{
	const char *dir = fixture_folder("sums");
	const char *abc = fixture_in(dir, "abc"), *nothing = fixture_in(dir, "nothing");
	char sum[CRYPTO_SHA256_TEXT];
	struct err err = ERR_INIT;

	(void)state;
	fixture_patch(abc, 0, "abc", 3);
	fixture_patch(nothing, 0, "", 0);
	assert_ok(crypto_sha256_file(abc, sum, &err), &err);
	assert_string_equal(
		sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_ok(crypto_sha256_file(nothing, sum, &err), &err);
	assert_string_equal(
		sum, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_err(crypto_sha256_file(fixture_in(dir, "none"), sum, &err), &err, ERR_IO);
	assert_err(crypto_sha256_file(dir, sum, &err), &err, ERR_IO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_one_file),
		cmocka_unit_test(fields_do_not_flow_together),
		cmocka_unit_test(boxes),
		cmocka_unit_test(sums_of_files),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
