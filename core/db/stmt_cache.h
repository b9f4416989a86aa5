/* Prepared statements by text, and in order of use: what db.c keeps them in. Knows nothing of the engine. */
#ifndef LINLI_STMT_CACHE_H
#define LINLI_STMT_CACHE_H

#include <stddef.h>
#include <stdint.h>

enum { CACHE_BUCKETS = 256 };

/* First member of what is kept. */
struct cache_node {
	char *text; /* as the caller wrote it: the key; belongs to the node */
	uint64_t hash;
	int bytes;
	struct cache_node *next; /* in its bucket */
	struct cache_node *newer, *older;
};

struct stmt_cache {
	struct cache_node *buckets[CACHE_BUCKETS];
	struct cache_node *newest, *oldest;
	int count, bytes;
};

/* The node of that text, now the newest; NULL when there is none. */
struct cache_node *cache_find(struct stmt_cache *c, const char *text);

/* text, hash by cache_hash() and bytes are set. */
void cache_add(struct stmt_cache *c, struct cache_node *node);
void cache_remove(struct stmt_cache *c, struct cache_node *node);

uint64_t cache_hash(const char *text);

#endif
