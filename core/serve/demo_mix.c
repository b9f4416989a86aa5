#include "core/serve/demo_mix.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/serve/demo_table.h"

static const char course_letters[] = "nsdhurg";

/* Column of the table for each kind of grid. */
static const int kind_column[MIX_KINDS] = {
	[GRIDK_LANES] = 2, [GRIDK_ESTATE] = 1, [GRIDK_RURAL] = 3, [GRIDK_SPECIAL] = 4};

enum { FIELD_MONTHS = 5, FIELD_PARTS = 6, FIELD_COURSE = 7, FIELDS = 8 };

static bool
digits(const char *text, size_t count, int *out)
{
	if (strlen(text) != count || strspn(text, "0123456789") != count)
		return false;
	for (size_t i = 0; i < count; i++)
		out[i] = text[i] - '0';
	return true;
}

/* Storms bring what wind and water do. */
static uint32_t
in_storm(int code)
{
	switch (code) {
	case 1006:
		return 400;
	case 405:
		return 8;
	case 103:
	case 104:
	case 404:
	case 204:
		return 4;
	case 402:
	case 1003:
		return 3;
	default:
		return 1;
	}
}

static bool
add_entry(struct mix *m, const struct table *t, const struct table_row *row,
	const struct rules *rules, struct grammar *grammar, struct err *err)
{
	int code, weight[MIX_KINDS], months[MIX_MONTHS], parts[MIX_PARTS];
	const char *course = strchr(course_letters, row->field[FIELD_COURSE][0]);
	struct mix_entry *e = &m->entries[m->count];

	if (!table_number(t, row, 0, &code, err))
		return false;
	for (int k = 0; k < MIX_KINDS; k++)
		if (!table_number(t, row, kind_column[k], &weight[k], err))
			return false;
	e->cat = category_by_code(rules, code);
	if (m->count == MIX_MOST || e->cat == NULL || course == NULL || *course == '\0' ||
		!digits(row->field[FIELD_MONTHS], MIX_MONTHS, months) ||
		!digits(row->field[FIELD_PARTS], MIX_PARTS, parts))
		return err_set(
			err, ERR_INPUT, _("%s:%d: 类别、月份、时段或走法不对"), t->file, row->line);
	e->course = (enum demo_course)(course - course_letters);
	e->row = grammar_row(grammar, code, err);
	if (e->row < 0)
		return false;
	for (int k = 0; k < MIX_KINDS; k++) {
		for (int month = 0; month < MIX_MONTHS; month++)
			for (int part = 0; part < MIX_PARTS; part++)
				m->sums[k][month][part][m->count] =
					(uint32_t)(weight[k] * months[month] * parts[part]);
		m->storm[k][m->count] = (uint32_t)weight[k] * in_storm(code);
	}
	m->count++;
	return true;
}

static void
run_up(uint32_t *sums, int count)
{
	for (int i = 1; i < count; i++)
		sums[i] += sums[i - 1];
}

bool
mix_load(struct mix *m, const char *dir, const struct rules *rules, struct grammar *grammar,
	struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct table t;
	bool ok = table_read(&t, dir, "mix", FIELDS, &mem, err);

	memset(m, 0, sizeof(*m));
	for (size_t i = 0; ok && i < t.count; i++)
		ok = add_entry(m, &t, &t.rows[i], rules, grammar, err);
	for (int k = 0; k < MIX_KINDS; k++) {
		run_up(m->storm[k], m->count);
		for (int month = 0; month < MIX_MONTHS; month++)
			for (int part = 0; part < MIX_PARTS; part++)
				run_up(m->sums[k][month][part], m->count);
	}
	arena_release(&mem);
	return ok;
}

int
mix_part_of_day(int hour)
{
	return hour < 7 || hour >= 22 ? 0 : hour < 18 ? 1 : 2;
}

int
mix_pick(const struct mix *m, enum grid_kind kind, int month, int hour, bool storm, struct rng *r)
{
	const uint32_t *sums =
		storm ? m->storm[kind] : m->sums[kind][month - 1][mix_part_of_day(hour)];
	uint32_t at = rng_below(r, sums[m->count - 1]);
	int low = 0, high = m->count - 1;

	while (low < high) { /* the first sum above `at` */
		int mid = (low + high) / 2;

		if (sums[mid] > at)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

int
mix_find(const struct mix *m, int code)
{
	for (int i = 0; i < m->count; i++)
		if (m->entries[i].cat->code == code)
			return i;
	return -1;
}

bool
storm_on(const struct rng *root, int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	if (month < 7 || month > 10)
		return false;
	struct rng r = rng_fork(root, (uint64_t)year);
	int32_t first = day_from_date(year, 7, 1);

	for (int64_t n = rng_range(&r, 2, 4); n > 0; n--) {
		int32_t start = first + (int32_t)rng_range(&r, 5, 105);

		if (day >= start && day < start + rng_range(&r, 2, 3))
			return true;
	}
	return false;
}
