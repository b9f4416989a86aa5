#include "core/domain/case_machine.h"

#include <string.h>

#include "core/base/i18n.h"

#define AT(state) (1U << (state))

enum { ALL_OPEN = (1 << CASE_OPEN_BELOW) - 2 }; /* every open state; a draft is none */

static const struct field_def fields[F_COUNT] = {
	[F_CATEGORY] = {"category", N_("类别"), FK_CATEGORY, 0, 0},
	[F_TIER] = {"tier", N_("级别"), FK_TIER, 0, 0},
	[F_KIND] = {"kind", N_("性质"), FK_CHOICE, CHOICE_KIND, 0},
	[F_CONDITION] = {"condition", N_("特别时限"), FK_TEXT, 0, 40},
	[F_UNIT] = {"unit", N_("承办"), FK_UNIT, 0, 0},
	[F_HELPERS] = {"helpers", N_("协办"), FK_UNITS, 0, 0},
	[F_COPIES] = {"copies", N_("抄送"), FK_UNITS, 0, 0},
	[F_OPINION] = {"opinion", N_("意见"), FK_LONG, 0, 500},
	[F_DUE] = {"due", N_("时限"), FK_TIME, 0, 0},
	[F_GROUND] = {"ground", N_("理由"), FK_CHOICE, CHOICE_RETURN_GROUND, 0},
	[F_REJECT_GROUND] = {"ground", N_("理由"), FK_CHOICE, CHOICE_REJECT_GROUND, 0},
	[F_TEXT] = {"text", N_("说明"), FK_LONG, 0, 2000},
	[F_ROUTE] = {"route", N_("途径"), FK_CHOICE, CHOICE_REFER_ROUTE, 0},
	[F_BODY] = {"body", N_("去向"), FK_TEXT, 0, 60},
	[F_TOLD] = {"told", N_("已告知"), FK_YES, 0, 0},
	[F_MAIN] = {"main", N_("主件"), FK_CASE, 0, 0},
	[F_WHEN] = {"when", N_("时间"), FK_TIME, 0, 0},
	[F_WAY] = {"way", N_("方式"), FK_CHOICE, CHOICE_NOTIFY, 0},
	[F_RESULT] = {"result", N_("联系结果"), FK_CHOICE, CHOICE_CONTACT_RESULT, 0},
	[F_SOLVED] = {"solved", N_("是否解决"), FK_CHOICE, CHOICE_SOLVED, 0},
	[F_WHY] = {"why", N_("未解决原因"), FK_TEXT, 0, 200},
	[F_REAL] = {"real", N_("诉求属实"), FK_YES, 0, 0},
	[F_IN_DUTY] = {"in_duty", N_("属本职责"), FK_YES, 0, 0},
	[F_ANSWER] = {"answer", N_("公开答复"), FK_LONG, 0, 2000},
	[F_MEASURES] = {"measures", N_("办理情况"), FK_LONG, 0, 2000},
	[F_PROOF] = {"proof", N_("联系凭据"), FK_TEXT, 0, 200},
	[F_SATISFIED] = {"satisfied", N_("满意程度"), FK_CHOICE, CHOICE_SATISFIED, 0},
	[F_WORDS] = {"words", N_("原话"), FK_LONG, 0, 500},
	[F_STAFF] = {"staff", N_("经办人"), FK_STAFF, 0, 0},
	[F_REASON] = {"reason", N_("原因"), FK_TEXT, 0, 200},
	[F_OPEN] = {"open", N_("群众可见"), FK_YES, 0, 0},
	[F_TITLE] = {"title", N_("标题"), FK_TEXT, 0, 60},
	[F_SPOT] = {"spot", N_("发生地"), FK_TEXT, 0, 100},
	[F_PLACE] = {"place", N_("网格"), FK_PLACE, 0, 0},
	[F_CHANNEL] = {"channel", N_("来源"), FK_CHOICE, CHOICE_CHANNEL, 0},
	[F_TELL] = {"tell", N_("告知"), FK_YES, 0, 0},
	[F_DAYS] = {"days", N_("延几天"), FK_NUMBER, 0, 60},
	[F_EXTEND_REASON] = {"reason", N_("原因"), FK_CHOICE, CHOICE_EXTEND_REASON, 0},
	[F_HANG_REASON] = {"reason", N_("原因"), FK_CHOICE, CHOICE_HANG_REASON, 0},
	[F_EXCLUDE_REASON] = {"reason", N_("原因"), FK_CHOICE, CHOICE_EXCLUDE_REASON, 0},
	[F_PARTIES] = {"parties", N_("当事人"), FK_TEXT, 0, 200},
	[F_CONSENT] = {"consent", N_("双方同意"), FK_YES, 0, 0},
	[F_FACTS] = {"facts", N_("事实与争议"), FK_LONG, 0, 2000},
	[F_CONTENT] = {"content", N_("协议内容"), FK_LONG, 0, 2000},
	[F_FORM] = {"form", N_("协议形式"), FK_CHOICE, CHOICE_AGREEMENT_FORM, 0},
	[F_SIGNED] = {"signed", N_("已签字"), FK_YES, 0, 0},
	[F_MEETING] = {"meeting", N_("会议"), FK_TEXT, 0, 60},
	[F_HELD] = {"held", N_("开会时间"), FK_TIME, 0, 0},
	[F_BY] = {"by", N_("督办人"), FK_TEXT, 0, 40},
	[F_TO] = {"to", N_("催谁"), FK_CHOICE, CHOICE_URGE_TO, 0},
	[F_OTHER] = {"other", N_("另一件"), FK_CASE, 0, 0},
	[F_STEP] = {"step", N_("步骤"), FK_NUMBER, 0, 99},
	[F_LINK] = {"kind", N_("关系"), FK_CHOICE, CHOICE_LINK, 0},
};

