#include "core/domain/audit.h"

#include <string.h>

#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/audit_db.h"
#include "core/domain/case_db.h"
#include "core/domain/case_machine.h"

void
audit_digest_begin(struct session *s, struct mac *m)
{
	mac_begin(m, store_keys(s->store)->audit, "linli-history-1");
}

void
audit_digest_row(struct mac *m, const struct case_event_row *e)
{
	const int64_t numbers[] = {e->id, e->case_id, e->seq, e->at, e->actor, e->event,
		(int64_t)e->from, (int64_t)e->to, e->unit_id, e->cat, (int64_t)e->tier, e->place,
		(int64_t)e->clock, (int64_t)e->result, e->spent, e->open, e->undoes};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		mac_i64(m, numbers[i]);
	mac_text(m, e->note);
}

static void
row_mac(const struct keys *keys, const uint8_t *before, const struct audit_row *row,
	uint8_t out[CRYPTO_MAC_BYTES])
{
	struct mac m;

	mac_begin(&m, keys->audit, "linli-audit-1");
	mac_bytes(&m, before, CRYPTO_MAC_BYTES);
	mac_i64(&m, row->id);
	mac_i64(&m, row->at);
	mac_i64(&m, row->actor);
	mac_i64(&m, row->op);
	mac_i64(&m, row->obj);
	mac_i64(&m, row->obj_id);
	mac_text(&m, row->detail);
	mac_i64(&m, row->first_event);
	mac_i64(&m, row->last_event);
	mac_bytes(&m, row->digest, row->digest_len);
	mac_end(&m, out);
}

bool
audit_add(struct session *s, struct audit_chain *chain, enum audit_op op, enum audit_obj obj,
	int64_t obj_id, const char *detail, const struct audit_events *events, struct err *err)
{
	struct db *db = store_db(s->store);
	uint8_t mac[CRYPTO_MAC_BYTES];

	if (!chain->loaded && !audit_read_end(db, chain, err))
		return false;
	struct audit_row row = {.id = chain->last_id + 1,
		.at = session_now(s),
		.actor = s->staff_id,
		.op = (int)op,
		.obj = (int)obj,
		.obj_id = obj_id,
		.detail = detail,
		.digest = (const uint8_t *)""};

	if (events != NULL) {
		row.first_event = events->first;
		row.last_event = events->last;
		row.digest = events->digest;
		row.digest_len = sizeof(events->digest);
	}
	row_mac(store_keys(s->store), chain->last, &row, mac);
	if (!audit_insert(db, &row, mac, err))
		return false;
	chain->last_id = row.id;
	memcpy(chain->last, mac, sizeof(mac));
	return true;
}

bool
audit_case(struct session *s, struct audit_chain *chain, int64_t case_id,
	const struct case_event_row *events, size_t count, struct err *err)
{
	struct audit_events covered = {events[0].id, events[count - 1].id, {0}};
	struct buf detail;
	struct mac m;

	buf_init(&detail);
	audit_digest_begin(s, &m);
	for (size_t i = 0; i < count; i++) {
		audit_digest_row(&m, &events[i]);
		buf_addf(&detail, "%s%s", i > 0 ? " " : "",
			event_key((enum case_event)events[i].event));
	}
	mac_end(&m, covered.digest);
	bool ok = audit_add(
		s, chain, AUDIT_CASE, AUDIT_OBJ_CASE, case_id, detail.text, &covered, err);

	buf_release(&detail);
	return ok;
}

/* Walks both tables at once: ids of history rows grow in the order of the audit rows that cover them. */
struct verifier {
	struct session *s;
	struct history_walk *history;
	uint8_t before[CRYPTO_MAC_BYTES];
	int64_t expected_id, next_event;
	int64_t broken;
	struct err *err;
};

static bool
check_history(struct verifier *v, const struct audit_row *row)
{
	uint8_t got[CRYPTO_MAC_BYTES];
	struct mac m;

	if (row->first_event == 0)
		return true;
	if (row->first_event != v->next_event || row->digest_len != sizeof(got))
		return false;
	audit_digest_begin(v->s, &m);
	while (v->next_event <= row->last_event) {
		struct case_event_row e;

		if (!history_walk_next(v->history, &e, v->err) || e.id != v->next_event)
			return false;
		audit_digest_row(&m, &e);
		v->next_event++;
	}
	mac_end(&m, got);
	return memcmp(got, row->digest, sizeof(got)) == 0;
}

static bool
check_row(void *ctx, const struct audit_row *row, const uint8_t *mac, size_t mac_len)
{
	struct verifier *v = ctx;
	uint8_t want[CRYPTO_MAC_BYTES];

	row_mac(store_keys(v->s->store), v->before, row, want);
	if (row->id != v->expected_id || mac_len != sizeof(want) ||
		memcmp(want, mac, mac_len) != 0 || !check_history(v, row)) {
		v->broken = v->expected_id < row->id ? v->expected_id : row->id;
		return false;
	}
	memcpy(v->before, mac, mac_len);
	v->expected_id++;
	return true;
}

bool
audit_verify(struct session *s, int64_t *broken, int64_t *rows, struct err *err)
{
	struct history_walk walk;
	struct verifier v = {
		.s = s, .history = &walk, .expected_id = 1, .next_event = 1, .err = err};
	struct case_event_row extra;

	if (!history_walk_begin(store_db(s->store), &walk, err))
		return false;
	bool ok = audit_walk(store_db(s->store), check_row, &v, err);

	if (ok && v.broken == 0 && history_walk_next(&walk, &extra, err))
		v.broken = v.expected_id; /* history that nothing stands for */
	ok = history_walk_end(&walk, err) && ok;
	*broken = v.broken;
	*rows = v.expected_id - 1;
	return ok;
}
