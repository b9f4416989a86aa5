/*
 * The composition root: the only place that knows the command line, the store and the console at once.
 * cmd_main() decides what to do before any terminal call; without a command it calls console().
 */
#include "core/base/date.h"
#include "core/cmd/cmd.h"
#include "core/db/store.h"
#include "tui/app/loop.h"
#include "tui/app/registry.h"
#include "tui/screen/screens.h"

/* Has another console written? */
static enum poll_result
poll_store(void *store)
{
	return store_changed(store) ? POLL_CHANGED : POLL_SAME;
}

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

static bool
console(struct cmd_run *run, struct err *err)
{
	const struct options *o = &run->options;
	int code = 0;

	if (!cmd_open(run, false, 0, err))
		return false;
	const struct app_config app = {
		.session = &run->session,
		.clock = store_clock(run->store),
		.screens = app_screens,
		.user = run->session.name,
		.place = run->session.unit_name,
		.theme = o->theme,
		.theme_dir = o->themes_dir,
		.poll = poll_store,
		.ctx = run->store,
		.global = screens_global,
		.day_mark = day_mark,
		.finders = screens_finders,
	};
	const struct term_config term = {
		.type = o->term,
		.clock = store_clock(run->store),
		.no_colour = o->no_color,
		.over_ssh = o->ssh_connection != NULL,
	};

	if (!app_run(&app, &term, &code, err))
		return false;
	run->status = code;
	return true;
}

int
main(int argc, char **argv)
{
	return cmd_main(argc, argv, console);
}
