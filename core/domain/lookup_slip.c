/* Two neighbouring letters in the wrong order: the commonest slip of fast fingers. */
#include <string.h>

#include "core/domain/lookup.h"

enum { SLIP_LEAST = 3, SLIP_MOST = 12 };

static bool
is_word(const char *typed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = typed[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			return false;
	}
	return n >= SLIP_LEAST && n <= SLIP_MOST;
}

bool
lookup_search_slips(struct session *s, unsigned kinds, const char *typed, size_t most,
	struct arena *mem, struct lookup_hit **out, size_t *count, struct err *err)
{
	size_t n = strlen(typed);
	char *word = arena_strdup(mem, typed);

	*count = 0;
	*out = NULL;
	if (!is_word(typed, n))
		return true;
	/* the last letters first: there one notices least */
	for (size_t i = n - 1; i > 0 && *count == 0; i--) {
		if (word[i] == word[i - 1])
			continue;
		word[i] = typed[i - 1];
		word[i - 1] = typed[i];
		if (!lookup_search(s, kinds, word, most, mem, out, count, err))
			return false;
		word[i] = typed[i];
		word[i - 1] = typed[i - 1];
	}
	return true;
}
