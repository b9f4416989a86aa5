/*
 * What a person does to matters (ux 2.4, 4.3): one entry for the queue, the dashboard, triage, the case screen
 * and every other list of matters.
 *
 *	case ACT_CASE_ROUTE: ...            in the screen's act, for any action:
 *		n = list_subjects(&q->list, ui->scratch, &ids);
 *		return case_verb(ui, act->id, ids, n, err);
 *
 * It returns FX_PASS for what is no verb on matters, so that `default:` may simply end with it.
 */
#ifndef LINLI_VERBS_H
#define LINLI_VERBS_H

#include "core/domain/case.h"
#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

/*
 * Does the verb: opens its dialog, or does it at once where nothing has to be asked (signing, a passed
 * verification, undo), or says why it cannot be done. Of several matters it does those that may be done; the
 * others are listed with their reasons and stay tagged. When it is done, the list behind hears ACT_RETAG, which
 * every list handles by itself.
 *
 * For ACT_UNDO and ACT_UNDOLIST the matters do not count; screens_global() has them, screens need not.
 */
struct effect case_verb(
	struct ui *ui, enum action action, const int64_t *ids, size_t count, struct err *err);

/* Is there such a verb on matters at all, in this version? False for what is no verb on matters. */
bool case_has_verb(enum action action);

/* False for a verb on matters that this version does not have yet: hints leave it out. */
bool case_offers(enum action action);

/* What the key of "take it" or "send it back" does to that matter now, in words; NULL: as the key's table says. */
const char *case_act_name(const struct ui *ui, const struct case_row *row, enum action action);

/*
 * For the `can` of a screen: may the verb be done to that matter now, as far as its row shows? NULL row: there
 * is none under the cursor. *why says why not and lives until the event is over. True for what is no verb.
 */
bool case_can(
	const struct ui *ui, const struct case_row *row, enum action action, const char **why);

#endif
