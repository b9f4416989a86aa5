/* Which matter comes next, and what became of those before. */
#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/domain/case_number.h"
#include "core/domain/claim.h"
#include "core/domain/takeback.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/triage_model.h"

enum { LONGEST_MS = 600000 }; /* who looks at one matter longer has been called away */

bool
triage_is_skipped(const struct triage_model *m, int64_t id)
{
	for (size_t i = 0; i < m->skip_count; i++)
		if (m->skipped[i] == id)
			return true;
	return false;
}

/* The first time round those that were skipped wait for the end; then it is their turn and nobody else's. */
static bool
is_candidate(struct triage_model *m, struct ui *ui, int64_t id, bool *yes, struct err *err)
{
	struct claim claim;

	*yes = triage_is_skipped(m, id) == m->skipped_round;
	if (!*yes)
		return true;
	if (!claim_look(ui->session, id, ui->scratch, &claim, err))
		return false;
	*yes = *claim.holder == '\0';
	m->locked += !*yes;
	return true;
}

/* Others are told that somebody is at it; a database that is only read tells nobody. */
static void
go_to(struct triage_model *m, struct ui *ui, int64_t id)
{
	struct err ignored = ERR_INIT;
	struct claim claim;

	if (m->id != 0)
		claim_drop(ui->session, m->id, &ignored);
	m->id = id;
	m->fresh = true;
	m->scroll = 0;
	m->over = id == 0;
	ui->appeared = true;
	triage_forget_choice(m);
	if (id == 0)
		return;
	claim_take(ui->session, id, ui->scratch, &claim, &ignored);
	case_mark_seen(ui->session, id, &ignored);
}

static bool
next_of(struct triage_model *m, struct ui *ui, int dir, bool *found, int64_t *id, struct err *err)
{
	struct case_page page;
	struct case_cursor at = m->cursor;
	enum case_page_from from = dir < 0 ? PAGE_BEFORE : m->started ? PAGE_AFTER : PAGE_FIRST;

	*found = false;
	do {
		if (!case_list_page(m->list, from, &at, 1, ui->scratch, &page, err))
			return false;
		at = page.reached;
		from = dir < 0 ? PAGE_BEFORE : PAGE_AFTER;
	} while (page.count == 0 && page.pending);
	if (page.count == 0)
		return true;
	m->started = true;
	m->cursor = page.cursors[0];
	*id = page.rows[0].id;
	*found = true;
	return true;
}

/* What was skipped comes back at the end, once by itself. */
static bool
end_of_list(struct triage_model *m, struct ui *ui, struct err *err)
{
	if (m->skip_count == 0 || m->skipped_round) {
		go_to(m, ui, 0);
		return true;
	}
	m->skipped_round = true;
	m->started = false;
	return triage_step(m, ui, 1, err);
}

bool
triage_step(struct triage_model *m, struct ui *ui, int dir, struct err *err)
{
	struct case_cursor was = m->cursor;

	for (;;) {
		bool found = false, yes = false;
		int64_t id = 0;

		if (!next_of(m, ui, dir, &found, &id, err))
			return false;
		if (!found && dir > 0)
			return end_of_list(m, ui, err);
		if (!found) {
			m->cursor = was;
			return true;
		}
		if (!is_candidate(m, ui, id, &yes, err))
			return false;
		if (yes) {
			go_to(m, ui, id);
			return true;
		}
	}
}

void
triage_skip(struct triage_model *m)
{
	if (triage_is_skipped(m, m->id) || m->skip_count == TRIAGE_SKIPS)
		return;
	m->skipped[m->skip_count++] = m->id;
	m->ends[END_SKIPPED]++;
}

bool
triage_show(struct triage_model *m, struct ui *ui, int64_t id, struct err *err)
{
	struct case_cursor at;
	bool member = false, found = false;

	if (!case_list_locate(m->list, id, &at, &member, &found, err))
		return false;
	if (!found)
		return true;
	m->cursor = at;
	m->started = true;
	go_to(m, ui, id);
	return true;
}

static void
unskip(struct triage_model *m)
{
	for (size_t i = 0; i < m->skip_count; i++)
		if (m->skipped[i] == m->id) {
			m->skipped[i] = m->skipped[--m->skip_count];
			m->ends[END_SKIPPED]--;
			return;
		}
}

void
triage_note(struct triage_model *m, const struct ui *ui, enum triage_end end)
{
	size_t kept = m->done_count < TRIAGE_DONE_SHOWN ? m->done_count : TRIAGE_DONE_SHOWN - 1;
	struct triage_done *d = &m->done[0];
	const struct unit_guess *unit = triage_unit(m);
	int64_t spent = ui->mono_ms - ui->shown_ms;

	unskip(m);
	m->ends[end]++;
	m->busy_ms += spent < LONGEST_MS ? spent : LONGEST_MS;
	memmove(m->done + 1, m->done, kept * sizeof(*m->done));
	m->done_count = kept + 1;
	*d = (struct triage_done){.case_id = m->id, .end = end};
	snprintf(d->brief, sizeof(d->brief), "%s", case_brief(ui, &m->view.row));
	snprintf(d->title, sizeof(d->title), "%s", m->view.row.title);
	snprintf(d->category, sizeof(d->category), "%s", category_brief(ui, triage_category(m)));
	snprintf(d->unit, sizeof(d->unit), "%s", unit != NULL ? unit->unit.brief : "");
}

int64_t
triage_handled(const struct triage_model *m)
{
	int64_t n = 0;

	for (int end = 0; end < END_SKIPPED; end++)
		n += m->ends[end];
	return n;
}

static void
forget_done(struct triage_model *m, size_t at)
{
	m->ends[m->done[at].end]--;
	m->undone++;
	memmove(m->done + at, m->done + at + 1, (m->done_count - at - 1) * sizeof(*m->done));
	m->done_count--;
}

bool
triage_recount(struct triage_model *m, struct ui *ui, struct err *err)
{
	struct takeback *back;
	size_t count;

	if (m->done_count == 0)
		return true;
	if (!takeback_list(ui->session, ui->scratch, &back, &count, err))
		return false;
	for (size_t i = 0; i < m->done_count; i++) {
		struct triage_done *d = &m->done[i];
		bool was_held = d->until_utc > ui->now_utc, held = false;

		for (size_t k = 0; k < count && !held; k++)
			if (back[k].case_id == d->case_id && back[k].how == TAKEBACK_UNDO) {
				d->until_utc = back[k].until_at;
				held = true;
			}
		if (held)
			continue;
		d->until_utc = 0;
		if (!was_held)
			continue;
		int64_t id = d->case_id;
		struct case_row row;
		bool found = false;

		if (!case_row_load(ui->session, id, ui->scratch, &row, &found, err))
			return false;
		if (!found || !triage_waits(row.state))
			continue;
		forget_done(m, i);
		return triage_show(m, ui, id, err);
	}
	return true;
}
