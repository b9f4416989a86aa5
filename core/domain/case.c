#include "core/domain/case.h"

#include "core/base/i18n.h"

struct state_info {
	struct word word;
	enum case_stage stage;
};

static const struct state_info states[CASE_STATE_COUNT] = {
	[CASE_DRAFT] = {{"草稿", "Draft"}, STAGE_ACCEPT},
	[CASE_REGISTERED] = {{"待受理", "New"}, STAGE_ACCEPT},
	[CASE_ACCEPTED] = {{"待分办", "Route"}, STAGE_ROUTE},
	[CASE_DISPATCHED] = {{"待签收", "To sign"}, STAGE_ROUTE},
	[CASE_RETURN_REQ] = {{"退单审", "Return?"}, STAGE_ROUTE},
	[CASE_IN_PROGRESS] = {{"办理中", "Working"}, STAGE_FEEDBACK},
	[CASE_MEDIATION] = {{"调解中", "Mediate"}, STAGE_FEEDBACK},
	[CASE_COORDINATION] = {{"会商中", "Meeting"}, STAGE_FEEDBACK},
	[CASE_SUSPENDED] = {{"已挂账", "On hold"}, STAGE_FEEDBACK},
	[CASE_REPLIED] = {{"待核验", "Verify"}, STAGE_FEEDBACK},
	[CASE_CALLBACK] = {{"待问效", "Survey"}, STAGE_SURVEY},
	[CASE_REOPENED] = {{"重办中", "Reopen"}, STAGE_ROUTE},
	[CASE_CLOSED] = {{"已办结", "Closed"}, STAGE_DONE},
	[CASE_REJECTED] = {{"不受理", "Refused"}, STAGE_DONE},
	[CASE_REFERRED] = {{"已导入", "Refer'd"}, STAGE_DONE},
	[CASE_MERGED] = {{"已并案", "Merged"}, STAGE_DONE},
	[CASE_WITHDRAWN] = {{"已撤回", "Withdr."}, STAGE_DONE},
};

struct word
state_word(enum case_state state)
{
	return states[state].word;
}

enum case_stage
state_stage(enum case_state state)
{
	return states[state].stage;
}

bool
state_is_open(enum case_state state)
{
	return state > CASE_DRAFT && state < CASE_OPEN_BELOW;
}

enum light
case_light(const struct case_row *row, int64_t now)
{
	if (!state_is_open(row->state))
		return LIGHT_DONE;
	if (row->due_at >= TIME_NEVER)
		return LIGHT_GREY;
	if (now > row->due_at)
		return LIGHT_RED;
	return now >= row->light_at ? LIGHT_YELLOW : LIGHT_GREEN;
}
