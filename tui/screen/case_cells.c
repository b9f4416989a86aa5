#include "tui/screen/case_cells.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_link.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "core/serve/case_view.h"

enum role
light_role(enum light light)
{
	static const enum role roles[] = {ROLE_GREEN, ROLE_YELLOW, ROLE_RED, ROLE_GREY, ROLE_DIM};

	return roles[light];
}

enum role
state_role(enum case_state state)
{
	switch (state) {
	case CASE_REGISTERED:
		return ROLE_NEW;
	case CASE_RETURN_REQ:
	case CASE_REOPENED:
		return ROLE_WARN;
	case CASE_MEDIATION:
	case CASE_COORDINATION:
		return ROLE_INFO;
	case CASE_SUSPENDED:
		return ROLE_GREY;
	default:
		return state_is_open(state) ? ROLE_FG : ROLE_DIM;
	}
}

const char *
case_brief(const struct ui *ui, const struct case_row *row)
{
	char no[CASE_NO_BRIEF_BYTES];

	case_no_brief(row->no, day_from_utc(ui->now_utc), no);
	return arena_strdup(ui->scratch, no);
}

void
pen_case_no(struct pen *p, enum role role, const char *brief)
{
	enum { USUAL_CELLS = 8 };
	int cells = show_width(brief);

	pen_field(p, role, cells > USUAL_CELLS ? cells : USUAL_CELLS, brief);
	pen_gap(p, 1);
}

const char *
case_company(const struct ui *ui, const struct case_view *view)
{
	const char *works = "", *looks = "";

	if (*view->holder != '\0')
		works = arena_printf(ui->scratch, _("%s 正在办"), view->holder);
	if (*view->lookers != '\0')
		looks = arena_printf(ui->scratch, _("%s 正在看"), view->lookers);
	if (*works == '\0' && *looks == '\0')
		return NULL;
	return arena_printf(
		ui->scratch, "%s%s%s", works, *works != '\0' && *looks != '\0' ? "   " : "", looks);
}

const char *
case_link_word(const struct ui *ui, int kind)
{
	const struct choice *c = choice_by_value(ui->session->rules, CHOICE_LINK, kind);

	return c != NULL ? word_now(c->name) : "";
}

const char *
case_link_brief(const struct ui *ui, const struct case_link *link)
{
	const struct case_row row = {.no = link->no};

	return case_brief(ui, &row);
}

const char *
category_brief(const struct ui *ui, int code)
{
	const struct category *c = category_by_code(ui->session->rules, code);

	if (c == NULL)
		return "-";
	return i18n_lang() == LANG_EN ? c->letters : c->brief;
}

void
cell_light(const void *row, const struct ui *ui, struct ink *out)
{
	enum light light = case_light(row, ui->now_utc);

	ink_add(out, light_role(light), words_light(light));
}

void
cell_number(const void *row, const struct ui *ui, struct ink *out)
{
	ink_add(out, ROLE_FG, case_brief(ui, row));
}

void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct case_row *)row)->title);
}

void
cell_category(const void *row, const struct ui *ui, struct ink *out)
{
	ink_add(out, ROLE_FG, category_brief(ui, ((const struct case_row *)row)->cat));
}

static void
name_or_dash(struct ink *out, const char *name)
{
	ink_add(out, *name != '\0' ? ROLE_FG : ROLE_DIM, *name != '\0' ? name : "-");
}

void
cell_unit(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	name_or_dash(out, ((const struct case_row *)row)->unit);
}

void
cell_state(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_row *c = row;

	(void)ui;
	ink_add(out, (c->flags & CASE_PENDING) != 0 ? ROLE_INFO : state_role(c->state),
		word_now(state_word(c->state)));
}

void
cell_left(const void *row, const struct ui *ui, struct ink *out)
{
	char left[WORDS_BYTES];
	enum light light = case_light(row, ui->now_utc);

	words_left(row, ui->now_utc, left);
	ink_add(out, light == LIGHT_RED || light == LIGHT_YELLOW ? light_role(light) : ROLE_FG,
		left);
}

