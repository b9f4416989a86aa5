/* `linli search QUERY`: the filter language without a terminal. */
#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/json.h"
#include "core/base/mask.h"
#include "core/base/show.h"
#include "core/cmd/show_json.h"
#include "core/domain/case_list.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"

enum { ROWS_A_PAGE = 200, USUAL_ROWS = 100, TITLE_CELLS = 40 };

/* One search: the list and what is printed of it. */
struct search {
	struct cmd_run *run;
	struct case_list *list;
	struct arena mem; /* of a page */
	bool json;
	int64_t left; /* rows that may still be printed */
};

/* Lists show no personal data but to those who may see it in the matter itself. */
static const char *
title_of(struct search *q, const struct case_row *row)
{
	struct buf masked;

	if (case_sees_reporters(&q->run->session, row))
		return row->title;
	buf_init(&masked);
	mask_text(&masked, row->title);
	const char *title = arena_strdup(&q->mem, masked.text);

	buf_release(&masked);
	return title;
}

static void
print_json(struct search *q, const struct case_row *row)
{
	struct buf line;
	struct json_out o = {.buf = &line};

	buf_init(&line);
	json_open(&o, NULL, '{');
	show_json_row(&o, &q->run->session, row, title_of(q, row));
	json_shut(&o, '}');
	fprintf(q->run->out, "%s\n", line.text);
	buf_release(&line);
}

static void
cell(struct buf *line, const char *text, int cells)
{
	show_pad(line, text, cells, false);
	buf_addstr(line, "  ");
}

static void
print_text(struct search *q, const struct case_row *row)
{
	const struct session *s = &q->run->session;
	const struct category *category = category_by_code(s->rules, row->cat);
	int64_t now = session_now(s);
	char no[CASE_NO_BRIEF_BYTES], left[WORDS_BYTES];
	struct buf line;

	buf_init(&line);
	case_no_brief(row->no, day_from_utc(now), no);
	words_left(row, now, left);
	cell(&line, words_light(case_light(row, now)), 2);
	cell(&line, no, 11);
	cell(&line, title_of(q, row), TITLE_CELLS);
	cell(&line,
		category == NULL                 ? ""
			: i18n_lang() == LANG_EN ? category->letters
						 : category->brief,
		4);
	cell(&line, row->unit, 14);
	cell(&line, word_now(state_word(row->state)), 7);
	buf_addstr(&line, left);
	while (line.len > 0 && line.text[line.len - 1] == ' ')
		buf_cut(&line, line.len - 1);
	fprintf(q->run->out, "%s\n", line.text);
	buf_release(&line);
}

/* Page after page, in constant memory. */
static bool
print_rows(struct search *q, struct err *err)
{
	enum case_page_from from = PAGE_FIRST;
	struct case_cursor at = {0};
	struct case_page page = {0};

	while (q->left > 0 && !page.ended) {
		size_t want = q->left < ROWS_A_PAGE ? (size_t)q->left : ROWS_A_PAGE;

		arena_reset(&q->mem);
		if (!case_list_page(q->list, from, &at, want, &q->mem, &page, err))
			return false;
		for (size_t i = 0; i < page.count; i++)
			(q->json ? print_json : print_text)(q, &page.rows[i]);
		q->left -= (int64_t)page.count;
		at = page.pending        ? page.reached
			: page.count > 0 ? page.cursors[page.count - 1]
					 : at;
		from = PAGE_AFTER;
	}
	return true;
}

static bool
print_count(struct search *q, struct err *err)
{
	struct case_list_count count = {0};

	while (!count.done)
		if (!case_list_count(q->list, &count, err))
			return false;
	fprintf(q->run->out, "%lld%s\n", (long long)count.n, count.more ? "+" : "");
	return true;
}

/* The query with a line under it that points at the mistake. */
static void
point_at(const char *query, const struct filter_fault *fault)
{
	struct buf line;
	int cells = show_width_n(query + fault->from, fault->to - fault->from);

	buf_init(&line);
	show_pad(&line, "", show_width_n(query, fault->from), false);
	for (int i = 0; i < (cells > 0 ? cells : 1); i++)
		buf_addch(&line, '^');
	fprintf(stderr, "  %s\n  %s\n", query, line.text);
	buf_release(&line);
}

static bool
run_search(struct cmd_run *run, struct err *err)
{
	const char *query = run->words[0];
	struct search q = {.run = run, .json = cmd_value(run, "--json") != NULL};
	struct filter_fault fault = {0};

	q.left = q.json ? INT64_MAX : USUAL_ROWS;
	if (!cmd_number(run, "--limit", 1, INT64_MAX, &q.left, err) || !cmd_open(run, true, 0, err))
		return false;
	if (!case_list_open(
		    &q.list, &run->session, query, cmd_value(run, "--sort"), NULL, &fault, err)) {
		if (err->code == ERR_INPUT && fault.to <= strlen(query))
			point_at(query, &fault);
		return false;
	}
	if (case_list_words(q.list)[0] != '\0')
		fprintf(stderr, _("读作: %s\n"), case_list_words(q.list));
	if (case_list_note(q.list)[0] != '\0')
		fprintf(stderr, "%s\n", case_list_note(q.list));
	bool ok = cmd_value(run, "--count") != NULL ? print_count(&q, err) : print_rows(&q, err);

	if (ok && q.left == 0)
		fprintf(stderr, _("后面可能还有, --limit 可以多要\n"));
	case_list_free(q.list);
	arena_release(&q.mem);
	return ok;
}

static const struct cmd_option options[] = {
	{"--json", NULL, N_("每件一行 JSON, 不限件数")},
	{"--count", NULL, N_("只数件数; 已结束的数到 1000 为止")},
	{"--limit", "N", N_("最多几件 (文字默认 100)")},
	{"--sort", "FIELDS", N_("排序, 例如 到期 或 -受理")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_search = {
	.name = "search",
	.words = "QUERY",
	.least = 1,
	.most = 1,
	.options = options,
	.brief = N_("按过滤语言查案件"),
	.help = N_("QUERY 与控制台的过滤栏写法相同, 例如: 状态:待办 超期 类:停车\n"
		   "只列出本账号辖区内的件。怎样读的写在标准错误输出上。"),
	.run = run_search,
};
