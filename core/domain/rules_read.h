/* What the files of the rule loader share; for core/domain/rules*.c only. */
#ifndef LINLI_RULES_READ_H
#define LINLI_RULES_READ_H

#include "core/base/buf.h"
#include "core/base/crypto.h"
#include "core/base/yaml.h"
#include "core/domain/rules.h"

/* One loading. */
struct reading {
	struct mac mac;
	struct yaml y;
	struct rules *rules;
	const char *dir;        /* DATA */
	struct buf unconfirmed; /* of const char * */
};

/* Position = enum; the names that files use. */
extern const char *const unit_kind_names[];
extern const char *const tier_names[];
extern const char *const tier_names_used[]; /* for lists of levels, where none is no word */
extern const char *const clock_names[];
extern const char *const kind_names[];

/* The tree of DATA/rules/NAME; its bytes go into the hash. NULL after mistakes. */
const struct yaml_node *reading_load(struct reading *rd, const char *name);

/* The same for bytes that were loaded otherwise. */
void reading_hash(void *reading, const char *name, const struct buf *bytes);

/* A value that nobody has confirmed. The path is copied. */
void reading_unconfirmed(struct reading *rd, const char *path);

/* Takes over `confirmed: false`, or `confirmed: {key: false}`, of the entry that has that path. */
void reading_confirm(struct reading *rd, const struct yaml_node *entry, const char *path);

/* Parsers for tables of fields: "5wd" into a struct limit; the form of `confirmed`, which stores nothing. */
bool parse_limit(struct yaml *y, const struct yaml_node *node, void *at);
bool parse_confirmed(struct yaml *y, const struct yaml_node *node, void *at);

void read_categories(struct reading *rd);
void read_tiers(struct reading *rd);
void read_choices(struct reading *rd);
void read_program(struct reading *rd);
void read_phrases(struct reading *rd);
void read_macros(struct reading *rd);
void read_steps(struct reading *rd);
void read_tracks(struct reading *rd);
void read_entry(struct reading *rd);

/* Builds the indexes of a set that was read without mistakes. */
void rules_index(struct rules *r);

#endif
