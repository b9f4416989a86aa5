#include "tui/screen/finders.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/case_count.h"
#include "core/domain/case_list.h"
#include "core/domain/lookup.h"
#include "core/domain/unit.h"
#include "core/domain/view.h"
#include "core/serve/grid_tree.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/recents.h"
#include "tui/screen/screens.h"

enum { MOST = 12, MOST_MATTERS = 9, MOST_OWN = 200, KEY_KINDS = 8 };

/* What lookup finds, in the order of the palette. */
static int
rank_of(enum lookup_rank rank)
{
	static const int ranks[] = {[LOOKUP_WHOLE] = MATCH_EXACT,
		[LOOKUP_BEGINS] = MATCH_PREFIX,
		[LOOKUP_INITIALS] = MATCH_INITIALS,
		[LOOKUP_INSIDE] = MATCH_INSIDE,
		[LOOKUP_PINYIN] = MATCH_WORDS};

	return ranks[rank];
}

/* The area that a thing lies in, as people say it; "" unknown. */
static const char *
place_name(struct ui *ui, int64_t code, struct err *err)
{
	struct area area;
	bool found = false;

	if (code == 0 || !area_by_code(ui->session, code, ui->load, &area, &found, err))
		return "";
	return found ? area_spoken(area.name, ui->load) : "";
}

/* --- places: they open in the grid browser */

static struct found
found_place(struct ui *ui, const struct lookup_hit *h, struct err *err)
{
	const struct lookup_item *it = &h->item;
	struct node_ref ref = {NODE_AREA, it->id};
	char node[NODE_TEXT_BYTES], code[GRID_CODE_BYTES];
	struct found f = {.action = ACT_GO_GRID, .right = ":wg", .rank = rank_of(h->rank)};

	if (it->kind == LOOKUP_GRID) {
		ref.kind = NODE_GRID;
		grid_code_format(it->code * 1000, code);
		f.kind = C_("find.kind|4", "网格");
		f.text = arena_printf(
			ui->load, "%s %s  %s", code, it->name, place_name(ui, h->area_code, err));
	} else if (it->kind == LOOKUP_ESTATE) {
		ref.kind = NODE_ESTATE;
		f.kind = C_("find.kind|4", "小区");
		f.text = arena_printf(
			ui->load, "%s  %s", it->name, place_name(ui, h->area_code, err));
	} else {
		struct area up;
		bool found = false;

		f.kind = C_("find.kind|4", "区划");
		f.text = area_spoken(it->name, ui->load);
		if (it->owner != 0 &&
			area_by_id(ui->session, it->owner, ui->load, &up, &found, err) && found)
			f.text = arena_printf(
				ui->load, "%s  %s", f.text, area_spoken(up.name, ui->load));
	}
	node_print(ref, node);
	f.arg_text = arena_strdup(ui->load, node);
	return f;
}

static bool
find_places(struct ui *ui, enum lookup_kind kind, const char *query, struct founds *out,
	struct err *err)
{
	struct lookup_hit *hits;
	size_t n;

