#include "core/base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/utf8.h"

enum { FEW_FIELDS = 32, COMPACT_BYTES = 1 << 18, TRIES_MOST = 64 };

/* A field within csv.text, while that may still move. */
struct span {
	size_t from, len;
};

struct csv {
	struct source *source;
	struct buf window; /* decoded text; the record being read begins at `start` */
	size_t start, at;
	bool ended; /* the window holds everything that is left */
	char delimiter;
	size_t columns;
	int64_t line;
	struct buf text; /* the record's fields, each ended by a NUL */
	struct span *spans;
	struct csv_field *fields;
	size_t count, room;
	bool stray_quote; /* a quote within a quoted field that was neither doubled nor at its end */
	/*
	 * Which quotes can close a field does not depend on where it opened. So what one vain search for a
	 * closing quote has seen need not be searched again: a file of stray quotes is read in linear time.
	 * Positions count from the beginning of the text; the window begins at `base`.
	 */
	size_t base;
	size_t barren; /* no quote before this position closes anything */
	size_t closer; /* position of a closing quote that made a record which did not fit ... */
	int tries;     /* ... that often */
};

struct csv *
csv_new(struct source *source, char delimiter)
{
	struct csv *c = xcalloc(1, sizeof(*c));

	c->source = source;
	c->delimiter = delimiter;
	c->line = 1;
	buf_init(&c->window);
	buf_init(&c->text);
	c->room = FEW_FIELDS;
	c->spans = xcalloc(c->room, sizeof(*c->spans));
	c->fields = xcalloc(c->room, sizeof(*c->fields));
	return c;
}

void
csv_free(struct csv *c)
{
	if (c == NULL)
		return;
	buf_release(&c->window);
	buf_release(&c->text);
	free(c->spans);
	free(c->fields);
	free(c);
}

static bool
too_long(const struct csv *c)
{
	return c->at - c->start > CSV_RECORD_MOST;
}

/* Is there a byte at c->at? Reads on if need be; errors end the text and stay in err. */
static bool
more(struct csv *c, struct err *err)
{
	while (c->at == c->window.len && !c->ended)
		if (!source_more(c->source, &c->window, &c->ended, err))
			c->ended = true;
	return c->at < c->window.len;
}

static void
add(struct csv *c, const char *bytes, size_t len)
{
	buf_add(&c->text, bytes, len);
	c->spans[c->count].len += len;
}

static void
begin_field(struct csv *c)
{
	if (c->count == c->room) {
		c->room *= 2;
		c->spans = xrealloc(c->spans, c->room * sizeof(*c->spans));
		c->fields = xrealloc(c->fields, c->room * sizeof(*c->fields));
	}
	c->spans[c->count] = (struct span){c->text.len, 0};
}

static void
end_field(struct csv *c)
{
	buf_addch(&c->text, '\0');
	c->count++;
}

/* Up to the next delimiter or line end. */
static void
take_plain(struct csv *c, struct err *err)
{
	do {
		const char *from = c->window.text + c->at, *end = c->window.text + c->window.len;
		const char *p = from;

		while (p < end && *p != c->delimiter && *p != '\n' && *p != '\r')
			p++;
		add(c, from, (size_t)(p - from));
		c->at += (size_t)(p - from);
		if (p < end)
			return;
	} while (more(c, err) && !too_long(c));
}

/* May a quote at c->at - 1 end the field, by what follows it? */
static bool
ends_field(struct csv *c, struct err *err)
{
	if (!more(c, err))
		return true;
	char next = c->window.text[c->at];

	return next == c->delimiter || next == '\n' || next == '\r';
}

/* Where nothing closes, only a run of quotes that the field itself begins with can: "" or """". */
static bool
closes_at_once(struct csv *c, struct err *err)
{
	size_t run = 0, from = c->at;

	while (more(c, err) && c->window.text[c->at] == '"') {
		c->at++;
		run++;
	}
	bool closes = run % 2 == 1 && ends_field(c, err);

	if (closes)
		add(c, c->window.text + from, run / 2);
	return closes;
}

