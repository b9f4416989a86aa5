#include "core/domain/takeback.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_number.h"

enum { MOST_TAKEBACKS = 60, MOST_LATER = 30, LINES_BACK = 20000 };

/*
 * Routings and merges of this person within the last 24 hours that still stand. There is no index by actor:
 * the newest lines are read from the end, a bounded number of them.
 */
static const char later[] =
	"SELECT e.id, e.event, e.at, c.id, c.no, c.title, u.short, m.no FROM case_events e"
	" JOIN cases c ON c.id = e.case_id AND ((e.event = 7 AND c.state = 3) OR (e.event = 5 AND c.state = 15))"
	" LEFT JOIN units u ON u.id = c.unit_id LEFT JOIN cases m ON m.id = c.main_id"
	" WHERE e.id > (SELECT coalesce(max(id), 0) FROM case_events) - $1 AND e.actor = $2"
	" AND e.event IN (5, 7) AND e.at > $3"
	" AND NOT EXISTS (SELECT 1 FROM case_events x WHERE x.case_id = e.case_id AND x.seq > e.seq"
	" AND x.event = e.event)"
	" AND NOT EXISTS (SELECT 1 FROM undo_log l WHERE l.event_id = e.id AND l.until_at >= $4)"
	" AND (e.event = 5 OR NOT EXISTS (SELECT 1 FROM seen v JOIN staff p ON p.id = v.staff_id"
	" WHERE v.case_id = c.id AND p.unit_id = c.unit_id AND v.at >= e.at))"
	" ORDER BY e.id DESC LIMIT $5";

static void
map_later(struct stmt *st, int64_t now, struct arena *mem, struct takeback *t)
{
	char brief[CASE_NO_BRIEF_BYTES], main[CASE_NO_BRIEF_BYTES];

	t->event_id = col_i64(st);
	int event = col_int(st);

	t->at = col_i64(st);
	t->case_id = col_i64(st);
	t->no = col_i64(st);
	t->title = col_text(st, mem);
	const char *unit = col_text(st, mem);

	case_no_brief(t->no, day_from_utc(now), brief);
	case_no_brief(col_i64(st), day_from_utc(now), main);
	if (event == EV_MERGE) {
		t->how = TAKEBACK_UNMERGE;
		t->until_at = t->at + DATE_DAY_S;
		t->label = arena_printf(mem, _("已并案 %s 到 %s"), brief, main);
	} else {
		t->how = TAKEBACK_RECALL;
		t->label = arena_printf(mem, _("已分办 %s 给 %s"), brief, unit);
	}
}

static bool
read_later(
	struct session *s, struct arena *mem, struct takeback *out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), later, err);
	int64_t now = session_now(s);

	if (st == NULL)
		return false;
	bind_i64(st, 1, LINES_BACK);
	bind_i64(st, 2, s->staff_id);
	bind_i64(st, 3, now - DATE_DAY_S);
	bind_i64(st, 4, now);
	bind_i64(st, 5, MOST_LATER);
	while (*count < MOST_TAKEBACKS && db_row(st, err))
		map_later(st, now, mem, &out[(*count)++]);
	return db_done(st, err);
}

bool
takeback_list(
	struct session *s, struct arena *mem, struct takeback **out, size_t *count, struct err *err)
{
	struct undo_entry *held;
	size_t n;

	*out = arena_array(mem, MOST_TAKEBACKS, sizeof(**out));
	*count = 0;
	if (!case_undo_list(s, mem, &held, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		(*out)[(*count)++] = (struct takeback){.how = TAKEBACK_UNDO,
			.event_id = held[i].event_id,
			.case_id = held[i].case_id,
			.no = held[i].no,
			.at = held[i].at,
			.until_at = held[i].until_at,
			.label = held[i].label,
			.title = held[i].title};
	return read_later(s, mem, *out, count, err);
}

bool
takeback_do(struct session *s, const struct takeback *t, struct act_result *result, struct err *err)
{
	const struct case_step act = {t->how == TAKEBACK_RECALL ? EV_RECALL : EV_UNMERGE, NULL, 0};

	if (t->how == TAKEBACK_UNDO)
		return case_undo(s, t->event_id, result, err);
	return case_act(s, t->case_id, 0, &act, 1, result, err);
}
