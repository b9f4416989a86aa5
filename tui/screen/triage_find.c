/* What `/` and `@` look through in triage: all categories, all units. */
#include "core/base/i18n.h"
#include "core/domain/category_search.h"
#include "core/domain/lookup.h"
#include "tui/screen/triage_model.h"
#include "tui/widget/found.h"

static bool
find_category(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	const struct category *hits[FOUND_MAX];
	size_t n = category_search(ui->session->rules, query, FOUND_MAX, hits);

	(void)err;
	for (size_t i = 0; i < n; i++)
		founds_add(out,
			(struct found){.id = hits[i]->code,
				.text = word_now(hits[i]->name),
				.code = hits[i]->letters,
				.right = arena_printf(ui->load, "%04d", hits[i]->code),
				.rank = (int)i});
	return true;
}

static bool
find_unit(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct lookup_hit *hits;
	size_t n;

	if (!lookup_search(ui->session, LOOKUP_BIT(LOOKUP_UNIT), query, FOUND_MAX, ui->load, &hits,
		    &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct choice *kind = choice_by_value(
			ui->session->rules, CHOICE_UNIT_KIND, (int)hits[i].item.code);

		founds_add(out,
			(struct found){.id = hits[i].item.id,
				.text = hits[i].item.name,
				.right = kind != NULL ? word_now(kind->name) : NULL,
				.rank = (int)i});
	}
	return true;
}

static const struct finder_source categories = {.kind = N_("类别"), .find = find_category};
static const struct finder_source units = {.kind = N_("单位"), .find = find_unit};

const struct finder_source *const triage_categories[] = {&categories, NULL};
const struct finder_source *const triage_units[] = {&units, NULL};
