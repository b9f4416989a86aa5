#include "core/base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/utf8.h"

enum { RAW_BYTES = 65536, BOM_BYTES = 3 };

static const char replacement[] = "\xEF\xBF\xBD";

struct source {
	source_read read;
	void *ctx;
	const char *name;
	int fd; /* -1: the caller's own read */
	char raw[RAW_BYTES];
	size_t at, len; /* raw[at..len) is not decoded yet */
	bool started, ended;
	enum encoding encoding;
	iconv_t converter; /* (iconv_t)-1: none needed */
	int64_t offset, size, bad;
};

struct source *
source_new(source_read read, void *ctx, const char *name)
{
	struct source *s = xcalloc(1, sizeof(*s));

	s->read = read;
	s->ctx = ctx;
	s->name = name;
	s->fd = -1;
	s->size = -1;
	s->converter = (iconv_t)-1;
	return s;
}

static ptrdiff_t
read_fd(void *ctx, char *bytes, size_t room)
{
	const struct source *s = ctx;

	return read(s->fd, bytes, room);
}

struct source *
source_open(const char *path, struct err *err)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
		err_set(err, ERR_IO, _("打不开 %s: %s"), path,
			strerror(fd >= 0 && S_ISDIR(st.st_mode) ? EISDIR : errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	struct source *s = source_new(read_fd, NULL, path);

	s->ctx = s;
	s->fd = fd;
	s->size = S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
	return s;
}

void
source_close(struct source *s)
{
	if (s == NULL)
		return;
	if (s->converter != (iconv_t)-1)
		iconv_close(s->converter);
	if (s->fd >= 0)
		close(s->fd);
	free(s);
}

/* Fills raw as far as it goes: until it is full or the file is at its end. */
static bool
fill(struct source *s, struct err *err)
{
	memmove(s->raw, s->raw + s->at, s->len - s->at);
	s->len -= s->at;
	s->at = 0;
	while (!s->ended && s->len < sizeof(s->raw)) {
		ptrdiff_t n = s->read(s->ctx, s->raw + s->len, sizeof(s->raw) - s->len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ERR_IO, _("读不了 %s: %s"), s->name, strerror(errno));
		s->ended = n == 0;
		s->len += (size_t)n;
		s->offset += n;
	}
	return true;
}

/* Length of the GB18030 character at p; 0 when there is none, -1 when it goes on beyond the end. */
static int
gb18030_length(const unsigned char *p, size_t room)
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] == 0x80 || p[0] == 0xFF)
		return 0;
	if (room < 2)
		return -1;
	if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
		return 2;
	if (p[1] < 0x30 || p[1] > 0x39)
		return 0;
	if (room < 4)
		return -1;
	return p[2] >= 0x81 && p[2] <= 0xFE && p[3] >= 0x30 && p[3] <= 0x39 ? 4 : 0;
}

/* With `cut` the text goes on beyond len, and a character that is not whole there is not held against it. */
static void
count_gb18030(const char *text, size_t len, bool cut, size_t *good, size_t *bad)
{
	size_t i = 0;

	*good = *bad = 0;
	while (i < len) {
		int n = gb18030_length((const unsigned char *)text + i, len - i);

		if (n < 0 && cut)
			return;
		*good += n > 1;
		*bad += n <= 0;
		i += n > 0 ? (size_t)n : 1;
	}
}

static void
count_utf8(const char *text, size_t len, bool cut, size_t *good, size_t *bad)
{
	const char *p = text, *end = text + len;

	*good = *bad = 0;
	while (p < end) {
		const char *from = p;
		uint32_t cp = utf8_next_n(&p, end);

		if (cp == UTF8_REPLACEMENT && p == from + 1)
			*bad += !cut || end - from >= UTF8_MAX_BYTES;
		else
			*good += p > from + 1;
	}
}

/* Text in another encoding is hardly ever valid UTF-8; text in UTF-8 may have a few broken places. */
static enum encoding
guess(const char *text, size_t len, bool cut)
{
	size_t utf8_good, utf8_bad, gb_good, gb_bad;

	count_utf8(text, len, cut, &utf8_good, &utf8_bad);
	if (utf8_bad == 0 || utf8_good > 4 * utf8_bad)
		return ENCODING_UTF8;
	count_gb18030(text, len, cut, &gb_good, &gb_bad);
	return gb_good > 4 * gb_bad ? ENCODING_GB18030 : ENCODING_UTF8;
}

