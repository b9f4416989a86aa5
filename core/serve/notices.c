#include "core/serve/notices.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_act.h"
#include "core/domain/handover.h"
#include "core/serve/notices_db.h"

enum { HANDOVERS_MOST = 20 };

static bool
add_signatures(
	struct session *s, struct arena *mem, struct notice *out, size_t *count, struct err *err)
{
	struct approval *all;
	size_t n;

	if (!case_approvals(s, mem, &all, &n, err))
		return false;
	for (size_t i = 0; i < n && *count < NOTICES_MOST; i++)
		out[(*count)++] = (struct notice){.kind = NOTICE_SIGNATURE,
			.id = all[i].id,
			.case_id = all[i].case_id,
			.no = all[i].no,
			.at = all[i].asked_at,
			.event = all[i].event,
			.title = all[i].title,
			.who = all[i].asked_by,
			.text = ""};
	return true;
}

static bool
add_handovers(struct session *s, int64_t since, struct arena *mem, struct notice *out,
	size_t *count, struct err *err)
{
	struct handover *all;
	size_t n;

	if (!handovers_to_me(s, HANDOVERS_MOST, mem, &all, &n, err))
		return false;
	for (size_t i = 0; i < n && *count < NOTICES_MOST; i++) {
		if (all[i].at <= since && all[i].read_at != 0)
			continue;
		out[(*count)++] = (struct notice){.kind = NOTICE_HANDOVER,
			.id = all[i].id,
			.at = all[i].at,
			.title = arena_printf(mem, _("交来 %d 件"), all[i].cases),
			.who = all[i].from,
			.text = all[i].note,
			.read = all[i].read_at != 0};
	}
	return true;
}

bool
notices_list(
	struct session *s, struct arena *mem, struct notice **out, size_t *count, struct err *err)
{
	int64_t since = session_now(s) - (int64_t)NOTICE_DAYS * DATE_DAY_S;

	*out = arena_array(mem, NOTICES_MOST, sizeof(**out));
	*count = 0;
	if (!add_signatures(s, mem, *out, count, err) ||
		!add_handovers(s, since, mem, *out, count, err) ||
		!notices_read_events(
			s, since, NOTICES_MOST - *count, mem, *out + *count, count, err))
		return false;
	for (size_t i = 0; i < *count; i++)
		(*out)[i].key = (*out)[i].id * NOTICE_KINDS + (int64_t)(*out)[i].kind;
	return true;
}

static bool
mark_events(struct session *s, const int64_t *keys, size_t count, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (keys[i] % NOTICE_KINDS != NOTICE_EVENT)
			continue;
		if (!notices_put_read(s, keys[i] / NOTICE_KINDS, err)) {
			store_rollback(s->store);
			return false;
		}
	}
	return store_commit(s->store, err);
}

bool
notices_mark(struct session *s, const int64_t *keys, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (keys[i] % NOTICE_KINDS == NOTICE_HANDOVER &&
			!handover_read(s, keys[i] / NOTICE_KINDS, err))
			return false;
	return store_read_only(s->store) || mark_events(s, keys, count, err);
}
