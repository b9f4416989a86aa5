#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/area.h"

static void
read_rights(struct case_list *list)
{
	const struct session *s = list->s;
	struct arena *mem = &list->mem;
	struct pred *open = pred_all(mem), *area = pred_all(mem);
	struct pred *own = pred_or(mem, pred_is(mem, COL_UNIT, s->unit_id),
		pred_or(mem, pred_is(mem, COL_DESK, s->unit_id),
			pred_is(mem, COL_HELPER, s->unit_id)));

	for (size_t i = 0; i < s->rules->category_count && !session_has(s, ROLE_DISC); i++)
		if (s->rules->categories[i].sealed)
			open = pred_and(mem, open,
				pred_not(mem, pred_is(mem, COL_CAT, s->rules->categories[i].code)));
	if (!session_watches_area(s))
		area = pred_none(mem);
	else if (s->scope.level > AREA_CITY)
		area = pred_between(mem, COL_PLACE, s->scope.place_low, s->scope.place_high);
	list->rights = (struct rights){open, area, pred_not(mem, pred_without(mem, area, 0)), own};
	list->allowed = pred_and(mem, pred_without(mem, open, 0),
		pred_or(mem, pred_without(mem, area, 0), pred_without(mem, own, 0)));
}

/* The order named by the caller, where the filter names none. */
static bool
read_order(struct case_list *list, struct err *err)
{
	struct filter_fault fault;
	struct filter order;
	const char *text;

	if (list->order == NULL || list->filter.filter.sort_count > 0)
		return true;
	list->backwards = strcmp(list->order, "-") == 0;
	if (list->backwards)
		return true;
	text = arena_printf(&list->mem, "排:%s", list->order);
	if (!filter_parse(&order, &filter_cases, text, &list->mem, &fault, err))
		return false;
	memcpy(list->filter.filter.sorts, order.sorts, sizeof(order.sorts));
	list->filter.filter.sort_count = order.sort_count;
	return true;
}

static bool
read_list(struct case_list *list, struct filter_fault *fault, struct err *err)
{
	list->now = session_now(list->s);
	list->today = day_from_utc(list->now);
	if (!case_filter_read(
		    &list->filter, list->s, list->text, &list->tags, &list->mem, fault, err) ||
		!read_order(list, err))
		return false;
	read_rights(list);
	list->pred = pred_and(&list->mem, pred_without(&list->mem, list->filter.pred, 0),
		pred_without(&list->mem, list->allowed, 0));
	return case_list_sorts(list, err) && case_list_plan(list, err);
}

bool
case_list_open(struct case_list **out, struct session *s, const char *filter, const char *order,
	const struct case_tags *tags, struct filter_fault *fault, struct err *err)
{
	struct case_list *list = xcalloc(1, sizeof(*list));

	*out = NULL;
	list->s = s;
	list->work = WORK_CALL;
	for (int i = 0; i < CASE_TEXT_COUNT; i++)
		buf_init(&list->texts[i]);
	list->text = xstrdup(filter);
	list->order = order != NULL && *order != '\0' ? xstrdup(order) : NULL;
	if (tags != NULL && tags->count > 0) {
		list->tag_ids = xmalloc(tags->count * sizeof(*list->tag_ids));
		memcpy(list->tag_ids, tags->ids, tags->count * sizeof(*list->tag_ids));
		list->tags = (struct case_tags){list->tag_ids, tags->count};
	}
	if (!read_list(list, fault, err)) {
		case_list_free(list);
		return false;
	}
	*out = list;
	return true;
}

void
case_list_free(struct case_list *list)
{
	if (list == NULL)
		return;
	collected_clear(&list->collected);
	arena_release(&list->mem);
	for (int i = 0; i < CASE_TEXT_COUNT; i++)
		buf_release(&list->texts[i]);
	free(list->text);
	free(list->order);
	free(list->tag_ids);
	free(list);
}

bool
case_list_refresh(struct case_list *list, struct err *err)
{
	struct filter_fault fault;
	struct case_list again = *list;

	again.mem = (struct arena)ARENA_INIT;
	again.collected = (struct collected){0};
	again.count = (struct case_list_count){0};
	again.count_phase = again.count_part = 0;
	again.count_begun = false;
	if (!read_list(&again, &fault, err)) {
		arena_release(&again.mem);
		return false;
	}
	collected_clear(&list->collected);
	arena_release(&list->mem);
	*list = again;
	return true;
}

const char *
case_list_words(const struct case_list *list)
{
	return list->filter.words;
}

const char *
case_list_note(const struct case_list *list)
{
	if (list->collected.dropped)
		return _("太多了, 只排了前面的一部分");
	return list->filter.note;
}

static void
sort_name(struct buf *b, enum case_filter_field field, bool descending)
{
	size_t i = 0;

	while (filter_cases.fields[i].id != (int)field)
		i++;
	buf_addstr(b, descending ? "-" : "");
	buf_addstr(b, filter_name(&filter_cases.fields[i].names, i18n_lang()));
}

const char *
case_list_order(const struct case_list *list, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < list->sort_count; i++) {
		buf_addstr(&b, i > 0 ? "," : "");
		sort_name(&b, list->sorts[i].field, list->sorts[i].descending);
	}
	if (list->sort_count == 0)
		sort_name(&b, list->open_only ? CF_DUE : CF_OPENED, !list->open_only);
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

const struct filter *
case_list_filter(const struct case_list *list)
{
	return &list->filter.filter;
}
