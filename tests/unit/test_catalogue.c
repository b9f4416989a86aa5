/*
 * The English catalogue against the texts of the sources (build/linli.pot, which xgettext makes): none is missing,
 * none is left over, and what is translated fits where the Chinese text stands.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/os.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tests/lib/test.h"

#define SOURCES "build/linli.pot"
#define ENGLISH "data/po/en.po"

enum part { PART_CONTEXT, PART_ID, PART_PLURAL, PART_TEXT, PART_TEXT_1, PART_COUNT };

struct entry {
	const char *part[PART_COUNT]; /* NULL: it has none */
	int line;
	bool fuzzy;
};

struct catalogue {
	struct arena mem;
	struct entry *entries;
	size_t count;
	int obsolete; /* line of the first one; 0: none */
};

static const char *const part_names[PART_COUNT] = {
	"msgctxt ", "msgid ", "msgid_plural ", "msgstr ", "msgstr[1] "};

/* "…" with its escapes to bytes, appended. */
static void
add_quoted(struct buf *out, const char *p)
{
	static const char escapes[] = "n\nt\te\033\"\"\\\\";

	for (p++; *p != '"' && *p != '\0'; p++) {
		const char *e = *p == '\\' ? strchr(escapes, p[1]) : NULL;

		if (e != NULL)
			p++;
		buf_addch(out, e != NULL ? e[1] : *p);
	}
}

static int
part_of(char **line)
{
	if (strncmp(*line, "msgstr[0] ", 10) == 0) {
		*line += 10;
		return PART_TEXT;
	}
	for (int i = 0; i < PART_COUNT; i++)
		if (strncmp(*line, part_names[i], strlen(part_names[i])) == 0) {
			*line += strlen(part_names[i]);
			return i;
		}
	return -1;
}

static void
keep_part(struct catalogue *c, int part, const struct buf *text)
{
	if (part >= 0)
		c->entries[c->count - 1].part[part] = arena_strndup(&c->mem, text->text, text->len);
}

/* An entry without a context begins with its id, one with a context has begun already. */
static bool
is_whole(const struct catalogue *c)
{
	return c->count == 0 || c->entries[c->count - 1].part[PART_TEXT] != NULL;
}

static void
read_catalogue(struct catalogue *c, const char *path)
{
	struct err err = ERR_INIT;
	struct buf file, text;
	int part = -1, number = 0;
	bool fuzzy = false;

	*c = (struct catalogue){0};
	buf_init(&file);
	buf_init(&text);
	assert_ok(os_read_file(path, 1 << 22, &file, &err), &err);
	c->entries = arena_array(&c->mem, file.len / 16 + 1, sizeof(*c->entries));
	for (char *line = file.text, *next; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		number++;
		if (strncmp(line, "#~", 2) == 0 && c->obsolete == 0)
			c->obsolete = number;
		fuzzy = fuzzy || strncmp(line, "#, fuzzy", 8) == 0;
		if (*line == '"') {
			add_quoted(&text, line);
			continue;
		}
		keep_part(c, part, &text);
		part = part_of(&line);
		buf_clear(&text);
		if (part < 0)
			continue;
		if (part == PART_CONTEXT || (part == PART_ID && is_whole(c))) {
			c->entries[c->count++] = (struct entry){.line = number, .fuzzy = fuzzy};
			fuzzy = false;
		}
		add_quoted(&text, line);
	}
	keep_part(c, part, &text);
	buf_release(&file);
	buf_release(&text);
	assert_true(c->count > 100); /* the header is the first */
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->part[PART_ID], y->part[PART_ID]);
	const char *cx = x->part[PART_CONTEXT], *cy = y->part[PART_CONTEXT];

	return order != 0 ? order : strcmp(cx != NULL ? cx : "", cy != NULL ? cy : "");
}

static struct catalogue sources, english;

static int
set_up(void **state)
{
	(void)state;
	read_catalogue(&sources, SOURCES);
	read_catalogue(&english, ENGLISH);
	qsort(english.entries, english.count, sizeof(struct entry), compare);
	qsort(sources.entries, sources.count, sizeof(struct entry), compare);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&sources.mem);
	arena_release(&english.mem);
	return 0;
}

static const struct entry *
find(const struct catalogue *c, const struct entry *e)
{
	return bsearch(e, c->entries, c->count, sizeof(*e), compare);
}

/* Prints the entry; returns 1, to be added to the findings. */
static int
found(const char *file, const struct entry *e, const char *what)
{
	print_error("%s:%d: %s: %s%s%s\n", file, e->line, what,
		e->part[PART_CONTEXT] != NULL ? e->part[PART_CONTEXT] : "",
		e->part[PART_CONTEXT] != NULL ? ": " : "", e->part[PART_ID]);
	return 1;
}

