/*
 * Functions that nobody here may call: unbounded copies, hidden static state, locale-dependent parsing,
 * and the shell. Every source is compiled with this header in front. The headers that declare them come
 * first, since a poisoned name may not appear afterwards, not even in a declaration.
 */
#ifndef LINLI_BAN_H
#define LINLI_BAN_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#pragma GCC poison strcpy strcat strncpy strncat stpcpy sprintf vsprintf gets
#pragma GCC poison strtok atoi atol atoll atof localtime gmtime ctime asctime
#pragma GCC poison system popen tmpnam mktemp rand srand

#endif
