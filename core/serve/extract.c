#include "core/serve/extract.h"

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/serve/extract_inner.h"

size_t
message_word(const struct message *m, size_t i, const char *word)
{
	size_t n = 0;
	uint32_t cp;

	while ((cp = utf8_next(&word)) != 0) {
		if (i + n >= m->count || m->cp[i + n] != cp)
			return 0;
		n++;
	}
	return n;
}

size_t
message_words(const struct message *m, size_t i, const char *const *words)
{
	size_t most = 0;

	for (; *words != NULL; words++) {
		size_t n = message_word(m, i, *words);

		most = n > most ? n : most;
	}
	return most;
}

bool
message_digit(const struct message *m, size_t i)
{
	return i < m->count && m->cp[i] >= '0' && m->cp[i] <= '9';
}

void
message_found(struct message *m, enum extract_kind kind, size_t from, size_t to, const char *text,
	int64_t value)
{
	struct extract *out = m->out;

	if (out->count == EXTRACT_MOST)
		return;
	size_t at = m->at[from], len = m->at[to] - at, place = out->count++;

	for (; place > 0 && out->items[place - 1].at > at;
		place--) /* a name may be found behind its number */
		out->items[place] = out->items[place - 1];
	out->items[place] = (struct extract_item){kind, at, len,
		text != NULL ? arena_strdup(m->mem, text)
			     : arena_strndup(m->mem, m->text + at, len),
		value};
}

static void
read_message(struct message *m, const char *text)
{
	const char *p = text;
	size_t most = utf8_count(text);

	most = most < EXTRACT_CHARS ? most : EXTRACT_CHARS;
	m->text = text;
	m->cp = arena_array(m->mem, most + 1, sizeof(*m->cp));
	m->at = arena_array(m->mem, most + 1, sizeof(*m->at));
	while (m->count < most) {
		m->at[m->count] = (uint32_t)(p - text);
		m->cp[m->count++] = text_narrow_cp(utf8_next(&p));
	}
	m->at[m->count] = (uint32_t)(p - text);
}

static size_t
passed_number(const struct message *m, size_t i)
{
	size_t n = 0;

	while (message_digit(m, i + n))
		n++;
	return n;
}

/* One thing that begins here, or the character or number that is none of them. */
static size_t
step(struct message *m, size_t i)
{
	size_t n;

	if ((n = extract_room(m, i)) > 0 || (n = extract_time(m, i)) > 0 ||
		(n = extract_number(m, i)) > 0 || (n = extract_amount(m, i)) > 0 ||
		(n = passed_number(m, i)) > 0 || (n = extract_name(m, i)) > 0)
		return n;
	return 1;
}

void
extract_find(const char *text, struct arena *mem, struct extract *out)
{
	struct message m = {.mem = mem, .out = out};

	out->count = 0;
	read_message(&m, text);
	for (size_t i = 0; i < m.count;)
		i += step(&m, i);
}

const char *
extract_first(const struct extract *e, enum extract_kind kind)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->items[i].kind == kind)
			return e->items[i].text;
	return "";
}

enum { NOWHERE = 9 };

/* Smaller is better. A county or a township is no place to send anybody to. */
static int
preference(const struct lookup_hit *h)
{
	bool wide = h->item.kind == LOOKUP_AREA && h->item.code % 1000 == 0;
	int kind = h->item.kind == LOOKUP_ESTATE ? 0 : h->item.kind == LOOKUP_GRID ? 1 : 2;

	return wide ? NOWHERE : kind + (h->near ? 0 : 3);
}

bool
extract_place(struct session *s, const char *text, struct arena *mem, struct lookup_hit *out,
	bool *found, struct err *err)
{
	enum { MOST = 16 };
	unsigned kinds =
		LOOKUP_BIT(LOOKUP_ESTATE) | LOOKUP_BIT(LOOKUP_GRID) | LOOKUP_BIT(LOOKUP_AREA);
	struct lookup_hit *hits;
	int best = NOWHERE;
	size_t n;

	*found = false;
	if (!lookup_in_text(s, kinds, text, MOST, mem, &hits, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (preference(&hits[i]) < best) {
			best = preference(&hits[i]);
			*out = hits[i];
		}
	*found = best < NOWHERE;
	return true;
}
