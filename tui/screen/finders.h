/* What the palette finds (ux 4.7), and picking of one kind of thing by typing. */
#ifndef LINLI_FINDERS_H
#define LINLI_FINDERS_H

#include "tui/widget/found.h"
#include "tui/widget/screen.h"

/*
 * `#`: goes to a number as typed: of a matter (full, list form, last four digits) or the code of a grid or an area.
 * Several matters of that number are offered to choose from. ref: the matter itself, already chosen.
 */
struct effect goto_number(struct ui *ui, const struct act *act, struct err *err);

/* `@`: a unit or a person, and then what they have in hand. ref: the one chosen. */
struct effect goto_who(struct ui *ui, const struct act *act, struct err *err);

#endif
