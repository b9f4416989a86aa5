/* A form that has every kind of field, for the tests of the YAML reader. */
#ifndef LINLI_TESTS_YAML_FORM_H
#define LINLI_TESTS_YAML_FORM_H

#include "core/base/yaml.h"

struct form_item {
	const char *code, *zh, *next;
};

struct form {
	const char *name, *letters;
	int number, ratio, level;
	bool pain_point, sealed;
	const int *leads;
	const char *const *keywords;
	struct form_item *items;
	size_t item_count;
	struct {
		const char *zh, *en;
	} words;
};

extern const struct yaml_field form_fields[];

#endif
