#include "core/domain/act_apply.h"

#include "core/domain/act_hooks.h"

typedef bool (*apply_fn)(struct act_ctx *, struct err *);

static const apply_fn hooks[EV_COUNT] = {
	[EV_ACCEPT] = apply_accept,
	[EV_REJECT] = apply_reject,
	[EV_REFER] = apply_refer,
	[EV_MERGE] = apply_merge,
	[EV_SOLVE] = apply_solve,
	[EV_DISPATCH] = apply_dispatch,
	[EV_SIGN] = apply_sign,
	[EV_ASK_RETURN] = apply_ask_return,
	[EV_APPROVE_RETURN] = apply_approve_return,
	[EV_REFUSE_RETURN] = apply_refuse_return,
	[EV_CONTACT] = apply_contact,
	[EV_PROGRESS] = apply_progress,
	[EV_TRANSFER] = apply_transfer,
	[EV_ADD_UNIT] = apply_add_unit,
	[EV_REPLY] = apply_reply,
	[EV_VERIFY_FAIL] = apply_verify_fail,
	[EV_VERIFY_OK] = apply_verify_ok,
	[EV_CLOSE] = apply_close,
	[EV_REOPEN] = apply_reopen,
	[EV_WITHDRAW] = apply_text,
	[EV_RECALL] = apply_recall,
	[EV_UNMERGE] = apply_unmerge,
	[EV_NOTE] = apply_text,
	[EV_EDIT] = apply_edit,
	[EV_EXTEND] = apply_extend,
	[EV_HANG] = apply_hang,
	[EV_UNHANG] = apply_unhang,
	[EV_OPEN_MEDIATION] = apply_open_mediation,
	[EV_AGREEMENT] = apply_agreement,
	[EV_MEDIATION_FAILED] = apply_mediation_failed,
	[EV_CALL_MEETING] = apply_call_meeting,
	[EV_RESOLUTION] = apply_resolution,
	[EV_URGE] = apply_urge,
	[EV_YELLOW] = apply_urge,
	[EV_RED] = apply_urge,
	[EV_RAISE] = apply_supervise,
	[EV_JOINT] = apply_supervise,
	[EV_INSTRUCT] = apply_supervise,
	[EV_ANSWER] = apply_answer,
	[EV_LINK] = apply_link,
	[EV_UNLINK] = apply_unlink,
	[EV_EXCLUDE] = apply_exclude,
	[EV_ASSIGN] = apply_assign,
	[EV_ESCALATE] = apply_escalate,
	[EV_LIFT] = apply_lift,
};

bool
act_apply(struct act_ctx *a, struct err *err)
{
	apply_fn hook = hooks[a->t->event];

	return hook != NULL ? hook(a, err)
			    : err_set(err, ERR_BUG, "no hook for event %s", event_key(a->t->event));
}
