/*
 * Any text at all: the parser must come back, name a place inside the text when it refuses, and otherwise
 * give a tree that prints as text which reads as the same tree in both languages.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/domain/filter_case.h"

static void
need(int truth)
{
	if (!truth)
		abort();
}

static void
check_print(const struct filter *f, enum lang lang, struct arena *mem)
{
	struct err err = ERR_INIT;
	struct filter_fault fault;
	struct filter again;
	struct buf b;

	buf_init(&b);
	filter_print(&b, f, lang);
	if (b.len <= FILTER_MAX_BYTES) {
		need(filter_parse(&again, &filter_cases, b.text, mem, &fault, &err));
		need(filter_equal(f, &again));
	}
	buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct filter_fault fault;
	struct filter f;
	const char *text = arena_strndup(&mem, (const char *)data, size);

	if (filter_parse(&f, &filter_cases, text, &mem, &fault, &err)) {
		check_print(&f, LANG_ZH, &mem);
		check_print(&f, LANG_EN, &mem);
	} else {
		need(err.text[0] != '\0');
		need(fault.from <= fault.to && fault.from <= strlen(text));
	}
	arena_release(&mem);
	return 0;
}
