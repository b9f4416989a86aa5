/*
 * Drives the console without a terminal: keys in, a canvas out, time only when the test says so.
 *
 *	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens});
 *	ui_test_keys(t, "j j Enter 受理说明 F5");
 *	ui_test_golden(t, "queue.zh.80x24");
 *	ui_test_close(t);
 */
#ifndef LINLI_TEST_UI_H
#define LINLI_TEST_UI_H

#include "tests/lib/test.h"
#include "tui/app/app.h"

struct ui_test;

struct ui_test_config {
	const struct screen_entry *screens; /* the first is opened; NULL-terminated as in app.h */
	struct arg first;
	struct session *session; /* may be NULL for screens that do not use it */
	struct clock *clock;     /* NULL: frozen at 2024-12-09 14:32 */
	int rows, cols;          /* 0: 24 x 80 */
	enum glyphs glyphs;
	bool slow;
	enum lang lang;
	const char *user, *shift, *place; /* NULL: 王敏, 白班, 鲤城区综治中心 */
	enum poll_result (*poll)(void *ctx);
	void *ctx;
	struct effect (*global)(struct ui *ui, const struct act *act, struct err *err);
	const struct finder_source *const *finders;
	const struct help_page *help;
};

struct ui_test *ui_test_open(const struct ui_test_config *config);
void ui_test_close(struct ui_test *t);

/*
 * Words between blanks. A name of a key ("j", "Enter", "Ctrl-X", "Space", "F5") is that key. "abc" in double
 * quotes is typed letter by letter. Anything else with a character beyond ASCII is one commit of an input
 * method. "wait:600" lets 600 ms pass; "paste:TEXT" pastes ('_' for a blank).
 */
void ui_test_keys(struct ui_test *t, const char *script);

void ui_test_paste(struct ui_test *t, const char *text);
void ui_test_wait_ms(struct ui_test *t, int64_t ms); /* in steps as the loop would wake */
void ui_test_resize(struct ui_test *t, int rows, int cols);
void ui_test_hang_up(struct ui_test *t);

struct app *ui_test_app(struct ui_test *t);
struct clock *ui_test_clock(struct ui_test *t);
const struct canvas *ui_test_canvas(struct ui_test *t);

/* Wake-ups and paintings since the last call. */
int ui_test_take_wakes(struct ui_test *t);
int ui_test_take_paints(struct ui_test *t);

/* One row as text without the blanks at its end; all of them; both live until the next call. */
const char *ui_test_row(struct ui_test *t, int row);
const char *ui_test_text(struct ui_test *t);

/* Does the text stand on the screen? Prints the screen if it does not. */
#define assert_shown(t, text) ui_test_shown((t), (text), true, __FILE__, __LINE__)
#define assert_not_shown(t, text) ui_test_shown((t), (text), false, __FILE__, __LINE__)
void ui_test_shown(struct ui_test *t, const char *text, bool want, const char *file, int line);

/* Compares with tests/golden/NAME.txt: the text rows, then with styles the roles. UPDATE=1 writes it. */
void ui_test_golden(struct ui_test *t, const char *name);
void ui_test_golden_styles(struct ui_test *t, const char *name);

#endif
