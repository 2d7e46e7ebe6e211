# make                  build/dev/djeli
# make BUILD=release    build/release/djeli; BUILD=asan has the test hooks
# make check            layers, names and the unit tests, under the sanitizers
# make install          PREFIX=/usr/local
# make dist             build/djeli-VERSION.tar.gz: builds without node and network
# SPDX-License-Identifier: Apache-2.0
CC     ?= gcc
BUILD  ?= dev
PREFIX ?= /usr/local
B      := build/$(BUILD)
VERSION := $(shell cat VERSION)
PKGS   := sqlite3 libpq libsodium libbrotlienc libbrotlidec zlib expat jansson libutf8proc \
          libjpeg libpng libwebp libavif libseccomp libcurl libqrencode libcrypto
WARN   := -Wall -Wextra -Werror -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
          -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wcast-qual -Wcast-align \
          -Wpointer-arith -Wundef -Wvla -Wformat=2 -Wswitch-enum -Wimplicit-fallthrough
HARD   := -fstack-protector-strong -fstack-clash-protection -fPIE
dev     := -O1 -DDJELI_HOOKS
release := -O2 -D_FORTIFY_SOURCE=2
asan    := -O1 -DDJELI_HOOKS -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
tsan    := -O1 -DDJELI_HOOKS -fsanitize=thread
fuzz    := -O1 -DDJELI_HOOKS -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
lint    := -O1 -DDJELI_HOOKS -fanalyzer
clang   := -O1 -DDJELI_HOOKS
CPPFLAGS := -D_GNU_SOURCE -DDJELI_VERSION='"$(VERSION)"' -Isrc -I$(B)/made $(shell pkg-config --cflags $(PKGS))
CFLAGS := -std=c17 -g -fno-strict-aliasing -fno-common $(WARN) $(HARD) $($(BUILD))
LDFLAGS := -pie -Wl,-z,relro,-z,now $(filter -fsanitize%,$($(BUILD)))
LDLIBS := $(shell pkg-config --libs $(PKGS)) -lstemmer -lpthread -lm

