#include "tui/term/sequences.h"

#include <stdint.h>
#include <stdio.h>

#include "tui/term/input.h"

/* Behind ESC. PuTTY under the name of xterm, rxvt's Home and End, the number pad in its application mode. */
static const struct {
	const char *rest;
	int code;
} fixed[] = {
	{"[200~", INPUT_PASTE_BEGIN},
	{"[201~", INPUT_PASTE_END},
	{"[1~", INPUT_KEY + K_HOME},
	{"[4~", INPUT_KEY + K_END},
	{"[7~", INPUT_KEY + K_HOME},
	{"[8~", INPUT_KEY + K_END},
	{"[Z", INPUT_KEY + K_BACKTAB},
	{"[15~", INPUT_KEY + K_F5},
	{"[17~", INPUT_KEY + K_F6},
	{"[18~", INPUT_KEY + K_F7},
	{"[19~", INPUT_KEY + K_F8},
	{"[20~", INPUT_KEY + K_F9},
	{"[21~", INPUT_KEY + K_F10},
	{"[23~", INPUT_KEY + K_F11},
	{"[24~", INPUT_KEY + K_F12},
	{"[[E", INPUT_KEY + K_F5},
	{"OM", INPUT_KEY + K_ENTER},
	{"Oj", '*'},
	{"Ok", '+'},
	{"Ol", ','},
	{"Om", '-'},
	{"On", '.'},
	{"Oo", '/'},
};

/* Keys whose sequences end in a letter: "ESC [ A", "ESC O A", and "ESC [ 1 ; modifier A". */
static const struct {
	char letter;
	uint8_t sym;
} lettered[] = {
	{'A', K_UP}, {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT}, {'H', K_HOME}, {'F', K_END}};

/* Keys with a number: "ESC [ 5 ~" and "ESC [ 5 ; modifier ~". */
static const struct {
	char digit;
	uint8_t sym;
} numbered[] = {{'2', K_INSERT}, {'3', K_DELETE}, {'5', K_PGUP}, {'6', K_PGDN}};

static void
define_one(void (*define)(const char *, int), const char *begin, const char *end, int code)
{
	char sequence[16];

	snprintf(sequence, sizeof(sequence), "\033%s%s", begin, end);
	define(sequence, code);
}

/* The same key with Shift, Alt or Ctrl is the key: nothing is bound to those, and no sequence may leak. */
static void
define_modified(void (*define)(const char *, int), char number, char end, int code)
{
	for (int modifier = 2; modifier <= 8; modifier++) {
		char rest[8];

		snprintf(rest, sizeof(rest), "%c;%d%c", number, modifier, end);
		define_one(define, "[", rest, code);
	}
}

void
sequences_each(void (*define)(const char *sequence, int code))
{
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		define_one(define, fixed[i].rest, "", fixed[i].code);
	for (size_t i = 0; i < sizeof(lettered) / sizeof(lettered[0]); i++) {
		const char end[] = {lettered[i].letter, '\0'};

		define_one(define, "[", end, INPUT_KEY + lettered[i].sym);
		define_one(define, "O", end, INPUT_KEY + lettered[i].sym);
		define_modified(define, '1', end[0], INPUT_KEY + lettered[i].sym);
	}
	for (size_t i = 0; i < sizeof(numbered) / sizeof(numbered[0]); i++) {
		const char rest[] = {numbered[i].digit, '~', '\0'};

		define_one(define, "[", rest, INPUT_KEY + numbered[i].sym);
		define_modified(define, rest[0], '~', INPUT_KEY + numbered[i].sym);
	}
	for (int n = 0; n < 4; n++) { /* F1 to F4: xterm, PuTTY, the console of Linux */
		const char xterm[] = {(char)('P' + n), '\0'},
			   putty[] = {'1', (char)('1' + n), '~', '\0'},
			   console[] = {(char)('A' + n), '\0'};

		define_one(define, "O", xterm, INPUT_KEY + K_F1 + n);
		define_one(define, "[", putty, INPUT_KEY + K_F1 + n);
		define_one(define, "[[", console, INPUT_KEY + K_F1 + n);
	}
	for (int digit = 0; digit <= 9; digit++) {
		const char end[] = {(char)('p' + digit), '\0'};

		define_one(define, "O", end, '0' + digit);
	}
}
