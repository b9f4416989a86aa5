#ifndef LINLI_NOTICES_DB_H
#define LINLI_NOTICES_DB_H

#include "core/serve/notices.h"

/* Lines of the history, newest first, appended to out. */
bool notices_read_events(struct session *s, int64_t since, size_t most, struct arena *mem,
	struct notice *out, size_t *count, struct err *err);

/* Within the caller's transaction. */
bool notices_put_read(struct session *s, int64_t event_id, struct err *err);

#endif
