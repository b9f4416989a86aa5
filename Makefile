# linli. `make help` lists what can be made; V=1 shows the commands.
MAKEFLAGS += --no-builtin-rules -j$(shell nproc 2>/dev/null || echo 2)
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

MODE ?= release
PREFIX ?= /usr/local
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
V ?= 0
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),@:,@printf '  %-6s %s\n')

O := build/$(MODE)
GEN := build/gen

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wundef -Wwrite-strings -Wformat=2 -Wcast-qual -Wpointer-arith \
	-Wnull-dereference -Wimplicit-fallthrough -Wno-format-nonliteral -Wno-format-truncation $(if $(WERROR),-Werror)
COMMON := -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -I. -I$(GEN) -include core/ban.h -g -fno-common -MMD -MP
CFLAGS_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -Wno-unknown-warning-option
LDFLAGS_fuzz := -fsanitize=address,undefined
CFLAGS_cover := -O0 --coverage
LDFLAGS_cover := --coverage
ALL_CFLAGS = $(COMMON) $(WARN) $(CFLAGS_$(MODE)) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(MODE)) $(LDFLAGS)
CORE_LIBS := -lsqlite3 -lyaml -lsodium -lm
TERM_LIBS := -lncursesw -ltinfo
TEST_LIBS := -lcmocka
PTY_LIBS := -lvterm -lutil

