# bailey_fuzz(<name> SOURCES … [USES …])
#
# A libFuzzer target, built with BAILEY_FUZZ only (cmake --preset fuzz). Its dictionary is
# tests/fuzz/<name>.dict and its seeds are in tests/fuzz/seeds/<name>/, where there are any:
# `./dev fuzz <name> <seconds>` builds and runs it with both.
add_custom_target(fuzzers)  # all of them

function(bailey_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
  if(NOT BAILEY_FUZZ)
    return()
  endif()
  add_executable(${name}_fuzz ${arg_SOURCES})
  target_link_libraries(${name}_fuzz PRIVATE bailey_compile_options ${arg_USES})
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name}_fuzz)
  set_target_properties(${name}_fuzz PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzzers)
endfunction()
