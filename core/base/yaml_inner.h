/* What the files of the YAML reader share; for core/base/yaml*.c only. */
#ifndef LINLI_YAML_INNER_H
#define LINLI_YAML_INNER_H

#include "core/base/yaml.h"

/* Line 0: the sentence stands without a place. */
void yaml_mistake(struct yaml *y, const char *file, int line, int col, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* A text as it is quoted in a sentence: at most 40 characters, line feeds shown as blanks. */
const char *yaml_shown(struct yaml *y, const char *text);

/* A character that may stand in no text: a control, or one that shows nothing. Line feed and tab may. */
bool yaml_cp_is_bad(uint32_t cp);

/* Clean UTF-8 without controls? Otherwise the first mistake is recorded. */
bool yaml_bytes_are_clean(struct yaml *y, const char *name, const char *bytes, size_t len);

/*
 * Looks through lines first..last for what a Chinese keyboard or a word processor does to YAML, and
 * returns what to tell about the first such place (a message id), or NULL.
 */
const char *yaml_find_slip(const char *bytes, size_t len, int first, int last, int *line, int *col);

/* Of the lines before `line`, the last that holds more than blanks and a comment; `line` itself if none. */
int yaml_line_before(const char *bytes, size_t len, int line);

/* Records a mistake for each name that is given twice or referred to and not there. */
void yaml_check_names(struct yaml *y);

#endif
