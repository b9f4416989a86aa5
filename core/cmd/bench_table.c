#include "core/cmd/bench_table.h"

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/base/json.h"
#include "core/base/show.h"

enum {
	WHAT_CELLS = 25,
	SIZE_CELLS = 7,
	VALUE_CELLS = 18,
	YARDSTICK_CELLS = 14,
	RATIO_CELLS = 7,
	WORK_CELLS = 7,
	TARGET_CELLS = 16,
	MET_CELLS = 7
};

static const char *const units[BENCH_UNIT_COUNT] = {" ms", " B", " MiB", " /s", " %"};

static void
number(struct buf *out, double n)
{
	buf_addf(out, n >= 100 ? "%.0f" : n >= 10 ? "%.1f" : n >= 1 || n == 0 ? "%.2f" : "%.3f", n);
}

/* "1.24 / 3.10 ms": the half is below, one in a hundred above */
static void
value(struct buf *out, const struct bench_value *v, const char *unit)
{
	if (!v->known) {
		buf_addstr(out, "-");
		return;
	}
	number(out, v->median);
	if (v->p99 > v->median) {
		buf_addstr(out, " / ");
		number(out, v->p99);
	}
	buf_addf(out, "%s", unit);
}

static void
most(struct buf *out, double median, double p99)
{
	if (median <= 0 && p99 <= 0)
		return;
	buf_addstr(out, "<= ");
	if (median > 0)
		number(out, median);
	else
		buf_addstr(out, "-");
	if (p99 > 0) {
		buf_addstr(out, " / ");
		number(out, p99);
	}
}

static void
target(struct buf *out, const struct bench_row *row)
{
	most(out, row->most_median, row->most_p99);
	if (row->most_ratio > 0)
		buf_addf(out, "%s<= %.1f x", out->len > 0 ? ", " : "", row->most_ratio);
	if (row->least > 0)
		buf_addf(out, ">= %.0f", row->least);
	if (row->nothing)
		buf_addstr(out, "0");
}

static void
print_row(FILE *out, const struct bench_row *row)
{
	struct buf line, cell;
	double ratio = bench_ratio(row);

	buf_init(&line);
	buf_init(&cell);
	show_pad(&line, _(row->what), WHAT_CELLS, false);
	show_pad(&line, row->size, SIZE_CELLS, false);
	value(&cell, &row->linli, units[row->unit]);
	show_pad(&line, cell.text, VALUE_CELLS, true);
	buf_clear(&cell);
	value(&cell, &row->yardstick, "");
	show_pad(&line, cell.text, YARDSTICK_CELLS, true);
	buf_clear(&cell);
	if (ratio > 0)
		buf_addf(&cell, ratio < 0.01 ? "%.4f" : "%.2f", ratio);
	show_pad(&line, cell.text, RATIO_CELLS, true);
	buf_clear(&cell);
	if (row->cpu.known)
		number(&cell, row->cpu.median);
	show_pad(&line, cell.text, WORK_CELLS, true);
	buf_addstr(&line, "  ");
	buf_clear(&cell);
	target(&cell, row);
	show_pad(&line, cell.text, TARGET_CELLS, false);
	buf_clear(&cell);
	show_pad(&cell, bench_met(row) ? _("达到") : _("没达到"), MET_CELLS, false);
	fprintf(out, "%s %s %s\n", line.text, cell.text,
		row->yardstick.known ? _(row->against) : "");
	buf_release(&cell);
	buf_release(&line);
}

static void
print_head(FILE *out, int64_t cases)
{
	struct buf line;

	buf_init(&line);
	fprintf(out, _("%lld 件\n"), (long long)cases);
	show_pad(&line, _("量什么"), WHAT_CELLS, false);
	show_pad(&line, "", SIZE_CELLS, false);
	show_pad(&line, _("邻里 中位 / p99"), VALUE_CELLS, true);
	show_pad(&line, _("对照"), YARDSTICK_CELLS, true);
	show_pad(&line, _("倍数"), RATIO_CELLS, true);
	show_pad(&line, "CPU ms", WORK_CELLS, true);
	fprintf(out, "%s  %s\n", line.text, _("目标"));
	buf_release(&line);
}

void
bench_table_print(FILE *out, const struct bench *b, int64_t cases)
{
	print_head(out, cases);
	for (size_t i = 0; i < b->count; i++)
		print_row(out, &b->rows[i]);
	fprintf(out, "\n");
	fflush(out);
}

/* Three decimals are more than any of these figures is good for. */
static void
put_number(struct buf *line, const char *key, double n)
{
	buf_addf(line, ",\"%s\":%.3f", key, n);
}

void
bench_table_json(FILE *out, const struct bench *b, int64_t cases)
{
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < b->count; i++) {
		const struct bench_row *row = &b->rows[i];

		buf_clear(&line);
		buf_addf(&line, "{\"cases\":%lld,\"what\":\"%s\",\"size\":\"%s\",\"unit\":\"%s\"",
			(long long)cases, row->key, row->size, units[row->unit] + 1);
		if (row->linli.known) {
			put_number(&line, "median", row->linli.median);
			put_number(&line, "p99", row->linli.p99);
		}
		if (row->yardstick.known) {
			put_number(&line, "yardstick", row->yardstick.median);
			put_number(&line, "yardstick_p99", row->yardstick.p99);
			put_number(&line, "ratio", bench_ratio(row));
		}
		if (row->cpu.known)
			put_number(&line, "cpu_ms", row->cpu.median);
		if (row->bare_cpu.known)
			put_number(&line, "yardstick_cpu_ms", row->bare_cpu.median);
		if (row->most_median > 0 || row->nothing)
			put_number(&line, "most_median", row->most_median);
		if (row->most_p99 > 0)
			put_number(&line, "most_p99", row->most_p99);
		if (row->most_ratio > 0)
			put_number(&line, "most_ratio", row->most_ratio);
		if (row->least > 0)
			put_number(&line, "least", row->least);
		fprintf(out, "%s,\"met\":%s}\n", line.text, bench_met(row) ? "true" : "false");
	}
	buf_release(&line);
}
