/* Any bytes as JSON: refused, or read into what, written again, reads the same. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/utf8.h"

static void
put(struct json_out *o, const char *key, const struct json *j)
{
	bool object = j->kind == JSON_OBJECT;

	assert(utf8_valid(j->text, strlen(j->text), NULL));
	switch (j->kind) {
	case JSON_NULL:
		json_put_null(o, key);
		break;
	case JSON_BOOL:
		json_put_bool(o, key, strcmp(j->text, "true") == 0);
		break;
	case JSON_NUMBER:
		json_put_null(o, key);
		buf_cut(o->buf, o->buf->len - strlen("null"));
		buf_addstr(o->buf, j->text);
		break;
	case JSON_STRING:
		json_put_text(o, key, j->text);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		json_open(o, key, object ? '{' : '[');
		for (const struct json *m = j->first; m != NULL; m = m->next) {
			assert(!object || json_get(j, m->key) == m);
			put(o, object ? m->key : NULL, m);
		}
		json_shut(o, object ? '}' : ']');
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	const struct json *first, *second;
	struct buf one, two;

	buf_init(&one);
	buf_init(&two);
	if (json_parse(&first, (const char *)bytes, len, &mem, &err)) {
		struct json_out o1 = {.buf = &one}, o2 = {.buf = &two};

		put(&o1, NULL, first);
		assert(json_parse(&second, one.text, one.len, &mem, &err));
		put(&o2, NULL, second);
		assert(strcmp(one.text, two.text) == 0);
	} else {
		assert((err.code == ERR_INPUT || err.code == ERR_LIMIT) && err.text[0] != '\0');
	}
	buf_release(&one);
	buf_release(&two);
	arena_release(&mem);
	return 0;
}
