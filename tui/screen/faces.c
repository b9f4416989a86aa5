#include "tui/screen/face.h"

#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/action.h"

enum { UNIT_DIGIT = 6, CATEGORY_DIGIT = 1, STAFF_DIGIT = 1, MAIN_DIGIT = 1, REASON_DIGIT = 1 };

#define AT(state) (1U << (state))

/* clang-format off */
static const struct face_field accept_fields[] = {
	{.field = F_CATEGORY, .digit = CATEGORY_DIGIT},
	{.field = F_TIER, .plain = true},
	{.field = F_CONDITION},
	{F_NONE},
};
static const struct face_field route_fields[] = {
	{.field = F_CATEGORY},
	{.field = F_TIER, .plain = true},
	{.field = F_UNIT, .digit = UNIT_DIGIT},
	{.field = F_CONDITION},
	{.field = F_DUE, .help = N_("只能比规定的早: 6-12 或 6-12 14:00")},
	{.field = F_HELPERS, .help = N_("几个单位用逗号隔开")},
	{.field = F_COPIES, .checks = true},
	{.field = F_TELL, .preset = "1", .label = SLOT("dialog.tell|10", "告知")},
	{.field = F_OPINION, .rows = 1},
	{F_NONE},
};
static const struct face_field reject_fields[] = {
	{.field = F_REJECT_GROUND},
	{.field = F_TEXT, .label = N_("告知内容")},
	{.field = F_WAY, .preset = "2", .label = N_("告知方式"), .plain = true},
	{F_NONE},
};
static const struct face_field refer_fields[] = {
	{.field = F_ROUTE},
	{.field = F_BODY, .help = N_("哪个法院, 仲裁委, 机关")},
	{.field = F_TEXT, .label = N_("告知内容")},
	{.field = F_WAY, .preset = "2", .label = N_("告知方式"), .plain = true},
	{F_NONE},
};
static const struct face_field return_fields[] = {
	{.field = F_GROUND},
	{.field = F_TEXT, .label = N_("依据")},
	{.field = F_UNIT, .label = N_("建议派")},
	{F_NONE},
};
static const struct face_field ruling_fields[] = {
	{.field = F_TEXT, .label = N_("裁定理由")},
	{F_NONE},
};
static const struct face_field verify_fail_fields[] = {
	{.field = F_TEXT, .label = N_("缺什么")},
	{F_NONE},
};
static const struct face_field transfer_fields[] = {
	{.field = F_STAFF, .digit = STAFF_DIGIT},
	{.field = F_REASON, .digit = REASON_DIGIT},
	{F_NONE},
};
static const struct face_field add_unit_fields[] = {
	{.field = F_UNIT, .label = N_("协办")},
	{.field = F_REASON, .digit = REASON_DIGIT},
	{F_NONE},
};
static const struct face_field contact_fields[] = {
	{.field = F_RESULT},
	{.field = F_WAY, .preset = "2", .plain = true},
	{.field = F_WHEN, .help = N_("14:20 是今天; 6-8 14:20")},
	{.field = F_TEXT, .label = N_("说了什么")},
	{F_NONE},
};
static const struct face_field progress_fields[] = {
	{.field = F_TEXT, .label = N_("进展")},
	{.field = F_OPEN, .help = N_("勾上后按公开文字检查")},
	{F_NONE},
};
static const struct face_field solve_fields[] = {
	{.field = F_CATEGORY},
	{.field = F_TIER, .plain = true},
	{.field = F_ANSWER, .help = N_("群众能看到: 不写电话 证件号 门牌")},
	{.field = F_WAY, .preset = "2", .plain = true},
	{F_NONE},
};
static const struct face_field reply_fields[] = {
	{.field = F_SOLVED},
	{.field = F_WHY},
	{.field = F_ANSWER, .help = N_("群众能看到: 不写电话 证件号 门牌")},
	{.field = F_REAL, .preset = "1"},
	{.field = F_IN_DUTY, .preset = "1"},
	{.field = F_MEASURES, .rows = 2, .help = N_("内部看: 做了什么, 谁做的")},
	{.field = F_PROOF, .help = N_("通话时间, 照片, 签字单")},
	{F_NONE},
};
static const struct face_field survey_fields[] = {
	{.field = F_SOLVED},
	{.field = F_SATISFIED},
	{.field = F_TEXT, .label = N_("没办好的"), .rows = 2},
	{.field = F_WORDS, .rows = 2},
	{.field = F_WAY, .preset = "2", .plain = true},
	{F_NONE},
};
static const struct face_field reopen_fields[] = {
	{.field = F_TEXT, .label = N_("没办好的")},
	{.field = F_WORDS, .rows = 2},
	{F_NONE},
};
static const struct face_field merge_fields[] = {
	{.field = F_MAIN, .digit = MAIN_DIGIT},
	{.field = F_REASON},
	{F_NONE},
};
static const struct face_field withdraw_fields[] = {
	{.field = F_TEXT, .label = N_("谁要求撤回")},
	{F_NONE},
};

