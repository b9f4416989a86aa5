/*
 * People who work here or serve a grid. There is no register of residents.
 */
#ifndef LINLI_STAFF_H
#define LINLI_STAFF_H

/* Stored: never renumber. 两长一员 are the street heads, building heads and grid workers. */
enum staff_kind {
	STAFF_OFFICE = 0,
	STAFF_GRID_WORKER = 1,
	STAFF_STREET_HEAD = 2,
	STAFF_BUILDING_HEAD = 3,
	STAFF_HELPER = 4, /* 五老, 两代表一委员, 三官一律 */
	STAFF_VOLUNTEER = 5,
	STAFF_KIND_COUNT
};

#endif
