#include "tui/widget/found.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

void
founds_add(struct founds *f, struct found item)
{
	int at = f->count;

	while (at > 0 && f->items[at - 1].rank > item.rank)
		at--;
	if (at == FOUND_MAX)
		return;
	int moved = (f->count < FOUND_MAX ? f->count : FOUND_MAX - 1) - at;

	memmove(&f->items[at + 1], &f->items[at], (size_t)moved * sizeof(item));
	f->items[at] = item;
	f->count += f->count < FOUND_MAX;
}

static void
fold(struct buf *out, const char *text)
{
	uint32_t cp;

	while ((cp = utf8_next(&text)) != 0)
		buf_addcp(out, text_fold_cp(cp));
}

static bool
has_words(const char *query, const char *name)
{
	struct buf word;
	bool all = true;

	buf_init(&word);
	while (all && *query != '\0') {
		size_t n = strcspn(query, " ");

		buf_clear(&word);
		buf_add(&word, query, n);
		all = strstr(name, word.text) != NULL;
		query += n + strspn(query + n, " ");
	}
	buf_release(&word);
	return all;
}

static enum match
match_folded(const char *query, const char *name, const char *initials)
{
	size_t n = strlen(query);

	if (strcmp(query, name) == 0)
		return MATCH_EXACT;
	if (strncmp(query, name, n) == 0)
		return MATCH_PREFIX;
	if (*initials != '\0' && strncmp(query, initials, n) == 0)
		return MATCH_INITIALS;
	if (strstr(name, query) != NULL)
		return MATCH_INSIDE;
	return strchr(query, ' ') != NULL && has_words(query, name) ? MATCH_WORDS : MATCH_NONE;
}

enum match
match_text(const char *query, const char *name, const char *initials)
{
	struct buf q, n, i;
	enum match match;

	buf_init(&q);
	buf_init(&n);
	buf_init(&i);
	fold(&q, query);
	fold(&n, name);
	fold(&i, initials != NULL ? initials : "");
	text_trim(&q);
	match = match_folded(q.text, n.text, i.text);
	buf_release(&q);
	buf_release(&n);
	buf_release(&i);
	return match;
}
