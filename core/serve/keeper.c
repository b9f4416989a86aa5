#include "core/serve/keeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/domain/entry.h"
#include "core/domain/escalation.h"
#include "core/serve/keeper_db.h"
#include "core/serve/roll.h"

enum {
	FOLD_EVENTS = 25, /* in one step */
	LOG_PAGES_ALONE =
		1000, /* a writer folds the log itself at this length where nobody keeps house, */
	LOG_PAGES_KEPT = 16000, /* and at this one in case whoever does is stopped */
	MINUTE_MS = 60000,
	SECOND_MS = 1000,
};

/* What is to be done, how often. A step is short; *more asks for another one at once. */
struct chore {
	int every_ms;
	bool (*step)(struct keeper *k, bool *more, struct err *err);
};

enum {
	CHORE_FOLD,
	CHORE_LOG,
	CHORE_EXPIRE,
	CHORE_MERGE,
	CHORE_ROOM,
	CHORE_STEPS,
	CHORE_ENTRY,
	CHORE_DAILY,
	CHORES
};

struct keeper {
	struct session *session;
	struct keeper_state state;
	int fd;                   /* the lock file; -1 while it cannot be opened */
	const char *tick_program; /* NULL: never */
	int64_t elect_at;
	int64_t due_at[CHORES];
	int64_t merged_at_change; /* changes of the database when the text index had nothing to merge */
	struct os_child tick;
};

static int64_t
now_ms(const struct keeper *k)
{
	return clock_mono_ms(store_clock(k->session->store));
}

static bool
step_fold(struct keeper *k, bool *more, struct err *err)
{
	return roll_fold(k->session, FOLD_EVENTS, more, err);
}

static bool
step_log(struct keeper *k, bool *more, struct err *err)
{
	struct store *st = k->session->store;
	struct os_file log;
	struct buf path;
	int pages = 0, done = 0;

	*more = false;
	buf_init(&path);
	store_side_path(st, "-wal", &path);
	k->state.log_bytes = os_look(path.text, &log) ? log.bytes : 0;
	buf_release(&path);
	return k->state.log_bytes == 0 || db_checkpoint_passive(store_db(st), &pages, &done, err);
}

static bool
step_expire(struct keeper *k, bool *more, struct err *err)
{
	return expire_some(k->session, more, err);
}

/* Merging is asked for only when something was written since it last had nothing to do. */
static bool
step_merge(struct keeper *k, bool *more, struct err *err)
{
	struct db *db = store_db(k->session->store);
	int64_t changes = db_data_version(db) + db_changes_total(db);

	*more = false;
	if (changes == k->merged_at_change)
		return true;
	if (!merge_some(k->session, more, err))
		return false;
	if (!*more)
		k->merged_at_change = db_data_version(db) + db_changes_total(db);
	return true;
}

static bool
step_room(struct keeper *k, bool *more, struct err *err)
{
	(void)err;
	*more = false;
	k->state.room = store_room(k->session->store);
	return true;
}

/* A matter a step: each is a durable transaction. */
static bool
step_steps(struct keeper *k, bool *more, struct err *err)
{
	return escalation_run(k->session, 1, more, err);
}

static bool
step_entry(struct keeper *k, bool *more, struct err *err)
{
	return entry_check(k->session, FOLD_EVENTS, more, err);
}

static bool
step_daily(struct keeper *k, bool *more, struct err *err)
{
	const char *const argv[] = {"linli", "--db", store_path(k->session->store), "tick", NULL};
	int32_t day;

	*more = false;
	if (k->tick_program == NULL || k->tick.pid != 0)
		return true;
	if (!daily_done(k->session, &day, err))
		return false;
	return day >= day_from_utc(session_now(k->session)) ||
		os_child_start(&k->tick, k->tick_program, argv, err);
}

