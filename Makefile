# Thước. What one needs to know:
#   make run          install what is missing, build, serve at http://localhost:8080 (PORT=… for another)
#   make test         everything; closes with "N passed, N failed"
# While working:
#   make unit         unit tests, ASan+UBSan and optimised   (ARGS='-tc=zip*' picks test cases, doctest's own options)
#   make unit MODULE=bundle    only tests/unit/bundle_*_test.cc and what that module may know: the modules above may be in pieces
#   make unit-asan · make unit-native · make unit-wasm        one of them
#   make unit-ui      tests/unit/ui_*_test.cc, screens drawn natively without a browser
#   make gallery      every screen in every width, language and theme as pictures, drawn natively: build/gallery (ARGS as above)
#   make cli          build/native/thuoc
#   make site         the page, in build/site (make run without serving)
#   make watch        the same served, built anew whenever a file of src, web, assets or criteria is saved; the page reloads by itself
#   make kill         the browser killed KILLS=50 times while a person types and attaches: what was lost
#   make e2e          browser tests only · make types  tsc and ESLint over web/, tools/, tests/ · make format  C++ in its form (FORMAT=--dry-run only says what is not)
#   make dist         the whole static site, in dist/
#   make ax-tree      what a screen reader says of the scoring screen (ARGS=phone)
#   make tidy         clang-tidy over src (.clang-tidy), some minutes: once a week, not part of make test
#   make fuzz         readers of what strangers send, at random with libFuzzer (SECONDS=60 for each; FUZZ='round review' only
#                     these of tests/fuzz; what it finds: build/fuzz/found)
#   make bench · make screenshots · make clean (keeps .toolchain; make distclean does not)
# Sources are found by folder (CMakeLists.txt): put src/score/level.cc there and it is built; tests/unit/level_test.cc likewise.
# JOBS=N sets the number of parallel compilations.

PORT ?= 8080
JOBS ?= $(shell nproc)
ARGS ?=
NINJA_STATUS ?= [%f/%t]
export NINJA_STATUS

EM := .toolchain/em
# One build at a time in a folder: two makes in one work tree wait for each other.
LOCK = $(if $(shell command -v flock),flock $(1).lock)
BUILD = mkdir -p $(1) && $(LOCK) $(2) cmake --build $(1) --parallel $(JOBS) --target
TESTS = thuoc_tests$(if $(MODULE),_$(MODULE))

.PHONY: tidy watch gallery format kill fuzz build-asan build-asan-ui build-native build-wasm dist-files help run test unit unit-asan unit-native unit-wasm unit-ui cli site e2e types dist bench screenshots ax-tree clean distclean setup setup-test
.DEFAULT_GOAL := help

help:
	@sed -n '/^#/!q;s/^# \{0,1\}//p' Makefile

setup:
	@tools/setup build
setup-test:
	@tools/setup test

# A configuration is made once; CMake itself sees to changes of CMakeLists.txt and to new files.
# CMakeCache.txt may be there after a configuration that failed, build.ninja is not.
build/native/build.ninja: | setup
	@mkdir -p build && $(call LOCK,build/native) cmake -S . -B build/native -G Ninja --log-level=WARNING
# clang's runtime comes with what the tests need.
build/asan/build.ninja: | setup-test
	@mkdir -p build && CC=clang-19 CXX=clang++-19 $(call LOCK,build/asan) cmake -S . -B build/asan -G Ninja --log-level=WARNING -DTHUOC_SANITIZE=ON
build/wasm/build.ninja: | setup
	@mkdir -p build && $(call LOCK,build/wasm) $(EM) emcmake cmake -S . -B build/wasm -G Ninja --log-level=WARNING >/dev/null

# What tools/test.mjs asks for, a configuration at a time.
build-asan: build/asan/build.ninja
	@$(call BUILD,build/asan) thuoc_tests
build-asan-ui: build/asan/build.ninja
	@$(call BUILD,build/asan) ui_tests
build-native: build/native/build.ninja
	@$(call BUILD,build/native) thuoc_tests
build-wasm: build/wasm/build.ninja
	@$(call BUILD,build/wasm,$(EM)) thuoc_tests

unit: unit-asan unit-native
unit-asan: build/asan/build.ninja
	@$(call BUILD,build/asan) $(TESTS)
	build/asan/$(TESTS) $(ARGS)
