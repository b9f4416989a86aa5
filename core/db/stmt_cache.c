#include "core/db/stmt_cache.h"

#include <string.h>

uint64_t
cache_hash(const char *text)
{
	const uint64_t odd = 0x9E3779B97F4A7C15U;
	size_t len = strlen(text), word = sizeof(uint64_t);
	uint64_t h = len * odd;

	/* eight bytes at a time: it is asked for with every statement that runs */
	for (; len >= word; len -= word, text += word) {
		uint64_t w;

		memcpy(&w, text, word);
		h = (h ^ w) * odd;
		h ^= h >> 32;
	}
	for (; len > 0; len--, text++)
		h = (h ^ (uint8_t)*text) * odd;
	return h ^ h >> 29;
}

static void
unlink_use(struct stmt_cache *c, struct cache_node *n)
{
	*(n->newer != NULL ? &n->newer->older : &c->newest) = n->older;
	*(n->older != NULL ? &n->older->newer : &c->oldest) = n->newer;
}

static void
link_newest(struct stmt_cache *c, struct cache_node *n)
{
	n->newer = NULL;
	n->older = c->newest;
	*(n->older != NULL ? &n->older->newer : &c->oldest) = n;
	c->newest = n;
}

struct cache_node *
cache_find(struct stmt_cache *c, const char *text)
{
	uint64_t hash = cache_hash(text);
	struct cache_node *n = c->buckets[hash % CACHE_BUCKETS];

	while (n != NULL && (n->hash != hash || strcmp(n->text, text) != 0))
		n = n->next;
	if (n != NULL) {
		unlink_use(c, n);
		link_newest(c, n);
	}
	return n;
}

void
cache_add(struct stmt_cache *c, struct cache_node *n)
{
	n->next = c->buckets[n->hash % CACHE_BUCKETS];
	c->buckets[n->hash % CACHE_BUCKETS] = n;
	link_newest(c, n);
	c->count++;
	c->bytes += n->bytes;
}

void
cache_remove(struct stmt_cache *c, struct cache_node *n)
{
	struct cache_node **at = &c->buckets[n->hash % CACHE_BUCKETS];

	while (*at != n)
		at = &(*at)->next;
	*at = n->next;
	unlink_use(c, n);
	c->count--;
	c->bytes -= n->bytes;
}
