#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/calendar.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2199, LONGEST_HOLIDAY = 31 };

/* Days of all files, gathered while reading. */
struct gather {
	struct yaml *y;
	int *years;
	size_t year_count;
	struct calendar_day *days;
	size_t day_count, day_room;
};

/* A holiday as its file has it. */
struct holiday {
	struct word name;
	const struct yaml_node *off, *work;
};

struct office_file {
	struct calendar_data data;
	bool confirmed;
};

struct year_file {
	int year;
	const char *source;
	struct holiday *holidays;
	size_t holiday_count;
};

static bool
keep_node(struct yaml *y, const struct yaml_node *node, void *at)
{
	(void)y;
	*(const struct yaml_node **)at = node;
	return true;
}

static const struct yaml_field holiday_fields[] = {
	{"zh", YAML_TEXT, .at = offsetof(struct holiday, name.zh), .needed = true},
	{"en", YAML_TEXT, .at = offsetof(struct holiday, name.en), .needed = true},
	{"off", YAML_CUSTOM, .at = offsetof(struct holiday, off), .needed = true,
		.parse = keep_node},
	{"work", YAML_CUSTOM, .at = offsetof(struct holiday, work), .parse = keep_node},
	{0},
};

static const struct yaml_field year_fields[] = {
	{"year", YAML_INT, .at = offsetof(struct year_file, year), .needed = true,
		.min = FIRST_YEAR, .max = LAST_YEAR},
	{"source", YAML_TEXT, .at = offsetof(struct year_file, source), .needed = true},
	{"holidays", YAML_LIST, .at = offsetof(struct year_file, holidays), .needed = true,
		.fields = holiday_fields, .size = sizeof(struct holiday),
		.count_at = offsetof(struct year_file, holiday_count)},
	{0},
};

static void
add_day(struct gather *g, int32_t day, bool working, struct word name)
{
	if (g->day_count == g->day_room) {
		g->day_room = g->day_room != 0 ? 2 * g->day_room : 128;
		g->days = xrealloc(g->days, g->day_room * sizeof(*g->days));
	}
	g->days[g->day_count++] = (struct calendar_day){day, working, name};
}

/* "2024-02-10" or "2024-02-10..2024-02-17" */
static bool
parse_days(struct yaml *y, const struct yaml_node *node, int32_t *from, int32_t *to)
{
	const char *dots = strstr(node->text, "..");
	char first[16] = "";
	size_t len = dots != NULL ? (size_t)(dots - node->text) : strlen(node->text);

	if (len < sizeof(first))
		memcpy(first, node->text, len);
	if (!date_parse_day(first, from) || !date_parse_day(dots != NULL ? dots + 2 : first, to))
		return yaml_error(y, node, _("日期应写 2024-02-10 或 2024-02-10..2024-02-17"));
	if (*to < *from || *to - *from >= LONGEST_HOLIDAY)
		return yaml_error(y, node, _("起止日期颠倒, 或长过 %d 天"), LONGEST_HOLIDAY);
	return true;
}

/* A notice speaks of its own year and of the December before. */
static bool
day_fits_year(int32_t day, int year)
{
	return day >= day_from_date(year - 1, 12, 1) && day <= day_from_date(year, 12, 31);
}

static void
add_days(struct gather *g, const struct yaml_node *node, bool working, struct word name, int year,
	size_t file_start)
{
	struct yaml_words words;
	const struct yaml_node *word;
	int32_t from = 0, to = 0;

	if (node == NULL || !yaml_words(g->y, node, &words))
		return;
	while ((word = yaml_next_word(&words)) != NULL) {
		if (!yaml_want(g->y, word, YAML_SCALAR) || !parse_days(g->y, word, &from, &to))
			continue;
		if (!day_fits_year(from, year) || !day_fits_year(to, year)) {
			yaml_error(g->y, word, _("日期应在 %d 年, 或上一年的12月"), year);
			continue;
		}
		for (int32_t day = from; day <= to; day++) {
			if (working && day_weekday(day) <= 5)
				yaml_error(g->y, word, "%s", _("补班日应是周六或周日"));
			for (size_t i = file_start; i < g->day_count; i++)
				if (g->days[i].day == day)
					yaml_error(g->y, word, "%s", _("这一天在本文件里已经有了"));
			add_day(g, day, working, name);
		}
	}
}

static void
add_year(struct gather *g, const char *path, int year)
{
	struct year_file file = {0};
	const struct yaml_node *top = yaml_load(g->y, path);
	size_t start = g->day_count;

	if (!yaml_read(g->y, top, year_fields, &file))
		return;
	if (file.year != year)
		yaml_error(g->y, yaml_get(top, "year"), _("年份与文件名不同"));
	g->years[g->year_count++] = year;
	for (size_t i = 0; i < file.holiday_count; i++) {
		add_days(g, file.holidays[i].off, false, file.holidays[i].name, year, start);
		add_days(g, file.holidays[i].work, true, file.holidays[i].name, year, start);
	}
}

