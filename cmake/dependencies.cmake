# The third-party libraries, one imported target each. docs/decisions/0002-dependencies.md says
# why each is here; the fences of .clang-tidy say which folder may include it.
#
# With an engine of its own bailey links them statically: those that the sysroot has as shared libraries
# alone come from BAILEY_LIBRARIES, and the engine was built with the same.
set(BAILEY_LIBRARIES "" CACHE PATH "the folder that cmake/engine/libraries.sh makes")
if(BAILEY_OWN_ENGINE)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  if(NOT BAILEY_LIBRARIES)
    execute_process(
      COMMAND bash "${CMAKE_CURRENT_LIST_DIR}/engine/libraries.sh"
      OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE
      COMMAND_ERROR_IS_FATAL ANY)
    set(BAILEY_LIBRARIES "${folder}" CACHE PATH "the folder that cmake/engine/libraries.sh makes" FORCE)
  endif()
endif()

# bailey_library(<name> <header> NAMES … [NEEDS …]): NEEDS are what a static library asks of others; a
# shared one says so itself.
function(bailey_library name header)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "NAMES;NEEDS")
  if(BAILEY_OWN_ENGINE)
    set(only_there PATHS ${BAILEY_LIBRARIES}/include ${BAILEY_LIBRARIES}/lib
      NO_CACHE NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
    find_path(${name}_INCLUDE_DIR ${header} ${only_there})
    find_library(${name}_LIBRARY NAMES ${arg_NAMES} ${only_there})
  endif()
  find_path(${name}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${name}_LIBRARY NAMES ${arg_NAMES} REQUIRED)
  add_library(third_party::${name} UNKNOWN IMPORTED)
  set_target_properties(third_party::${name} PROPERTIES IMPORTED_LOCATION "${${name}_LIBRARY}")
  if(BAILEY_OWN_ENGINE AND ${name}_INCLUDE_DIR MATCHES "^${BAILEY_LIBRARIES}/")
    set_target_properties(third_party::${name} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${${name}_INCLUDE_DIR}")
  endif()
  if(${name}_LIBRARY MATCHES "\\.a$")
    set_target_properties(third_party::${name} PROPERTIES INTERFACE_LINK_LIBRARIES "${arg_NEEDS}")
  endif()
endfunction()

bailey_library(uv uv.h NAMES uv NEEDS dl rt pthread)
bailey_library(z zlib.h NAMES z)
if(BAILEY_OWN_ENGINE)
  bailey_library(zstd openssl/crypto.h NAMES zstd)  # that of libcrypto.a
endif()
bailey_library(crypto openssl/crypto.h NAMES crypto NEEDS third_party::z third_party::zstd dl pthread)
bailey_library(ssl openssl/ssl.h NAMES ssl NEEDS third_party::crypto)
bailey_library(ada ada.h NAMES ada-url ada ada-url0)
bailey_library(simdutf simdutf.h NAMES simdutf)
bailey_library(brotlicommon brotli/types.h NAMES brotlicommon)
bailey_library(brotlidec brotli/decode.h NAMES brotlidec NEEDS third_party::brotlicommon)
bailey_library(brotlienc brotli/encode.h NAMES brotlienc NEEDS third_party::brotlicommon)
bailey_library(nghttp2 nghttp2/nghttp2.h NAMES nghttp2)
bailey_library(icudata unicode/utypes.h NAMES icudata)
bailey_library(icuuc unicode/utypes.h NAMES icuuc NEEDS third_party::icudata)
bailey_library(icui18n unicode/ucal.h NAMES icui18n NEEDS third_party::icuuc)
bailey_library(seccomp seccomp.h NAMES seccomp)
