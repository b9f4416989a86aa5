/* Telephone numbers, rooms, amounts and times in a message. */
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/address.h"
#include "core/serve/extract_inner.h"

/* --- runs of digits, as people write them: blanks and hyphens may stand between */

enum { RUN_MOST = 24, MOBILE = 11, CARD_LEAST = 14 };

struct run {
	char digits[RUN_MOST + 1];
	size_t count, chars;
};

static void
read_run(const struct message *m, size_t i, bool gaps, struct run *r)
{
	*r = (struct run){.count = 0};
	while (r->count < RUN_MOST) {
		size_t at = i + r->chars;
		bool gap = gaps && r->count > 0 && at < m->count &&
			(m->cp[at] == ' ' || m->cp[at] == '-') && message_digit(m, at + 1);

		at += gap;
		if (!message_digit(m, at))
			break;
		r->digits[r->count++] = (char)m->cp[at];
		r->chars = at + 1 - i;
	}
}

/* "86" in front of a mobile number is the country. */
static const char *
without_country(const char *digits)
{
	return strlen(digits) == MOBILE + 2 && strncmp(digits, "861", 3) == 0 ? digits + 2 : digits;
}

static bool
is_phone(const struct run *r)
{
	const char *d = without_country(r->digits);
	size_t n = strlen(d);

	if (n == MOBILE && d[0] == '1')
		return d[1] >= '3';
	return d[0] == '0' && d[1] >= '1' && d[1] <= '9' && n >= 10 &&
		n <= 12; /* area code and 7 or 8 digits */
}

/* Seven or eight digits are a number that one can call only where the message says so. */
static bool
is_announced(const struct message *m, size_t i)
{
	static const char *const cues[] = {
		"电话", "手机", "联系", "致电", "拨打", "座机", "号码", "tel", "Tel", "TEL", NULL};
	size_t from = i > 8 ? i - 8 : 0;

	for (size_t k = from; k < i; k++)
		if (message_words(m, k, cues) > 0)
			return true;
	return false;
}

static size_t
take_phone(struct message *m, size_t i, const struct run *r)
{
	extract_name_before(m, i);
	message_found(m, EXTRACT_PHONE, i, i + r->chars, without_country(r->digits), 0);
	return r->chars + extract_name_behind(m, i + r->chars);
}

size_t
extract_number(struct message *m, size_t i)
{
	struct run plain, grouped;

	read_run(m, i, false, &plain);
	if (plain.count == 0)
		return 0;
	if (is_phone(&plain))
		return take_phone(m, i, &plain);
	read_run(m, i, true, &grouped);
	if (is_phone(&grouped))
		return take_phone(m, i, &grouped);
	if ((plain.count == 7 || plain.count == 8) && plain.digits[0] >= '2' && is_announced(m, i))
		return take_phone(m, i, &plain);
	if (plain.count >= CARD_LEAST)
		return plain.chars +
			(i + plain.chars < m->count && (m->cp[i + plain.chars] | 32) == 'x');
	return 0;
}

/* --- rooms: what follows from the building on, as long as it can be read as one */

enum { ROOM_CHARS = 16 };

