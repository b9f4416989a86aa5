#include "core/domain/phone.h"

#include <string.h>

#include "core/base/crypto.h"
#include "core/base/mask.h"
#include "core/db/store.h"

static const char *
open_box(const struct session *s, struct stmt *st, struct arena *mem, bool masked)
{
	size_t len;
	const void *box = col_blob(st, &len);
	struct buf plain, shown;
	const char *phone = "";

	buf_init(&plain);
	buf_init(&shown);
	if (crypto_open(&plain, store_keys(s->store)->phone, box, len)) {
		if (masked)
			mask_phone(&shown, plain.text);
		phone = arena_strdup(mem, masked ? shown.text : plain.text);
	}
	memset(plain.text, 0, plain.len);
	buf_release(&plain);
	buf_release(&shown);
	return phone;
}

const char *
phone_open(const struct session *s, struct stmt *st, struct arena *mem)
{
	return open_box(s, st, mem, false);
}

const char *
phone_open_masked(const struct session *s, struct stmt *st, struct arena *mem)
{
	return open_box(s, st, mem, true);
}
