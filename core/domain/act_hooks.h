/*
 * The hooks of act_apply.c, one an event, and what they share. Only act_*.c include this.
 */
#ifndef LINLI_ACT_HOOKS_H
#define LINLI_ACT_HOOKS_H

#include "core/domain/act_apply.h"
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

#endif
