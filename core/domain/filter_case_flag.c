/* Flag words and what they stand for. */
#include "core/domain/filter_case_inner.h"

#include "core/base/date.h"
#include "core/domain/case.h"
#include "core/domain/snooze.h"

struct flag_column {
	enum case_filter_flag flag;
	enum case_col column;
	int64_t low; /* at least; 0: a bit */
	int64_t bits;
};

static const struct flag_column columns[] = {
	{CFL_WATCHED, COL_FLAGS, 0, CASE_SUPERVISED},
	{CFL_ON_AGENDA, COL_FLAGS, 0, CASE_ON_AGENDA},
	{CFL_HAS_FILES, COL_FLAGS, 0, CASE_HAS_FILES},
	{CFL_ANONYMOUS, COL_FLAGS, 0, CASE_ANONYMOUS},
	{CFL_URGED, COL_URGED, 1, 0},
	{CFL_RETURNED, COL_RETURNED, 1, 0},
	{CFL_EXTENDED, COL_EXTENDED, 1, 0},
	{CFL_MERGED, COL_MERGED, 1, 0},
};

static struct pred *
column_flag(struct reading *r, enum case_filter_flag flag)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct flag_column *c = &columns[i];

		if (c->flag == flag)
			return c->bits != 0 ? pred_bits(r->mem, c->column, c->bits)
					    : pred_between(r->mem, c->column, c->low, INT64_MAX);
	}
	return NULL;
}

static struct pred *
tagged(struct reading *r)
{
	if (r->tags == NULL)
		return pred_none(r->mem);
	return pred_one_of(r->mem, COL_ID, r->tags->ids, r->tags->count);
}

/* What this person has put off and sleeps still. */
static bool
put_off(struct reading *r, struct pred **out)
{
	int64_t *ids;
	size_t n;

	if (!snooze_list(r->s, r->mem, &ids, &n, r->err))
		return false;
	*out = n > 0 ? pred_one_of(r->mem, COL_ID, ids, n) : pred_none(r->mem);
	return true;
}

/* What is still to end today; what ran out this morning is overdue. */
static struct pred *
ends_today(struct reading *r)
{
	int64_t end = day_to_utc(r->today + 1) - 1;

	return pred_and(r->mem, open_pred(r), pred_between(r->mem, COL_DUE, r->now, end));
}

bool
read_flag(struct reading *r, const struct filter_node *n, struct pred **out)
{
	const char *name = filter_name(&n->flag->names, i18n_lang());
	enum case_filter_flag flag = (enum case_filter_flag)n->flag->id;

	buf_addstr(&r->words, name);
	switch (flag) {
	case CFL_OVERDUE:
	case CFL_RED:
		*out = light_pred(r, 1U << LIGHT_RED);
		break;
	case CFL_SOON:
	case CFL_YELLOW:
		*out = light_pred(r, 1U << LIGHT_YELLOW);
		break;
	case CFL_GREEN:
		*out = light_pred(r, 1U << LIGHT_GREEN);
		break;
	case CFL_TODAY:
		*out = ends_today(r);
		break;
	case CFL_MINE:
		*out = handler_pred(r, &r->s->staff_id, 1);
		break;
	case CFL_NEW:
		*out = pred_and(r->mem, open_pred(r),
			pred_not(r->mem, pred_bits(r->mem, COL_FLAGS, CASE_OPENED)));
		break;
	case CFL_KEY:
	case CFL_HARD:
		*out = pred_is(r->mem, COL_TIER, flag == CFL_KEY ? TIER_KEY : TIER_HARD);
		break;
	case CFL_OPEN:
		*out = open_pred(r);
		break;
	case CFL_TAGGED:
		*out = tagged(r);
		break;
	case CFL_SNOOZED:
		return put_off(r, out);
	case CFL_SHIFT:
		reading_note(r, _("「%s」还没有记录, 查不到"), name);
		*out = pred_none(r->mem);
		break;
	default:
		*out = column_flag(r, flag);
		break;
	}
	return true;
}
