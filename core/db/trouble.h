/* What can go wrong with the file, as sentences: what happened, what is safe, what to do. */
#ifndef LINLI_TROUBLE_H
#define LINLI_TROUBLE_H

#include <stdbool.h>

#include "core/base/err.h"

enum trouble {
	TROUBLE_BUG, /* anything that has no name below */
	TROUBLE_BUSY,
	TROUBLE_FULL,
	TROUBLE_READONLY,
	TROUBLE_MOVED, /* the name stands for another file now */
	TROUBLE_IO,
	TROUBLE_MEMORY,
	TROUBLE_CORRUPT,
	TROUBLE_NO_DATABASE,
	TROUBLE_TOO_BIG,
	TROUBLE_STOPPED,
	TROUBLE_CONFLICT,
};

/* Sets err; false. detail is the engine's own word, cause the system's error number or 0. */
bool trouble_say(enum trouble what, const char *detail, int cause, struct err *err);

#endif
