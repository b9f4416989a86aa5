/* What the faces of the desk share: proposals for matters that wait to be accepted or routed. For dialog_*.c only. */
#ifndef LINLI_DESK_H
#define LINLI_DESK_H

#include "tui/screen/dialog.h"

/* At least as certain as the rules ask before anything is preselected? */
bool desk_certain(const struct ui *ui, int percent);

/* "037" of "1209-037" */
const char *desk_tail(const struct ui *ui, const struct case_row *row);

/* The category that holds for the only matter: as chosen here, else its own. NULL: none yet. */
const struct category *desk_category(struct dialog *d, struct ui *ui);

/* The level and the special limits that go with it; what somebody has set stays. */
void desk_offer_tier(struct dialog *d, struct ui *ui, const struct category *cat);
void desk_offer_conditions(struct dialog *d, struct ui *ui, const struct category *cat);

/* Key of the special limit that holds for a matter; "" none. */
const char *desk_condition(struct dialog *d, struct ui *ui, const struct subject *s);

/* The community and the subdistrict of a place: who may be sent a copy. */
enum { COPIES = 2 };
bool desk_copy_units(struct ui *ui, const struct case_row *row, struct unit out[COPIES],
	bool found[COPIES], struct err *err);

/* Hooks: categories, units and copies to choose from; and what each of many matters gets. */
bool desk_propose(struct dialog *d, struct ui *ui, enum act_field field, struct proposals *out,
	struct err *err);
const char *desk_why_not(struct dialog *d, struct ui *ui, const struct subject *s);
const char *desk_value(
	struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field);

#endif
