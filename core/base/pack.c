#include "core/base/pack.h"

#include <stdlib.h>
#include <string.h>

void
pack_i64(struct buf *out, int64_t value)
{
	buf_addf(out, "%lld,", (long long)value);
}

void
pack_text(struct buf *out, const char *text)
{
	buf_addf(out, "%zu:%s,", strlen(text), text);
}

int64_t
unpack_i64(struct unpack *u)
{
	char *end;
	long long value = u->bad ? 0 : strtoll(u->at, &end, 10);

	if (u->bad || end == u->at || *end != ',') {
		u->bad = true;
		return 0;
	}
	u->at = end + 1;
	return value;
}

const char *
unpack_text(struct unpack *u, struct arena *mem)
{
	char *end;
	unsigned long long len = u->bad ? 0 : strtoull(u->at, &end, 10);

	if (u->bad || end == u->at || *end != ':' || strlen(end + 1) <= len ||
		end[1 + len] != ',') {
		u->bad = true;
		return "";
	}
	const char *text = arena_strndup(mem, end + 1, len);

	u->at = end + len + 2;
	return text;
}

bool
unpack_done(const struct unpack *u)
{
	return !u->bad && *u->at == '\0';
}
