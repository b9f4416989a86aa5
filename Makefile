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
SOURCES := $(sort $(shell find core tui tests -name '*.[ch]'))
FMT_SRC := $(filter-out %_table.h,$(SOURCES))
objects = $(patsubst %.c,$(O)/%.o,$(1))

CORE_SRC := $(call sources,core/base core/db core/domain core/serve core/cmd)
TUI_SRC := $(call sources,tui/cells tui/widget tui/screen tui/app)
TERM_SRC := $(call sources,tui/term)
TEST_LIB_SRC := $(call sources,tests/lib)
UNIT_SRC := $(call sources,tests/unit tests/golden tests/fault)
PTY_SRC := $(call sources,tests/pty)
UNIT_BIN := $(patsubst tests/%.c,$(O)/tests/%,$(UNIT_SRC))
SCRIPTS := $(sort $(wildcard tests/sh/test_*.sh))
PTY_BIN := $(patsubst tests/%.c,$(O)/tests/%,$(PTY_SRC))

.PHONY: all check check-all unit pty demo bench run layers map fmt fmt-check lint asan fuzz cover install uninstall \
	dist clean help po

all: $(O)/linli build/linli

help:
	@sed -n 's/^## //p' Makefile

## make [V=1] [WERROR=1] [MODE=release|asan|cover] TARGET
##   all          build build/linli
##   run          build it and open the console on the default database
##   demo         build it, make the demo city once, open the console on it
##   check        all quick tests (about a minute)
##   check-all    check, then lint, fmt-check, the suite under ASan and UBSan, each fuzz target for some seconds
##   bench        measure against yardsticks and print the table
##   lint         gcc -fanalyzer, clang-tidy, cppcheck, mandoc
##   asan         check under AddressSanitizer and UBSan
##   fuzz         each fuzz target for FUZZ_SECONDS
##   cover        check with coverage: lines by folder, errors that no test reaches
##   layers       who may include whom
##   fmt          format all sources; fmt-check only looks
##   install      into DESTDIR and PREFIX; uninstall takes it away again
##   dist         dist/linli-VERSION.tar.gz of what is committed
##   clean        remove build/
## For those who change it: unit and pty (parts of check, UPDATE=1 records goldens anew), po (bring data/po/en.po
## up to date with the sources), map (one line a module).

# --- what must be there before anything is compiled, by what was asked for: one look, one line to type
NEEDED := $(or $(if $(filter check-all lint fmt fmt-check fuzz,$(MAKECMDGOALS)),lint),$(if \
	$(filter check asan unit pty bench cover,$(MAKECMDGOALS)),check),build)
PACKAGES := build/.packages-$(NEEDED)
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
PO_DEF := tui/app/command.def tui/widget/keys.def
PO_SRC := $(sort $(shell find core tui -name '*.[ch]'))
$(POT): $(PO_SRC) $(PO_DEF) data/gen/def_texts.awk | $(PACKAGES)
	@mkdir -p $(GEN)
	$(Q)awk -f data/gen/def_texts.awk $(PO_DEF) > $(GEN)/def_texts.c
	$(Q)xgettext --from-code=UTF-8 --language=C --add-location=file --sort-by-file -k_ -kN_ -kC_:1c,2 -kSLOT:1c,2 -kP_:1,2 \
		--package-name=linli -o $@ $(PO_SRC) $(GEN)/def_texts.c
po: $(POT)
	$(Q)msgmerge -q --no-fuzzy-matching --add-location=file --sort-by-file --no-wrap -U --backup=none data/po/en.po $(POT)
	$(Q)msgattrib --no-obsolete --no-wrap data/po/en.po | sed '/^"POT-Creation-Date/d; /^"Report-Msgid/d' > build/en.po
	$(Q)cp build/en.po data/po/en.po

MO := build/locale/en/LC_MESSAGES/linli.mo
$(MO): data/po/en.po | $(PACKAGES)
	$(say) MSGFMT $@
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format --check-domain -o $@ $<

