#include "core/serve/import.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/intake_db.h"
#include "core/serve/import_case.h"
#include "core/serve/import_db.h"
#include "core/serve/import_reject.h"

enum {
	BATCH_ROWS = 2048,
	BATCH_BYTES = 8 << 20,
	LOOK_MS = 5,   /* how often it is asked whether somebody waits at the gate */
	HOLD_MS = 200, /* how long the gate is held while nobody does */
	FOLD_COMMITS = 8,
	DRY_IDS = 1 << 20,
};

/* A row that was read and understood, waiting for the gate. */
struct waiting {
	struct intake in;
	struct import_row row; /* a copy, for when it is refused after all */
};

struct import {
	struct session *s;
	struct import_map *map;
	struct import_target target;
	bool dry_run;
	struct import_reader *reader;
	struct import_reject reject;
	struct import_counts counts;
	int64_t newest; /* of the cases before this run */
	struct arena mem, batch_mem;
	struct waiting *batch;
	size_t count, next; /* batch[next..count) is still to be written */
	bool read_all;
	int64_t from, to;  /* bytes of the file between which the batch stood */
	int64_t commit_ms; /* what the last commit took: a part of the time at the gate */
	int commits;       /* since the log was last folded back */
	int64_t *seen;     /* dry run: hashes of ids, since nothing is in the database */
	size_t seen_count;
};

/*
 * "csv:messages" for /home/x/messages.csv: the same file elsewhere bears the same ids, and so do its corrected
 * rows in messages.csv.rejected.csv.
 */
static const char *
source_name(struct import *im, const char *path)
{
	const char *base = strrchr(path, '/');

	if (im->map->source != NULL)
		return im->map->source;
	base = strcmp(path, "-") == 0 ? "stdin" : base != NULL ? base + 1 : path;
	const char *rejected = strstr(base, ".rejected.");
	size_t len = rejected != NULL ? (size_t)(rejected - base) : strlen(base);
	struct buf name;

	for (size_t dot = len; dot > 1; dot--) {
		if (base[dot - 1] == '.') {
			len = dot - 1;
			break;
		}
	}

	buf_init(&name);
	buf_addstr(&name, import_format(im->reader) == IMPORT_JSONL ? "jsonl:" : "csv:");
	text_clean(&name, base, len, true);
	const char *copy = arena_strdup(&im->mem, name.text);

	buf_release(&name);
	return copy;
}

/* What matters from elsewhere usually come by. */
static int
usual_channel(const struct rules *rules)
{
	const struct choice *c = choice_by_code(rules, CHOICE_CHANNEL, "ZZ");

	return c != NULL ? c->value : 0;
}

static bool
prepare(struct import *im, const struct import_options *o, struct err *err)
{
	struct session *s = im->s;
	size_t count;

	if (!session_has(s, ROLE_OP | ROLE_DSP | ROLE_SYSADM))
		return err_set(err, ERR_RULE, _("只有受理岗、分办岗和系统管理员可以导入"));
	if (!import_open(&im->reader, o->path, o->format, err))
		return false;
	const char *const *columns = import_columns(im->reader, &count);

	import_map_resolve(im->map, columns, count);
	if (import_format(im->reader) == IMPORT_CSV &&
		!import_map_check(im->map, columns, count, err))
		return false;
	im->target = (struct import_target){.s = s,
		.map = im->map,
		.source = source_name(im, o->path),
		.desk_id = o->desk_id != 0 ? o->desk_id : s->unit_id,
		.channel = usual_channel(s->rules),
		.mem = &im->mem,
		.places = arena_array(&im->mem, IMPORT_PLACES, sizeof(struct import_place))};
	return desk_place(s, im->target.desk_id, &im->target.desk_place, err) &&
		import_last_case(s, &im->newest, err) && (im->dry_run || import_tune(s, true, err));
}

bool
import_begin(struct import **out, struct session *s, struct import_map *map,
	const struct import_options *options, struct err *err)
{
	struct import *im = xcalloc(1, sizeof(*im));

	*out = NULL;
	im->s = s;
	im->map = map;
	im->dry_run = options->dry_run;
	im->batch = xcalloc(BATCH_ROWS, sizeof(*im->batch));
	if (im->dry_run)
		im->seen = xcalloc(DRY_IDS, sizeof(*im->seen));
	import_reject_init(&im->reject, options->path);
	if (!prepare(im, options, err)) {
		import_end(im);
		return false;
	}
	*out = im;
	return true;
}

