/*
 * Shared by the files that give meaning to a filter on matters; nobody else includes it.
 */
#ifndef LINLI_FILTER_CASE_INNER_H
#define LINLI_FILTER_CASE_INNER_H

#include "core/domain/filter_case.h"

/* One reading of a text. Functions return false with err set; a mistake in the text also sets fault. */
struct reading {
	struct session *s;
	const struct rules *rules;
	int64_t now;
	int32_t today;
	const struct case_tags *tags;
	struct arena *mem;
	struct buf words, notes;
	int views; /* how deep views refer to views */
	struct filter_fault *fault;
	struct err *err;
};

bool reading_bad(struct reading *r, const struct filter_value *v, const char *fix,
	const char *sentence, ...) __attribute__((format(printf, 4, 5)));

/* Adds a sentence to the notes, once. */
void reading_note(struct reading *r, const char *sentence, ...)
	__attribute__((format(printf, 2, 3)));

/* The field of a test in the language of now. */
const char *reading_field(const struct filter_node *n);

/* Meaning of one test; each handles the types in its name and appends to r->words. */
bool read_set(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_date(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_number(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_code(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_name(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_text(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_phone(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_case_no(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_flag(struct reading *r, const struct filter_node *n, struct pred **out);
bool read_word(struct reading *r, const struct filter_node *n, struct pred **out);

/* Lights as of r->now; bits of enum light. */
struct pred *light_pred(const struct reading *r, unsigned lights);
struct pred *open_pred(const struct reading *r);

/* Who has that name as 经办人: clerk of the centre or handler of the unit. */
struct pred *handler_pred(const struct reading *r, const int64_t *ids, size_t count);

/* 18-digit places that begin with these digits (at most 18); an area's code loses the zeros behind it. */
struct span place_span(const char *digits);

/* Appends "「%s」" joined with commas, at most three and then how many there are. */
void words_of_texts(struct reading *r, const struct filter_node *n);

/* filter_case_db.c */
bool find_cases_by_phone(struct reading *r, const char *digits, struct pred **out, size_t *count);
bool find_case_by_no(struct reading *r, int64_t no, struct pred **out);
bool find_cases_by_day_seq(struct reading *r, int32_t day, int seq, struct pred **out);
bool find_grid_name(
	struct session *s, int64_t code, struct arena *mem, const char **name, struct err *err);
/* One's own and everybody's views of matters. */
bool list_views(struct session *s, struct arena *mem, const char ***names, const char ***filters,
	size_t *count, struct err *err);
bool find_view(struct reading *r, const char *name, const char **filter);

#endif
