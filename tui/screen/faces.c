#include "tui/screen/face.h"

#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/action.h"

enum {
	UNIT_DIGIT = 6,
	CATEGORY_DIGIT = 1,
	STAFF_DIGIT = 1,
	MAIN_DIGIT = 1,
	REASON_DIGIT = 1,
	OTHER_DIGIT = 5
};

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
static const struct face_field extend_fields[] = {
	{.field = F_DAYS, .help = N_("按一个数, 或在下面写日期")},
	{.field = F_EXTEND_REASON},
	{.field = F_TEXT, .label = N_("说明"), .rows = 2},
	{.field = F_DUE, .label = N_("或延到"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_TOLD, .preset = "1"},
	{F_NONE},
};
static const struct face_field hang_fields[] = {
	{.field = F_HANG_REASON},
	{.field = F_TEXT, .label = N_("计划"), .rows = 2, .help = N_("何时具备条件, 谁去查看")},
	{.field = F_DUE, .label = N_("复查日期"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_TOLD, .preset = "1"},
	{F_NONE},
};
static const struct face_field unhang_fields[] = {
	{.field = F_TEXT, .label = N_("复查结论")},
	{F_NONE},
};
static const struct face_field mediation_fields[] = {
	{.field = F_PARTIES, .help = N_("双方, 逗号隔开; 只记在调解卷里")},
	{.field = F_CONSENT},
	{F_NONE},
};
static const struct face_field agreement_fields[] = {
	{.field = F_PARTIES},
	{.field = F_FACTS, .rows = 2, .help = N_("主要事实, 争议事项, 各方责任")},
	{.field = F_CONTENT, .rows = 2, .help = N_("协议内容和履行方式")},
	{.field = F_DUE, .label = N_("履行期限"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_FORM},
	{.field = F_SIGNED},
	{F_NONE},
};
static const struct face_field failed_fields[] = {
	{.field = F_TEXT, .label = N_("告知内容")},
	{.field = F_TOLD},
	{F_NONE},
};
static const struct face_field meeting_fields[] = {
	{.field = F_MEETING, .help = N_("会议名称或编号")},
	{.field = F_HELD, .help = N_("6-12 15:00")},
	{.field = F_HELPERS, .label = N_("请哪些单位"), .help = N_("几个单位用逗号隔开")},
	{.field = F_TEXT, .label = N_("议题"), .rows = 2},
	{F_NONE},
};
static const struct face_field resolution_fields[] = {
	{.field = F_UNIT, .label = N_("牵头单位")},
	{.field = F_TEXT, .label = N_("任务"), .rows = 2},
	{.field = F_DUE, .label = N_("完成期限"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_HELPERS, .help = N_("几个单位用逗号隔开")},
	{F_NONE},
};
static const struct face_field urge_fields[] = {
	{.field = F_TO, .plain = true},
	{.field = F_TEXT, .label = N_("要求"), .rows = 2},
	{.field = F_DUE, .label = N_("答复期限"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_WAY, .plain = true},
	{F_NONE},
};
static const struct face_field watch_fields[] = {
	{.field = F_BY, .help = N_("谁督办或谁批示")},
	{.field = F_TEXT, .label = N_("要求"), .rows = 2},
	{.field = F_DUE, .label = N_("答复期限"), .help = N_("6-12 或 6-12 18:00")},
	{F_NONE},
};
static const struct face_field joint_fields[] = {
	{.field = F_BY, .label = N_("牵头领导")},
	{.field = F_TEXT, .label = N_("要求"), .rows = 2},
	{.field = F_DUE, .label = N_("答复期限"), .help = N_("6-12 或 6-12 18:00")},
	{.field = F_HELPERS, .help = N_("几个单位用逗号隔开")},
	{F_NONE},
};
static const struct face_field answer_fields[] = {
	{.field = F_TEXT, .label = N_("答复")},
	{F_NONE},
};
static const struct face_field link_fields[] = {
	{.field = F_OTHER, .digit = OTHER_DIGIT},
	{.field = F_LINK},
	{F_NONE},
};
static const struct face_field unlink_fields[] = {
	{.field = F_OTHER, .digit = OTHER_DIGIT},
	{F_NONE},
};
static const struct face_field exclude_fields[] = {
	{.field = F_EXCLUDE_REASON},
	{.field = F_TEXT, .label = N_("依据")},
	{F_NONE},
};
static const struct face_field assign_fields[] = {
	{.field = F_STAFF, .digit = STAFF_DIGIT},
	{.field = F_REASON},
	{F_NONE},
};

static const struct face rows[] = {
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_ACCEPT, 0, 0, NULL, accept_fields, F_NONE, NULL, .hooks = &accept_hooks},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_SIGN, 0, FACE_AT_ONCE, NULL, NULL, F_NONE, NULL, .hooks = NULL},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_APPROVE_RETURN, 0, 0, NULL, NULL, F_NONE, NULL, .hooks = &approve_return_hooks},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_VERIFY_OK, 0, FACE_AT_ONCE, NULL, NULL, F_NONE, NULL, .hooks = NULL},
	{ACT_CASE_ACCEPT, 0, EV_NONE, EV_UNHANG, 0, 0, NULL, unhang_fields, F_NONE, NULL, .hooks = &unhang_hooks},
	{ACT_CASE_ROUTE, 0, EV_ACCEPT, EV_DISPATCH, 0, 0, NULL, route_fields, F_UNIT, NULL, .hooks = &route_hooks},
	{ACT_CASE_TRANSFER, 1, EV_NONE, EV_TRANSFER, 0, 0, N_("本单位内转"), transfer_fields, F_NONE, NULL, .hooks = &transfer_hooks},
	{ACT_CASE_TRANSFER, 2, EV_NONE, EV_ADD_UNIT, 0, 0, NULL, add_unit_fields, F_NONE, NULL, .hooks = &transfer_hooks},
	{ACT_CASE_TRANSFER, 3, EV_NONE, EV_REFER, 0, 0, NULL, refer_fields, F_NONE, NULL, .hooks = &refer_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_REJECT, 0, 0, NULL, reject_fields, F_NONE, NULL, .hooks = &reject_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_ASK_RETURN, 0, 0, NULL, return_fields, F_NONE, NULL, .hooks = &return_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_REFUSE_RETURN, 0, 0, NULL, ruling_fields, F_NONE, NULL, .hooks = &approve_return_hooks},
	{ACT_CASE_RETURN, 0, EV_NONE, EV_VERIFY_FAIL, 0, 0, NULL, verify_fail_fields, F_NONE, NULL, .hooks = &verify_fail_hooks},
	{ACT_CASE_FEEDBACK, 1, EV_NONE, EV_CONTACT, 0, 0, N_("首次联系"), contact_fields, F_NONE, contact_is_likely, .hooks = &contact_hooks},
	{ACT_CASE_FEEDBACK, 2, EV_NONE, EV_PROGRESS, 0, 0, N_("进展"), progress_fields, F_NONE, progress_is_likely, .hooks = &contact_hooks},
	{ACT_CASE_FEEDBACK, 4, EV_NONE, EV_ANSWER, 0, 0, N_("答复督办"), answer_fields, F_NONE, answer_is_likely, .hooks = &answer_hooks, .offered = answer_is_asked},
	{ACT_CASE_FEEDBACK, 5, EV_ACCEPT, EV_SOLVE, 0, 0, NULL, solve_fields, F_ANSWER, NULL, .hooks = &solve_hooks},
	{ACT_CASE_CLOSE, 0, EV_NONE, EV_REPLY, 0, 0, NULL, reply_fields, F_NONE, NULL, .hooks = &reply_hooks},
	{ACT_CASE_CLOSE, 1, EV_NONE, EV_AGREEMENT, 0, FACE_ONE | FACE_KINDS, N_("达成协议"), agreement_fields, F_NONE, NULL, .hooks = &agreement_hooks},
	{ACT_CASE_CLOSE, 2, EV_NONE, EV_MEDIATION_FAILED, 0, FACE_ONE, N_("终止调解"), failed_fields, F_NONE, NULL, .hooks = &failed_hooks},
	{ACT_CASE_EXTEND, 1, EV_NONE, EV_EXTEND, 0, 0, NULL, extend_fields, F_DAYS, NULL, .hooks = &extend_hooks},
	{ACT_CASE_EXTEND, 2, EV_NONE, EV_HANG, 0, 0, NULL, hang_fields, F_NONE, NULL, .hooks = &hang_hooks},
	{ACT_CASE_EXTEND, 3, EV_NONE, EV_OPEN_MEDIATION, 0, FACE_ONE, N_("转调解"), mediation_fields, F_NONE, NULL, .hooks = &mediation_hooks},
	{ACT_CASE_URGE, 1, EV_NONE, EV_URGE, 0, FACE_KINDS, NULL, urge_fields, F_TEXT, NULL, .hooks = &urge_hooks},
	{ACT_CASE_URGE, 2, EV_NONE, EV_YELLOW, 0, FACE_KINDS, N_("黄牌"), urge_fields, F_TEXT, NULL, .hooks = &urge_hooks},
	{ACT_CASE_URGE, 3, EV_NONE, EV_RED, 0, FACE_KINDS, N_("红牌"), urge_fields, F_TEXT, NULL, .hooks = &urge_hooks},
	{ACT_CASE_SUPERVISE, 1, EV_NONE, EV_RAISE, 0, FACE_KINDS, N_("提级催办"), watch_fields, F_DUE, NULL, .hooks = &watch_hooks},
	{ACT_CASE_SUPERVISE, 2, EV_NONE, EV_JOINT, 0, FACE_KINDS, N_("联合督办"), joint_fields, F_DUE, NULL, .hooks = &watch_hooks},
	{ACT_CASE_SUPERVISE, 3, EV_NONE, EV_INSTRUCT, 0, FACE_KINDS, N_("领导批示"), watch_fields, F_DUE, NULL, .hooks = &watch_hooks},
	{ACT_CASE_MEET, 1, EV_NONE, EV_RESOLUTION, 0, FACE_ONE, N_("会商决议"), resolution_fields, F_NONE, resolution_is_likely, .hooks = &resolution_hooks},
	{ACT_CASE_MEET, 2, EV_NONE, EV_CALL_MEETING, 0, 0, N_("上会"), meeting_fields, F_HELD, NULL, .hooks = &meeting_hooks},
	{ACT_CASE_LINK, 1, EV_NONE, EV_LINK, 0, 0, NULL, link_fields, F_OTHER, NULL, .hooks = &link_hooks},
	{ACT_CASE_LINK, 2, EV_NONE, EV_UNLINK, 0, FACE_ONE, N_("解除关联"), unlink_fields, F_OTHER, NULL, .hooks = &link_hooks, .offered = has_links},
	{ACT_WHO, 1, EV_NONE, EV_ASSIGN, 0, 0, NULL, assign_fields, F_NONE, NULL, .hooks = &assign_hooks},
	{ACT_CASE_SURVEY, 0, EV_NONE, EV_CLOSE, 0, 0, NULL, survey_fields, F_SATISFIED, NULL, .hooks = &survey_hooks},
	{ACT_CASE_SURVEY, 0, EV_NONE, EV_REOPEN, AT(CASE_CLOSED), 0, NULL, reopen_fields, F_NONE, NULL, .hooks = &reopen_hooks},
	{ACT_CASE_MERGE, 0, EV_NONE, EV_MERGE, 0, 0, NULL, merge_fields, F_NONE, NULL, .hooks = &merge_hooks},
	{ACT_CASE_NOTE, 0, EV_NONE, EV_NOTE, 0, 0, NULL, NULL, F_NONE, NULL, .hooks = NULL},
	{ACT_EDIT, 1, EV_NONE, EV_WITHDRAW, 0, 0, N_("来件人撤回"), withdraw_fields, F_NONE, NULL, .hooks = NULL},
	{ACT_EDIT, 2, EV_NONE, EV_EDIT, 0, FACE_CHANGES | FACE_KINDS | FACE_ONE, NULL, NULL, F_NONE, edit_is_likely, .hooks = &edit_hooks},
	{ACT_EDIT, 3, EV_NONE, EV_EXCLUDE, 0, 0, N_("申请剔除"), exclude_fields, F_EXCLUDE_REASON, NULL, .hooks = NULL},
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
