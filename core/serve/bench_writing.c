/* Writing, each time against the same rows in the same transactions by bare prepared statements. */
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/serve/bench_db.h"
#include "core/serve/bench_inner.h"
#include "core/serve/bench_session.h"
#include "core/serve/import.h"

enum { ROUNDS = 4, ACTS = 80, IMPORT_ROWS = 20000, IMPORT_ROUNDS = 3, STEP_MS = 200 };

/* One thing that is written, ours and bare. */
struct pen {
	struct bench *b;
	const char *db; /* a copy of the city */
	int cache_kib;
	struct samples linli, bare;
};

static bool
replay(struct pen *p, const char *record, struct samples *ms, struct err *err)
{
	const char *tool = bench_tool(p->b, "yardstick_rows");
	const char *const argv[] = {
		tool, "write", p->db, record, arena_printf(&p->b->mem, "%d", p->cache_kib), NULL};
	struct buf printed;

	buf_init(&printed);
	bool ok = bench_command(argv, &printed, err);

	if (ok)
		bench_take_numbers(&printed, ms);
	buf_release(&printed);
	return ok;
}

static bool
put_file(FILE *f, const char *path, bool ok, struct err *err)
{
	if (f == NULL)
		return err_set(err, ERR_IO, _("写不了 %s"), path);
	bool written = ferror(f) == 0;

	written = fclose(f) == 0 && written;
	return ok && (written || err_set(err, ERR_IO, _("写不了 %s"), path));
}

/* --- one transition */

static const struct case_step verify = {.event = EV_VERIFY_OK};

/* Does them in one transaction that is taken back, and records each as a transaction of its own. */
static bool
record_acts(struct session *s, const int64_t *ids, size_t count, FILE *out, struct err *err)
{
	struct audit_chain chain = {0};
	struct act_result result;
	bool ok = store_begin(s->store, err);

	for (size_t i = 0; ok && i < count; i++) {
		fputs("15\nBEGIN IMMEDIATE\n", out);
		db_record(store_db(s->store), out);
		ok = case_act_in(s, &chain, ids[i], 0, &verify, 1, &result, err);
		db_record(store_db(s->store), NULL);
		fputs("6\nCOMMIT\n", out);
	}
	store_rollback(s->store);
	return ok;
}

static bool
bare_acts(struct pen *p, struct session *s, const int64_t *ids, size_t count, struct err *err)
{
	const char *record = bench_path(p->b, "record");
	FILE *out;

	if (bench_tool(p->b, "yardstick_rows") == NULL)
		return true;
	out = os_create(record);
	bool ok = put_file(out, record, out != NULL && record_acts(s, ids, count, out, err), err) &&
		replay(p, record, &p->bare, err);

	unlink(record);
	return ok;
}

static bool
own_acts(struct pen *p, struct session *s, const int64_t *ids, size_t count, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++) {
		struct act_result result;
		int64_t from = clock_stopwatch_ns();

		ok = case_act(s, ids[i], 0, &verify, 1, &result, err);
		samples_add(&p->linli, (double)(clock_stopwatch_ns() - from) / 1e6);
	}
	return ok;
}

/* In turns, so that both meet the same state of the disk. */
static bool
act_in_turns(struct pen *p, struct session *s, struct err *err)
{
	size_t share = (size_t)bench_times(p->b, ACTS), count;
	int64_t *ids;

	if (!bench_to_verify(s, share * 2 * ROUNDS, &p->b->mem, &ids, &count, err))
		return false;
	if (count < share * 2 * ROUNDS)
		share = count / 2 / ROUNDS;
	bool ok = true;

	for (size_t round = 0; ok && share > 0 && round < ROUNDS; round++)
		ok = bare_acts(p, s, ids + 2 * round * share, share, err) &&
			own_acts(p, s, ids + (2 * round + 1) * share, share, err);
	return ok;
}

static bool
measure_acts(struct pen *p, struct err *err)
{
	struct bench_house h;

	bench_tell(p->b, _("办件"));
	bool ok = bench_house_open(&h, p->b, p->db, p->cache_kib, err) &&
		act_in_turns(p, &h.session, err);

	bench_house_close(&h);
	if (ok)
		bench_add(p->b,
			&(struct bench_row){.key = "transition",
				.what = N_("办一步, 落盘"),
				.size = "",
				.unit = BENCH_MS,
				.linli = samples_value(&p->linli),
				.yardstick = samples_value(&p->bare),
				.against = N_("光 SQLite 写同样的行"),
				.most_ratio = 1.5});
	return ok;
}

/* --- import */

