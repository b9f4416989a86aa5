#include <string.h>

#include "core/base/alloc.h"
#include "core/base/os_worker.h"
#include "core/domain/case_index.h"
#include "core/serve/demo_helper.h"
#include "core/serve/roll.h"

enum { MOST_BYTES = 1 << 20 };

/* The last round that was not taken back. */
static const struct case_clock *
handle_clock(const struct case_data *c)
{
	const struct case_clock *last = NULL;

	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == CLOCK_HANDLE && c->clocks[i].outcome != OUTCOME_VOID &&
			(last == NULL || c->clocks[i].round > last->round))
			last = &c->clocks[i];
	return last;
}

static void
put_text(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

void
wire_put(struct buf *out, const struct life *l)
{
	const struct case_data *c = &l->c;
	struct wire_head head;
	size_t at = out->len;

	memset(&head, 0, sizeof(head)); /* gaps between members go over the line too */
	head.kind = WIRE_CASE;
	head.city = l->d->city.areas[0].id;
	head.id = c->row.id;
	head.county = c->row.county;
	head.town = c->row.town;
	head.clocks = (int32_t)c->clock_count;
	head.pauses = (int32_t)c->pause_count;
	head.events = l->event_count;
	roll_part_of(&c->row, handle_clock(c), &head.part);
	buf_add(out, (const char *)&head, sizeof(head));
	buf_add(out, (const char *)l->clocks, c->clock_count * sizeof(l->clocks[0]));
	buf_add(out, (const char *)c->pauses, c->pause_count * sizeof(c->pauses[0]));
	buf_add(out, (const char *)l->events, (size_t)l->event_count * sizeof(l->events[0]));
	put_text(out, c->row.title);
	put_text(out, c->texts.body);
	put_text(out, c->texts.spot);
	for (int i = 0; i < l->event_count; i++)
		put_text(out, l->events[i].note);
	head.bytes = (int64_t)(out->len - at - sizeof(head));
	memcpy(out->text + at, &head, sizeof(head));
}

void
wire_put_end(struct buf *out, int64_t newest)
{
	struct wire_head head;

	memset(&head, 0, sizeof(head));
	head.kind = WIRE_END;
	head.newest = newest;
	buf_add(out, (const char *)&head, sizeof(head));
}

/* Takes `size` bytes off the front; false when there are fewer. */
static bool
take(const char **at, const char *end, void *to, size_t size)
{
	if ((size_t)(end - *at) < size)
		return false;
	memcpy(to, *at, size);
	*at += size;
	return true;
}

static bool
take_text(const char **at, const char *end, const char **text)
{
	const char *zero = memchr(*at, '\0', (size_t)(end - *at));

	if (zero == NULL)
		return false;
	*text = *at;
	*at = zero + 1;
	return true;
}

static bool
unpack(struct wire_case *w, const char *at, const char *end)
{
	const struct wire_head *h = &w->head;

	if (h->clocks < 0 || h->clocks > CASE_MAX_CLOCKS || h->pauses < 0 ||
		h->pauses > CASE_MAX_PAUSES || h->events < 0 || h->events > LIFE_EVENTS ||
		!take(&at, end, w->clocks, (size_t)h->clocks * sizeof(w->clocks[0])) ||
		!take(&at, end, w->pauses, (size_t)h->pauses * sizeof(w->pauses[0])) ||
		!take(&at, end, w->events, (size_t)h->events * sizeof(w->events[0])) ||
		!take_text(&at, end, &w->title) || !take_text(&at, end, &w->body) ||
		!take_text(&at, end, &w->spot))
		return false;
	for (int i = 0; i < h->events; i++)
		if (!take_text(&at, end, &w->events[i].note))
			return false;
	return at == end;
}

bool
wire_next(struct wire_line *line, struct wire_case *out)
{
	if (!os_read_exactly(line->fd, &out->head, sizeof(out->head)))
		return false;
	if (out->head.kind == WIRE_END)
		return true;
	size_t len = (size_t)out->head.bytes;

	if (out->head.kind != WIRE_CASE || out->head.bytes < 0 || len > MOST_BYTES)
		return false;
	if (len > line->room) {
		line->room = len;
		line->bytes = xrealloc(line->bytes, len);
	}
	return os_read_exactly(line->fd, line->bytes, len) &&
		unpack(out, line->bytes, line->bytes + len);
}
