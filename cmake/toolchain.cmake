# clang 19 against the private sysroot. BAILEY_SYSROOT=none builds with the system's own
# libraries (Debian 14 or later has the versions bailey needs).
if(NOT DEFINED BAILEY_SYSROOT)
  if(DEFINED ENV{BAILEY_SYSROOT})
    set(BAILEY_SYSROOT "$ENV{BAILEY_SYSROOT}")
  else()
    execute_process(
      COMMAND bash "${CMAKE_CURRENT_LIST_DIR}/sysroot.sh"
      OUTPUT_VARIABLE BAILEY_SYSROOT OUTPUT_STRIP_TRAILING_WHITESPACE
      COMMAND_ERROR_IS_FATAL ANY)
  endif()
endif()
set(BAILEY_SYSROOT "${BAILEY_SYSROOT}" CACHE PATH "unpacked libraries, or none for the system's" FORCE)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES BAILEY_SYSROOT BAILEY_OWN_ENGINE)

find_program(BAILEY_CLANG NAMES clang-19 clang-20 clang-21 clang-22 clang REQUIRED)
find_program(BAILEY_CLANGXX NAMES clang++-19 clang++-20 clang++-21 clang++-22 clang++ REQUIRED)
set(CMAKE_C_COMPILER "${BAILEY_CLANG}")
set(CMAKE_CXX_COMPILER "${BAILEY_CLANGXX}")
set(CMAKE_ASM_COMPILER "${BAILEY_CLANG}")
find_program(BAILEY_CCACHE ccache)
if(BAILEY_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${BAILEY_CCACHE}")
endif()

set(CMAKE_EXE_LINKER_FLAGS_INIT "-fuse-ld=lld")
if(NOT BAILEY_SYSROOT STREQUAL "none")
  set(BAILEY_TRIPLE ${CMAKE_HOST_SYSTEM_PROCESSOR}-linux-gnu)
  if(CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL "x86_64")
    set(BAILEY_LOADER "${BAILEY_SYSROOT}/usr/lib64/ld-linux-x86-64.so.2")
  else()
    set(BAILEY_LOADER "${BAILEY_SYSROOT}/usr/lib/ld-linux-aarch64.so.1")
  endif()
  set(CMAKE_SYSROOT "${BAILEY_SYSROOT}")
  set(gcc "--gcc-install-dir=${BAILEY_SYSROOT}/usr/lib/gcc/${BAILEY_TRIPLE}/15")
  set(CMAKE_C_FLAGS_INIT "${gcc}")
  set(CMAKE_CXX_FLAGS_INIT "${gcc}")
  # With an engine of its own bailey runs on the C library of whatever machine it is on (docs/decisions/0017).
  if(NOT BAILEY_OWN_ENGINE)
    # Without --disable-new-dtags the libraries' own needs are not found through our rpath.
    string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT
      " -Wl,--dynamic-linker=${BAILEY_LOADER} -Wl,-rpath,${BAILEY_SYSROOT}/usr/lib/${BAILEY_TRIPLE} -Wl,--disable-new-dtags")
  endif()
  set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
  set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
  set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
  set(CMAKE_LIBRARY_ARCHITECTURE ${BAILEY_TRIPLE})
endif()
set(CMAKE_SKIP_RPATH ON)
