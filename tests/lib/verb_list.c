#include "tests/lib/verb_list.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/serve/case_view.h"
#include "tests/lib/fixture.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/screens.h"
#include "tui/screen/verbs.h"
#include "tui/widget/list.h"

struct verb_list {
	struct list list; /* the root */
	const int64_t *ids;
	size_t count;
};

static const struct column columns[] = {
	{SLOT("queue.light|2", "灯"), {2, 2, 2, 2}, {0}, 0, false, false, cell_light},
	{SLOT("queue.no|8", "编号"), {8, 8, 8, 8}, {0}, 0, false, false, cell_number},
	{SLOT("queue.title|20", "事由"), {20, 20, 20, 20}, {0}, 3, false, false, cell_title},
	{SLOT("queue.unit|10", "承办"), {0, 10, 10, 10}, {0}, 1, false, false, cell_unit},
	{SLOT("queue.state|6", "状态"), {6, 6, 6, 6}, {7, 7, 7, 7}, 0, false, false, cell_state},
	{SLOT("queue.left|8", "剩余"), {8, 8, 8, 8}, {0}, 0, false, false, cell_left},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct case_row *)row)->id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
open_list(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct verb_list *l = self;

	(void)err;
	list_init(&l->list, ui, &source, l);
	l->ids = arg->ids;
	l->count = arg->count;
	return true;
}

static bool
load_list(void *self, struct ui *ui, struct err *err)
{
	struct verb_list *l = self;
	struct case_row *rows = arena_array(ui->load, l->count, sizeof(*rows));
	int n = 0;

	for (size_t i = 0; i < l->count; i++) {
		bool found = false;

		if (!case_row_load(ui->session, l->ids[i], ui->load, &rows[n], &found, err))
			return false;
		n += found;
	}
	list_set_rows(&l->list, ui, rows, sizeof(*rows), n);
	return true;
}

static struct effect
act_list(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct verb_list *l = self;
	const int64_t *ids;
	size_t n = list_subjects(&l->list, ui->scratch, &ids);

	return case_verb(ui, act->id, ids, n, err);
}

static bool
can_list(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct verb_list *l = self;

	return l->list.tag_count > 0 || case_can(ui, list_row(&l->list), action, why);
}

static void
head_list(const void *self, const struct ui *ui, struct head *head)
{
	const struct verb_list *l = self;

	head->filter =
		arena_printf(ui->scratch, "%d件  标记 %d", list_count(&l->list), l->list.tag_count);
}

const struct screen_ops verb_list_screen = {
	.name = "cases",
	.title = N_("案件"),
	.scope = KS_CASE,
	.size = sizeof(struct verb_list),
	.open = open_list,
	.load = load_list,
	.act = act_list,
	.can = can_list,
	.head = head_list,
};

const struct screen_entry verb_list_screens[] = {{&verb_list_screen, ACT_GO_QUEUE, false}, {0}};

static enum poll_result
poll_store(void *store)
{
	return store_changed(store) ? POLL_CHANGED : POLL_SAME;
}

struct ui_test *
verb_list_open(
	struct session *s, const int64_t *ids, size_t count, int rows, int cols, enum lang lang)
{
	return ui_test_open(&(struct ui_test_config){.screens = verb_list_screens,
		.first = {.ids = ids, .count = count},
		.session = s,
		.clock = store_clock(s->store),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.poll = poll_store,
		.ctx = s->store,
		.global = screens_global,
		.help = screens_help,
		.user = s->name});
}

void
verb_press(struct store *st, const char *login, int64_t id, const char *keys)
{
	struct session s;

	fixture_session(&s, st, login);
	struct ui_test *t = verb_list_open(&s, &id, 1, 24, 80, LANG_ZH);

	ui_test_keys(t, keys);
	if (strcmp(app_screen_name(ui_test_app(t)), "cases") != 0)
		fail_msg("still open after %s:\n%s", keys, ui_test_text(t));
	ui_test_close(t);
	session_close(&s);
}
