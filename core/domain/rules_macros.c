#include "core/domain/rules_read.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_machine.h"
#include "core/domain/macro.h"

static const struct yaml_field macro_fields[] = {
	{"zh", YAML_TEXT, .at = offsetof(struct macro_rule, name.zh), .needed = true,
		.unique = true, .min = 1, .max = MACRO_NAME_MOST},
	{"en", YAML_TEXT, .at = offsetof(struct macro_rule, name.en), .needed = true},
	{"event", YAML_TEXT, .at = offsetof(struct macro_rule, event), .needed = true},
	{"field", YAML_TEXT, .at = offsetof(struct macro_rule, field), .needed = true},
	{"text", YAML_TEXT, .at = offsetof(struct macro_rule, text), .needed = true, .min = 1,
		.max = MACRO_TEXT_MOST},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"macros", YAML_LIST, .at = offsetof(struct rules, macros),
		.count_at = offsetof(struct rules, macro_count), .needed = true,
		.fields = macro_fields, .size = sizeof(struct macro_rule)},
	{0},
};

void
read_macros(struct reading *rd)
{
	const struct yaml_node *top = reading_load(rd, "macros.yaml");

	if (!yaml_read(&rd->y, top, file_fields, rd->rules))
		return;
	const struct yaml_node *item = yaml_get(top, "macros")->first;

	for (size_t i = 0; i < rd->rules->macro_count; i++, item = item->next) {
		const struct macro_rule *m = &rd->rules->macros[i];
		enum case_event event = event_by_key(m->event);

		if (event == EV_NONE)
			yaml_error(&rd->y, yaml_get(item, "event"), _("没有动作 「%s」"), m->event);
		else if (macro_field(event, m->field) == F_NONE)
			yaml_error(&rd->y, yaml_get(item, "field"), _("这个动作没有文字项 「%s」"),
				m->field);
	}
}
