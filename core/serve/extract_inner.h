/* The message as characters; shared by the files of extract only. */
#ifndef LINLI_EXTRACT_INNER_H
#define LINLI_EXTRACT_INNER_H

#include "core/serve/extract.h"

enum { EXTRACT_CHARS = 8000 };

struct message {
	const char *text;
	uint32_t *cp; /* full-width ASCII made narrow; 0 behind the last */
	uint32_t *at; /* byte of each, and of the end */
	size_t count;
	struct arena *mem;
	struct extract *out;
};

/* Does the word stand there? Returns its characters, 0 when not. */
size_t message_word(const struct message *m, size_t i, const char *word);

/* The longest of the words that stands there. */
size_t message_words(const struct message *m, size_t i, const char *const *words);

/* Records characters [from, to); text NULL: as they stand there. */
void message_found(struct message *m, enum extract_kind kind, size_t from, size_t to,
	const char *text, int64_t value);

bool message_digit(const struct message *m, size_t i);

/* Each returns how many characters it has taken at i, 0 when there is nothing of its kind. */
size_t extract_number(struct message *m, size_t i); /* phones; passes over identity numbers */
size_t extract_room(struct message *m, size_t i);
size_t extract_amount(struct message *m, size_t i);
size_t extract_time(struct message *m, size_t i);

/* Names: behind a word that announces one, at the beginning of a line, beside a room or a telephone number. */
size_t extract_name(struct message *m, size_t i);
void extract_name_before(struct message *m, size_t i);
size_t extract_name_behind(struct message *m, size_t i);

#endif
