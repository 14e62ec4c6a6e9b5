separate_arguments(flags UNIX_COMMAND "${CMAKE_C_FLAGS} -fuse-ld=lld")
if(CMAKE_SYSROOT)
  list(APPEND flags --sysroot=${CMAKE_SYSROOT})
endif()
add_test(NAME portable_scripts
  COMMAND ${BAILEY_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/portable_test.py ${CMAKE_C_COMPILER} ${flags})
set_tests_properties(portable_scripts PROPERTIES LABELS unit TIMEOUT 120)

if(BAILEY_OWN_ENGINE)
  add_test(NAME portable_program
    COMMAND ${BAILEY_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/check_binary.py $<TARGET_FILE:bailey>
      --without ${PROJECT_SOURCE_DIR} ${V8_ROOT} ${BAILEY_LIBRARIES} ${CMAKE_SYSROOT})
  set_tests_properties(portable_program PROPERTIES LABELS package TIMEOUT 60)
  add_test(NAME start_order
    COMMAND ${BAILEY_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/start_order.py --check $<TARGET_FILE:bailey>)
  set_tests_properties(start_order PROPERTIES LABELS package TIMEOUT 60)
  add_executable(older_glibc_test ${CMAKE_CURRENT_LIST_DIR}/older_glibc_test.cc)
  target_link_libraries(older_glibc_test PRIVATE bailey::test_main)
  add_test(NAME older_glibc COMMAND older_glibc_test)
  set_tests_properties(older_glibc PROPERTIES LABELS unit TIMEOUT 60)
endif()
