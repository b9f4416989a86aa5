/*
 * S13: taking a matter in while somebody speaks. Opened with the id of a draft to go on with, or with a text
 * (a telephone number or a name), or at a place: see intake_at().
 */
#ifndef LINLI_INTAKE_SCREEN_H
#define LINLI_INTAKE_SCREEN_H

#include "core/domain/lookup.h"
#include "tui/widget/screen.h"

extern const struct screen_ops intake_screen;

/*
 * A new form with estate, grid or area filled in, as from the card of a grid, and the room as far as it is known
 * ("3幢"; ""). Lives in ui->scratch.
 */
struct effect intake_at(struct ui *ui, enum lookup_kind kind, int64_t id, const char *room);

#endif