static bool
decide(struct source *s, enum encoding encoding, struct err *err)
{
	static const char *const names[] = {[ENCODING_GB18030] = "GB18030",
		[ENCODING_UTF16LE] = "UTF-16LE",
		[ENCODING_UTF16BE] = "UTF-16BE"};

	s->encoding = encoding;
	if (encoding == ENCODING_UTF8)
		return true;
	s->converter = iconv_open("UTF-8", names[encoding]);
	if (s->converter == (iconv_t)-1)
		return err_set(err, ERR_IO, _("这台机器不能转换 %s 编码, 请把 %s 另存为 UTF-8"),
			names[encoding], s->name);
	return true;
}

static bool
begin(struct source *s, struct err *err)
{
	s->started = true;
	if (s->len >= 2 && memcmp(s->raw, "\xFF\xFE", 2) == 0) {
		s->at = 2;
		return decide(s, ENCODING_UTF16LE, err);
	}
	if (s->len >= 2 && memcmp(s->raw, "\xFE\xFF", 2) == 0) {
		s->at = 2;
		return decide(s, ENCODING_UTF16BE, err);
	}
	if (s->len >= BOM_BYTES && memcmp(s->raw, "\xEF\xBB\xBF", BOM_BYTES) == 0) {
		s->at = BOM_BYTES;
		return decide(s, ENCODING_UTF8, err);
	}
	return true;
}

/* Appends text; a NUL, which no text has and C strings end at, is no character either. */
static void
append(struct source *s, struct buf *out, const char *text, size_t len)
{
	const char *nul;

	while ((nul = memchr(text, '\0', len)) != NULL) {
		size_t n = (size_t)(nul - text);

		buf_add(out, text, n);
		buf_addstr(out, replacement);
		s->bad++;
		text += n + 1;
		len -= n + 1;
	}
	buf_add(out, text, len);
}

static void
take_utf8(struct source *s, struct buf *out)
{
	while (s->at < s->len) {
		const char *p = s->raw + s->at;
		size_t n = s->len - s->at, bad = n;

		if (!utf8_valid(p, n, &bad) && n - bad < UTF8_MAX_BYTES && !s->ended) {
			append(s, out, p, bad);
			s->at += bad; /* perhaps only cut: the rest comes with the next piece */
			return;
		}
		append(s, out, p, bad);
		s->at += bad;
		if (bad < n) {
			buf_addstr(out, replacement);
			s->bad++;
			s->at++;
		}
	}
}

static void
take_converted(struct source *s, struct buf *out)
{
	size_t unit = s->encoding == ENCODING_GB18030 ? 1 : 2;

	while (s->at < s->len) {
		char text[8192], *to = text, *from = s->raw + s->at;
		size_t room = sizeof(text), left = s->len - s->at;
		size_t rc = iconv(s->converter, &from, &left, &to, &room);
		int cause = errno;

		append(s, out, text, sizeof(text) - room);
		s->at = s->len - left;
		if (rc != (size_t)-1 || cause == E2BIG)
			continue;
		if (cause == EINVAL && !s->ended)
			return; /* only cut */
		buf_addstr(out, replacement);
		s->bad++;
		s->at += left < unit ? left : unit;
	}
}

/* Plain ASCII means the same everywhere: the encoding is decided where it ends. */
static bool
take_ascii(struct source *s, struct buf *out, struct err *err)
{
	size_t n = 0;

	while (s->at + n < s->len && (unsigned char)s->raw[s->at + n] < 0x80)
		n++;
	append(s, out, s->raw + s->at, n);
	s->at += n;
	if (s->at == s->len)
		return true;
	return fill(s, err) && decide(s, guess(s->raw, s->len, !s->ended), err);
}

bool
source_more(struct source *s, struct buf *out, bool *end, struct err *err)
{
	if (!fill(s, err) || (!s->started && !begin(s, err)))
		return false;
	if (s->encoding == ENCODING_UNKNOWN && !take_ascii(s, out, err))
		return false;
	if (s->encoding == ENCODING_UTF8)
		take_utf8(s, out);
	else if (s->encoding != ENCODING_UNKNOWN)
		take_converted(s, out);
	*end = s->ended && s->at == s->len;
	return true;
}

bool
source_peek(struct source *s, char *first, struct err *err)
{
	if (!fill(s, err) || (!s->started && !begin(s, err)))
		return false;
	*first = '\0';
	for (size_t i = s->at; i < s->len && *first == '\0'; i++)
		if (s->raw[i] > ' ' || s->raw[i] < '\0')
			*first = s->raw[i];
	return true;
}

enum encoding
source_encoding(const struct source *s)
{
	return s->encoding;
}

const char *
encoding_name(enum encoding e)
{
	static const char *const names[] = {"ASCII", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};

	return names[e];
}

int64_t
source_bad(const struct source *s)
{
	return s->bad;
}

int64_t
source_offset(const struct source *s)
{
	return s->offset;
}

int64_t
source_size(const struct source *s)
{
	return s->size;
}
