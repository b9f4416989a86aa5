#include "core/base/width.h"

#include <stddef.h>
#include <wchar.h>

struct width_run {
	uint32_t first : 21; /* the run ends where the next one begins */
	uint32_t class : 3;
};

#include "core/base/width_table.h"

enum { RUNS = sizeof(width_runs) / sizeof(width_runs[0]) };

static int ambiguous_cells = 1;

enum width_class
width_class(uint32_t cp)
{
	size_t low = 0, high = RUNS;

	if (cp - 0x20 < 0x5F)
		return WIDTH_NARROW;
	if (cp - 0x4E00 < 0x5200) /* the ideographs that nearly all Chinese text consists of */
		return WIDTH_WIDE;
	if (cp > 0x10FFFF)
		return WIDTH_NONE;
	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if (width_runs[mid].first <= cp)
			low = mid;
		else
			high = mid;
	}
	return (enum width_class)width_runs[low].class;
}

int
width_cp(uint32_t cp)
{
	switch (width_class(cp)) {
	case WIDTH_WIDE:
		return 2;
	case WIDTH_ZERO:
	case WIDTH_CONTROL:
		return 0;
	case WIDTH_AMBIGUOUS:
		return ambiguous_cells;
	case WIDTH_NARROW:
	case WIDTH_NONE:
		break;
	}
	return 1;
}

void
width_set_ambiguous(int cells)
{
	ambiguous_cells = cells == 2 ? 2 : 1;
}

int
width_ambiguous(void)
{
	return ambiguous_cells;
}

/*
 * The linker prefers these to the C library's, also for calls made inside libncursesw. A test asks
 * ncurses for the cells of a character that only this table knows.
 */
int
wcwidth(wchar_t wc)
{
	if (wc == 0)
		return 0;
	return width_class((uint32_t)wc) == WIDTH_CONTROL ? -1 : width_cp((uint32_t)wc);
}

int
wcswidth(const wchar_t *text, size_t n)
{
	int cells = 0;

	for (size_t i = 0; i < n && text[i] != 0; i++) {
		int w = wcwidth(text[i]);

		if (w < 0)
			return -1;
		cells += w;
	}
	return cells;
}
