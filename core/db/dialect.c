#include "core/db/dialect.h"

#include <assert.h>
#include <string.h>

void
dialect_translate(struct buf *out, const char *sql)
{
	const char *hint;

	while ((hint = strstr(sql, "/*+ ")) != NULL) {
		const char *end = strstr(hint, " */");

		assert(end != NULL);
		buf_add(out, sql, (size_t)(hint - sql));
		buf_addstr(out, "INDEXED BY ");
		buf_add(out, hint + 4, (size_t)(end - hint - 4));
		sql = end + 3;
	}
	buf_addstr(out, sql);
}

bool
dialect_is_control(const char *sql)
{
	static const char *const words[] = {
		"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "ANALYZE", "VACUUM", "EXPLAIN"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}
