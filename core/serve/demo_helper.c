#include "core/serve/demo_helper.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_worker.h"
#include "core/db/fts.h"
#include "core/db/schema.h"
#include "core/domain/case_index.h"
#include "core/serve/demo_rows.h"
#include "core/serve/roll.h"

enum { BATCH_BYTES = 1 << 16, HELPER_CACHE_KIB = 65536, SEGMENT_KIB = 65536 };

struct demo_helper {
	struct os_worker worker;
	char *path; /* of its file */
	struct buf batch;
};

/* --- in the helper */

struct desk {
	struct db *db;
	struct roll_load *rolls;
	struct wire_line line;
	struct wire_case c;
};

/* In the order of the key: kind, round. There are few. */
static void
sort_clocks(struct case_clock *clocks, int count)
{
	for (int i = 1; i < count; i++) {
		struct case_clock k = clocks[i];
		int at = i;

		for (; at > 0 &&
			(clocks[at - 1].kind > k.kind ||
				(clocks[at - 1].kind == k.kind && clocks[at - 1].round > k.round));
			at--)
			clocks[at] = clocks[at - 1];
		clocks[at] = k;
	}
}

static bool
take_clocks(struct desk *d, struct err *err)
{
	struct wire_case *c = &d->c;

	sort_clocks(c->clocks, c->head.clocks);
	for (int i = 0; i < c->head.clocks; i++)
		if (!rows_add_clock(d->db, c->head.id, &c->clocks[i], err))
			return false;
	for (int i = 0; i < c->head.pauses; i++)
		if (!case_put_pause(d->db, c->head.id, &c->pauses[i], 0, err))
			return false;
	return true;
}

static bool
take_case(struct desk *d, struct err *err)
{
	const struct wire_case *c = &d->c;
	const struct case_indexed x = {.id = c->head.id,
		.county = c->head.county,
		.town = c->head.town,
		.title = c->title,
		.body = c->body,
		.spot = c->spot};

	if (d->rolls == NULL)
		d->rolls = roll_load_new(d->db, c->head.city);
	for (int i = 0; i < c->head.events; i++)
		if (!rows_add_event(d->db, &c->events[i], err))
			return false;
	return take_clocks(d, err) && case_index_load(d->db, &x, err) &&
		roll_load_case(d->rolls, c->head.id, &c->head.part, err);
}

static bool
take_all(struct desk *d, struct err *err)
{
	while (wire_next(&d->line, &d->c)) {
		int64_t newest = d->c.head.newest;

		if (d->c.head.kind == WIRE_CASE && !take_case(d, err))
			return false;
		if (d->c.head.kind == WIRE_END)
			return d->rolls != NULL ? roll_load_end(d->rolls, newest, err)
						: roll_write_mark(d->db, newest, err);
	}
	return err_set(err, ERR_IO, _("后台任务中断了"));
}

static bool
help(int in, void *ctx, struct buf *answer)
{
	const char *path = ctx;
	struct desk *d = xcalloc(1, sizeof(*d));
	struct err err = ERR_INIT;

	d->line.fd = in;
	bool ok = db_open(&d->db, path, DB_BULK_NEW, HELPER_CACHE_KIB, &err) &&
		schema_tables(d->db, &err) && db_begin_write(d->db, &err) &&
		fts_set_memory(d->db, SEGMENT_KIB, &err) && take_all(d, &err) &&
		db_commit(d->db, &err);

	db_close(d->db);
	if (!ok) /* the sender may have been killed */
		unlink(path);
	free(d->line.bytes);
	free(d);
	buf_addstr(answer, err.text);
	return ok;
}

/* --- in the sender */

bool
helper_start(struct demo_helper **out, const char *path, struct err *err)
{
	struct demo_helper *h = xcalloc(1, sizeof(*h));
	struct buf name;

	buf_init(&h->batch);
	buf_init(&name);
	buf_addf(&name, "%s.helper-%ld", path, (long)getpid());
	h->path = xstrdup(name.text);
	buf_release(&name);
	unlink(h->path);
	*out = h;
	/* made here, so that nobody else can read it */
	return os_write_new_file(h->path, "", 0, err) &&
		os_worker_start(&h->worker, help, h->path, err);
}

static bool
flush(struct demo_helper *h, struct err *err)
{
	bool ok = os_worker_send(&h->worker, h->batch.text, h->batch.len, err);

	buf_clear(&h->batch);
	return ok;
}

bool
helper_send(struct demo_helper *h, const struct life *l, struct err *err)
{
	wire_put(&h->batch, l);
	return h->batch.len < BATCH_BYTES || flush(h, err);
}

static const char take_over[] =
	"/*part*/ DELETE FROM main.case_ft_data; INSERT INTO main.case_ft_data SELECT * FROM "
	"part.case_ft_data;"
	"DELETE FROM main.case_ft_idx; INSERT INTO main.case_ft_idx SELECT * FROM part.case_ft_idx;"
	"INSERT INTO main.case_events SELECT * FROM part.case_events;"
	"INSERT INTO main.clocks SELECT * FROM part.clocks;"
	"INSERT INTO main.clock_pauses SELECT * FROM part.clock_pauses;"
	"INSERT INTO main.roll_cases SELECT * FROM part.roll_cases;"
	"INSERT INTO main.roll_d SELECT * FROM part.roll_d;"
	"INSERT INTO main.roll_mark SELECT * FROM part.roll_mark;";

bool
helper_take(struct demo_helper *h, struct db *db, int64_t newest, struct err *err)
{
	struct buf answer;

	wire_put_end(&h->batch, newest);
	if (!flush(h, err))
		return false;
	buf_init(&answer);
	bool ok = os_worker_end(&h->worker, &answer);

	if (!ok)
		err_set(err, ERR_IO, "%s", answer.len > 0 ? answer.text : _("后台任务中断了"));
	buf_release(&answer);
	return ok && db_take_over(db, h->path, take_over, err);
}

void
helper_free(struct demo_helper *h)
{
	if (h == NULL)
		return;
	os_worker_stop(&h->worker);
	unlink(h->path);
	buf_release(&h->batch);
	free(h->path);
	free(h);
}
