#include "tests/lib/corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "core/base/os.h"
#include "core/base/rng.h"
#include "tests/lib/test.h"

ptrdiff_t
pieces_read(void *pieces, char *bytes, size_t room)
{
	struct pieces *p = pieces;
	size_t n = p->len - p->at;

	n = n < room ? n : room;
	n = n < p->piece ? n : p->piece;
	memcpy(bytes, p->bytes + p->at, n);
	p->at += n;
	return (ptrdiff_t)n;
}

/* Spoilt copies of one file; round 0 is the file itself. */
static void
feed(struct buf *bytes, int (*target)(const uint8_t *bytes, size_t len), int rounds,
	struct rng *rng)
{
	target((const uint8_t *)bytes->text, bytes->len);
	for (int round = 0; round < rounds && bytes->len > 0; round++) {
		struct buf copy;

		buf_init(&copy);
		buf_add(&copy, bytes->text, bytes->len);
		for (uint32_t n = rng_below(rng, 4); n > 0; n--)
			copy.text[rng_below(rng, (uint32_t)copy.len)] = (char)rng_next(rng);
		target((const uint8_t *)copy.text, rng_below(rng, (uint32_t)copy.len + 1));
		buf_release(&copy);
	}
}

void
corpus_spoil(const char *folder, int (*target)(const uint8_t *bytes, size_t len), int rounds)
{
	struct dirent **names;
	struct buf path, bytes;
	struct rng rng;
	int files = 0, n = scandir(folder, &names, NULL, alphasort);

	assert_true(n > 0);
	rng_seed(&rng, 17);
	buf_init(&path);
	buf_init(&bytes);
	for (int i = 0; i < n; i++) {
		struct err err = ERR_INIT;

		if (names[i]->d_name[0] != '.') {
			buf_clear(&path);
			buf_clear(&bytes);
			buf_addf(&path, "%s/%s", folder, names[i]->d_name);
			assert_ok(os_read_file(path.text, 1 << 22, &bytes, &err), &err);
			feed(&bytes, target, rounds, &rng);
			files++;
		}
		free(names[i]);
	}
	free(names);
	buf_release(&path);
	buf_release(&bytes);
	assert_true(files > 0);
}

void
corpus_replay(const char *folder, int (*target)(const uint8_t *bytes, size_t len))
{
	corpus_spoil(folder, target, 0);
}
