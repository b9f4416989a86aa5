#include "core/serve/demo.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/audit.h"
#include "core/serve/demo_first.h"
#include "core/serve/demo_helper.h"
#include "core/serve/demo_load.h"
#include "core/serve/demo_plan.h"
#include "core/serve/divisions.h"

enum { LOAD_CACHE_KIB = 65536, PAST_SLOTS = 16384, LINK_PERCENT = 30, PROGRESS_DAYS = 16 };

static const char *const text_files[] = {"names", "say", "say-01", "say-02", "say-03", "say-04",
	"say-05", "say-06", "say-07", "say-08", "say-09", "say-10", "say-11", "say-12", NULL};

static const char *const phrase_names[SAY_COUNT] = {"open_rx", "open_wx", "open_xc", "open_lf",
	"open_wg", "open_zz", "open_ld", "open_ga", "open_tj", "open_hy", "surname", "given_man",
	"given_woman", "title_man", "title_woman", "shop_name", "school_name", "lane_name", "body",
	"when_morning", "when_day", "when_evening", "when_spring", "when_summer", "when_autumn",
	"when_winter", "season_spring", "season_summer", "season_autumn", "season_winter",
	"opinion", "contact", "contact_missed", "solved_partly", "solved_not", "return_place",
	"return_power", "approve_return", "refuse_return", "verify_fail", "verify_ok", "survey_1",
	"survey_2", "survey_3", "survey_4", "survey_unreached", "reopen", "reject", "refer_note",
	"merge", "withdraw", "hang", "hang_plan", "unhang", "urge_citizen", "urge_centre",
	"instruct", "answer_watch", "leader", "note", "transfer", "add_helper", "meeting",
	"resolution", "mediation_open", "agreement", "mediation_failed"};

/* Everything of one making. */
struct making {
	struct demo d;
	struct demo_load load;
	struct life *life;
	struct planner *planner;
	struct demo_helper *helper;
	struct past_case *past; /* by place and kind */
	struct first_case *first;
	int first_count;
	struct buf dir;
	struct clock clock;
	struct err *err;
	bool ok;
};

static void
progress(const struct demo *d, const char *what, int64_t done, int64_t all)
{
	if (d->config->progress != NULL)
		d->config->progress(d->config->ctx, what, done, all);
}

static int64_t
months_before(int64_t utc, int months)
{
	struct civil c = civil_from_utc(utc);

	c.month -= months;
	while (c.month < 1) {
		c.month += 12;
		c.year--;
	}
	if (c.day > date_month_days(c.year, c.month))
		c.day = date_month_days(c.year, c.month);
	return civil_to_utc(&c);
}

static bool
load_texts(struct making *m, struct err *err)
{
	struct demo *d = &m->d;

	buf_addf(&m->dir, "%s/demo", d->config->data_dir);
	if (!grammar_load(&d->grammar, m->dir.text, text_files, err) ||
		!mix_load(&d->mix, m->dir.text, d->rules, d->grammar, err))
		return false;
	for (int i = 0; i < SAY_COUNT; i++)
		if ((d->say[i] = grammar_section(d->grammar, phrase_names[i], err)) < 0)
			return false;
	return true;
}

static bool
set_settings(struct demo *d, struct err *err)
{
	return store_set_setting(d->store, "demo", "1", err) &&
		store_set_setting(d->store, "rules_hash", d->rules->hash, err);
}

static bool
make_city(struct making *m, struct err *err)
{
	struct demo *d = &m->d;

	progress(d, _("建城市"), 0, 1);
	return set_settings(d, err) && divisions_load(d->store, d->config->data_dir, err) &&
		city_make(&d->city, d->store, d->config->corner ? &city_corner : &city_whole,
			d->grammar, d->rules, m->dir.text, d->config->seed, day_from_utc(d->end),
			err) &&
		city_write(&d->city, d->store, err) &&
		audit_add(
			&d->s, &m->load.chain, AUDIT_CREATE, AUDIT_OBJ_NONE, 0, "demo", NULL, err);
}

static bool
give_number(void *ctx, int64_t town9, int32_t day, int last)
{
	struct making *m = ctx;

	m->ok = load_number(&m->load, town9, day, last, m->err);
	return m->ok;
}

static struct past_case *
past_slot(struct making *m, const struct plan *p)
{
	return &m->past[((uint32_t)p->grid * 97U + (uint32_t)p->entry) % PAST_SLOTS];
}

/* An earlier matter of the same place and kind that was closed not long before. */
static const struct past_case *
repeated(struct making *m, const struct plan *p)
{
	const struct past_case *past = past_slot(m, p);
	struct rng r = city_rng(&m->d.city, STREAM_CASE, p->n);

	r = rng_fork(&r, 2);
	if (p->first != NULL || p->grid < 0 || past->grid != p->grid || past->entry != p->entry ||
		past->closed_at == 0 || past->closed_at >= p->at ||
		past->closed_at + (int64_t)m->d.rules->duplicate_days * DATE_DAY_S < p->at)
		return NULL;
	return rng_chance(&r, LINK_PERCENT) ? past : NULL;
}

