#include "core/db/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/db/store_impl.h"
#include "core/db/trouble.h"

struct db *
store_db(struct store *st)
{
	return st->db;
}

struct clock *
store_clock(struct store *st)
{
	return &st->clock;
}

const struct keys *
store_keys(const struct store *st)
{
	return &st->keys;
}

const char *
store_path(const struct store *st)
{
	return st->path;
}

void
store_side_path(const struct store *st, const char *suffix, struct buf *out)
{
	buf_addf(out, "%s%s", st->path, suffix);
}

int64_t
store_now(const struct store *st)
{
	return clock_now(&st->clock);
}

bool
store_read_only(const struct store *st)
{
	return st->refusal != NULL;
}

void
store_refuse_writes(struct store *st, const char *reason)
{
	char *copy = xstrdup(reason);

	free(st->refusal);
	st->refusal = copy;
}

void
store_hurry(struct store *st)
{
	if (st->gate_wait_ms > GATE_HURRY_MS)
		st->gate_wait_ms = GATE_HURRY_MS;
}

bool
store_is_wanted(const struct store *st)
{
	struct buf path;

	buf_init(&path);
	store_side_path(st, "-gate", &path);
	bool wanted = os_lock_is_wanted(path.text);

	buf_release(&path);
	return wanted;
}

/* Who holds the gate, for the sentence; "" when it cannot be told. */
static void
name_holder(const struct store *st, struct buf *out)
{
	struct buf path;
	int pid;

	buf_init(&path);
	store_side_path(st, "-gate", &path);
	if (os_lock_holders(path.text, &pid, 1) == 1)
		buf_addf(out, _(" (进程 %d)"), pid);
	buf_release(&path);
}

static bool
take_gate(struct store *st, int64_t wait_ms, struct err *err)
{
	struct buf holder;

	switch (os_lock_take(st->gate_fd, OS_LOCK_EXCLUSIVE, wait_ms > 0 ? (int)wait_ms : 0)) {
	case OS_LOCKED:
		return true;
	case OS_LOCK_FAILED:
		return err_set(
			err, ERR_IO, _("没有存上: 锁不住 %s-gate: %s"), st->path, strerror(errno));
	case OS_LOCK_HELD:
		break;
	}
	buf_init(&holder);
	name_holder(st, &holder);
	err_set(err, ERR_BUSY, _("没有存上: 数据库正被别人占用%s。填的内容还在, 请稍后再试"),
		holder.text);
	buf_release(&holder);
	return false;
}

/* Behind the gate nothing is waited for long: the engine is asked for this long only. */
static bool
try_begin(struct store *st, struct err *err)
{
	enum { BRIEFLY_MS = 50 };

	db_set_patience(st->db, BRIEFLY_MS);
	bool ok = db_begin_write(st->db, err) && store_check_version(st, err);

	db_set_patience(st->db, DB_PATIENCE_MS);
	if (!ok)
		store_rollback(st);
	return ok;
}

/*
 * Only programs that do not know the gate (a shell on the file) can be in the way behind it. Whoever meets one
 * gives the gate back and comes again, so that all wait for that program and nobody for the one in front.
 */
static bool
begin_gated(struct store *st, struct err *err)
{
	struct clock real;

	clock_real(&real);
	int64_t end = clock_mono_ms(&real) + st->gate_wait_ms;

	for (;;) {
		struct err attempt = ERR_INIT;

		if (!take_gate(st, end - clock_mono_ms(&real), err))
			return false;
		if (try_begin(st, &attempt))
			return true;
		if (attempt.code != ERR_BUSY || clock_mono_ms(&real) >= end)
			return err_set(err, attempt.code, "%s", attempt.text);
	}
}

/*
 * In the log's mode the engine does not notice that its file or log was moved away or replaced by hand: it would
 * write on into a file without a name, and all of it would be gone.
 */
static bool
is_in_place(const struct store *st)
{
	struct os_identity file = os_identify(st->path), log = os_identify(st->log_path);

	return file.device == st->file.device && file.inode == st->file.inode &&
		log.device == st->log.device && log.inode == st->log.inode;
}

bool
store_begin(struct store *st, struct err *err)
{
	if (st->refusal != NULL)
		return err_set(err, ERR_RULE, "%s", st->refusal);
	if (db_in_transaction(st->db))
		return err_set(err, ERR_BUG, _("程序错误: 一笔存盘还没有完, 又开始了一笔"));
	if (st->working != NULL)
		return db_begin_write(st->db, err);
	if (!is_in_place(st))
		return trouble_say(TROUBLE_MOVED, "", 0, err);
	return begin_gated(st, err);
}

bool
store_commit(struct store *st, struct err *err)
{
	bool ok = db_commit(st->db, err);

	if (!ok)
		db_rollback(st->db);
	os_lock_drop(st->gate_fd);
	return ok;
}

void
store_rollback(struct store *st)
{
	db_rollback(st->db);
	os_lock_drop(st->gate_fd);
}

bool
store_changed(struct store *st)
{
	int64_t now = db_data_version(st->db);
	bool changed = now != st->data_version;

	st->data_version = now;
	return changed;
}

enum store_room
store_judge_room(int percent, int64_t bytes)
{
	const int64_t scarce = INT64_C(10) << 30, none = INT64_C(512) << 20;

	if (percent < 2 && bytes < none)
		return ROOM_NONE;
	return percent < 10 && bytes < scarce ? ROOM_SCARCE : ROOM_ENOUGH;
}

enum store_room
store_room(const struct store *st)
{
	int percent;
	int64_t bytes;

	return os_free_space(st->path, &percent, &bytes) ? store_judge_room(percent, bytes)
							 : ROOM_ENOUGH;
}

bool
store_has_room(const struct store *st, struct err *err)
{
	return store_room(st) != ROOM_NONE ||
		err_set(err, ERR_IO,
			_("磁盘快满了, 暂停收新件; 已有的件可以照办。填的内容还在, 请告诉管理员腾出空间"));
}

const char *
store_setting(struct store *st, const char *key, struct arena *mem, struct err *err)
{
	struct stmt *s = db_stmt(st->db, "SELECT value FROM settings WHERE key = $1", err);
	const char *value = "";

	if (s == NULL)
		return value;
	bind_text(s, 1, key);
	if (db_row(s, err))
		value = col_text(s, mem);
	db_done(s, err);
	return value;
}

bool
store_set_setting(struct store *st, const char *key, const char *value, struct err *err)
{
	struct stmt *s = db_stmt(st->db,
		"INSERT INTO settings(key, value) VALUES($1, $2)"
		" ON CONFLICT(key) DO UPDATE SET value = excluded.value",
		err);

	if (s == NULL)
		return false;
	bind_text(s, 1, key);
	bind_text(s, 2, value);
	return db_run(s, err);
}
