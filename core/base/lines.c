#include "core/base/lines.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/buf.h"

enum { COMPACT_BYTES = 1 << 18 };

struct lines {
	struct source *source;
	struct buf window;
	size_t at;
	bool ended;
	int64_t number;
};

struct lines *
lines_new(struct source *source)
{
	struct lines *l = xcalloc(1, sizeof(*l));

	l->source = source;
	buf_init(&l->window);
	return l;
}

void
lines_free(struct lines *l)
{
	if (l == NULL)
		return;
	buf_release(&l->window);
	free(l);
}

/* Reads until the window holds a line end at or behind `from`, the end, or a line that is too long. */
static bool
find_end(struct lines *l, size_t from, char **end, struct err *err)
{
	for (;;) {
		*end = memchr(l->window.text + from, '\n', l->window.len - from);
		if (*end != NULL || l->ended || l->window.len - l->at > LINE_MOST)
			return true;
		from = l->window.len;
		if (!source_more(l->source, &l->window, &l->ended, err))
			return false;
	}
}

/* A line beyond all bounds: forgets it up to its end. */
static bool
skip(struct lines *l, struct err *err)
{
	char *end = NULL;

	while (end == NULL && !(l->ended && l->window.len == 0)) {
		buf_clear(&l->window);
		l->at = 0;
		if (!l->ended && !source_more(l->source, &l->window, &l->ended, err))
			return false;
		end = memchr(l->window.text, '\n', l->window.len);
	}
	l->at = end != NULL ? (size_t)(end - l->window.text) + 1 : 0;
	return true;
}

bool
lines_next(struct lines *l, struct line *line, bool *found, struct err *err)
{
	char *end;

	*found = false;
	if (l->at > COMPACT_BYTES) {
		buf_remove(&l->window, 0, l->at);
		l->at = 0;
	}
	if (!find_end(l, l->at, &end, err))
		return false;
	char *start = l->window.text + l->at;
	size_t len = end != NULL ? (size_t)(end - start) : l->window.len - l->at;

	if (end == NULL && len == 0)
		return true;
	*found = true;
	*line = (struct line){"", 0, ++l->number, len > LINE_MOST};
	if (line->too_long && end == NULL)
		return skip(l, err);
	l->at += len + (end != NULL);
	if (line->too_long)
		return true;
	if (len > 0 && start[len - 1] == '\r')
		len--;
	start[len] = '\0';
	line->text = start;
	line->len = len;
	return true;
}
