#include "tests/lib/fault_vfs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/buf.h"
#include "core/base/os.h"

enum { MOST_FILES = 8, SECTOR = 512 };

enum entry_kind { ENTRY_WRITE, ENTRY_TRUNCATE, ENTRY_SYNC, ENTRY_DELETE };

struct entry {
	int file;
	enum entry_kind kind;
	int64_t at; /* offset, or the size to truncate to */
	size_t len;
	char *bytes;
};

/* One file system for the test process: there is one default one. */
static struct {
	sqlite3_vfs vfs, *real;
	unsigned kinds;
	int countdown, failed;
	bool for_good, full;
	bool writing_diary, forgetting_syncs;
	char folder[512];
	char names[MOST_FILES][256];
	int file_count;
	struct entry *entries;
	size_t count, room;
} fs;

struct file {
	sqlite3_file base;
	sqlite3_file *real;
	int index; /* in the diary; -1: not in its folder */
};

static bool
strikes(enum fault_kind kind)
{
	if ((fs.kinds & kind) == 0 || fs.countdown < 0)
		return false;
	if (fs.countdown > 0 && --fs.countdown > 0)
		return false;
	fs.failed++;
	if (!fs.for_good)
		fs.countdown = -1;
	return true;
}

void
fault_arm(unsigned kinds, int n, bool for_good, bool full)
{
	fs.kinds = kinds;
	fs.countdown = n;
	fs.for_good = for_good;
	fs.full = full;
	fs.failed = 0;
}

int
fault_disarm(void)
{
	fs.kinds = 0;
	return fs.failed;
}

static void
note(int file, enum entry_kind kind, int64_t at, const void *bytes, size_t len)
{
	if (!fs.writing_diary || file < 0)
		return;
	if (fs.count == fs.room) {
		fs.room = fs.room != 0 ? 2 * fs.room : 1024;
		fs.entries = xrealloc(fs.entries, fs.room * sizeof(*fs.entries));
	}
	struct entry *e = &fs.entries[fs.count++];

	*e = (struct entry){file, kind, at, len, NULL};
	if (len > 0)
		e->bytes = memcpy(xmalloc(len), bytes, len);
}

static int
index_of(const char *path)
{
	size_t dir = strlen(fs.folder);
	const char *name;

	if (dir == 0 || strncmp(path, fs.folder, dir) != 0 || path[dir] != '/')
		return -1;
	name = path + dir + 1;
	if (strstr(name, "-shm") != NULL)
		return -1;
	for (int i = 0; i < fs.file_count; i++)
		if (strcmp(fs.names[i], name) == 0)
			return i;
	snprintf(fs.names[fs.file_count], sizeof(fs.names[0]), "%s", name);
	return fs.file_count++;
}

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int
index_in_diary(sqlite3_file *f)
{
	return ((struct file *)f)->index;
}

static int
f_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int
f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return strikes(FAULT_READ) ? SQLITE_IOERR_READ
				   : real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

/* A failing write may have written a part: half of it, here. */
static int
f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	if (strikes(FAULT_WRITE)) {
		real_of(f)->pMethods->xWrite(real_of(f), from, n / 2, at);
		return fs.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	}
	note(index_in_diary(f), ENTRY_WRITE, at, from, (size_t)n);
	return real_of(f)->pMethods->xWrite(real_of(f), from, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (strikes(FAULT_TRUNCATE))
		return SQLITE_IOERR_TRUNCATE;
	note(index_in_diary(f), ENTRY_TRUNCATE, size, NULL, 0);
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int
f_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	if (strikes(FAULT_SYNC))
		return SQLITE_IOERR_FSYNC;
	if (!fs.forgetting_syncs)
		note(index_in_diary(f), ENTRY_SYNC, 0, NULL, 0);
	return SQLITE_OK;
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int
f_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int
f_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int
f_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int
f_device(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int
f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int
f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int
f_shm_unmap(sqlite3_file *f, int remove)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = f_close,
	.xRead = f_read,
	.xWrite = f_write,
	.xTruncate = f_truncate,
	.xSync = f_sync,
	.xFileSize = f_size,
	.xLock = f_lock,
	.xUnlock = f_unlock,
	.xCheckReservedLock = f_reserved,
	.xFileControl = f_control,
	.xSectorSize = f_sector,
	.xDeviceCharacteristics = f_device,
	.xShmMap = f_shm_map,
	.xShmLock = f_shm_lock,
	.xShmBarrier = f_shm_barrier,
	.xShmUnmap = f_shm_unmap,
};

static int
v_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
	struct file *file = (struct file *)f;

	(void)vfs;
	file->base.pMethods = NULL;
	if (strikes(FAULT_OPEN))
		return SQLITE_CANTOPEN;
	file->real = (sqlite3_file *)(file + 1);
	file->index = path != NULL ? index_of(path) : -1;
	int rc = fs.real->xOpen(fs.real, path, file->real, flags, out_flags);

	if (file->real->pMethods != NULL)
		file->base.pMethods = &methods;
	return rc;
}

