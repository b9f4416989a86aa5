#include "core/serve/import_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/arena.h"
#include "core/base/csv.h"
#include "core/base/i18n.h"
#include "core/base/json.h"
#include "core/base/lines.h"
#include "core/base/text.h"

enum { COLUMNS_MOST = 256 };

struct import_reader {
	enum import_format format;
	struct source *source;
	struct csv *csv;
	struct lines *lines;
	struct arena names, load; /* columns; one row */
	const char *columns[COLUMNS_MOST];
	size_t column_count;
	const char *values[COLUMNS_MOST];
	struct buf defect;
};

/* Column names are printed on terminals. */
static void
add_column(struct import_reader *r, const char *name)
{
	struct buf clean;

	buf_init(&clean);
	text_clean(&clean, name, strlen(name), true);
	r->columns[r->column_count++] = arena_strdup(&r->names, clean.text);
	buf_release(&clean);
}

/* A column's position; a new one is added. -1 when there are too many. */
static int
column_of(struct import_reader *r, const char *name)
{
	for (size_t i = 0; i < r->column_count; i++)
		if (strcmp(r->columns[i], name) == 0)
			return (int)i;
	if (r->column_count == COLUMNS_MOST)
		return -1;
	add_column(r, name);
	return (int)r->column_count - 1;
}

/* A column may bear no name or the name of another one: it then is what it is by its place. */
static bool
read_header(struct import_reader *r, const char *path, struct err *err)
{
	struct csv_record record;
	bool found = false;

	if (!csv_next(r->csv, &record, &found, err))
		return false;
	if (!found || record.count == 0)
		return err_set(err, ERR_INPUT, _("%s 里没有数据: 第一行应是列名"), path);
	if (record.count > COLUMNS_MOST)
		return err_set(err, ERR_LIMIT, _("%s 有 %zu 列, 最多 %d 列"), path, record.count,
			COLUMNS_MOST);
	for (size_t i = 0; i < record.count; i++)
		add_column(r, record.fields[i].text);
	return true;
}

static enum import_format
guess_format(struct source *source, struct err *err)
{
	char first;

	return source_peek(source, &first, err) && first == '{' ? IMPORT_JSONL : IMPORT_CSV;
}

bool
import_open(
	struct import_reader **out, const char *path, enum import_format format, struct err *err)
{
	struct import_reader *r = xcalloc(1, sizeof(*r));

	*out = NULL;
	buf_init(&r->defect);
	r->source = source_open(path, err);
	bool ok = r->source != NULL;

	if (ok)
		r->format = format != IMPORT_ANY ? format : guess_format(r->source, err);
	ok = ok && err->code == ERR_NONE;
	if (ok && r->format == IMPORT_JSONL)
		r->lines = lines_new(r->source);
	if (ok && r->format == IMPORT_CSV) {
		r->csv = csv_new(r->source, '\0');
		ok = read_header(r, path, err);
	}
	if (!ok) {
		import_shut(r);
		return false;
	}
	*out = r;
	return true;
}

void
import_shut(struct import_reader *r)
{
	if (r == NULL)
		return;
	csv_free(r->csv);
	lines_free(r->lines);
	source_close(r->source);
	arena_release(&r->names);
	arena_release(&r->load);
	buf_release(&r->defect);
	free(r);
}

static bool
next_record(struct import_reader *r, struct import_row *row, bool *found, struct err *err)
{
	struct csv_record record;

	if (!csv_next(r->csv, &record, found, err) || !*found)
		return err->code == ERR_NONE;
	row->line = record.line;
	row->given = record.count < COLUMNS_MOST ? record.count : COLUMNS_MOST;
	for (size_t i = 0; i < row->given; i++) {
		const struct csv_field *f = &record.fields[i];

		r->values[i] = f->text + csv_unguard(f->text, f->len);
	}
	for (size_t i = row->given; i < r->column_count; i++)
		r->values[i] = "";
	if (record.defect != CSV_SOUND) {
		csv_explain(r->csv, &record, &r->defect);
		row->defect = r->defect.text;
	}
	return true;
}

static bool
is_scalar(const struct json *j)
{
	return j->kind == JSON_STRING || j->kind == JSON_NUMBER || j->kind == JSON_BOOL;
}

/* What a line holds; a mistake in it is the row's, not the file's. */
static void
take_object(struct import_reader *r, const struct line *line, struct import_row *row)
{
	struct err err = ERR_INIT;
	const struct json *j = NULL;

	for (size_t i = 0; i < r->column_count; i++)
		r->values[i] = "";
	if (line->too_long)
		buf_addf(&r->defect, _("这一行超过 %d KiB"), LINE_MOST / 1024);
	else if (!json_parse(&j, line->text, line->len, &r->load, &err))
		buf_addstr(&r->defect, err.text);
	else if (j->kind != JSON_OBJECT)
		buf_addstr(&r->defect, _("这一行不是一个 JSON 对象"));
	if (j == NULL || r->defect.len > 0) {
		row->defect = r->defect.text;
		return;
	}
	for (const struct json *m = j->first; m != NULL; m = m->next) {
		int column = column_of(r, m->key);

		if (column >= 0)
			r->values[column] = is_scalar(m) ? m->text : "";
	}
}

static bool
next_line(struct import_reader *r, struct import_row *row, bool *found, struct err *err)
{
	struct line line;

	arena_reset(&r->load);
	do {
		if (!lines_next(r->lines, &line, found, err) || !*found)
			return err->code == ERR_NONE;
	} while (!line.too_long && line.text[strspn(line.text, " \t")] == '\0');
	row->line = line.number;
	row->raw = line.text;
	take_object(r, &line, row);
	return true;
}

bool
import_next(struct import_reader *r, struct import_row *row, bool *found, struct err *err)
{
	buf_clear(&r->defect);
	*row = (struct import_row){.values = r->values};
	bool ok = r->format == IMPORT_CSV ? next_record(r, row, found, err)
					  : next_line(r, row, found, err);

	row->count = r->column_count;
	if (r->format == IMPORT_JSONL)
		row->given = row->count;
	return ok;
}

const char *const *
import_columns(const struct import_reader *r, size_t *count)
{
	*count = r->column_count;
	return r->columns;
}

enum import_format
import_format(const struct import_reader *r)
{
	return r->format;
}

const struct source *
import_source(const struct import_reader *r)
{
	return r->source;
}