unit-native: build/native/build.ninja
	@$(call BUILD,build/native) $(TESTS)
	build/native/$(TESTS) $(ARGS)
unit-wasm: build/wasm/build.ninja
	@$(call BUILD,build/wasm,$(EM)) $(TESTS)
	node build/wasm/$(TESTS).cjs $(ARGS)
unit-ui: build/asan/build.ninja
	@$(call BUILD,build/asan) ui_tests
	build/asan/thuoc_ui_tests $(ARGS)

cli: build/native/build.ninja
	@$(call BUILD,build/native) native_tool

gallery: build/native/build.ninja
	@$(call BUILD,build/native) ui_tests
	@rm -rf build/gallery
	@THUOC_GALLERY=build/gallery build/native/thuoc_ui_tests -sf='*ui_screens*' $(ARGS)
	@echo build/gallery/index.html

TEXTS := $(wildcard assets/texts/*.json criteria/*.json)
build/fonts/done: tools/fonts.mjs package-lock.json $(TEXTS) | setup
	@node tools/fonts.mjs build/fonts $(TEXTS)
	@touch $@

site: build/wasm/build.ninja build/fonts/done
	@$(call BUILD,build/wasm,$(EM)) modules
	@node tools/site.mjs build/site

dist-files: site
	@node tools/site.mjs dist
dist: dist-files
	@node tools/size.mjs dist

run: site
	@node tools/serve.mjs build/site $(PORT)

build/watch/build.ninja: | setup
	@mkdir -p build && $(call LOCK,build/watch) $(EM) emcmake cmake -S . -B build/watch -G Ninja --log-level=WARNING -DTHUOC_WATCH=ON >/dev/null
watch: build/watch/build.ninja build/fonts/done
	@node tools/watch.mjs $(PORT)

test: setup
	@node tools/test.mjs
e2e: setup site cli
	@node tools/test.mjs e2e
KILLS ?= 50
kill: setup-test site
	@KILLS=$(KILLS) node --test tests/e2e/killed.test.mjs
types: setup
	@node_modules/.bin/tsc --project tsconfig.json
	@node_modules/.bin/tsc --project tools/tsconfig.json
	@node_modules/.bin/tsc --project tests/tsconfig.json
	@node_modules/.bin/eslint web tools tests

FORMAT ?= -i
format: setup-test
	@git ls-files -z '*.cc' '*.h' | xargs -0 clang-format-19 -Werror $(FORMAT)

bench: setup-test site cli build/wasm/build.ninja
	@$(call BUILD,build/native) benches
	@$(call BUILD,build/wasm,$(EM)) benches
	@node tests/bench/run.mjs $(ARGS)

# What clang compiles, with what it includes; some minutes.
tidy: build/asan/build.ninja
	@$(call BUILD,build/asan) embedded
	@run-clang-tidy-19 -quiet -j $(JOBS) -p build/asan 'CMakeFiles/thuoc(_(?!tests|ui_tests|all_texts)\w+)?\.dir/Unity|$(CURDIR)/src/'

SECONDS ?= 60
FUZZ ?= $(filter-out seeds,$(basename $(notdir $(wildcard tests/fuzz/*.cc))))
fuzz: setup-test
	@mkdir -p build && [ -f build/fuzz/build.ninja ] || CC=clang-19 CXX=clang++-19 cmake -S . -B build/fuzz -G Ninja --log-level=WARNING -DTHUOC_FUZZ=ON
	@$(call BUILD,build/fuzz) fuzzers
	@build/fuzz/fuzz_seeds build/fuzz/seeds && mkdir -p build/fuzz/found
	@failed=; for target in $(FUZZ); do mkdir -p build/fuzz/corpus/$$target; \
	  build/fuzz/fuzz_$$target -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=4096 -verbosity=0 -print_final_stats=1 \
	    -artifact_prefix=build/fuzz/found/$$target- build/fuzz/corpus/$$target build/fuzz/seeds/$$target || failed="$$failed $$target"; done; \
	  [ -z "$$failed" ] || { echo "build/fuzz/found has what breaks:$$failed"; exit 1; }

screenshots: setup-test site
	@node tests/e2e/screenshots.mjs $(ARGS)

ax-tree: setup-test site
	@node tests/e2e/ax_tree.mjs $(ARGS)

clean:
	rm -rf build dist
distclean: clean
	rm -rf .toolchain node_modules