SRC    := $(shell find src -name '*.c' | LC_ALL=C sort)
LIB    := $(filter-out src/cmd/%,$(SRC))
CMDOBJ := $(patsubst src/%.c,$(B)/%.o,$(filter src/cmd/%,$(SRC)))
TESTS  := $(shell find test -name '*.c' -not -path 'test/fuzz/*' | LC_ALL=C sort)
SQL    := $(wildcard sql/*.sql)
STEPS  := $(wildcard sql/schema/*.sql)
RECORD := $(wildcard sql/record/*.def)
QUERY  := $(SQL:sql/%.sql=$(B)/made/query/%.h) $(B)/made/query/kinds.h \
          $(RECORD:sql/record/%.def=$(B)/made/record/%.h)
ASSETS := $(shell find theme/* lang -mindepth 1 -type f | LC_ALL=C sort)
TYPED  := $(shell find web -name node_modules -prune -o -name '*.ts' -print | LC_ALL=C sort)
WEB    := $(filter-out web/lib/%,$(wildcard web/*.ts web/*/*.ts))
SCRIPT := $(patsubst %.ts,$(B)/made/web/%.js,$(notdir $(WEB))) $(B)/made/web/licences.txt
LIBOBJ := $(LIB:src/%.c=$(B)/%.o) $(B)/made/query.o $(B)/made/assets.o
FUZZ   := $(patsubst test/fuzz/%.c,$(B)/fuzz/%,$(wildcard test/fuzz/*.c))
MADE   := $(QUERY) $(B)/made/assets.h $(B)/made/routes.inc $(B)/made/faces.inc $(B)/made/commands.inc $(B)/made/imports.inc $(B)/made/jobs.inc $(B)/made/tests.inc

# make V=1 shows the commands.
ifndef V
.SILENT:
endif

all: $(B)/djeli

$(B)/djeli: $(LIBOBJ) $(CMDOBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/djeli-test: $(LIBOBJ) $(TESTS:%.c=$(B)/%.o)
	$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/%.o: src/%.c | $(MADE)
	@mkdir -p $(@D)
	@echo '  $(BUILD) $<'
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/test/%.o: test/%.c | $(MADE)
	@mkdir -p $(@D)
	@echo '  $(BUILD) $<'
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itest -MMD -MP -c -o $@ $<
$(B)/made/%.o: $(B)/made/%.c | $(MADE)
	@echo '  $(BUILD) $<'
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Small programs: each is one file.
$(B)/tools/%: tools/%.c
	@mkdir -p $(@D)
	@echo '  $(BUILD) $<'
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(TOOLLIBS)
$(B)/tools/sqlcheck: TOOLLIBS := $(shell pkg-config --libs sqlite3)

# Typed queries and the schema's steps come from sql/, the theme and the words
# from theme/ and lang/; pages, commands, jobs and tests are found by their macro.
# A header is written anew only where it changes, so a new query rebuilds its users alone.
$(B)/made/query.stamp: $(RECORD) $(SQL) $(STEPS) tools/sqlgen $(B)/tools/sqlcheck
	@mkdir -p $(B)/made/new/query $(B)/made/new/record $(B)/made/query $(B)/made/record
	rm -f $(B)/made/new/query/* $(B)/made/new/record/*
	tools/sqlgen h $(B)/made/new $(RECORD) $(SQL) $(STEPS)
	tools/sqlgen list $(RECORD) $(SQL) $(STEPS) > $(B)/made/query.list
	$(B)/tools/sqlcheck < $(B)/made/query.list
	cd $(B)/made/new && for f in query/*.h record/*.h; do cmp -s $$f ../$$f || mv $$f ../$$f; done
	touch $@
$(QUERY): $(B)/made/query.stamp
	@:
$(B)/made/query.c: $(RECORD) $(SQL) $(STEPS) tools/sqlgen
	@mkdir -p $(@D)
	tools/sqlgen c $(RECORD) $(SQL) $(STEPS) > $@.new && mv $@.new $@
$(B)/made/assets.h: tools/embed
	@mkdir -p $(@D)
	tools/embed h > $@
$(B)/made/assets.c: $(ASSETS) $(SCRIPT) tools/embed
	tools/embed c $(ASSETS) $(SCRIPT) > $@.new && mv $@.new $@
# The desk's scripts and their notices: all of them in one go (a grouped target).
$(SCRIPT) &: $(TYPED) web/build web/inner.mjs web/licences.mjs web/package-lock.json
	@echo '  $(BUILD) web/'
	web/build $(B)/made/web
$(B)/made/routes.inc: $(SRC) tools/collect
	@mkdir -p $(@D)
	tools/collect ROUTE $(SRC) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/made/faces.inc: $(SRC) tools/collect
	@mkdir -p $(@D)
	tools/collect FACE $(SRC) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/made/commands.inc: $(SRC) tools/collect
	@mkdir -p $(@D)
	tools/collect COMMAND $(SRC) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/made/imports.inc: $(SRC) tools/collect
	@mkdir -p $(@D)
	tools/collect IMPORT $(SRC) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/made/jobs.inc: $(SRC) tools/collect
	@mkdir -p $(@D)
	tools/collect JOB $(SRC) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/made/tests.inc: $(TESTS) tools/collect
	@mkdir -p $(@D)
	tools/collect TEST $(TESTS) | sed 's/^TEST/TEST_LIST/' > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(B)/door/routes.o $(B)/cmd/main.o $(B)/work/table.o $(B)/port/recipe.o $(B)/test/main.o: $(B)/made/routes.inc $(B)/made/faces.inc $(B)/made/commands.inc \
	$(B)/made/imports.inc $(B)/made/jobs.inc $(B)/made/tests.inc

# Fuzz targets: clang with libFuzzer; make BUILD=fuzz fuzz CC=clang
fuzz: $(FUZZ)
$(B)/fuzz/%: test/fuzz/%.c $(LIBOBJ)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBOBJ) $(LDFLAGS) $(LDLIBS)

# The demo paper's pictures: $(B)/tools/draw SCENE SEED OUT.jpg
tools: $(B)/tools/draw
$(B)/tools/draw: $(wildcard tools/draw/*.c) tools/draw/draw.h
	@mkdir -p $(@D)
	@echo '  $(BUILD) tools/draw'
	$(CC) -std=c17 -O2 -D_GNU_SOURCE -Wall -Wextra -Werror -o $@ $(filter %.c,$^) -ljpeg -lm

check:
	script/layers
	$(MAKE) BUILD=asan build/asan/djeli-test build/asan/djeli
	build/asan/djeli-test

# For clangd and its like: how each file is compiled.
command = {"directory": "$(CURDIR)", "file": "$1", "command": \
	"$(subst ",\",gcc $(CPPFLAGS) $(CFLAGS) $(if $(filter test/%,$1),-Itest) -c $1)"}
comma := ,
compile_commands.json: $(SRC) $(TESTS) Makefile | $(MADE)
	$(file >$@,[$(call command,$(firstword $(SRC))))
	$(foreach f,$(filter-out $(firstword $(SRC)),$(SRC)) $(TESTS),$(file >>$@,$(comma)$(call command,$f)))
	$(file >>$@,])

# A tarball that builds without node and without the network.
dist: $(SCRIPT)
	tools/dist build/djeli-$(VERSION).tar.gz $(B)/made/web
	echo build/djeli-$(VERSION).tar.gz

install: $(B)/djeli
	install -D -m 755 $(B)/djeli $(DESTDIR)$(PREFIX)/bin/djeli
clean:
	rm -rf build
.PHONY: all tools check fuzz dist install clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
