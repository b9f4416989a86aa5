/*
 * The yardstick for starting and for drawing: the least that a program on curses can do. It paints one
 * screen of Chinese text and ends with the first key; every Down paints another screen.
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>

static void
paint(int n)
{
	for (int row = 0; row < LINES; row++) {
		wchar_t text[512];
		int len = 0;

		for (; len < COLS / 2 && len < 511; len++)
			text[len] = (wchar_t)(0x4E00 + (row * 131 + len * 17 + n * 7919) % 20000);
		text[len] = 0;
		mvaddwstr(row, 0, text);
	}
	move(0, 0);
	refresh();
}

int
main(void)
{
	int n = 0;

	if (setlocale(LC_ALL, "C.UTF-8") == NULL || initscr() == NULL)
		return 1;
	raw();
	noecho();
	keypad(stdscr, TRUE);
	do
		paint(n++);
	while (getch() == KEY_DOWN);
	endwin();
	return 0;
}