void
import_end(struct import *im)
{
	struct err ignored = ERR_INIT;

	if (im == NULL)
		return;
	if (!im->dry_run && im->reader != NULL)
		import_tune(im->s, false, &ignored);
	import_shut(im->reader);
	import_reject_release(&im->reject);
	arena_release(&im->mem);
	arena_release(&im->batch_mem);
	free(im->batch);
	free(im->seen);
	free(im);
}

static bool
reject(struct import *im, const struct import_row *row, const char *why, struct err *err)
{
	im->counts.rejected++;
	return im->dry_run || import_reject_add(&im->reject, im->reader, row, why, err);
}

static void
copy_row(struct import *im, const struct import_row *row, struct import_row *copy)
{
	const char **values = arena_array(&im->batch_mem, row->given + 1, sizeof(*values));

	for (size_t i = 0; i < row->given; i++)
		values[i] = arena_strdup(&im->batch_mem, row->values[i]);
	*copy = *row;
	copy->values = values;
	copy->raw = row->raw != NULL ? arena_strdup(&im->batch_mem, row->raw) : NULL;
}

static bool
take_row(struct import *im, const struct import_row *row, struct buf *why, struct err *err)
{
	struct waiting *w = &im->batch[im->count];
	size_t count;
	const char *const *columns = import_columns(im->reader, &count);

	import_map_resolve(im->map, columns, count);
	buf_clear(why);
	if (import_prepare(&im->target, row, &im->batch_mem, &w->in, why, err)) {
		copy_row(im, row, &w->row);
		im->count++;
		return true;
	}
	return err->code == ERR_NONE && reject(im, row, why->text, err);
}

/* Reads on until the batch is full; outside the gate. */
static bool
fill_batch(struct import *im, struct err *err)
{
	struct buf why;
	bool ok = true, found = true;

	arena_reset(&im->batch_mem);
	im->count = im->next = 0;
	im->from = im->to;
	buf_init(&why);
	while (ok && im->count < BATCH_ROWS && im->batch_mem.used < BATCH_BYTES && !im->read_all) {
		struct import_row row;

		ok = import_next(im->reader, &row, &found, err);
		im->read_all = ok && !found;
		if (ok && found)
			ok = take_row(im, &row, &why, err);
	}
	buf_release(&why);
	im->to = source_offset(import_source(im->reader));
	return ok && import_reject_flush(&im->reject, err);
}

/* Is it the second row of a dry run with this id? Beyond a million ids nobody is told. */
static bool
seen_before(struct import *im, const char *id)
{
	int64_t hash = import_hash(im->s, id);
	size_t slot = (size_t)hash % DRY_IDS;

	while (im->seen[slot] != 0 && im->seen[slot] != hash)
		slot = (slot + 1) % DRY_IDS;
	bool seen = im->seen[slot] == hash;

	if (!seen && im->seen_count < DRY_IDS / 2) {
		im->seen[slot] = hash;
		im->seen_count++;
	}
	return seen;
}

/* The id is known: from an earlier run, or from a row above. */
static bool
put_again(struct import *im, struct audit_chain *chain, const struct waiting *w, int64_t case_id,
	struct import_counts *counts, struct err *err)
{
	bool from_this_run = case_id > im->newest;
	enum import_known known;

	if (!import_again(
		    im->s, chain, case_id, &w->in, !from_this_run && !im->dry_run, &known, err))
		return false;
	if (known == IMPORT_DIFFERS && from_this_run)
		return reject(im, &w->row, _("编号与前面的行相同, 内容不同"), err);
	counts->updated += known == IMPORT_CHANGED;
	counts->skipped += known != IMPORT_CHANGED;
	counts->in_hand += known == IMPORT_DIFFERS;
	return true;
}

static bool
put_row(struct import *im, struct audit_chain *chain, const struct waiting *w,
	struct import_counts *counts, struct err *err)
{
	int64_t case_id = 0;

