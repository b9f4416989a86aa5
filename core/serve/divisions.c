#include "core/serve/divisions.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/i18n.h"
#include "core/base/text.h"

enum { FILES_MOST = 16, CODE_DIGITS = 12 };

enum column { COL_CODE, COL_NAME, COL_LEVEL, COL_PARENT, COL_SHORT, COL_COUNT };

static const char *const column_names[COL_COUNT] = {
	"code", "name", "level", "parent_code", "short"};

/* All rows so far, in a list that grows. */
struct reading {
	struct arena *mem;
	struct division *items;
	size_t count, room;
	const char *file;
	int at[COL_COUNT]; /* position of the column in this file; -1 absent */
};

const char *
division_brief(enum area_level level, const char *name, struct arena *mem)
{
	static const char *const tails[][8] = {
		[AREA_CITY] = {"市"},
		[AREA_COUNTY] = {"区", "县", "市"},
		[AREA_TOWN] = {"街道", "回族乡", "畲族乡", "镇", "乡"},
		[AREA_VILLAGE] = {"社区居民委员会", "社区居委会", "社区居民会", "村民委员会",
			"居委会", "村委会", "社区"},
	};
	size_t n = strlen(name);

	if (level > AREA_VILLAGE)
		return name;
	for (size_t i = 0; tails[level][i] != NULL; i++) {
		size_t t = strlen(tails[level][i]);

		/* at least two hanzi must be left */
		if (n >= t + 6 && strcmp(name + n - t, tails[level][i]) == 0)
			return arena_strndup(mem, name, n - t);
	}
	return name;
}

static bool
complain(
	const struct reading *r, const struct csv_record *record, const char *what, struct err *err)
{
	return err_set(err, ERR_INPUT, "%s:%lld: %s", r->file, (long long)record->line, what);
}

static const char *
field(const struct reading *r, const struct csv_record *record, enum column column)
{
	return r->at[column] >= 0 ? record->fields[r->at[column]].text : "";
}

static bool
read_header(struct reading *r, const struct csv_record *record, struct err *err)
{
	for (int c = 0; c < COL_COUNT; c++) {
		r->at[c] = -1;
		for (size_t i = 0; i < record->count; i++)
			if (strcmp(record->fields[i].text, column_names[c]) == 0)
				r->at[c] = (int)i;
		if (r->at[c] < 0 && c != COL_SHORT)
			return err_set(
				err, ERR_INPUT, _("%s: 没有 %s 这一列"), r->file, column_names[c]);
	}
	return true;
}

static bool
read_level(const char *text, enum area_level *level)
{
	static const char *const names[] = {"city", "county", "township", "village"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(text, names[i]) == 0) {
			*level = (enum area_level)i;
			return true;
		}
	}
	return false;
}

static bool
read_code(const char *text, int64_t *code)
{
	return strlen(text) == CODE_DIGITS && text_is_digits(text) && text_to_i64(text, code);
}

static struct division *
place_for(struct reading *r, int64_t code)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->items[i].code == code)
			return &r->items[i];
	if (r->count == r->room) {
		size_t room = r->room > 0 ? 2 * r->room : 4096;
		struct division *more = arena_array(r->mem, room, sizeof(*more));

		for (size_t i = 0; i < r->count; i++)
			more[i] = r->items[i];
		r->items = more;
		r->room = room;
	}
	return &r->items[r->count++];
}