static bool
write_rows(struct session *s, const char *path, size_t first, size_t rows, struct err *err)
{
	FILE *out = os_create(path);

	return put_file(out, path, out != NULL && bench_write_csv(s, first, rows, out, err), err);
}

static bool
import_file(struct session *s, const char *path, double *per_second, struct err *err)
{
	const struct import_options options = {.path = path, .format = IMPORT_CSV};
	struct import_map map;
	struct import *im = NULL;
	bool done = false;
	int64_t from = clock_stopwatch_ns();

	import_map_usual(&map);
	bool ok = import_begin(&im, s, &map, &options, err);

	while (ok && !done)
		ok = import_step(im, STEP_MS, &done, err);
	if (ok)
		*per_second = (double)import_counted(im)->imported * 1e9 /
			(double)(clock_stopwatch_ns() - from);
	import_end(im);
	return ok;
}

/* The same rows as bare statements: recorded on one copy, written to the other. */
static bool
bare_import(struct pen *p, const char *csv, const char *record, struct err *err)
{
	struct bench_house h;
	const char *copy;
	double ignored = 0;
	FILE *out = NULL;

	if (!bench_copy(p->b, "recorded.db", &copy, err))
		return false;
	bool ok = bench_house_open(&h, p->b, copy, p->cache_kib, err) &&
		(out = os_create(record)) != NULL;

	if (ok) {
		db_record(store_db(h.store), out);
		ok = import_file(&h.session, csv, &ignored, err);
		db_record(store_db(h.store), NULL);
		ok = put_file(out, record, ok, err);
	}
	bench_house_close(&h);
	bench_remove(copy);
	struct samples ms = {0};
	double sum = 0;

	ok = ok && replay(p, record, &ms, err);
	for (size_t i = 0; i < ms.count; i++)
		sum += ms.at[i];
	if (ok && sum > 0)
		samples_add(&p->bare, (double)bench_times(p->b, IMPORT_ROWS) * 1000 / sum);
	samples_release(&ms);
	return ok;
}

static bool
import_rounds(struct pen *p, struct err *err)
{
	size_t rows = (size_t)bench_times(p->b, IMPORT_ROWS);
	const char *csv[IMPORT_ROUNDS + 1], *record = bench_path(p->b, "record");
	struct bench_house h;
	bool ok = bench_house_open(&h, p->b, p->db, p->cache_kib, err);

	for (size_t i = 0; ok && i <= IMPORT_ROUNDS; i++) {
		csv[i] = bench_path(p->b, arena_printf(&p->b->mem, "rows%zu.csv", i));
		unlink(csv[i]);
		ok = write_rows(&h.session, csv[i], i * rows, rows, err);
	}
	bench_house_close(&h);
	if (ok && bench_tool(p->b, "yardstick_rows") != NULL)
		ok = bare_import(p, csv[0], record, err);
	unlink(record);
	ok = ok && bench_house_open(&h, p->b, p->db, p->cache_kib, err);
	for (size_t i = 1; ok && i <= IMPORT_ROUNDS; i++) {
		double per_second = 0;

		ok = import_file(&h.session, csv[i], &per_second, err);
		if (ok && per_second > 0)
			samples_add(&p->linli, per_second);
	}
	bench_house_close(&h);
	for (size_t i = 0; i <= IMPORT_ROUNDS; i++)
		unlink(bench_path(p->b, arena_printf(&p->b->mem, "rows%zu.csv", i)));
	return ok;
}

static bool
measure_import(struct pen *p, struct err *err)
{
	bench_tell(p->b, _("导入"));
	if (!import_rounds(p, err))
		return false;
	bench_add(p->b,
		&(struct bench_row){.key = "import",
			.what = N_("导入, 每秒件数"),
			.size = "",
			.unit = BENCH_PER_SECOND,
			.linli = samples_value(&p->linli),
			.yardstick = samples_value(&p->bare),
			.against = N_("光 SQLite 写同样的行"),
			.least = 10000});
	return true;
}

static bool
on_copy(struct bench *b, int cache_kib, bool (*measure)(struct pen *p, struct err *err),
	struct err *err)
{
	struct pen p = {.b = b, .cache_kib = cache_kib};
	bool ok = bench_copy(b, "written.db", &p.db, err) && measure(&p, err);

	bench_remove(p.db);
	samples_release(&p.linli);
	samples_release(&p.bare);
	return ok;
}

bool
bench_writing(struct bench *b, struct err *err)
{
	return on_copy(b, BENCH_CONSOLE_CACHE, measure_acts, err) &&
		on_copy(b, BENCH_IMPORT_CACHE, measure_import, err);
}
