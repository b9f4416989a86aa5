#include "core/serve/demo_table.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/text.h"

enum { FILE_BYTES = 1 << 20 };

static char *
trim(char *text)
{
	text += strspn(text, " \t");
	size_t n = strlen(text);

	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		text[--n] = '\0';
	return text;
}

static bool
split(const struct table *t, struct table_row *row, char *line, int fields, struct err *err)
{
	int n = 0;

	for (char *next; line != NULL; line = next) {
		next = strchr(line, '|');
		if (next != NULL)
			*next++ = '\0';
		if (n == fields)
			break;
		row->field[n++] = trim(line);
	}
	if (n == fields && line == NULL)
		return true;
	return err_set(err, ERR_INPUT, _("%s:%d: 这一行要有 %d 项"), t->file, row->line, fields);
}

bool
table_read(struct table *out, const char *dir, const char *name, int fields, struct arena *mem,
	struct err *err)
{
	struct buf text;
	size_t lines = 1;

	buf_init(&text);
	*out = (struct table){.file = arena_printf(mem, "%s/%s.txt", dir, name)};
	bool ok = os_read_file(out->file, FILE_BYTES, &text, err);
	char *at = arena_strdup(mem, ok ? text.text : "");

	buf_release(&text);
	for (const char *p = at; *p != '\0'; p++)
		lines += *p == '\n';
	out->rows = arena_array(mem, lines, sizeof(*out->rows));
	for (int line = 1; ok && at != NULL && *at != '\0'; line++) {
		char *next = strchr(at, '\n');

		if (next != NULL)
			*next++ = '\0';
		if (*trim(at) != '\0' && *at != '#') {
			out->rows[out->count].line = line;
			ok = split(out, &out->rows[out->count++], at, fields, err);
		}
		at = next;
	}
	return ok;
}

bool
table_number(
	const struct table *t, const struct table_row *row, int field, int *out, struct err *err)
{
	int64_t value = 0;

	if (!text_to_i64(row->field[field], &value) || value < INT32_MIN || value > INT32_MAX)
		return err_set(err, ERR_INPUT, _("%s:%d: 「%s」不是整数"), t->file, row->line,
			row->field[field]);
	*out = (int)value;
	return true;
}