# --- objects and libraries
# Linux-only calls live in these files alone; the macro must stand before core/ban.h includes anything.
$(patsubst %.c,$(O)/%.o,$(wildcard core/base/os*.c)): COMMON += -D_GNU_SOURCE
$(O)/%.o: %.c $(GENERATED) | $(PACKAGES)
	$(say) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(O)/tests/%.o: tests/%.c $(GENERATED) | $(PACKAGES)
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

check: $(UNIT_BIN) $(PTY_BIN) $(YARDSTICKS) $(MO) $(POT) $(O)/linli layers
	@sh tests/run.sh $(O) $(PTY_BIN) $(UNIT_BIN) $(SCRIPTS)
# One after the other: each of them wants all processors.
check-all: | $(PACKAGES)
	$(Q)$(MAKE) check
	$(Q)$(MAKE) lint fmt-check
	$(Q)$(MAKE) asan
	$(Q)$(MAKE) FUZZ_SECONDS=5 fuzz
unit: $(UNIT_BIN) $(MO) $(POT)
	@sh tests/run.sh $(O) $(UNIT_BIN)
pty: $(PTY_BIN) $(YARDSTICKS) $(O)/linli
	@sh tests/run.sh $(O) $(PTY_BIN)

# The cities are made once and kept in build/bench.
bench: build/linli $(YARDSTICKS)
	$(Q)build/linli bench --dir build/bench --yardsticks $(O)/tests/bench --json build/bench/bench.jsonl

run: build/linli
	$(Q)build/linli
