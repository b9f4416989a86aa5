/*
 * Strict YAML: rule files, calendars, themes, import maps, report chapters.
 *
 * What a person may have written by mistake is refused with the place and a way out, never guessed: a
 * file is at most 1 MiB of clean UTF-8 and one document; no anchors, aliases, tags, merge keys or
 * directives; no key twice; at most 16 levels. All mistakes of all files are collected and told together,
 * each as "file:line:column: sentence" in the language of now.
 *
 * The usual way: describe the form as a table of fields, read the file into a struct.
 *
 *	static const struct yaml_field fields[] = {
 *		{"base", YAML_ENUM, .at = offsetof(struct look, base), .names = base_names, .needed = true},
 *		{"name", YAML_STRUCT, .at = offsetof(struct look, name), .fields = word_fields},
 *		{0},
 *	};
 *	struct yaml y;
 *
 *	yaml_begin(&y, mem);
 *	yaml_read(&y, yaml_load(&y, path), fields, &look);
 *	return yaml_end(&y, NULL, NULL, err);
 */
#ifndef LINLI_YAML_H
#define LINLI_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/err.h"

enum {
	YAML_FILE_BYTES = 1 << 20,
	YAML_SCALAR_BYTES = 64 << 10,
	YAML_EVENTS = 100000,
	YAML_DEPTH = 16,
	YAML_MISTAKES = 50, /* told at most */
};

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

/* A node of the tree that was read. It never changes and lives until yaml_end(). */
struct yaml_node {
	enum yaml_kind kind;
	bool quoted;   /* in quotes, or a block of text: never a number or truth value */
	int line, col; /* from 1; columns in characters */
	const char *file;
	const char *text;              /* of a scalar; else "" */
	size_t count;                  /* items, or pairs */
	const struct yaml_node *first; /* first item; of a mapping its first key */
	const struct yaml_node *next;  /* next item; of a key its value, of a value the next key */
};

/* Walks the keys of a mapping (key->next is the value), or the items of a sequence. */
#define yaml_each_key(key, map) \
	for (const struct yaml_node *(key) = (map)->first; (key) != NULL; (key) = (key)->next->next)
#define yaml_each_item(item, seq) \
	for (const struct yaml_node *(item) = (seq)->first; (item) != NULL; (item) = (item)->next)

struct yaml_mistake;
struct yaml_mark;

/* One reading of one or more files that belong together. */
struct yaml {
	struct arena *mem; /* what is read into structs lives here; the caller's */
	struct buf source; /* the bytes of the file loaded last */
	struct arena tree; /* private from here on */
	struct yaml_mistake *mistakes;
	size_t mistake_count;
	struct yaml_mark *marks;
	size_t mark_count, mark_room;
};

void yaml_begin(struct yaml *y, struct arena *mem);

/*
 * The tree of a file, or of bytes that came from elsewhere (`name` stands for the file in sentences). NULL
 * when there were mistakes.
 */
const struct yaml_node *yaml_load(struct yaml *y, const char *path);
const struct yaml_node *yaml_parse(struct yaml *y, const char *name, const char *bytes, size_t len);

/* Records a mistake at that node. The sentence has already been translated. Returns false. */
bool yaml_error(struct yaml *y, const struct yaml_node *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Ends the reading: checks the references between names, tells the mistakes in order of file, line and
 * column, at most YAML_MISTAKES (`report` may be NULL), and gives the tree back. On any mistake returns
 * false, and err holds the first one and how many there are. Errors: INPUT.
 */
bool yaml_end(
	struct yaml *y, void (*report)(void *ctx, const char *line), void *ctx, struct err *err);

/* --- by hand, for forms that are no table */

/* The value of a key; NULL when the mapping has no such key or the node is no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/*
 * Walks words: the items of a sequence, or what blanks part in one text. The node that is returned holds
 * until the next call, its text as long as y->mem; NULL at the end.
 */
struct yaml_words {
	struct yaml *y;
	const struct yaml_node *source, *item;
	const char *rest;
	int col;
	bool commas; /* Chinese ones stand in it */
	struct yaml_node word;
};

/* False, and a mistake, when the node is a mapping. */
bool yaml_words(struct yaml *y, const struct yaml_node *node, struct yaml_words *out);
const struct yaml_node *yaml_next_word(struct yaml_words *w);

/* Each records the mistake and returns false when the node is something else. */
bool yaml_want(struct yaml *y, const struct yaml_node *node, enum yaml_kind kind);
bool yaml_to_int(
	struct yaml *y, const struct yaml_node *node, int64_t min, int64_t max, int64_t *out);
bool yaml_to_bool(struct yaml *y, const struct yaml_node *node, bool *out);

/* *out is the position in `names`, which ends with NULL; entries that are "" have no name in files. */
bool yaml_to_enum(struct yaml *y, const struct yaml_node *node, const char *const *names, int *out);

/* --- by table */

enum yaml_type {
	YAML_TEXT,  /* const char *, never NULL; min..max: length in characters when max > 0 */
	YAML_INT,   /* int, decimal (leading zeros allowed); min..max when either is set */
	YAML_BOOL,  /* bool: true false 是 否 */
	YAML_ENUM,  /* int: position in `names` */
	YAML_ENUMS, /* const int *: positions in `names`, ended by 0, which has no name */
	YAML_WORDS, /* const char *const *, ended by NULL: a sequence, or one text with blanks between */
	YAML_STRUCT, /* a mapping, read in place by `fields` */
	YAML_LIST, /* an array of structs of `size` bytes by `fields`: pointer here, size_t at `count_at` */
	YAML_CUSTOM, /* by `parse` */
};

struct yaml_field {
	const char *key; /* NULL ends the table */
	enum yaml_type type;
	bool needed;
	bool unique;         /* in a list: no two items may have the same */
	size_t at;           /* offset in the struct */
	const char *defines; /* the value is a new name in this set; no two may be the same */
	const char *refers;  /* the value must be a name of this set, wherever it stands */
	const char *preset;  /* read in its place when the key is missing */
	int64_t min, max;
	const char *
		pattern; /* of the text: 9 a digit, A a capital, a a small letter, others themselves */
	const char *const *names;
	const struct yaml_field *fields;
	size_t size, count_at;
	bool (*parse)(struct yaml *y, const struct yaml_node *node, void *at);
};

/*
 * Reads a mapping into a struct. Keys that are missing and have no preset leave the struct as it was,
 * but for NULL texts and word lists, which become empty. False when there was any mistake in it; a NULL
 * node (the file could not be parsed) is no further mistake.
 */
bool yaml_read(
	struct yaml *y, const struct yaml_node *node, const struct yaml_field *fields, void *out);

#endif
