/*
 * The hooks of act_apply.c, one an event, and what they share. Only act_*.c include this.
 */
#ifndef LINLI_ACT_HOOKS_H
#define LINLI_ACT_HOOKS_H

#include "core/domain/act_apply.h"
#include "core/domain/case_party.h"
#include "core/domain/unit.h"

bool act_refuse(struct err *err, const char *text);

/* The Chinese word of a chosen value: history lines are data. */
const char *act_choice(const struct act_ctx *a, enum choice_list list, enum act_field field);
const char *act_tier(const struct act_ctx *a, enum tier tier);

bool act_unit(struct act_ctx *a, int64_t id, struct unit *u, struct err *err);

/* Appends the text of a field to the history line if it was given. */
void act_note(struct act_ctx *a, enum act_field field);

/* Writes down that a field changed; the caller changes it. */
void act_changed(struct act_ctx *a, enum act_field field, const char *was, const char *now);

bool act_set_tier(struct act_ctx *a, enum tier tier, struct err *err);

/*
 * A running handle clock follows the category and tier. A raised tier never moves its end away, unless the
 * director says that it is a hard problem.
 */
void act_refit(struct act_ctx *a);

/* All units of a field take part; they are named in the line behind `word`. */
bool act_put_units(struct act_ctx *a, enum act_field field, enum party_role role, const char *word,
	struct err *err);

/* A date that was given must lie ahead. */
bool act_ahead(const struct act_ctx *a, enum act_field field, struct err *err);

/* A tick that has to be set: the sentence says why. */
bool act_ticked(const struct act_ctx *a, enum act_field field, const char *why, struct err *err);

/* Appends "12-09 18:00". */
void act_time(struct act_ctx *a, int64_t at);
bool act_set_category(struct act_ctx *a, int code, struct err *err);

bool apply_accept(struct act_ctx *a, struct err *err);
bool apply_reject(struct act_ctx *a, struct err *err);
bool apply_refer(struct act_ctx *a, struct err *err);
bool apply_solve(struct act_ctx *a, struct err *err);
bool apply_dispatch(struct act_ctx *a, struct err *err);
bool apply_approve_return(struct act_ctx *a, struct err *err);
bool apply_refuse_return(struct act_ctx *a, struct err *err);
bool apply_recall(struct act_ctx *a, struct err *err);
bool apply_merge(struct act_ctx *a, struct err *err);
bool apply_unmerge(struct act_ctx *a, struct err *err);
bool apply_sign(struct act_ctx *a, struct err *err);
bool apply_ask_return(struct act_ctx *a, struct err *err);
bool apply_contact(struct act_ctx *a, struct err *err);
bool apply_progress(struct act_ctx *a, struct err *err);
bool apply_transfer(struct act_ctx *a, struct err *err);
bool apply_add_unit(struct act_ctx *a, struct err *err);
bool apply_reply(struct act_ctx *a, struct err *err);
bool apply_verify_fail(struct act_ctx *a, struct err *err);
bool apply_verify_ok(struct act_ctx *a, struct err *err);
bool apply_close(struct act_ctx *a, struct err *err);
bool apply_reopen(struct act_ctx *a, struct err *err);
bool apply_text(struct act_ctx *a, struct err *err);
bool apply_edit(struct act_ctx *a, struct err *err);
bool apply_extend(struct act_ctx *a, struct err *err);
bool apply_hang(struct act_ctx *a, struct err *err);
bool apply_unhang(struct act_ctx *a, struct err *err);
bool apply_open_mediation(struct act_ctx *a, struct err *err);
bool apply_agreement(struct act_ctx *a, struct err *err);
bool apply_mediation_failed(struct act_ctx *a, struct err *err);
bool apply_call_meeting(struct act_ctx *a, struct err *err);
bool apply_resolution(struct act_ctx *a, struct err *err);
bool apply_urge(struct act_ctx *a, struct err *err);
bool apply_supervise(struct act_ctx *a, struct err *err);
bool apply_answer(struct act_ctx *a, struct err *err);
bool apply_link(struct act_ctx *a, struct err *err);
bool apply_unlink(struct act_ctx *a, struct err *err);
bool apply_exclude(struct act_ctx *a, struct err *err);
bool apply_assign(struct act_ctx *a, struct err *err);
bool apply_escalate(struct act_ctx *a, struct err *err);
bool apply_lift(struct act_ctx *a, struct err *err);

#endif