static int
v_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
	(void)vfs;
	note(index_of(path), ENTRY_DELETE, 0, NULL, 0);
	return fs.real->xDelete(fs.real, path, sync);
}

void
fault_install(void)
{
	if (fs.real != NULL)
		return;
	fs.real = sqlite3_vfs_find(NULL);
	fs.vfs = *fs.real;
	fs.vfs.zName = "fault";
	fs.vfs.pNext = NULL;
	fs.vfs.szOsFile += (int)sizeof(struct file);
	fs.vfs.xOpen = v_open;
	fs.vfs.xDelete = v_delete;
	sqlite3_vfs_register(&fs.vfs, 1);
}

/* --- the diary */

static void
note_whole_file(const char *name)
{
	struct buf path, bytes;
	struct err err = ERR_INIT;

	buf_init(&path);
	buf_init(&bytes);
	buf_addf(&path, "%s/%s", fs.folder, name);
	int file = index_of(path.text);

	if (file >= 0 && os_read_file(path.text, 1 << 30, &bytes, &err)) {
		note(file, ENTRY_WRITE, 0, bytes.text, bytes.len);
		note(file, ENTRY_SYNC, 0, NULL, 0);
	}
	buf_release(&bytes);
	buf_release(&path);
}

void
diary_begin(const char *folder)
{
	struct dirent **names;

	snprintf(fs.folder, sizeof(fs.folder), "%s", folder);
	fs.file_count = 0;
	fs.writing_diary = true;
	int n = scandir(folder, &names, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.')
			note_whole_file(names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

size_t
diary_length(void)
{
	return fs.count;
}

void
diary_end(void)
{
	for (size_t i = 0; i < fs.count; i++)
		free(fs.entries[i].bytes);
	free(fs.entries);
	fs.entries = NULL;
	fs.count = fs.room = 0;
	fs.folder[0] = '\0';
	fs.writing_diary = false;
}

void
diary_forget_syncs(bool forget)
{
	fs.forgetting_syncs = forget;
}

/* A file as it comes into being again. */
struct image {
	char *bytes;
	size_t size, room;
	bool exists;
};

static void
image_write(struct image *image, int64_t at, const char *bytes, size_t len)
{
	size_t end = (size_t)at + len;

	if (len == 0)
		return;
	if (end > image->room) {
		image->bytes = xrealloc(image->bytes, 2 * end);
		memset(image->bytes + image->room, 0, 2 * end - image->room);
		image->room = 2 * end;
	}
	memcpy(image->bytes + at, bytes, len);
	if (end > image->size)
		image->size = end;
}

static void
image_cut(struct image *image, size_t size)
{
	if (size < image->size) {
		memset(image->bytes + size, 0, image->size - size);
		image->size = size;
	}
}

static void
apply(struct image *image, const struct entry *e, size_t len)
{
	image->exists = e->kind != ENTRY_DELETE;
	if (e->kind == ENTRY_WRITE)
		image_write(image, e->at, e->bytes, len);
	else if (e->kind == ENTRY_TRUNCATE || e->kind == ENTRY_DELETE)
		image_cut(image, e->kind == ENTRY_DELETE ? 0 : (size_t)e->at);
}

/* How much of a write that was not forced to the disk is found there. */
static size_t
survives(const struct entry *e, int mood, struct rng *rng)
{
	if (mood == 0 || (mood == 1 && rng_chance(rng, 50)))
		return 0;
	if (mood == 1 || e->len <= SECTOR || rng_chance(rng, 50))
		return e->len;
	return SECTOR * (1 + rng_below(rng, (uint32_t)(e->len / SECTOR)));
}

static void
rebuild(int file, size_t cut, struct rng *rng, const char *path)
{
	struct image image = {0};
	size_t forced = 0;
	int mood = (int)rng_below(rng, 3);

	for (size_t i = 0; i < cut; i++)
		if (fs.entries[i].file == file && fs.entries[i].kind >= ENTRY_SYNC)
			forced = i;
	for (size_t i = 0; i < cut; i++) {
		const struct entry *e = &fs.entries[i];

		if (e->file == file)
			apply(&image, e,
				i <= forced || e->kind != ENTRY_WRITE ? e->len
								      : survives(e, mood, rng));
	}
	unlink(path);
	int fd = image.exists ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;

	if (fd >= 0 && image.size > 0 && write(fd, image.bytes, image.size) != (ssize_t)image.size)
		abort();
	if (fd >= 0)
		close(fd);
	free(image.bytes);
}

void
diary_cut(size_t cut, struct rng *rng, const char *into)
{
	for (int i = 0; i < fs.file_count; i++) {
		char path[1024];

		snprintf(path, sizeof(path), "%s/%s", into, fs.names[i]);
		rebuild(i, cut, rng, path);
	}
}
