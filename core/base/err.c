#include "core/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf8.h"

#undef err_set /* see the header */

static void
cut_at_character(char *text, size_t size)
{
	size_t len = strlen(text);

	if (len + 1 == size)
		text[utf8_floor(text, len)] = '\0';
}

bool
err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (err->code != ERR_NONE)
		return false;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	cut_at_character(err->text, sizeof(err->text));
	return false;
}

bool
err_at(struct err *err, const char *fmt, ...)
{
	char where[ERR_TEXT_BYTES], cause[ERR_TEXT_BYTES];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(where, sizeof(where), fmt, ap);
	va_end(ap);
	memcpy(cause, err->text, sizeof(cause));
	snprintf(err->text, sizeof(err->text), "%s: %s", where, cause);
	cut_at_character(err->text, sizeof(err->text));
	return false;
}

void
err_clear(struct err *err)
{
	err->code = ERR_NONE;
	err->text[0] = '\0';
}

int
err_exit_code(const struct err *err)
{
	switch (err->code) {
	case ERR_NONE:
		return 0;
	case ERR_RULE:
	case ERR_CONFLICT:
		return 1;
	case ERR_INPUT:
	case ERR_LIMIT:
		return 2;
	case ERR_BUSY:
	case ERR_IO:
	case ERR_CORRUPT:
	case ERR_BUG:
		break;
	}
	return 3;
}
