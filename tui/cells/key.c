#include "tui/cells/key.h"

#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"

enum { EM_DASH = 0x2014, ELLIPSIS = 0x2026 };

static const char *const names[] = {
	[K_ENTER] = "Enter",
	[K_TAB] = "Tab",
	[K_BACKTAB] = "Shift-Tab",
	[K_ESC] = "Esc",
	[K_BACKSPACE] = "Backspace",
	[K_DELETE] = "Delete",
	[K_INSERT] = "Insert",
	[K_UP] = "Up",
	[K_DOWN] = "Down",
	[K_LEFT] = "Left",
	[K_RIGHT] = "Right",
	[K_HOME] = "Home",
	[K_END] = "End",
	[K_PGUP] = "PgUp",
	[K_PGDN] = "PgDn",
	[K_F1] = "F1",
	[K_F2] = "F2",
	[K_F3] = "F3",
	[K_F4] = "F4",
	[K_F5] = "F5",
	[K_F6] = "F6",
	[K_F7] = "F7",
	[K_F8] = "F8",
	[K_F9] = "F9",
	[K_F10] = "F10",
	[K_F11] = "F11",
	[K_F12] = "F12",
	[K_MOUSE_PRESS] = "Click",
	[K_MOUSE_DOUBLE] = "Double-Click",
	[K_WHEEL_UP] = "Wheel-Up",
	[K_WHEEL_DOWN] = "Wheel-Down",
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

/* What a Chinese input method sends for a key cap, beside full-width ASCII. */
static const struct {
	uint16_t mark;
	char key;
} caps[] = {
	{0x3002, '.'},  /* 。 */
	{0x3001, '/'},  /* 、 */
	{0x3010, '['},  /* 【 */
	{0x3011, ']'},  /* 】 */
	{0x300C, '['},  /* 「 */
	{0x300D, ']'},  /* 」 */
	{0x300A, '<'},  /* 《 */
	{0x300B, '>'},  /* 》 */
	{0xFFE5, '$'},  /* ￥ */
	{0x00A5, '$'},  /* ¥ */
	{0x2014, '_'},  /* — */
	{0x2026, '^'},  /* … */
	{0x00B7, '`'},  /* · */
	{0x2018, '\''}, /* ‘ */
	{0x2019, '\''}, /* ’ */
	{0x201C, '"'},  /* “ */
	{0x201D, '"'},  /* ” */
};

static bool
parse_char(const char *name, struct key *out)
{
	const char *p = name;
	uint32_t cp = utf8_next(&p);

	if (cp <= ' ' || cp == 0x7F || *p != '\0')
		return false;
	*out = (struct key){.sym = K_CHAR, .cp = cp};
	return true;
}

static bool
parse_ctrl(const char *name, struct key *out)
{
	static const char marks[] = "\\]^_"; /* with a-z, all that a terminal can send with Ctrl */

	if (!parse_char(name, out) || out->cp >= 0x7F)
		return false;
	out->ctrl = true;
	if (out->cp >= 'A' && out->cp <= 'Z')
		out->cp += 'a' - 'A';
	return (out->cp >= 'a' && out->cp <= 'z') || strchr(marks, (int)out->cp) != NULL;
}

bool
key_parse(const char *name, struct key *out)
{
	for (int sym = 0; sym < NAMES; sym++) {
		if (names[sym] != NULL && strcmp(name, names[sym]) == 0) {
			*out = (struct key){.sym = (enum key_sym)sym};
			return true;
		}
	}
	if (strcmp(name, "Space") == 0) {
		*out = (struct key){.sym = K_CHAR, .cp = ' '};
		return true;
	}
	if (strncmp(name, "Ctrl-", 5) == 0)
		return parse_ctrl(name + 5, out);
	return parse_char(name, out);
}

void
key_print(const struct key *key, char *out, size_t size)
{
	char text[UTF8_MAX_BYTES + 1] = "";
	uint32_t cp = key->cp;

	if (key->sym != K_CHAR) {
		snprintf(out, size, "%s", names[key->sym] != NULL ? names[key->sym] : "");
		return;
	}
	if (cp == ' ') {
		snprintf(out, size, "Space");
		return;
	}
	if (key->ctrl && cp >= 'a' && cp <= 'z')
		cp -= 'a' - 'A';
	utf8_put(text, cp);
	snprintf(out, size, "%s%s", key->ctrl ? "Ctrl-" : "", text);
}

bool
key_equal(const struct key *a, const struct key *b)
{
	return a->sym == b->sym && (a->sym != K_CHAR || (a->cp == b->cp && a->ctrl == b->ctrl));
}

struct key
key_for_list(struct key key)
{
	if (key.sym != K_CHAR || key.ctrl || key.cp < 0x80)
		return key;
	key.cp = text_narrow_cp(key.cp);
	for (size_t i = 0; i < sizeof(caps) / sizeof(caps[0]); i++)
		if (caps[i].mark == key.cp)
			key.cp = (uint8_t)caps[i].key;
	return key;
}

bool
key_for_commit(const char *text, struct key *out)
{
	const char *p = text;
	uint32_t first = utf8_next(&p), second = utf8_next(&p);

	if ((first != EM_DASH && first != ELLIPSIS) || second != first || *p != '\0')
		return false;
	*out = key_for_list((struct key){.sym = K_CHAR, .cp = first});
	return true;
}