static const struct chore chores[CHORES] = {
	[CHORE_FOLD] = {SECOND_MS, step_fold},
	[CHORE_LOG] = {5 * SECOND_MS, step_log},
	[CHORE_EXPIRE] = {MINUTE_MS, step_expire},
	[CHORE_MERGE] = {MINUTE_MS, step_merge},
	[CHORE_ROOM] = {MINUTE_MS, step_room},
	[CHORE_STEPS] = {MINUTE_MS, step_steps},
	[CHORE_ENTRY] = {MINUTE_MS, step_entry},
	[CHORE_DAILY] = {10 * MINUTE_MS, step_daily},
};

/* The disk is watched by everybody: whoever types must be told. */
static bool
is_everybodys(int chore)
{
	return chore == CHORE_ROOM;
}

static void
elect(struct keeper *k)
{
	struct store *st = k->session->store;
	struct err err = ERR_INIT;

	if (k->fd < 0) {
		struct buf path;

		buf_init(&path);
		store_side_path(st, "-keeper", &path);
		k->fd = os_lock_open(path.text, &err);
		buf_release(&path);
	}
	enum os_locked got =
		k->fd >= 0 ? os_lock_take(k->fd, OS_LOCK_EXCLUSIVE, 0) : OS_LOCK_FAILED;

	k->state.elected = got == OS_LOCKED;
	k->state.known = got == OS_LOCKED || got == OS_LOCK_HELD;
	db_set_autocheckpoint(
		store_db(st), k->state.known ? LOG_PAGES_KEPT : LOG_PAGES_ALONE, &err);
	k->elect_at = now_ms(k) + MINUTE_MS;
}

struct keeper *
keeper_open(struct session *s, const char *tick_program)
{
	struct keeper *k = xcalloc(1, sizeof(*k));

	k->session = s;
	k->fd = -1;
	k->tick_program = tick_program;
	k->merged_at_change = -1;
	buf_init(&k->tick.line);
	buf_init(&k->tick.message);
	k->tick.fd = -1;
	k->elect_at = now_ms(k);
	return k;
}

void
keeper_close(struct keeper *k)
{
	if (k == NULL)
		return;
	os_child_release(&k->tick);
	if (k->fd >= 0)
		close(k->fd);
	free(k);
}

/* Runs one step of a chore that is due and sets when it is due again. */
static bool
run_step(struct keeper *k, int chore, struct err *err)
{
	bool more = false;
	bool ok = chores[chore].step(k, &more, err);

	k->due_at[chore] = now_ms(k) + (ok && more ? 0 : ok ? chores[chore].every_ms : MINUTE_MS);
	if (ok)
		err_clear(&k->state.last);
	else
		k->state.last = *err;
	return ok && more;
}

static bool
is_due(const struct keeper *k, int chore)
{
	return (k->state.elected || is_everybodys(chore)) && now_ms(k) >= k->due_at[chore];
}

bool
keeper_slice(struct keeper *k, int budget_ms)
{
	int64_t end = now_ms(k) + budget_ms;
	bool more = false;

	if (store_read_only(k->session->store))
		return false;
	if (k->tick.pid != 0 && !os_child_poll(&k->tick))
		os_child_release(&k->tick);
	if (now_ms(k) >= k->elect_at)
		elect(k);
	for (int chore = 0; chore < CHORES; chore++) {
		while (is_due(k, chore) && now_ms(k) <= end) {
			struct err err = ERR_INIT;

			if (!run_step(k, chore, &err))
				break;
		}
		more = more || is_due(k, chore);
	}
	return more;
}

int
keeper_due_ms(const struct keeper *k)
{
	int64_t due = k->elect_at;

	for (int chore = 0; chore < CHORES; chore++)
		if ((k->state.elected || is_everybodys(chore)) && k->due_at[chore] < due)
			due = k->due_at[chore];
	int64_t in = due - now_ms(k);

	return in < 0 ? 0 : (int)in;
}

const struct keeper_state *
keeper_state(const struct keeper *k)
{
	return &k->state;
}

bool
keeper_run(struct session *s, struct err *err)
{
	struct keeper *k = keeper_open(s, NULL);
	bool ok = true;

	for (int chore = 0; ok && chore < CHORE_DAILY; chore++) {
		bool more = true;

		while (ok && more)
			ok = chores[chore].step(k, &more, err);
	}
	keeper_close(k);
	return ok && daily_work(s, err);
}
