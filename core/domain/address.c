#include "core/domain/address.h"

#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"

/* --- what was typed, narrowed and without blanks */

enum { ROOM_MOST = 60 };

static const char *const building_words[] = {"号楼", "幢", "栋", "座", "楼", "号", "#", "-", NULL};
static const char *const stair_words[] = {"单元", "梯", "-", NULL};
static const char *const flat_words[] = {"室", "房", "号", NULL};

static bool
squeeze(struct buf *out, const char *typed)
{
	struct buf narrow;
	const char *p;
	uint32_t cp;

	buf_init(&narrow);
	text_narrow(&narrow, typed);
	for (p = narrow.text; (cp = utf8_next(&p)) != 0;)
		if (cp != ' ' && cp != '\t' && cp != '\n')
			buf_addcp(out, cp == 0x2014 || cp == 0x2013 || cp == 0xFF0D ? '-' : cp);
	buf_release(&narrow);
	return out->len > 0 && out->len <= ROOM_MOST;
}

/* 三 is 3, 十二 is 12: up to 99, as buildings are counted. 0 when it is no such number. */
static int
hanzi_number(const char **at)
{
	static const char digits[] = "一二三四五六七八九";
	int tens = 0, ones = 0;
	bool any = false, ten = false;

	for (;;) {
		const char *p = *at;
		uint32_t cp = utf8_next(&p);
		char one[UTF8_MAX_BYTES + 1] = "";

		utf8_put(one, cp);
		const char *found = cp >= 0x4E00 ? strstr(digits, one) : NULL;

		if (cp == 0x5341 && !ten) { /* 十 */
			tens = any ? ones : 1;
			ones = 0;
			ten = true;
		} else if (found != NULL && ones == 0) {
			ones = (int)(found - digits) / 3 + 1;
		} else {
			break;
		}
		any = true;
		*at = p;
	}
	return any ? tens * 10 + ones : 0;
}

static bool
is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, and letters in front of or behind them: "12", "A", "B2", "12A". */
static bool
read_part(const char **at, char out[ROOM_PART_BYTES])
{
	size_t n = 0;

	for (; is_digit(**at) || is_latin(**at); ++*at) {
		if (n + 1 == ROOM_PART_BYTES)
			return false;
		out[n++] = **at >= 'a' && **at <= 'z' ? (char)(**at - 'a' + 'A') : **at;
	}
	out[n] = '\0';
	if (n > 0)
		return true;
	int number = hanzi_number(at);

	if (number > 0)
		snprintf(out, ROOM_PART_BYTES, "%d", number);
	return number > 0;
}

static const char *
read_word(const char **at, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t n = strlen(*words);

		if (strncmp(*at, *words, n) == 0) {
			*at += n;
			return *words;
		}
	}
	return NULL;
}

static void
put(char out[ROOM_PART_BYTES], const char *text)
{
	snprintf(out, ROOM_PART_BYTES, "%s", text);
}

/* "3-2-1204" has a stair in the middle, "3-1204" has none. */
static bool
read_rest(const char *p, struct room *out)
{
	char part[ROOM_PART_BYTES];

	if (*p == '\0')
		return true;
	if (!read_part(&p, part))
		return false;
	const char *before = p;
	const char *stair = read_word(&p, stair_words);

	if (stair != NULL) {
		put(out->stair, part);
		if (*p == '\0')
			return strcmp(stair, "-") != 0;
		if (!read_part(&p, part))
			return false;
	} else {
		p = before;
	}
	put(out->flat, part);
	read_word(&p, flat_words);
	return *p == '\0';
}

static bool
parse_squeezed(const char *text, struct room *out)
{
	const char *p = text;
	char part[ROOM_PART_BYTES];

	if (!read_part(&p, part))
		return false;
	const char *word = read_word(&p, building_words);
	bool bare = word == NULL && (*p == '\0' || strcmp(p, "室") == 0);

	if (bare && is_digit(part[0])) { /* "1204": which building was not said */
		put(out->flat, part);
		return true;
	}
	if (word == NULL)
		return false;
	put(out->building, part);
	bool mark = strcmp(word, "-") == 0 || strcmp(word, "#") == 0;

	if (!mark)
		put(out->word, word);
	/* "3楼" alone is a floor, "3-" is not finished. */
	bool alone = !mark && strcmp(word, "楼") != 0;

	return read_rest(p, out) && (alone || out->flat[0] != '\0');
}

bool
room_parse(const char *typed, struct room *out)
{
	struct buf text;

	*out = (struct room){0};
	buf_init(&text);
	bool ok = squeeze(&text, typed) && parse_squeezed(text.text, out);

	buf_release(&text);
	if (!ok)
		*out = (struct room){0};
	return ok;
}

void
room_print(struct buf *out, const struct room *room)
{
	if (room->building[0] != '\0')
		buf_addf(out, "%s%s", room->building, room->word[0] != '\0' ? room->word : "幢");
	if (room->stair[0] != '\0')
		buf_addf(out, "%s单元", room->stair);
	buf_addstr(out, room->flat);
}
