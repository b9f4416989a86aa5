#include "core/serve/bench.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/domain/preference.h"
#include "core/serve/bench_inner.h"
#include "core/serve/bench_session.h"

enum { CHILD_LOOK_MS = 200, LEAST_TIMES = 3 };

void
samples_add(struct samples *s, double value)
{
	if (s->count == s->room) {
		s->room = s->room > 0 ? s->room * 2 : 256;
		s->at = xrealloc(s->at, s->room * sizeof(*s->at));
	}
	s->at[s->count++] = value;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct bench_value
samples_value(const struct samples *s)
{
	struct bench_value value = {.known = s->count > 0};

	if (!value.known)
		return value;
	double *sorted = xcalloc(s->count, sizeof(*sorted));

	memcpy(sorted, s->at, s->count * sizeof(*sorted));
	qsort(sorted, s->count, sizeof(*sorted), by_value);
	value.median = sorted[(s->count - 1) / 2];
	value.p99 = sorted[(s->count * 99 + 99) / 100 - 1];
	free(sorted);
	return value;
}

void
samples_clear(struct samples *s)
{
	s->count = 0;
}

void
samples_release(struct samples *s)
{
	free(s->at);
	*s = (struct samples){0};
}

struct bench_row *
bench_add(struct bench *b, const struct bench_row *row)
{
	assert(b->count < BENCH_ROWS_MOST);
	b->rows[b->count] = *row;
	return &b->rows[b->count++];
}

int
bench_times(const struct bench *b, int usual)
{
	int times = usual * b->config->share / 100;

	return times > LEAST_TIMES ? times : LEAST_TIMES;
}

void
bench_tell(const struct bench *b, const char *what)
{
	if (b->config->progress != NULL)
		b->config->progress(b->config->ctx, what);
}

const char *
bench_path(struct bench *b, const char *name)
{
	return arena_printf(&b->mem, "%s/%s", b->config->folder, name);
}

const char *
bench_tool(struct bench *b, const char *name)
{
	const char *path = b->config->tools != NULL
		? arena_printf(&b->mem, "%s/%s", b->config->tools, name)
		: NULL;

	return path != NULL && os_exists(path) ? path : NULL;
}

static const char *
with(struct bench *b, const char *path, const char *suffix)
{
	return arena_printf(&b->mem, "%s%s", path, suffix);
}

void
bench_remove(const char *path)
{
	static const char *const suffixes[] = {
		"", ".key", "-wal", "-shm", "-gate", "-open", "-keeper"};
	struct buf name;

	buf_init(&name);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		buf_clear(&name);
		buf_addf(&name, "%s%s", path, suffixes[i]);
		unlink(name.text);
	}
	buf_release(&name);
}

/* Whoever had the city open has folded its log back and is gone. */
bool
bench_copy(struct bench *b, const char *name, const char **path, struct err *err)
{
	const char *db = b->config->db;

	*path = bench_path(b, name);
	bench_remove(*path);
	return os_copy_file(db, *path, err) &&
		os_copy_file(with(b, db, ".key"), with(b, *path, ".key"), err);
}

bool
bench_command(const char *const argv[], struct buf *out, struct err *err)
{
	struct os_child child;

	if (!os_child_start(&child, argv[0], argv, err))
		return false;
	child.results = out;
	while (os_child_poll(&child))
		os_child_wait(&child, CHILD_LOOK_MS);
	int code = child.exit_code;

	if (code != 0)
		err_set(err, ERR_IO, _("%s 没有做成: %s"), argv[0], child.message.text);
	os_child_release(&child);
	return code == 0;
}

void
bench_take_numbers(const struct buf *printed, struct samples *out)
{
	const char *p = printed->text;

	while (*p != '\0') {
		char *end;
		double n = strtod(p, &end);

		if (end != p)
			samples_add(out, n / 1000);
		p = end + strcspn(end, "\n");
		p += *p == '\n';
	}
}

double
bench_ratio(const struct bench_row *row)
{
	if (!row->linli.known || !row->yardstick.known || row->yardstick.median <= 0)
		return 0;
	if (row->unit == BENCH_PER_SECOND)
		return row->linli.median > 0 ? row->yardstick.median / row->linli.median : 0;
	return row->linli.median / row->yardstick.median;
}

bool
bench_met(const struct bench_row *row)
{
	double ratio = bench_ratio(row);

	return row->linli.known &&
		(row->most_median <= 0 || row->linli.median <= row->most_median) &&
		(row->most_p99 <= 0 || row->linli.p99 <= row->most_p99) &&
		(row->least <= 0 || row->linli.median >= row->least) &&
		(!row->nothing || row->linli.p99 <= 0) &&
		(row->most_ratio <= 0 || ratio <= row->most_ratio);
}

bool
bench_house_open(
	struct bench_house *h, struct bench *b, const char *db, int cache_kib, struct err *err)
{
	const struct bench_config *c = b->config;
	const struct store_config config = {
		.path = db, .frozen = true, .frozen_utc = c->now, .cache_kib = cache_kib};

	*h = (struct bench_house){0};
	return store_open(&h->store, &config, err) &&
		session_open(&h->session, h->store, c->rules, c->login, err);
}

void
bench_house_close(struct bench_house *h)
{
	session_close(&h->session);
	store_close(h->store);
	h->store = NULL;
}

/*
 * The console asks a terminal that it does not know what it can do. Nobody answers here, so it is told before: one
 * cell for line drawing, two for rare hanzi, a short line, repeats any character.
 */
static bool
tell_terminal(struct bench *b, struct err *err)
{
	struct bench_house h;
	bool ok = bench_house_open(&h, b, b->config->db, 0, err) &&
		preference_set(&h.session, "term.xterm-256color", "1 2 0 2", err);

	bench_house_close(&h);
	return ok;
}

bool
bench_run(struct bench *b, const struct bench_config *config, struct err *err)
{
	*b = (struct bench){.config = config};
	return tell_terminal(b, err) && bench_screens(b, err) && bench_reading(b, err) &&
		bench_writing(b, err);
}

void
bench_release(struct bench *b)
{
	arena_release(&b->mem);
}
