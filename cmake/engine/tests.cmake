add_test(NAME engine_scripts
  COMMAND ${BAILEY_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/engine_test.py ${CMAKE_CXX_COMPILER}
    ${V8_FACTS})
set_tests_properties(engine_scripts PROPERTIES LABELS unit TIMEOUT 60)
