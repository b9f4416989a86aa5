#include "tests/lib/library_texts.h"

#include <ar.h>
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/os.h"
#include "tests/lib/test.h"

typedef void each_fn(void *ctx, const char *file, const char *text);

static void
walk_section(const char *bytes, size_t len, const char *file, each_fn *each, void *ctx)
{
	for (size_t at = 0; at < len;) {
		size_t text_len = strnlen(bytes + at, len - at);

		if (text_len > 0 && at + text_len < len)
			each(ctx, file, bytes + at);
		at += text_len + 1;
	}
}

static void
walk_object(const char *object, const char *file, each_fn *each, void *ctx)
{
	Elf64_Ehdr head;

	memcpy(&head, object, sizeof(head));
	if (memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != ELFCLASS64)
		return;
	for (int i = 0; i < head.e_shnum; i++) {
		Elf64_Shdr section;

		memcpy(&section, object + head.e_shoff + (size_t)i * head.e_shentsize,
			sizeof(section));
		if (section.sh_type == SHT_PROGBITS && (section.sh_flags & SHF_ALLOC) != 0 &&
			(section.sh_flags & SHF_EXECINSTR) == 0)
			walk_section(object + section.sh_offset, section.sh_size, file, each, ctx);
	}
}

/* "db.o/" stands in the head; "/17" stands for the name at 17 in the member called "//". */
static void
member_name(const struct ar_hdr *head, const char *long_names, char *out, size_t size)
{
	const char *from = head->ar_name;
	int most = sizeof(head->ar_name);

	if (long_names != NULL && from[0] == '/' && from[1] >= '0' && from[1] <= '9') {
		from = long_names + strtoul(from + 1, NULL, 10);
		most = 100;
	}
	snprintf(out, size, "%.*s", most, from);
	out[strcspn(out, "/")] = '\0';
}

void
library_texts(const char *archive, each_fn *each, void *ctx)
{
	struct buf bytes;
	struct err err = ERR_INIT;
	const char *long_names = NULL;

	buf_init(&bytes);
	assert_ok(os_read_file(archive, 1 << 28, &bytes, &err), &err);
	assert_memory_equal(bytes.text, ARMAG, SARMAG);
	for (size_t at = SARMAG; at + sizeof(struct ar_hdr) <= bytes.len;) {
		struct ar_hdr head;
		char file[101];

		memcpy(&head, bytes.text + at, sizeof(head));
		at += sizeof(head);
		if (strncmp(head.ar_name, "// ", 3) == 0)
			long_names = bytes.text + at;
		member_name(&head, long_names, file, sizeof(file));
		size_t size = strtoul(head.ar_size, NULL, 10);

		if (at + size <= bytes.len && size >= sizeof(Elf64_Ehdr))
			walk_object(bytes.text + at, file, each, ctx);
		at += size + (size & 1);
	}
	buf_release(&bytes);
}
