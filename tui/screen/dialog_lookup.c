/* What is looked up in the lines of a dialog: units, people, categories, grids, matters. And what may be left there. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/domain/area.h"
#include "core/domain/case_find.h"
#include "core/domain/case_number.h"
#include "core/domain/category_search.h"
#include "core/domain/lookup.h"
#include "tui/screen/dialog.h"

enum { MOST_FOUND = 8 };

static const struct slot *
slot_of_line(const struct dialog *d, int line)
{
	for (int i = 0; i < d->slot_count; i++)
		if (d->slots[i].typed == line)
			return &d->slots[i];
	return NULL;
}

static void
find_categories(struct ui *ui, const char *typed, struct founds *out)
{
	const struct category *hits[MOST_FOUND];
	size_t n = category_search(ui->session->rules, typed, MOST_FOUND, hits);

	out->title = _("类别");
	for (size_t i = 0; i < n; i++)
		founds_add(out,
			(struct found){.id = hits[i]->code,
				.text = arena_printf(ui->screen, "%s %s", hits[i]->letters,
					word_now(hits[i]->name)),
				.right = arena_printf(ui->screen, "%04d", hits[i]->code),
				.rank = (int)i});
}

/* The area's short name, to tell units of the same name apart. */
static const char *
where(struct ui *ui, const struct lookup_item *item)
{
	struct lookup_item area;
	struct err ignored = ERR_INIT;
	bool found = false;

	if (item->kind != LOOKUP_UNIT ||
		!lookup_by_id(ui->session, LOOKUP_AREA, item->owner, &area, &found, &ignored) ||
		!found)
		return NULL;
	return arena_strdup(ui->screen, area.brief);
}

static void
find_names(struct ui *ui, enum lookup_kind kind, const char *typed, const char *title,
	int64_t owner, const char *before, struct founds *out)
{
	struct lookup_hit *hits;
	struct err ignored = ERR_INIT;
	size_t n;

	out->title = title;
	if (!lookup_search(ui->session, LOOKUP_BIT(kind), typed,
		    owner != 0 ? FOUND_MAX : MOST_FOUND, ui->screen, &hits, &n, &ignored))
		return;
	for (size_t i = 0; i < n; i++) {
		const struct lookup_item *it = &hits[i].item;
		char code[GRID_CODE_BYTES] = "";

		if (owner != 0 && it->owner != owner)
			continue;
		if (kind == LOOKUP_GRID)
			grid_code_format(it->code * 1000, code);
		founds_add(out,
			(struct found){.id = kind == LOOKUP_GRID ? it->code : it->id,
				.text = it->name,
				.insert = *before != '\0'
					? arena_printf(ui->screen, "%s, %s", before, it->name)
					: it->name,
				.right = kind == LOOKUP_GRID ? arena_strdup(ui->screen, code)
							     : where(ui, it),
				.rank = (int)i});
	}
}

static void
find_case(struct ui *ui, const char *typed, struct founds *out)
{
	struct err ignored = ERR_INIT;
	struct case_row *rows;
	size_t n;
	char brief[CASE_NO_BRIEF_BYTES];

	out->title = _("编号");
	if (!case_find_all(ui->session, typed, MOST_FOUND, ui->screen, &rows, &n, &ignored))
		return;
	for (size_t i = 0; i < n; i++) {
		case_no_brief(rows[i].no, day_from_utc(ui->now_utc), brief);
		founds_add(out,
			(struct found){.id = rows[i].id,
				.text = arena_printf(ui->screen, "%s %s", brief, rows[i].title),
				.right = word_now(state_word(rows[i].state)),
				.rank = (int)i});
	}
}

/* Of several units the one that is being typed; *before is what stands in front of it. */
static const char *
last_of(struct ui *ui, const char *typed, const char **before)
{
	const char *comma = strrchr(typed, ',');

	*before = "";
	if (comma == NULL)
		return typed;
	*before = arena_strndup(ui->screen, typed, (size_t)(comma - typed));
	return comma + 1 + strspn(comma + 1, " ");
}

static void
look_up(void *self, struct ui *ui, int line, const char *query, struct founds *out)
{
	struct dialog *d = self;
	const struct slot *s = slot_of_line(d, line);
	const char *before = "";

	switch (s != NULL ? field_def(s->field)->kind : FK_TEXT) {
	case FK_CATEGORY:
		find_categories(ui, query, out);
		break;
	case FK_UNITS:
		query = last_of(ui, query, &before);
		find_names(ui, LOOKUP_UNIT, query, _("单位"), 0, before, out);
		break;
	case FK_UNIT:
		find_names(ui, LOOKUP_UNIT, query, _("单位"), 0, "", out);
		break;
	case FK_STAFF:
		find_names(ui, LOOKUP_STAFF, query, _("本单位的人"), ui->session->unit_id, "", out);
		break;
	case FK_PLACE:
		find_names(ui, LOOKUP_GRID, query, _("网格"), 0, "", out);
		break;
	case FK_CASE:
		find_case(ui, query, out);
		break;
	default:
		break;
	}
}

/* A lookup line that names nothing, a text for the public with somebody's number in it, a time that is none. */
static bool
check(void *self, struct ui *ui, int line, struct err *err)
{
	struct dialog *d = self;
	const struct slot *s = slot_of_line(d, line);
	const char *text = form_text(&d->form, line);
	char full[DATE_TYPED_BYTES];
	int64_t at;
	int32_t day;

	if (s == NULL || *text == '\0')
		return true;
	if (d->fields[line].kind == FIELD_DATE) {
		date_expand(text, ui->now_utc, full);
		return date_parse_day(full, &day) || date_parse_time(full, &at) ||
			err_set(err, ERR_INPUT, _("写 14:20, 6-8 或 6-8 14:20 这样"));
	}
	if (d->fields[line].kind == FIELD_LOOKUP && field_def(s->field)->kind != FK_UNITS)
		return form_value(&d->form, line) != 0 ||
			err_set(err, ERR_INPUT, _("没有找到「%s」"), text);
	return !dialog_is_public(d, s->field) || mask_check_public(text, err);
}

const struct form_ops dialog_form_ops = {.lookup = look_up, .check = check};
