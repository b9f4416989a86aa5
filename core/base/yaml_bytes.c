#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/base/yaml_inner.h"

bool
yaml_cp_is_bad(uint32_t cp)
{
	if (cp < 0x20)
		return cp != '\n' && cp != '\t';
	if ((cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029)
		return true;
	return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF) || text_is_invisible(cp);
}

static void
place_of(const char *bytes, size_t at, int *line, int *col)
{
	const char *p = bytes, *end = bytes + at;

	*line = 1;
	*col = 1;
	while (p < end) {
		bool feed = *p == '\n';

		utf8_next_n(&p, end);
		*line += feed;
		*col = feed ? 1 : *col + 1;
	}
}

static bool
dirt_at(struct yaml *y, const char *name, const char *bytes, size_t at, uint32_t cp, bool broken)
{
	int line, col;

	place_of(bytes, at, &line, &col);
	if (broken)
		yaml_mistake(y, name, line, col, _("不是 UTF-8 文本 (可能是 GBK), 请另存为 UTF-8"));
	else if (cp == '\r')
		yaml_mistake(y, name, line, col, _("单独的回车符, 请改用普通换行"));
	else if (cp < 0xA0)
		yaml_mistake(y, name, line, col, _("有控制字符 U+%04X, 请删去"), (unsigned)cp);
	else
		yaml_mistake(y, name, line, col, _("有看不见的字符 U+%04X, 请删去"), (unsigned)cp);
	return false;
}

static bool
is_tail(char byte)
{
	return ((uint8_t)byte & 0xC0) == 0x80;
}

bool
yaml_bytes_are_clean(struct yaml *y, const char *name, const char *bytes, size_t len)
{
	const char *p = bytes, *end = bytes + len;

	if (len >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0)) {
		yaml_mistake(y, name, 1, 1, _("是 UTF-16 文本, 请另存为 UTF-8"));
		return false;
	}
	while (p < end) {
		uint8_t lead = (uint8_t)*p;

		if (lead >= 0x20 && lead < 0x7F) {
			p++;
		} else if (lead >= 0xE3 && lead <= 0xE9 && end - p >= 3 && is_tail(p[1]) &&
			   is_tail(p[2])) {
			p += 3; /* hanzi and their punctuation */
		} else if (lead == '\r' && end - p >= 2 && p[1] == '\n') {
			p += 2;
		} else {
			size_t at = (size_t)(p - bytes);
			uint32_t cp = utf8_next_n(&p, end);
			bool broken = cp == UTF8_REPLACEMENT && p - (bytes + at) == 1;

			if (broken || yaml_cp_is_bad(cp))
				return dirt_at(y, name, bytes, at, cp, broken);
		}
	}
	return true;
}

/* The n-th line (from 1), without its end. */
static const char *
line_at(const char *bytes, size_t len, int n, const char **end)
{
	const char *p = bytes, *stop = bytes + len;

	while (--n > 0 && p < stop) {
		const char *feed = memchr(p, '\n', (size_t)(stop - p));

		p = feed != NULL ? feed + 1 : stop;
	}
	const char *feed = p < stop ? memchr(p, '\n', (size_t)(stop - p)) : NULL;

	*end = feed != NULL ? feed : stop;
	return p;
}

int
yaml_line_before(const char *bytes, size_t len, int line)
{
	for (int n = line - 1; n > 0; n--) {
		const char *end, *p = line_at(bytes, len, n, &end);

		while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
			p++;
		if (p < end && *p != '#')
			return n;
	}
	return line;
}

/* What the character at p does wrong, standing there outside quotes; NULL if nothing. */
static const char *
slip_of(uint32_t cp, const char *rest, const char *end, bool leading, bool starts_value,
	bool has_colon)
{
	bool last = rest == end || *rest == '\r';

	if (leading && cp == '\t')
		return N_("缩进里有制表符, 请改用空格");
	if (leading && (cp == 0x3000 || cp == 0xA0))
		return N_("缩进里有全角空格, 请改用半角空格");
	if (starts_value && (cp == 0x201C || cp == 0x201D || cp == 0x2018 || cp == 0x2019))
		return N_("中文引号, 请改用半角引号");
	if (starts_value && (cp == 0xFF3B || cp == 0xFF5B))
		return N_("全角括号, 请改用半角 [ ] { }");
	if (starts_value && cp == 0xFF0D)
		return N_("全角减号, 请改用半角减号加空格");
	if (starts_value && cp == 0xFF03)
		return N_("全角井号, 注释请用半角 # 开头");
	if (cp == 0xFF1A && !has_colon)
		return N_("全角冒号 「：」, 请改用半角冒号加空格");
	if (cp == ':' && !last && *rest != ' ' && !has_colon)
		return N_("冒号后面要有空格");
	return NULL;
}

static const char *
slip_in_line(const char *p, const char *end, int *col)
{
	bool leading = true, starts_value = true, in_flow = false, has_colon = false;
	char quote = '\0', before = ' ';

	for (const char *q = p; q + 1 < end && !has_colon; q++)
		has_colon = q[0] == ':' && q[1] == ' ';
	for (*col = 1; p < end; ++*col) {
		const char *was = p;
		uint32_t cp = utf8_next_n(&p, end);

		if (quote != '\0') {
			quote = cp == (uint32_t)quote ? '\0' : quote;
			starts_value = false;
			continue;
		}
		if (cp == '#' && (before == ' ' || before == '\t'))
			return NULL;
		const char *slip = slip_of(cp, p, end, leading, starts_value, has_colon);

		if (slip == NULL && in_flow && (cp == 0xFF0C || cp == 0x3001))
			slip = N_("全角逗号, 请改用半角逗号");
		if (slip != NULL)
			return slip;
		if (starts_value && (cp == '"' || cp == '\''))
			quote = (char)cp;
		in_flow = in_flow || (starts_value && (cp == '[' || cp == '{'));
		leading = leading && cp == ' ';
		starts_value =
			cp == ' ' ? starts_value || before == ':' || before == '-' || before == ','
				  : cp == '[' || cp == '{';
		before = *was;
	}
	return NULL;
}

const char *
yaml_find_slip(const char *bytes, size_t len, int first, int last, int *line, int *col)
{
	for (*line = first < 1 ? 1 : first; *line <= last; ++*line) {
		const char *end, *p = line_at(bytes, len, *line, &end);
		const char *slip = slip_in_line(p, end, col);

		if (slip != NULL)
			return slip;
	}
	return NULL;
}
