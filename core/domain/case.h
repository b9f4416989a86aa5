/*
 * A matter: its states, its fields, what a list shows of it. The machine that moves it is case_act.h.
 */
#ifndef LINLI_CASE_H
#define LINLI_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/rules.h"
#include "core/domain/session.h"

/*
 * Stored: never renumber. Open states come first: indexes of the open set are defined by state < 12, and
 * every query on it says exactly that.
 */
enum case_state {
	CASE_DRAFT = 0, /* lives in the table drafts, outside all counts */
	CASE_REGISTERED = 1,
	CASE_ACCEPTED = 2,
	CASE_DISPATCHED = 3,
	CASE_RETURN_REQ = 4,
	CASE_IN_PROGRESS = 5,
	CASE_MEDIATION = 6,
	CASE_COORDINATION = 7,
	CASE_SUSPENDED = 8,
	CASE_REPLIED = 9,
	CASE_CALLBACK = 10,
	CASE_REOPENED = 11,
	CASE_OPEN_BELOW = 12,
	CASE_CLOSED = 12,
	CASE_REJECTED = 13,
	CASE_REFERRED = 14,
	CASE_MERGED = 15,
	CASE_WITHDRAWN = 16,
	CASE_STATE_COUNT
};

/* The four steps printed on every matter: 受理 分办 反馈 问效. */
enum case_stage { STAGE_ACCEPT, STAGE_ROUTE, STAGE_FEEDBACK, STAGE_SURVEY, STAGE_DONE };

/* Bits of cases.flags. Stored: never renumber. */
enum case_flag {
	CASE_REPEAT = 1 << 0, /* same person, same fact, within the days of the rules */
	CASE_COLLECTIVE = 1 << 1,
	CASE_EXCLUDED = 1 << 2, /* out of assessment, approved */
	CASE_PENDING = 1 << 3,  /* a second signature is being waited for */
	CASE_SUPERVISED = 1 << 4,
	CASE_FOLLOWED = 1 << 5,  /* by the discipline office */
	CASE_DANGER = 1 << 6,    /* life at risk */
	CASE_NO_RETURN = 1 << 7, /* ruled: it may not be returned again */
	CASE_SEALED = 1 << 8,
	CASE_ANONYMOUS = 1 << 9,
	CASE_IMPORTED = 1 << 10,
	CASE_NO_GRID = 1 << 11, /* place known only to the centre's area */
	CASE_ON_AGENDA = 1 << 12,
	CASE_HAS_FILES = 1 << 13,
	CASE_OPENED = 1 << 14,          /* somebody has looked at it since it came */
	CASE_SPOT = 1 << 15,            /* answered on the spot */
	CASE_PROVISIONAL = 1 << 16,     /* the due date lies in a year without published holidays */
	CASE_IN_GRID = 1 << 17,         /* solved in the grid */
	CASE_NAME_OPEN = 1 << 18,       /* the reporter agrees that the name is published */
	CASE_EXT_PENDING = 1 << 19,     /* more time has been asked for; work goes on */
	CASE_EXCLUDE_PENDING = 1 << 20, /* exclusion from assessment has been asked for */
};

enum light { LIGHT_GREEN, LIGHT_YELLOW, LIGHT_RED, LIGHT_GREY, LIGHT_DONE };

/* What lists, previews and boards show. Texts live in the arena of the load. */
struct case_row {
	int64_t id, version;
	int64_t no; /* 19 digits; see case_number.h */
	enum case_state state;
	enum tier tier;
	int cat, kind, channel;
	int64_t place, county, town, estate_id;
	int64_t desk_id, clerk_id, unit_id, handler_id;
	int64_t opened_at, accepted_at, due_at, light_at, replied_at, closed_at, updated_at;
	int64_t step_at; /* when the program next does something by itself; TIME_NEVER: nothing */
	enum clock_kind due_kind;
	uint32_t flags;
	int urged, extended, moved, returned, joint, merged, score, solved, verify_back, reopened;
	int64_t main_id; /* the matter this one was merged into */
	const char *title;
	const char *unit, *clerk, *estate, *grid; /* names; "" when there is none */
};

struct word state_word(enum case_state state);
enum case_stage state_stage(enum case_state state);
bool state_is_open(enum case_state state);

/* The light at a moment; grey while no clock runs, done when the case has ended. */
enum light case_light(const struct case_row *row, int64_t now);

#endif
