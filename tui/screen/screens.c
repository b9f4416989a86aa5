#include "tui/screen/screens.h"

struct effect
screens_global(struct ui *ui, const struct act *act, struct err *err)
{
	(void)ui, (void)act, (void)err;
	return fx_pass();
}

const struct finder_source *const screens_finders[] = {NULL};
