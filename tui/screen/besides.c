#include "tui/screen/besides.h"

#include "tui/screen/compare.h"
#include "tui/screen/macros.h"
#include "tui/screen/snooze.h"

static const struct {
	enum action verb;
	struct effect (*run)(struct ui *ui, const int64_t *ids, size_t count, struct err *err);
} verbs[] = {
	{ACT_CASE_COMPARE, compare_matters},
	{ACT_CASE_SNOOZE, snooze_matters},
	{ACT_MACRO, macros_for},
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

bool
besides_has(enum action verb)
{
	for (int i = 0; i < VERBS; i++)
		if (verbs[i].verb == verb)
			return true;
	return false;
}

struct effect
besides_verb(struct ui *ui, enum action verb, const int64_t *ids, size_t count, struct err *err)
{
	for (int i = 0; i < VERBS; i++)
		if (verbs[i].verb == verb)
			return verbs[i].run(ui, ids, count, err);
	return fx_pass();
}
