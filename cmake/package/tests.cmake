add_test(NAME package_scripts COMMAND ${BAILEY_PYTHON} -B ${CMAKE_CURRENT_LIST_DIR}/package_test.py)
set_tests_properties(package_scripts PROPERTIES LABELS unit TIMEOUT 60)

# What goes into a package is the same each time.
if(BAILEY_OWN_ENGINE)
  set(twice ${BAILEY_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/reproducible_test.py)
  foreach(scope window worker)
    add_test(NAME reproducible_${scope}_snapshot
      COMMAND ${twice} $<TARGET_FILE:mksnapshot> ${scope} OUT --reproducible)
    set_tests_properties(reproducible_${scope}_snapshot PROPERTIES LABELS package TIMEOUT 120)
  endforeach()
  add_test(NAME reproducible_builtin_code
    COMMAND ${twice} $<TARGET_FILE:mkbuiltincode> OUT --reproducible)
  set_tests_properties(reproducible_builtin_code PROPERTIES LABELS package TIMEOUT 120)
  set(transpiler ${PROJECT_SOURCE_DIR}/runtime/transpiler)
  add_test(NAME reproducible_typescript
    COMMAND ${twice} $<TARGET_FILE:mktypescript>
      ${TypeScript_JS} ${transpiler}/transpile.js ${transpiler}/warm_up.tsx OUT --reproducible)
  set_tests_properties(reproducible_typescript PROPERTIES LABELS package TIMEOUT 120)
endif()
