#include "tui/screen/screens.h"

#include "tui/screen/finders.h"
#include "tui/screen/handover.h"
#include "tui/screen/verbs.h"

struct effect
screens_global(struct ui *ui, const struct act *act, struct err *err)
{
	switch (act->id) {
	case ACT_UNDO:
	case ACT_UNDOLIST:
		return case_verb(ui, act->id, NULL, 0, err);
	case ACT_HANDOVER:
		return fx_open(&handover_screen, 0);
	case ACT_GOTO:
		return goto_number(ui, act, err);
	case ACT_WHO:
		return goto_who(ui, act, err);
	default:
		return fx_pass();
	}
}
