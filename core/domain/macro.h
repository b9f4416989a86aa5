/*
 * Templates for texts (D18): the unit's from the rules and a person's own. One opens the dialog of its act with the
 * text filled in; it does nothing by itself.
 */
#ifndef LINLI_MACRO_H
#define LINLI_MACRO_H

#include "core/domain/case_machine.h"
#include "core/domain/session.h"

enum { MACRO_NAME_MOST = 40, MACRO_TEXT_MOST = 600, MACROS_MOST = 30 };

struct macro {
	int64_t id; /* of an own one; 0: from the rules */
	const char *name;
	enum case_event event;
	enum act_field field;
	const char *text; /* with names in braces */
};

/* The text field of that name which the event asks for; F_NONE: it has none. */
enum act_field macro_field(enum case_event event, const char *key);

/* Those of the rules in their order, then the person's own by age. Everything lives in mem. */
bool macros_list(
	struct session *s, struct arena *mem, struct macro **out, size_t *count, struct err *err);

/*
 * Keeps an own one; id 0: as a new one. Errors: INPUT for an empty or too long name or text, or when the event
 * has no such field; LIMIT when there are MACROS_MOST.
 */
bool macro_save(struct session *s, const struct macro *m, struct err *err);
bool macro_delete(struct session *s, int64_t id, struct err *err);

#endif
