#include "core/serve/alerts.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_act.h"
#include "core/domain/case_list.h"
#include "core/domain/draft.h"
#include "core/domain/preference.h"

enum { HOT_SHOWN = 3, HOT_LEAST = 5, HOT_PERCENT = 50 };

#define HIDDEN "alerts.hidden" /* "20613 4 7:403": the day, and what is hidden on it */

/* Kinds that are a list of matters, for whom, and what the line says about how many there are. */
struct rule {
	enum alert_kind kind;
	uint32_t roles;
	const char *filter, *text;
};

static const struct rule rules[] = {
	{ALERT_SIGN, ROLE_HND | ROLE_HL, SLOT("view.filter|40", "单位:我 状态:待签收"),
		N_("待签收 %s 件")},
	{ALERT_SUPERVISED, ROLE_OP | ROLE_DSP, SLOT("view.filter|40", "我的 已督办 待办"),
		N_("督办在办 %s 件")},
	{ALERT_SUPERVISED, ROLE_HND | ROLE_HL, SLOT("view.filter|40", "单位:我 已督办 待办"),
		N_("督办在办 %s 件")},
	{ALERT_SUPERVISED, ROLE_DIR | ROLE_SUP | ROLE_LDR, SLOT("view.filter|40", "已督办 待办"),
		N_("督办在办 %s 件")},
	{ALERT_RETURNED, ROLE_DSP, SLOT("view.filter|40", "中心:我 状态:退单审"),
		N_("申请退单 %s 件, 等待裁定")},
	{ALERT_URGED, ROLE_OP | ROLE_DSP, SLOT("view.filter|40", "我的 催办>=2 待办"),
		N_("催过两次以上 %s 件")},
	{ALERT_URGED, ROLE_HND | ROLE_HL, SLOT("view.filter|40", "单位:我 催办>=2 待办"),
		N_("催过两次以上 %s 件")},
	{ALERT_HUNG, ROLE_OP | ROLE_DSP, SLOT("view.filter|40", "我的 状态:已挂账"),
		N_("挂账待复查 %s 件")},
};

enum { RULES = sizeof(rules) / sizeof(rules[0]) };

struct alerts {
	struct session *s;
	struct case_list *lists[RULES]; /* NULL: not for this person */
	struct case_list_count counts[RULES];
};

const char *
alert_word(enum alert_kind kind)
{
	static const char *const words[ALERT_KINDS] = {
		[ALERT_SIGNATURE] = SLOT("alert.kind|3", "签"),
		[ALERT_SIGN] = SLOT("alert.kind|3", "新"),
		[ALERT_SUPERVISED] = SLOT("alert.kind|3", "督"),
		[ALERT_RETURNED] = SLOT("alert.kind|3", "退"),
		[ALERT_URGED] = SLOT("alert.kind|3", "催"),
		[ALERT_HUNG] = SLOT("alert.kind|3", "挂"),
		[ALERT_DRAFT] = SLOT("alert.kind|3", "草"),
		[ALERT_HOT] = SLOT("alert.kind|3", "热")};

	return slot_text(words[kind]);
}

bool
alerts_open(struct alerts **out, struct session *s, struct err *err)
{
	struct alerts *a = xcalloc(1, sizeof(*a));
	struct filter_fault fault;
	uint32_t told = 0;

	*out = NULL;
	a->s = s;
	for (int i = 0; i < RULES; i++) {
		if ((told & 1U << rules[i].kind) != 0 || !session_has(s, rules[i].roles))
			continue;
		told |= 1U << rules[i].kind;
		if (!case_list_open(
			    &a->lists[i], s, slot_text(rules[i].filter), NULL, NULL, &fault, err)) {
			alerts_free(a);
			return false;
		}
	}
	*out = a;
	return true;
}

void
alerts_free(struct alerts *a)
{
	if (a == NULL)
		return;
	for (int i = 0; i < RULES; i++)
		case_list_free(a->lists[i]);
	free(a);
}

bool
alerts_refresh(struct alerts *a, struct err *err)
{
	for (int i = 0; i < RULES; i++) {
		if (a->lists[i] != NULL && !case_list_refresh(a->lists[i], err))
			return false;
		a->counts[i] = (struct case_list_count){0};
	}
	return true;
}

/* Short lists end at once, so several fit into a step; one that does not ends it. */
bool
alerts_step(struct alerts *a, bool *done, struct err *err)
{
	*done = true;
	for (int i = 0; i < RULES && *done; i++) {
		if (a->lists[i] == NULL || a->counts[i].done)
			continue;
		if (!case_list_count(a->lists[i], &a->counts[i], err))
			return false;
		*done = a->counts[i].done;
	}
	return true;
}

