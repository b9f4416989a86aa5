#include <string.h>

#include "core/base/show.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/widget/ink.h"

static bool
is_one_of(const char *marks, uint32_t cp)
{
	char one[UTF8_MAX_BYTES + 1] = "";

	utf8_put(one, cp);
	return cp != 0 && strstr(marks, one) != NULL;
}

/* Marks that may not begin a line. */
static bool
clings(uint32_t cp)
{
	return is_one_of("!),.:;?]}%。，、；：？！）】」』》〉”’…—", cp);
}

/* Marks that may not end a line. */
static bool
opens(uint32_t cp)
{
	return is_one_of("([{（【「『《〈“‘", cp);
}

static bool
is_run(uint32_t cp)
{
	return cp > ' ' && cp < 0x2E80;
}

/* May a line end between these two characters? */
static bool
breaks(uint32_t before, uint32_t after)
{
	if (after == ' ' || before == ' ')
		return true;
	if (clings(after) || opens(before))
		return false;
	return !(is_run(before) && is_run(after));
}

size_t
wrap_line(const char *text, int cells, size_t *skip)
{
	size_t fit = show_fit(text, cells, NULL), best = 0;
	const char *feed = memchr(text, '\n', fit), *p = text;
	uint32_t before = 0;

	*skip = 1;
	if (feed != NULL)
		return (size_t)(feed - text);
	if (text[fit] == '\n')
		return fit;
	*skip = 0;
	if (text[fit] == '\0')
		return fit;
	while ((size_t)(p - text) <= fit) {
		size_t at = (size_t)(p - text);
		uint32_t cp = utf8_next(&p);

		if (at > 0 && at <= fit && before != ' ' && breaks(before, cp))
			best = at;
		before = cp;
	}
	if (best ==
		0) /* one long run: cut where the room ends; at least one character, however wide */
		best = fit > 0 ? fit : (size_t)(p - text);
	while (text[best + *skip] == ' ')
		(*skip)++;
	return best;
}

int
wrap_lines(const char *text, int cells)
{
	int n = 0;
	size_t skip;

	for (; *text != '\0'; n++) {
		text += wrap_line(text, cells, &skip);
		text += skip;
	}
	return n;
}

void
pen_wrap(struct pen *p, enum role role, int indent, const char *text)
{
	struct buf line;
	size_t skip;

	buf_init(&line);
	while (*text != '\0' && !pen_done(p)) {
		int room = p->rect.cols - p->col;
		size_t n = wrap_line(text, room > 0 ? room : 1, &skip);

		buf_clear(&line);
		buf_add(&line, text, n);
		pen_put(p, role, line.text);
		text += n + skip;
		if (*text != '\0' || skip > 0) {
			pen_line(p);
			p->col = indent;
		}
	}
	buf_release(&line);
}