static bool
read_row(struct reading *r, const struct csv *csv, const struct csv_record *record, struct err *err)
{
	struct division d = {.code = 0};

	if (record->defect != CSV_SOUND) {
		struct buf why;

		buf_init(&why);
		csv_explain(csv, record, &why);
		complain(r, record, why.text, err);
		buf_release(&why);
		return false;
	}
	if (!read_code(field(r, record, COL_CODE), &d.code) ||
		!read_code(field(r, record, COL_PARENT), &d.parent))
		return complain(r, record, _("区划代码要 12 位数字"), err);
	if (!read_level(field(r, record, COL_LEVEL), &d.level))
		return complain(r, record, _("级别只有 city county township village"), err);
	if (*field(r, record, COL_NAME) == '\0')
		return complain(r, record, _("没有名称"), err);
	d.name = arena_strdup(r->mem, field(r, record, COL_NAME));
	d.brief = *field(r, record, COL_SHORT) != '\0'
		? arena_strdup(r->mem, field(r, record, COL_SHORT))
		: division_brief(d.level, d.name, r->mem);
	if (d.level == AREA_CITY)
		d.parent = 0;
	*place_for(r, d.code) = d;
	return true;
}

static bool
read_file(struct reading *r, struct err *err)
{
	struct source *source = source_open(r->file, err);
	struct csv *csv;
	struct csv_record record;
	bool found = false, ok;

	if (source == NULL)
		return false;
	csv = csv_new(source, ',');
	ok = csv_next(csv, &record, &found, err);
	if (ok && found)
		ok = read_header(r, &record, err);
	while (ok && found) {
		ok = csv_next(csv, &record, &found, err);
		if (ok && found)
			ok = read_row(r, csv, &record, err);
	}
	csv_free(csv);
	source_close(source);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of the *.csv of a folder, sorted. */
static bool
list_files(const char *folder, struct arena *mem, const char *files[FILES_MOST], size_t *count,
	struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	*count = 0;
	if (dir == NULL)
		return err_set(err, ERR_IO, _("打不开 %s: %s"), folder, strerror(errno));
	while ((entry = readdir(dir)) != NULL && *count < FILES_MOST) {
		size_t n = strlen(entry->d_name);

		if (n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".csv") == 0)
			files[(*count)++] = arena_printf(mem, "%s/%s", folder, entry->d_name);
	}
	closedir(dir);
	qsort(files, *count, sizeof(*files), by_name);
	return *count > 0 || err_set(err, ERR_INPUT, _("%s 里没有区划表"), folder);
}

static int
by_level_and_code(const void *a, const void *b)
{
	const struct division *x = a, *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return x->code < y->code ? -1 : x->code > y->code;
}

static const struct division *
find_sorted(const struct divisions *d, enum area_level level, int64_t code)
{
	struct division key = {.level = level, .code = code};

	return bsearch(&key, d->items, d->count, sizeof(key), by_level_and_code);
}

static bool
check_tree(const struct divisions *d, struct err *err)
{
	if (d->count == 0 || d->items[0].level != AREA_CITY)
		return err_set(err, ERR_INPUT, _("区划表里没有市"));
	for (size_t i = 0; i < d->count; i++) {
		const struct division *x = &d->items[i];

		if (x->level != AREA_CITY && find_sorted(d, x->level - 1, x->parent) == NULL)
			return err_set(err, ERR_INPUT, _("%s (%lld) 的上级 %lld 不在表里"), x->name,
				(long long)x->code, (long long)x->parent);
	}
	return true;
}

bool
divisions_read(struct divisions *out, const char *data_dir, struct arena *mem, struct err *err)
{
	struct reading r = {.mem = mem};
	const char *files[FILES_MOST];
	size_t count;

	*out = (struct divisions){NULL, 0};
	if (!list_files(arena_printf(mem, "%s/divisions", data_dir), mem, files, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		r.file = files[i];
		if (!read_file(&r, err))
			return false;
	}
	if (r.count > 0)
		qsort(r.items, r.count, sizeof(*r.items), by_level_and_code);
	*out = (struct divisions){r.items, r.count};
	return check_tree(out, err);
}

bool
divisions_load(struct store *store, const char *data_dir, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct divisions d;
	bool ok = divisions_read(&d, data_dir, &mem, err) && divisions_store(store, &d, err);

	arena_release(&mem);
	return ok;
}
