/* The intake form as data: its fields, their choices, what can be looked up, and when a field may be left. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/screen/intake_model.h"

enum { PHONE_LEAST = 7, PHONE_MOST = 13, NAME_LEAST = 2, JOINT_MOST = 9999 };

/* clang-format off */
const struct field intake_fields[IN_COUNT] = {
	/* kind, label, what stands in the status row, characters, rows, required, on the second page */
	[IN_CHANNEL] = {FIELD_LOOKUP, SLOT("intake.label|8", "来源"), N_("来源: 两字母码, 汉字或首字母, 如 RX 热线 rx"), 20, 0, true, false},
	[IN_PHONE] = {FIELD_DIGITS, SLOT("intake.label|8", "电话"), N_("电话: 7 到 13 位数字; 不肯留就输 匿名"), 24, 0, true, false},
	[IN_NAME] = {FIELD_TEXT, SLOT("intake.label|8", "姓名"), N_("姓名: 2 到 20 字; 只知姓氏写 吴先生; 生僻字可写 U+ 码"), 20, 0, true, false},
	[IN_IDENTITY] = {FIELD_CHOICE, SLOT("intake.label|8", "身份"), N_("身份: 数字或汉字选, Enter 跳过"), 0, 0, false, false},
	[IN_PLACE] = {FIELD_LOOKUP, SLOT("intake.label|8", "小区"), N_("小区: 首字母, 汉字或编码; 没有小区就输巷名, 网格或社区"), 30, 0, true, false},
	[IN_ROOM] = {FIELD_TEXT, SLOT("intake.label|8", "楼室"), N_("楼室: 3-1204 就是 3幢1204; 网格由此查出"), 20, 0, true, false},
	[IN_GRID] = {FIELD_AUTO, SLOT("intake.label|8", "网格"), N_("网格: 由小区和楼室查出, F4 改"), 0, 0, false, false},
	[IN_SPOT] = {FIELD_TEXT, SLOT("intake.label|8", "发生地"), N_("发生地: 不填就是上面的住址; Ctrl-D 同上件"), 60, 0, false, true},
	[IN_BODY] = {FIELD_LONG, SLOT("intake.label|8", "事由"), N_("事由: 先写何处何事何求; 可直接粘贴微信文字; Ctrl-J 换行"), 2000, 4, true, false},
	[IN_KIND] = {FIELD_CHOICE, SLOT("intake.label|8", "性质"), N_("性质: 随类别预填, 数字改"), 0, 0, true, true},
	[IN_CATEGORY] = {FIELD_LOOKUP, SLOT("intake.label|8", "类别"), N_("类别: 2字母码, 汉字或首字母; Ctrl-N 换建议"), 30, 0, true, false},
	[IN_TIER] = {FIELD_CHOICE, SLOT("intake.label|8", "级别"), N_("级别: 由类别和风险词预填, 数字改"), 0, 0, true, false},
	[IN_JOINT] = {FIELD_DIGITS, SLOT("intake.label|8", "联名"), N_("联名: 一起反映的户数"), 4, 0, false, true},
	[IN_UNIT] = {FIELD_LOOKUP, SLOT("intake.label|8", "派往"), N_("派往: 单位名或首字母, F4 选; Ctrl-U 清空就是只登记不派"), 30, 0, false, false},
	[IN_COPIES] = {FIELD_LOOKUP, SLOT("intake.label|8", "抄送"), N_("抄送: 选一个加一个, 再选一次去掉"), 30, 0, false, true},
	[IN_LIMIT] = {FIELD_AUTO, SLOT("intake.label|8", "时限"), N_("时限: 按类别和级别计算, F4 只能改短"), 0, 0, false, false},
	[IN_PUBLIC] = {FIELD_CHOICE, SLOT("intake.label|8", "公开"), N_("公开: 匿名就不要电话姓名; 密封不在这里登记"), 0, 0, false, false},
	[IN_NOTIFY] = {FIELD_CHOICE, SLOT("intake.label|8", "告知"), N_("告知: 受理和办理结果怎样告诉来件人"), 0, 0, false, false},
	[IN_NOTICE] = {FIELD_CHECK, SLOT("intake.label|8", "告知书"), N_("告知书: 个人信息告知念过了就按空格"), 0, 0, true, true},
	[IN_WILL] = {FIELD_NOTE, "", NULL, 0, 0, false, true},
};
/* clang-format on */

