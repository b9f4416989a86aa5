/*
 * Any bytes as a file: it is refused or read, and both leave nothing behind. Built for libFuzzer by
 * `make fuzz`; test_yaml.c feeds it the corpus and cut and flipped copies of it.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/yaml.h"
#include "tests/lib/yaml_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check_line(void *ctx, const char *line)
{
	size_t *lines = ctx;

	assert(utf8_valid(line, strlen(line), NULL));
	assert(strchr(line, '\n') == NULL && line[0] != '\0');
	++*lines;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena mem = ARENA_INIT;
	struct form form = {0};
	struct yaml y;
	struct err err = ERR_INIT;
	size_t lines = 0;

	yaml_begin(&y, &mem);
	const struct yaml_node *top = yaml_parse(&y, "fuzz.yaml", (const char *)bytes, len);
	bool read = yaml_read(&y, top, form_fields, &form);
	bool ok = yaml_end(&y, check_line, &lines, &err);

	assert(ok == (lines == 0) && (ok || err.code == ERR_INPUT));
	assert(lines <= YAML_MISTAKES + 1);
	assert(!ok || (read && form.name != NULL && form.keywords != NULL && form.leads != NULL));
	arena_release(&mem);
	return 0;
}
