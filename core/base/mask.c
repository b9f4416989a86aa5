#include "core/base/mask.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

enum { PHONE_DIGITS = 11, ID_DIGITS = 18, RUN_MOST = 24, ROOM_LEAST = 3, ROOM_MOST = 4 };

void
mask_phone(struct buf *out, const char *phone)
{
	size_t n = strlen(phone);

	for (size_t i = 0; i < n; i++) {
		bool mobile = n == PHONE_DIGITS && phone[0] == '1';
		bool keep = mobile ? i < 3 || i >= 7 : i < 4 || i + 2 >= n;

		buf_addch(out, keep ? phone[i] : '*');
	}
}

void
mask_name(struct buf *out, const char *name)
{
	size_t count = utf8_count(name);
	const char *p = name;

	for (size_t i = 0; i < count; i++) {
		uint32_t cp = utf8_next(&p);
		bool keep = i == 0 || (i + 1 == count && count > 2 && text_is_hanzi(cp));

		buf_addcp(out, keep ? cp : '*');
	}
	if (count == 1)
		buf_addch(out, '*');
}

static bool
is_building_word(uint32_t cp)
{
	return cp == 0x5E62 || cp == 0x680B || cp == 0x697C || cp == 0x5EA7; /* 幢 栋 楼 座 */
}

void
mask_room(struct buf *out, const char *room)
{
	const char *p = room;

	while (*p != '\0') {
		uint32_t cp = utf8_next(&p);

		buf_addcp(out, cp);
		if (is_building_word(cp)) {
			buf_addstr(out, *p != '\0' ? "****" : "");
			return;
		}
	}
	buf_clear(out);
	buf_addstr(out, *room != '\0' ? "****" : "");
}

/* Identity numbers of GB 11643 carry a check character: weights modulo 11. */
static bool
is_identity_number(const char *digits)
{
	static const int weight[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	for (int i = 0; i < ID_DIGITS - 1; i++)
		sum += (digits[i] - '0') * weight[i];
	return "10X98765432"[sum % 11] == digits[ID_DIGITS - 1];
}

/* A run of digits as a person writes it: blanks and hyphens may stand between. */
struct run {
	char digits[RUN_MOST + 1];
	size_t count, bytes;
	bool split; /* something stood between them */
};

static void
read_run(const char *text, struct run *r)
{
	const char *p = text;
	bool gap = false;

	*r = (struct run){.count = 0};
	while (*p != '\0' && r->count < RUN_MOST) {
		const char *next = p;
		uint32_t cp = text_narrow_cp(utf8_next(&next));
		bool digit = cp >= '0' && cp <= '9';
		bool last = r->count == ID_DIGITS - 1 && (cp == 'X' || cp == 'x');

		if (digit || last) {
			r->split = r->split || gap;
			r->digits[r->count++] = digit ? (char)cp : 'X';
			r->bytes = (size_t)(next - text);
			if (last)
				break;
		} else if ((cp != ' ' && cp != '-') || r->count == 0) {
			break;
		} else {
			gap = true;
		}
		p = next;
	}
}

static bool
room_before(const char *text, const char *run)
{
	/* the character in front of the digits is 幢, 栋, 楼 or 座 */
	if (run - text < 3)
		return false;
	const char *p = run - 3;

	return is_building_word(utf8_next(&p));
}

static enum personal
judge(const char *text, const char *at, const struct run *r)
{
	if (r->count == ID_DIGITS && is_identity_number(r->digits))
		return PERSONAL_ID;
	if (r->count == PHONE_DIGITS && r->digits[0] == '1' && r->digits[1] >= '3')
		return PERSONAL_PHONE;
	if (r->count >= ROOM_LEAST && r->count <= ROOM_MOST && !r->split && room_before(text, at))
		return PERSONAL_ROOM;
	return PERSONAL_NONE;
}

static enum personal
find_from(const char *text, const char *p, size_t *at, size_t *len)
{
	while (*p != '\0') {
		struct run r;

		read_run(p, &r);
		if (r.count == 0) {
			utf8_next(&p);
			continue;
		}
		enum personal kind = judge(text, p, &r);

		if (kind != PERSONAL_NONE) {
			*at = (size_t)(p - text);
			*len = r.bytes;
			return kind;
		}
		p += r.bytes;
	}
	return PERSONAL_NONE;
}

enum personal
personal_find(const char *text, size_t *at, size_t *len)
{
	return find_from(text, text, at, len);
}

void
mask_text(struct buf *out, const char *text)
{
	const char *p = text;
	size_t at, len;

	while (find_from(text, p, &at, &len) != PERSONAL_NONE) {
		buf_add(out, p, (size_t)(text + at - p));
		buf_addstr(out, "****");
		p = text + at + len;
	}
	buf_addstr(out, p);
}

bool
mask_check_public(const char *text, struct err *err)
{
	size_t at = 0, len = 0;

	switch (personal_find(text, &at, &len)) {
	case PERSONAL_NONE:
		return true;
	case PERSONAL_PHONE:
		return err_set(
			err, ERR_RULE, _("公开答复里有电话「%.*s」, 请去掉"), (int)len, text + at);
	case PERSONAL_ID:
		return err_set(err, ERR_RULE, _("公开答复里有证件号「%.*s」, 请去掉"), (int)len,
			text + at);
	case PERSONAL_ROOM:
		return err_set(
			err, ERR_RULE, _("公开答复里有门牌「%.*s」, 请去掉"), (int)len, text + at);
	}
	return true;
}
