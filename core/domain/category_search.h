/*
 * Finding a category by what somebody types: its letters, its number from the beginning, hanzi anywhere in the
 * name, or pinyin.
 */
#ifndef LINLI_CATEGORY_SEARCH_H
#define LINLI_CATEGORY_SEARCH_H

#include "core/domain/rules.h"

/* The best ones, at most `most`; returns how many. Sealed categories are not offered: no ordinary desk takes them. */
size_t category_search(
	const struct rules *rules, const char *typed, size_t most, const struct category **out);

#endif
