/* Files of a corpus, fed to a fuzz target that the test includes. */
#ifndef LINLI_TEST_CORPUS_H
#define LINLI_TEST_CORPUS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes as a source that comes in pieces. */
struct pieces {
	const uint8_t *bytes;
	size_t len, at, piece;
};

ptrdiff_t pieces_read(void *pieces, char *bytes, size_t room);

/* Calls the target with each file of the folder; fails the test when there is none. */
void corpus_replay(const char *folder, int (*target)(const uint8_t *bytes, size_t len));

/* The same with copies of each file that are cut, or have bytes changed: `rounds` a file. */
void corpus_spoil(const char *folder, int (*target)(const uint8_t *bytes, size_t len), int rounds);

#endif