	if (!case_imported(im->s, w->in.source, w->in.ext_id, &case_id, err))
		return false;
	if (case_id != 0)
		return put_again(im, chain, w, case_id, counts, err);
	if (im->dry_run) {
		bool again = seen_before(im, w->in.ext_id);

		counts->skipped += again;
		counts->imported += !again;
		return true;
	}
	if (case_register_in(im->s, chain, &w->in, &case_id, err)) {
		counts->imported++;
		return true;
	}
	if (err->code != ERR_LIMIT && err->code != ERR_INPUT && err->code != ERR_RULE)
		return false;
	char why[ERR_TEXT_BYTES];

	memcpy(why, err->text, sizeof(why));
	err_clear(err); /* the row's fault, found before anything of it was written */
	return reject(im, &w->row, why, err);
}

static void
add_counts(struct import_counts *to, const struct import_counts *from)
{
	to->imported += from->imported;
	to->updated += from->updated;
	to->skipped += from->skipped;
	to->in_hand += from->in_hand;
}

static int64_t
mono(const struct import *im)
{
	return clock_mono_ms(store_clock(im->s->store));
}

/*
 * Rows, at least one, until somebody else wants to write. A long transaction writes each page of the indexes
 * and each word of the text index once for many rows, which is half of the cost; but who waits shall wait 20 ms
 * at most, so it is asked every 5 and then committed at once.
 */
static bool
put_rows(struct import *im, size_t *next, struct import_counts *counts, struct err *err)
{
	struct audit_chain chain = {0};
	int64_t start = mono(im), look = start + LOOK_MS, now = start;
	bool ok = true, wanted = false;

	while (ok && *next < im->count && !wanted && now - start < HOLD_MS) {
		ok = put_row(im, &chain, &im->batch[(*next)++], counts, err);
		now = mono(im);
		if (now >= look) {
			wanted = store_is_wanted(im->s->store);
			look = now + LOOK_MS;
		}
	}
	return ok;
}

static bool
commit(struct import *im, struct err *err)
{
	if (!store_commit(im->s->store, err) || !import_reject_flush(&im->reject, err))
		return false;
	if (++im->commits < FOLD_COMMITS)
		return true;
	im->commits = 0;
	return import_fold(im->s, err);
}

/* One transaction: as many of the waiting rows as go through the gate in one turn. */
static bool
write_some(struct import *im, struct err *err)
{
	struct import_counts counts = {0};
	size_t next = im->next;

	if (!im->dry_run && !store_begin(im->s->store, err))
		return false;
	bool ok = put_rows(im, &next, &counts, err);

	if (!im->dry_run && !ok)
		store_rollback(im->s->store);
	if (!im->dry_run)
		ok = ok && commit(im, err);
	if (!ok)
		return false;
	im->next = next;
	add_counts(&im->counts, &counts);
	return true;
}

static bool
note_end(struct import *im, struct err *err)
{
	const struct import_counts *c = &im->counts;
	struct audit_chain chain = {0};
	const char *detail = arena_printf(&im->mem,
		"cases %s imported %lld updated %lld skipped %lld rejected %lld", im->target.source,
		(long long)c->imported, (long long)c->updated, (long long)c->skipped,
		(long long)c->rejected);

	if (im->dry_run)
		return true;
	if (!store_begin(im->s->store, err))
		return false;
	if (audit_add(im->s, &chain, AUDIT_IMPORT, AUDIT_OBJ_FILE, 0, detail, NULL, err))
		return store_commit(im->s->store, err);
	store_rollback(im->s->store);
	return false;
}

bool
import_step(struct import *im, int budget_ms, bool *done, struct err *err)
{
	int64_t until = mono(im) + budget_ms;

	*done = false;
	do {
		if (im->next == im->count) {
			if (!fill_batch(im, err))
				return false;
			if (im->count == 0 && im->read_all) {
				*done = true;
				return note_end(im, err);
			}
		}
		if (im->count > 0 && !write_some(im, err))
			return false;
	} while (mono(im) < until);
	return true;
}

const struct import_counts *
import_counted(const struct import *im)
{
	return &im->counts;
}

const char *
import_rejected_path(const struct import *im)
{
	return im->reject.file != NULL ? im->reject.path.text : "";
}

int64_t
import_offset(const struct import *im)
{
	return im->count > 0
		? im->from + (im->to - im->from) * (int64_t)im->next / (int64_t)im->count
		: im->to;
}

const struct import_reader *
import_reading(const struct import *im)
{
	return im->reader;
}
