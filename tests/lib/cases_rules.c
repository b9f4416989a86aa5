/* A rule set of its own for list tests, so that they do not change with the shipped files. */
#include "tests/lib/cases.h"

#include "core/domain/calendar.h"
#include "core/domain/rules_read.h"

// clang-format off
static struct category categories[] = {
	{.code = 101, .letters = "BA", .name = {"保安秩序", "Guarding and order"}, .brief = "保安"},
	{.code = 102, .letters = "BJ", .name = {"保洁不到位", "Cleaning"}, .brief = "保洁"},
	{.code = 104, .letters = "BX", .name = {"设施报修", "Repair"}, .brief = "报修"},
	{.code = 107, .letters = "DT", .name = {"电梯故障困人", "Lifts"}, .brief = "电梯"},
	{.code = 201, .letters = "ZX", .name = {"装修扰民", "Renovation nuisance"}, .brief = "装修"},
	{.code = 202, .letters = "LD", .name = {"楼道占用", "Corridor occupied"}, .brief = "楼道"},
	{.code = 203, .letters = "GK", .name = {"高空抛物", "Falling objects"}, .brief = "高空"},
	{.code = 205, .letters = "TC", .name = {"车辆乱停", "Parking"}, .brief = "停车"},
	{.code = 206, .letters = "YQ", .name = {"不文明养犬", "Uncivil dog keeping"}, .brief = "养犬"},
	{.code = 301, .letters = "ZY", .name = {"社会生活噪声", "Neighbour and square noise"}, .brief = "噪音"},
	{.code = 302, .letters = "YZ", .name = {"施工夜间噪声", "Night construction"}, .brief = "夜噪"},
	{.code = 305, .letters = "YY", .name = {"油烟异味污水", "Fumes, odour, sewage"}, .brief = "油烟"},
	{.code = 403, .letters = "CD", .name = {"电动车充电", "E-bike charging"}, .brief = "充电"},
	{.code = 501, .letters = "LL", .name = {"邻里纠纷", "Neighbour dispute"}, .brief = "邻里"},
	{.code = 601, .letters = "QX", .name = {"劳动欠薪", "Unpaid wages"}, .brief = "欠薪"},
	{.code = 1001, .letters = "XF", .name = {"消防隐患", "Fire hazard"}, .brief = "消防"},
	{.code = 1101, .letters = "ZC", .name = {"政策咨询", "Policy question"}, .brief = "政策"},
	{.code = 1104, .letters = "JY", .name = {"意见建议", "Suggestion"}, .brief = "建议"},
	{.code = 1203, .letters = "JJ", .name = {"检举控告", "Misconduct report"}, .brief = "检举", .sealed = true},
	{.code = 1204, .letters = "XX", .name = {"信访申诉求决", "Petition for a decision"}, .brief = "信访"},
};

static const char *const no_keywords[] = {NULL};

static const struct choice kinds[] = {
	{1, "TS", {"投诉", "complaint"}, {"投诉", "complaint"}, "", 0},
	{2, "QZ", {"求助", "help"}, {"求助", "help"}, "", 0},
	{3, "ZX", {"咨询", "question"}, {"咨询", "question"}, "", 0},
	{4, "JY", {"建议", "advice"}, {"建议", "advice"}, "", 0},
	{5, "JB", {"举报", "report"}, {"举报", "report"}, "", 0},
	{6, "JF", {"纠纷", "dispute"}, {"纠纷", "dispute"}, "", 0},
	{7, "XF", {"信访", "petition"}, {"信访", "petition"}, "", 0},
};

static const struct choice channels[] = {
	{1, "RX", {"热线", "Hotline"}, {"热线", "hotline"}, "", 0},
	{2, "WX", {"微信群", "WeChat group"}, {"微信", "WeChat"}, "", 0},
	{3, "XC", {"小程序", "Mini program"}, {"小程序", "mini"}, "", 0},
	{4, "LF", {"来访", "Visit"}, {"来访", "visit"}, "", 0},
	{5, "WG", {"网格上报", "Grid worker"}, {"网格", "grid"}, "", 0},
	{6, "ZZ", {"综治平台", "Platform"}, {"综治", "platform"}, "", 0},
};
// clang-format on

static const struct work_span office[] = {{510, 720}, {870, 1080}}; /* 08:30-12:00, 14:30-18:00 */

void
cases_rules(struct rules *r)
{
	struct calendar_data data = {.span_count = sizeof(office) / sizeof(office[0])};

	memcpy(data.spans, office, sizeof(office));
	*r = (struct rules){.categories = categories,
		.category_count = sizeof(categories) / sizeof(categories[0])};
	r->calendar = calendar_make(&r->mem, &data);
	r->groups[0] = (struct group){1, {"物业服务", "Property service"}, ""};
	r->groups[1] = (struct group){2, {"居住秩序", "Estate order"}, ""};
	r->group_count = 2;
	r->tiers[TIER_ORDINARY].name = r->tiers[TIER_ORDINARY].brief =
		(struct word){"一般", "Normal"};
	r->tiers[TIER_KEY].name = r->tiers[TIER_KEY].brief = (struct word){"重点", "Key"};
	r->tiers[TIER_HARD].name = r->tiers[TIER_HARD].brief = (struct word){"难点", "Hard"};
	r->choices[CHOICE_KIND] = (struct choices){kinds, sizeof(kinds) / sizeof(kinds[0])};
	r->choices[CHOICE_CHANNEL] =
		(struct choices){channels, sizeof(channels) / sizeof(channels[0])};
	for (size_t i = 0; i < r->category_count; i++)
		categories[i].keywords = no_keywords;
	rules_index(r);
}