static void
remember(struct making *m, const struct plan *p)
{
	const struct case_row *row = &m->life->c.row;

	if (p->grid >= 0 && row->state == CASE_CLOSED)
		*past_slot(m, p) =
			(struct past_case){row->id, row->no, row->closed_at, p->grid, p->entry};
}

static bool
make_day(struct making *m, struct plan *day, int count, struct err *err)
{
	for (int i = 0; i < count; i++) {
		struct past_case past = {0};
		const struct past_case *earlier = repeated(m, &day[i]);

		if (earlier != NULL)
			past = *earlier;
		life_run(m->life, &m->d, day, count, i, earlier != NULL ? &past : NULL);
		if (!load_case(&m->load, m->life, err) || !helper_send(m->helper, m->life, err))
			return false;
		remember(m, &day[i]);
	}
	m->ok = true;
	planner_numbers(m->planner, give_number, m);
	return m->ok;
}

static bool
make_cases(struct making *m, struct err *err)
{
	struct demo *d = &m->d;
	struct plan *day;
	int count;

	if (!first_read(d, &m->first, &m->first_count, err))
		return false;
	m->planner = planner_new(d, m->first, m->first_count);
	m->life = xcalloc(1, sizeof(*m->life));
	m->past = xcalloc(PAST_SLOTS, sizeof(*m->past));
	for (int n = 0; planner_next(m->planner, &day, &count); n++) {
		if (!make_day(m, day, count, err))
			return false;
		if (n % PROGRESS_DAYS == 0)
			progress(d, _("写案件"), m->load.cases, d->config->cases);
	}
	return load_slips(&m->load, err) && load_letters_taken(&m->load, err);
}

static void
release(struct making *m)
{
	planner_free(m->planner);
	if (m->life != NULL)
		arena_release(&m->life->mem);
	free(m->life);
	free(m->past);
	city_release(&m->d.city);
	grammar_free(m->d.grammar);
	buf_release(&m->load.box);
	buf_release(&m->dir);
}

/* Those of accounts.txt come first among the staff. */
static void
list_accounts(const struct city *c, struct demo_report *report)
{
	report->accounts =
		arena_array(&report->mem, (size_t)c->account_count + 1, sizeof(*report->accounts));
	report->account_count = (size_t)c->account_count;
	for (int i = 0; i < c->account_count; i++) {
		const struct city_staff *s = &c->staff[i];

		report->accounts[i] = (struct demo_account){arena_strdup(&report->mem, s->login),
			arena_strdup(&report->mem, s->name),
			arena_strdup(&report->mem, c->units[s->unit - 1].name), s->roles};
	}
}

void
demo_report_release(struct demo_report *report)
{
	arena_release(&report->mem);
	*report = (struct demo_report){0};
}

static void
fill_report(const struct making *m, struct demo_report *report)
{
	const struct city *c = &m->d.city;

	list_accounts(c, report);

	report->cases = m->load.cases;
	report->open = m->load.open;
	report->overdue = m->load.overdue;
	report->events = m->load.events;
	report->grids = c->grid_count;
	report->units = c->unit_count;
	report->staff = c->staff_count;
	report->stewards = c->grid_count + c->size->street_heads + c->size->building_heads;
}

static bool
make_all(struct making *m, struct demo_report *report, struct err *err)
{
	struct demo *d = &m->d;
	int64_t t0 = clock_mono_ms(&m->clock), t1, t2, t3;

	if (!db_begin_write(store_db(d->store), err) || !load_texts(m, err) || !make_city(m, err))
		return false;
	t1 = clock_mono_ms(&m->clock);
	if (!make_cases(m, err))
		return false;
	t2 = clock_mono_ms(&m->clock);
	progress(d, _("算统计"), 0, 1);
	if (!db_commit(store_db(d->store), err) ||
		!helper_take(m->helper, store_db(d->store), m->load.events, err))
		return false;
	t3 = clock_mono_ms(&m->clock);
	progress(d, _("建索引"), 0, 1);
	bool ok = store_finish_new(d->store, err);

	*report = (struct demo_report){.city_ms = t1 - t0,
		.cases_ms = t2 - t1,
		.roll_ms = t3 - t2,
		.finish_ms = clock_mono_ms(&m->clock) - t3};
	fill_report(m, report);
	return ok;
}

bool
demo_make(const struct demo_config *config, struct demo_report *report, struct err *err)
{
	struct making m = {.err = err};
	struct store_config sc = config->store;
	struct demo *d = &m.d;

	*report = (struct demo_report){0};
	sc.cache_kib = LOAD_CACHE_KIB;
	if (!helper_start(&m.helper, sc.path, err) || !store_create(&d->store, &sc, err)) {
		helper_free(m.helper);
		return false;
	}
	clock_real(&m.clock);
	d->config = config;
	d->rules = config->rules;
	d->s = (struct session){.store = d->store, .rules = config->rules};
	d->end = store_now(d->store);
	d->start = months_before(d->end, DEMO_MONTHS);
	m.load.d = d;
	bool ok = make_all(&m, report, err);

	release(&m);
	helper_free(m.helper);
	store_close(d->store);
	return ok;
}