const char *const intake_keys[IN_COUNT] = {"channel", "phone", "name", "identity", "place", "room",
	"grid", "spot", "body", "kind", "category", "tier", "joint", "unit", "copies", "limit",
	"public", "notify", "notice", "will"};

static const char *const explained[IN_COUNT] = {
	[IN_CHANNEL] = N_("来源是这件从哪里来的。登记下一件时保留, 不用每次填"),
	[IN_PHONE] = N_("电话记下后离开这一项, 就查出来电人以前的件, 并预填姓名、身份、小区和楼室"),
	[IN_NAME] = N_("姓名照本人说的写。打不出的字写成 U+20BB7 这样的码, 离开时换成字"),
	[IN_IDENTITY] = N_("身份是来件人和这个小区的关系, 不清楚可以不选"),
	[IN_PLACE] = N_("小区按首字母就能找, 列表里用数字选。不住小区的选网格或社区, 楼室可以不填"),
	[IN_ROOM] = N_("楼室写 3-1204、3幢1204、3号楼2单元1204 都行。楼栋决定网格"),
	[IN_GRID] = N_("网格自动查出。跨几个网格的小区要写楼栋才定得下来; F4 可以手选"),
	[IN_SPOT] = N_("发生地和住址不同才填, 例如 地下车库、北门外人行道"),
	[IN_BODY] = N_("前 30 格作标题, 或第一行写 标题: 。粘贴文字里的电话楼室姓名会预填到空项"),
	[IN_KIND] = N_("性质决定归入四类事项中的哪一类"),
	[IN_CATEGORY] = N_("类别决定级别、时限和派往。建议后面的百分数是把握, 低于阈值不预填"),
	[IN_TIER] = N_(
		"级别: 一般限时快办, 重点提级催办, 难点联合督办。有风险词的一般诉求建议提为重点"),
	[IN_JOINT] = N_("联名是同一件事一起反映的户数, 每户都会得到答复"),
	[IN_UNIT] = N_("派往的单位按职责清单和属地建议。清空后只登记并受理, 由分办台再派"),
	[IN_COPIES] = N_("抄送的单位看得到这件, 不承担办理"),
	[IN_LIMIT] = N_("时限从派出时起算, 避开周末和节假日。只能改短, 不能改长"),
	[IN_PUBLIC] = N_("公开方式由来件人定。检举控告 (密封) 在普通席位一个字都不留"),
	[IN_NOTIFY] = N_("告知方式。固定电话收不到短信"),
	[IN_NOTICE] = N_("收集个人信息前要告知。热线开头的语音已经念过, 柜台要当面念"),
};

const char *
intake_explain(int field)
{
	return _(explained[field]);
}

/* --- choices */

static void
from_rules(struct intake_model *in, struct ui *ui, int field, enum choice_list list, int most)
{
	const struct choices *all = &ui->session->rules->choices[list];
	struct field_choice *c = arena_array(ui->load, all->count, sizeof(*c));
	int n = 0;

	for (size_t i = 0; i < all->count && n < most; i++)
		c[n++] = (struct field_choice){.digit = all->items[i].value,
			.label = word_now(all->items[i].name),
			.value = all->items[i].value};
	form_choices(&in->form, field, c, n);
}

void
intake_choices(struct intake_model *in, struct ui *ui)
{
	struct field_choice *tiers = arena_array(ui->load, TIER_COUNT, sizeof(*tiers));

	from_rules(in, ui, IN_IDENTITY, CHOICE_IDENTITY, 9);
	from_rules(in, ui, IN_KIND, CHOICE_KIND, 9);
	from_rules(in, ui, IN_PUBLIC, CHOICE_PUBLIC, 9);
	from_rules(in, ui, IN_NOTIFY, CHOICE_NOTIFY, 4);
	for (int t = TIER_ORDINARY; t < TIER_COUNT; t++)
		tiers[t - 1] = (struct field_choice){.digit = t,
			.label = word_now(ui->session->rules->tiers[t].brief),
			.value = t};
	form_choices(&in->form, IN_TIER, tiers, TIER_COUNT - 1);
}

/* --- leaving a field */

/* Digits alone, without the country in front of a mobile number. */
static bool
check_phone(struct form *f, struct err *err)
{
	char digits[PHONE_MOST + 3] = "";
	size_t n = 0;

	for (const char *p = form_text(f, IN_PHONE); *p != '\0' && n < sizeof(digits) - 1; p++)
		if (*p >= '0' && *p <= '9')
			digits[n++] = *p;
	const char *number = n == 13 && strncmp(digits, "861", 3) == 0 ? digits + 2 : digits;

	if (n == 0 && form_text(f, IN_PHONE)[0] == '\0')
		return true;
	if (strlen(number) < PHONE_LEAST || strlen(number) > PHONE_MOST)
		return err_set(err, ERR_INPUT, _("电话要 %d 到 %d 位数字, 现在 %zu 位"),
			PHONE_LEAST, PHONE_MOST, n);
	form_set(f, IN_PHONE, number, 0);
	return true;
}

