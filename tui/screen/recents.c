#include "tui/screen/recents.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/recent.h"
#include "core/domain/words.h"
#include "core/serve/case_view.h"
#include "core/serve/grid_tree.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/case_screen.h"
#include "tui/widget/list.h"

enum { DIGITS = 9, IN_PALETTE = 5 };

/* A thing that is still there and may be seen. */
struct recent_row {
	int64_t number; /* from 1 */
	struct recent what;
	const char *kind, *text, *right;
	enum action action; /* what choosing it does, with `what` */
	const char *arg;
};

struct recents {
	struct list list; /* the root */
};

/* --- what is behind an entry */

static bool
fill_case(struct ui *ui, struct recent_row *r, bool *there, struct err *err)
{
	struct case_row row;

	if (!case_row_load(ui->session, r->what.id, ui->load, &row, there, err))
		return false;
	if (!*there)
		return true;
	r->kind = C_("find.kind|4", "案件");
	r->text = arena_printf(ui->load, "%s %s", case_brief(ui, &row), row.title);
	r->right = word_now(state_word(row.state));
	r->action = ACT_GOTO;
	return true;
}

static bool
fill_node(struct ui *ui, struct recent_row *r, bool *there, struct err *err)
{
	struct node_ref ref;
	struct grid_node node;

	if (!node_read(ui->session, r->what.text, &ref, err))
		return false;
	if (ref.kind == NODE_NONE || !grid_node_read(ui->session, ref, ui->load, &node, there, err))
		return err->code == ERR_NONE;
	r->kind = ref.kind == NODE_ESTATE ? C_("find.kind|4", "小区")
		: ref.kind == NODE_AREA   ? C_("find.kind|4", "区划")
					  : C_("find.kind|4", "网格");
	r->text = node.name;
	r->action = ACT_GO_GRID;
	r->arg = r->what.text;
	return true;
}

static void
fill_action(struct ui *ui, struct recent_row *r, bool *there)
{
	size_t n = strcspn(r->what.text, " ");

	r->action = action_by_name(arena_strndup(ui->load, r->what.text, n));
	r->arg = r->what.text + n + (r->what.text[n] == ' ');
	*there = r->action != ACT_NONE;
	r->kind = C_("find.kind|4", "命令");
	r->text = *r->arg != '\0'
		? arena_printf(ui->load, "%s %s", action_label(KS_NAV, r->action), r->arg)
		: action_label(KS_NAV, r->action);
}

static bool
fill(struct ui *ui, struct recent_row *r, bool *there, struct err *err)
{
	*there = false;
	r->right = r->arg = "";
	switch (r->what.kind) {
	case RECENT_CASE:
		return fill_case(ui, r, there, err);
	case RECENT_NODE:
		return fill_node(ui, r, there, err);
	case RECENT_FILTER:
		*there = true;
		r->kind = C_("find.kind|4", "过滤");
		r->text = r->arg = r->what.text;
		r->action = ACT_GO_QUEUE;
		return true;
	case RECENT_ACTION:
		fill_action(ui, r, there);
		return true;
	}
	return true;
}

/* At most `most` of them, in ui->load. */
static bool
read_rows(struct ui *ui, size_t most, struct recent_row **rows, size_t *count, struct err *err)
{
	struct recent *all;
	size_t n;

	*rows = arena_array(ui->load, RECENT_MOST, sizeof(**rows));
	*count = 0;
	if (!recent_list(ui->session, ui->load, &all, &n, err))
		return false;
	for (size_t i = 0; i < n && *count < most; i++) {
		struct recent_row *r = &(*rows)[*count];
		bool there;

		*r = (struct recent_row){.number = (int64_t)*count + 1, .what = all[i]};
		if (!fill(ui, r, &there, err))
			return false;
		*count += there;
	}
	return true;
}

/* --- in the palette */

static bool
find_recent(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct recent_row *rows;
	size_t n;

	if (*query != '\0')
		return true;
	if (!read_rows(ui, IN_PALETTE, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		founds_add(out,
			(struct found){.id = rows[i].what.id,
				.kind = rows[i].kind,
				.text = rows[i].text,
				.right = C_("finder.recent|6", "最近"),
				.action = rows[i].action,
				.arg_text = rows[i].arg,
				.rank = (int)i});
	return true;
}

const struct finder_source recent_finder = {
	.kind = N_("最近"), .prefix = FINDER_RECENT, .find = find_recent};

/* --- the screen */

static void
cell_digit(const void *row, const struct ui *ui, struct ink *out)
{
	const struct recent_row *r = row;

	(void)ui;
	if (r->number <= DIGITS)
		ink_addf(out, ROLE_KEY, "%lld", (long long)r->number);
}

static void
cell_kind(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_LABEL, ((const struct recent_row *)row)->kind);
}

static void
cell_text(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct recent_row *)row)->text);
}

static void
cell_right(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_DIM, ((const struct recent_row *)row)->right);
}

static void
cell_when(const void *row, const struct ui *ui, struct ink *out)
{
	char ago[WORDS_BYTES];

	words_ago(((const struct recent_row *)row)->what.at, ui->now_utc, ago);
	ink_add(out, ROLE_LABEL, ago);
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{"", {1, 1, 1, 1}, {0}, 0, false, false, cell_digit},
	{SLOT("recents.kind|6", "类型"), {4, 4, 4, 4}, {6, 6, 6, 6}, 0, false, false, cell_kind},
	{SLOT("recents.text|20", "打开过的"), {20, 20, 20, 20}, {0}, 1, false, false, cell_text},
	{SLOT("recents.state|8", "现在"), {0, 8, 8, 8}, {0}, 0, false, false, cell_right},
	{SLOT("recents.when|8", "多久前"), {8, 8, 8, 8}, {0}, 0, false, false, cell_when},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct recent_row *)row)->number;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
recents_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct recents *m = self;

	(void)arg, (void)err;
	list_init(&m->list, ui, &source, m);
	m->list.no_tags = true;
	return true;
}

static bool
recents_load(void *self, struct ui *ui, struct err *err)
{
	struct recents *m = self;
	struct recent_row *rows;
	size_t n;

	if (!read_rows(ui, RECENT_MOST, &rows, &n, err))
		return false;
	m->list.empty = _("还没有打开过什么。 F7 待办  Ctrl-P 面板");
	list_set_rows(&m->list, ui, rows, sizeof(*rows), (int)n);
	return true;
}

static struct effect
open_row(const struct recent_row *r, struct ui *ui)
{
	if (r == NULL)
		return fx_none();
	if (r->what.kind == RECENT_CASE)
		return case_open(r->what.id, NULL, 0);
	return (struct effect){.kind = FX_GO,
		.then = r->action,
		.arg = {.text = arena_strdup(ui->scratch, r->arg)}};
}

static struct effect
recents_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct recents *m = self;

	(void)err;
	switch (act->id) {
	case ACT_OPEN:
		return open_row(list_row(&m->list), ui);
	case ACT_PICK:
		return open_row(list_at(&m->list, act->digit - 1), ui);
	default:
		return fx_pass();
	}
}

static const struct hint hints[] = {
	{.act = ACT_OPEN},
	{.act = ACT_PICK, .label = SLOT("key|12", "直接选"), .keys = "1-9"},
	{.act = ACT_PALETTE},
	{.act = ACT_HELP},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops recents_screen = {
	.name = "recents",
	.title = N_("最近"),
	.scope = KS_NAV,
	.size = sizeof(struct recents),
	.hints = hints,
	.open = recents_open,
	.load = recents_load,
	.act = recents_act,
};
