/* The names of the filter language on matters, in three forms. */
#include "core/domain/filter_case.h"

// clang-format off
static const struct filter_field fields[] = {
	{CF_STATE, FILTER_SET, {"状态", "status", "zt"}, N_("待受理 待分办 .. 已办结; 待办 办结; 受理 分办 反馈 问效")},
	{CF_CAT, FILTER_SET, {"类", "cat", "lb"}, N_("两字母, 编码, 短名或全名; 类:02 是一大类")},
	{CF_KIND, FILTER_SET, {"性质", "kind", "xz"}, N_("投诉 求助 咨询 建议 举报 纠纷 信访")},
	{CF_TIER, FILTER_SET, {"级别", "level", "jb"}, N_("一般 重点 难点")},
	{CF_LIGHT, FILTER_SET, {"灯", "light", "de"}, N_("红 黄 绿 灰")},
	{CF_GRID, FILTER_CODE, {"网格", "grid", "wg"}, N_("网格编码或开头几位, 可用 *; 或网格名")},
	{CF_AREA, FILTER_CODE, {"区划", "area", "qh"}, N_("县区 乡镇街道 社区村, 编码或名称")},
	{CF_ESTATE, FILTER_NAME, {"小区", "estate", "xq"}, N_("小区名或拼音首字母")},
	{CF_BUILDING, FILTER_NAME, {"楼栋", "building", "ld"}, N_("楼栋名")},
	{CF_UNIT, FILTER_NAME, {"单位", "unit", "dw"}, N_("承办单位")},
	{CF_UNIT, FILTER_NAME, {"承办", "by", "cb"}, N_("承办单位")},
	{CF_HANDLER, FILTER_NAME, {"经办人", "handler", "jbr"}, N_("经办人姓名; 我")},
	{CF_AUTHOR, FILTER_NAME, {"登记人", "author", "djr"}, N_("登记人姓名; 我")},
	{CF_CHANNEL, FILTER_SET, {"来源", "source", "ly"}, N_("热线 微信 来访 .. 或两字母")},
	{CF_PARTY, FILTER_TEXT, {"当事人", "party", "dsr"}, N_("反映人姓名")},
	{CF_PHONE, FILTER_DIGITS, {"电话", "phone", "dh"}, N_("整个号码或后四位")},
	{CF_SPOT, FILTER_TEXT, {"地址", "addr", "dz"}, N_("发生地的文字")},
	{CF_NO, FILTER_NO, {"编号", "no", "bh"}, N_("全号, 1209-037 或后四位, 可用 *")},
	{CF_TEXT, FILTER_TEXT, {"全文", "text", "qw"}, N_("标题 正文 地点 答复里的字")},
	{CF_TAG, FILTER_LABEL, {"标签", "tag", "bq"}, N_("标签")},
	{CF_DUE, FILTER_DATE, {"到期", "due", "dq"}, N_("最先到期的时限; <3d 三天内, <=2wd 两个工作日内")},
	{CF_OPENED, FILTER_DATE, {"受理", "received", "sl"}, N_("登记时间; 本周, >2024-12-01, <2h 两小时内")},
	{CF_UPDATED, FILTER_DATE, {"更新", "updated", "gx"}, N_("最后变动时间")},
	{CF_CLOSED, FILTER_DATE, {"办结日", "closed", "bjr"}, N_("办结时间")},
	{CF_LATE, FILTER_NUMBER, {"超时", "late", "cs"}, N_("已超期的小时数")},
	{CF_URGED, FILTER_NUMBER, {"催办", "urged", "cbc"}, N_("催办次数")},
	{CF_EXTENDED, FILTER_NUMBER, {"延期", "extended", "yq"}, N_("延期次数")},
	{CF_MOVED, FILTER_NUMBER, {"转办", "moved", "zb"}, N_("转办次数")},
	{CF_JOINT, FILTER_NUMBER, {"联名", "joint", "lm"}, N_("反映人数")},
	{CF_DUPLICATES, FILTER_NUMBER, {"重复", "dup", "cf"}, N_("疑似重复件数")},
	{CF_SCORE, FILTER_NUMBER, {"满意", "score", "my"}, N_("满意度, 1 最低")},
	{CF_WATCHED_BY, FILTER_NAME, {"督办", "watchby", "db"}, N_("由谁督办")},
	{CF_MEETING, FILTER_TEXT, {"会议", "meet", "hy"}, N_("有 或 无")},
	{CF_FILES, FILTER_NUMBER, {"附件", "files", "fj"}, N_("附件数")},
};

static const struct filter_flag flags[] = {
	{CFL_OVERDUE, {"超期", "overdue", "cq"}, N_("已过时限")},
	{CFL_SOON, {"临期", "soon", "lq"}, N_("黄灯, 还没超期")},
	{CFL_TODAY, {"今日", "today", "jr"}, N_("今天之内到期")},
	{CFL_MINE, {"我的", "mine", "wd"}, N_("经办人是我")},
	{CFL_SHIFT, {"本班", "shift", "bb"}, N_("本班办过的")},
	{CFL_NEW, {"新到", "new", "xd"}, N_("还没有人打开过")},
	{CFL_WATCHED, {"已督办", "watched", "ydb"}, N_("正在督办")},
	{CFL_URGED, {"已催办", "hasurge", "ycb"}, N_("至少催过一次")},
	{CFL_RETURNED, {"退回过", "returned", "thg"}, N_("至少退回一次")},
	{CFL_EXTENDED, {"已延期", "hasext", "yyq"}, N_("至少延期一次")},
	{CFL_KEY, {"重点", "key", "zd"}, N_("重点诉求")},
	{CFL_HARD, {"难点", "hard", "nd"}, N_("难点问题")},
	{CFL_MERGED, {"含并案", "merged", "hba"}, N_("并入了别的案件")},
	{CFL_ON_AGENDA, {"上会", "onmeet", "sh"}, N_("在会议议程上")},
	{CFL_TAGGED, {"已标", "tagged", "yb"}, N_("已标记的行")},
	{CFL_SNOOZED, {"搁置", "snoozed", "gz"}, N_("我搁置的")},
	{CFL_HAS_FILES, {"有附件", "hasfile", "yfj"}, N_("带附件")},
	{CFL_ANONYMOUS, {"匿名", "anon", "nm"}, N_("匿名反映")},
	{CFL_OPEN, {"待办", "open", "dab"}, N_("所有没有结束的")},
	{CFL_RED, {"红", "red", "hongd"}, N_("红灯")},
	{CFL_YELLOW, {"黄", "yellow", "huangd"}, N_("黄灯")},
	{CFL_GREEN, {"绿", "green", "lvd"}, N_("绿灯")},
};
// clang-format on

const struct filter_lang filter_cases = {
	fields, sizeof(fields) / sizeof(fields[0]), flags, sizeof(flags) / sizeof(flags[0])};