/* --- the lines */

struct lines {
	struct session *s;
	struct arena *mem;
	struct alert *items;
	size_t count;
	const char *hidden; /* "4 7:403" */
};

/* How a line is known in what is hidden. */
static void
key_of(const struct alert *a, char out[24])
{
	if (a->kind == ALERT_HOT)
		snprintf(out, 24, "%d:%d", (int)a->kind, a->category);
	else
		snprintf(out, 24, "%d", (int)a->kind);
}

static bool
is_hidden(const struct lines *l, const struct alert *a)
{
	char key[24];
	const char *p = l->hidden;

	key_of(a, key);
	size_t n = strlen(key);

	while ((p = strstr(p, key)) != NULL) {
		if ((p == l->hidden || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' '))
			return true;
		p += n;
	}
	return false;
}

static void
add(struct lines *l, struct alert alert)
{
	if (!is_hidden(l, &alert))
		l->items[l->count++] = alert;
}

static bool
add_own(struct lines *l, struct err *err)
{
	struct approval *approvals;
	size_t waiting;
	int drafts;

	if (!case_approvals(l->s, l->mem, &approvals, &waiting, err) ||
		!draft_count(l->s, &drafts, err))
		return false;
	if (waiting > 0)
		add(l,
			(struct alert){.kind = ALERT_SIGNATURE,
				.text = arena_printf(l->mem, _("待签批 %zu 件"), waiting)});
	if (drafts > 0)
		add(l,
			(struct alert){.kind = ALERT_DRAFT,
				.text = arena_printf(l->mem, _("草稿 %d 份"), drafts)});
	return true;
}

static void
add_lists(struct lines *l, const struct alerts *a)
{
	for (int i = 0; i < RULES; i++) {
		const struct case_list_count *c = &a->counts[i];

		if (a->lists[i] == NULL || c->n == 0)
			continue;
		const char *n = arena_printf(l->mem, c->more ? "%lld+" : "%lld", (long long)c->n);

		add(l,
			(struct alert){.kind = rules[i].kind,
				.text = arena_printf(l->mem, tr(rules[i].text), n),
				.filter = slot_text(rules[i].filter)});
	}
}

/* "电动车充电 7天18件 升180%": enough of them, and half as many again as in the week before. */
static void
add_hot(struct lines *l, const struct board *b)
{
	int shown = 0;

	for (size_t i = 0; i < b->hot_count && shown < HOT_SHOWN; i++) {
		const struct board_hot *h = &b->hot[i];
		const struct category *c = category_by_code(l->s->rules, h->category);

		if (c == NULL || h->week < HOT_LEAST ||
			h->week * 100 < h->before * (100 + HOT_PERCENT))
			continue;
		const char *rise = h->before > 0
			? arena_printf(l->mem, _(" 升%lld%%"),
				  (long long)((h->week - h->before) * 100 / h->before))
			: "";

		add(l,
			(struct alert){.kind = ALERT_HOT,
				.category = c->code,
				.text = arena_printf(l->mem, _("%s 7天%lld件%s"), word_now(c->name),
					(long long)h->week, rise),
				.filter = arena_printf(l->mem, _("类:%s 受理<7天"), c->letters)});
		shown++;
	}
}

/* What was hidden today; what was hidden before is forgotten. */
static bool
read_hidden(struct session *s, struct arena *mem, const char **out, struct err *err)
{
	const char *kept;
	char *end;

	if (!preference_get(s, HIDDEN, mem, &kept, err))
		return false;
	long day = strtol(kept, &end, 10);

	*out = day == day_from_utc(session_now(s)) && *end == ' ' ? end + 1 : "";
	return true;
}

bool
alerts_list(struct alerts *a, const struct board *board, struct arena *mem, struct alert **out,
	size_t *count, struct err *err)
{
	struct lines l = {.s = a->s,
		.mem = mem,
		.items = arena_array(mem, RULES + HOT_SHOWN + 2, sizeof(**out))};

	if (!read_hidden(a->s, mem, &l.hidden, err) || !add_own(&l, err))
		return false;
	add_lists(&l, a);
	add_hot(&l, board);
	*out = l.items;
	*count = l.count;
	return true;
}

bool
alert_put_off(struct session *s, const struct alert *alert, struct err *err)
{
	struct arena mem = ARENA_INIT;
	const char *hidden;
	char key[24];

	key_of(alert, key);
	bool ok = read_hidden(s, &mem, &hidden, err) &&
		preference_set(s, HIDDEN,
			arena_printf(&mem, "%d %s%s%s", day_from_utc(session_now(s)), hidden,
				*hidden != '\0' ? " " : "", key),
			err);

	arena_release(&mem);
	return ok;
}