/* Behind the opening quote; false when the field does not close. */
static bool
take_quoted(struct csv *c, struct err *err)
{
	if (c->base + c->at < c->barren)
		return closes_at_once(c, err);
	while (more(c, err) && !too_long(c)) {
		const char *from = c->window.text + c->at;
		size_t left = c->window.len - c->at;
		const char *quote = memchr(from, '"', left);
		size_t n = quote != NULL ? (size_t)(quote - from) : left;

		add(c, from, n);
		c->at += n;
		if (quote == NULL)
			continue;
		c->at++;
		if (more(c, err) && c->window.text[c->at] == '"')
			c->at++;
		else if (ends_field(c, err))
			return true;
		else
			c->stray_quote = true;
		add(c, "\"", 1);
	}
	c->barren = c->base + c->at;
	return false;
}

/* Takes the end of a line; false when another field follows. */
static bool
take_end(struct csv *c, struct err *err)
{
	if (!more(c, err))
		return true;
	char byte = c->window.text[c->at++];

	if (byte == '\r' && more(c, err) && c->window.text[c->at] == '\n')
		c->at++;
	return byte != c->delimiter;
}

static void
restart(struct csv *c)
{
	c->at = c->start;
	c->count = 0;
	c->stray_quote = false;
	buf_clear(&c->text);
}

/* With quotes, or, when they turned out to be none, one line as it stands. False: too long or unclosed. */
static bool
take_fields(struct csv *c, bool quotes, struct err *err)
{
	restart(c);
	for (;;) {
		bool whole = true;

		begin_field(c);
		if (quotes && more(c, err) && c->window.text[c->at] == '"') {
			c->at++;
			whole = take_quoted(c, err);
		}
		if (whole)
			take_plain(c, err);
		end_field(c);
		if (!whole || too_long(c))
			return false;
		if (take_end(c, err))
			return true;
	}
}

/* Line ends in the record that was read. */
static int64_t
lines_taken(const struct csv *c)
{
	const char *p = c->window.text + c->start, *end = c->window.text + c->at;
	int64_t n = 0;

	for (; p < end; p++)
		n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
	return n;
}

static void
drop_window(struct csv *c, size_t len)
{
	buf_remove(&c->window, 0, len);
	c->base += len;
	c->at -= len;
	c->start -= c->start < len ? c->start : len;
}

/* A record beyond all bounds: forgets everything up to the end of its line. */
static void
skip_line(struct csv *c, struct err *err)
{
	restart(c);
	do {
		const char *from = c->window.text + c->at;
		size_t n = 0, left = c->window.len - c->at;

		while (n < left && from[n] != '\n' && from[n] != '\r')
			n++;
		c->at += n;
		drop_window(c, c->at);
		if (n < left) {
			take_end(c, err);
			return;
		}
	} while (more(c, err));
}

static void
guess_delimiter(struct csv *c, struct err *err)
{
	static const char candidates[] = ",;\t";
	size_t counts[sizeof(candidates)] = {0}, best = 0;
	bool quoted = false;

	more(c, err);
	for (size_t i = 0; i < c->window.len; i++) {
		char byte = c->window.text[i];
		const char *which = byte != '\0' ? strchr(candidates, byte) : NULL;

		if (byte == '"')
			quoted = !quoted;
		if (!quoted && (byte == '\n' || byte == '\r'))
			break;
		if (!quoted && which != NULL)
			counts[which - candidates]++;
	}
	for (size_t i = 1; i < sizeof(candidates) - 1; i++)
		if (counts[i] > counts[best])
			best = i;
	c->delimiter = candidates[best];
}

/* The record ends behind a quote that closed too much. It is tried again from other lines, but not for ever. */
static void
blame_closer(struct csv *c)
{
	size_t position = c->base + c->at;

	c->tries = c->closer == position ? c->tries + 1 : 1;
	c->closer = position;
	if (c->tries == TRIES_MOST)
		c->barren = position;
}

/*
 * Reads one record. A field that swallowed line ends and then did not fit was most likely opened by a
 * quote that means itself: the record is then its first line, and reading goes on behind that.
 */