static const struct need accept_needs[] = {{F_CATEGORY, true}, {F_TIER, false}, {F_KIND, false},
	{F_CONDITION, false}, {F_NONE, false}};
static const struct need reject_needs[] = {
	{F_REJECT_GROUND, true}, {F_TEXT, true}, {F_WAY, true}, {F_NONE, false}};
static const struct need refer_needs[] = {
	{F_ROUTE, true}, {F_BODY, true}, {F_TEXT, false}, {F_WAY, false}, {F_NONE, false}};
static const struct need merge_needs[] = {{F_MAIN, true}, {F_REASON, false}, {F_NONE, false}};
static const struct need solve_needs[] = {{F_ANSWER, true}, {F_WAY, false}, {F_NONE, false}};
static const struct need dispatch_needs[] = {{F_UNIT, true}, {F_HELPERS, false}, {F_COPIES, false},
	{F_OPINION, false}, {F_DUE, false}, {F_CONDITION, false}, {F_TELL, false}, {F_NONE, false}};
static const struct need return_needs[] = {
	{F_GROUND, true}, {F_TEXT, true}, {F_UNIT, false}, {F_NONE, false}};
static const struct need ruling_needs[] = {{F_TEXT, true}, {F_NONE, false}};
static const struct need reason_needs[] = {{F_REASON, false}, {F_NONE, false}};
static const struct need contact_needs[] = {
	{F_RESULT, true}, {F_WHEN, false}, {F_WAY, false}, {F_TEXT, false}, {F_NONE, false}};
static const struct need progress_needs[] = {{F_TEXT, true}, {F_OPEN, false}, {F_NONE, false}};
static const struct need transfer_needs[] = {{F_STAFF, true}, {F_REASON, false}, {F_NONE, false}};
static const struct need helper_needs[] = {{F_UNIT, true}, {F_REASON, false}, {F_NONE, false}};
static const struct need reply_needs[] = {{F_SOLVED, true}, {F_ANSWER, true}, {F_WHY, false},
	{F_REAL, false}, {F_IN_DUTY, false}, {F_MEASURES, false}, {F_PROOF, false},
	{F_NONE, false}};
static const struct need survey_needs[] = {
	{F_SATISFIED, true}, {F_SOLVED, false}, {F_WORDS, false}, {F_WAY, false}, {F_NONE, false}};
static const struct need reopen_needs[] = {
	{F_TEXT, true}, {F_SATISFIED, false}, {F_WORDS, false}, {F_NONE, false}};
