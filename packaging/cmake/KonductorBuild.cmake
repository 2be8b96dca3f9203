# SPDX-License-Identifier: Apache-2.0
# What every target of the project shares: language level, warnings, sanitizers, caching, where binaries land.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # Paths below the source folder are hashed relative to it, so that two checkouts share one cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
endif()

add_library(konductor_options INTERFACE)
target_include_directories(konductor_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(konductor_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS;QT_FORCE_ASSERTS>)
target_compile_options(konductor_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
    $<$<CXX_COMPILER_ID:GNU>:-fcoroutines -Wno-subobject-linkage>
    $<$<BOOL:${KONDUCTOR_WERROR}>:-Werror>
    $<$<CONFIG:Release>:-fstack-protector-strong;-D_FORTIFY_SOURCE=2>)
target_link_options(konductor_options INTERFACE $<$<CONFIG:Release>:-Wl,-z,relro,-z,now>)
if(KONDUCTOR_SANITIZE)
    target_compile_options(konductor_options INTERFACE
        -fsanitize=${KONDUCTOR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
        $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>) # clang 14 cannot assemble coroutines with it
    target_link_options(konductor_options INTERFACE -fsanitize=${KONDUCTOR_SANITIZE})
endif()

# konductor_library(NAME SOURCES … [DEPENDS …] [PRIVATE_DEPENDS …])
# A static library of one room. The link lines are the architecture: a room sees only what it depends on
# (see ARCHITECTURE.md, "The house").
function(konductor_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC konductor_options ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
    target_precompile_headers(${name} PRIVATE <QtCore/QtCore> <memory> <optional> <vector>)
endfunction()

# The tests of the pure core, without sockets: what the gate runs under the sanitizers, because a Qt that is not
# instrumented itself makes the others slow and noisy. They carry the label "pure".
add_custom_target(pure-tests)

# konductor_test(NAME SOURCES … DEPENDS … [LABELS …] [TIMEOUT seconds])
# One Qt Test program. NAME is the test's name in ctest (room.class); the file is tst_<class>.cpp.
function(konductor_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
    string(REPLACE "." "_" target "tst_${name}")
    add_executable(${target} ${ARG_SOURCES})
    target_link_libraries(${target} PRIVATE konductor_options Qt6::Test ${ARG_DEPENDS})
    target_compile_definitions(${target} PRIVATE KONDUCTOR_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
        KONDUCTOR_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KONDUCTOR_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${target})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(name MATCHES "^(core\\.(api|base|insight|report|rules|snapshot)\\.|replay\\.recordings$)")
        add_dependencies(pure-tests ${target})
        list(APPEND ARG_LABELS pure)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        SKIP_REGULAR_EXPRESSION "^SKIPPED: "
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;QT_LOGGING_RULES=qt.qpa.*=false;ASAN_OPTIONS=detect_leaks=0")
endfunction()