sources = $(sort $(foreach d,$(1),$(wildcard $(d)/*.c)))
objects = $(patsubst %.c,$(O)/%.o,$(1))

CORE_SRC := $(call sources,core/base core/db core/domain core/serve core/cmd)
TUI_SRC := $(call sources,tui/cells tui/widget tui/screen tui/app)
TERM_SRC := $(call sources,tui/term)
TEST_LIB_SRC := $(call sources,tests/lib)
UNIT_SRC := $(call sources,tests/unit tests/golden tests/fault)
PTY_SRC := $(call sources,tests/pty)
UNIT_BIN := $(patsubst tests/%.c,$(O)/tests/%,$(UNIT_SRC))
PTY_BIN := $(patsubst tests/%.c,$(O)/tests/%,$(PTY_SRC))
OBJ_ALL = $(call objects,$(CORE_SRC) $(TUI_SRC) $(TERM_SRC) tui/main.c $(TEST_LIB_SRC) $(UNIT_SRC) $(PTY_SRC))

.PHONY: all check check-all unit pty demo bench run layers map fmt fmt-check lint asan fuzz cover install uninstall \
	dist clean help po

all: $(O)/linli build/linli

help:
	@sed -n 's/^## //p' Makefile

## all          build build/linli
## run          build and open the console on the default database
## demo         build, make the demo city once, open the console on it
## check        all quick tests (under a minute)
## check-all    check, then the suite under ASan and UBSan, lint, layers, fuzz corpora
## bench        measure against yardsticks, print the table
## lint asan fuzz cover layers fmt fmt-check
## po           bring data/po/en.po up to date with the sources
## map          one line a module
## install uninstall dist clean   (DESTDIR, PREFIX)

# --- what must be there before anything is compiled
build/.packages-%: data/gen/packages.sh
	@sh data/gen/packages.sh $*
	@mkdir -p build && touch $@

# --- generated sources
GENERATED := $(GEN)/schema.gen.h $(GEN)/theme.gen.h $(GEN)/pinyin.gen.h
$(GEN)/schema.gen.h: data/gen/embed_schema.sh $(sort $(wildcard data/schema/*.sql))
	$(say) GEN $@
	@mkdir -p $(GEN)
	$(Q)sh data/gen/embed_schema.sh $(filter %.sql,$^) > $@

$(GEN)/pinyin.gen.h: data/gen/pinyin.awk data/pinyin/readings.txt
	$(say) GEN $@
	@mkdir -p $(GEN)
	$(Q)awk -f $^ > $@

$(GEN)/theme.gen.h: data/gen/theme.awk themes/default-dark.yaml themes/default-light.yaml themes/mono.yaml
	$(say) GEN $@
	@mkdir -p $(GEN)
	$(Q)awk -f $^ > $@

POT := build/linli.pot
PO_SRC = $(sort $(shell find core tui -name '*.[ch]' -o -name '*.def'))
$(POT): $(PO_SRC) | build/.packages-build
	$(Q)xgettext --from-code=UTF-8 --language=C --add-location=file --sort-by-file -k_ -kN_ -kC_:1c,2 -kSLOT:1c,2 -kP_:1,2 \
		--package-name=linli -o $@ $(PO_SRC)
po: $(POT)
	$(Q)msgmerge -q --no-fuzzy-matching --add-location=file --sort-by-file --no-wrap -U --backup=none data/po/en.po $(POT)
	$(Q)msgattrib --no-obsolete --no-wrap -o data/po/en.po data/po/en.po

MO := build/locale/en/LC_MESSAGES/linli.mo
$(MO): data/po/en.po | build/.packages-build
	$(say) MSGFMT $@
	@mkdir -p $(@D)
	$(Q)msgfmt -c -o $@ $<

# --- objects and libraries
# Linux-only calls live in these files alone; the macro must stand before core/ban.h includes anything.
$(patsubst %.c,$(O)/%.o,$(wildcard core/base/os*.c)): COMMON += -D_GNU_SOURCE
$(O)/%.o: %.c $(GENERATED) | build/.packages-build
	$(say) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(O)/tests/%.o: tests/%.c $(GENERATED) | build/.packages-check
	$(say) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

$(O)/libcore.a: $(call objects,$(CORE_SRC))
	$(say) AR $@
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^
$(O)/libtui.a: $(call objects,$(TUI_SRC))
	$(say) AR $@
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^
$(O)/libterm.a: $(call objects,$(TERM_SRC))
	$(say) AR $@
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^
$(O)/libtest.a: $(call objects,$(TEST_LIB_SRC))
	$(say) AR $@
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^

$(O)/linli: $(O)/tui/main.o $(O)/libtui.a $(O)/libterm.a $(O)/libcore.a $(MO)
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -rdynamic -o $@ $(O)/tui/main.o -Wl,--start-group $(O)/libtui.a $(O)/libterm.a \
		$(O)/libcore.a -Wl,--end-group $(TERM_LIBS) $(CORE_LIBS)
build/linli: build/release/linli
	$(Q)cp -f $< $@

# --- tests
$(UNIT_BIN): $(O)/%: $(O)/%.o $(O)/libtest.a $(O)/libtui.a $(O)/libcore.a
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< -Wl,--start-group $(O)/libtest.a $(O)/libtui.a $(O)/libcore.a \
		-Wl,--end-group $(TEST_LIBS) $(CORE_LIBS) $(PTY_LIBS)
$(PTY_BIN): $(O)/%: $(O)/%.o $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a $(O)/libcore.a
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -rdynamic -o $@ $< -Wl,--start-group $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a \
		$(O)/libcore.a -Wl,--end-group $(TEST_LIBS) $(PTY_LIBS) $(TERM_LIBS) $(CORE_LIBS)

# What `make bench` measures against: programs on curses or SQLite and nothing else.
YARDSTICKS := $(patsubst %,$(O)/tests/bench/%,yardstick_screen yardstick_rows frames)
$(O)/tests/bench/yardstick_screen: BENCH_LIBS := $(TERM_LIBS)
$(O)/tests/bench/yardstick_rows: BENCH_LIBS := -lsqlite3
$(O)/tests/bench/frames: BENCH_LIBS := -lvterm
$(YARDSTICKS): %: %.o
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< $(BENCH_LIBS)

check: $(UNIT_BIN) $(PTY_BIN) $(YARDSTICKS) $(MO) $(if $(wildcard tui/main.c),$(O)/linli) layers
	@sh tests/run.sh $(O) $(UNIT_BIN) $(PTY_BIN)
unit: $(UNIT_BIN) $(MO)
	@sh tests/run.sh $(O) $(UNIT_BIN)
pty: $(PTY_BIN) $(YARDSTICKS) $(if $(wildcard tui/main.c),$(O)/linli)
	@sh tests/run.sh $(O) $(PTY_BIN)

# The cities are made once and kept in build/bench.
bench: build/linli $(YARDSTICKS)
	$(Q)build/linli bench --dir build/bench --yardsticks $(O)/tests/bench --json build/bench/bench.jsonl

run: build/linli
	$(Q)build/linli
# The demo city is made once; remove build/demo.db* for another one that ends now.
demo: build/linli
	$(Q)test -f build/demo.db || build/linli --db build/demo.db demo
	$(Q)build/linli --db build/demo.db

asan:
	$(Q)$(MAKE) MODE=asan check
# Each target for FUZZ_SECONDS, from the kept corpus; what is found goes to build/fuzz/found/NAME.
FUZZ_SECONDS ?= 30
FUZZ_BIN := $(patsubst tests/%.c,build/fuzz/tests/%,$(call sources,tests/fuzz))
fuzz: | build/.packages-lint
	$(Q)$(MAKE) MODE=fuzz CC=clang $(FUZZ_BIN)
	$(Q)for f in $(FUZZ_BIN); do n=$${f##*/fuzz_}; mkdir -p build/fuzz/found/$$n; echo "  FUZZ   $$n"; \
		$$f -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 -artifact_prefix=build/fuzz/found/ \
			build/fuzz/found/$$n $$(ls -d tests/corpus/$$n tests/fuzz/corpus/$$n 2>/dev/null) \
			>build/fuzz/$$n.log 2>&1 || { tail -60 build/fuzz/$$n.log; exit 1; }; done
$(O)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a $(O)/libcore.a
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< -Wl,--start-group $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a \
		$(O)/libcore.a -Wl,--end-group $(TEST_LIBS) $(PTY_LIBS) $(TERM_LIBS) $(CORE_LIBS)

cover:
	$(Q)$(MAKE) MODE=cover check
	@sh tests/cover.sh build/cover

layers: $(O)/libcore.a
	@awk -f tests/layers.awk $$(git ls-files -co --exclude-standard '*.c' '*.h' 2>/dev/null || find core tui -name '*.[ch]')
	@! nm -u $(O)/libcore.a 2>/dev/null | grep -E ' (initscr|newterm|doupdate|wrefresh)$$' || { echo "core reaches for curses"; exit 1; }

map:
	@awk -f data/gen/map.awk $$(ls core/*/*.h tui/*/*.h | grep -v '_table\.h$$')

fmt: | build/.packages-lint
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h' | grep -v '_table.h')
fmt-check: | build/.packages-lint
	$(Q)clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h' | grep -v '_table.h')

clean:
	rm -rf build

-include $(shell find $(O) -name '*.d' 2>/dev/null)