static const struct need withdraw_needs[] = {{F_TEXT, true}, {F_NONE, false}};
static const struct need note_needs[] = {{F_TEXT, true}, {F_NONE, false}};
static const struct need edit_needs[] = {{F_TITLE, false}, {F_CATEGORY, false}, {F_TIER, false},
	{F_KIND, false}, {F_CHANNEL, false}, {F_SPOT, false}, {F_PLACE, false}, {F_REASON, false},
	{F_NONE, false}};
static const struct need extend_needs[] = {{F_DAYS, false}, {F_DUE, false}, {F_EXTEND_REASON, true},
	{F_TOLD, true}, {F_TEXT, false}, {F_NONE, false}};
static const struct need hang_needs[] = {
	{F_HANG_REASON, true}, {F_TEXT, true}, {F_DUE, true}, {F_TOLD, true}, {F_NONE, false}};
static const struct need mediation_needs[] = {
	{F_PARTIES, true}, {F_CONSENT, true}, {F_TEXT, false}, {F_NONE, false}};
static const struct need agreement_needs[] = {{F_PARTIES, true}, {F_FACTS, true}, {F_CONTENT, true},
	{F_DUE, true}, {F_FORM, true}, {F_SIGNED, true}, {F_NONE, false}};
static const struct need failed_needs[] = {{F_TEXT, true}, {F_TOLD, true}, {F_NONE, false}};
static const struct need meeting_needs[] = {
	{F_MEETING, true}, {F_HELD, false}, {F_HELPERS, false}, {F_TEXT, false}, {F_NONE, false}};
static const struct need resolution_needs[] = {
	{F_UNIT, true}, {F_TEXT, true}, {F_DUE, true}, {F_HELPERS, false}, {F_NONE, false}};
static const struct need urge_needs[] = {
	{F_TEXT, true}, {F_TO, false}, {F_WAY, false}, {F_DUE, false}, {F_NONE, false}};
static const struct need raise_needs[] = {
	{F_BY, true}, {F_TEXT, true}, {F_DUE, true}, {F_NONE, false}};
static const struct need joint_needs[] = {
	{F_BY, true}, {F_HELPERS, true}, {F_TEXT, true}, {F_DUE, true}, {F_NONE, false}};
static const struct need link_needs[] = {{F_OTHER, true}, {F_LINK, true}, {F_NONE, false}};
static const struct need unlink_needs[] = {{F_OTHER, true}, {F_NONE, false}};
static const struct need exclude_needs[] = {
	{F_EXCLUDE_REASON, true}, {F_TEXT, true}, {F_NONE, false}};
static const struct need assign_needs[] = {{F_STAFF, true}, {F_REASON, false}, {F_NONE, false}};
static const struct need escalate_needs[] = {
	{F_STEP, true}, {F_UNIT, true}, {F_TEXT, true}, {F_NONE, false}};
static const struct need lift_needs[] = {{F_TIER, true}, {F_REASON, true}, {F_NONE, false}};
static const struct need no_needs[] = {{F_NONE, false}};

#define AT_WORK (AT(CASE_IN_PROGRESS) | AT(CASE_MEDIATION) | AT(CASE_COORDINATION))
#define WATCHERS (ROLE_SUP | ROLE_LDR | ROLE_DISC)
#define STAFF_ALL \
	(ROLE_OP | ROLE_DSP | ROLE_HND | ROLE_HL | ROLE_GRD | ROLE_MED | ROLE_DIR | ROLE_SUP | \
		ROLE_LDR)
#define WATCH_TRAITS (TR_BESIDE | TR_FACTS | TR_CONFIRM)

