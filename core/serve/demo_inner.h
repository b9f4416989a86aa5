/*
 * What the files of the demo city share while its matters are made.
 */
#ifndef LINLI_DEMO_INNER_H
#define LINLI_DEMO_INNER_H

#include "core/domain/case.h"
#include "core/domain/session.h"
#include "core/serve/demo.h"
#include "core/serve/demo_city.h"
#include "core/serve/demo_mix.h"

/* Sections of say.txt and names.txt. Channels stand first, in the order of their values. */
enum demo_phrase {
	SAY_OPEN_RX,
	SAY_OPEN_WX,
	SAY_OPEN_XC,
	SAY_OPEN_LF,
	SAY_OPEN_WG,
	SAY_OPEN_ZZ,
	SAY_OPEN_LD,
	SAY_OPEN_GA,
	SAY_OPEN_TJ,
	SAY_OPEN_HY,
	SAY_SURNAME,
	SAY_GIVEN_MAN,
	SAY_GIVEN_WOMAN,
	SAY_TITLE_MAN,
	SAY_TITLE_WOMAN,
	SAY_SHOP,
	SAY_SCHOOL,
	SAY_LANE,
	SAY_BODY,
	SAY_WHEN_MORNING,
	SAY_WHEN_DAY,
	SAY_WHEN_EVENING,
	SAY_WHEN_SPRING,
	SAY_WHEN_SUMMER,
	SAY_WHEN_AUTUMN,
	SAY_WHEN_WINTER,
	SAY_SEASON_SPRING,
	SAY_SEASON_SUMMER,
	SAY_SEASON_AUTUMN,
	SAY_SEASON_WINTER,
	SAY_OPINION,
	SAY_CONTACT,
	SAY_CONTACT_MISSED,
	SAY_SOLVED_PARTLY,
	SAY_SOLVED_NOT,
	SAY_RETURN_PLACE,
	SAY_RETURN_POWER,
	SAY_APPROVE_RETURN,
	SAY_REFUSE_RETURN,
	SAY_VERIFY_FAIL,
	SAY_VERIFY_OK,
	SAY_SURVEY_1,
	SAY_SURVEY_2,
	SAY_SURVEY_3,
	SAY_SURVEY_4,
	SAY_SURVEY_UNREACHED,
	SAY_REOPEN,
	SAY_REJECT,
	SAY_REFER,
	SAY_MERGE,
	SAY_WITHDRAW,
	SAY_HANG,
	SAY_HANG_PLAN,
	SAY_UNHANG,
	SAY_URGE_CITIZEN,
	SAY_URGE_CENTRE,
	SAY_INSTRUCT,
	SAY_ANSWER,
	SAY_LEADER,
	SAY_NOTE,
	SAY_TRANSFER,
	SAY_ADD_HELPER,
	SAY_MEETING,
	SAY_RESOLUTION,
	SAY_MEDIATION_OPEN,
	SAY_AGREEMENT,
	SAY_MEDIATION_FAILED,
	SAY_COUNT
};

struct demo {
	const struct demo_config *config;
	struct store *store;
	struct session s; /* nobody: the program itself */
	const struct rules *rules;
	struct grammar *grammar;
	int say[SAY_COUNT];
	struct city city;
	struct mix mix;
	int64_t start, end; /* of the three years, seconds UTC; the end is now */
};

/* One matter before it is lived through: what is known when it comes in. */
struct plan {
	int64_t at;
	uint64_t n; /* seeds its texts and its course */
	int64_t id, no;
	int grid; /* position, -1: only the township is known */
	int town;
	int building; /* position, -1 none */
	int floor, flat;
	int entry;   /* of the mix */
	int channel; /* value of the rules */
	int twin;    /* position in the day of the matter it repeats; -1 none */
	bool joins;  /* that one takes it in, */
	int64_t joined_at;
	const struct first_case *first; /* NULL: left to chance */
};

/* How near to its limit it is wanted, as words of first.txt. */
enum first_due { DUE_ANY, DUE_OVER, DUE_TODAY, DUE_LATER };

/* Matters that are always there, read from first.txt. */
struct first_case {
	int staff; /* who has it: id */
	enum case_state state;
	int entry, channel, grid, building, floor, flat;
	int due; /* enum first_due */
	int joint;
	bool urged, watched, unopened, meeting;
	enum tier tier; /* TIER_NONE: the category's */
	const char *title, *body;
	uint64_t n; /* of its plan */
	int64_t at; /* when it came in: found by trying */
};

#endif
