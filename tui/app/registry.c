#include "tui/app/registry.h"

#include "tui/screen/screens.h"

const struct screen_entry app_screens[] = {
#define SCREEN(ops, go, over) {&(ops), ACT_##go, over},
#include "tui/screen/screens.def"
	{0},
};
