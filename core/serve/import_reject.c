#include "core/serve/import_reject.h"

#include <errno.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/i18n.h"
#include "core/base/os.h"

enum { FILES_MOST = 999 };

void
import_reject_init(struct import_reject *r, const char *input)
{
	*r = (struct import_reject){.input = strcmp(input, "-") == 0 ? "stdin" : input};
	buf_init(&r->path);
	buf_init(&r->line);
}

void
import_reject_release(struct import_reject *r)
{
	if (r->file != NULL)
		fclose(r->file);
	buf_release(&r->path);
	buf_release(&r->line);
}

static bool
fail(struct import_reject *r, struct err *err)
{
	return err_set(err, ERR_IO, _("写不了 %s: %s"), r->path.text, strerror(errno));
}

/* The first name that is free. */
static bool
open_file(struct import_reject *r, struct err *err)
{
	for (int n = 1; n <= FILES_MOST && r->file == NULL; n++) {
		buf_clear(&r->path);
		buf_addf(&r->path, n == 1 ? "%s.rejected.csv" : "%s.rejected.%d.csv", r->input, n);
		r->file = os_create(r->path.text);
		if (r->file == NULL && errno != EEXIST)
			break;
	}
	return r->file != NULL || fail(r, err);
}

static bool
write_line(struct import_reject *r, struct err *err)
{
	csv_put_end(&r->line);
	return fwrite(r->line.text, 1, r->line.len, r->file) == r->line.len || fail(r, err);
}

static bool
write_header(struct import_reject *r, const struct import_reader *reader, struct err *err)
{
	size_t count;
	const char *const *columns = import_columns(reader, &count);

	buf_clear(&r->line);
	csv_put_bom(&r->line);
	csv_put(&r->line, _("未导入原因"), true);
	csv_put(&r->line, _("行号"), false);
	if (import_format(reader) == IMPORT_JSONL)
		csv_put(&r->line, _("原文"), false);
	else
		for (size_t i = 0; i < count; i++)
			csv_put(&r->line, columns[i], false);
	return write_line(r, err);
}

bool
import_reject_add(struct import_reject *r, const struct import_reader *reader,
	const struct import_row *row, const char *why, struct err *err)
{
	if (r->file == NULL && (!open_file(r, err) || !write_header(r, reader, err)))
		return false;
	buf_clear(&r->line);
	csv_put(&r->line, why, true);
	csv_put_i64(&r->line, row->line, false);
	if (row->raw != NULL)
		csv_put(&r->line, row->raw, false);
	else
		for (size_t i = 0; i < row->given; i++)
			csv_put(&r->line, row->values[i], false);
	return write_line(r, err);
}

bool
import_reject_flush(struct import_reject *r, struct err *err)
{
	return r->file == NULL || fflush(r->file) == 0 || fail(r, err);
}
