/*
 * What was typed in a dialog and not done yet: kept with the person's drafts, so that it is there again after Esc,
 * after a cut line and after a kill. Of dialogs over one matter only.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/draft.h"
#include "tui/screen/dialog.h"

static const char text_key[] = "form";

static const char *
draft_name(const struct dialog *d)
{
	return action_name(d->verb);
}

static const char *
as_text(const struct dialog *d, struct ui *ui)
{
	struct buf text;

	buf_init(&text);
	form_save(&d->form, &text);
	const char *copy = arena_strdup(ui->screen, text.text);

	buf_release(&text);
	return copy;
}

void
dialog_recall(struct dialog *d, struct ui *ui)
{
	struct err ignored = ERR_INIT;
	struct draft draft;
	bool found = false;

	d->kept = as_text(d, ui);
	if (d->count != 1 ||
		!draft_find(ui->session, draft_name(d), d->subjects[0].row.id, ui->screen, &draft,
			&found, &ignored) ||
		!found)
		return;
	d->draft_id = draft.id;
	d->draft_version = draft.version;
	for (size_t i = 0; i < draft.field_count; i++)
		if (strcmp(draft.fields[i].key, text_key) == 0)
			d->recalled = form_restore(&d->form, draft.fields[i].value);
	d->kept = as_text(d, ui);
	if (strtoll(draft.caret, NULL, 10) != d->subjects[0].row.version)
		dialog_tell_meanwhile(d, ui, &ignored);
}

void
dialog_keep(struct dialog *d, struct ui *ui)
{
	struct err ignored = ERR_INIT; /* the text is still in memory; the next pause tries again */
	const char *text = as_text(d, ui);
	const struct act_input field = {text_key, text};
	struct draft draft = {.id = d->draft_id,
		.version = d->draft_version,
		.form = draft_name(d),
		.case_id = d->subjects[0].row.id,
		.title = d->subjects[0].row.title,
		.caret = arena_printf(ui->scratch, "%lld", (long long)d->subjects[0].row.version),
		.fields = &field,
		.field_count = 1};

	if (d->count != 1 || strcmp(text, d->kept) == 0)
		return;
	if (draft_save(ui->session, &draft, &ignored)) {
		d->draft_id = draft.id;
		d->draft_version = draft.version;
		d->kept = text;
	}
}

void
dialog_forget(struct dialog *d, struct ui *ui)
{
	struct err ignored =
		ERR_INIT; /* what was done stands; an old draft is dropped after its days */

	if (d->draft_id != 0)
		draft_delete(ui->session, d->draft_id, &ignored);
	d->draft_id = 0;
	d->kept = as_text(d, ui);
}
