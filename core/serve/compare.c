#include "core/serve/compare.h"

#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/serve/compare_db.h"

bool
compare_load(struct session *s, int64_t left, int64_t right, struct arena *mem, struct compare *out,
	bool *found, struct err *err)
{
	*out = (struct compare){.apart_by = ""};
	if (!case_view_load(s, left, mem, &out->side[0], found, err) || !*found)
		return err->code == ERR_NONE;
	if (!case_view_load(s, right, mem, &out->side[1], found, err) || !*found)
		return err->code == ERR_NONE;
	return compare_read_apart(s, left, right, mem, out, err);
}

bool
compare_may_merge(const struct session *s, const struct case_row *joins,
	const struct case_row *stays, struct err *err)
{
	if (!state_is_open(stays->state))
		return err_set(
			err, ERR_RULE, _("主件%s, 不能再并入"), word_now(state_word(stays->state)));
	return machine_may(s, joins, EV_MERGE, err);
}

static bool
set_apart_in(struct session *s, int64_t low, int64_t high, bool apart, struct arena *mem,
	struct err *err)
{
	struct audit_chain chain = {0};
	const char *detail = arena_printf(
		mem, apart ? "not the same as %lld" : "may be the same as %lld", (long long)high);

	return compare_put_apart(s, low, high, apart, err) &&
		audit_add(s, &chain, AUDIT_CASE, AUDIT_OBJ_CASE, low, detail, NULL, err);
}

bool
compare_set_apart(struct session *s, int64_t left, int64_t right, bool apart, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_row rows[2];
	bool found[2] = {false, false};
	int64_t low = left < right ? left : right, high = left < right ? right : left;

	if (!session_has(s, ROLE_OP | ROLE_DSP))
		return err_set(err, ERR_RULE, _("认定是不是同一件需要经办或分办岗位"));
	bool ok = case_row_load(s, left, &mem, &rows[0], &found[0], err) &&
		case_row_load(s, right, &mem, &rows[1], &found[1], err);

	if (ok && (!found[0] || !found[1] || left == right))
		ok = err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	if (ok && store_begin(s->store, err)) {
		ok = set_apart_in(s, low, high, apart, &mem, err);
		if (ok)
			ok = store_commit(s->store, err);
		else
			store_rollback(s->store);
	}
	arena_release(&mem);
	return ok && err->code == ERR_NONE;
}
