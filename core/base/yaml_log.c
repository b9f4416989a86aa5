#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/utf8.h"
#include "core/base/yaml_inner.h"

enum { KEPT = 1000, SHOWN_CHARS = 40 };

struct yaml_mistake {
	const char *file, *text;
	int line, col;
	size_t seq;
};

void
yaml_begin(struct yaml *y, struct arena *mem)
{
	*y = (struct yaml){.mem = mem};
	buf_init(&y->source);
}

static void
record(struct yaml *y, const char *file, int line, int col, const char *fmt, va_list ap)
{
	size_t n = y->mistake_count++;

	if (n >= KEPT)
		return;
	if (n == 0)
		y->mistakes = xcalloc(KEPT, sizeof(*y->mistakes));
	y->mistakes[n] = (struct yaml_mistake){
		arena_strdup(&y->tree, file), arena_vprintf(&y->tree, fmt, ap), line, col, n};
}

void
yaml_mistake(struct yaml *y, const char *file, int line, int col, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(y, file, line, col, fmt, ap);
	va_end(ap);
}

bool
yaml_error(struct yaml *y, const struct yaml_node *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(y, at->file, at->line, at->col, fmt, ap);
	va_end(ap);
	return false;
}

const char *
yaml_shown(struct yaml *y, const char *text)
{
	const char *end = text;
	bool cut = false;

	for (int n = 0; *end != '\0' && !cut; n++) {
		cut = n == SHOWN_CHARS;
		if (!cut)
			utf8_next(&end);
	}
	char *out = arena_printf(&y->tree, "%.*s%s", (int)(end - text), text, cut ? ".." : "");

	for (char *p = out; *p != '\0'; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return out;
}

static int
by_place(const void *va, const void *vb)
{
	const struct yaml_mistake *a = va, *b = vb;
	int file = strcmp(a->file, b->file);

	if (file != 0)
		return file;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->col != b->col)
		return a->col < b->col ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static const char *
sentence(struct yaml *y, const struct yaml_mistake *m)
{
	if (m->line == 0)
		return m->text;
	return arena_printf(&y->tree, "%s:%d:%d: %s", m->file, m->line, m->col, m->text);
}

static void
tell(struct yaml *y, void (*report)(void *ctx, const char *line), void *ctx)
{
	size_t kept = y->mistake_count < KEPT ? y->mistake_count : KEPT;

	for (size_t i = 0; i < kept && i < YAML_MISTAKES; i++)
		report(ctx, sentence(y, &y->mistakes[i]));
	if (y->mistake_count > YAML_MISTAKES)
		report(ctx,
			arena_printf(&y->tree, _("另有 %zu 处错误没有列出"),
				y->mistake_count - YAML_MISTAKES));
}

bool
yaml_end(struct yaml *y, void (*report)(void *ctx, const char *line), void *ctx, struct err *err)
{
	yaml_check_names(y);
	size_t n = y->mistake_count;

	if (n > 0) {
		qsort(y->mistakes, n < KEPT ? n : KEPT, sizeof(*y->mistakes), by_place);
		if (report != NULL)
			tell(y, report, ctx);
		const char *first = sentence(y, &y->mistakes[0]);

		if (n == 1)
			err_set(err, ERR_INPUT, "%s", first);
		else
			err_set(err, ERR_INPUT, _("%s (共 %zu 处错误)"), first, n);
	}
	free(y->mistakes);
	free(y->marks);
	arena_release(&y->tree);
	buf_release(&y->source);
	*y = (struct yaml){.mem = y->mem};
	return n == 0;
}
