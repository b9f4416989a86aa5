/* The grammar as it is kept: read by demo_text_read.c, spoken by demo_text.c. */
#ifndef LINLI_DEMO_TEXT_INNER_H
#define LINLI_DEMO_TEXT_INNER_H

#include "core/base/arena.h"
#include "core/serve/demo_text.h"

enum op_kind { OP_TEXT, OP_SECTION, OP_SLOT, OP_NUMBER, OP_PART, OP_NAME };

/* A piece of an alternative. OP_NAME is a reference not yet resolved: from = index of names. */
struct op {
	enum op_kind kind;
	const char *text;
	uint32_t len;
	int32_t from, to, digits;
};

struct alternative {
	uint32_t first, count; /* ops */
	int32_t title, want;   /* alternatives that belong to a story; -1 none */
};

struct section {
	const char *name; /* "403.what"; "" for a choice within a line */
	int category;     /* 0: none */
	uint32_t *picks;  /* indexes of alternatives, repeated by weight */
	size_t count, room;
	char colour; /* of the search for cycles */
};

struct name_use {
	const char *name, *file;
	int line, category;
};

struct grammar {
	struct arena mem;
	struct section *sections;
	size_t section_count, section_room;
	struct alternative *alts;
	size_t alt_count, alt_room;
	struct op *ops;
	size_t op_count, op_room;
	struct name_use *names;
	size_t name_count, name_room;
	int (*rows)[PART_COUNT];
	size_t row_count;
};

/* The section of that full name; -1 when there is none. */
int grammar_find(const struct grammar *g, const char *name);

/* "403.what", or the name itself for category 0. */
const char *grammar_full_name(struct arena *mem, int category, const char *name);

extern const char *const grammar_slot_names[SLOT_COUNT], *const grammar_part_names[PART_COUNT];

#endif
