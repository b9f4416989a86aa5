#include "core/serve/indicator.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/serve/indicator_db.h"

enum {
	ROWS_A_PAGE = 200,
	SOLVED_YES = 1,
	SOLVED_KNOWN = 3,
	SCORED_MOST = 4,  /* above: not reached, no call wished */
	PLEASED_MOST = 3, /* very satisfied, satisfied, fair */
	DAYS_SOON = 15,
	DAYS_LATE = 60,
	MINUTES_HOUR = 60,
};

static const struct indicator_def defs[IND_KEYS] = {
	[IND_CASES] = {"cases", N_("件数"), N_("不含已并入别件的"), FORM_COUNT},
	[IND_REPORTS] = {"reports", N_("人次"), N_("反映人次, 含联名和并案"), FORM_COUNT},
	[IND_EXCLUDED] = {"excluded", N_("剔除"), N_("批准不计考核的, 以下各项不含"), FORM_COUNT},
	[IND_ACCEPT] = {"accept", N_("受理及时率"), N_("按时受理 / 受理时钟已停或已超"), FORM_RATE},
	[IND_SIGN] = {"sign", N_("签收及时率"), N_("按时签收 / 签收时钟已停或已超"), FORM_RATE},
	[IND_ROUTE] = {"route", N_("派单准确率"), N_("没有退过单的 / 派过单的"), FORM_RATE},
	[IND_CONTACT] = {"contact", N_("响应率"), N_("按时首次联系 / 联系时钟已停或已超"),
		FORM_RATE},
	[IND_ON_TIME] = {"on_time", N_("按期办结率"), N_("按期答复 (含延期) / 已答复或已超期"),
		FORM_RATE},
	[IND_ON_TIME_PLAIN] = {"on_time_plain", N_("按期办结率 不含延期"),
		N_("没有延过期又按期答复 / 已答复或已超期"), FORM_RATE},
	[IND_SOLVED] = {"solved", N_("解决率"), N_("回访说解决 / 回访有结论的"), FORM_RATE},
	[IND_PLEASED] = {"pleased", N_("满意率"), N_("很满意, 满意, 一般 / 评过满意度的"),
		FORM_RATE},
	[IND_RETURNED] = {"returned", N_("退单率"), N_("退过单的 / 派过单的"), FORM_RATE},
	[IND_EXTENDED] = {"extended", N_("延期率"), N_("延过期的 / 派过单的"), FORM_RATE},
	[IND_REOPENED] = {"reopened", N_("重办率"), N_("重办过的 / 派过单的"), FORM_RATE},
	[IND_SUPERVISED] = {"supervised", N_("督办率"), N_("督办过的 / 派过单的"), FORM_RATE},
	[IND_HUNG] = {"hung", N_("挂账率"), N_("现在挂账 / 现在在办"), FORM_RATE},
	[IND_WITHIN_15] = {"within_15", N_("15日内答复"), N_("受理到答复不超过15个自然日 / 已答复"),
		FORM_RATE},
	[IND_WITHIN_60] = {"within_60", N_("60日内答复"), N_("受理到答复不超过60个自然日 / 已答复"),
		FORM_RATE},
	[IND_DAYS_P50] = {"days_p50", N_("办结时长 中位数"), N_("受理到答复的自然日, 除去暂停"),
		FORM_DAYS},
	[IND_DAYS_P75] = {"days_p75", N_("办结时长 P75"), N_("四分之三不超过"), FORM_DAYS},
	[IND_DAYS_P90] = {"days_p90", N_("办结时长 P90"), N_("九成不超过"), FORM_DAYS},
	[IND_DAYS_P95] = {"days_p95", N_("办结时长 P95"), N_("九成五不超过"), FORM_DAYS},
	[IND_HOURS_P50] = {"hours_p50", N_("办结工时 中位数"), N_("受理到答复的工作小时, 除去暂停"),
		FORM_HOURS},
	[IND_HOURS_P90] = {"hours_p90", N_("办结工时 P90"), N_("九成不超过"), FORM_HOURS},
};

