#include "core/serve/case_view.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/audit.h"
#include "core/domain/case_history.h"
#include "core/domain/claim.h"
#include "core/domain/unit.h"
#include "core/serve/case_view_db.h"

bool
case_sees_reporters(const struct session *s, const struct case_row *row)
{
	bool desk = session_has(s, ROLE_OP | ROLE_DSP) && s->unit_kind == UNITK_CENTRE;
	bool handler = session_has(s, ROLE_HND | ROLE_HL) && row->unit_id == s->unit_id;

	return desk || handler;
}

static const char *
masked(struct arena *mem, void (*mask)(struct buf *, const char *), const char *text)
{
	struct buf b;

	buf_init(&b);
	mask(&b, text);
	const char *copy = arena_strdup(mem, b.text);

	buf_release(&b);
	return copy;
}

static void
mask_reporters(struct case_view *v, struct arena *mem)
{
	for (size_t i = 0; i < v->reporter_count; i++) {
		struct reporter *r = &v->reporters[i];

		r->name = masked(mem, mask_name, r->name);
		r->room = masked(mem, mask_room, r->room);
		r->phone = masked(mem, mask_phone, r->phone);
	}
}

static bool
read_area(struct session *s, struct case_view *v, struct arena *mem, struct err *err)
{
	struct place_areas areas;
	struct area path[4];
	int n = 0;
	struct buf b;

	v->area = "";
	if (!place_areas(s, v->row.place, &areas, err))
		return false;
	int64_t deepest = areas.village != 0 ? areas.village
		: areas.town != 0            ? areas.town
					     : areas.county;

	if (deepest == 0)
		return true;
	if (!area_path(s, deepest, mem, path, &n, err))
		return false;
	buf_init(&b);
	for (int i = n; i-- > 0;)
		if (path[i].level != AREA_CITY)
			buf_addf(&b, "%s%s", b.len > 0 ? " " : "", path[i].name);
	v->area = arena_strdup(mem, b.text);
	buf_release(&b);
	return true;
}

static bool
read_people(struct session *s, struct case_view *v, struct arena *mem, struct err *err)
{
	struct person p;
	struct claim claim;
	bool found = false;

	v->handler = v->holder = v->lookers = "";
	if (v->row.handler_id != 0) {
		if (!person_by_id(s, v->row.handler_id, mem, &p, &found, err))
			return false;
		v->handler = found ? p.name : "";
	}
	if (!claim_look(s, v->row.id, mem, &claim, err))
		return false;
	v->holder = claim.holder;
	v->lookers = claim.others;
	return true;
}

bool
case_row_load(struct session *s, int64_t id, struct arena *mem, struct case_row *row, bool *found,
	struct err *err)
{
	if (!case_read_row(store_db(s->store), id, mem, row, found, err))
		return false;
	return !*found || case_may_see(s, row, found, err);
}

bool
case_view_load(struct session *s, int64_t id, struct arena *mem, struct case_view *v, bool *found,
	struct err *err)
{
	struct db *db = store_db(s->store);

	memset(v, 0, sizeof(*v));
	if (!case_row_load(s, id, mem, &v->row, found, err) || !*found)
		return err->code == ERR_NONE;
	v->category = category_by_code(s->rules, v->row.cat);
	if (!case_read_texts(db, id, mem, &v->texts, err) ||
		!case_reporters(s, id, mem, &v->reporters, &v->reporter_count, err) ||
		!case_units(s, id, mem, &v->units, &v->unit_count, err) ||
		!case_read_clocks(db, id, mem, &v->clocks, &v->clock_count, err) ||
		!case_read_events(
			db, id, 0, CASE_VIEW_EVENTS, mem, &v->events, &v->event_count, err) ||
		!case_read_changes(db, id, mem, &v->changes, &v->change_count, err) ||
		!case_links(s, id, mem, &v->links, &v->link_count, err) ||
		!case_view_origin(s, v, mem, err) || !read_area(s, v, mem, err) ||
		!read_people(s, v, mem, err))
		return false;
	if (!case_sees_reporters(s, &v->row))
		mask_reporters(v, mem);
	return true;
}

bool
case_reveal(struct session *s, int64_t id, int reporter_seq, const char *reason, struct arena *mem,
	struct reporter *out, struct err *err)
{
	struct audit_chain chain = {0};
	struct case_row row;
	struct reporter *all;
	size_t n;
	bool found = false, sees = false;

	if (*reason == '\0')
		return err_set(err, ERR_INPUT, _("原因: 必填"));
	if (!case_read_row(store_db(s->store), id, mem, &row, &found, err) ||
		!case_reporters(s, id, mem, &all, &n, err))
		return false;
	if (found && !case_may_see(s, &row, &sees, err))
		return false;
	if (!sees)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	for (size_t i = 0; i < n; i++) {
		if (all[i].seq != reporter_seq || all[i].case_id != id)
			continue;
		*out = all[i];
		const char *detail = arena_printf(mem, "reporter %d: %s", reporter_seq, reason);

		if (!store_begin(s->store, err))
			return false;
		if (audit_add(s, &chain, AUDIT_REVEAL, AUDIT_OBJ_CASE, id, detail, NULL, err))
			return store_commit(s->store, err);
		store_rollback(s->store);
		return false;
	}
	return err_set(err, ERR_INPUT, _("没有这位来件人"));
}
