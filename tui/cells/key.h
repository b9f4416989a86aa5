/*
 * A key as a person means it, whatever bytes the terminal sent for it.
 */
#ifndef LINLI_K_H
#define LINLI_K_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_sym {
	K_NONE,
	K_CHAR, /* a character; letters with Ctrl are K_CHAR with ctrl set and a small letter */
	K_ENTER, K_TAB, K_BACKTAB, K_ESC, K_BACKSPACE, K_DELETE, K_INSERT,
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_MOUSE_PRESS, K_MOUSE_DOUBLE, K_WHEEL_UP, K_WHEEL_DOWN,
};

struct key {
	enum key_sym sym;
	uint32_t cp;    /* K_CHAR */
	bool ctrl;
	int row, col;   /* mouse */
};

/* "j", "Ctrl-X", "F10", "PgDn", "Space", "Shift-Tab": the names used in tables, hints and help. */
bool key_parse(const char *name, struct key *out);
void key_print(const struct key *key, char *out, size_t size);
bool key_equal(const struct key *a, const struct key *b);

/*
 * Full-width and Chinese marks as the ASCII key that was meant, for list contexts (a Chinese input method
 * sends them): U+FF01..FF5E, the ideographic blank, and the marks that share a key cap. A hanzi stays.
 */
struct key key_for_list(struct key key);

#endif
