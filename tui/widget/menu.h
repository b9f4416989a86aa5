/*
 * A short list of numbered choices. A digit chooses at once; arrows and Enter do too. Tells its screen
 * ACT_CHOSEN with ref the index and digit the number.
 */
#ifndef LINLI_MENU_H
#define LINLI_MENU_H

#include "tui/widget/ink.h"
#include "tui/widget/widget.h"

enum { MENU_MAX = 32 };

struct menu_item {
	int digit;          /* printed before the label; -1: none */
	const char *label;  /* in the language of now; lives as long as the menu shows it */
	const char *right;  /* at the right edge, such as the key; NULL: nothing */
	bool off;           /* shown, keeps its digit, cannot be chosen */
	enum action action; /* for the screen's use */
};

struct menu {
	struct widget w;
	struct menu_item items[MENU_MAX];
	int count, cursor;
	int columns; /* 0 and 1: one under the other; 2: two columns, filled downwards */
};

void menu_init(struct menu *m);
void menu_clear(struct menu *m);
void menu_add(struct menu *m, int digit, const char *label, const char *right, bool off,
	enum action action);

/* Rows and columns that it needs. */
void menu_size(const struct menu *m, int *rows, int *cols);

extern const struct widget_ops menu_widget;

#endif