const struct indicator_def *
indicator_def(enum indicator_key key)
{
	return &defs[key];
}

/* Times of all replied matters; they are ranked at the end. */
struct times {
	double *at;
	size_t count, room;
};

struct tally {
	struct session *s;
	struct indicator *out;
	int64_t now;
	struct times days, hours;
	int64_t paused_s, paused_work; /* of the matter that is counted now */
};

static void
add_time(struct times *t, double value)
{
	if (t->count == t->room) {
		t->room = t->room > 0 ? 2 * t->room : ROWS_A_PAGE;
		t->at = xrealloc(t->at, t->room * sizeof(*t->at));
	}
	t->at[t->count++] = value;
}

static void
rate(struct tally *t, enum indicator_key key, bool of, bool counts)
{
	t->out[key].under += of;
	t->out[key].over += of && counts;
}

/* The last clock of a kind that timed anything; NULL: there was none. */
static const struct case_clock *
last_clock(const struct case_clock *clocks, size_t count, enum clock_kind kind)
{
	for (size_t i = count; i-- > 0;)
		if (clocks[i].kind == kind && clocks[i].outcome != OUTCOME_VOID)
			return &clocks[i];
	return NULL;
}

/* A clock can be judged when it was stopped, or has run out. */
static bool
is_judged(const struct tally *t, const struct case_clock *k)
{
	return k != NULL && (k->stopped_at != 0 || (k->paused_at == 0 && k->due_at < t->now));
}

static void
count_clock(struct tally *t, enum indicator_key key, const struct case_clock *k)
{
	rate(t, key, is_judged(t, k), k != NULL && k->outcome == OUTCOME_IN_TIME);
}

static void
add_pause(void *ctx, int64_t from, int64_t to)
{
	struct tally *t = ctx;

	t->paused_s += to - from;
	t->paused_work += work_minutes_between(t->s->rules->calendar, from, to, NULL);
}

/* From acceptance to the reply that stands, without the times in which handling stood. */
static bool
count_times(struct tally *t, const struct case_row *row, struct err *err)
{
	if (row->replied_at == 0 || row->accepted_at == 0 || row->replied_at < row->accepted_at)
		return true;
	t->paused_s = t->paused_work = 0;
	if (!indicator_pauses(t->s, row->id, add_pause, t, err))
		return false;
	double days = (double)(row->replied_at - row->accepted_at - t->paused_s) / DATE_DAY_S;
	int64_t work = work_minutes_between(
		t->s->rules->calendar, row->accepted_at, row->replied_at, NULL);

	add_time(&t->days, days);
	add_time(&t->hours, (double)(work - t->paused_work) / MINUTES_HOUR);
	rate(t, IND_WITHIN_15, true, days <= DAYS_SOON);
	rate(t, IND_WITHIN_60, true, days <= DAYS_LATE);
	return true;
}

static void
count_work(struct tally *t, const struct case_row *row, const struct case_clock *handle)
{
	bool routed = handle != NULL || row->returned > 0, open = state_is_open(row->state);
	bool timed = is_judged(t, handle), in_time = timed && handle->outcome == OUTCOME_IN_TIME;

	rate(t, IND_ON_TIME, timed, in_time);
	rate(t, IND_ON_TIME_PLAIN, timed, in_time && row->extended == 0);
	rate(t, IND_ROUTE, routed, row->returned == 0);
	rate(t, IND_RETURNED, routed, row->returned > 0);
	rate(t, IND_EXTENDED, routed, row->extended > 0);
	rate(t, IND_REOPENED, routed, row->reopened > 0);
	rate(t, IND_SUPERVISED, routed, (row->flags & CASE_SUPERVISED) != 0);
	rate(t, IND_HUNG, open, row->state == CASE_SUSPENDED);
}

