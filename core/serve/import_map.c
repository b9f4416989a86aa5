#include "core/serve/import_map.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/base/yaml.h"

enum { NAMES_MOST = 12 };

static const struct {
	const char *key;
	const char *names[NAMES_MOST]; /* usual columns, best first */
} fields[IF_COUNT] = {
	[IF_ID] = {"id",
		{"id", "编号", "留言编号", "工单编号", "案件编号", "ext_id", "external_id"}},
	[IF_TIME] = {"time",
		{"time", "时间", "留言时间", "来件时间", "提交时间", "created_at", "created"}},
	[IF_TITLE] = {"title", {"title", "主题", "标题", "留言主题", "subject"}},
	[IF_TEXT] = {"text",
		{"text", "detail", "内容", "详情", "留言详情", "留言内容", "诉求内容", "body",
			"description"}},
	[IF_NAME] = {"name", {"name", "user", "姓名", "留言用户", "来件人", "来电人", "联系人"}},
	[IF_PHONE] = {"phone", {"phone", "电话", "联系电话", "手机", "手机号", "手机号码"}},
	[IF_PLACE] = {"place", {"place", "address", "地址", "地点", "发生地", "事发地点"}},
	[IF_ESTATE] = {"estate", {"estate", "小区"}},
	[IF_ROOM] = {"room", {"room", "楼室", "房号"}},
	[IF_GRID] = {"grid", {"grid", "网格", "网格编码", "网格编号"}},
	[IF_CATEGORY] = {"category", {"category", "类别"}},
	[IF_KIND] = {"kind", {"kind", "性质"}},
	[IF_CHANNEL] = {"channel", {"channel", "来源", "渠道"}},
	[IF_REPLY_TIME] = {"reply_time", {"reply_time", "答复时间", "回复时间"}},
	[IF_REPLY] = {"reply", {"reply", "答复意见", "答复内容", "答复", "回复"}},
};

const char *
import_field_key(enum import_field field)
{
	return fields[field].key;
}

void
import_map_usual(struct import_map *m)
{
	*m = (struct import_map){.source = NULL};
	for (int f = 0; f < IF_COUNT; f++)
		m->at[f] = -1;
}

/* The same but for case, full-width forms and blanks around. */
static bool
same_name(const char *a, const char *b)
{
	for (;;) {
		uint32_t x, y;

		do
			x = text_fold_cp(utf8_next(&a));
		while (x == ' ' || x == '\t');
		do
			y = text_fold_cp(utf8_next(&b));
		while (y == ' ' || y == '\t');
		if (x != y)
			return false;
		if (x == 0)
			return true;
	}
}

static int
find_column(const char *name, const char *const *columns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (same_name(columns[i], name))
			return (int)i;
	return -1;
}

void
import_map_resolve(struct import_map *m, const char *const *columns, size_t count)
{
	if (count == m->resolved)
		return;
	m->resolved = count;
	for (int f = 0; f < IF_COUNT; f++) {
		m->at[f] = -1;
		if (m->column[f] != NULL) {
			m->at[f] = find_column(m->column[f], columns, count);
			continue;
		}
		for (int i = 0; i < NAMES_MOST && fields[f].names[i] != NULL && m->at[f] < 0; i++)
			m->at[f] = find_column(fields[f].names[i], columns, count);
	}
}

static bool
read_pair(struct import_map *m, struct yaml *y, const struct yaml_node *key)
{
	const struct yaml_node *value = key->next;
	int field = 0;

	if (!yaml_want(y, value, YAML_SCALAR))
		return false;
	const char *text = arena_strdup(y->mem, value->text);

	if (strcmp(key->text, "source") == 0) {
		m->source = text;
		return *text != '\0' || yaml_error(y, value, _("source 不能是空的"));
	}
	while (field < IF_COUNT && strcmp(fields[field].key, key->text) != 0)
		field++;
	if (field == IF_COUNT)
		return yaml_error(y, key,
			_("没有字段 %s。有: id time title text name phone place estate room grid"
			  " category kind channel reply_time reply source"),
			key->text);
	if (*text == '=')
		m->constant[field] = text + 1;
	else
		m->column[field] = text;
	return true;
}

bool
import_map_read(struct import_map *m, const char *path, struct arena *mem,
	void (*report)(void *ctx, const char *line), void *ctx, struct err *err)
{
	struct yaml y;

	import_map_usual(m);
	yaml_begin(&y, mem);
	const struct yaml_node *top = yaml_load(&y, path);

	if (top != NULL && yaml_want(&y, top, YAML_MAPPING)) {
		yaml_each_key (key, top)
			read_pair(m, &y, key);
	}
	return yaml_end(&y, report, ctx, err);
}

static void
list_columns(const char *const *columns, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "%s%s", i > 0 ? " " : "", columns[i]);
}

static bool
complain(const char *const *columns, size_t count, struct err *err, const char *what)
{
	struct buf list;

	buf_init(&list);
	list_columns(columns, count, &list);
	err_set(err, ERR_INPUT, _("%s。文件里的列: %s"), what, list.text);
	buf_release(&list);
	return false;
}

bool
import_map_check(
	const struct import_map *m, const char *const *columns, size_t count, struct err *err)
{
	for (int f = 0; f < IF_COUNT; f++) {
		struct buf what;

		if (m->column[f] == NULL || *m->column[f] == '\0' || m->at[f] >= 0)
			continue;
		buf_init(&what);
		buf_addf(&what, _("对应表里 %s 的列 %s 不在文件里"), fields[f].key, m->column[f]);
		complain(columns, count, err, what.text);
		buf_release(&what);
		return false;
	}
	if (m->at[IF_TEXT] < 0 && m->at[IF_TITLE] < 0)
		return complain(columns, count, err,
			_("没有内容列 (text detail 内容 详情) 也没有标题列, 请用 --map 说明"));
	return true;
}

static bool
is_used(const struct import_map *m, size_t column)
{
	for (int f = 0; f < IF_COUNT; f++)
		if (m->at[f] == (int)column && m->constant[f] == NULL)
			return true;
	return false;
}

void
import_map_tell(
	const struct import_map *m, const char *const *columns, size_t count, struct buf *out)
{
	bool first = true;

	for (int f = 0; f < IF_COUNT; f++) {
		if (m->constant[f] != NULL)
			buf_addf(out, "%s%s==%s", out->len > 0 ? " " : "", fields[f].key,
				m->constant[f]);
		else if (m->at[f] >= 0)
			buf_addf(out, "%s%s=%s", out->len > 0 ? " " : "", fields[f].key,
				columns[m->at[f]]);
	}
	for (size_t i = 0; i < count; i++) {
		if (is_used(m, i))
			continue;
		buf_addstr(out, first ? _("; 未用: ") : " ");
		buf_addstr(out, columns[i]);
		first = false;
	}
}

const char *
import_value(const struct import_map *m, const struct import_row *row, enum import_field field)
{
	if (m->constant[field] != NULL)
		return m->constant[field];
	int at = m->at[field];

	return at >= 0 && (size_t)at < row->count ? row->values[at] : "";
}