static void
test_every_text_has_an_english_one(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < sources.count; i++) {
		const struct entry *s = &sources.entries[i], *e = find(&english, s);

		if (s->part[PART_ID][0] == '\0')
			continue;
		if (e == NULL || e->fuzzy || e->part[PART_TEXT][0] == '\0')
			bad += found(SOURCES, s, "has no English text");
		else if (!same(s->part[PART_PLURAL], e->part[PART_PLURAL]) ||
			(s->part[PART_PLURAL] != NULL && e->part[PART_TEXT_1] == NULL))
			bad += found(ENGLISH, e, "plural forms are missing");
	}
	assert_int_equal(bad, 0);
}

static void
test_no_english_text_is_left_over_or_twice(void **state)
{
	int bad = 0;

	(void)state;
	assert_int_equal(english.obsolete, 0);
	for (size_t i = 0; i < english.count; i++) {
		const struct entry *e = &english.entries[i];

		if (find(&sources, e) == NULL)
			bad += found(ENGLISH, e, "is not in the sources (make po takes it out)");
		if (i > 0 && compare(e - 1, e) == 0)
			bad += found(ENGLISH, e, "stands here twice");
	}
	assert_int_equal(bad, 0);
}

/* Characters that one terminal draws in one cell and another in two, or not at all. */
static bool
is_certain(const char *text)
{
	uint32_t cp;

	if (text == NULL)
		return true;
	while ((cp = utf8_next(&text)) != 0)
		if (cp != '\n' && width_class(cp) != WIDTH_NARROW && width_class(cp) != WIDTH_WIDE)
			return false;
	return true;
}

static void
test_widths_are_the_same_on_every_terminal(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < english.count; i++)
		for (int part = 0; part < PART_COUNT; part++)
			if (!is_certain(english.entries[i].part[part]))
				bad += found(ENGLISH, &english.entries[i],
					"character of uncertain width");
	assert_int_equal(bad, 0);
}

/* The conversions of a printf text in the order of their arguments: "sd" for "%2$d of %1$s"; '*' is one too. */
static void
conversions(const char *text, char out[32])
{
	int at = 0;

	memset(out, 0, 32);
	for (; (text = strchr(text, '%')) != NULL; text++) {
		text++;
		if (*text == '%')
			continue;
		char *end;
		long place = strtol(text, &end, 10);
		bool placed = *end == '$';

		if (placed)
			text = end + 1;
		for (; *text != '\0' && strchr("-+ #0123456789.*", *text) != NULL; text++)
			if (*text == '*')
				out[at++] = '*';
		while (*text != '\0' && strchr("hljzt", *text) != NULL)
			out[at++] = *text++;
		if (*text == '\0')
			break;
		out[placed ? place - 1 : at] = *text;
		at++;
		assert_true(at < 31);
	}
}

static void
test_formats_agree(void **state)
{
	int bad = 0, compared = 0;

	(void)state;
	for (size_t i = 0; i < english.count; i++) {
		const struct entry *e = &english.entries[i];
		const char *ids[] = {e->part[PART_ID], e->part[PART_PLURAL]};
		const char *texts[] = {e->part[PART_TEXT], e->part[PART_TEXT_1]};

		for (int k = 0; k < 2; k++) {
			char want[32], have[32];

			if (ids[k] == NULL || texts[k] == NULL || ids[k][0] == '\0')
				continue;
			conversions(ids[k], want);
			conversions(texts[k], have);
			compared += want[0] != '\0';
			if (strcmp(want, have) != 0)
				bad += found(ENGLISH, e, "other conversions than in Chinese");
		}
	}
	assert_int_equal(bad, 0);
	assert_true(compared > 100);
}

/* The cells that a slot names, C_("queue.left|8", ...); 0: any number. */
static int
slot_cells(const char *context)
{
	const char *bar = context != NULL ? strrchr(context, '|') : NULL;

	return bar != NULL ? (int)strtol(bar + 1, NULL, 10) : 0;
}

static void
test_slots_hold_both_languages(void **state)
{
	int bad = 0, slots = 0;

	(void)state;
	for (size_t i = 0; i < english.count; i++) {
		const struct entry *e = &english.entries[i];
		int cells = slot_cells(e->part[PART_CONTEXT]);

		if (cells == 0)
			continue;
		slots++;
		/* What a conversion puts in is measured where it is drawn; the words around it are measured here. */
		if (show_width(e->part[PART_ID]) > cells)
			bad += found(ENGLISH, e, "the Chinese text is too wide for its slot");
		if (show_width(e->part[PART_TEXT]) > cells)
			bad += found(ENGLISH, e, "the English text is too wide for its slot");
	}
	assert_int_equal(bad, 0);
	assert_true(slots > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_text_has_an_english_one),
		cmocka_unit_test(test_no_english_text_is_left_over_or_twice),
		cmocka_unit_test(test_widths_are_the_same_on_every_terminal),
		cmocka_unit_test(test_formats_agree),
		cmocka_unit_test(test_slots_hold_both_languages),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