# The demo city is made once a schema; remove build/demo.db* for another one that ends now.
build/demo.db: $(sort $(wildcard data/schema/*.sql)) | build/linli
	$(Q)rm -f $@*
	$(Q)build/linli --db $@ demo
demo: build/linli build/demo.db
	$(Q)build/linli --db build/demo.db

asan:
	$(Q)$(MAKE) MODE=asan check
# Each target for FUZZ_SECONDS, from the kept corpus; what is found goes to build/fuzz/found/NAME.
FUZZ_SECONDS ?= 30
FUZZ_BIN := $(patsubst tests/%.c,build/fuzz/tests/%,$(call sources,tests/fuzz))
fuzz: | $(PACKAGES)
	$(Q)$(MAKE) MODE=fuzz CC=clang $(FUZZ_BIN)
	$(Q)for f in $(FUZZ_BIN); do n=$${f##*/fuzz_}; mkdir -p build/fuzz/found/$$n; echo "  FUZZ   $$n"; \
		$$f -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -verbosity=0 -artifact_prefix=build/fuzz/found/ \
			build/fuzz/found/$$n $$(ls -d tests/corpus/$$n tests/fuzz/corpus/$$n 2>/dev/null) \
			>build/fuzz/$$n.log 2>&1 || { tail -60 build/fuzz/$$n.log; exit 1; }; done
$(O)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a $(O)/libcore.a
	$(say) LD $@
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< -Wl,--start-group $(O)/libtest.a $(O)/libtui.a $(O)/libterm.a \
		$(O)/libcore.a -Wl,--end-group $(TEST_LIBS) $(PTY_LIBS) $(TERM_LIBS) $(CORE_LIBS)

# A process that gave up root's rights cannot note what it reached and says so where a test looks: that one fails here.
cover:
	$(Q)$(MAKE) MODE=cover check || true
	@sh tests/cover.sh build/cover

layers: $(O)/libcore.a
	@awk -f tests/layers.awk $(SOURCES)
	@! nm -u $(O)/libcore.a 2>/dev/null | grep -E ' (initscr|newterm|doupdate|wrefresh)$$' || { echo "core reaches for curses"; exit 1; }

# Every source once with each analyser, and again only when it or a header of it changed. cppcheck follows.
LINT_SRC := $(CORE_SRC) $(TUI_SRC) $(TERM_SRC) tui/main.c
LINT_OUT := $(patsubst %.c,build/lint/%.o,$(LINT_SRC))
# Deep enough for a function of sixty lines; four times faster than without a bound.
TIDY_DEPTH := -Xclang -analyzer-config -Xclang max-nodes=40000
LINT_FLAGS = $(filter-out -MMD -MP -g,$(COMMON)) -DLINLI_ANALYSE -Wno-unused-value
$(patsubst %.c,build/lint/%.o,$(wildcard core/base/os*.c)): COMMON += -D_GNU_SOURCE
$(LINT_OUT): build/lint/%.o: %.c .clang-tidy $(GENERATED) | $(PACKAGES)
	$(say) LINT $<
	@mkdir -p $(@D)
	$(Q)gcc $(WARN) $(LINT_FLAGS) -O2 -fanalyzer -Werror -MMD -MP -c -o $@ $<
	$(Q)clang-tidy --quiet $< -- $(LINT_FLAGS) $(TIDY_DEPTH) >$@.log 2>&1 || { cat $@.log; rm -f $@; exit 1; }
lint: $(LINT_OUT) build/linli.1
	$(Q)mkdir -p build/lint/cppcheck
	$(Q)cppcheck -q --std=c17 --enable=warning,performance,portability --error-exitcode=1 --inline-suppr \
		--suppressions-list=tests/lib/cppcheck.supp --cppcheck-build-dir=build/lint/cppcheck -j2 \
		-I. -I$(GEN) -D_XOPEN_SOURCE=700 -DLINLI_ANALYSE $(LINT_SRC)
	$(Q)mandoc -T lint build/linli.1
	@echo "lint: $(words $(LINT_OUT)) sources, nothing found"

map:
	@awk -f data/gen/map.awk $$(ls core/*/*.h tui/*/*.h | grep -v '_table\.h$$')

fmt: | $(PACKAGES)
	$(Q)clang-format -i $(FMT_SRC)
fmt-check: | $(PACKAGES)
	$(Q)clang-format --dry-run -Werror $(FMT_SRC)

# --- where it goes: PREFIX/share/linli is looked for from PREFIX/bin
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
DATA := calendar demo divisions licenses rules
build/linli.1: data/gen/man.sh data/linli.1 $(O)/linli
	$(Q)sh data/gen/man.sh $(O)/linli data/linli.1 > $@
install: $(O)/linli build/linli.1
	$(say) INST $(DESTDIR)$(PREFIX)
	$(Q)install -d $(BIN) $(SHARE)/linli/themes $(SHARE)/man/man1 $(SHARE)/locale/en/LC_MESSAGES
	$(Q)install -m 755 $(O)/linli $(BIN)/linli
	$(Q)for d in $(DATA); do install -d $(SHARE)/linli/$$d && install -m 644 data/$$d/* $(SHARE)/linli/$$d; done
	$(Q)install -d $(SHARE)/linli/systemd && install -m 644 data/linli-tick.* $(SHARE)/linli/systemd
	$(Q)install -m 644 themes/*.yaml $(SHARE)/linli/themes
	$(Q)install -m 644 $(MO) $(SHARE)/locale/en/LC_MESSAGES/linli.mo
	$(Q)install -m 644 build/linli.1 $(SHARE)/man/man1/linli.1
uninstall:
	$(Q)rm -rf $(SHARE)/linli
	$(Q)rm -f $(BIN)/linli $(SHARE)/locale/en/LC_MESSAGES/linli.mo $(SHARE)/man/man1/linli.1

VERSION := $(shell sed -n 's/^\#define LINLI_VERSION "\(.*\)"/\1/p' core/cmd/cmd.h)
dist:
	$(Q)mkdir -p dist && git archive --prefix=linli-$(VERSION)/ -o dist/linli-$(VERSION).tar.gz HEAD
	@echo dist/linli-$(VERSION).tar.gz

clean:
	rm -rf build

-include $(shell find $(O) build/lint -name '*.d' 2>/dev/null)
