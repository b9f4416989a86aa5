/*
 * A key as a person means it, whatever bytes the terminal sent for it.
 */
#ifndef LINLI_KEY_H
#define LINLI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_sym {
	K_NONE,
	K_CHAR, /* a character; letters with Ctrl are K_CHAR with ctrl set and a small letter */
	K_ENTER,
	K_TAB,
	K_BACKTAB,
	K_ESC,
	K_BACKSPACE,
	K_DELETE,
	K_INSERT,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_F1,
	K_F2,
	K_F3,
	K_F4,
	K_F5,
	K_F6,
	K_F7,
	K_F8,
	K_F9,
	K_F10,
	K_F11,
	K_F12,
	K_MOUSE_PRESS,
	K_MOUSE_DOUBLE,
	K_WHEEL_UP,
	K_WHEEL_DOWN,
};

struct key {
	enum key_sym sym;
	uint32_t cp; /* K_CHAR */
	bool ctrl;
	int row, col; /* mouse */
};

enum { KEY_NAME_BYTES = 16 };

/*
 * "j", "Ctrl-X", "F10", "PgDn", "Space", "Shift-Tab": the names used in tables, hints and help. The
 * letter after Ctrl may be small; otherwise names are exact. False for anything else.
 */
bool key_parse(const char *name, struct key *out);

/* The name, which key_parse() reads back; at most KEY_NAME_BYTES with the NUL. Mouse: without a place. */
void key_print(const struct key *key, char *out, size_t size);

/* The same key; the place of the mouse does not count. */
bool key_equal(const struct key *a, const struct key *b);

/*
 * Full-width and Chinese marks as the ASCII key that was meant, for list contexts (a Chinese input method
 * sends them): U+FF01..FF5E, the ideographic blank, and the marks that share a key cap. A hanzi stays.
 */
struct key key_for_list(struct key key);

/*
 * The same for an input method's commit (EVENT_TEXT): dash and dots come doubled, as one press of '_' or
 * '^'. False when the text is anything else.
 */
bool key_for_commit(const char *text, struct key *out);

#endif