static const struct face rows[] = {
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_ACCEPT, 0, 0, NULL, accept_fields, F_NONE, NULL, &accept_hooks},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_SIGN, 0, FACE_AT_ONCE, NULL, NULL, F_NONE, NULL, NULL},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_APPROVE_RETURN, 0, 0, NULL, NULL, F_NONE, NULL, &approve_return_hooks},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_VERIFY_OK, 0, FACE_AT_ONCE, NULL, NULL, F_NONE, NULL, NULL},
	{ACT_CASE_ROUTE, 0, EV_ACCEPT, EV_DISPATCH, 0, 0, NULL, route_fields, F_UNIT, NULL, &route_hooks},
	{ACT_CASE_TRANSFER, 1, EV_NONE, EV_TRANSFER, 0, 0, N_("本单位内转"), transfer_fields, F_NONE, NULL, &transfer_hooks},
	{ACT_CASE_TRANSFER, 2, EV_NONE, EV_ADD_UNIT, 0, 0, NULL, add_unit_fields, F_NONE, NULL, &transfer_hooks},
	{ACT_CASE_TRANSFER, 3, EV_NONE, EV_REFER, 0, 0, NULL, refer_fields, F_NONE, NULL, &refer_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_REJECT, 0, 0, NULL, reject_fields, F_NONE, NULL, &reject_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_ASK_RETURN, 0, 0, NULL, return_fields, F_NONE, NULL, &return_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_REFUSE_RETURN, 0, 0, NULL, ruling_fields, F_NONE, NULL, &approve_return_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_VERIFY_FAIL, 0, 0, NULL, verify_fail_fields, F_NONE, NULL, &verify_fail_hooks},
	{ACT_CASE_FEEDBACK, 1, EV_NONE, EV_CONTACT, 0, 0, N_("首次联系"), contact_fields, F_NONE, contact_is_likely, &contact_hooks},
	{ACT_CASE_FEEDBACK, 2, EV_NONE, EV_PROGRESS, 0, 0, N_("进展"), progress_fields, F_NONE, progress_is_likely, &contact_hooks},
	{ACT_CASE_FEEDBACK, 5, EV_ACCEPT, EV_SOLVE, 0, 0, NULL, solve_fields, F_ANSWER, NULL, &solve_hooks},
	{ACT_CASE_CLOSE, 0, EV_NONE, EV_REPLY, 0, 0, NULL, reply_fields, F_NONE, NULL, &reply_hooks},
	{ACT_CASE_SURVEY, 0, EV_NONE, EV_CLOSE, 0, 0, NULL, survey_fields, F_SATISFIED, NULL, &survey_hooks},
	{ACT_CASE_SURVEY, 0, EV_NONE, EV_REOPEN, AT(CASE_CLOSED), 0, NULL, reopen_fields, F_NONE, NULL, &reopen_hooks},
	{ACT_CASE_MERGE, 0, EV_NONE, EV_MERGE, 0, 0, NULL, merge_fields, F_NONE, NULL, &merge_hooks},
	{ACT_CASE_NOTE, 0, EV_NONE, EV_NOTE, 0, 0, NULL, NULL, F_NONE, NULL, NULL},
	{ACT_EDIT, 1, EV_NONE, EV_WITHDRAW, 0, 0, N_("来件人撤回"), withdraw_fields, F_NONE, NULL, NULL},
	{ACT_EDIT, 2, EV_NONE, EV_EDIT, 0, FACE_CHANGES | FACE_KINDS | FACE_ONE, NULL, NULL, F_NONE, edit_is_likely, &edit_hooks},
};
/* clang-format on */

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct face *
face_rows(size_t *count)
{
	*count = ROWS;
	return rows;
}

bool
face_steps(const struct face *f, enum case_state state, const struct transition **first,
	const struct transition **last)
{
	*first = NULL;
	*last = f->states == 0 || (f->states >> state & 1) != 0 ? machine_find(f->event, state)
								: NULL;
	if (*last != NULL || f->first == EV_NONE)
		return *last != NULL;
	*first = machine_find(f->first, state);
	if (*first != NULL)
		*last = machine_find(f->event, (enum case_state)(*first)->to);
	return *last != NULL;
}

bool
face_may(const struct session *s, const struct case_row *row, const struct face *f, struct err *err)
{
	const struct transition *first, *last;
	struct case_row then = *row;

	if (!face_steps(f, row->state, &first, &last))
		return err_set(err, ERR_RULE, _("「%s」的件不能%s"),
			word_now(state_word(row->state)), word_now(event_word(f->event)));
	if (first == NULL)
		return machine_may(s, row, f->event, err);
	then.state = (enum case_state)first->to;
	return machine_may(s, row, f->first, err) && machine_may(s, &then, f->event, err);
}
