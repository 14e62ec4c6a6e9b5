# Finds the JavaScript engine: the static V8 that cmake/engine builds (BAILEY_OWN_ENGINE), another V8
# under V8_ROOT (include/ and lib/), or the libnode of the sysroot or the system, which exports V8's
# API. Defines V8::V8, and V8_FACTS, the arguments of engine/facts.py. Nothing outside this file may know
# which one it is.
option(BAILEY_OWN_ENGINE "Link the static V8 of ./dev engine instead of libnode" OFF)
set(V8_ROOT "" CACHE PATH "a V8 build with include/ and lib/; empty uses libnode")
if(BAILEY_OWN_ENGINE AND NOT V8_ROOT)
  execute_process(
    COMMAND bash "${CMAKE_CURRENT_LIST_DIR}/engine/engine.sh"
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  set(V8_ROOT "${folder}" CACHE PATH "a V8 build with include/ and lib/; empty uses libnode" FORCE)
endif()
if(V8_ROOT)
  # Not cached: another V8_ROOT means another library.
  set(only_there NO_CACHE NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  find_path(V8_INCLUDE_DIR v8.h PATHS ${V8_ROOT}/include ${only_there})
  find_library(V8_LIBRARY NAMES v8_monolith v8 PATHS ${V8_ROOT}/lib ${only_there})
else()
  find_path(V8_INCLUDE_DIR v8.h PATH_SUFFIXES nodejs/deps/v8/include)
  find_library(V8_LIBRARY NAMES v8 node)
endif()
# What tells of its age: the changelogs that came with it.
set(V8_FACTS --version-header ${V8_INCLUDE_DIR}/v8-version.h)
if(V8_ROOT)
  set(V8_CHANGES ${V8_ROOT}/changes)
  foreach(of node package)
    if(EXISTS ${V8_CHANGES}/${of})
      list(APPEND V8_FACTS --${of}-changes ${V8_CHANGES}/${of})
    endif()
  endforeach()
else()
  find_file(V8_PACKAGE_CHANGES changelog.Debian.gz PATHS /usr/share/doc/libnode-dev NO_DEFAULT_PATH)
  if(V8_PACKAGE_CHANGES)
    list(APPEND V8_FACTS --package-changes ${V8_PACKAGE_CHANGES})
  endif()
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(V8 REQUIRED_VARS V8_LIBRARY V8_INCLUDE_DIR)
option(BAILEY_BIND_ENGINE "Run on a copy of libnode that starts faster (docs/decisions/0012)" ON)
if(V8_FOUND AND NOT TARGET V8::V8)
  add_library(V8::V8 UNKNOWN IMPORTED)
  set_target_properties(V8::V8 PROPERTIES
    IMPORTED_LOCATION "${V8_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${V8_INCLUDE_DIR}"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${V8_INCLUDE_DIR}")
  if(EXISTS "${V8_INCLUDE_DIR}/v8-gn.h")
    # The settings the engine was built with, which its headers ask for.
    set_target_properties(V8::V8 PROPERTIES INTERFACE_COMPILE_DEFINITIONS V8_GN_HEADER)
  endif()
  if(V8_LIBRARY MATCHES "\\.a$")
    set_target_properties(V8::V8 PROPERTIES
      INTERFACE_LINK_LIBRARIES "third_party::icui18n;third_party::icuuc;third_party::simdutf;-l:libatomic.a;dl;pthread")
  elseif(BAILEY_BIND_ENGINE AND NOT V8_ROOT AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    add_subdirectory(${CMAKE_CURRENT_LIST_DIR}/bind_engine)
  endif()
endif()