static bool
parse_clock(const char *text, int *minute)
{
	int64_t hour, rest;
	char part[3] = "";

	if (strlen(text) < 5 || text[2] != ':')
		return false;
	memcpy(part, text, 2);
	if (!text_to_i64(part, &hour))
		return false;
	memcpy(part, text + 3, 2);
	if (!text_to_i64(part, &rest) || hour < 0 || hour > 24 || rest < 0 || rest > 59)
		return false;
	*minute = (int)(hour * 60 + rest);
	return *minute <= 24 * 60;
}

/* "08:30-12:00 14:30-18:00" */
static bool
parse_hours(struct yaml *y, const struct yaml_node *node, void *at)
{
	struct calendar_data *data = at;
	struct yaml_words words;
	const struct yaml_node *word;
	size_t before = y->mistake_count;
	int end = 0;

	if (!yaml_words(y, node, &words))
		return false;
	while ((word = yaml_next_word(&words)) != NULL) {
		struct work_span s;

		if (!yaml_want(y, word, YAML_SCALAR))
			continue;
		if (strlen(word->text) != 11 || word->text[5] != '-' ||
			!parse_clock(word->text, &s.from) || !parse_clock(word->text + 6, &s.to) ||
			s.to <= s.from || s.from < end)
			return yaml_error(y, word, "%s", _("时间应写 08:30-12:00, 先后有序"));
		if (data->span_count == CALENDAR_SPANS)
			return yaml_error(y, word, _("一天最多分 %d 段"), CALENDAR_SPANS);
		data->spans[data->span_count++] = s;
		end = s.to;
	}
	if (data->span_count == 0 && y->mistake_count == before)
		return yaml_error(y, node, "%s", _("这里不能空着"));
	return y->mistake_count == before;
}

static int
year_of_name(const char *name)
{
	int64_t year;
	char digits[5] = "";

	if (strlen(name) != 9 || strcmp(name + 4, ".yaml") != 0)
		return 0;
	memcpy(digits, name, 4);
	return text_to_i64(digits, &year) && year >= FIRST_YEAR && year <= LAST_YEAR ? (int)year
										     : 0;
}

static int
is_year_file(const struct dirent *e)
{
	return year_of_name(e->d_name) != 0;
}

static void
read_years(struct gather *g, const char *dir,
	void (*seen)(void *ctx, const char *name, const struct buf *bytes), void *ctx)
{
	struct dirent **names;
	int n = scandir(dir, &names, is_year_file, alphasort);

	if (n < 0)
		return; /* office.yaml could not be read either, which has been told */
	g->years = arena_array(g->y->mem, (size_t)n + 1, sizeof(int));
	for (int i = 0; i < n; i++) {
		const char *path = arena_printf(&g->y->tree, "%s/%s", dir, names[i]->d_name);

		add_year(g, path, year_of_name(names[i]->d_name));
		seen(ctx, names[i]->d_name, &g->y->source);
		free(names[i]);
	}
	free(names);
}

static const struct yaml_field office_fields[] = {
	{"hours", YAML_CUSTOM, .at = offsetof(struct office_file, data), .needed = true,
		.parse = parse_hours},
	{"confirmed", YAML_BOOL, .at = offsetof(struct office_file, confirmed), .preset = "true"},
	{0},
};

struct calendar *
calendar_read(struct yaml *y, const char *dir,
	void (*seen)(void *ctx, const char *name, const struct buf *bytes), void *ctx,
	bool *confirmed)
{
	struct office_file office = {0};
	struct gather g = {.y = y};
	size_t before = y->mistake_count;
	struct calendar *cal = NULL;
	const char *path = arena_printf(&y->tree, "%s/office.yaml", dir);

	yaml_read(y, yaml_load(y, path), office_fields, &office);
	*confirmed = office.confirmed;
	seen(ctx, "office.yaml", &y->source);
	read_years(&g, dir, seen, ctx);
	if (y->mistake_count == before) {
		struct calendar_data *data = &office.data;
		struct calendar_day *days = arena_array(y->mem, g.day_count + 1, sizeof(*days));

		if (g.day_count > 0)
			memcpy(days, g.days, g.day_count * sizeof(*days));
		data->days = days;
		data->day_count = g.day_count;
		data->years = g.years;
		data->year_count = g.year_count;
		cal = calendar_make(y->mem, data);
	}
	free(g.days);
	return cal;
}
