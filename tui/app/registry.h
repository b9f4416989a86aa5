/* All screens that something leads to, for the app's configuration. */
#ifndef LINLI_APP_REGISTRY_H
#define LINLI_APP_REGISTRY_H

#include "tui/app/app.h"

extern const struct screen_entry app_screens[];

#endif
