# cmake --install: bailey with the libraries it was linked against, so that the result needs neither
# the sysroot nor the build folder. The prefix is where it will run: the program names its loader by
# an absolute path, since the kernel knows no relative one.
include(GNUInstallDirs)

function(bailey_install target)
  install(TARGETS ${target} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES LICENSE README.md SECURITY.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
  if(BAILEY_SYSROOT STREQUAL "none" OR BAILEY_OWN_ENGINE)
    return()  # the system's own libraries, or none but the C library
  endif()
  install(CODE "
    set(built \"$<TARGET_FILE:${target}>\")
    set(installed_name \"${CMAKE_INSTALL_BINDIR}/$<TARGET_FILE_NAME:${target}>\")
    set(sysroot \"${BAILEY_SYSROOT}\")
    set(engine \"${PROJECT_BINARY_DIR}/engine\")
    set(loader \"${BAILEY_LOADER}\")")
  install(SCRIPT ${PROJECT_SOURCE_DIR}/cmake/install_libraries.cmake)
endfunction()
