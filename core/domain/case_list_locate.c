/* Where in a list a matter stands. */
#include "core/domain/case_list_inner.h"

/* A matter that has left the list stands where it stood: among the open ones, or in the last phase. */
static bool
stands_in(struct case_list *list, const struct phase *ph, struct case_facts *f, bool member,
	bool *stands, struct err *err)
{
	struct work work = {WORK_CALL};

	for (size_t i = 0; member && i < ph->part_count && !*stands; i++)
		if (!facts_decide(list, ph->parts[i].pred, f, &work, stands, err))
			return false;
	if (member)
		return true;
	*stands = ph->kind == PHASE_STREAMS &&
		index_is_open(ph->streams[0].index) ==
			state_is_open((enum case_state)f->value[COL_STATE]);
	return true;
}

static bool
locate_in_phases(struct case_list *list, struct case_facts *f, struct case_cursor *out, bool member,
	struct err *err)
{
	bool stands = false;

	for (size_t i = 0; i < list->phase_count && !stands; i++) {
		const struct phase *ph = &list->phases[i];
		enum case_col key =
			ph->kind == PHASE_STREAMS ? index_key_column(ph->streams[0].index) : COL_ID;
		struct index_key at = {f->value[key], 0, f->value[COL_ID]};

		if (!stands_in(list, ph, f, member, &stands, err))
			return false;
		*out = cursor_at(i, &at);
	}
	return true;
}

bool
case_list_locate(struct case_list *list, int64_t id, struct case_cursor *out, bool *member,
	bool *found, struct err *err)
{
	struct case_facts f = {.value = {[COL_ID] = id}};
	struct work work = {WORK_CALL};
	bool seen = false;

	*member = false;
	*out = (struct case_cursor){0};
	bool ok = facts_read_row(list->s, &f, found, err) &&
		(!*found || facts_decide(list, list->allowed, &f, &work, &seen, err));

	*found = ok && *found && seen;
	if (!*found)
		return ok;
	if (!facts_decide(list, list->pred, &f, &work, member, err))
		return false;
	if (list->sort == SORT_COLLECT) {
		struct sorted row = {.id = id};

		sort_keys(list, &f, row.key);
		*out = cursor_of_sorted(&row);
		return true;
	}
	return locate_in_phases(list, &f, out, *member, err);
}
