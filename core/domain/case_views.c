#include "core/domain/case_count.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"

struct view {
	const char *name;
	const char *filter; /* each language has its own words for the same one */
};

/* Of those who take in and route, of those who handle, and of those who look after all. */
static const struct view clerk_views[CASE_VIEWS] = {
	{SLOT("view.name|8", "我的"), SLOT("view.filter|40", "我的 待办")},
	{SLOT("view.name|8", "超期"), SLOT("view.filter|40", "我的 超期")},
	{SLOT("view.name|8", "今日"), SLOT("view.filter|40", "我的 今日")},
	{SLOT("view.name|8", "待分办"), SLOT("view.filter|40", "中心:我 状态:待受理,待分办")},
	{SLOT("view.name|8", "待问效"), SLOT("view.filter|40", "我的 状态:待问效")},
	{SLOT("view.name|8", "督办"), SLOT("view.filter|40", "我的 已督办 待办")},
	{SLOT("view.name|8", "退回"), SLOT("view.filter|40", "我的 退回过 待办")},
	{SLOT("view.name|8", "全部"), ""},
};

static const struct view handler_views[CASE_VIEWS] = {
	{SLOT("view.name|8", "本单位"), SLOT("view.filter|40", "单位:我 待办")},
	{SLOT("view.name|8", "超期"), SLOT("view.filter|40", "单位:我 超期")},
	{SLOT("view.name|8", "今日"), SLOT("view.filter|40", "单位:我 今日")},
	{SLOT("view.name|8", "待签收"), SLOT("view.filter|40", "单位:我 状态:待签收")},
	{SLOT("view.name|8", "待核验"), SLOT("view.filter|40", "单位:我 状态:待核验")},
	{SLOT("view.name|8", "督办"), SLOT("view.filter|40", "单位:我 已督办 待办")},
	{SLOT("view.name|8", "退回"), SLOT("view.filter|40", "单位:我 退回过 待办")},
	{SLOT("view.name|8", "全部"), ""},
};

static const struct view leader_views[CASE_VIEWS] = {
	{SLOT("view.name|8", "待办"), SLOT("view.filter|40", "待办")},
	{SLOT("view.name|8", "超期"), SLOT("view.filter|40", "超期")},
	{SLOT("view.name|8", "今日"), SLOT("view.filter|40", "今日")},
	{SLOT("view.name|8", "待分办"), SLOT("view.filter|40", "状态:待受理,待分办")},
	{SLOT("view.name|8", "待问效"), SLOT("view.filter|40", "状态:待问效")},
	{SLOT("view.name|8", "督办"), SLOT("view.filter|40", "已督办 待办")},
	{SLOT("view.name|8", "退回"), SLOT("view.filter|40", "退回过 待办")},
	{SLOT("view.name|8", "全部"), ""},
};

static const struct view *
views_of(const struct session *s)
{
	if (session_has(s, ROLE_OP | ROLE_DSP))
		return clerk_views;
	if (session_has(s, ROLE_HND | ROLE_HL | ROLE_GRD | ROLE_MED))
		return handler_views;
	return leader_views;
}

const char *
case_view_name(const struct session *s, int view)
{
	return slot_text(views_of(s)[view].name);
}

const char *
case_view_filter(const struct session *s, int view)
{
	return slot_text(views_of(s)[view].filter);
}

const char *
case_view_list(const struct session *s, int view)
{
	const struct view *views = views_of(s);

	if (view == 0 && views == clerk_views)
		return C_("view.filter|40", "我的 待办 -搁置");
	if (view == 0 && views == handler_views)
		return C_("view.filter|40", "单位:我 待办 -搁置");
	return case_view_filter(s, view);
}

struct case_views {
	struct session *s;
	struct case_list *lists[CASE_VIEWS];
	struct case_list_count counts[CASE_VIEWS];
};

bool
case_views_open(struct case_views **out, struct session *s, struct err *err)
{
	struct case_views *v = xcalloc(1, sizeof(*v));
	struct filter_fault fault;

	*out = NULL;
	v->s = s;
	for (int i = 0; i < CASE_VIEWS; i++)
		if (!case_list_open(
			    &v->lists[i], s, case_view_list(s, i), NULL, NULL, &fault, err)) {
			case_views_free(v);
			return false;
		}
	*out = v;
	return true;
}

void
case_views_free(struct case_views *v)
{
	if (v == NULL)
		return;
	for (int i = 0; i < CASE_VIEWS; i++)
		case_list_free(v->lists[i]);
	free(v);
}

bool
case_views_refresh(struct case_views *v, struct err *err)
{
	for (int i = 0; i < CASE_VIEWS; i++) {
		if (!case_list_refresh(v->lists[i], err))
			return false;
		v->counts[i] = (struct case_list_count){0};
	}
	return true;
}

/* Small lists finish at once, so several fit into a step; one that does not ends it. */
bool
case_views_step(struct case_views *v, struct case_list_count counts[CASE_VIEWS], bool *done,
	struct err *err)
{
	bool ok = true;

	for (int i = 0; ok && i < CASE_VIEWS; i++) {
		if (v->counts[i].done)
			continue;
		ok = case_list_count(v->lists[i], &v->counts[i], err);
		if (!v->counts[i].done)
			break;
	}
	*done = true;
	for (int i = 0; i < CASE_VIEWS; i++) {
		counts[i] = v->counts[i];
		*done = *done && v->counts[i].done;
	}
	return ok;
}
