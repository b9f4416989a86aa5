/*
 * Somebody at a console: the program itself on a pseudo-terminal, driven by keys that are counted, and what
 * `linli show` says afterwards of what they did.
 */
#ifndef LINLI_TEST_CONSOLE_H
#define LINLI_TEST_CONSOLE_H

#include "core/base/json.h"
#include "tests/lib/pty.h"

struct console_config {
	const char *db, *as, *lang; /* as, lang NULL: the first operator, Chinese */
	int rows, cols;             /* 0: 24 x 80 */
};

/* The program under test, build/MODE/linli. */
const char *console_program(void);

/* Freezes civil time for consoles and commands started from here on. */
void console_now(const char *iso);

/* Starts it and waits for the first screen. End it with pty_close(). */
struct pty *console_start(const struct console_config *config);

/*
 * Types and waits until all of it has been dealt with; returns how many keys were pressed. Between blanks stand
 * names of keys as in pty_keys(), "abc" in double quotes for a key each, <text> for free text, which is typed
 * but not counted, and `guard`: waits until Enter is taken for what is on the screen (triage ignores it for
 * a moment after another matter has appeared).
 */
int console_keys(struct pty *p, const char *script);

/* The text of a row, of the whole screen; both live until the next call. */
const char *console_row(struct pty *p, int row);
const char *console_screen(struct pty *p);

/* The screen does not show the text; it must be at rest. */
#define assert_sees_not(p, text) \
	assert_pty((p), !pty_find((p), (text), NULL, NULL), "does not see " #text, __FILE__, \
		__LINE__)

/* Runs `linli --db DB show NO --json`; the object and its texts live in mem. Fails the test when it is refused. */
const struct json *console_show(const char *db, const char *no, struct arena *mem);

/* "register accept dispatch": what was done to it, oldest first, without what joined it meanwhile. */
const char *console_events(const struct json *matter, struct arena *mem);

/* A copy of the small city (fixture.h), named a.db, in a new folder of that name with nothing else in it. */
const char *console_city(const char *name, const char **folder);

/* `linli check` finds nothing; else the test fails with what it found. */
void console_check(const char *db);

#endif