	if (!lookup_search(ui->session, LOOKUP_BIT(kind), query, MOST, ui->load, &hits, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		founds_add(out, found_place(ui, &hits[i], err));
	return err->code == ERR_NONE;
}

static bool
find_grids(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_places(ui, LOOKUP_GRID, query, out, err);
}

static bool
find_estates(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_places(ui, LOOKUP_ESTATE, query, out, err);
}

static bool
find_areas(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_places(ui, LOOKUP_AREA, query, out, err);
}

/* Two letters the wrong way round. */
static bool
find_slips(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct lookup_hit *hits;
	size_t n;

	if (!lookup_search_slips(
		    ui->session, LOOKUP_BIT(LOOKUP_GRID), query, MOST, ui->load, &hits, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		founds_add(out, found_place(ui, &hits[i], err));
	return err->code == ERR_NONE;
}

/* --- units and people: what they have in hand */

static const char *
hand_filter(bool unit, const char *name, struct arena *mem)
{
	return arena_printf(mem, unit ? "承办=\"%s\" 待办" : "经办人=\"%s\" 待办", name);
}

static struct found
found_unit(struct ui *ui, const struct lookup_hit *h, struct err *err)
{
	struct unit_load load;
	const char *name = h->item.name;

	if (!unit_load(ui->session, h->item.id, &load, err))
		load = (struct unit_load){0};
	return (struct found){.id = h->item.id * KEY_KINDS + LOOKUP_UNIT,
		.kind = C_("find.kind|4", "单位"),
		.text = load.open > 0
			? arena_printf(ui->load, P_("%s  在办 %d", "%s  在办 %d", load.open), name,
				  load.open)
			: name,
		.right = ":dl",
		.action = ACT_GO_QUEUE,
		.arg_text = hand_filter(true, name, ui->load),
		.rank = rank_of(h->rank)};
}

static struct found
found_person(struct ui *ui, const struct lookup_hit *h, struct err *err)
{
	struct lookup_item unit;
	bool found = false;
	const char *name = h->item.name;

	if (!lookup_by_id(ui->session, LOOKUP_UNIT, h->item.owner, &unit, &found, err))
		found = false;
	return (struct found){.id = h->item.id * KEY_KINDS + LOOKUP_STAFF,
		.kind = C_("find.kind|4", "人员"),
		.text = found ? arena_printf(ui->load, "%s  %s", name, unit.name) : name,
		.right = ":dl",
		.action = ACT_GO_QUEUE,
		.arg_text = hand_filter(false, name, ui->load),
		.rank = rank_of(h->rank)};
}

static bool
find_who(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	static const enum lookup_kind kinds[] = {LOOKUP_UNIT, LOOKUP_STAFF};

	for (size_t k = 0; k < 2; k++) {
		struct lookup_hit *hits;
		size_t n;

		if (!lookup_search(ui->session, LOOKUP_BIT(kinds[k]), query, MOST, ui->load, &hits,
			    &n, err))
			return false;
		for (size_t i = 0; i < n; i++)
			founds_add(out,
				kinds[k] == LOOKUP_UNIT ? found_unit(ui, &hits[i], err)
							: found_person(ui, &hits[i], err));
	}
	return err->code == ERR_NONE;
}

/* --- saved views */

static bool
find_views(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct saved_view *views;
	size_t n;

	if (!views_list(ui->session, ui->load, &views, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		enum match match = match_text(query, views[i].name, NULL);

		if (match != MATCH_NONE)
			founds_add(out,
				(struct found){.kind = C_("find.kind|4", "视图"),
					.text = arena_printf(
						ui->load, "%s  %s", views[i].name, views[i].filter),
					.right = "9",
					.action = ACT_GO_QUEUE,
					.arg_text = arena_printf(ui->load, "@%s", views[i].name),
					.rank = (int)match});
	}
	return true;
}

/* --- matters */

static bool
looks_like_number(const char *text)
{
	return strspn(text, "0123456789-") == strlen(text) && strpbrk(text, "0123456789") != NULL;
}

static bool
has_hanzi(const char *text)
{
	uint32_t cp;

	while ((cp = utf8_next(&text)) != 0)
		if (text_is_hanzi(cp))
			return true;
	return false;
}

/* Hanzi and numbers as a filter on matters; NULL: they are not found by what was typed. */
static const char *
matter_filter(const char *query, struct arena *mem, int *rank)
{
	size_t digits = 0;

	for (const char *p = query; *p != '\0'; p++)
		digits += *p >= '0' && *p <= '9';
	if (looks_like_number(query)) {
		*rank = MATCH_EXACT;
		return digits >= 4 ? arena_printf(mem, "编号:%s", query) : NULL;
	}
	*rank = MATCH_INSIDE;
	return has_hanzi(query) && utf8_count(query) >= 2 && strchr(query, '"') == NULL
		? arena_printf(mem, "全文:\"%s\"", query)
		: NULL;
}

/* The first page, in one bounded slice: while somebody types nothing waits for more. */
static bool
read_matters(struct ui *ui, const char *filter, const char *order, size_t most,
	struct case_page *page, struct err *err)
{
	struct filter_fault fault;
	struct case_list *list;

	*page = (struct case_page){0};
	if (!case_list_open(&list, ui->session, filter, order, NULL, &fault, err))
		return false;
	bool ok = case_list_page(list, PAGE_FIRST, NULL, most, ui->load, page, err);

	case_list_free(list);
	return ok;
}

static void
add_matter(struct ui *ui, const struct case_row *row, int rank, struct founds *out)
{
	founds_add(out,
		(struct found){.id = row->id,
			.kind = C_("find.kind|4", "案件"),
			.text = arena_printf(ui->load, "%s %s", case_brief(ui, row), row->title),
			.right = word_now(state_word(row->state)),
			.action = ACT_GOTO,
			.arg_text = "",
			.rank = rank});
}

/* By the sound of the title, among those that the person has in hand: of all there would be too many. */
static bool
find_own_matters(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct pinyin_query sound;
	struct case_page page;

	if (strlen(query) < 2 || !pinyin_query_init(&sound, query))
		return true;
	if (!read_matters(ui, case_view_filter(ui->session, 0), NULL, MOST_OWN, &page, err))
		return false;
	for (size_t i = 0; i < page.count; i++) {
		const char *title = page.rows[i].title;

		if (pinyin_find(&sound, title, PINYIN_START, NULL))
			add_matter(ui, &page.rows[i], MATCH_INITIALS, out);
		else if (pinyin_find(&sound, title, PINYIN_ANYWHERE, NULL))
			add_matter(ui, &page.rows[i], MATCH_WORDS, out);
	}
	return true;
}

static bool
find_matters(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	int rank = MATCH_WORDS;
	const char *filter = matter_filter(query, ui->scratch, &rank);
	struct case_page page;

	if (filter == NULL)
		return has_hanzi(query) || find_own_matters(ui, query, out, err);
	if (!read_matters(ui, filter, "-受理", MOST_MATTERS, &page, err)) {
		if (err->code != ERR_INPUT)
			return false;
		*err = (struct err)
			ERR_INIT; /* what is typed is no filter: then nothing is found by it */
		return true;
	}
	for (size_t i = 0; i < page.count; i++)
		add_matter(ui, &page.rows[i], rank, out);
	return true;
}

static const struct finder_source grids = {.kind = N_("网格"), .find = find_grids};
static const struct finder_source estates = {.kind = N_("小区"), .find = find_estates};
static const struct finder_source areas = {.kind = N_("区划"), .find = find_areas};
static const struct finder_source who = {.kind = N_("单位或人"), .prefix = '@', .find = find_who};
static const struct finder_source views = {.kind = N_("视图"), .find = find_views};
static const struct finder_source matters = {
	.kind = N_("案件"), .prefix = '#', .find = find_matters};
static const struct finder_source slips = {
	.kind = N_("网格"), .prefix = FINDER_SPARE, .find = find_slips};

const struct finder_source *const screens_finders[] = {
	&recent_finder, &grids, &estates, &areas, &matters, &who, &views, &slips, NULL};

static const struct finder_source *const matters_only[] = {&matters, NULL};
static const struct finder_source *const who_only[] = {&who, NULL};

/* --- verbs */

static struct effect
go(enum action to, const char *text)
{
	return (struct effect){.kind = FX_GO, .then = to, .arg = {.text = text}};
}

/* A number typed with full-width digits or blanks around it. */
static const char *
plain_number(const char *typed, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	text_narrow(&b, typed);
	text_trim(&b);
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

struct effect
goto_number(struct ui *ui, const struct act *act, struct err *err)
{
	const char *text = act->text != NULL ? plain_number(act->text, ui->scratch) : "";
	int rank;
	const char *filter =
		looks_like_number(text) ? matter_filter(text, ui->scratch, &rank) : NULL;
	struct case_page page = {.count = 0};
	struct node_ref node;

	if (act->ref != 0)
		return case_open(act->ref, NULL, 0);
	if (!node_read(ui->session, text, &node, err))
		return fx_fail();
	if (node.kind != NODE_NONE)
		return go(ACT_GO_GRID, text);
	if (filter != NULL && !read_matters(ui, filter, "-受理", 2, &page, err))
		return fx_fail();
	if (page.count == 1)
		return case_open(page.rows[0].id, NULL, 0);
	if (page.count == 0) {
		err_set(err, ERR_INPUT,
			filter != NULL ? _("没有编号 %s 的件, 或不在本单位辖区")
				       : _("%s 不是编号。 写 1209-037, 全号或后四位"),
			text);
		return fx_fail();
	}
	return (struct effect){.kind = FX_PICK,
		.text = _("这个编号有几件, 选一件"),
		.sources = matters_only,
		.arg = {.text = text},
		.then = ACT_GOTO};
}

struct effect
goto_who(struct ui *ui, const struct act *act, struct err *err)
{
	enum lookup_kind kind = (enum lookup_kind)(act->ref % KEY_KINDS);
	struct lookup_item item;
	bool found = false;

	if (act->ref == 0)
		return (struct effect){.kind = FX_PICK,
			.text = _("单位或人"),
			.sources = who_only,
			.then = ACT_WHO};
	if (!lookup_by_id(ui->session, kind, act->ref / KEY_KINDS, &item, &found, err))
		return fx_fail();
	if (!found)
		return fx_none();
	return go(ACT_GO_QUEUE, hand_filter(kind == LOOKUP_UNIT, item.name, ui->scratch));
}
