#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/pack.h"
#include "core/base/text.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_party.h"
#include "core/domain/outbox.h"
#include "core/serve/demo_load.h"

enum { LETTER_DAYS = 7, TAKEN_S = 900, LINK_SAME_KIND = 3, SEEN_DAYS = 45 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct db *
db_of(const struct demo_load *o)
{
	return store_db(o->d->store);
}

static bool
insert_row(struct demo_load *o, const struct life *l, struct err *err)
{
	const struct case_row *r = &l->c.row;
	struct stmt *st = db_stmt(db_of(o),
		"INSERT INTO cases(id, no, state, tier, cat, kind, channel, place, county, town, "
		"estate_id, desk_id,"
		" clerk_id, unit_id, handler_id, author_id, opened_at, accepted_at, due_at, "
		"due_kind, light_at,"
		" replied_at, closed_at, updated_at, flags, urged, moved, returned, verify_back, "
		"reopened, joint, merged,"
		" solved, score, version, step_at, main_id, title)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
		"$17, $18, $19, $20,"
		" $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
		"$37, $38)",
		err);
	const int64_t values[] = {r->id, r->no, (int64_t)r->state, (int64_t)r->tier, r->cat,
		r->kind, r->channel, r->place, r->county, r->town, r->estate_id, r->desk_id,
		r->clerk_id, r->unit_id, r->handler_id, l->author, r->opened_at, r->accepted_at,
		r->due_at, (int64_t)r->due_kind, r->light_at, r->replied_at, r->closed_at,
		r->updated_at, r->flags, r->urged, r->moved, r->returned, r->verify_back,
		r->reopened, r->joint, r->merged, r->solved, r->score, r->version, r->step_at};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, COUNT(values));
	bind_ref(st, 37, r->main_id);
	bind_text(st, 38, r->title);
	return db_run(st, err);
}

