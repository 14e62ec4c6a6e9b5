# Runs at install time, after the program itself was copied: brings the shared libraries and the
# loader along and points the program at them.
find_program(PATCHELF patchelf)
if(NOT PATCHELF)
  message(FATAL_ERROR "patchelf is needed to install bailey: ./dev setup, or apt-get install patchelf")
endif()

execute_process(COMMAND ${loader} --list ${built} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "=> [^ \n]+" found "${listing}")
list(TRANSFORM found REPLACE "^=> " "")
set(libraries)
foreach(library ${found})
  if(NOT library MATCHES "^${sysroot}/" AND NOT library MATCHES "^${engine}/")
    message(FATAL_ERROR "${built} was linked against ${library}, which is neither of the sysroot ${sysroot} nor built here")
  endif()
  list(APPEND libraries ${library})
endforeach()
if(NOT libraries)
  message(FATAL_ERROR "${loader} names no library of ${built}")
endif()

set(folder "${CMAKE_INSTALL_PREFIX}/lib/bailey")
file(INSTALL ${libraries} DESTINATION "${folder}" FOLLOW_SYMLINK_CHAIN)
file(REAL_PATH ${loader} real_loader)
file(INSTALL ${real_loader} DESTINATION "${folder}" USE_SOURCE_PERMISSIONS)
get_filename_component(loader_name ${real_loader} NAME)
set(program "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/${installed_name}")
execute_process(
  COMMAND ${PATCHELF} --set-interpreter ${folder}/${loader_name}
    --force-rpath --set-rpath $ORIGIN/../lib/bailey ${program}
  COMMAND_ERROR_IS_FATAL ANY)
