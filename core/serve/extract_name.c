/* Names of people in a message: only where something says that one stands there. */
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/serve/extract_inner.h"

/* Surnames, without those that are more often an ordinary word (时 来 都 全 和 明 成 向 应 解 路 关 房 车 查 于 管). */
static const char singles[] =
	"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
	"魏薛叶阎余潘杜戴夏钟汪"
	"田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊"
	"兰殷施陶洪翟颜倪严牛温芦季"
	"俞章鲁葛伍韦申尤毕聂丛焦柳邢岳齐梅莫庄辛祝左涂谷祁舒耿牟卜詹苗凌费纪靳盛童欧甄项曲游裴席卫"
	"屈鲍覃霍翁隋植甘景薄"
	"司柏宁柯阮桂闵柴华冉边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚穆党燕郎邸冀谈姬屠"
	"郜晏栾郁蒙计喻揭窦"
	"迟宇敖糜鄢冷卓仇艾蓝巩稽练仲乐虞卞封竺冼官衣楚佟栗匡宗台巫鞠桑荆扬沙岑习胥蔺粘骆纪翁";

static const char *const doubles[] = {"欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟",
	"公孙", "慕容", "令狐", "夏侯", "西门", NULL};

static const char *const titles[] = {"先生", "女士", "小姐", "阿姨", "大爷", "大妈", "大姐", "大哥",
	"老师", "师傅", "伯", "奶奶", "爷爷", NULL};

/* Behind a name of two characters may stand one of these; a third character would else belong to it. */
static const char *const behind[] = {"反映", "反应", "来电", "来访", "来信", "来人", "投诉", "称",
	"说", "住", "家", "在", "的", "是", "电话", "手机", "联系", "建议", "咨询", "求助", "希望",
	"想", "要求", "表示", "于", "向", "因", "对", "和", "你好", "您好", NULL};

static const char *const cues[] = {"我叫", "我是", "本人", "姓名", "名字", "联系人", "来电人",
	"来访人", "反映人", "投诉人", "申请人", "报事人", "留言人", "业主", "住户", NULL};

static const char *const joins[] = {":", "是", "叫", "为", " ", NULL};

static size_t
surname_at(const struct message *m, size_t i)
{
	char one[UTF8_MAX_BYTES + 1] = "";
	size_t n = message_words(m, i, doubles);

	if (n > 0 || i >= m->count || !text_is_hanzi(m->cp[i]))
		return n;
	utf8_put(one, m->cp[i]);
	return strstr(singles, one) != NULL;
}

static bool
hanzi_at(const struct message *m, size_t i)
{
	return i < m->count && text_is_hanzi(m->cp[i]);
}

/* The characters of a name that begins here and is seen to end; 0: there is none. */
static size_t
name_at(const struct message *m, size_t i)
{
	size_t surname = surname_at(m, i), end = i + surname;

	if (surname == 0)
		return 0;
	size_t title = message_words(m, end, titles);

	if (title > 0)
		return surname + title;
	for (size_t given = 1; given <= 2 && hanzi_at(m, end + given - 1); given++)
		if (message_words(m, end + given - 1, behind) > 0)
			break;
		else if (!hanzi_at(m, end + given) || message_words(m, end + given, behind) > 0 ||
			message_words(m, end + given, titles) > 0)
			return surname + given;
	return 0;
}

static size_t
take(struct message *m, size_t i, size_t n)
{
	if (n > 0)
		message_found(m, EXTRACT_NAME, i, i + n, NULL, 0);
	return n;
}

static bool
begins_line(const struct message *m, size_t i)
{
	return i == 0 || m->cp[i - 1] == '\n';
}

/* "陈女士反映": a title makes the beginning of a line a name, a bare name needs more. */
static size_t
titled_at(const struct message *m, size_t i)
{
	size_t surname = surname_at(m, i),
	       title = surname > 0 ? message_words(m, i + surname, titles) : 0;

	return title > 0 ? surname + title : 0;
}

size_t
extract_name(struct message *m, size_t i)
{
	size_t cue = message_words(m, i, cues), join, at;

	if (cue == 0)
		return begins_line(m, i) ? take(m, i, titled_at(m, i)) : 0;
	for (at = i + cue; (join = message_words(m, at, joins)) > 0;)
		at += join;
	size_t n = take(m, at, name_at(m, at));

	return n > 0 ? at + n - i : 0;
}

static bool
is_gap(uint32_t cp)
{
	return cp == ' ' || cp == ',' || cp == 0xFF0C || cp == 0x3001 || cp == '-' || cp == ':' ||
		cp == '(' || cp == ')';
}

/* "3-1204 陈丽华", "3-1204的业主陈丽华". */
size_t
extract_name_behind(struct message *m, size_t i)
{
	static const char *const links[] = {"的业主", "的住户", "业主", "住户", "的", NULL};
	size_t at = i;

	while (at < m->count && is_gap(m->cp[at]))
		at++;
	at += message_words(m, at, links);
	size_t n = take(m, at, name_at(m, at));

	return n > 0 ? at + n - i : 0;
}

/* "陈丽华 13905952208", "陈丽华, 电话139...": a run of two or three that is a name and nothing else. */
void
extract_name_before(struct message *m, size_t i)
{
	static const char *const words[] = {"电话", "手机", NULL};
	size_t end = i;

	while (end > 0 && is_gap(m->cp[end - 1]))
		end--;
	if (end >= 2 && message_words(m, end - 2, words) == 2)
		end -= 2;
	while (end > 0 && is_gap(m->cp[end - 1]))
		end--;
	size_t from = end;

	while (from > 0 && hanzi_at(m, from - 1))
		from--;
	for (size_t k = 0; k < m->out->count; k++)
		if (m->out->items[k].kind == EXTRACT_NAME && m->out->items[k].at == m->at[from])
			return;
	if (end - from >= 2 && end - from <= 4 && name_at(m, from) == end - from)
		take(m, from, end - from);
}
