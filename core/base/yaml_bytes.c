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

/* How far a line has been walked. */
struct walk {
	bool leading;      /* only blanks so far */
	bool starts_value; /* the next character begins a key or value */
	bool in_flow;      /* within [ ] or { } */
	bool has_colon;    /* the line has a proper one */
	char quote, before;
};

/* What the character does wrong, standing here outside quotes; NULL if nothing. */
static const char *
slip_of(const struct walk *w, uint32_t cp, const char *rest, const char *end)
{
	bool last = rest == end || *rest == '\r';

	if (w->leading && cp == '\t')
		return N_("缩进里有制表符, 请改用空格");
	if (w->leading && (cp == 0x3000 || cp == 0xA0))
		return N_("缩进里有全角空格, 请改用半角空格");
	if (w->starts_value && (cp == 0x201C || cp == 0x201D || cp == 0x2018 || cp == 0x2019))
		return N_("中文引号, 请改用半角引号");
	if (w->starts_value && (cp == 0xFF3B || cp == 0xFF5B))
		return N_("全角括号, 请改用半角 [ ] { }");
	if (w->starts_value && cp == 0xFF0D)
		return N_("全角减号, 请改用半角减号加空格");
	if (w->starts_value && cp == 0xFF03)
		return N_("全角井号, 注释请用半角 # 开头");
	if (cp == 0xFF1A && !w->has_colon)
		return N_("全角冒号 「：」, 请改用半角冒号加空格");
	if (cp == ':' && !last && *rest != ' ' && !w->has_colon)
		return N_("冒号后面要有空格");
	if (w->in_flow && (cp == 0xFF0C || cp == 0x3001))
		return N_("全角逗号, 请改用半角逗号");
	return NULL;
}

static void
step(struct walk *w, uint32_t cp, char byte)
{
	bool opens = cp == '[' || cp == '{';

	if (w->quote != '\0') {
		w->quote = cp == (uint32_t)w->quote ? '\0' : w->quote;
		w->starts_value = false;
		return;
	}
	if (w->starts_value && (cp == '"' || cp == '\''))
		w->quote = byte;
	w->in_flow = w->in_flow || (w->starts_value && opens);
	w->leading = w->leading && cp == ' ';
	if (cp == ' ')
		w->starts_value = w->starts_value || strchr(":-,", w->before) != NULL;
	else
		w->starts_value = opens;
	w->before = byte;
}

static const char *
slip_in_line(const char *p, const char *end, int *col)
{
	struct walk w = {.leading = true, .starts_value = true, .before = ' '};

	for (const char *q = p; q + 1 < end && !w.has_colon; q++)
		w.has_colon = q[0] == ':' && q[1] == ' ';
	for (*col = 1; p < end; ++*col) {
		const char byte = *p;
		uint32_t cp = utf8_next_n(&p, end);

		if (w.quote == '\0') {
			if (cp == '#' && (w.before == ' ' || w.before == '\t'))
				return NULL;
			const char *slip = slip_of(&w, cp, p, end);

			if (slip != NULL)
				return slip;
		}
		step(&w, cp, byte);
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
