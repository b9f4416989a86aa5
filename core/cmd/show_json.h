/*
 * One matter as one line of JSON, keys in English snake_case: a contract that scripts rely on.
 */
#ifndef LINLI_SHOW_JSON_H
#define LINLI_SHOW_JSON_H

#include "core/base/buf.h"
#include "core/serve/case_view.h"

void show_json(struct buf *out, const struct session *s, const struct case_view *v);

#endif
