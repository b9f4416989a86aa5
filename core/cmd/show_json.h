/*
 * One matter as one line of JSON, keys in English snake_case: a contract that scripts rely on.
 */
#ifndef LINLI_SHOW_JSON_H
#define LINLI_SHOW_JSON_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/serve/case_view.h"

void show_json(struct buf *out, const struct session *s, const struct case_view *v);

/* The keys of a row of a list, within an object that is open. The title comes as it may be shown. */
void show_json_row(
	struct json_out *o, const struct session *s, const struct case_row *row, const char *title);

#endif