static enum csv_defect
take_record(struct csv *c, struct err *err)
{
	bool whole = take_fields(c, true, err);
	bool fits = whole && (c->columns == 0 || c->count == c->columns);

	if (whole && (fits || !c->stray_quote || lines_taken(c) < 2))
		return fits ? CSV_SOUND : CSV_COLUMNS;
	if (whole)
		blame_closer(c);
	if (take_fields(c, false, err))
		return CSV_UNCLOSED;
	skip_line(c, err);
	return CSV_TOO_LONG;
}

static bool
is_empty_line(const struct csv *c)
{
	return c->count == 1 && c->spans[0].len == 0 && c->window.text[c->start] != '"';
}

static void
show_record(struct csv *c, enum csv_defect defect, struct csv_record *record)
{
	for (size_t i = 0; i < c->count; i++)
		c->fields[i] = (struct csv_field){c->text.text + c->spans[i].from, c->spans[i].len};
	*record = (struct csv_record){c->fields, c->count, c->line, defect};
}

bool
csv_next(struct csv *c, struct csv_record *record, bool *found, struct err *err)
{
	if (c->delimiter == '\0')
		guess_delimiter(c, err);
	*found = false;
	while (!*found && err->code == ERR_NONE) {
		c->start = c->at;
		if (c->start > COMPACT_BYTES)
			drop_window(c, c->start);
		if (!more(c, err))
			break;
		enum csv_defect defect = take_record(c, err);
		int64_t lines = lines_taken(c);

		*found = defect > CSV_COLUMNS || !is_empty_line(c);
		if (*found && c->columns == 0)
			c->columns = c->count;
		show_record(c, defect, record);
		c->line += lines;
	}
	return err->code == ERR_NONE;
}

size_t
csv_columns(const struct csv *c)
{
	return c->columns;
}

void
csv_explain(const struct csv *c, const struct csv_record *record, struct buf *out)
{
	switch (record->defect) {
	case CSV_SOUND:
		break;
	case CSV_COLUMNS:
		buf_addf(out, _("应有 %zu 列, 这一行 %zu 列"), c->columns, record->count);
		break;
	case CSV_UNCLOSED:
		buf_addstr(out, _("引号没有配对"));
		break;
	case CSV_TOO_LONG:
		buf_addf(out, _("这一行超过 %d KiB"), CSV_RECORD_MOST / 1024);
		break;
	}
}

void
csv_put_bom(struct buf *out)
{
	buf_addstr(out, "\xEF\xBB\xBF");
}

/* Would a spreadsheet read it as a formula? Apostrophes in front count in, so that guarding can be undone. */
static bool
is_dangerous(const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	while (p < end && *p == '\'')
		p++;
	if (p == end)
		return false;
	switch (utf8_next_n(&p, end)) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '|':
	case '\t':
	case '\r':
	case '\0':
	case 0xFF1D:
	case 0xFF0B:
	case 0xFF0D:
	case 0xFF20:
		return true;
	default:
		return false;
	}
}

void
csv_put_n(struct buf *out, const char *text, size_t len, bool first)
{
	buf_addstr(out, first ? "\"" : ",\"");
	if (is_dangerous(text, len))
		buf_addch(out, '\'');
	while (len > 0) {
		const char *quote = memchr(text, '"', len);
		size_t n = quote != NULL ? (size_t)(quote - text) + 1 : len;

		buf_add(out, text, n);
		if (quote != NULL)
			buf_addch(out, '"');
		text += n;
		len -= n;
	}
	buf_addch(out, '"');
}

void
csv_put(struct buf *out, const char *text, bool first)
{
	csv_put_n(out, text, strlen(text), first);
}

void
csv_put_i64(struct buf *out, int64_t value, bool first)
{
	buf_addf(out, first ? "%lld" : ",%lld", (long long)value);
}

void
csv_put_end(struct buf *out)
{
	buf_addstr(out, "\r\n");
}

size_t
csv_unguard(const char *text, size_t len)
{
	return len > 0 && *text == '\'' && is_dangerous(text + 1, len - 1) ? 1 : 0;
}
