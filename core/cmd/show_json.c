#include "core/cmd/show_json.h"

#include "core/base/date.h"
#include "core/base/json.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"

static void
put_time(struct json_out *o, const char *key, int64_t utc)
{
	char iso[DATE_ISO_BYTES];

	if (utc == 0 || utc >= TIME_NEVER) {
		json_put_null(o, key);
		return;
	}
	date_format_iso(utc, iso);
	json_put_text(o, key, iso);
}

static const char *const state_keys[CASE_STATE_COUNT] = {"draft", "registered", "accepted",
	"dispatched", "return_req", "in_progress", "mediation", "coordination", "suspended",
	"replied", "callback", "reopened", "closed", "rejected", "referred", "merged", "withdrawn"};

static const char *const clock_keys[CLOCK_KIND_COUNT] = {"none", "accept", "route", "sign",
	"contact", "handle", "survey", "supervise", "statute", "mediate", "confirm", "perform",
	"review", "meeting", "transfer"};

static const char *const outcome_keys[] = {"open", "in_time", "late", "void"};
static const char *const light_keys[] = {"green", "yellow", "red", "grey", "done"};

void
show_json_row(
	struct json_out *o, const struct session *s, const struct case_row *row, const char *title)
{
	const struct category *category = category_by_code(s->rules, row->cat);
	char full[CASE_NO_FULL_BYTES], grid[GRID_CODE_BYTES];

	case_no_full(row->no, full);
	grid_code_format(row->place, grid);
	json_put_text(o, "no", full);
	json_put_i64(o, "id", row->id);
	json_put_i64(o, "version", row->version);
	json_put_text(o, "title", title);
	json_put_text(o, "state", state_keys[row->state]);
	json_put_text(o, "light", light_keys[case_light(row, session_now(s))]);
	json_put_i64(o, "tier", (int64_t)row->tier);
	json_put_text(o, "category", category != NULL ? category->letters : "");
	json_put_i64(o, "kind", row->kind);
	json_put_i64(o, "channel", row->channel);
	json_put_text(o, "grid", grid);
	json_put_text(o, "grid_name", row->grid);
	json_put_text(o, "estate", row->estate);
	json_put_text(o, "unit", row->unit);
	json_put_text(o, "clerk", row->clerk);
	json_put_i64(o, "joint", row->joint);
	json_put_i64(o, "merged", row->merged);
	json_put_i64(o, "solved", row->solved);
	json_put_i64(o, "satisfied", row->score);
	json_put_bool(o, "pending", (row->flags & CASE_PENDING) != 0);
	json_put_bool(o, "anonymous", (row->flags & CASE_ANONYMOUS) != 0);
	put_time(o, "opened_at", row->opened_at);
	put_time(o, "due_at", row->due_at);
	put_time(o, "closed_at", row->closed_at);
}

static void
put_head(struct json_out *o, const struct session *s, const struct case_view *v)
{
	show_json_row(o, s, &v->row, v->row.title);
	json_put_text(o, "area", v->area);
	json_put_text(o, "source", v->source);
	json_put_text(o, "external_id", v->ext_id);
	put_time(o, "source_at", v->source_at);
	json_put_text(o, "body", v->texts.body);
	json_put_text(o, "spot", v->texts.spot);
	json_put_text(o, "answer", v->texts.answer);
}

static void
put_lists(struct json_out *o, const struct case_view *v)
{
	json_open(o, "reporters", '[');
	for (size_t i = 0; i < v->reporter_count; i++) {
		json_open(o, NULL, '{');
		json_put_text(o, "name", v->reporters[i].name);
		json_put_text(o, "phone", v->reporters[i].phone);
		json_put_text(o, "room", v->reporters[i].room);
		json_shut(o, '}');
	}
	json_shut(o, ']');
	json_open(o, "clocks", '[');
	for (size_t i = 0; i < v->clock_count; i++) {
		const struct case_clock *k = &v->clocks[i];

		json_open(o, NULL, '{');
		json_put_text(o, "kind", clock_keys[k->kind]);
		json_put_i64(o, "round", k->round);
		put_time(o, "start", k->start_at);
		put_time(o, "due", k->due_at);
		put_time(o, "stopped", k->stopped_at);
		json_put_text(o, "outcome", outcome_keys[k->outcome]);
		json_put_bool(o, "provisional", k->provisional);
		json_shut(o, '}');
	}
	json_shut(o, ']');
	json_open(o, "events", '[');
	for (size_t i = v->event_count; i-- > 0;) {
		const struct case_event_row *e = &v->events[i];

		json_open(o, NULL, '{');
		json_put_text(o, "event", event_key((enum case_event)e->event));
		put_time(o, "at", e->at);
		json_put_text(o, "by", e->actor_name);
		json_put_text(o, "from", state_keys[e->from]);
		json_put_text(o, "to", state_keys[e->to]);
		json_put_text(o, "unit", e->unit_name);
		json_put_text(o, "note", e->note);
		json_put_bool(o, "public", e->open);
		json_shut(o, '}');
	}
	json_shut(o, ']');
}

void
show_json(struct buf *out, const struct session *s, const struct case_view *v)
{
	struct json_out o = {.buf = out};

	json_open(&o, NULL, '{');
	put_head(&o, s, v);
	put_lists(&o, v);
	json_shut(&o, '}');
	buf_addch(out, '\n');
}
