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
#include "core/serve/indicator.h"

enum {
	ROWS_A_PAGE = 200,
	USUAL_ROWS = 100,
	TITLE_CELLS = 40,
	NAME_CELLS = 22,
	VALUE_CELLS = 9,
	OF_CELLS = 13
};

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

/* "93.4%", "11.2", "-" for what there is nothing to take of. */
static void
value_text(const struct indicator *ind, enum indicator_form form, struct buf *out)
{
	buf_clear(out);
	if (!ind->known)
		buf_addch(out, '-');
	else if (form == FORM_COUNT)
		buf_addf(out, "%lld", (long long)ind->over);
	else if (form == FORM_RATE)
		buf_addf(out, "%.1f%%", 100 * ind->value);
	else
		buf_addf(out, form == FORM_DAYS ? _("%.1f 日") : _("%.1f 时"), ind->value);
}

static void
indicator_line(const struct indicator *ind, const struct indicator_def *def, struct buf *line)
{
	struct buf value;

	buf_init(&value);
	value_text(ind, def->form, &value);
	cell(line, tr(def->name), NAME_CELLS);
	cell(line, value.text, VALUE_CELLS);
	buf_clear(&value);
	if (def->form == FORM_RATE)
		buf_addf(&value, "%lld/%lld", (long long)ind->over, (long long)ind->under);
	else if (def->form != FORM_COUNT)
		buf_addf(&value, "n=%lld", (long long)ind->under);
	cell(line, value.text, OF_CELLS);
	buf_addstr(line, tr(def->formula));
	buf_release(&value);
}

static void
indicator_json(const struct indicator *ind, const struct indicator_def *def, struct buf *line)
{
	struct json_out o = {.buf = line};

	json_open(&o, NULL, '{');
	json_put_text(&o, "indicator", def->key);
	if (ind->known)
		json_put_real(&o, "value", ind->value);
	else
		json_put_null(&o, "value");
	json_put_i64(&o, "numerator", ind->over);
	json_put_i64(&o, "denominator", ind->under);
	json_shut(&o, '}');
}

static bool
print_indicators(struct search *q, struct err *err)
{
	struct indicator all[IND_KEYS];
	struct buf line;

	if (!indicators_read(&q->run->session, q->list, all, err))
		return false;
	buf_init(&line);
	for (int i = 0; i < IND_KEYS; i++) {
		buf_clear(&line);
		(q->json ? indicator_json : indicator_line)(
			&all[i], indicator_def((enum indicator_key)i), &line);
		fprintf(q->run->out, "%s\n", line.text);
	}
	buf_release(&line);
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
	bool sums = cmd_value(run, "--count") != NULL || cmd_value(run, "--indicators") != NULL;
	bool ok = cmd_value(run, "--indicators") != NULL ? print_indicators(&q, err)
		: sums                                   ? print_count(&q, err)
							 : print_rows(&q, err);

	if (ok && !sums && q.left == 0)
		fprintf(stderr, _("后面可能还有, --limit 可以多要\n"));
	case_list_free(q.list);
	arena_release(&q.mem);
	return ok;
}

static const struct cmd_option options[] = {
	{"--json", NULL, N_("每件一行 JSON, 不限件数")},
	{"--count", NULL, N_("只数件数; 已结束的数到 1000 为止")},
	{"--indicators", NULL, N_("算各项指标: 率, 分子分母, 办结时长")},
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
