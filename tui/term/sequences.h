/*
 * Key sequences that terminals send whatever their description says.
 */
#ifndef LINLI_SEQUENCES_H
#define LINLI_SEQUENCES_H

/* Calls define(sequence, code) for each; code is what input_code() takes. */
void sequences_each(void (*define)(const char *sequence, int code));

#endif