void
cell_channel(const void *row, const struct ui *ui, struct ink *out)
{
	const struct choice *c = choice_by_value(
		ui->session->rules, CHOICE_CHANNEL, ((const struct case_row *)row)->channel);

	name_or_dash(out, c != NULL ? word_now(c->brief) : "");
}

void
cell_estate(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	name_or_dash(out, ((const struct case_row *)row)->estate);
}

void
cell_clerk(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	name_or_dash(out, ((const struct case_row *)row)->clerk);
}

/* In order of weight (ux 2.3). What takes more than the row to know stands on other screens. */
static const struct stamp {
	const char *zh, *en;
	enum role role;
} stamps[] = {
	{"密", "X", ROLE_SEALED},
	{"督", "S", ROLE_RED},
	{"跟", "F", ROLE_RED},
	{"催", "U", ROLE_WARN},
	{"重", "K", ROLE_WARN},
	{"难", "H", ROLE_WARN},
	{"退", "B", ROLE_WARN},
	{"延", "E", ROLE_INFO},
	{"联", "J", ROLE_INFO},
	{"并", "M", ROLE_INFO},
	{"会", "T", ROLE_INFO},
	{"新", "N", ROLE_NEW},
};

enum { STAMPS = sizeof(stamps) / sizeof(stamps[0]), STAMPS_IN_A_ROW = 2 };

/* How often each stamp is due; 0: not at all. */
static void
count_stamps(const struct case_row *row, int counts[STAMPS])
{
	const uint32_t f = row->flags;
	const int n[STAMPS] = {(f & CASE_SEALED) != 0, (f & CASE_SUPERVISED) != 0,
		(f & CASE_FOLLOWED) != 0, row->urged, row->tier == TIER_KEY, row->tier == TIER_HARD,
		row->returned, row->extended, row->joint > 1 ? row->joint : 0, row->merged,
		(f & CASE_ON_AGENDA) != 0, (f & CASE_OPENED) == 0 && state_is_open(row->state)};

	for (int i = 0; i < STAMPS; i++)
		counts[i] = n[i];
}

void
case_stamps_few(struct ink *out, const struct case_row *row, int most)
{
	int counts[STAMPS], shown = 0;

	count_stamps(row, counts);
	for (int i = 0; i < STAMPS && shown < most; i++) {
		bool english = i18n_lang() == LANG_EN;

		if (counts[i] == 0)
			continue;
		ink_addf(out, stamps[i].role, "%s%s", english && out->text.len > 0 ? " " : "",
			english ? stamps[i].en : stamps[i].zh);
		shown++;
	}
}

void
cell_stamps(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	case_stamps_few(out, row, STAMPS_IN_A_ROW);
}

void
case_stamps(struct ink *out, const struct case_row *row)
{
	int counts[STAMPS];

	count_stamps(row, counts);
	for (int i = 0; i < STAMPS; i++) {
		if (counts[i] == 0)
			continue;
		ink_addf(out, stamps[i].role, " %s",
			i18n_lang() == LANG_EN ? stamps[i].en : stamps[i].zh);
		if (counts[i] > 1)
			ink_addf(out, stamps[i].role, "%d", counts[i]);
	}
}

void
cell_grid(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	name_or_dash(out, ((const struct case_row *)row)->grid);
}

void
cell_tier(const void *row, const struct ui *ui, struct ink *out)
{
	enum tier tier = ((const struct case_row *)row)->tier;

	name_or_dash(out, tier != TIER_NONE ? word_now(ui->session->rules->tiers[tier].brief) : "");
}

void
cell_joint(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_addf(out, ROLE_FG, "%d", ((const struct case_row *)row)->joint);
}

void
cell_score(const void *row, const struct ui *ui, struct ink *out)
{
	const struct choice *c = choice_by_value(
		ui->session->rules, CHOICE_SATISFIED, ((const struct case_row *)row)->score);

	name_or_dash(out, c != NULL ? word_now(c->brief) : "");
}

void
cell_updated(const void *row, const struct ui *ui, struct ink *out)
{
	char at[WORDS_BYTES];

	words_time(((const struct case_row *)row)->updated_at, ui->now_utc, at);
	ink_add(out, ROLE_DIM, at);
}
