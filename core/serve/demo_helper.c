#include "core/serve/demo_helper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_worker.h"
#include "core/db/fts.h"
#include "core/db/schema.h"
#include "core/domain/case_index.h"
#include "core/serve/roll.h"
#include "core/serve/roll_db.h"

enum { BATCH_BYTES = 1 << 16, HELPER_CACHE_KIB = 65536, MOST_TEXT = 1 << 20, SEGMENT_KIB = 65536 };

enum record_kind { RECORD_CASE = 1, RECORD_END = 2 };

/* What goes over the line: this, then title, text and spot. Both ends are the same program. */
struct record {
	int64_t kind, city, id, county, town, newest;
	struct roll_part part;
	uint32_t title, body, spot; /* bytes, with the closing zero */
};

struct demo_helper {
	struct os_worker worker;
	char *path; /* of its file */
	struct buf batch;
};

/* --- in the helper */

struct desk {
	struct db *db;
	struct roll_load *rolls;
	struct buf texts;
	struct record r;
};

static bool
read_texts(int in, struct desk *d)
{
	size_t len = (size_t)d->r.title + d->r.body + d->r.spot;

	if (len > MOST_TEXT)
		return false;
	while (d->texts.cap <= len)
		buf_add(&d->texts, "\0\0\0\0\0\0\0\0", 8);
	return os_read_exactly(in, d->texts.text, len);
}

static bool
take_case(struct desk *d, struct err *err)
{
	const struct record *r = &d->r;
	const struct case_indexed x = {.id = r->id,
		.county = r->county,
		.town = r->town,
		.title = d->texts.text,
		.body = d->texts.text + r->title,
		.spot = d->texts.text + r->title + r->body};

	if (d->rolls == NULL)
		d->rolls = roll_load_new(d->db, r->city);
	return case_index_load(d->db, &x, err) && roll_load_case(d->rolls, r->id, &r->part, err);
}

static bool
take_all(int in, struct desk *d, struct err *err)
{
	while (os_read_exactly(in, &d->r, sizeof(d->r)) && d->r.kind == RECORD_CASE)
		if (!read_texts(in, d) || !take_case(d, err))
			return err_set(err, ERR_IO, _("后台任务中断了"));
	if (d->r.kind != RECORD_END)
		return err_set(err, ERR_IO, _("后台任务中断了"));
	if (d->rolls == NULL)
		return roll_write_mark(d->db, d->r.newest, err);
	return roll_load_end(d->rolls, d->r.newest, err);
}

static bool
help(int in, void *ctx, struct buf *answer)
{
	const char *path = ctx;
	struct desk d = {0};
	struct err err = ERR_INIT;

	buf_init(&d.texts);
	bool ok = db_open(&d.db, path, DB_BULK_NEW, HELPER_CACHE_KIB, &err) &&
		  schema_tables(d.db, &err) && db_begin_write(d.db, &err) &&
		  fts_set_memory(d.db, SEGMENT_KIB, &err) && take_all(in, &d, &err) &&
		  db_commit(d.db, &err);

	db_close(d.db);
	if (!ok) /* the sender may have been killed */
		unlink(path);
	buf_release(&d.texts);
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

/* The last round that was not taken back. */
static const struct case_clock *
handle_clock(const struct case_data *c)
{
	const struct case_clock *last = NULL;

	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == CLOCK_HANDLE && c->clocks[i].outcome != OUTCOME_VOID &&
			(last == NULL || c->clocks[i].round > last->round))
			last = &c->clocks[i];
	return last;
}

bool
helper_send(struct demo_helper *h, int64_t city, const struct case_data *c, struct err *err)
{
	const struct case_indexed x = case_indexed(&c->row, &c->texts);
	struct record r;

	memset(&r, 0, sizeof(r)); /* gaps between members go over the line too */
	r.kind = RECORD_CASE;
	r.city = city;
	r.id = x.id;
	r.county = x.county;
	r.town = x.town;
	r.title = (uint32_t)strlen(x.title) + 1;
	r.body = (uint32_t)strlen(x.body) + 1;
	r.spot = (uint32_t)strlen(x.spot) + 1;
	roll_part_of(&c->row, handle_clock(c), &r.part);
	buf_add(&h->batch, (const char *)&r, sizeof(r));
	buf_add(&h->batch, x.title, r.title);
	buf_add(&h->batch, x.body, r.body);
	buf_add(&h->batch, x.spot, r.spot);
	return h->batch.len < BATCH_BYTES || flush(h, err);
}

static const char take_over[] =
	"/*part*/ DELETE FROM main.case_ft_data; INSERT INTO main.case_ft_data SELECT * FROM "
	"part.case_ft_data;"
	"DELETE FROM main.case_ft_idx; INSERT INTO main.case_ft_idx SELECT * FROM part.case_ft_idx;"
	"INSERT INTO main.roll_cases SELECT * FROM part.roll_cases;"
	"INSERT INTO main.roll_d SELECT * FROM part.roll_d;"
	"INSERT INTO main.roll_mark SELECT * FROM part.roll_mark;";

bool
helper_take(struct demo_helper *h, struct db *db, int64_t newest, struct err *err)
{
	struct record end;
	struct buf answer;

	memset(&end, 0, sizeof(end));
	end.kind = RECORD_END;
	end.newest = newest;
	buf_add(&h->batch, (const char *)&end, sizeof(end));
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