static bool
is_word_char(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

/*
 * Flats have three or four digits: "3-5" is a range, "12-09" a date, "50-200" a range
 * again; "139-0595-2208" is no room either.
 */
static bool
is_room(const struct room *r)
{
	size_t n = strlen(r->flat), building = strlen(r->building),
	       digits = strspn(r->flat, "0123456789");
	bool named = r->word[0] != '\0';

	if (building == 0 || building > (named ? 3 : 2) || strlen(r->stair) > 2)
		return false;
	if (n == 0)
		return named && strcmp(r->word, "号") != 0;
	return digits >= 3 && digits <= 4 && n <= digits + 1 &&
		strncmp(r->flat + digits - 2, "00", 2) != 0;
}

static bool
room_at(const struct message *m, size_t i, size_t n, struct room *room)
{
	char text[ROOM_CHARS * UTF8_MAX_BYTES + 1];
	size_t len = 0;

	for (size_t k = 0; k < n; k++)
		len += utf8_put(text + len, m->cp[i + k]);
	text[len] = '\0';
	return strchr(text, ' ') == NULL && room_parse(text, room) && is_room(room);
}

size_t
extract_room(struct message *m, size_t i)
{
	struct room room;
	struct buf text;

	if (i > 0 && (is_word_char(m->cp[i - 1]) || m->cp[i - 1] == '-' || m->cp[i - 1] == '.'))
		return 0;
	size_t n = m->count - i < ROOM_CHARS ? m->count - i : ROOM_CHARS;

	for (;; n--) {
		if (n < 2)
			return 0;
		bool ends = i + n == m->count || !is_word_char(m->cp[i + n]) ||
			!is_word_char(m->cp[i + n - 1]);

		if (ends && room_at(m, i, n, &room))
			break;
	}
	bool flat = room.flat[0] != '\0';

	if (i + n < m->count && m->cp[i + n] == '-' && message_digit(m, i + n + 1))
		return 0; /* a telephone number or a date in parts */
	buf_init(&text);
	room_print(&text, &room);
	if (flat)
		extract_name_before(m, i);
	message_found(m, flat ? EXTRACT_ROOM : EXTRACT_BUILDING, i, i + n, text.text, 0);
	buf_release(&text);
	return n + (flat ? extract_name_behind(m, i + n) : 0);
}

/* --- money */

static int64_t
times(const struct message *m, size_t *i)
{
	static const struct {
		uint32_t cp;
		int64_t by;
	} units[] = {{0x767E, 100}, {0x5343, 1000}, {0x4E07, 10000},
		{0x4EBF, 100000000}}; /* 百 千 万 亿 */
	int64_t by = 1;

	for (size_t k = 0; k < sizeof(units) / sizeof(units[0]); k++)
		if (*i < m->count && m->cp[*i] == units[k].cp) {
			by = units[k].by;
			++*i;
		}
	return by;
}

size_t
extract_amount(struct message *m, size_t i)
{
	static const char *const money[] = {"元", "块钱", "块", "圆", NULL};
	enum { DIGITS_MOST = 12 };
	int64_t value = 0, part = 10;
	size_t at = i, digits = 0;

	for (; message_digit(m, at) ||
		(digits > 0 && at < m->count && m->cp[at] == ',' && message_digit(m, at + 1));
		at++)
		if (m->cp[at] != ',' && digits++ < DIGITS_MOST)
			value = value * 10 + (int64_t)(m->cp[at] - '0');
	if (digits == 0 || digits > DIGITS_MOST)
		return 0;
	value *= 100;
	if (at + 1 < m->count && m->cp[at] == '.' && message_digit(m, at + 1))
		for (at++; message_digit(m, at); at++, part /= 10)
			value += part * (int64_t)(m->cp[at] - '0');
	int64_t by = times(m, &at);
	size_t word = message_words(m, at, money);

	if (word == 0 || value > INT64_MAX / by)
		return 0;
	message_found(m, EXTRACT_AMOUNT, i, at + word, NULL, value * by);
	return at + word - i;
}

/* --- times: dates, days, parts of a day and hours, one behind the other */

static size_t
number_at(const struct message *m, size_t i, size_t most)
{
	size_t n = 0;

	while (n <= most && message_digit(m, i + n))
		n++;
	return n <= most ? n : 0;
}

static size_t
hanzi_number_at(const struct message *m, size_t i)
{
	static const char *const numerals[] = {
		"一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", NULL};
	size_t n = 0;

	while (n < 3 && message_words(m, i + n, numerals) > 0)
		n++;
	return n;
}

/* "2019年11月22日", "2019-11-22", "11月22日", "11月". */
static size_t
date_at(const struct message *m, size_t i)
{
	static const char *const ends[] = {"日", "号", NULL};
	size_t at = i;

	if (number_at(m, i, 4) == 4) {
		uint32_t mark = i + 4 < m->count ? m->cp[i + 4] : 0;

		if (mark == 0x5E74) { /* 年 */
			at = i + 5;
		} else if (mark == '-' || mark == '/' || mark == '.') {
			size_t month = number_at(m, i + 5, 2), next = i + 5 + month;
			size_t day = month > 0 && next < m->count && m->cp[next] == mark
				? number_at(m, next + 1, 2)
				: 0;

			return day > 0 ? next + 1 + day - i : 0;
		}
	}
	size_t month = number_at(m, at, 2);

	if (month == 0 || at + month >= m->count || m->cp[at + month] != 0x6708) /* 月 */
		return at - i;
	at += month + 1;
	size_t day = number_at(m, at, 2);

	if (day > 0 && message_words(m, at + day, ends) > 0)
		at += day + 1;
	return at - i;
}

/* "11点半", "9时30分", "21:30"; in hanzi only behind a word for a day: 一点 is also "a little". */
static size_t
hour_at(const struct message *m, size_t i, bool behind_day)
{
	static const char *const marks[] = {"点钟", "点", "时", NULL};
	static const char *const rests[] = {"半", "一刻", "三刻", "多", "左右", NULL};
	size_t hour = number_at(m, i, 2), at;

	if (hour == 0 && behind_day)
		hour = hanzi_number_at(m, i);
	at = i + hour;
	if (hour > 0 && at < m->count && m->cp[at] == ':')
		return number_at(m, at + 1, 2) == 2 ? hour + 3 : 0;
	size_t mark = message_words(m, at, marks);

	if (hour == 0 || mark == 0 || message_word(m, at, "时候") > 0)
		return 0;
	at += mark;
	size_t rest = message_words(m, at, rests), minute = number_at(m, at, 2);

	if (minute > 0 && message_word(m, at + minute, "分") > 0)
		rest = minute + 1;
	return at + rest - i;
}

static size_t
day_word_at(const struct message *m, size_t i)
{
	static const char *const words[] = {"今天", "今日", "昨天", "昨日", "前天", "大前天",
		"今早", "今晚", "昨晚", "昨夜", "前晚", "每天", "每晚", "每周", "天天", "上午",
		"下午", "中午", "凌晨", "早上", "清晨", "晚上", "傍晚", "深夜", "半夜", "夜里",
		"夜间", "上周", "上星期", "上个星期", "本周", "这周", "上个月", "上月", "这个月",
		"本月", "去年", "前年", "今年", "年初", "年底", "春节", "国庆", NULL};
	static const char *const weeks[] = {
		"周", "每周", "上周", "本周", "这周", "星期", "上星期", "上个星期", NULL};
	static const char *const days[] = {
		"一", "二", "三", "四", "五", "六", "日", "天", "末", NULL};
	size_t week = message_words(m, i, weeks);

	if (week > 0 && message_words(m, i + week, days) > 0)
		return week + 1;
	return message_words(m, i, words);
}

size_t
extract_time(struct message *m, size_t i)
{
	size_t at = i, n;

	while (at < m->count &&
		((n = date_at(m, at)) > 0 || (n = hour_at(m, at, at > i)) > 0 ||
			(n = day_word_at(m, at)) > 0)) {
		at += n;
		if (at < m->count && m->cp[at] == ' ' &&
			(date_at(m, at + 1) > 0 || hour_at(m, at + 1, false) > 0))
			at++;
	}
	if (at == i)
		return 0;
	message_found(m, EXTRACT_TIME, i, at, NULL, 0);
	return at - i;
}