static const struct transition rows[] = {
	{EV_ACCEPT, AT(CASE_REGISTERED), CASE_ACCEPTED, SIDE_DESK, ROLE_OP, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"受理", "Accept"}, accept_needs,
		.clocks = {{CV_STOP, CLOCK_ACCEPT}, {CV_STOP, CLOCK_STATUTE},
			{CV_START, CLOCK_ROUTE}, {CV_START, CLOCK_STATUTE}}},
	{EV_REJECT, AT(CASE_REGISTERED), CASE_REJECTED, SIDE_DESK, ROLE_OP, ROLE_DIR,
		TR_UNDO | TR_OPEN | TR_TELL | TR_SIGN_ON_REPEAT, {"不予受理", "Refuse"},
		reject_needs, .clocks = {{CV_STOP_ALL, CLOCK_NONE}}},
	{EV_REFER, AT(CASE_REGISTERED) | AT(CASE_ACCEPTED), CASE_REFERRED, SIDE_DESK, ROLE_OP, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"导入法定途径", "Refer"}, refer_needs,
		.clocks = {{CV_STOP_ALL, CLOCK_NONE}}},
	{EV_MERGE, AT(CASE_REGISTERED) | AT(CASE_ACCEPTED), CASE_MERGED, SIDE_DESK,
		ROLE_OP | ROLE_DSP, 0, TR_UNDO, {"并案", "Merge"}, merge_needs,
		.clocks = {{CV_STOP_ALL, CLOCK_NONE}}},
	{EV_SOLVE, AT(CASE_ACCEPTED), CASE_REPLIED, SIDE_DESK, ROLE_OP | ROLE_GRD, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"当场答复", "Answer"}, solve_needs,
		.clocks = {{CV_STOP, CLOCK_ROUTE}}},
	{EV_DISPATCH, AT(CASE_ACCEPTED), CASE_DISPATCHED, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"分办", "Route"}, dispatch_needs,
		.clocks = {{CV_STOP, CLOCK_ROUTE}, {CV_START, CLOCK_SIGN},
			{CV_START, CLOCK_CONTACT}, {CV_START, CLOCK_HANDLE}}},
	{EV_DISPATCH, AT(CASE_REOPENED), CASE_IN_PROGRESS, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"分办", "Route"}, dispatch_needs,
		.clocks = {{CV_STOP, CLOCK_ROUTE}, {CV_START, CLOCK_CONTACT},
			{CV_START, CLOCK_HANDLE}}},
	{EV_SIGN, AT(CASE_DISPATCHED), CASE_IN_PROGRESS, SIDE_LEAD, ROLE_HND, 0, TR_UNDO,
		{"签收", "Sign"}, no_needs, .clocks = {{CV_STOP, CLOCK_SIGN}}},
	{EV_ASK_RETURN, AT(CASE_DISPATCHED), CASE_RETURN_REQ, SIDE_LEAD, ROLE_HND, ROLE_HL,
		TR_UNDO | TR_ONCE_RULED_NO, {"申请退单", "Ask return"}, return_needs,
		.clocks = {{CV_STOP, CLOCK_SIGN}}},
	{EV_APPROVE_RETURN, AT(CASE_RETURN_REQ), CASE_ACCEPTED, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_NOT_ASKER, {"准予退单", "Take back"}, reason_needs,
		.clocks = {{CV_VOID, CLOCK_SIGN}, {CV_VOID, CLOCK_CONTACT}, {CV_VOID, CLOCK_HANDLE},
			{CV_START, CLOCK_ROUTE}}},
	{EV_REFUSE_RETURN, AT(CASE_RETURN_REQ), CASE_DISPATCHED, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_NOT_ASKER, {"驳回退单", "Refuse return"}, ruling_needs,
		.clocks = {{CV_START, CLOCK_SIGN}}, .again = ROLE_DIR},
	{EV_CONTACT, AT(CASE_DISPATCHED) | AT_WORK, CASE_STAYS, SIDE_UNIT, ROLE_HND, 0, TR_UNDO,
		{"联系", "Contact"}, contact_needs, .clocks = {{0}}},
	{EV_PROGRESS, AT_WORK | AT(CASE_SUSPENDED), CASE_STAYS, SIDE_UNIT, ROLE_HND, 0, TR_UNDO,
		{"反馈", "Progress"}, progress_needs, .clocks = {{0}}},
	{EV_TRANSFER, AT(CASE_IN_PROGRESS), CASE_STAYS, SIDE_LEAD, ROLE_HND | ROLE_HL, 0, TR_UNDO,
		{"转办", "Transfer"}, transfer_needs, .clocks = {{0}}},
	{EV_ADD_UNIT, AT(CASE_IN_PROGRESS) | AT(CASE_COORDINATION), CASE_STAYS, SIDE_LEAD,
		ROLE_HND | ROLE_HL, 0, TR_UNDO, {"加协办", "Add helper"}, helper_needs,
		.clocks = {{0}}},
	{EV_OPEN_MEDIATION, AT(CASE_IN_PROGRESS), CASE_MEDIATION, SIDE_UNIT, ROLE_MED, 0,
		TR_UNDO | TR_NOT_IN_DANGER | TR_FACTS, {"转调解", "Mediate"}, mediation_needs,
		.clocks = {{CV_PAUSE, CLOCK_HANDLE}, {CV_START, CLOCK_MEDIATE}}},
	{EV_AGREEMENT, AT(CASE_MEDIATION), CASE_IN_PROGRESS, SIDE_UNIT, ROLE_MED, 0,
		TR_UNDO | TR_FACTS, {"达成协议", "Agreement"}, agreement_needs,
		.clocks = {{CV_STOP, CLOCK_MEDIATE}, {CV_RESUME, CLOCK_HANDLE},
			{CV_UNTIL, CLOCK_PERFORM}, {CV_START, CLOCK_CONFIRM}}},
	{EV_MEDIATION_FAILED, AT(CASE_MEDIATION), CASE_IN_PROGRESS, SIDE_UNIT, ROLE_MED, 0,
		TR_UNDO | TR_FACTS, {"终止调解", "End mediation"}, failed_needs,
		.clocks = {{CV_STOP, CLOCK_MEDIATE}, {CV_RESUME, CLOCK_HANDLE}}},
	{EV_CALL_MEETING, AT(CASE_IN_PROGRESS), CASE_COORDINATION, SIDE_DESK, ROLE_DSP | ROLE_DIR,
		0, TR_UNDO | TR_FACTS, {"会商", "Call meeting"}, meeting_needs,
		.clocks = {{CV_START, CLOCK_MEETING}}},
	{EV_CALL_MEETING, ALL_OPEN & ~AT(CASE_IN_PROGRESS), CASE_STAYS, SIDE_DESK,
		ROLE_DSP | ROLE_DIR, 0, TR_UNDO | TR_FACTS, {"上会", "To a meeting"}, meeting_needs,
		.clocks = {{0}}},
	{EV_RESOLUTION, AT(CASE_COORDINATION), CASE_IN_PROGRESS, SIDE_DESK, ROLE_DIR, 0,
		TR_UNDO | TR_OPEN | TR_FACTS, {"会商决议", "Resolution"}, resolution_needs,
		.clocks = {{CV_STOP, CLOCK_MEETING}, {CV_UNTIL, CLOCK_TASK}}},
	{EV_EXTEND, AT(CASE_IN_PROGRESS), CASE_STAYS, SIDE_LEAD, ROLE_HND, ROLE_HL | ROLE_SUP,
		TR_UNDO | TR_OPEN | TR_TELL | TR_FLAG | TR_FACTS, {"延期", "Extend"}, extend_needs,
		.clocks = {{0}}, .again = ROLE_DIR},
	{EV_HANG, AT(CASE_IN_PROGRESS), CASE_SUSPENDED, SIDE_LEAD, ROLE_HL, ROLE_DIR,
		TR_UNDO | TR_OPEN | TR_TELL | TR_FACTS, {"挂账", "Put on hold"}, hang_needs,
		.clocks = {{CV_PAUSE, CLOCK_HANDLE}, {CV_UNTIL, CLOCK_REVIEW}}},
	{EV_UNHANG, AT(CASE_SUSPENDED), CASE_IN_PROGRESS, SIDE_AREA, ROLE_SUP | ROLE_SYSTEM, 0,
		TR_UNDO | TR_OPEN | TR_TELL, {"恢复办理", "Resume"}, ruling_needs,
		.clocks = {{CV_STOP, CLOCK_REVIEW}, {CV_RESUME, CLOCK_HANDLE}}},
	{EV_REPLY, AT(CASE_IN_PROGRESS), CASE_REPLIED, SIDE_LEAD, ROLE_HND, ROLE_HL,
		TR_UNDO | TR_OPEN, {"办结", "Reply"}, reply_needs,
		.clocks = {{CV_STOP, CLOCK_HANDLE}, {CV_STOP, CLOCK_CONTACT}, {CV_STOP, CLOCK_TASK},
			{CV_STOP, CLOCK_SUPERVISE}}},
	{EV_VERIFY_FAIL, AT(CASE_REPLIED), CASE_IN_PROGRESS, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_NOT_HANDLER, {"核验不过", "Verify: no"}, ruling_needs,
		.clocks = {{CV_REVIVE, CLOCK_HANDLE}}},
	{EV_VERIFY_OK, AT(CASE_REPLIED), CASE_CALLBACK, SIDE_DESK, ROLE_DSP, 0,
		TR_UNDO | TR_NOT_HANDLER | TR_TELL, {"核验", "Verify"}, reason_needs,
		.clocks = {{CV_STOP, CLOCK_STATUTE}, {CV_START, CLOCK_SURVEY}}},
	{EV_CLOSE, AT(CASE_CALLBACK), CASE_CLOSED, SIDE_DESK, ROLE_OP, 0,
		TR_UNDO | TR_NOT_HANDLER | TR_OPEN, {"问效", "Survey"}, survey_needs,
		.clocks = {{CV_STOP, CLOCK_SURVEY}, {CV_STOP_ALL, CLOCK_NONE}}},
	{EV_REOPEN, AT(CASE_CALLBACK), CASE_REOPENED, SIDE_DESK, ROLE_OP, ROLE_DSP,
		TR_UNDO | TR_NOT_HANDLER | TR_OPEN, {"重办", "Reopen"}, reopen_needs,
		.clocks = {{CV_STOP, CLOCK_SURVEY}, {CV_START, CLOCK_ROUTE}}},
	{EV_REOPEN, AT(CASE_CLOSED), CASE_REOPENED, SIDE_DESK, ROLE_OP, ROLE_DSP, TR_UNDO | TR_OPEN,
		{"重办", "Reopen"}, reopen_needs, .clocks = {{CV_START, CLOCK_ROUTE}}},
	{EV_WITHDRAW, ALL_OPEN, CASE_WITHDRAWN, SIDE_DESK, ROLE_OP, 0,
		TR_UNDO | TR_NOT_IN_DANGER | TR_OPEN, {"撤回", "Withdraw"}, withdraw_needs,
		.clocks = {{CV_STOP_ALL, CLOCK_NONE}}},
	{EV_RECALL, AT(CASE_DISPATCHED), CASE_ACCEPTED, SIDE_DESK, ROLE_DSP, 0, TR_UNDO,
		{"撤回分办", "Recall"}, reason_needs,
		.clocks = {{CV_VOID, CLOCK_SIGN}, {CV_VOID, CLOCK_CONTACT}, {CV_VOID, CLOCK_HANDLE},
			{CV_START, CLOCK_ROUTE}}},
	{EV_UNMERGE, AT(CASE_MERGED), CASE_ACCEPTED, SIDE_DESK, ROLE_DSP, 0, 0,
		{"撤销并案", "Unmerge"}, reason_needs, .clocks = {{CV_START, CLOCK_ROUTE}}},
	{EV_NOTE, ALL_OPEN, CASE_STAYS, SIDE_ANY, STAFF_ALL, 0, TR_UNDO | TR_ENDED_TOO | TR_BESIDE,
		{"备注", "Note"}, note_needs, .clocks = {{0}}},
	{EV_EDIT, ALL_OPEN, CASE_STAYS, SIDE_DESK, ROLE_OP | ROLE_DSP | ROLE_SUP | ROLE_DIR, 0,
		TR_UNDO, {"修改", "Edit"}, edit_needs, .clocks = {{0}}},
	{EV_ASSIGN, ALL_OPEN, CASE_STAYS, SIDE_DESK, ROLE_DSP | ROLE_DIR, 0, TR_UNDO | TR_BESIDE,
		{"指派", "Assign"}, assign_needs, .clocks = {{0}}},
	{EV_URGE, ALL_OPEN, CASE_STAYS, SIDE_AREA, WATCHERS | ROLE_OP | ROLE_DSP | ROLE_SYSTEM, 0,
		TR_UNDO | TR_BESIDE | TR_FACTS, {"催办", "Urge"}, urge_needs,
		.clocks = {{CV_UNTIL, CLOCK_SUPERVISE}}},
	{EV_YELLOW, ALL_OPEN, CASE_STAYS, SIDE_AREA, ROLE_SUP | ROLE_DISC | ROLE_SYSTEM, 0,
		TR_UNDO | TR_BESIDE | TR_FACTS, {"黄牌", "Yellow card"}, urge_needs,
		.clocks = {{CV_UNTIL, CLOCK_SUPERVISE}}},
	{EV_RED, ALL_OPEN, CASE_STAYS, SIDE_AREA, ROLE_SUP | ROLE_DISC | ROLE_SYSTEM, 0,
		TR_UNDO | TR_BESIDE | TR_FACTS, {"红牌", "Red card"}, urge_needs,
		.clocks = {{CV_UNTIL, CLOCK_SUPERVISE}}},
	{EV_RAISE, ALL_OPEN, CASE_STAYS, SIDE_AREA, WATCHERS | ROLE_DIR, 0, WATCH_TRAITS,
		{"提级催办", "Escalate"}, raise_needs, .clocks = {{CV_UNTIL, CLOCK_SUPERVISE}}},
	{EV_JOINT, ALL_OPEN, CASE_STAYS, SIDE_AREA, WATCHERS | ROLE_DIR, 0, WATCH_TRAITS,
		{"联合督办", "Joint supervision"}, joint_needs,
		.clocks = {{CV_UNTIL, CLOCK_SUPERVISE}, {CV_START, CLOCK_MEETING}}},
	{EV_INSTRUCT, ALL_OPEN, CASE_STAYS, SIDE_AREA, WATCHERS, 0, WATCH_TRAITS,
		{"领导批示", "Instruction"}, raise_needs, .clocks = {{CV_UNTIL, CLOCK_SUPERVISE}}},
	{EV_ESCALATE, ALL_OPEN, CASE_STAYS, SIDE_AREA, ROLE_SYSTEM, 0, TR_BESIDE | TR_FACTS,
		{"升级提醒", "Step up"}, escalate_needs, .clocks = {{0}}},
	{EV_LIFT, ALL_OPEN, CASE_STAYS, SIDE_AREA, ROLE_SYSTEM, 0, TR_BESIDE | TR_FACTS,
		{"调高级别", "Raise level"}, lift_needs, .clocks = {{0}}},
	{EV_ANSWER, ALL_OPEN, CASE_STAYS, SIDE_HOLDER, ROLE_HND | ROLE_HL | ROLE_OP | ROLE_DSP, 0,
		TR_UNDO | TR_BESIDE | TR_FACTS, {"答复督办", "Answer"}, note_needs,
		.clocks = {{CV_STOP, CLOCK_SUPERVISE}}},
	{EV_LINK, ALL_OPEN, CASE_STAYS, SIDE_ANY, STAFF_ALL, 0, TR_UNDO | TR_ENDED_TOO | TR_BESIDE,
		{"关联", "Link"}, link_needs, .clocks = {{0}}},
	{EV_UNLINK, ALL_OPEN, CASE_STAYS, SIDE_ANY, STAFF_ALL, 0, TR_ENDED_TOO | TR_BESIDE,
		{"解除关联", "Unlink"}, unlink_needs, .clocks = {{0}}},
	{EV_EXCLUDE, ALL_OPEN | AT(CASE_CLOSED), CASE_STAYS, SIDE_EITHER,
		ROLE_OP | ROLE_DSP | ROLE_HND | ROLE_HL, ROLE_SUP | ROLE_DIR,
		TR_FLAG | TR_BESIDE | TR_FACTS, {"剔除", "Exclude"}, exclude_needs,
		.clocks = {{0}}},
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* Keys for the command line, and words for lines of the history that no person's act made. */
static const struct {
	const char *key;
	struct word word;
} events[EV_COUNT] = {
	[EV_NONE] = {"", {"", ""}},
	[EV_REGISTER] = {"register", {"登记", "Intake"}},
	[EV_ACCEPT] = {"accept", {"受理", "Accept"}},
	[EV_REJECT] = {"reject", {"不受理", "Refuse"}},
	[EV_REFER] = {"refer", {"导入", "Refer"}},
	[EV_MERGE] = {"merge", {"并案", "Merge"}},
	[EV_SOLVE] = {"solve", {"当场答", "Answer"}},
	[EV_DISPATCH] = {"dispatch", {"分办", "Route"}},
	[EV_SIGN] = {"sign", {"签收", "Sign"}},
	[EV_ASK_RETURN] = {"ask_return", {"退单", "Return?"}},
	[EV_APPROVE_RETURN] = {"approve_return", {"准退", "Taken"}},
	[EV_REFUSE_RETURN] = {"refuse_return", {"驳退", "Keep"}},
	[EV_CONTACT] = {"contact", {"联系", "Contact"}},
	[EV_PROGRESS] = {"progress", {"反馈", "Feedback"}},
	[EV_TRANSFER] = {"transfer", {"转办", "Transfer"}},
	[EV_ADD_UNIT] = {"add_unit", {"协办", "Helper"}},
	[EV_OPEN_MEDIATION] = {"open_mediation", {"调解", "Mediate"}},
	[EV_AGREEMENT] = {"agreement", {"调成", "Agreed"}},
	[EV_MEDIATION_FAILED] = {"mediation_failed", {"调终", "Failed"}},
	[EV_CALL_MEETING] = {"call_meeting", {"会商", "Meeting"}},
	[EV_RESOLUTION] = {"resolution", {"会议", "Resolved"}},
	[EV_EXTEND] = {"extend", {"延期", "Extend"}},
	[EV_HANG] = {"hang", {"挂账", "On hold"}},
	[EV_UNHANG] = {"unhang", {"恢复", "Resume"}},
	[EV_REPLY] = {"reply", {"办结", "Reply"}},
	[EV_VERIFY_FAIL] = {"verify_fail", {"不通过", "Failed"}},
	[EV_VERIFY_OK] = {"verify_ok", {"核验", "Verify"}},
	[EV_CLOSE] = {"close", {"问效", "Survey"}},
	[EV_REOPEN] = {"reopen", {"重办", "Reopen"}},
	[EV_WITHDRAW] = {"withdraw", {"撤回", "Withdraw"}},
	[EV_URGE] = {"urge", {"催办", "Urge"}},
	[EV_YELLOW] = {"yellow", {"黄灯", "Yellow"}},
	[EV_RED] = {"red", {"红灯", "Red"}},
	[EV_INSTRUCT] = {"instruct", {"批示", "Leader"}},
	[EV_NOTE] = {"note", {"备注", "Note"}},
	[EV_EDIT] = {"edit", {"修改", "Edit"}},
	[EV_UNDO] = {"undo", {"撤销", "Undo"}},
	[EV_RECALL] = {"recall", {"撤回", "Recall"}},
	[EV_UNMERGE] = {"unmerge", {"拆案", "Unmerge"}},
	[EV_LINK] = {"link", {"关联", "Link"}},
	[EV_EXCLUDE] = {"exclude", {"剔除", "Exclude"}},
	[EV_ASKED] = {"asked", {"送审", "Asked"}},
	[EV_DECLINED] = {"declined", {"不批", "Declined"}},
	[EV_JOINED] = {"joined", {"联名", "Joined"}},
	[EV_IMPORTED] = {"imported", {"导入", "Imported"}},
	[EV_UNJOINED] = {"unjoined", {"拆案", "Unjoined"}},
	[EV_ANSWER] = {"answer", {"答督", "Answer"}},
	[EV_RAISE] = {"raise", {"提级", "Raised"}},
	[EV_JOINT] = {"joint", {"联督", "Joint"}},
	[EV_UNLINK] = {"unlink", {"解联", "Unlink"}},
	[EV_ASSIGN] = {"assign", {"指派", "Assign"}},
	[EV_ESCALATE] = {"escalate", {"升级", "Step up"}},
	[EV_LIFT] = {"lift", {"定级", "Level"}},
};

const struct field_def *
field_def(enum act_field field)
{
	return &fields[field];
}

const struct transition *
machine_rows(size_t *count)
{
	*count = ROWS;
	return rows;
}

const struct transition *
machine_find(enum case_event event, enum case_state state)
{
	for (int i = 0; i < ROWS; i++) {
		bool ended = (rows[i].traits & TR_ENDED_TOO) != 0 && state >= CASE_OPEN_BELOW;

		if (rows[i].event == event && ((rows[i].from & AT(state)) != 0 || ended))
			return &rows[i];
	}
	return NULL;
}

struct word
event_word(enum case_event event)
{
	return events[event].word;
}

const char *
event_key(enum case_event event)
{
	return events[event].key;
}

enum case_event
event_by_key(const char *key)
{
	for (int i = EV_NONE + 1; i < EV_COUNT; i++)
		if (strcmp(events[i].key, key) == 0)
			return (enum case_event)i;
	return EV_NONE;
}