static bool
count_row(struct tally *t, const struct case_row *row, struct arena *mem, struct err *err)
{
	struct case_clock *clocks;
	size_t count;

	if (row->state == CASE_MERGED)
		return true;
	t->out[IND_CASES].over++;
	t->out[IND_REPORTS].over += row->joint;
	if ((row->flags & CASE_EXCLUDED) != 0) {
		t->out[IND_EXCLUDED].over++;
		return true;
	}
	if (!case_read_clocks(store_db(t->s->store), row->id, mem, &clocks, &count, err))
		return false;
	count_clock(t, IND_ACCEPT, last_clock(clocks, count, CLOCK_ACCEPT));
	count_clock(t, IND_SIGN, last_clock(clocks, count, CLOCK_SIGN));
	count_clock(t, IND_CONTACT, last_clock(clocks, count, CLOCK_CONTACT));
	count_work(t, row, last_clock(clocks, count, CLOCK_HANDLE));
	bool closed = row->state == CASE_CLOSED;

	rate(t, IND_SOLVED, closed && row->solved > 0 && row->solved <= SOLVED_KNOWN,
		row->solved == SOLVED_YES);
	rate(t, IND_PLEASED, closed && row->score > 0 && row->score <= SCORED_MOST,
		row->score <= PLEASED_MOST);
	return count_times(t, row, err);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* The first of the ranked times that more than that share of the matters do not exceed: a time of one of them. */
static void
rank(struct indicator *out, const struct times *t, double share)
{
	size_t place = (size_t)(share * (double)t->count);

	out->under = (int64_t)t->count;
	out->known = t->count > 0;
	if (out->known)
		out->value = t->at[place];
}

static void
finish(struct tally *t)
{
	static const struct {
		enum indicator_key key;
		double share;
	} ranks[] = {{IND_DAYS_P50, 0.5}, {IND_DAYS_P75, 0.75}, {IND_DAYS_P90, 0.9},
		{IND_DAYS_P95, 0.95}, {IND_HOURS_P50, 0.5}, {IND_HOURS_P90, 0.9}};

	for (int i = 0; i < IND_KEYS; i++) {
		struct indicator *ind = &t->out[i];

		ind->known = defs[i].form == FORM_COUNT || ind->under > 0;
		ind->value = defs[i].form == FORM_COUNT ? (double)ind->over
			: ind->known                    ? (double)ind->over / (double)ind->under
							: 0;
	}
	if (t->days.count > 0) {
		qsort(t->days.at, t->days.count, sizeof(double), by_size);
		qsort(t->hours.at, t->hours.count, sizeof(double), by_size);
	}
	for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++)
		rank(&t->out[ranks[i].key],
			defs[ranks[i].key].form == FORM_DAYS ? &t->days : &t->hours,
			ranks[i].share);
}

static bool
count_list(struct tally *t, struct case_list *list, struct arena *mem, struct err *err)
{
	enum case_page_from from = PAGE_FIRST;
	struct case_cursor at = {0};
	struct case_page page = {0};

	while (!page.ended) {
		arena_reset(mem);
		if (!case_list_page(list, from, &at, ROWS_A_PAGE, mem, &page, err))
			return false;
		for (size_t i = 0; i < page.count; i++)
			if (!count_row(t, &page.rows[i], mem, err))
				return false;
		at = page.pending        ? page.reached
			: page.count > 0 ? page.cursors[page.count - 1]
					 : at;
		from = PAGE_AFTER;
	}
	return true;
}

bool
indicators_read(
	struct session *s, struct case_list *list, struct indicator out[IND_KEYS], struct err *err)
{
	struct tally t = {.s = s, .out = out, .now = session_now(s)};
	struct arena mem = ARENA_INIT;

	for (int i = 0; i < IND_KEYS; i++)
		out[i] = (struct indicator){0};
	bool ok = count_list(&t, list, &mem, err);

	if (ok)
		finish(&t);
	free(t.days.at);
	free(t.hours.at);
	arena_release(&mem);
	return ok;
}
