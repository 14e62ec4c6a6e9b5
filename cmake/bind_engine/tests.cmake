# Binds a small library that has all that bind_engine takes apart, and another that it does without.
add_library(bind_engine_spare SHARED spare_sample.cc)
target_link_options(bind_engine_spare PRIVATE -fuse-ld=lld
  LINKER:--version-script=${CMAKE_CURRENT_SOURCE_DIR}/spare_sample.map)
add_library(bind_engine_sample SHARED sample.cc sample_node.cc)
target_link_libraries(bind_engine_sample PRIVATE bind_engine_spare)
target_link_options(bind_engine_sample PRIVATE -fuse-ld=lld LINKER:-z,now,-rpath,/nowhere)

set(bound_sample ${CMAKE_CURRENT_BINARY_DIR}/libbound_sample.so)
add_custom_command(OUTPUT ${bound_sample}
  COMMAND bind_engine $<TARGET_FILE:bind_engine_sample> ${bound_sample} bind_engine_spare
  DEPENDS bind_engine bind_engine_sample VERBATIM)
add_executable(bind_engine_test bind_engine_test.cc elf_library.cc ${bound_sample})
target_compile_features(bind_engine_test PRIVATE cxx_std_23)
target_include_directories(bind_engine_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(bind_engine_test PRIVATE
  BIND_ENGINE_SAMPLE="$<TARGET_FILE:bind_engine_sample>" BIND_ENGINE_BOUND="${bound_sample}")
add_test(NAME bind_engine COMMAND bind_engine_test)
set_tests_properties(bind_engine PROPERTIES LABELS unit TIMEOUT 60)
