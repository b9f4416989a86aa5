/* Reads what the triage screen shows of a matter, and of those that come next. */
#include "core/base/i18n.h"
#include "core/domain/case_party.h"
#include "core/domain/snooze.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/triage_model.h"

enum { CALLER_CASES = 4 };

bool
triage_waits(enum case_state state)
{
	return state == CASE_REGISTERED || state == CASE_ACCEPTED || state == CASE_REOPENED;
}

bool
triage_begin(struct triage_model *m, struct ui *ui, struct err *err)
{
	struct filter_fault fault;
	struct case_list_count count = {0};

	if (!case_list_open(&m->list, ui->session, m->filter, NULL, NULL, &fault, err))
		return false;
	while (!count.done && !count.more)
		if (!case_list_count(m->list, &count, err))
			return false;
	m->total = count.n;
	return triage_step(m, ui, 1, err);
}

static enum triage_end
end_of(enum case_state state)
{
	switch (state) {
	case CASE_MERGED:
		return END_MERGED;
	case CASE_REJECTED:
	case CASE_REFERRED:
		return END_RETURNED;
	case CASE_REPLIED:
		return END_ANSWERED;
	case CASE_DISPATCHED:
	case CASE_IN_PROGRESS:
		return END_ROUTED;
	default:
		return END_OTHER;
	}
}

/* The matter shown. What a dialog has done to it counts; what a colleague did is left behind in silence. */
static bool
read_matter(struct triage_model *m, struct ui *ui, struct err *err)
{
	while (m->id != 0) {
		bool found = false;
		struct case_view view;

		if (!case_view_load(ui->session, m->id, ui->load, &view, &found, err))
			return false;
		int64_t asleep = 0;

		if (found && !m->fresh && !snooze_of(ui->session, m->id, &asleep, err))
			return false;
		if (found && asleep == 0 && triage_waits(view.row.state) &&
			(view.row.flags & CASE_PENDING) == 0) {
			m->view = view;
			return true;
		}
		if (asleep != 0)
			m->put_off++;
		else if (found && !m->fresh && view.event_count > 0 &&
			view.events[0].actor == ui->session->staff_id)
			triage_note(m, ui, end_of(view.row.state));
		else
			m->locked++;
		if (!triage_step(m, ui, 1, err))
			return false;
	}
	return true;
}

/* A plan that cannot be carried out is shown with the reason; that is no failure of reading. */
static void
read_preview(struct triage_model *m, struct ui *ui)
{
	struct err why = ERR_INIT;
	struct case_plan plan = {.category = triage_category(m),
		.tier = triage_tier(m),
		.condition = m->proposal.condition != NULL ? m->proposal.condition->key : NULL,
		.accept_only = m->accept_only};

	m->has_preview = case_preview(ui->session, m->id, &plan, &m->preview, &why);
	m->why_not = m->has_preview ? NULL : arena_strdup(ui->load, why.text);
}

static bool
read_caller(struct triage_model *m, struct ui *ui, struct err *err)
{
	const struct case_view *v = &m->view;

	m->call_count = 0;
	if (v->reporter_count == 0 || !case_sees_reporters(ui->session, &v->row) ||
		*v->reporters[0].phone == '\0')
		return true;
	return case_by_phone(ui->session, v->reporters[0].phone, CALLER_CASES, ui->load, &m->calls,
		&m->call_count, err);
}

static bool
read_proposal(struct triage_model *m, struct ui *ui, struct err *err)
{
	const struct case_row *row = &m->view.row;

	m->accept_only = row->state == CASE_REGISTERED && !session_has(ui->session, ROLE_DSP);
	if (!case_propose(ui->session, row, m->chosen_category, ui->load, &m->proposal, err))
		return false;
	read_preview(m, ui);
	return case_duplicates(ui->session, row, m->view.texts.body, triage_category(m), ui->load,
		       m->likes, &m->like_count, err) &&
		suggest_like_counts(ui->session, triage_category(m), row->estate_id, row->county,
			&m->counts, err);
}

/* For high screens. A page that is not full yet is shown as far as it goes. */
static bool
read_next(struct triage_model *m, struct ui *ui, struct err *err)
{
	struct case_page page;

	m->next_count = 0;
	if (ui->rows < TRIAGE_HIGH)
		return true;
	if (!case_list_page(m->list, PAGE_AFTER, &m->cursor, TRIAGE_NEXT, ui->load, &page, err))
		return false;
	for (size_t i = 0; i < page.count; i++) {
		struct triage_next *n = &m->next[m->next_count];
		struct case_proposal p;

		if (triage_is_skipped(m, page.rows[i].id))
			continue;
		if (!case_propose(ui->session, &page.rows[i], 0, ui->load, &p, err))
			return false;
		*n = (struct triage_next){page.rows[i], p.category, p.category_percent,
			p.unit_count > 0 ? p.units[0].percent : 0,
			p.unit_count > 0 ? p.units[0].unit.brief : ""};
		m->next_count++;
	}
	return true;
}

bool
triage_read(struct triage_model *m, struct ui *ui, struct err *err)
{
	if (!case_list_refresh(m->list, err) || !triage_recount(m, ui, err) ||
		!read_matter(m, ui, err))
		return false;
	if (m->id != 0 &&
		(!read_proposal(m, ui, err) || !read_caller(m, ui, err) || !read_next(m, ui, err)))
		return false;
	m->fresh = false;
	return true;
}
