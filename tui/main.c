/*
 * The composition root: the only place that knows the command line, the store and the console at once.
 * cmd_main() decides what to do before any terminal call; without a command it calls console().
 */
#include <stdio.h>

#include "core/base/date.h"
#include "core/cmd/cmd.h"
#include "core/db/store.h"
#include "core/domain/preference.h"
#include "core/serve/keeper.h"
#include "tui/app/loop.h"
#include "tui/app/registry.h"
#include "tui/screen/screens.h"

/* 补 on a make-up workday, 休 on a public holiday. */
static const char *
day_mark(const struct session *session, int64_t utc)
{
	const struct calendar *cal = session->rules->calendar;
	int32_t day = day_from_utc(utc);

	if (day_is_makeup(cal, day))
		return C_("title.day|3", "补");
	return day_name(cal, day) != NULL && !day_is_working(cal, day, NULL)
		? C_("title.day|3", "休")
		: "";
}

/* What the loop's hooks work on. */
struct house {
	struct session *session;
	struct store *store;
	struct keeper *keeper;
	enum store_room told; /* the last notice about the disk */
};

/* Has another console written? */
static enum poll_result
poll_store(void *ctx)
{
	struct house *h = ctx;

	return store_changed(h->store) ? POLL_CHANGED : POLL_SAME;
}

static int
keep_due(void *ctx)
{
	return keeper_due_ms(((struct house *)ctx)->keeper);
}

static void
keep(void *ctx, int budget_ms)
{
	keeper_slice(((struct house *)ctx)->keeper, budget_ms);
}

static const char *
keep_notice(void *ctx)
{
	struct house *h = ctx;
	enum store_room room = keeper_state(h->keeper)->room;

	if (room == h->told)
		return NULL;
	h->told = room;
	if (room == ROOM_NONE)
		return _("磁盘快满了: 不再登记新件, 请联系管理员");
	return room == ROOM_SCARCE ? _("磁盘空间不多了, 请联系管理员") : NULL;
}

/* Terminals are remembered for the person by their type: "term.xterm-256color" is "1 2 35 2". */
static const char *
term_key(const char *type, char out[80])
{
	snprintf(out, 80, "term.%s", type);
	return out;
}

static bool
recall_term(void *ctx, const char *type, struct term_facts *facts)
{
	struct house *h = ctx;
	struct arena mem = ARENA_INIT;
	struct err ignored = ERR_INIT;
	const char *kept = "";
	char key[80];
	int repeats = 0;

	bool known = preference_get(h->session, term_key(type, key), &mem, &kept, &ignored) &&
		sscanf(kept, "%d %d %d %d", &facts->ambiguous_cells, &facts->rare_cells,
			&facts->round_trip_ms, &repeats) == 4;

	facts->repeats =
		repeats > 0 && repeats <= REPEAT_ANY ? (enum term_repeat)repeats : REPEAT_NOTHING;
	arena_release(&mem);
	return known;
}

static void
keep_term(void *ctx, const char *type, const struct term_facts *facts)
{
	struct house *h = ctx;
	struct err ignored = ERR_INIT;
	char key[80], value[80];

	snprintf(value, sizeof(value), "%d %d %d %d", facts->ambiguous_cells, facts->rare_cells,
		facts->round_trip_ms, (int)facts->repeats);
	preference_set(h->session, term_key(type, key), value, &ignored);
}

static bool
console(struct cmd_run *run, struct err *err)
{
	const struct options *o = &run->options;
	int code = 0;

	if (!cmd_open(run, false, 0, err))
		return false;
	struct house house = {.session = &run->session,
		.store = run->store,
		.keeper = keeper_open(&run->session, "/proc/self/exe")};
	static const struct app_background background = {keep_due, keep, keep_notice};
	static const struct app_memory memory = {recall_term, keep_term};
	const struct app_config app = {
		.session = &run->session,
		.clock = store_clock(run->store),
		.screens = app_screens,
		.user = run->session.name,
		.place = run->session.unit_name,
		.theme = o->theme,
		.theme_dir = o->themes_dir,
		.poll = poll_store,
		.ctx = &house,
		.global = screens_global,
		.day_mark = day_mark,
		.finders = screens_finders,
		.help = screens_help,
		.background = &background,
		.memory = &memory,
	};
	const struct term_config term = {
		.type = o->term,
		.clock = store_clock(run->store),
		.no_colour = o->no_color,
		.over_ssh = o->ssh_connection != NULL,
	};

	bool ok = app_run(&app, &term, &code, err);

	keeper_close(house.keeper);
	run->status = code;
	return ok;
}

int
main(int argc, char **argv)
{
	return cmd_main(argc, argv, console);
}
