/* Tags: a sorted array of ids, so that a painter's question is cheap. */
#include <stdlib.h>
#include <string.h>

#include "tui/widget/list_rows.h"

static int
tag_place(const struct list *l, int64_t id)
{
	int low = 0, high = l->tag_count;

	while (low < high) {
		int mid = (low + high) / 2;

		if (l->tags[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
list_tagged(const struct list *l, int64_t id)
{
	int at = tag_place(l, id);

	return at < l->tag_count && l->tags[at] == id;
}

void
list_tag(struct list *l, int64_t id, bool on)
{
	int at = tag_place(l, id);
	size_t rest = (size_t)(l->tag_count - at) * sizeof(*l->tags);

	if (list_tagged(l, id) == on || (on && l->tag_count == LIST_TAGS_MAX))
		return;
	if (on) {
		memmove(l->tags + at + 1, l->tags + at, rest);
		l->tags[at] = id;
		l->tag_count++;
	} else {
		memmove(l->tags + at, l->tags + at + 1, rest - sizeof(*l->tags));
		l->tag_count--;
	}
}

void
list_untag(struct list *l)
{
	l->tag_count = 0;
}

size_t
list_subjects(const struct list *l, struct arena *mem, const int64_t **ids)
{
	size_t n = l->tag_count > 0 ? (size_t)l->tag_count : list_id(l) != 0;
	int64_t *copy = arena_array(mem, n + 1, sizeof(*copy));

	if (l->tag_count > 0)
		memcpy(copy, l->tags, n * sizeof(*copy));
	else
		copy[0] = list_id(l);
	*ids = copy;
	return n;
}

bool
list_tag_all(struct list *l, struct ui *ui, struct err *err)
{
	int64_t *ids = arena_array(ui->scratch, LIST_TAGS_MAX, sizeof(*ids));
	int n = 0, before = l->tag_count;

	if (l->source->all != NULL && !(l->at_start && l->at_end)) {
		if (!l->source->all(l->self, ui, ids, LIST_TAGS_MAX, &n, err))
			return false;
	} else {
		while (n < l->row_count && n < LIST_TAGS_MAX) {
			ids[n] = rows_nth(l, n)->id;
			n++;
		}
	}
	for (int i = 0; i < n; i++)
		list_tag(l, ids[i], true);
	if (l->tag_count == before && n > 0)
		list_untag(l);
	return true;
}

/* After a bulk act only what was refused stays tagged. */
void
list_retag(struct list *l, const char *ids)
{
	char *end;

	list_untag(l);
	for (long long id = strtoll(ids, &end, 10); end != ids; id = strtoll(ids, &end, 10)) {
		list_tag(l, id, true);
		ids = end;
	}
}
