/*
 * A plain list of matters for tests of what is done to them: every verb goes to case_verb(), `can` to case_can().
 */
#ifndef LINLI_TEST_VERB_LIST_H
#define LINLI_TEST_VERB_LIST_H

#include "core/db/store.h"
#include "core/domain/session.h"
#include "tests/lib/ui.h"

extern const struct screen_ops verb_list_screen;
extern const struct screen_entry verb_list_screens[];

/* Opens it on these matters, signed in as `s`, on the store's clock. ids live as long as the test. */
struct ui_test *verb_list_open(
	struct session *s, const int64_t *ids, size_t count, int rows, int cols, enum lang lang);

/* One person does something to one matter through keys, as on their own console. */
void verb_press(struct store *st, const char *login, int64_t id, const char *keys);

#endif