/* "U+20BB7" becomes the character. */
static void
spell_out(struct buf *out, const char *text)
{
	while (*text != '\0') {
		char *end = NULL;
		unsigned long cp = (text[0] == 'U' || text[0] == 'u') && text[1] == '+'
			? strtoul(text + 2, &end, 16)
			: 0;

		if (end != NULL && cp <= 0x10FFFF && text_is_hanzi((uint32_t)cp)) {
			buf_addcp(out, (uint32_t)cp);
			text = end;
		} else {
			buf_addch(out, *text++);
		}
	}
}

static bool
check_name(struct form *f, struct err *err)
{
	struct buf name;
	bool ok = true;

	buf_init(&name);
	spell_out(&name, form_text(f, IN_NAME));
	text_trim(&name);
	if (strcmp(name.text, form_text(f, IN_NAME)) != 0)
		form_set(f, IN_NAME, name.text, 0);
	if (name.len > 0 && utf8_count(name.text) < NAME_LEAST)
		ok = err_set(err, ERR_INPUT, _("姓名要 2 到 20 字; 只知姓氏写 吴先生"));
	buf_release(&name);
	return ok;
}

static bool
check_joint(struct form *f, struct err *err)
{
	int64_t n = 0;
	const char *text = form_text(f, IN_JOINT);

	if (*text == '\0' || (text_to_i64(text, &n) && n >= 1 && n <= JOINT_MOST))
		return true;
	return err_set(err, ERR_INPUT, _("联名要 1 到 %d 户"), JOINT_MOST);
}

/* Something was typed that nothing is called. */
static bool
check_found(struct form *f, int field, const char *sentence, struct err *err)
{
	const struct form_value *v = &f->values[field];

	return v->edit.len == 0 || v->value != 0 || err_set(err, ERR_INPUT, sentence, v->edit.text);
}

static bool
check_place(struct form *f, struct ui *ui, struct err *err)
{
	const struct form_value *v = &f->values[IN_PLACE];
	const char *near = NULL;

	if (v->edit.len == 0 || v->value != 0)
		return true;
	if (!lookup_nearest(ui->session, LOOKUP_ESTATE, v->edit.text, &near, err))
		return false;
	if (near != NULL)
		return err_set(err, ERR_INPUT, _("没有「%s」, 是不是 %s? 也可选所在社区"),
			v->edit.text, near);
	return err_set(err, ERR_INPUT, _("没有「%s」: 换首字母, 或选所在社区"), v->edit.text);
}

static bool
check_field(struct intake_model *in, struct ui *ui, int field, struct err *err)
{
	struct form *f = &in->form;

	switch (field) {
	case IN_CHANNEL:
		return check_found(f, field, _("没有来源「%s」: 输两字母码, 汉字或首字母"), err);
	case IN_PHONE:
		return check_phone(f, err);
	case IN_NAME:
		return check_name(f, err);
	case IN_PLACE:
		return check_place(f, ui, err);
	case IN_CATEGORY:
		return check_found(f, field, _("没有类别「%s」: 输两字母码, 汉字或首字母"), err);
	case IN_JOINT:
		return check_joint(f, err);
	case IN_UNIT:
		return check_found(f, field, _("没有单位「%s」: F4 选"), err);
	case IN_COPIES:
		if (!check_found(f, field, _("没有单位「%s」: F4 选"), err))
			return false;
		intake_copy(in, form_value(f, IN_COPIES));
		form_clear(f, IN_COPIES);
		return true;
	default:
		return true;
	}
}

/* What follows from a field is there before the next one is entered, and before anything is submitted. */
static bool
check(void *self, struct ui *ui, int field, struct err *err)
{
	struct intake_model *in = self;
	struct err trouble = ERR_INIT;

	if (!check_field(in, ui, field, err))
		return false;
	if (!intake_look(in, ui, &trouble))
		in->trouble = arena_strdup(ui->load, trouble.text);
	else if (field == IN_ROOM)
		intake_write_room(in);
	return true;
}

const struct form_ops intake_form_ops = {.lookup = intake_lookup, .check = check};
