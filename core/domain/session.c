#include "core/domain/session.h"

#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/lookup.h"
#include "core/domain/session_db.h"

bool
session_open(struct session *s, struct store *store, const struct rules *rules, const char *login,
	struct err *err)
{
	struct area area;
	int64_t area_id = 0;
	bool active = false, found = false;

	*s = (struct session){.store = store, .rules = rules};
	if (!session_read_account(s, login, &area_id, &active, err))
		return false;
	if (s->staff_id == 0)
		return login != NULL
			? err_set(err, ERR_INPUT, _("没有账号 %s"), login)
			: err_set(err, ERR_INPUT, _("库里还没有受理岗账号, 请用 --as 指定账号"));
	if (!active)
		return err_set(err, ERR_RULE, _("账号 %s 已停用"), s->login);
	if (!area_by_id(s, area_id, &s->mem, &area, &found, err))
		return false;
	if (found)
		s->scope = scope_of_area(&area);
	return true;
}

void
session_system(struct session *s, struct store *store, const struct rules *rules)
{
	*s = (struct session){.store = store,
		.rules = rules,
		.login = "",
		.name = "",
		.roles = ROLE_SYSTEM,
		.unit_name = "",
		.unit_brief = "",
		.scope = {.level = AREA_CITY}};
}

void
session_close(struct session *s)
{
	lookup_free(s->lookup);
	arena_release(&s->mem);
	*s = (struct session){0};
}

int64_t
session_now(const struct session *s)
{
	return store_now(s->store);
}

bool
session_has(const struct session *s, uint32_t roles)
{
	return (s->roles & roles) != 0;
}

bool
session_covers(const struct session *s, int64_t county, int64_t town, int64_t place)
{
	switch (s->scope.level) {
	case AREA_CITY:
		return true;
	case AREA_COUNTY:
		return county == s->scope.area_id;
	case AREA_TOWN:
		return town == s->scope.area_id;
	default:
		return place >= s->scope.place_low && place <= s->scope.place_high;
	}
}

bool
session_watches_area(const struct session *s)
{
	return s->unit_kind == UNITK_CENTRE || s->unit_kind == UNITK_STREET ||
		s->unit_kind == UNITK_COMMUNITY ||
		session_has(s, ROLE_SUP | ROLE_LDR | ROLE_DISC | ROLE_AUD | ROLE_GRD);
}

int
session_hidden_category(const struct session *s)
{
	if (!session_has(s, ROLE_DISC))
		for (size_t i = 0; i < s->rules->category_count; i++)
			if (s->rules->categories[i].sealed)
				return s->rules->categories[i].code;
	return -1;
}