static bool
insert_texts(struct demo_load *o, const struct life *l, struct err *err)
{
	struct stmt *st = db_stmt(db_of(o),
		"INSERT INTO case_texts(case_id, body, spot, answer, plan) VALUES($1, $2, $3, $4, "
		"$5)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, l->c.row.id);
	bind_text(st, 2, l->c.texts.body);
	bind_text(st, 3, l->c.texts.spot);
	bind_text(st, 4, l->c.texts.answer);
	bind_text(st, 5, l->c.texts.plan);
	return db_run(st, err);
}

/* Slips count per day, in the order in which the matters came in. */
static void
number_slip(struct demo_load *o, struct life *l, struct case_event_row *e)
{
	bool urges = e->event == EV_URGE;
	struct civil day = civil_from_utc(e->at);
	int32_t nth = day_from_utc(e->at) - day_from_utc(o->d->start);
	struct buf note;
	char number[32];

	if (nth < 0 || nth >= SLIP_DAYS)
		return;
	snprintf(number, sizeof(number), "%s%02d%02d%02d-%03d", urges ? "催" : "示", day.year % 100,
		day.month, day.day, ++o->slips[!urges][nth]);
	buf_init(&note);
	text_fill(&note, e->note, (const struct text_filling[]){{"{单号}", number}}, 1);
	e->note = arena_strdup(&l->mem, note.text);
	buf_release(&note);
}

/* The rows themselves are the helper's; ids are given here, for what refers to them. */
static void
number_events(struct demo_load *o, struct life *l)
{
	for (int i = 0; i < l->event_count; i++) {
		struct case_event_row *e = &l->events[i];

		e->id = ++o->events;
		if (e->event == EV_URGE || e->event == EV_INSTRUCT)
			number_slip(o, l, e);
	}
}

static bool
insert_changes(struct demo_load *o, const struct life *l, struct err *err)
{
	for (int i = 0; i < l->change_count; i++) {
		const struct life_change *c = &l->changes[i];

		if (!case_add_change(
			    db_of(o), l->events[c->event].id, (int)c->field, c->was, c->now, err))
			return false;
	}
	return true;
}

static bool
insert_facts(struct demo_load *o, const struct life *l, struct err *err)
{
	for (int i = 0; i < l->fact_count; i++)
		if (!case_add_fact(db_of(o), l->events[l->facts[i].event].id,
			    (int)l->facts[i].field, l->facts[i].value, err))
			return false;
	return true;
}

static bool
insert_requests(struct demo_load *o, const struct life *l, struct err *err)
{
	struct buf fields;
	bool ok = true;

	buf_init(&fields);
	for (int i = 0; ok && i < l->request_count; i++) {
		const struct life_request *q = &l->requests[i];
		struct stmt *st = db_stmt(db_of(o),
			"INSERT INTO approvals(id, case_id, event, unit_id, desk_id, asked_by, "
			"asked_at, decided_by,"
			" decided_at, verdict, fields) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, "
			"$10, $11)",
			err);
		const int64_t values[] = {++o->requests, l->c.row.id, (int64_t)q->event, q->unit_id,
			q->desk_id, q->asked_by, q->asked_at, q->decided_by, q->decided_at,
			q->decided_by != 0};

		if (st == NULL)
			break;
		buf_clear(&fields);
		for (int k = 0; k < LIFE_FIELDS && q->fields[k] != NULL; k++)
			pack_text(&fields, q->fields[k]);
		bind_i64s(st, 1, values, COUNT(values));
		bind_text(st, 11, fields.text);
		ok = db_run(st, err);
	}
	buf_release(&fields);
	return ok && err->code == ERR_NONE;
}

static int64_t
hash_of(const struct demo_load *o, const char *purpose, const char *number)
{
	return *number != '\0' ? crypto_hash63(store_keys(o->d->store)->index, purpose, number) : 0;
}

static const char *
last_four(const char *phone)
{
	size_t n = strlen(phone);

	return n > 4 ? phone + n - 4 : phone;
}

static bool
insert_reporters(struct demo_load *o, const struct life *l, struct err *err)
{
	const struct case_row *row = &l->c.row;

	for (int i = 0; i < l->reporter_count; i++) {
		const struct life_reporter *p = &l->reporters[i];
		struct stmt *st = db_stmt(db_of(o),
			"INSERT INTO reporters(case_id, seq, role, phone_hash, tail_hash, notify, "
			"told_at, at, name, room,"
			" phone) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
			err);
		const int64_t values[] = {row->id, i + 1, p->role, hash_of(o, "phone", p->phone),
			hash_of(o, "tail", last_four(p->phone)), p->notify, row->closed_at,
			row->opened_at};

		if (st == NULL)
			return false;
		buf_clear(&o->box);
		crypto_seal(&o->box, store_keys(o->d->store)->phone, p->phone);
		bind_i64s(st, 1, values, COUNT(values));
		bind_text(st, 9, p->name);
		bind_text(st, 10, p->room);
		bind_blob(st, 11, o->box.text, o->box.len);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
insert_three(struct demo_load *o, const char *sql, int64_t a, int64_t b, int64_t c, struct err *err)
{
	struct stmt *st = db_stmt(db_of(o), sql, err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, a);
	bind_i64(st, 2, b);
	bind_i64(st, 3, c);
	return db_run(st, err);
}

static bool
insert_unit(struct demo_load *o, const struct case_row *row, int unit, int role, struct err *err)
{
	struct stmt *st = db_stmt(db_of(o),
		"INSERT INTO case_units(case_id, unit_id, role, open, due, opened)"
		" VALUES($1, $2, $3, $4, $5, $6)",
		err);
	const int64_t values[] = {
		row->id, unit, role, state_is_open(row->state), row->due_at, row->opened_at};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, COUNT(values));
	return db_run(st, err);
}

static bool
insert_ties(struct demo_load *o, const struct life *l, struct err *err)
{
	int64_t id = l->c.row.id;
	bool fresh = state_is_open(l->c.row.state) ||
		l->at > o->d->end - (int64_t)SEEN_DAYS * DATE_DAY_S;

	for (int i = 0; i < l->unit_count; i++)
		if (!insert_unit(o, &l->c.row, l->units[i].unit, l->units[i].role, err))
			return false;
	for (int i = 0; fresh && i < l->seen_count; i++)
		if (!insert_three(o, "INSERT INTO seen(case_id, staff_id, at) VALUES($1, $2, $3)",
			    id, l->seen[i].staff, l->seen[i].at, err))
			return false;
	if (l->repeats == NULL)
		return true;
	struct stmt *st = db_stmt(db_of(o),
		"INSERT INTO case_links(case_id, other_id, kind, by_id, at) VALUES($1, $2, $3, $4, "
		"$5)",
		err);
	const int64_t values[] = {
		id, l->repeats->id, LINK_SAME_KIND, l->clerk, l->c.row.accepted_at};

	if (st == NULL)
		return false;
	bind_i64s(st, 1, values, COUNT(values));
	return db_run(st, err);
}

/* What the rules have a letter for was told to those who want to be told. */
static bool
insert_letters(struct demo_load *o, const struct life *l, struct err *err)
{
	struct reporter told[LIFE_REPORTERS];

	for (int i = 0; i < l->reporter_count; i++)
		told[i] = (struct reporter){
			.case_id = l->c.row.id, .seq = i + 1, .notify = l->reporters[i].notify};
	for (int i = 0; i < l->event_count; i++) {
		const struct case_event_row *e = &l->events[i];
		bool tells = (life_transition((enum case_event)e->event, e->from)->traits &
				     TR_TELL) != 0;

		if (tells && e->at > o->d->end - (int64_t)LETTER_DAYS * DATE_DAY_S &&
			!outbox_tell_these(
				&o->d->s, &l->c, e, told, (size_t)l->reporter_count, err))
			return false;
	}
	return true;
}

static bool
insert_audit(struct demo_load *o, const struct life *l, struct err *err)
{
	struct audit_events covered = {l->events[0].id, o->events, {0}};
	struct mac m;

	audit_digest_begin(&o->d->s, &m);
	for (int i = 0; i < l->event_count; i++)
		audit_digest_row(&m, &l->events[i]);
	mac_end(&m, covered.digest);
	return audit_add(&o->d->s, &o->chain, AUDIT_LOAD, AUDIT_OBJ_CASE, l->c.row.id, "demo",
		&covered, err);
}

static void
count(struct demo_load *o, const struct life *l)
{
	o->cases++;
	o->open += state_is_open(l->c.row.state);
	o->overdue += case_light(&l->c.row, o->d->end) == LIGHT_RED;
}

bool
load_case(struct demo_load *o, struct life *l, struct err *err)
{
	count(o, l);
	number_events(o, l);
	return insert_row(o, l, err) && insert_texts(o, l, err) && insert_changes(o, l, err) &&
		insert_facts(o, l, err) && insert_requests(o, l, err) &&
		insert_reporters(o, l, err) && insert_ties(o, l, err) &&
		insert_letters(o, l, err) && insert_audit(o, l, err);
}

bool
load_number(struct demo_load *o, int64_t town9, int32_t day, int last, struct err *err)
{
	return insert_three(o, "INSERT INTO numbers(town9, day, last) VALUES($1, $2, $3)", town9,
		day, last, err);
}

bool
load_slips(struct demo_load *o, struct err *err)
{
	for (int kind = 0; kind < 2; kind++)
		for (int nth = 0; nth < SLIP_DAYS; nth++)
			if (o->slips[kind][nth] > 0 &&
				!load_number(o, kind == 0 ? EV_URGE : EV_INSTRUCT,
					day_from_utc(o->d->start) + nth, o->slips[kind][nth], err))
				return false;
	return true;
}

bool
load_letters_taken(struct demo_load *o, struct err *err)
{
	struct stmt *st = db_stmt(db_of(o),
		"UPDATE outbox SET taken_at = release_at + 60 WHERE release_at < $1 /*scan*/", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, o->d->end - TAKEN_S);
	return db_run(st, err);
}
