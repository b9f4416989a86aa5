#include <string.h>

#include "core/base/i18n.h"
#include "core/base/nearest.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/base/yaml_inner.h"

enum { LIST_BYTES = 160 };

const struct yaml_node *
yaml_get(const struct yaml_node *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAPPING)
		return NULL;
	yaml_each_key (k, map)
		if (strcmp(k->text, key) == 0)
			return k->next;
	return NULL;
}

bool
yaml_want(struct yaml *y, const struct yaml_node *node, enum yaml_kind kind)
{
	if (node->kind == kind)
		return true;
	if (kind == YAML_SCALAR)
		return yaml_error(y, node, "%s", _("这里应是一个值, 不是列表"));
	if (strstr(node->text, "：") != NULL)
		return yaml_error(y, node, "%s", _("全角冒号 「：」, 请改用半角冒号加空格"));
	if (kind == YAML_MAPPING)
		return yaml_error(y, node, "%s", _("这里应是若干行 「键: 值」"));
	return yaml_error(y, node, "%s", _("这里应是列表, 每项以 「- 」 开头"));
}

static bool
has_wide_digit(const char *text)
{
	while (*text != '\0') {
		uint32_t cp = utf8_next(&text);

		if (cp >= 0xFF10 && cp <= 0xFF19)
			return true;
	}
	return false;
}

bool
yaml_to_int(struct yaml *y, const struct yaml_node *node, int64_t min, int64_t max, int64_t *out)
{
	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	const char *shown = yaml_shown(y, node->text);

	if (has_wide_digit(node->text))
		return yaml_error(y, node, _("「%s」 里有全角数字, 请改用半角"), shown);
	if (node->quoted || !text_to_i64(node->text, out))
		return yaml_error(y, node, _("应是不带引号的整数, 不能是 「%s」"), shown);
	if (*out < min || *out > max)
		return yaml_error(y, node, _("%s 不在 %lld 到 %lld 之间"), shown, (long long)min,
			(long long)max);
	return true;
}

bool
yaml_to_bool(struct yaml *y, const struct yaml_node *node, bool *out)
{
	static const char *const words[] = {"false", "true", "否", "是"};

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	for (int i = 0; i < 4 && !node->quoted; i++)
		if (strcmp(node->text, words[i]) == 0) {
			*out = i % 2 == 1;
			return true;
		}
	return yaml_error(y, node, _("应写 true 或 false (是 或 否), 不能是 「%s」"),
		yaml_shown(y, node->text));
}

/* The names, as many as a line holds. */
static const char *
usable(struct yaml *y, const char *const *names)
{
	struct buf list;
	size_t i;

	buf_init(&list);
	for (i = 0; names[i] != NULL && list.len < LIST_BYTES; i++)
		if (names[i][0] != '\0')
			buf_addf(&list, "%s%s", list.len > 0 ? " " : "", names[i]);
	const char *text = arena_printf(&y->tree, "%s%s", list.text, names[i] != NULL ? " .." : "");

	buf_release(&list);
	return text;
}

bool
yaml_to_enum(struct yaml *y, const struct yaml_node *node, const char *const *names, int *out)
{
	int n = 0;

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	for (; names[n] != NULL; n++)
		if (names[n][0] != '\0' && strcmp(names[n], node->text) == 0) {
			*out = n;
			return true;
		}
	const char *close = nearest_name(node->text, names, (size_t)n);
	const char *shown = yaml_shown(y, node->text);

	if (close != NULL)
		return yaml_error(
			y, node, _("「%s」 不是可用的值, 是否想写 「%s」?"), shown, close);
	return yaml_error(y, node, _("「%s」 不是可用的值, 可用: %s"), shown, usable(y, names));
}
